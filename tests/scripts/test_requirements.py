"""The pins are those that pyproject.toml asks for, and name no index."""

import shutil
from pathlib import Path

import pytest

from scripts.requirements import ROOT, SOURCE, TARGETS, unpinned


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for file in (SOURCE, *TARGETS):
        shutil.copy(ROOT / file, tmp_path)
    return tmp_path


def ask_for(project: Path, requirement: str) -> None:
    source = project / SOURCE
    source.write_text(source.read_text().replace('"django~=5.2.0"', f'"{requirement}"'))


def test_the_pins_satisfy_the_project(project: Path) -> None:
    assert list(unpinned(project)) == []


@pytest.mark.parametrize("requirement", ["django~=5.1.0", "no-such-package"])
def test_an_unsatisfied_wish_is_noticed(project: Path, requirement: str) -> None:
    ask_for(project, requirement)
    assert list(unpinned(project)) == [f"requirements.txt: {requirement}"]


@pytest.mark.parametrize("target", TARGETS)
def test_pins_have_hashes_and_no_index(target: str) -> None:
    text = (ROOT / target).read_text()
    assert "://" not in text
    assert text.count("==") <= text.count("--hash=sha256:")
