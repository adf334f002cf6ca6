"""Everything that changes people and their log-ins, and tells whoever must know.

Actions on somebody else find them through the actor, so what one may not manage is not found.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import hooks
from accounts.managers import LoggedInUserQuerySet
from accounts.models import FOR_EVER, LoggedInUser, Preferences, User
from accounts.sessions import LOGIN
from example_channels.realtime import topics
from example_channels.realtime.codes import REFUSED, SIGNED_OUT
from example_channels.realtime.publishing import hang_up_on_commit

SEEN_AT_ONCE = 1000  # Ids per statement: databases limit their number.
CLOSE_REASON_BYTES = 123  # What RFC 6455 has room for.


# Log-ins ----------------------------------------------------------------------------------


def start_login(user: User, session: SessionBase, user_agent: str, address: str | None) -> None:
    """Let the session carry a new log-in of ``user``, in place of one that it carried before."""
    previous = session.get(LOGIN)
    login = LoggedInUser.objects.create(user=user, user_agent=user_agent[:300], address=address)
    session[LOGIN] = login.key
    if previous:
        # The session's row must belong to the new log-in before the old one takes its rows along.
        session.save()
        end_login(previous)


def end_login(key: str) -> None:
    """End one log-in, whoever's it is: its session goes and its sockets close."""
    _end(LoggedInUser.objects.filter(key=key), hang_up="signed out")


def sign_out_device(actor: User, key: str) -> None:
    """Log ``actor`` out on one of their devices. Raises LoggedInUser.DoesNotExist."""
    end_login(actor.logins.get(key=key).key)


def sign_out_others(actor: User, this: str | None) -> None:
    """Log ``actor`` out everywhere but on the log-in ``this``."""
    _end(actor.logins.exclude(key=this or ""), hang_up="signed out")


def end_logins_of_old_password(user: User) -> None:
    """End every log-in but the one that set the new password. Then call ``close_sockets``."""
    _end(user.logins.exclude(key=user.kept_login or ""), hang_up="password changed")


def close_sockets(user: User) -> None:
    """Make every socket of ``user`` come anew, with a cookie that is still good."""
    hang_up_on_commit(topics.user(user.pk), SIGNED_OUT, "password changed")


def note_seen(users: Sequence[int], logins: Sequence[str], at: datetime) -> None:
    """Write in bulk when people and their log-ins were last here; not of people unseen then."""
    for start in range(0, len(users), SEEN_AT_ONCE):
        some = users[start : start + SEEN_AT_ONCE]
        seen = User.objects.filter(pk__in=some).exclude(unseen_until__gt=at)
        seen.update(last_seen=at)
    for start in range(0, len(logins), SEEN_AT_ONCE):
        keys = logins[start : start + SEEN_AT_ONCE]
        LoggedInUser.objects.filter(key__in=keys).update(last_seen=at)


@transaction.atomic
def _end(logins: LoggedInUserQuerySet, *, hang_up: str = "") -> None:
    ended = list(logins.values_list("user_id", "key"))
    LoggedInUser.objects.filter(key__in=[key for _user, key in ended]).delete()
    for user_id, key in ended:
        if hang_up:
            hang_up_on_commit(topics.session(key), SIGNED_OUT, hang_up)
        _send_on_commit(partial(hooks.login_ended.send_robust, User, user_id=user_id, key=key))


# One's own account ------------------------------------------------------------------------


@transaction.atomic
def rename(actor: User, name: str) -> None:
    """Change the name others see; empty means the username."""
    actor.name = name
    actor.save(update_fields=["name"])
    tell_change(actor)


def tell_change(user: User) -> None:
    """Tell the lists, on commit, that ``user`` is new or shown otherwise than before."""
    _send_on_commit(partial(hooks.user_changed.send_robust, User, user_id=user.pk))


def prefer(actor: User, **chosen: str) -> None:
    """Keep what ``actor`` chose, by the fields of ``Preferences``; their other choices stay."""
    Preferences.objects.update_or_create(user=actor, defaults=chosen)


@transaction.atomic
def make_first_operator(user: User) -> None:
    """Give ``user`` every right. Raises ValidationError where somebody else came first."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE accounts_user IN SHARE ROW EXCLUSIVE MODE")
    if User.objects.operators().exclude(pk=user.pk).exists():
        raise ValidationError(_("Somebody has made an account already."), code="too_late")
    user.is_staff = user.is_superuser = True
    user.save()


# Other people, by staff -------------------------------------------------------------------


@transaction.atomic
def deactivate(actor: User, user_id: int) -> User:
    """Close somebody's account, without time limit. Raises User.DoesNotExist."""
    user = _manageable(actor, user_id)
    user.is_active = False
    user.save(update_fields=["is_active"])
    _throw_out(user, SIGNED_OUT, "deactivated")
    return user


@transaction.atomic
def reactivate(actor: User, user_id: int) -> User:
    """Open a closed account again. Raises User.DoesNotExist."""
    user = _manageable(actor, user_id)
    user.is_active = True
    user.save(update_fields=["is_active"])
    tell_change(user)
    return user


@transaction.atomic
def ban(actor: User, user_id: int, reason: str, until: datetime | None = None) -> User:
    """Keep somebody out until ``until``, or for ever. Raises User.DoesNotExist, ValidationError."""
    if until is not None and until <= timezone.now():
        raise ValidationError(_("The end of a ban lies in the future."), code="past")
    user = _manageable(actor, user_id)
    user.banned_until, user.ban_reason = until or FOR_EVER, reason
    user.save(update_fields=["banned_until", "ban_reason"])
    _throw_out(user, REFUSED, _as_close_reason(f"banned: {reason}"))
    return user


@transaction.atomic
def unban(actor: User, user_id: int) -> User:
    """End a ban. Raises User.DoesNotExist."""
    user = _manageable(actor, user_id)
    user.banned_until, user.ban_reason = None, ""
    user.save(update_fields=["banned_until", "ban_reason"])
    tell_change(user)
    return user


@transaction.atomic
def forget_user(actor: User, user_id: int) -> User:
    """Take away all that tells who somebody is; what they wrote stays. Raises User.DoesNotExist."""
    user = _manageable(actor, user_id)
    user.username, user.name, user.email = f"deleted-{user.pk}", "", ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_seen, user.unseen_until, user.ban_reason = None, None, ""
    user.set_unusable_password()
    user.save()
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    hooks.user_forgotten.send(User, user_id=user.pk)
    _throw_out(user, SIGNED_OUT, "deleted")
    return user


def _manageable(actor: User, user_id: int) -> User:
    user: User = User.objects.manageable_by(actor).select_for_update().get(pk=user_id)
    return user


def _throw_out(user: User, code: int, reason: str) -> None:
    _end(user.logins.all())
    hang_up_on_commit(topics.user(user.pk), code, reason)
    tell_change(user)


def _as_close_reason(text: str) -> str:
    return text.encode()[:CLOSE_REASON_BYTES].decode(errors="ignore")


def _send_on_commit(send: Callable[[], object]) -> None:
    transaction.on_commit(send, robust=True)
