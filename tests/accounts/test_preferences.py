"""What people choose of the site's look and behaviour: kept with them, there in every browser."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import actions
from accounts.models import Preferences, User
from chat import actions as rooms
from chat.models import Message
from tests.people import signed_in
from tests.rooms import say

pytestmark = pytest.mark.django_db

ALL = {"theme": "dark", "density": "compact", "clock": "24", "enter": "newline", "language": ""}


def head_of(client: Client, path: str = "/account/profile/") -> str:
    """Return the first tags of a page, down to its body's own."""
    return client.get(path).content.decode().partition("<main")[0]


def test_what_is_chosen_is_so_in_all_my_browsers(client: Client, ann: User) -> None:
    other = signed_in(Client(), ann)
    answer = signed_in(client, ann).post("/account/settings/", ALL, follow=True)
    assert "Your settings are saved." in answer.content.decode()
    for browser in (client, other):
        head = head_of(browser)
        for said in ("theme", "bs-theme", "density", "clock", "enter"):
            assert f'data-{said}="{ALL[said.removeprefix("bs-")]}"' in head
        assert "site/compact.css" in head


def test_who_chose_nothing_is_left_to_the_browser(client: Client, ann: User) -> None:
    head = head_of(signed_in(client, ann))
    assert '<html lang="en">' in head
    assert "data-enter" not in head
    assert "compact.css" not in head


def test_the_page_shows_what_i_chose(client: Client, ann: User) -> None:
    actions.prefer(ann, **ALL)
    page = signed_in(client, ann).get("/account/settings/").content.decode()
    assert page.partition("<main")[2].partition("</main")[0].count(" checked") == 4


@pytest.mark.parametrize("wrong", [{"theme": "pink"}, {"clock": "13"}, {"language": "xx"}])
def test_an_impossible_choice_is_refused_and_changes_nothing(
    client: Client, ann: User, wrong: dict[str, str]
) -> None:
    answer = signed_in(client, ann).post("/account/settings/", {**ALL, **wrong})
    assert answer.status_code == 200
    assert "is-invalid" in answer.content.decode()
    assert not Preferences.objects.exists()


def test_the_menu_changes_the_theme_and_nothing_else(client: Client, ann: User) -> None:
    actions.prefer(ann, **ALL)
    where = {"theme": "light", "next": "/rooms/?q=a"}
    answer = signed_in(client, ann).post("/account/settings/theme/", where)
    assert answer.headers["Location"] == "/rooms/?q=a"
    chosen = Preferences.objects.get()
    assert (chosen.theme, chosen.density, chosen.clock) == ("light", "compact", "24")


def test_the_menu_leads_to_no_other_site_and_knows_its_themes(client: Client, ann: User) -> None:
    signed_in(client, ann)
    away = client.post("/account/settings/theme/", {"theme": "dark", "next": "//evil.example/"})
    assert away.headers["Location"] == "/"
    assert client.post("/account/settings/theme/", {"theme": "pink"}).status_code == 400
    assert client.get("/account/settings/theme/").status_code == 405


def test_a_language_chosen_in_the_menu_is_the_account_s(client: Client, ann: User) -> None:
    other = signed_in(Client(), ann)
    signed_in(client, ann).post("/language/", {"language": "zh-hans", "next": "/"})
    assert '<html lang="zh-hans"' in head_of(other)
    other.post("/language/", {"language": "en", "next": "/"})
    assert '<html lang="en"' in head_of(client)


def test_a_language_chosen_in_the_settings_stays_when_i_am_gone(client: Client, ann: User) -> None:
    chosen = {**ALL, "language": "zh-hans"}
    page = signed_in(client, ann).post("/account/settings/", chosen, follow=True).content.decode()
    assert "设置已保存" in page
    client.post("/log_out/")
    assert '<html lang="zh-hans">' in head_of(client, "/log_in/")


def test_nobody_s_language_is_the_next_one_s(client: Client, ann: User, bob: User) -> None:
    actions.prefer(ann, language="zh-hans", clock="12")
    assert '<html lang="zh-hans"' in head_of(signed_in(client, ann))
    assert '<html lang="en">' in head_of(signed_in(Client(), bob))


def test_a_language_the_site_does_not_have_is_not_kept(client: Client, ann: User) -> None:
    signed_in(client, ann).post("/language/", {"language": "xx", "next": "/"})
    assert not Preferences.objects.exists()


TIMES = (
    ("en", "24", "15:07"),
    ("en", "12", "3:07 PM"),
    ("en", "", "3:07 p.m."),
    ("zh-hans", "12", "下午 3:07"),
)


def test_a_page_tells_the_time_as_i_chose_and_however_others_did(client: Client, ann: User) -> None:
    room = a_room_where_something_was_said(ann)
    signed_in(client, ann)
    for language, clock, time in TIMES:
        actions.prefer(ann, language=language, clock=clock)
        assert f">{time}</time>" in client.get(room).content.decode()


def test_what_i_chose_costs_a_room_no_query(client: Client, ann: User) -> None:
    room = a_room_where_something_was_said(ann)
    signed_in(client, ann).get(room)
    before = queries_of(client, room)
    actions.prefer(ann, **ALL)
    after = queries_of(client, room)
    assert len(after) == len(before)
    asked = [sql for sql in after if "accounts_preferences" in sql]
    assert len(asked) == 1
    assert 'JOIN "accounts_preferences"' in asked[0]


def queries_of(client: Client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in queries.captured_queries]


def a_room_where_something_was_said(ann: User) -> str:
    """Return the page of a room with a message of 15:07."""
    room = rooms.create_room(ann, name="Lobby")
    say(ann, room, "hi")
    Message.objects.update(created_at=datetime(2026, 3, 5, 15, 7, tzinfo=UTC))
    return f"/rooms/{room.pk}/"


def test_the_shortcuts_are_a_page(client: Client, ann: User) -> None:
    for page in (client.get("/shortcuts/"), signed_in(client, ann).get("/shortcuts/")):
        assert "Go to a room or a person" in page.content.decode()
