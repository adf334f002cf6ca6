"""What a token is."""

import pytest

from search.folding import LONGEST, fold, fold_each, tokens_in, tokens_of


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Deploy at 17:30, twice!", ["deploy", "at", "17", "30", "twice"]),
        ("snake_case don't", ["snake", "case", "don", "t"]),
        ("今天天气", ["今天", "天天", "天气", "气"]),
        ("天 气", ["天", "气"]),
        ("手机iPhone", ["手机", "机", "iphone"]),
        ("カメラ ｶﾞ", ["カメ", "メラ", "ラ", "ガ"]),
        ("한국어", ["한국", "국어", "어"]),
        ("ไทย", ["ไท", "ทย", "ย"]),
        ("हिन्दी", ["हिन्दी"]),
        ("🎉🎉 ok", ["🎉", "🎉", "ok"]),
        ("", []),
        ("…!?\"'", []),
    ],
)
def test_a_text_is_cut_into(text: str, tokens: list[str]) -> None:
    assert tokens_of(text) == tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "CAFE\u0301"),
        ("Łódź", "lodz"),
        ("Straße", "STRASSE"),
        ("İstanbul", "istanbul"),
        ("ﬁne", "FINE"),
        ("ｗｉｄｅ", "wide"),
        ("שָׁלוֹם", "שלום"),
        ("\u1112\u1161\u11ab", "한"),
        ("Å", "a"),
    ],
)
def test_no_case_no_accent_no_other_spelling_counts(one: str, other: str) -> None:
    assert tokens_of(one) == tokens_of(other) != []


def test_what_tells_words_apart_stays() -> None:
    assert fold("が") != fold("か")
    assert fold("किताब") != fold("कताब")


def test_a_text_folds_as_its_characters_do() -> None:
    text = "Aß天İﬁ가🎉"
    assert "".join(fold_each(text)) == fold(text)


def test_tokens_know_where_they_stand() -> None:
    folded = "ab 天气 🎉"
    assert [(token.text, folded[token.start : token.end]) for token in tokens_in(folded)] == [
        ("ab", "ab"),
        ("天气", "天气"),
        ("气", "气"),
        ("🎉", "🎉"),
    ]


def test_a_word_without_an_end_is_cut() -> None:
    assert tokens_of("x" * 4000) == tokens_of("X" * LONGEST) == ["x" * LONGEST]
    assert tokens_of("é" * 4000) == ["e" * LONGEST]
