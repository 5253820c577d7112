"""Messages on the adviser's side, in a real browser against a real council: who waits, answering by keys, what is kept."""

import csv
import io
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Playwright, expect

from tests.browser.at_work import asks, at_work, people
from tests.browser.behind import on_their_phone, phone_does, says, writes
from tests.browser.conftest import PHONE, Served, beeping, served
from tests.browser.on_a_phone import hides
from tests.browser.talking import ASKS_FIRST, allowed
from tests.unit.files.hostile import a_pdf, a_photo


@pytest.fixture(scope="module")
def council() -> Iterator[Served]:
    """A council of its own: nobody else answers here."""
    with served("talking", demo_people=100) as running:
        yield running


@pytest.fixture(scope="module")
def dan(browser: Browser, council: Served) -> Page:
    """Dan, an adviser, at his laptop."""
    return at_work(browser, council, "dan")


def inbox(page: Page, council: Served) -> Locator:
    """The rows of the inbox, as it opens."""
    page.goto(f"{council.origin}/staff/messages")
    rows = page.locator(".inbox-row")
    expect(rows.first).to_be_visible()
    return rows


def thread(page: Page, council: Served, person: str) -> Locator:
    """This person's thread, open, with the focus on its heading."""
    page.goto(f"{council.origin}/staff/messages/{person}")
    expect(page.locator("#talk-name")).to_be_focused()
    return page.locator(".talk")


@pytest.fixture(scope="module")
def jade(browser: Browser, council: Served) -> Page:
    """Jade's phone, open."""
    return on_their_phone(browser, council, "Jade Okoro")


def test_the_longest_waiting_stands_first_and_everyone_is_there(dan: Page, council: Served) -> None:
    rows = inbox(dan, council)
    said = asks(dan, "/api/messages/inbox")
    waiting = [row for row in said["rows"] if row["waiting_since"]]
    assert waiting == sorted(waiting, key=lambda row: row["waiting_since"])
    assert waiting
    shown = dan.locator(".inbox-row b").all_inner_texts()
    assert shown == [row["name"] for row in waiting] + [row["name"] for row in said["rows"] if not row["waiting_since"]]
    expect(dan.get_by_role("heading", name=f"Waiting for you ({len(waiting)})")).to_be_visible()
    expect(dan.get_by_role("heading", name=f"Everyone else ({len(shown) - len(waiting)})")).to_be_visible()
    assert {row["young_person"] for row in said["rows"]} == {row["id"] for row in people(dan).values()}
    first = rows.first
    expect(first.locator("q")).to_have_text(waiting[0]["last_words"])
    expect(first.locator(".clock")).to_have_text(re.compile(r"Late today|days? late|Reply (by|today)"))
    expect(first).to_contain_text("Push is not set up")
    assert dan.locator("nav a", has_text="Messages").locator(".n").inner_text() == str(said["waiting"])


def test_the_week_says_when_they_last_spoke(dan: Page, council: Served) -> None:
    said = {row["name"]: row for row in asks(dan, "/api/messages/inbox")["rows"]}
    dan.goto(f"{council.origin}/staff?show=everyone")
    rows = dan.locator("table.caseload tbody tr:has(td)")
    expect(rows.first).to_be_visible()
    expect(dan.get_by_role("columnheader", name="Last spoke")).to_be_visible()
    for row in rows.all():
        name = row.locator(".person a").inner_text()
        expect(row.locator(".c-review")).to_contain_text("message" if said[name]["last_spoke_at"] else "Not yet")


COUNTS = "window.pressed = []; addEventListener('keydown', e => window.pressed.push(e.key), { capture: true });"


