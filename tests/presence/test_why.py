"""Why somebody is shown as they are, in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from presence.chosen import NOTHING, Audience, Choice, Chosen
from presence.messages import Activity
from presence.roll import Tab
from presence.why import reasons, shown_state

TEATIME = datetime(2030, 1, 1, 17, 0, tzinfo=UTC)


def tab(*, is_active: bool) -> Tab:
    return Tab(
        connection="c",
        login="l",
        opened_at=0.0,
        is_active=is_active,
        address="192.0.2.1",
        user_agent="",
    )


@pytest.mark.parametrize(
    ("activity", "choice", "audience", "state"),
    [
        (Activity.ACTIVE, "auto", "everyone", "online"),
        (Activity.IDLE, "auto", "everyone", "away"),
        (None, "auto", "everyone", "offline"),
        (Activity.ACTIVE, "away", "everyone", "away"),
        (Activity.IDLE, "busy", "everyone", "busy"),
        (None, "busy", "everyone", "offline"),
        (Activity.ACTIVE, "invisible", "everyone", "offline"),
        (Activity.ACTIVE, "auto", "roommates", "offline"),
        (Activity.ACTIVE, "auto", "nobody", "offline"),
    ],
)
def test_the_state_is_what_everybody_sees(
    activity: Activity | None, choice: Choice, audience: Audience, state: str
) -> None:
    assert shown_state(activity, Chosen(state=choice), audience) == state


def test_the_tabs_in_use_are_counted() -> None:
    tabs = [tab(is_active=True), tab(is_active=False)]
    assert reasons(Activity.ACTIVE, tabs, NOTHING, "everyone") == ["1 of your tabs is in use."]


def test_who_is_away_without_choosing_it_reads_that_no_tab_is_in_use() -> None:
    [reason] = reasons(Activity.IDLE, [tab(is_active=False)], NOTHING, "everyone")
    assert "none is in use" in reason


def test_a_tab_that_closed_a_moment_ago_is_named_as_the_reason() -> None:
    assert "a moment ago" in reasons(Activity.ACTIVE, [], NOTHING, "everyone")[0]
    assert reasons(None, [], NOTHING, "everyone") == ["No tab of yours is connected."]


def test_what_one_chose_is_said_with_its_end() -> None:
    chosen = Chosen(state="busy", until=TEATIME)
    words = ["You chose to be busy.", "Until Jan. 1, 2030, 5 p.m."]
    assert reasons(None, [], chosen, "everyone")[1:] == words
    assert reasons(None, [], Chosen(state="away"), "everyone")[1:] == ["You chose to be away."]


def test_a_narrow_audience_is_said() -> None:
    assert "share a room" in reasons(None, [], NOTHING, "roommates")[1]
    assert reasons(None, [], NOTHING, "nobody")[1] == "You show yourself to nobody."
