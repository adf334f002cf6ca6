"""People with several devices, logged in without a form, and sockets of theirs."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass

from tests.beside import Shell
from tests.site.conftest import Site
from tests.sockets import Socket, open_socket
from tests.visitors import PASSWORD, Visitor

DEVICES = LAPTOP, PHONE, TABLET = "laptop", "phone", "tablet"

MAKE_PERSON = """
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from accounts import actions
from accounts.models import LoggedInUser, User
from accounts.sessions import LOGIN, SessionStore

password = PBKDF2PasswordHasher().encode(password, "salt", 1)
person = User(username=username, password=password, is_staff=staff, is_superuser=staff)
person.save()
cookies, logins = {}, {}
for device in devices:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    actions.start_login(person, session, device, None)
    session.save()
    cookies[device], logins[device] = session.session_key, session[LOGIN]
answer = {"id": person.pk, "cookies": cookies, "logins": logins}
"""


@dataclass
class Person:
    """Somebody with three devices; what each is called stands for its log-in's browser."""

    id: int
    username: str
    cookies: dict[str, str]
    logins: dict[str, str]

    def at(self, device: str, site: Site) -> Visitor:
        visitor = Visitor(site.here.url, self.username)
        visitor.http.cookies.set("rollcall_session", self.cookies[device], domain="127.0.0.1")
        return visitor


def make_person(beside: Shell, username: str, *, staff: bool = False) -> Person:
    made = beside.run(
        MAKE_PERSON, username=username, password=PASSWORD, devices=DEVICES, staff=staff
    )
    return Person(username=username, **made)


async def greeted(stack: AsyncExitStack, url: str, cookie: str) -> Socket:
    socket = await stack.enter_async_context(open_socket(url, cookie))
    await socket.event("rooms")
    return socket