def test_twenty_five_people_are_answered_by_keys_alone(browser: Browser, council: Served) -> None:
    """Four presses a person beside the words, so that reading and the words are all that takes time."""
    priya = at_work(browser, council, "priya")  # she covers for Dan, so she has her own and his
    listed = asks(priya, "/api/messages/inbox")["rows"]
    assert len(listed) >= 25
    quiet = [row for row in listed if not row["waiting_since"]]
    more = max(0, 25 - (len(listed) - len(quiet)))
    says(council, *((row["young_person"], f"Question {n}", 5 + n) for n, row in enumerate(quiet[:more])))
    rows = inbox(priya, council)
    expect(priya.get_by_role("heading", name="Waiting for you (25)")).to_be_visible()
    waiting = [row for row in asks(priya, "/api/messages/inbox")["rows"] if row["waiting_since"]]

    # One stop for the Tab key, and the arrows, J, K, Home and End inside.
    assert rows.evaluate_all("all => all.filter(one => one.tabIndex === 0).length") == 1
    priya.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    priya.keyboard.press("j")
    priya.keyboard.press("ArrowDown")
    expect(rows.nth(2)).to_be_focused()
    priya.keyboard.press("k")
    expect(rows.nth(1)).to_be_focused()
    priya.keyboard.press("End")
    expect(rows.last).to_be_focused()
    priya.keyboard.press("Home")
    expect(rows.nth(0)).to_be_focused()
    priya.keyboard.press("Escape")

    priya.evaluate(COUNTS)
    typed, began = 0, time.monotonic()
    priya.keyboard.press("n")
    for n, row in enumerate(waiting):
        expect(priya.locator("#talk-name")).to_have_text(row["name"])
        expect(priya.locator("#talk-name")).to_be_focused()
        expect(priya.locator(".say.theirs").last).to_be_in_viewport()  # what is to be read stands on the screen
        if n % 5 == 4:  # nothing to say to this one
            priya.keyboard.press("e")
            expect(priya.get_by_text(f"Done. {row['known_as']} no longer waits.")).to_be_visible()
        else:
            words = f"Answer {n}\nI’ll ring you."
            typed += len(words)
            priya.keyboard.press("r")
            priya.keyboard.type(words)
            priya.keyboard.press("Control+Enter")
            expect(priya.get_by_text(f"Sent to {row['known_as']}. Press N for the next.")).to_be_visible()
        expect(priya.locator("#talk-name")).to_be_focused()
        priya.keyboard.press("n")
    took, pressed = time.monotonic() - began, len(priya.evaluate("window.pressed"))
    print(
        f"25 people: {pressed - typed} presses beside the words, {(pressed - typed) / 25:.1f} each; {took:.0f} s with a machine's fingers"
    )
    expect(priya.get_by_text("Nobody waits for an answer.")).to_be_visible()
    assert pressed - typed <= 4 * 25 + 1, "R, Ctrl and Enter, N: nothing else stands between two people"
    assert took < 90, "of the three minutes the app takes half at most"
    assert asks(priya, "/api/messages/inbox")["waiting"] == 0
    for n, row in enumerate(waiting):
        last = asks(priya, f"/api/messages/with/{row['young_person']}")["messages"][-1]
        assert last["mine"] == (n % 5 != 4)
        assert n % 5 == 4 or last["words"] == f"Answer {n}\nI’ll ring you."
    priya.context.close()


def test_who_types_before_the_thread_has_come_types_into_its_box(dan: Page, council: Served) -> None:
    """Fast fingers on a slow line: not one letter may do anything, such as “nothing to answer”."""
    rows = inbox(dan, council)
    late = re.compile(r"/api/messages/with/[^/]+$")
    dan.route(late, lambda route: (dan.wait_for_timeout(1_500), route.continue_()))  # type: ignore[func-returns-value]
    rows.first.focus()
    dan.keyboard.press("Enter")
    expect(dan.locator("#reply")).to_be_attached()  # in the frame after; nobody's fingers are that fast
    dan.keyboard.press("r")
    dan.keyboard.type("never mind, see even")
    expect(dan.locator("#talk-name")).to_be_visible()
    expect(dan.locator("#reply")).to_have_value("never mind, see even")
    expect(dan.locator("#reply")).to_be_focused()
    expect(dan.get_by_text("no longer waits")).to_have_count(0)
    dan.unroute(late)
    dan.locator("#reply").fill("")


