"""Code with colours, within limits."""

import pytest

from chat.markup import highlighting
from chat.markup.highlighting import LANGUAGES, LONGEST_LINE, highlighted
from tests.chat.markup.reading import Page

CODE = "def f(a):\n    return '<b>' + a  # why\n"


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_code_is_lost_whatever_language_it_is_said_to_be(language: str) -> None:
    assert Page(highlighted(CODE, language)).text == f"{CODE}\n"


def test_where_the_time_is_over_the_rest_stays_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highlighting, "BUDGET", -1)
    page = Page(highlighted(CODE, "python"))
    assert page.text == f"{CODE}\n"
    assert [tag for tag, _ in page.elements].count("span") == 1


def test_long_lines_stay_plain() -> None:
    assert "span" not in Page(highlighted(f"x = '{'a' * LONGEST_LINE}'\n", "python")).tags


def test_the_language_is_the_first_word_in_any_case() -> None:
    assert 'data-language="python"' in highlighted(CODE, "Python title=x")
    assert "data-language" not in highlighted(CODE, 'py"onload=')
