"""What earlier messages look like, made anew after the markup has changed."""

from collections.abc import Iterator, Sequence

from django.db import transaction

from chat.markup import render
from chat.models import Message
from chat.models.names import names_in

AT_ONCE = 200  # messages: on SQLite nobody else writes meanwhile, for some 20 ms


def rerender(after: int = 0) -> Iterator[int]:
    """Render all messages again, from the id ``after`` on; yield the last id of each batch.

    No version changes and nobody is told: what was rendered before is as safe, and a room of a
    million messages would be sent to all its members again.
    """
    while batch := _batch(after):
        _rerender(batch)
        after = batch[-1][0]
        yield after


def _batch(after: int) -> list[tuple[int, str, str]]:
    later = Message.objects.filter(pk__gt=after, deleted_at=None).order_by("pk")
    return list(later.values_list("pk", "text", "html")[:AT_ONCE])


def _rerender(batch: Sequence[tuple[int, str, str]]) -> None:
    names = names_in(text for _pk, text, _html in batch)
    rendered = [(pk, text, before, render(text, names)) for pk, text, before in batch]
    with transaction.atomic():
        for pk, text, before, html in rendered:
            if html != before:
                # Whoever edits it at this moment wins.
                Message.objects.filter(pk=pk, text=text).update(html=html)
