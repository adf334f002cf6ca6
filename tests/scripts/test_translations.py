"""The translations' files follow the sources, keep what is translated, and are checked."""

import io
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

from scripts import translations, whitespace

TEMPLATE = """\
{% load i18n %}
    <p>{% translate "Rooms" %}</p>
  {% blocktranslate trimmed count n=n %}
    {{ n }} person
  {% plural %}
    {{ n }} people
  {% endblocktranslate %}
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site with a message of each kind, translated."""
    write(tmp_path / "chat/forms.py", 'label = _("Name of %(who)s")\n')
    write(tmp_path / "templates/chat/rooms.html", TEMPLATE)
    write(tmp_path / "static/chat/room.js", 'const word = gettext("Sent by {name}");\n')
    write(tmp_path / "static/vendor/theirs.js", 'gettext("not ours");\n')
    translations.main([], tmp_path)
    translate(tmp_path, "django", "Name of %(who)s", "%(who)s 的名字")
    translate(tmp_path, "django", "Rooms", "房间")
    translate(tmp_path, "django", "%(n)s people", "%(n)s 人", plural=True)
    translate(tmp_path, "djangojs", "Sent by {name}", "由 {name} 发送")
    translations.main([], tmp_path)
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def translate(site: Path, domain: str, source: str, words: str, *, plural: bool = False) -> None:
    path = translations.po_path(site, "zh_Hans", domain)
    before = f'"{source}"\n' + ('msgstr[0] ""' if plural else 'msgstr ""')
    assert before in path.read_text()
    path.write_text(path.read_text().replace(before, before[:-1] + words + '"'))


def faults(site: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What the check says; it must fail."""
    capsys.readouterr()
    with pytest.raises(SystemExit, match="1"):
        translations.main(["--check"], site)
    return capsys.readouterr().out


def test_a_translated_site_passes(site: Path) -> None:
    translations.main(["--check"], site)


def test_what_is_compiled_is_what_was_translated(site: Path) -> None:
    path = translations.po_path(site, "zh_Hans", "django").with_suffix(".mo")
    catalog = read_mo(io.BytesIO(path.read_bytes()))
    assert catalog.get("Rooms").string == "房间"
    assert list(catalog.get("%(n)s person").string) == ["%(n)s 人"]


def test_updating_twice_changes_nothing(site: Path) -> None:
    files = sorted((site / "locale").rglob("*.?o"))
    before = [path.read_bytes() for path in files]
    translations.main([], site)
    assert [path.read_bytes() for path in files] == before
    assert len(files) == 4


def test_the_files_have_no_stray_white_space(site: Path) -> None:
    files = (site / "locale").rglob("*.po")
    assert [fault for path in files for fault in whitespace.complaints(path)] == []


def test_moving_a_line_changes_nothing(site: Path) -> None:
    path = site / "chat/forms.py"
    path.write_text("\n\n" + path.read_text())
    translations.main(["--check"], site)


def test_a_new_message_is_noticed(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(site / "chat/views.py", '_("Welcome")\n')
    assert "not in step with the sources" in faults(site, capsys)
    translations.main([], site)
    assert "not translated: 'Welcome'" in faults(site, capsys)


def test_an_obsolete_message_is_dropped(site: Path) -> None:
    (site / "chat/forms.py").write_text("")
    translations.main([], site)
    assert "Name of" not in translations.po_path(site, "zh_Hans", "django").read_text()
    translations.main(["--check"], site)


def test_a_forgotten_compilation_is_noticed(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = translations.po_path(site, "zh_Hans", "django")
    path.write_text(path.read_text().replace("房间", "聊天室"))
    assert "django.mo: not in step with django.po" in faults(site, capsys)


def test_a_lost_placeholder_is_noticed(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for domain in ("django", "djangojs"):
        path = translations.po_path(site, "zh_Hans", domain)
        text = path.read_text().replace("%(who)s 的", "").replace("由 {name}", "由 {nom}")
        path.write_text(text)
    translations.main([], site)
    assert faults(site, capsys).count("other placeholders") == 2


def test_a_fuzzy_message_is_noticed(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = translations.po_path(site, "zh_Hans", "django")
    path.write_text(path.read_text().replace('msgid "Rooms"', '#, fuzzy\nmsgid "Rooms"'))
    translations.main([], site)
    assert "still fuzzy: 'Rooms'" in faults(site, capsys)
