"""Writing by hand: completion, emoji, an input method, commands; with and without JavaScript."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.conftest import Newcomer, Site
from tests.browser.person import LIVE, Person
from tests.browser.talk import two_in_a_room

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def composer(person: Person) -> Locator:
    return person.page.locator("#composer-text")


def choices(person: Person) -> Locator:
    return person.page.get_by_role("option")


def topic(person: Person) -> Locator:
    return person.page.locator("[data-room-topic]")


def test_names_are_completed_and_commands_carried_out_by_keyboard(
    site: Site, newcomer: Newcomer
) -> None:
    ann, bob, _room = two_in_a_room(newcomer, site.near, site.far)
    box = composer(ann)

    box.fill(f"hello @{bob.name[:3].upper()}")  # At once: one question, and one answer to it.
    expect(choices(ann).first).to_contain_text(bob.name)
    expect(box).to_have_attribute("role", "combobox")
    box.press("ArrowDown")
    expect(choices(ann).first).to_have_attribute("aria-selected", "true")
    ann.meets_no_barrier()
    box.press("Enter")
    expect(box).to_have_value(f"hello @{bob.name} ")
    expect(choices(ann)).to_have_count(0)
    expect(box).not_to_have_attribute("role", "combobox")
    box.press("Enter")
    bob.reads(f"hello @{bob.name}")

    # Enter is the list's only for whoever went into it; Escape closes it, Tab takes the first.
    box.press_sequentially("@he")
    expect(choices(ann)).to_have_count(1)
    box.press("Enter")
    bob.reads("@he")
    box.press_sequentially("/to")
    expect(choices(ann)).to_have_count(1)
    box.press("Escape")
    expect(choices(ann)).to_have_count(0)
    box.press_sequentially("p")
    expect(choices(ann)).to_have_count(0)
    box.fill("")
    box.press_sequentially("/to")
    expect(choices(ann)).to_have_count(1)
    box.press("Tab")
    expect(box).to_have_value("/topic ")
    box.press_sequentially("Tea at four")
    box.press("Enter")
    expect(topic(bob)).to_have_text("Tea at four", timeout=LIVE)
    expect(box).to_have_value("")

    box.press_sequentially("/tpoic Coffee")
    box.press("Enter")
    expect(ann.page.locator("#composer-notice")).to_contain_text("There is no command /tpoic")
    expect(box).to_have_value("/tpoic Coffee")
    box.fill("//topic is a command")
    box.press("Enter")
    bob.reads("/topic is a command")
    box.fill("/help")
    box.press("Enter")
    expect(ann.page.get_by_role("dialog", name="Commands")).to_contain_text("/shrug")
    ann.meets_no_barrier()
    ann.press("Escape")
    bob.page.locator("#composer-text").fill("/leave")
    bob.page.locator("#composer-text").press("Enter")
    expect(bob.page.locator("#room-lost")).to_be_visible(timeout=LIVE)


def test_what_is_written_is_chosen_mended_and_composed(embedded: Site, newcomer: Newcomer) -> None:
    ann = newcomer("ann", embedded.near)
    ann.arrive_in_own_room("输入法")
    picks_an_emoji(ann)
    mends(ann)
    composes(ann)


def picks_an_emoji(ann: Person) -> None:
    """By search; and it is offered again."""
    box, page = composer(ann), ann.page
    picker = page.get_by_role("dialog", name="Choose an emoji")
    box.press_sequentially("good ")
    page.get_by_role("button", name="Emoji").click()
    picker.get_by_role("searchbox").fill("coffee")
    coffee = picker.get_by_role("button", name="coffee")
    expect(coffee).to_be_visible()
    ann.meets_no_barrier()
    ann.press("ArrowDown")
    expect(coffee).to_be_focused()
    ann.press("Enter")
    expect(box).to_have_value("good ☕")
    box.press("Control+z")
    expect(box).to_have_value("good ")
    page.get_by_role("button", name="Emoji").click()
    expect(picker.locator("[data-section='-1'] button")).to_have_text(["☕"])
    ann.press("Escape")
    expect(picker).to_be_hidden()

    box.fill("")
    box.press_sequentially("well :咖啡")
    expect(choices(ann)).to_contain_text(["☕"])
    choices(ann).first.click()
    expect(box).to_have_value("well ☕")
    expect(box).to_be_focused()
    box.fill("so loud")
    box.press("Control+a")
    box.press("Control+b")
    expect(box).to_have_value("**so loud**")
    box.press("Control+z")
    expect(box).to_have_value("so loud")


def mends(ann: Person) -> None:
    """In the editor too names are completed, and Escape closes one thing at a time."""
    composer(ann).fill("")
    ann.say("tea for")
    ann.reads("tea for")
    ann.all_is_sent()
    composer(ann).press("ArrowUp")
    box = ann.page.get_by_label("Text of the message")
    box.press_sequentially(" @al")
    expect(choices(ann)).to_have_count(1)
    box.press("Escape")
    expect(choices(ann)).to_have_count(0)
    expect(box).to_be_focused()
    box.press("Backspace")
    box.press("Backspace")
    box.press("Backspace")
    box.press_sequentially("@al")
    expect(choices(ann)).to_have_count(1)
    box.press("Tab")
    expect(box).to_have_value("tea for @all ")
    box.press("Enter")
    ann.reads("tea for @all")
    expect(composer(ann)).to_be_focused()


def composes(ann: Person) -> None:
    """With an input method, which confirms by Enter without sending."""
    before = ann.said()
    box = composer(ann)
    box.focus()
    wire = ann.context.new_cdp_session(ann.page)
    wire.send("Input.imeSetComposition", {"text": "ni hao", "selectionStart": 6, "selectionEnd": 6})
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    wire.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    wire.send("Input.insertText", {"text": "你好"})
    wire.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})
    expect(box).to_have_value("你好")
    assert ann.said() == before
    box.press("Enter")
    ann.reads("你好")
    expect(box).to_have_value("")


def test_on_a_phone_enter_begins_a_line_and_what_is_offered_is_touched(
    embedded: Site, newcomer: Newcomer
) -> None:
    ann = newcomer("ann", embedded.near, **PHONE)
    ann.arrive_in_own_room("Pocket")
    box = composer(ann)
    box.press_sequentially("one")
    box.press("Enter")
    box.press_sequentially("@al")
    expect(choices(ann)).to_have_count(1)
    choices(ann).first.tap()
    expect(box).to_have_value("one\n@all ")
    ann.page.get_by_role("button", name="Emoji").tap()
    picker = ann.page.get_by_role("dialog", name="Choose an emoji")
    expect(picker.get_by_role("searchbox")).not_to_be_focused()
    picker.get_by_role("button", name="grinning", exact=True).tap()
    expect(box).to_have_value("one\n@all 😀")
    ann.page.get_by_role("button", name="Send").tap()
    ann.reads("@all 😀")


def test_without_javascript_a_command_is_carried_out_or_stays_to_be_mended(
    embedded: Site, newcomer: Newcomer
) -> None:
    ann = newcomer("ann", embedded.near, java_script_enabled=False)
    ann.arrive()
    ann.go("/rooms/new/")
    ann.page.get_by_label("Name").fill("Plain")
    ann.page.get_by_role("button", name="Open the room").click()
    for text, shown in (
        ("/topic Tea", "The topic is changed."),
        ("/nonsense", "There is no command"),
    ):
        composer(ann).fill(text)
        ann.page.get_by_role("button", name="Send").click()
        expect(ann.page.get_by_text(shown)).to_be_visible()
    expect(topic(ann)).to_have_text("Tea")
    expect(composer(ann)).to_have_value("/nonsense")
