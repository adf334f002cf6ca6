"""How names are written, compared and sorted, the same on every database."""

import re
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

USERNAME_LENGTH = 32

RESERVED = frozenset(
    {
        *("account", "accounts", "admin", "administrator", "moderator", "operator", "owner"),
        *("root", "rollcall", "server", "staff", "superuser", "support", "system"),
        *("all", "anyone", "channel", "everybody", "everyone", "here", "online", "room", "team"),
        *("anonymous", "me", "nobody", "none", "null", "somebody", "undefined", "user", "you"),
        *("所有人", "全体", "全体成员", "管理员", "系统", "客服", "匿名"),
    }
)

# Unicode's Default_Ignorable_Code_Point: shown as nothing at all, though some are letters.
IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
# What holds emoji together (some scripts, too, after a mark), and what makes signs emoji.
GLUE = re.compile(
    "(?<=[^\\w\\s\u200d])\u200d(?=\\S)|(?<=[^\\w\\s\ufe0f])\ufe0f|(?<=[0-9])\ufe0f(?=\u20e3)"
)
SURROGATE = re.compile("[\ud800-\udfff]")
BRAILLE_BLANK = "\u2800"
HIDING = ("Cc", "Cf", "Co", "Cs")
UNSEEN = ("Cc", "Cf", "Cs", "Mn", "Me", "Zs", "Zl", "Zp")
DELETED = re.compile(r"deleted-\d+\Z", re.IGNORECASE)


@deconstructible
class UsernameValidator(RegexValidator):
    """Letters and digits of any script, and ``. _ - +`` between them; no ``@``, which mentions."""

    regex = r"^\w[\w.+-]*\Z"
    message = _("A username is made of letters, digits and . _ - + and starts with a letter.")

    def __call__(self, value: Any) -> None:
        super().__call__(value)
        refuse_invisible(value)


def normalise(name: str) -> str:
    """One spelling for what looks the same: NFKC, single spaces, none around it."""
    return " ".join(unicodedata.normalize("NFKC", name).split())


def username_key(username: str) -> str:
    """What usernames are told apart by: the same on every database, whatever its own case rules."""
    return unicodedata.normalize("NFKC", normalise(username).casefold())


def refuse_reserved(username: str) -> None:
    """Raise ValidationError for a name that passes for the site, a group or a deleted person."""
    if username.casefold() in RESERVED or DELETED.match(username):
        raise ValidationError(_("This username is reserved."), code="reserved")


def refuse_invisible(name: str) -> None:
    """Raise ValidationError for characters that reorder or hide text: they forge names."""
    rest = GLUE.sub("", name)
    if IGNORABLE.search(rest) or any(unicodedata.category(letter) in HIDING for letter in rest):
        raise ValidationError(_("This name has invisible characters."), code="invisible")
    validate_visible(name)


def validate_visible(text: str) -> None:
    """Raise ValidationError for text that shows nothing, or that no UTF-8 can carry."""
    if text.isascii() and text.isprintable() and text.strip():
        return  # As most are, and this tells in a tenth of the time.
    if SURROGATE.search(text):
        raise ValidationError(_("This text has half a character."), code="surrogate")
    if not any(_is_seen(letter) for letter in text):
        raise ValidationError(_("This text has no visible character."), code="blank")


def _is_seen(letter: str) -> bool:
    is_blank = letter == BRAILLE_BLANK or IGNORABLE.match(letter)
    return not is_blank and unicodedata.category(letter) not in UNSEEN


def sort_key(name: str) -> bytes:
    """Bytes that order names alike in SQLite, PostgreSQL and Python."""
    return unicodedata.normalize("NFKD", name).casefold().encode()


def fold(text: str) -> str:
    """Text as it is searched: no case, no accents."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def begins(folded: str, word: str) -> bool:
    """Say whether a folded word begins one of the words of a folded text.

    Where it is not ASCII it may stand anywhere: Chinese is written without spaces.
    """
    return f" {word}" in f" {folded}" if word.isascii() else word in folded
