import os
import re
import shutil
from pathlib import Path

import pytest
from pytest_django import Settings

from example_channels.serving.static_files import collect_if_changed

DEPTH = 12


@pytest.fixture
def sources(tmp_path: Path, settings: Settings) -> Path:
    """A folder of modules: 0.js imports 1.js, which imports 2.js, and so on."""
    folder = tmp_path / "sources"
    folder.mkdir()
    for number in range(DEPTH):
        (folder / f"{number}.js").write_text(f'import {{ x }} from "./{number + 1}.js";\n')
    (folder / f"{DEPTH}.js").write_text("export const x = 1;\n")
    settings.STATICFILES_DIRS = [folder]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "state" / "static"
    settings.STATIC_ROOT.parent.mkdir()
    settings.STORAGES = {"staticfiles": {"BACKEND": "example_channels.storage.StaticStorage"}}
    return folder


def collected(settings: Settings, name: str) -> set[str]:
    return {path.name for path in settings.STATIC_ROOT.iterdir() if path.match(name)}


def change(source: Path, text: str) -> None:
    """Write a file a minute later: Django compares whole seconds."""
    later = source.stat().st_mtime + 60
    source.write_text(text)
    os.utime(source, (later, later))


def test_modules_get_hashed_names_and_so_do_their_imports(sources, settings):
    assert collect_if_changed()
    (name,) = collected(settings, "0.????????????.js")
    text = (settings.STATIC_ROOT / name).read_text()
    (imported,) = re.findall(r'from "\./(1\.[0-9a-f]{12}\.js)"', text)
    assert (settings.STATIC_ROOT / imported).exists()


def test_unchanged_sources_are_not_collected_again(sources, settings):
    collect_if_changed()
    assert not collect_if_changed()


def test_a_changed_module_renames_those_that_import_it(sources, settings):
    collect_if_changed()
    before = collected(settings, "0.????????????.js")
    change(sources / f"{DEPTH}.js", "export const x = 2;\n")
    assert collect_if_changed()
    # The old name stays, for pages that are open.
    assert collected(settings, "0.????????????.js") > before


def test_a_new_file_is_collected(sources, settings):
    collect_if_changed()
    (sources / "new.css").write_text("a { color: red }")
    assert collect_if_changed()
    assert collected(settings, "new.????????????.css")


def test_compressed_copies_lie_beside(sources, settings):
    (sources / "long.css").write_text("a { color: red }\n" * 200)
    collect_if_changed()
    assert collected(settings, "long.????????????.css.gz")


def test_a_failed_collection_is_tried_again(sources, settings):
    (sources / "0.js").write_text('import { x } from "./missing.js";\n')
    with pytest.raises(Exception, match=r"missing\.js"):
        collect_if_changed()
    (sources / "0.js").write_text("export const y = 1;\n")
    assert collect_if_changed()


@pytest.mark.usefixtures("sources")
def test_what_was_collected_may_be_copied_elsewhere(settings: Settings, tmp_path: Path) -> None:
    assert collect_if_changed()
    shutil.copytree(tmp_path / "state", tmp_path / "copy")
    settings.STATIC_ROOT = tmp_path / "copy" / "static"
    assert not collect_if_changed()
