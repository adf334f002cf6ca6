from example_channels.realtime.frames import Frame
from presence.events import PresenceChanged, PresenceWindow
from presence.listing import Content
from presence.roster import Entry, Roster, State
from presence.windows import Key, Window, Windows


def entry(id: int, state: State = "online") -> Entry:
    return Entry(id=id, username=f"u{id}", name=f"u{id}", state=state)


def content(*entries: Entry, online: int = 1, total: int = 9) -> Content:
    return Content(list(entries), {"online": online}, total)


def window(*entries: Entry) -> Window:
    made = Window(Key((), 0, 100))
    made.change(content(*entries))
    return made


class Page:
    """A socket that keeps what it is given."""

    def put_frame(self, frame: Frame) -> None: ...
    def hang_up(self, code: int, reason: str) -> None: ...
    def say_goodbye(self, retry_after: float) -> None: ...


def test_the_first_content_is_told_whole_even_if_nobody_is_in_it():
    event = Window(Key((), 0, 100)).change(Content([], {}, 0))
    assert isinstance(event, PresenceWindow)
    assert event.version == 1


def test_what_is_the_same_is_not_told():
    shown = window(entry(1))
    assert shown.change(content(entry(1))) is None
    assert shown.version == 1


def test_changed_entries_are_told_alone_and_follow_on():
    shown = window(entry(1), entry(2))
    event = shown.change(content(entry(1), entry(2, "away")))
    assert isinstance(event, PresenceChanged)
    assert (event.since, event.version) == (1, 2)
    assert event.users == [entry(2, "away")]


def test_changed_counts_alone_are_told_without_entries():
    event = window(entry(1)).change(content(entry(1), online=2))
    assert isinstance(event, PresenceChanged)
    assert (event.users, event.counts) == ([], {"online": 2})


def test_another_order_membership_or_total_is_told_whole():
    shown = window(entry(1), entry(2))
    assert isinstance(shown.change(content(entry(2), entry(1))), PresenceWindow)
    assert isinstance(shown.change(content(entry(2))), PresenceWindow)
    assert isinstance(shown.change(content(entry(2), total=10)), PresenceWindow)
    assert shown.version == 4


def test_viewers_who_ask_for_the_same_share_a_window():
    windows = Windows(Roster())
    held = windows.hold(Key((), 0, 100))
    windows.watch(Page(), held)
    windows.watch(Page(), held)
    windows.release(held)
    (watched,) = windows.watched()
    assert len(watched.viewers) == 2


def test_a_socket_watches_one_window_and_leaves_nothing_behind():
    windows, page = Windows(Roster()), Page()
    for key in (Key((), 0, 100), Key(("ann",), 0, 100)):
        held = windows.hold(key)
        windows.watch(page, held)
        windows.release(held)
    (watched,) = windows.watched()
    assert watched.key.words == ("ann",)
    windows.unwatch(page)
    windows.unwatch(page)
    assert windows.watched() == []
    assert windows.watched_by(page) is None