def test_keys_can_be_turned_off_and_stay_letters_where_one_writes(dan: Page, council: Served) -> None:
    rows = inbox(dan, council)
    rows.first.click()
    expect(dan.locator("#talk-name")).to_be_focused()
    dan.get_by_role("button", name="Turn keys off").click()
    dan.keyboard.press("r")
    expect(dan.get_by_text("Single keys are off.")).to_be_visible()
    expect(dan.locator("#reply")).not_to_be_focused()
    dan.reload()
    expect(dan.get_by_text("Single keys are off.")).to_be_visible()
    dan.get_by_role("button", name="Turn keys on").click()
    dan.locator("#talk-name").press("r")
    dan.keyboard.type("enjoy")
    expect(dan.locator("#reply")).to_have_value("enjoy")
    dan.keyboard.press("Escape")
    expect(dan.locator("#talk-name")).to_be_focused()


def test_what_is_half_written_stays_with_its_person(dan: Page, council: Served) -> None:
    rows = inbox(dan, council)
    rows.nth(0).click()
    dan.locator("#reply").fill("Half a word")
    rows.nth(1).click()
    expect(dan.locator("#reply")).to_have_value("")
    rows.nth(0).click()
    expect(dan.locator("#reply")).to_have_value("Half a word")
    dan.locator("#reply").fill("")


def test_words_arrive_by_themselves_and_marks_come_back(dan: Page, jade: Page, council: Served) -> None:
    who = people(dan)["Jade"]["id"]
    talk = thread(dan, council, who)
    dan.wait_for_timeout(500)  # the stream opens
    writes(jade, "is it still Tuesday?")
    expect(talk.locator(".say.theirs").last).to_contain_text("is it still Tuesday?", timeout=5_000)
    expect(dan.get_by_role("status").get_by_text("Jade wrote: is it still Tuesday?")).to_have_count(1)
    row = dan.locator(f"[data-person='{who}']")
    expect(row.locator("q")).to_have_text("is it still Tuesday?")
    expect(dan.get_by_role("heading", name="Waiting for you (1)")).to_be_visible()

    dan.locator("#reply").fill("Yes, at 4:30pm.")
    dan.get_by_role("button", name="Send").click()
    mine = talk.locator(".say.ours").last
    expect(mine).to_contain_text("Yes, at 4:30pm.")
    expect(mine).to_contain_text("Sent")
    expect(dan.locator("#reply")).to_be_focused()
    seq = phone_does(jade, "GET", "/api/messages/mine/adviser")["card"]["last_seq"]
    phone_does(jade, "POST", "/api/messages/mine/adviser/marks", {"delivered": seq, "read": 0})
    expect(mine).to_contain_text("Got to Jade’s phone", timeout=5_000)
    phone_does(jade, "POST", "/api/messages/mine/adviser/marks", {"delivered": seq, "read": seq})
    expect(mine).to_contain_text("Read", timeout=5_000)
    # The young person sees that their words were read.
    assert phone_does(jade, "GET", "/api/messages/mine/adviser")["card"]["marks"]["read"] >= seq - 1


