"""Static files: names that carry a hash of their content."""

import posixpath
import re
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from typing import Any

from django.core.files.storage import Storage
from servestatic.storage import CompressedManifestStaticFilesStorage

Sources = dict[str, tuple[Storage, str]]

# Also those of types, in comments: Django renames what they name, too.
_IMPORT = re.compile(
    r"""(?:^(?:import|export)\b(?:[^;]*?\bfrom)?\s*|\bimport\()["'](\.[^"']+)["']""", re.MULTILINE
)


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Each import statement in a module must end in ``;``, or its name is not rewritten."""

    support_js_module_import_aggregation = True

    @cache  # noqa: B019 - there is one storage, for ever, and its names are those of templates
    def url(self, name: str, force: bool = False) -> str:
        """Return a file's address. Looking it up for each icon was a tenth of a page."""
        return super().url(name, force)

    def post_process(self, paths: Sources, *arguments: Any, **named: Any) -> Iterator[Any]:
        """Give the files their names, in as few passes as there are.

        Django goes over all of them until no name changes any more, which is once a level of
        imports; where what is imported comes first, all are right after one.
        """
        yield from super().post_process(_imported_first(paths), *arguments, **named)


def _imported_first(sources: Sources) -> Sources:
    """Return the same files, every module after those it imports. Raises CycleError."""
    graph = {name: _imports(name, *sources[name]) for name in sources if name.endswith(".js")}
    order = TopologicalSorter(graph).static_order()
    return {name: sources[name] for name in (*order, *sources) if name in sources}


def _imports(name: str, storage: Storage, path: str) -> list[str]:
    with storage.open(path) as file:
        addresses = _IMPORT.findall(file.read().decode())
    folder = posixpath.dirname(name)
    return [posixpath.normpath(posixpath.join(folder, address)) for address in addresses]
