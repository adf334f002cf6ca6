"""Static files: names that carry a hash of their content."""

from functools import cache

from servestatic.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Each import statement in a module must end in ``;``, or its name is not rewritten."""

    support_js_module_import_aggregation = True
    # A pass settles one more level of imports; modules import deeper than stylesheets do.
    max_post_process_passes = 20

    @cache  # noqa: B019 - there is one storage, for ever, and its names are those of templates
    def url(self, name: str, force: bool = False) -> str:
        """Return a file's address. Looking it up for each icon was a tenth of a page."""
        return super().url(name, force)