def test_what_did_not_go_says_so_and_goes_once(dan: Page, jade: Page, council: Served) -> None:
    talk = thread(dan, council, people(dan)["Jade"]["id"])
    sending = re.compile("/api/messages/with/[^/]+$")
    dan.route(sending, lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    dan.locator("#reply").fill("Only once")
    dan.locator("#reply").press("Control+Enter")
    expect(talk.locator(".say.wait")).to_contain_text("Didn’t send.")
    expect(dan.get_by_text("Sent to Jade")).to_have_count(0)
    dan.unroute(sending)

    # It gets there and only the answer is lost: the stream brings it, or the next try does.
    def swallow(route: Any) -> None:
        if route.request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    dan.route(sending, swallow)
    dan.get_by_role("button", name="Try again").click()
    expect(talk.locator(".say.ours:not(.wait)", has_text="Only once")).to_have_count(1)
    expect(talk.locator(".say.wait")).to_have_count(0)
    dan.unroute(sending)
    dan.reload()
    expect(talk.locator(".say.ours", has_text="Only once")).to_have_count(1)
    shown = phone_does(jade, "GET", "/api/messages/mine/adviser")["messages"]
    assert sum(one["words"] == "Only once" for one in shown) == 1


def test_a_photo_and_a_document_go_and_come(dan: Page, jade: Page, council: Served, tmp_path: Path) -> None:
    talk = thread(dan, council, people(dan)["Jade"]["id"])
    choose = dan.locator("form.reply input[type=file]")
    choose.set_input_files({"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": a_photo()})
    expect(dan.locator(".added")).to_contain_text("Photo")
    dan.get_by_role("button", name="Send").click()
    expect(talk.locator(".say.ours img")).to_have_count(1, timeout=8_000)
    expect(talk.locator(".say.ours img")).to_have_js_property("complete", True)
    dan.get_by_role("button", name="See it bigger").click()
    dan.get_by_role("dialog").get_by_role("button", name="Close").click()

    choose.set_input_files({"name": "Letter.pdf", "mimeType": "application/pdf", "buffer": a_pdf()})
    dan.locator("#reply").fill("Here is the letter.")
    dan.get_by_role("button", name="Send").click()
    row = talk.get_by_role("button", name=re.compile("Letter.pdf"))
    expect(row).to_be_visible()
    with dan.expect_download() as saved:
        row.click()
    assert saved.value.suggested_filename == "Letter.pdf"
    assert saved.value.path().read_bytes().startswith(b"%PDF")
    choose.set_input_files({"name": "bad.txt", "mimeType": "text/plain", "buffer": b"hello"})
    expect(dan.get_by_text("Choose a photo or a PDF.")).to_be_visible()
    kinds = [m["file"]["kind"] for m in phone_does(jade, "GET", "/api/messages/mine/adviser")["messages"] if m["file"]]
    assert kinds[-2:] == ["photo", "pdf"]


def test_one_press_makes_a_case_note_that_pastes_and_saves(dan: Page, jade: Page, council: Served) -> None:
    dan.context.grant_permissions(["clipboard-read", "clipboard-write"])
    writes(jade, "the landlord said no, again")
    who = people(dan)["Jade"]["id"]
    talk = thread(dan, council, who)
    dan.keyboard.press("c")
    boxes = talk.get_by_role("checkbox")
    expect(boxes.first).to_be_visible()
    unfiled = sum(not one["filed"] for one in asks(dan, f"/api/messages/with/{who}")["messages"])
    chosen = boxes.evaluate_all("all => all.filter(one => one.checked).length")
    assert 0 < chosen <= unfiled
    dan.keyboard.press("Enter")
    note = dan.get_by_role("dialog")
    expect(note.get_by_role("heading", name="The case note")).to_be_visible()
    text = note.get_by_label("Text of the note").input_value()
    assert "the landlord said no, again" in text
    assert "Yes, at 4:30pm." in text
    assert "Dan Whitlow" in text
    note.get_by_role("button", name="Copy").click()
    expect(note.get_by_text("Copied.")).to_be_visible()
    assert dan.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n") == text
    with dan.expect_download() as saved:
        note.get_by_role("button", name="Save as CSV").click()
    assert re.fullmatch(r"case-note-\d{4}-\d\d-\d\d\.csv", saved.value.suggested_filename)
    rows = list(csv.reader(io.StringIO(saved.value.path().read_text("utf-8-sig"))))
    assert any("the landlord said no, again" in cell for row in rows for cell in row)
    assert len(rows) >= chosen
    note.get_by_role("button", name="Close").click()
    expect(talk.locator(".say").last).to_contain_text("In a case note")

    # The next note starts after this one.
    writes(jade, "what now")
    expect(talk.locator(".say.theirs").last).to_contain_text("what now", timeout=5_000)
    dan.get_by_role("button", name="Case note").click()
    expect(dan.get_by_role("button", name="Make a note of 1 message")).to_be_focused()
    dan.keyboard.press("Escape")
    expect(talk.get_by_role("checkbox")).to_have_count(0)
    expect(dan.locator("#reply")).to_be_visible()


def test_a_voice_note_is_recorded_heard_and_sent(playwright: Playwright, jade: Page, council: Served) -> None:
    with beeping(playwright) as sound:
        dan = at_work(sound, council, "dan")
        talk = thread(dan, council, people(dan)["Jade"]["id"])
        dan.get_by_role("button", name="Record a voice note").click()
        dan.get_by_role("button", name="Delete").click()
        expect(dan.locator(".added")).to_have_count(0)
        dan.get_by_role("button", name="Record a voice note").click()
        expect(dan.get_by_text("Recording. 0:02 of 5:00")).to_be_visible()
        dan.get_by_role("button", name="Stop", exact=True).click()
        expect(dan.locator("#reply")).to_be_focused()
        dan.locator(".added").get_by_role("button", name=re.compile("^Play the voice note")).click()
        expect(dan.locator(".added").get_by_role("button", name="Stop the voice note")).to_be_visible()
        dan.locator("#reply").press("Control+Enter")
        expect(talk.locator(".say.ours").last).to_contain_text("Sent")
        dan.reload()
        last = talk.locator(".say.ours").last
        last.get_by_role("button", name=re.compile(r"^Play the voice note, 0:0\d")).click()
        expect(last.get_by_role("button", name="Stop the voice note")).to_be_visible()
        shown = phone_does(jade, "GET", "/api/messages/mine/adviser")["messages"][-1]
        assert (shown["file"]["kind"], shown["file"]["seconds"] in (2, 3), shown["mine"]) == ("voice", True, False)
        jade.goto(f"{council.origin}/messages/adviser")
        jade.locator("li.msg").last.get_by_role("button", name=re.compile("^Play the voice note")).click()
        expect(jade.locator("li.msg").last.get_by_role("button", name="Stop the voice note")).to_be_visible()
        jade.goto(f"{council.origin}/help")


def at_a_microphone(browser: Browser, council: Served) -> tuple[Page, Locator]:
    """Dan in Jade's thread, in a browser that asks before it listens; and what starts a voice note."""
    dan = at_work(browser, council, "dan")
    thread(dan, council, people(dan)["Jade"]["id"])
    dan.evaluate(ASKS_FIRST)
    return dan, dan.get_by_role("button", name="Record a voice note")


@pytest.mark.parametrize("way", ["another thread", "another page"])
def test_who_left_while_the_browser_asked_is_not_recorded(browser: Browser, council: Served, way: str) -> None:
    dan, mic = at_a_microphone(browser, council)
    mic.click()
    mic.click()
    if way == "another thread":
        dan.locator(".inbox-row", has_text="Callum").click()
        expect(dan.locator("#talk-name")).to_contain_text("Callum")
    else:
        dan.locator(".side nav a", has_text="Duty").click()
        expect(mic).to_have_count(0)
    assert allowed(dan) == ["ended", "ended"]
    expect(dan.get_by_text(re.compile("^Recording"))).to_have_count(0)
    dan.context.close()


def test_who_turned_away_while_the_browser_asked_is_not_recorded(browser: Browser, council: Served) -> None:
    dan, mic = at_a_microphone(browser, council)
    mic.click()
    hides(dan, hidden=True)
    assert allowed(dan) == ["ended"]
    hides(dan, hidden=False)
    expect(dan.locator(".added")).to_have_count(0)
    dan.context.close()


def test_of_two_presses_one_recording_comes_and_it_can_be_dropped(browser: Browser, council: Served) -> None:
    dan, mic = at_a_microphone(browser, council)
    mic.click()
    mic.click()
    assert allowed(dan) == ["ended", "live"]
    dan.get_by_role("button", name="Delete").click()
    assert allowed(dan) == ["ended", "ended"]
    expect(dan.locator(".added")).to_have_count(0)
    dan.context.close()


def test_an_adviser_writes_about_a_line_an_action_and_a_change_of_the_plan(
    dan: Page, jade: Page, council: Served
) -> None:
    who, other = people(dan)["Jade"]["id"], people(dan)["Callum"]["id"]
    plan = f"{council.origin}/staff/people/{who}/plan?version=current&part=home"
    dan.goto(plan)
    links = dan.get_by_role("link", name=re.compile("^Write about this"))
    expect(links.first).to_be_visible()
    kinds = []
    for n in range(links.count()):
        name = links.nth(n).get_attribute("aria-label")
        assert name
        words = name.removeprefix("Write about this: ")
        links.nth(n).click()
        expect(dan.locator("#reply")).to_be_focused()
        assert dan.url == f"{council.origin}/staff/messages/{who}", "the address says nothing of it"
        expect(dan.locator(".added.quote")).to_have_text(f"About: {words}")
        expect(dan.locator(".added.quote").get_by_role("button", name="Don’t write about this")).to_be_visible()
        dan.keyboard.type(f"Shall we talk about it? {n}")
        dan.keyboard.press("Control+Enter")
        expect(dan.locator(".say.ours").last).to_contain_text(f"Shall we talk about it? {n}")
        expect(dan.locator(".say.ours .about").last).to_have_text(f"About: {words}")
        expect(dan.locator(".added.quote")).to_have_count(0)
        said = phone_does(jade, "GET", "/api/messages/mine/adviser")["messages"][-1]
        assert said["about"]["words"] == words[:400]
        kinds.append(said["about"]["kind"])
        dan.goto(plan)
        expect(links.first).to_be_visible()
    assert set(kinds) >= {"part", "action"}
    jade.goto(f"{council.origin}/messages/adviser")
    expect(jade.locator("li.msg").last.locator(".about")).to_have_text(f"About: {words}")
    jade.goto(f"{council.origin}/help")

    # What was chosen of one person is never quoted to another.
    dan.evaluate("p => { document.querySelectorAll('a[aria-label^=\"Write about\"]').forEach(a => { a.href = p; }); }", f"/staff/messages/{other}")  # fmt: skip
    links.first.click()
    expect(dan.locator("#talk-name")).to_be_visible()
    expect(dan.locator(".added.quote")).to_have_count(0)


def test_on_a_phone_the_list_and_the_thread_come_one_after_the_other(dan: Page, council: Served) -> None:
    dan.set_viewport_size(PHONE)
    rows = inbox(dan, council)
    rows.nth(2).click()
    expect(dan.locator("#talk-name")).to_be_visible()
    expect(rows.first).to_be_hidden()
    assert dan.evaluate("innerHeight + scrollY >= document.documentElement.scrollHeight - 2")
    dan.get_by_role("link", name="All messages").click()
    expect(rows.nth(2)).to_be_focused()
    dan.set_viewport_size({"width": 1280, "height": 800})


def test_a_nurse_has_her_own_threads_and_no_case_note(browser: Browser, council: Served) -> None:
    page = at_work(browser, council, "carmel")
    rows = inbox(page, council)
    rows.first.click()
    expect(page.get_by_text(re.compile("Only you and .* read this."))).to_be_visible()
    expect(page.get_by_role("button", name="Case note")).to_have_count(0)
    expect(page.get_by_role("link", name="Hand-over")).to_have_count(0)
    page.context.close()
