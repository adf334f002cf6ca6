"""What messages look like, and that nothing in them, or in any name, is more than text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from playwright.sync_api import expect

from tests.browser.barriers import EVERY_LOOK, barriers_in
from tests.browser.conftest import Newcomer, Site
from tests.browser.talk import two_in_a_room
from tests.xss import ATTACKS

LONG = "\n".join(f"{number}. line" for number in range(1, 60))
TITLE = '"><img src=/xss/x onerror=alert(1)><script>alert(1)</script>'
CODE = "def wave(hand: str) -> None:\n    return  # " + "to and fro, " * 30


def test_two_people_write_and_read_markdown(site: Site, newcomer: Newcomer) -> None:
    ann, bob, room = two_in_a_room(newcomer, site.near, site.far)
    ann.say(f"**Look**, @{bob.name}: [the notes](https://notes.example/7) :tada: `x`")
    for person in (ann, bob):
        body = person.message("Look")
        expect(body.locator("strong")).to_have_text("Look")
        expect(body.locator("code")).to_have_text("x")
        expect(body).to_contain_text("🎉")
        link = body.get_by_role("link", name="the notes (notes.example)")
        expect(link).to_have_attribute("rel", "nofollow noopener ugc")
    expect(bob.page.locator("#log .message")).to_have_class(re.compile("names-me"))
    expect(ann.page.locator("#log .message")).not_to_have_class(re.compile("names-me"))
    bob.say("/me waves at @all")
    said = ann.message("waves at @all")
    expect(said).to_have_css("font-style", "italic")
    by = said.evaluate("body => getComputedStyle(body, '::before').content")
    assert bob.name in by
    expect(ann.page.locator("#log .message").last).to_have_class(re.compile("names-me"))
    bob.go(room)
    expect(bob.page.locator("#log .message").first).to_have_class(re.compile("names-me"))


def test_code_is_copied_and_a_long_message_unfolded_by_key(
    embedded: Site, newcomer: Newcomer
) -> None:
    ann, bob, room = two_in_a_room(newcomer, embedded.near, embedded.far)
    bob.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ann.say(f"```python\n{CODE}\n```")
    ann.say(LONG)
    ann.say("the end")
    ann.all_is_sent()
    bob.reads("the end")
    copy = bob.page.get_by_role("button", name="Copy the code")
    copy.press("Enter")
    expect(bob.page.locator("[data-said]")).to_have_text("Copied")
    assert bob.page.evaluate("navigator.clipboard.readText()") == f"{CODE}\n"
    expect(bob.page.locator(".code pre")).to_have_attribute("tabindex", "0")
    for _after in ("live", "reload"):
        fold = bob.page.get_by_role("button", name="Show all")
        expect(fold).to_have_attribute("aria-expanded", "false")
        long = bob.page.locator(".long")
        folded, top = _place(long.bounding_box())
        assert folded < 500
        fold.focus()
        folded, top = _place(long.bounding_box())
        bob.press("Enter")
        less = bob.page.get_by_role("button", name="Show less")
        expect(less).to_be_focused()
        height, now = _place(long.bounding_box())
        assert height > 2 * folded
        assert abs(now - top) < 2
        bob.go(room)
    bob.meets_no_barrier()


def _place(box: object) -> tuple[float, float]:
    assert isinstance(box, dict)
    return box["height"], box["y"]


def test_without_scripts_all_of_a_long_message_is_shown(embedded: Site, newcomer: Newcomer) -> None:
    ann = newcomer("ann", embedded.near, java_script_enabled=False)
    ann.arrive()
    ann.go("/rooms/new/")
    ann.page.get_by_label("Name").fill("Quiet")
    ann.page.get_by_role("button", name="Open the room").click()
    ann.page.locator("#composer-text").fill(LONG)
    ann.page.get_by_role("button", name="Send").click()
    expect(ann.page.get_by_text("line", exact=True)).to_have_count(59)
    _height, _top = _place(ann.page.locator(".long").bounding_box())
    assert _height > 1000


def test_marks_and_colours_can_be_read_by_all(embedded: Site, newcomer: Newcomer) -> None:
    ann = newcomer("ann", embedded.near, reduced_motion="reduce")
    ann.arrive_in_own_room("Colours")
    ann.say(
        f"# Head\n> quote [x](https://a.example)\n\n@{ann.name} @all #colours `code`"
        "\n\na|b\n-|-\n1|2"
    )
    ann.say("```python\n@a\nclass B:\n    '''x'''\n    c = 1  # d\n```\n```diff\n-old\n+new\n```")
    expect(ann.page.locator(".code")).to_have_count(2)
    ann.all_is_sent()
    assert barriers_in(EVERY_LOOK, ann.page) == []


def test_no_attack_is_more_than_text(embedded: Site, newcomer: Newcomer) -> None:
    """Live and after a reload: as message, name, room, topic, status and title of a link."""
    ann, bob, room = two_in_a_room(newcomer, embedded.near, embedded.far)
    alarms: list[str] = []
    for person in (ann, bob):
        person.page.on("dialog", lambda dialog: (alarms.append(dialog.message), dialog.dismiss()))
        person.page.on(
            "request", lambda request: _is_theirs(request.url) and alarms.append(request.url)
        )
    ann.go(f"{room}settings/")
    ann.page.get_by_label("Name").fill(TITLE)
    ann.page.get_by_label("Topic").fill(TITLE)
    ann.page.get_by_role("button", name="Save").click()
    ann.go("/account/profile/")
    ann.page.locator("input[name=name]").fill(TITLE)
    ann.page.get_by_role("button", name="Save").click()
    ann.enter(room)
    bob.go("/")
    bob.is_live()
    row = bob.page.locator("li.person", has_text=f"@{ann.name}")
    for status in (TITLE, *(attack for attack in ATTACKS[:60:10] if len(attack) < 100)):
        ann.say(f"/status {status}")
        expect(ann.page.locator("#composer-text")).to_have_value("")
        expect(row).to_contain_text(" ".join(status.split()))
    assert not row.locator(":is(script, img, iframe, style)").count()
    bob.enter(room)
    texts = ["\n\n".join(some) for some in _portions(ATTACKS, 12)]
    for text in texts:
        ann.say(text)
    ann.say("the end")
    ann.all_is_sent()
    bob.reads("the end")
    for _when in ("live", "after a reload"):
        for person in (ann, bob):
            expect(person.page.locator("#log .message")).to_have_count(len(texts) + 1)
            expect(person.page.locator("#log .message-author").last).to_have_text(TITLE)
            expect(person.page.locator("[data-room-name]")).to_have_text(TITLE)
            assert (
                not person.page.locator("#log :is(script, img, svg, iframe, style)")
                .filter(has_not=person.page.locator("use"))
                .count()
            )
            person.go("/")
            person.enter(room)
    assert alarms == []


def _portions(attacks: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    yield from (attacks[at : at + size] for at in range(0, len(attacks), size))


def _is_theirs(url: str) -> bool:
    return "/xss/" in url or "example" in url
