"""Texts for load tests: as many different words as people use, a few of them all the time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from random import Random

WORDS, SIGNS = 20_000, 1_500
SEED = 1
CHINESE_EVERY = 5  # messages
LENGTHS = (3, 30)  # words of a message
RUN = (4, 16)  # signs of a Chinese one
SYLLABLES = "ka to mi re lo san ter bel ond ri a ne pos dul ga im".split()  # noqa: SIM905
FIRST_SIGN = 0x4E00

# Of rank n, each is used a nth as often as the first: Zipf's law.
_ranks = list(accumulate(1 / rank for rank in range(1, WORDS + 1)))


def word(rank: int) -> str:
    """Return the word of that rank, from 0: the less used, the longer."""
    base, text = len(SYLLABLES), SYLLABLES[rank % len(SYLLABLES)]
    while rank := rank // base:
        text += SYLLABLES[rank % base]
    return text


def sign(rank: int) -> str:
    return chr(FIRST_SIGN + rank)


def prose() -> Iterator[str]:
    """Return texts without end, the same ones each time."""
    random = Random(SEED)  # noqa: S311 - nothing depends on its being secret
    words, signs = [word(n) for n in range(WORDS)], [sign(n) for n in range(SIGNS)]
    number = 0
    while True:
        number += 1
        said = random.choices(words, cum_weights=_ranks, k=random.randint(*LENGTHS))
        if number % CHINESE_EVERY == 0:
            ranks = _ranks[:SIGNS]
            said.append("".join(random.choices(signs, cum_weights=ranks, k=random.randint(*RUN))))
        yield " ".join(said)
