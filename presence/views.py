"""The home page: the user list, as the socket would show it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from presence.facts import words_of
from presence.service import presence
from presence.windows import FARTHEST, QUERY_LENGTH

ROWS = 32  # of one page: more than a screen holds, in a third of the size of a whole window


@require_safe
@login_required
def show_home(request: HttpRequest) -> HttpResponse:
    """Show a window of the list: ``?from=`` where it begins, ``?q=`` whom to find."""
    query = request.GET.get("q", "").replace("\0", "").strip()[:QUERY_LENGTH]
    window = _window(_number(request.GET.get("from", "")), query)
    return render(request, "presence/home.html", {"window": window})


def _window(start: int, query: str) -> dict[str, Any]:
    content = presence.listing.content(words_of(query), start, ROWS)
    end = start + len(content.entries)
    return {
        "users": content.entries,
        "counts": content.counts,
        "groups": content.groups,
        "total": content.total,
        "from": start,
        "limit": ROWS,
        "query": query,
        "previous": max(0, start - ROWS) if start else None,
        "next": end if content.entries and end < content.total else None,
    }


def _number(text: str) -> int:
    return min(int(text), FARTHEST) if text.isascii() and text.isdigit() and len(text) < 9 else 0
