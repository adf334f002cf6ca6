"""A room's log as a model: what each attempt must come to, and what is there afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError

OWNER, MEMBER, STRANGER = range(3)


@dataclass
class Said:
    """A message; a deleted one has no text."""

    author: int
    client_id: UUID
    text: str | None
    version: int
    reply_to: Said | None = None
    replies: int = 0
    reactions: set[tuple[int, str]] = field(default_factory=set)
    """Who reacted with what."""
    is_pinned: bool = False

    @property
    def root(self) -> Said:
        """The first message of its chain."""
        return self.reply_to.root if self.reply_to else self


Expected = Said | type[Exception]


@dataclass
class Model:
    """The messages in the order of their positions."""

    members: set[int]
    said: list[Said] = field(default_factory=list)
    version: int = 0

    def post(self, who: int, client_id: UUID, text: str, reply_to: Said | None = None) -> Expected:
        for said in self.said:
            if (said.author, said.client_id) == (who, client_id):
                return said
        if who not in self.members:
            return PermissionDenied  # The room is public: one sees that it is there.
        if (kept := clean(text)) is None:
            return ValidationError
        if reply_to and reply_to.text is None:
            return ValidationError
        self.said.append(Said(who, client_id, kept, self._advance(), reply_to))
        return self.said[-1]

    def grow(self, replies: list[Said]) -> None:
        """The chains of replies posted together change after all of them, in their order."""
        roots = [said.root for said in replies if said.reply_to]
        for root in sorted({self.said.index(root) for root in roots}):
            self.said[root].replies += roots.count(self.said[root])
            self.said[root].version = self._advance()

    def edit(self, who: int, said: Said, text: str) -> Expected:
        if who not in self.members or said.text is None:
            return ObjectDoesNotExist
        if who != said.author:
            return PermissionDenied
        if (kept := clean(text)) is None:
            return ValidationError
        if kept != said.text:
            said.text, said.version = kept, self._advance()
        return said

    def delete(self, who: int, said: Said) -> Expected:
        if who not in self.members or said.text is None:
            return ObjectDoesNotExist
        if who not in (said.author, OWNER):
            return PermissionDenied
        said.text, said.version = None, self._advance()
        said.reactions, said.is_pinned = set(), False
        return said

    def react(self, who: int, said: Said, emoji: str, *, on: bool) -> Expected:
        if (refusal := self._refusal(who, said)) is not None:
            return refusal
        reactions = said.reactions | {(who, emoji)} if on else said.reactions - {(who, emoji)}
        if reactions != said.reactions:
            said.reactions, said.version = reactions, self._advance()
        return said

    def pin(self, who: int, said: Said, *, on: bool) -> Expected:
        if (refusal := self._refusal(who, said)) is not None:
            return refusal
        if on != said.is_pinned:
            said.is_pinned, said.version = on, self._advance()
        return said

    def _refusal(self, who: int, said: Said) -> type[Exception] | None:
        """Of a mark."""
        if who not in self.members:
            return ObjectDoesNotExist
        return ValidationError if said.text is None else None

    def _advance(self) -> int:
        self.version += 1
        return self.version


def clean(text: str) -> str | None:
    """A text as it is kept; None if it is improper."""
    kept = text.replace("\r\n", "\n").strip()
    return kept if kept and len(kept) <= 4000 and "\0" not in kept else None
