"""What was vendored is what was pinned, and holds what the pages use."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest

from scripts import vendor

HASHES = tomllib.loads(vendor.PINS.read_text())["hashes"]
ICON = re.compile(r'_icon\.html" with name="([\w-]+)"')
TEMPLATES = vendor.ROOT / "templates"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(vendor.VENDOR, tmp_path / "vendor"))


def test_the_committed_files_are_the_pinned_ones() -> None:
    assert vendor.complaints(HASHES) == []


def test_a_changed_file_is_noticed(folder: Path) -> None:
    (folder / "icons.svg").write_text("<svg/>")
    assert [line.split('"')[1] for line in vendor.complaints(HASHES, folder)] == ["icons.svg"]


def test_a_missing_and_a_foreign_file_are_noticed(folder: Path) -> None:
    (folder / "icons.svg").rename(folder / "other.svg")
    foreign, missing = vendor.complaints(HASHES, folder)
    assert foreign.startswith('"other.svg"')
    assert missing == "icons.svg is missing"


def test_every_licence_is_kept() -> None:
    packages = tomllib.loads(vendor.PINS.read_text())["packages"]
    permissions = ("MIT", "Redistribution and use", "Permission to use")  # MIT, BSD, ISC
    for package in packages:
        licence = (vendor.VENDOR / "LICENSES" / f"{package['name']}.txt").read_text()
        assert any(words in licence for words in permissions), package["name"]


def test_nothing_refers_to_a_source_map_that_is_not_there() -> None:
    for path in (*vendor.VENDOR.rglob("*.js"), *vendor.VENDOR.rglob("*.css")):
        assert "sourceMappingURL" not in path.read_text(), path


def test_every_icon_that_a_page_names_is_in_the_sprite() -> None:
    pages = "".join(path.read_text() for path in TEMPLATES.rglob("*.html"))
    there = set(re.findall(r'<symbol id="([\w-]+)"', (vendor.VENDOR / "icons.svg").read_text()))
    assert set(ICON.findall(pages)) <= there
