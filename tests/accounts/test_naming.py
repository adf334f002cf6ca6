"""Names: one spelling, one order, none that forge."""

import pytest
from django.core.exceptions import ValidationError

from accounts import naming


@pytest.mark.parametrize(
    ("written", "kept"),
    [("  Ann  Lee ", "Ann Lee"), ("ａｎｎ", "ann"), ("王小明", "王小明"), ("\u212bsa", "Åsa")],
)
def test_names_that_look_alike_are_written_alike(written: str, kept: str) -> None:
    assert naming.normalise(written) == kept


@pytest.mark.parametrize(
    "name", ["all", "Here", "EVERYONE", "channel", "admin", "deleted-7", "系统"]
)
def test_names_that_mean_the_site_or_everybody_are_reserved(name: str) -> None:
    with pytest.raises(ValidationError):
        naming.refuse_reserved(name)


@pytest.mark.parametrize("name", ["ann", "王小明", "anna-all", "undeleted-7"])
def test_other_names_are_free(name: str) -> None:
    naming.refuse_reserved(name)


@pytest.mark.parametrize("name", ["ann", "王小明", "a.b-c+d_e", "Ünal9"])
def test_usernames_are_letters_and_digits_of_any_script(name: str) -> None:
    naming.UsernameValidator()(name)


@pytest.mark.parametrize("name", ["a b", "@ann", "ann@bob", ".ann", "", "ann\n", "a/b"])
def test_usernames_that_break_mentions_and_addresses_are_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        naming.UsernameValidator()(name)


def test_characters_that_reorder_text_are_refused() -> None:
    with pytest.raises(ValidationError):
        naming.refuse_invisible("ann\u202enna")


def test_emoji_joined_by_an_invisible_character_are_fine() -> None:
    naming.refuse_invisible("Ann 👩\u200d💻")


def test_names_sort_without_regard_to_case() -> None:
    assert sorted(["bob", "Ann", "carol", "ANNA"], key=naming.sort_key) == [
        "Ann",
        "ANNA",
        "bob",
        "carol",
    ]


def test_searching_knows_neither_case_nor_accents() -> None:
    assert naming.fold("Émile ÜNAL") == "emile unal"


@pytest.mark.parametrize(
    "name", ["\u1160\u1160", "alice\u1160", "alice\u3164", "alice\uffa0", "a\u115f", "a\ud83d"]
)
def test_usernames_with_letters_that_nobody_sees_are_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        naming.UsernameValidator()(name)


@pytest.mark.parametrize(
    "name",
    [
        *("\u3164", "\u200d", "\u2800", "\u0301", "alice\u200d", "al\u200dice", "alice\ufe0f"),
        *("alice\u1160", "👩\u200d", "👩\u200d\u200d💻", "\U000e0041", "a\u034fb", "\ud83d"),
    ],
)
def test_display_names_that_show_nothing_or_pass_for_another_are_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        naming.refuse_invisible(name)


@pytest.mark.parametrize("name", ["❤️", "👩🏽\u200d💻", "🏳️\u200d🌈", "1️⃣", "ශ්\u200dරී", "王小明", "~"])
def test_signs_that_need_an_invisible_one_keep_it(name: str) -> None:
    naming.refuse_invisible(name)


@pytest.mark.parametrize("text", ["", " \n", "\u3164 \u1160", "\u200d", "\u2800", "hi \ud83d"])
def test_text_that_shows_nothing_or_is_half_a_character_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        naming.validate_visible(text)


@pytest.mark.parametrize("text", ["a\u202eb", "\u3164.", "❤️", "\uffff", "z" + "\u0301" * 99])
def test_text_with_anything_to_see_is_fine(text: str) -> None:
    naming.validate_visible(text)
