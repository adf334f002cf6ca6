"""White space that nobody sees is seen."""

from pathlib import Path

import pytest

from scripts.whitespace import complaints


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"a \nb\n", "white space"),
        (b"a\r\n", "carriage returns"),
        (b"a", "line feed"),
        (b"a\n\n", "line feed"),
        (b"<<<<<<< ours\n", "conflict"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, text: bytes, words: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(text)
    assert any(words in complaint for complaint in complaints(path))


@pytest.mark.parametrize("text", ["", "a\n", "一\n\n\tb\n"])
def test_a_clean_file_passes(tmp_path: Path, text: str) -> None:
    path = tmp_path / "file"
    path.write_text(text)
    assert list(complaints(path)) == []
