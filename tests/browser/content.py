"""A site with something on every page, made as people make it, over HTTP."""

from __future__ import annotations

import re
import time
from pathlib import Path
from uuid import uuid4

from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import expect

from tests.browser.person import Person
from tests.site.runs import Sender
from tests.visitors import Visitor

TEXTS = [
    "Where shall we **meet**? `tea` or [maps](https://maps.example)",
    "> quoted\n\n@here in #lobby: _soon_ ~~never~~ 🎉\n\n- one\n- two\n\na|b\n-|-\n1|2",
    "```python\ndef tea() -> None:\n    return 'milk'  # first\n```",
    "\n".join(f"{number}. of many" for number in range(1, 60)),
]
TO_TYPE_A_CODE = 5  # seconds: one is good until the half minute is over
AREA = "45, 5\n45, 15\n55, 15\n55, 5"
FIRE = {"title": "Fire at the harbour", "severity": "critical", "latitude": "50", "longitude": "10"}


def number_in(path: str) -> str:
    return re.findall(r"\d+", path)[-1]


def fill_rooms(olga: Visitor, ann: Visitor) -> dict[str, str]:
    """Messages of all kinds in a room of the two, an archived room, a group, a link in."""
    room = str(olga.new_room("Garden"))
    place = f"/rooms/{room}/"
    olga.submit(f"{place}settings/", name="Garden", topic="What grows", description="All of it")
    ann.submit(f"{place}join/", form_on=place)
    for text in TEXTS:
        say(olga, place, text)
    first = re.search(r'id="m1"[^>]*data-id="(\d+)"', olga.get(place).text)
    assert first
    say(ann, place, "Here!", reply_to=first[1])
    for person in (olga, ann):
        person.submit(f"{place}1/react/", form_on=place, add="👍")
    olga.submit(f"{place}1/pin/", form_on=place, on="1")
    olga.submit(f"{place}1/bookmark/", form_on=place, on="1")
    olga.submit(f"{place}mine/", form_on=place, do="favourite")
    closed = olga.new_room("Winter", kind="private")
    withdrawn = link_to(olga, closed)
    about = olga.get(f"/rooms/{closed}/about/").text
    revoke = re.search(rf"/rooms/{closed}/links/\d+/revoke/", about)
    assert revoke
    olga.submit(revoke[0], form_on=f"/rooms/{closed}/about/")
    idle = link_to(olga, closed)
    olga.submit(f"/rooms/{closed}/archive/", form_on=f"/rooms/{closed}/settings/")
    return {
        "room": room,
        "archived": str(closed),
        "invitation": link_to(olga, room),
        "withdrawn_invitation": withdrawn,
        "idle_invitation": idle,
    }


def link_to(person: Visitor, room: int | str) -> str:
    """The secret of a new link that lets ten people in."""
    form = {"form_on": f"/rooms/{room}/about/", "lasts": "day", "uses": "10"}
    found = re.search(r"/invite/([\w-]+)/", person.submit(f"/rooms/{room}/links/", **form).text)
    assert found
    return found[1]


def say(person: Visitor, place: str, text: str, **more: str) -> None:
    answer = person.submit(place, text=text, client_id=str(uuid4()), **more)
    assert answer.status_code == 200


def fill_incidents(olga: Visitor, ann: Visitor) -> dict[str, str]:
    """An area of olga's, and two incidents in it."""
    drawn = {"name": "Middle", "severities": "critical", "polygon": AREA}
    olga.submit("/incidents/areas/new/", **drawn)
    area = re.search(r"/incidents/areas/(\d+)/", olga.get("/incidents/areas/").text)
    assert area
    ann.submit("/incidents/new/", **FIRE | {"title": "Another"})
    opened = ann.submit("/incidents/new/", **FIRE, text="Since ten o'clock")
    return {"area": area[1], "incident": number_in(opened.url.path)}


def fill_runs(olga: Visitor, url: str) -> dict[str, str]:
    """A run that has failed, and one that still runs."""
    page = olga.submit("/tokens/", name="ci", kind="run", subject="build", lifetime="").text
    secret = re.search(r'value="(rct_\w+)"', page)
    assert secret
    sender = Sender(url, secret[1])
    sender.start(command="make", readers="everyone")
    run = sender.start(command="make all", readers="everyone")
    sender.put(run, b"first\n\033[31mred\033[0m and \033[42mgreen\033[0m\n")
    sender.finish(run, 2)
    return {"run": str(run)}


def confirm_e_mail(olga: Visitor, mails: Path) -> dict[str, str]:
    """Olga has an address, not confirmed yet: the key that was sent to it."""
    olga.submit("/account/email/", email="olga@rollcall.example", action_add="1")
    return {"confirmation": sent_to(mails, r"/confirm-email/([^/\s]+)/")}


def sent_to(mails: Path, pattern: str) -> str:
    """What is found in the e-mails, in the newest where several have it."""
    texts = [file.read_text() for file in sorted(mails.iterdir())]
    return [found for text in texts for found in re.findall(pattern, text)][-1]


def protect(person: Person) -> dict[str, str]:
    """Have two factors: codes by time, and a passkey in a device that says yes to everything."""
    page = person.page
    add_device(person)
    person.go("/account/2fa/totp/activate/")
    secret = page.locator("#authenticator_secret").input_value()
    if (left := 30 - time.time() % 30) < TO_TYPE_A_CODE:
        page.wait_for_timeout(1000 * left)
    code = f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06}"
    page.locator("input[name=code]").fill(code)
    page.locator("input[name=code]").press("Enter")
    page.wait_for_url("**/recovery-codes/")
    person.go("/account/2fa/webauthn/add/")
    page.locator("input[name=name]").fill("Thumb")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/2fa/")
    person.go("/account/2fa/webauthn/")
    key = page.locator("a[href$='/edit/']").first.get_attribute("href")
    assert key
    return {"passkey": number_in(key)}


def add_device(person: Person) -> None:
    """A fingerprint reader at the browser."""
    wire = person.context.new_cdp_session(person.page)
    wire.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": device})


def change_messages(olga: Person, room: str) -> dict[str, str]:
    """One message is edited, and one deleted; where the edited one is."""
    olga.enter(room)
    for text in ("Nine o'clok", "Never mind"):
        olga.say(text)
    olga.all_is_sent()
    olga.choose("Never mind", "Delete")
    olga.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    olga.choose("Nine", "Edit")
    olga.page.get_by_label("Text of the message").fill("Nine o'clock")
    olga.press("Enter")
    expect(olga.message("Nine o'clock")).to_have_count(1)
    row = olga.page.locator("#log .message", has_text="Nine o'clock")
    return {"edited": row.get_attribute("data-position") or ""}
