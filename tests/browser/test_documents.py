"""A young person's papers on their phone, what they keep there for themselves alone, and the same list at their adviser's and manager's."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import at_work
from tests.browser.at_work import asks, tab_to
from tests.browser.behind_papers import NUMBER, a_while_ago, day, keeps_nothing, says, theirs, writes
from tests.browser.by_api import ByApi, person
from tests.browser.conftest import Served, axe_faults, served
from tests.browser.looks import sideways_anywhere
from tests.browser.on_a_phone import PIN, everything_kept, faults, hides, opens, phone_of, signal

LIST = "/me/documents"


@pytest.fixture(scope="module")
def council() -> Iterator[Served]:
    """A council of its own."""
    with served("papers", demo_people=60) as running:
        yield running


@pytest.fixture(scope="module")
def dan(council: Served) -> ByApi:
    """The adviser of everyone here."""
    return ByApi(council, "Dan Whitlow")


@pytest.fixture(scope="module")
def jade(council: Served, dan: ByApi) -> str:
    """Jade's id. She has none of four papers, and her adviser has written what is next with three of them."""
    who, own = str(person(dan, "Jade")["id"]), ByApi(council, "Jade Okoro")
    for kind in ("photo_id", "passport", "school_records", "bank_account"):
        says(own, kind, "not_started")
    step = {"next_who": "young_person", "next_what": "Send a photo of your face", "next_by": day(8)}
    writes(dan, who, "photo_id", "applied", words="The form is filled in.", **step)
    step = {"next_who": "adviser", "next_what": "Ring the passport office", "next_by": day(40)}
    writes(dan, who, "passport", "applied", words="Sent with you.", **step)
    writes(dan, who, "school_records", "held_by_me", where="In the safe at the office")
    return who


def section(page: Page, name: str) -> Any:
    """The section with this heading."""
    return page.locator("section").filter(has=page.get_by_role("heading", name=name, exact=True))


def tells(page: Page, answer: str, words: str = "") -> None:
    """They say where the open paper is, by the sheet."""
    page.get_by_role("button", name=re.compile("^(Say|Change) (where|how far) it is")).click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_text(answer, exact=True).click()
    if words:
        sheet.get_by_label("Anything to add?").fill(words)
    sheet.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. Thanks.")).to_be_visible()


def test_from_today_to_it_is_with_me(browser: Browser, council: Served, dan: ByApi, jade: str) -> None:
    page = phone_of(browser, council, "Jade Okoro")
    row = page.get_by_role("link", name=re.compile("^Photo ID"))
    expect(row).to_contain_text("Send a photo of your face, by ")
    expect(page.get_by_role("link", name=re.compile("^Passport"))).to_have_count(0)  # not theirs to do
    row.click()
    expect(page.get_by_role("heading", level=1, name="Photo ID")).to_be_visible()
    expect(section(page, "What’s next")).to_contain_text("8 days left")
    expect(section(page, "What was said")).to_contain_text("“The form is filled in.”")
    expect(section(page, "How to get it").get_by_role("listitem")).to_have_count(4)
    tells(page, "I have it", "It came today")
    expect(page.get_by_text("With you", exact=True)).to_be_visible()
    expect(section(page, "What was said").get_by_role("listitem").first).to_contain_text("You: I have it")
    paper = theirs(dan, jade, "photo_id")
    assert (paper["held"], paper["said"][0]["words"]) == (True, "It came today")

    page.get_by_role("link", name="My documents").click()
    count = asks(page, "/api/papers/mine")
    expect(page.get_by_text(f"{count['held']} of {count['of']} with you")).to_be_visible()
    assert page.locator(".segs i").count() == count["of"]
    expect(section(page, "With you").get_by_role("link", name=re.compile("^Photo ID"))).to_be_visible()
    first = section(page, "To do").get_by_role("link").first
    expect(first).to_contain_text("Your turn")
    page.get_by_role("link", name="My stuff").first.click()
    expect(page.get_by_role("link", name=re.compile("^My documents"))).to_contain_text(
        f"{count['held']} of {count['of']} with you"
    )
    page.context.close()


def test_the_council_says_you_have_it_and_you_say_no(browser: Browser, council: Served, dan: ByApi, jade: str) -> None:
    page = phone_of(browser, council, "Jade Okoro")
    opens(page, council, f"{LIST}/school_records")
    asked = page.get_by_text("Dan says you have it. Do you?")
    expect(asked).to_be_visible()
    expect(page.get_by_text("Where: In the safe at the office")).to_be_visible()
    assert axe_faults(page) == []
    page.get_by_role("button", name="No, I don’t").click()
    expect(asked).to_have_count(0)
    expect(page.get_by_role("heading", name="We don’t agree yet")).to_be_visible()
    expect(page.locator(".voice")).to_contain_text("I don’t have it")
    expect(page.get_by_text("Dan says: You have it")).to_be_visible()
    assert axe_faults(page) == []
    paper = theirs(dan, jade, "school_records")
    assert (paper["held"], paper["differs"], paper["owner_says"]) == (False, True, "not_started")

    # They are asked anew when the council says it again, and one tap says yes.
    writes(dan, jade, "school_records", "held_by_me", words="I gave them to you today.")
    opens(page, council, LIST)
    row = page.get_by_role("link", name=re.compile("^School certificates"))
    expect(row).to_contain_text("Dan says you have it. Do you?")
    row.click()
    page.get_by_role("button", name="Yes, I have it").click()
    expect(page.get_by_text("Saved. Thanks.")).to_be_visible()
    expect(page.get_by_role("heading", name="We don’t agree yet")).to_have_count(0)
    assert theirs(dan, jade, "school_records")["held"] is True
    page.context.close()


def test_late_blames_nobody_and_asking_quotes_it(browser: Browser, council: Served, dan: ByApi) -> None:
    writes(dan, person(dan, "Yusuf")["id"], "birth_certificate", "not_started")
    says(ByApi(council, "Yusuf Rahmani"), "birth_certificate", "lost")
    page = phone_of(browser, council, "Yusuf Rahmani")
    late = next(one for one in asks(page, "/api/papers/mine")["papers"] if one["kind"] == "birth_certificate")
    assert late["standing"] == "late"
    opens(page, council, LIST)
    expect(page.get_by_role("link", name=re.compile(f"^{late['title']}"))).to_contain_text("That’s not your fault.")
    opens(page, council, f"{LIST}/{late['kind']}")
    expect(page.get_by_text("Late: we’re on it")).to_be_visible()
    page.get_by_role("link", name=f"Ask about this: {late['title']}").click()
    expect(page.get_by_text(f"About: {late['title']}")).to_be_visible()
    page.get_by_role("textbox").fill("When does it come?")
    sent = re.compile("/api/messages/mine/adviser$")
    with page.expect_response(lambda r: bool(sent.search(r.url)) and r.request.method == "POST"):
        page.get_by_role("button", name="Send").click()
    said = asks(page, "/api/messages/mine/adviser")["messages"][-1]
    assert (said["about"]["kind"], said["about"]["words"]) == ("paper", late["title"])
    page.context.close()


def opens_number(page: Page, council: Served) -> Any:
    """The box in which their number is kept."""
    opens(page, council, f"{LIST}/ni_number")
    return section(page, "Your number")


def test_a_number_is_kept_shown_and_taken_away_after_an_unlock_of_just_now(browser: Browser, council: Served) -> None:
    keeps_nothing(ByApi(council, "Callum Pryce"))
    page = phone_of(browser, council, "Callum Pryce")
    box = opens_number(page, council)
    box.get_by_role("button", name="Put my number in").click()
    box.get_by_role("button", name="Save").click()
    expect(box.get_by_text("Type your number first.")).to_be_visible()
    for wrong in ("AB 12 34 56", "DF 12 34 56 C", "AB 12 34 56 E"):
        box.get_by_label("National Insurance number").fill(wrong)
        box.get_by_role("button", name="Save").click()
        expect(box.get_by_text("That doesn’t look right. Check it against your letter.")).to_be_visible()
    page.evaluate(
        "document.querySelector('.view').scrollTo(0, 0)"
    )  # or what is half under the tabs counts as a small target
    assert axe_faults(page) == []
    a_while_ago(council)
    box.get_by_label("National Insurance number").fill(NUMBER.lower())
    box.get_by_role("button", name="Save").click()
    expect(box.get_by_role("heading", name="Type your PIN to open this")).to_be_focused()
    assert faults(page, "the lock in place") == []
    for digit in "111111":
        box.get_by_role("button", name=digit, exact=True).click()
    expect(box.get_by_text("That PIN doesn’t match. 9 tries left.")).to_be_visible()
    page.keyboard.type(PIN)
    expect(box.get_by_text("Your number is kept here. Only you can see it.")).to_be_visible()
    expect(page.get_by_text("Your number is kept.", exact=True)).to_be_visible()

    box.get_by_role("button", name="Show my number").click()
    expect(box.get_by_text(NUMBER)).to_be_visible()
    assert faults(page, "the number") == []
    kept = everything_kept(page)
    assert NUMBER not in kept
    assert NUMBER.replace(" ", "") not in kept
    hides(page, True)
    hides(page, False)
    expect(page.get_by_text(NUMBER)).to_have_count(0)
    a_while_ago(council)
    box.get_by_role("button", name="Show my number").click()
    box.get_by_role("button", name="Not now").click()
    expect(box.get_by_role("button", name="Show my number")).to_be_visible()
    expect(page.get_by_text(NUMBER)).to_have_count(0)

    box.get_by_role("button", name="Take it away").click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("link", name="Exit")).to_be_visible()
    sheet.get_by_role("button", name="Take it away").click()
    for digit in PIN:
        box.get_by_role("button", name=digit, exact=True).click()
    expect(page.get_by_text("Your number is gone from here.")).to_be_visible()
    assert asks(page, "/api/papers/mine")["ni_kept"] is False
    page.context.close()


def test_it_shuts_by_itself_after_two_minutes_and_with_the_page(browser: Browser, council: Served) -> None:
    keeps_nothing(ByApi(council, "Tobi Adeyinka"))
    page = phone_of(browser, council, "Tobi Adeyinka", clock=True)
    box = opens_number(page, council)
    box.get_by_role("button", name="Put my number in").click()
    box.get_by_label("National Insurance number").fill(NUMBER)
    box.get_by_role("button", name="Save").click()
    box.get_by_role("button", name="Show my number").click()
    expect(box.get_by_text(NUMBER)).to_be_visible()
    page.clock.fast_forward(119_000)
    expect(box.get_by_text(NUMBER)).to_be_visible()
    page.clock.fast_forward(2_000)
    expect(box.get_by_text(NUMBER)).to_have_count(0)
    box.get_by_role("button", name="Show my number").click()
    expect(box.get_by_text(NUMBER)).to_be_visible()
    page.get_by_role("link", name="Plan", exact=True).click()
    page.go_back()
    expect(box.get_by_role("button", name="Show my number")).to_be_visible()
    expect(page.get_by_text(NUMBER)).to_have_count(0)
    page.context.close()


def test_when_leave_ends_is_theirs_to_keep_and_to_show(browser: Browser, council: Served, dan: ByApi) -> None:
    keeps_nothing(ByApi(council, "Callum Pryce"))
    page, callum = phone_of(browser, council, "Callum Pryce"), str(person(dan, "Callum")["id"])
    ends = date.fromisoformat(day(200))
    opens(page, council, f"{LIST}/immigration")
    box = section(page, "Your date")
    a_while_ago(council)
    box.get_by_role("button", name="See or add my date").click()
    types = box.get_by_role("heading", name="Type your PIN to open this")
    expect(types).to_be_focused()
    page.keyboard.type(PIN)
    box.get_by_role("button", name="Save").click()
    expect(box.get_by_text("Type something first, or close this.")).to_be_visible()
    box.get_by_label("What your papers say").fill("Five years as a refugee")
    for label, value in (("Day", "31"), ("Month", "2"), ("Year", str(ends.year))):
        box.get_by_label(label).fill(value)
    box.get_by_role("button", name="Save").click()
    expect(box.get_by_text("Check the day, month and year.")).to_be_visible()
    assert faults(page, "leave") == []
    for label, value in (("Day", str(ends.day)), ("Month", str(ends.month))):
        box.get_by_label(label).fill(value)
    box.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. Only you can open this.")).to_be_visible()
    expect(page.get_by_text("Five years as a refugee")).to_have_count(0)
    assert dan.asks("GET", f"/api/papers/with/{callum}")["immigration_expires_on"] is None

    box.get_by_role("button", name="Open it").click()
    expect(box.get_by_text("Five years as a refugee")).to_be_visible()
    expect(box.get_by_text("Only you", exact=True)).to_be_visible()
    assert "refugee" not in everything_kept(page)
    box.get_by_role("button", name="Change it").click()
    box.get_by_text("My adviser and their manager can see this").click()
    box.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. Only you can open this.")).to_have_count(1)
    assert dan.asks("GET", f"/api/papers/with/{callum}")["immigration_expires_on"] == ends.isoformat()
    box.get_by_role("button", name="Open it").click()
    box.get_by_role("button", name="Take it away").click()
    expect(page.get_by_text("It’s gone from here.")).to_be_visible()
    assert dan.asks("GET", f"/api/papers/with/{callum}")["immigration_expires_on"] is None
    page.context.close()


def test_where_papers_are_is_never_kept_on_the_phone(browser: Browser, council: Served, jade: str) -> None:
    page = phone_of(browser, council, "Jade Okoro")
    opens(page, council, LIST)
    opens(page, council, f"{LIST}/passport")
    kept = everything_kept(page)
    for one in ("Ring the passport office", "Sent with you.", "Full birth certificate"):
        assert one not in kept
    signal(page, False)
    page.get_by_role("button", name="Change where it is").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_text("I lost it", exact=True).click()
    sheet.get_by_role("button", name="Save").click()
    expect(sheet.get_by_text("You’re offline. Try again when you have signal.")).to_be_visible()
    signal(page, True)
    sheet.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. Thanks.")).to_be_visible()
    said = next(one for one in asks(page, "/api/papers/mine")["papers"] if one["kind"] == "passport")["said"]
    assert (said[0]["status"], said[0]["by"], sum(one["status"] == "lost" for one in said)) == ("lost", "", 1)
    signal(page, False)
    opens(page, council, LIST)
    expect(page.get_by_role("heading", name="You’re offline")).to_be_visible()
    page.context.close()


def test_by_keyboard_alone(browser: Browser, council: Served, jade: str) -> None:
    page = phone_of(browser, council, "Jade Okoro")
    opens(page, council, LIST)
    tab_to(page, "Bank account in your own name")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Bank account in your own name")).to_be_focused()
    tab_to(page, "Change where it is")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("heading", name="Where is it?")).to_be_focused()
    tab_to(page, "I have it")
    page.keyboard.press("Space")
    tab_to(page, "Save")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved. Thanks.")).to_be_visible()
    expect(page.get_by_role("button", name="Change where it is")).to_be_focused()
    page.context.close()


def test_every_screen_in_every_look(browser: Browser, council: Served, jade: str) -> None:
    page = phone_of(browser, council, "Jade Okoro")
    found: list[str] = []
    kinds = [one["kind"] for one in asks(page, "/api/papers/mine")["papers"]]
    for address in ("/me", LIST, f"{LIST}/photo_id", f"{LIST}/passport", f"{LIST}/immigration", f"{LIST}/nothing"):
        opens(page, council, address)
        found += faults(page, address)
    for kind in kinds:
        opens(page, council, f"{LIST}/{kind}")
        found += [f"{kind}: {one}" for one in axe_faults(page)] + ([kind] if sideways_anywhere(page) else [])
    assert found == []
    page.get_by_role("button", name=re.compile("^(Say|Change)")).click()
    expect(page.get_by_role("dialog").get_by_role("link", name="Exit")).to_be_visible()
    assert faults(page, "where it is") == []
    page.context.close()


def test_the_adviser_writes_who_does_what_by_when(browser: Browser, council: Served, dan: ByApi) -> None:
    callum, own = str(person(dan, "Callum")["id"]), ByApi(council, "Callum Pryce")
    for kind in ("passport", "birth_certificate"):
        says(own, kind, "not_started")
    page = at_work.at_work(browser, council, "dan")
    page.goto(f"{council.origin}/staff/people/{callum}")
    page.get_by_role("link", name="Documents").click()
    expect(page.get_by_role("heading", level=1, name="Callum’s documents")).to_be_visible()
    page.get_by_role("button", name="Write: Passport").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("button", name="Save").click()
    expect(sheet.get_by_text("Choose how it stands.")).to_be_visible()
    sheet.get_by_label("How it stands").select_option("applied")
    sheet.get_by_label("Who", exact=True).select_option("someone_else")
    sheet.get_by_role("button", name="Save").click()
    for words in ("Write a name or a role.", "Say what they do.", "Choose a day."):
        expect(sheet.get_by_text(words)).to_be_visible()
    assert axe_faults(page) == []
    sheet.get_by_label("Their name or role").fill("Mr Ahmed")
    sheet.get_by_label("What they do").fill("Sign your photo")
    sheet.get_by_label("By when").fill(day(9))
    sheet.get_by_label("What you want to say").fill("The form is ready.")
    sheet.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. Callum can see it.")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="Passport")
    expect(row).to_contain_text("Mr Ahmed: Sign your photo")
    expect(row).to_contain_text("in 9 days")
    expect(row.get_by_role("button", name="Write: Passport")).to_be_focused()

    # What staff write is never "with them"; their no stands beside it.
    page.get_by_role("button", name="Write: Full birth certificate").click()
    sheet.get_by_label("How it stands").select_option("held_by_me")
    sheet.get_by_role("button", name="Save").click()
    row = page.get_by_role("row").filter(has_text="Full birth certificate")
    expect(row).to_contain_text("Callum is asked")
    says(own, "birth_certificate", "lost", "Never got it")
    page.reload()
    expect(row).to_contain_text("You differ")
    expect(row.locator(".their-word")).to_have_text("Lost")
    page.get_by_role("button", name="Write: Full birth certificate").click()
    expect(sheet.get_by_text("“Never got it”")).to_be_visible()
    page.keyboard.press("Escape")
    assert at_work.faults(page) == []
    page.context.close()


def test_a_manager_reads_and_sees_who_lacks_what(browser: Browser, council: Served, dan: ByApi, jade: str) -> None:
    page = at_work.at_work(browser, council, "ros")
    page.goto(f"{council.origin}/staff/people/{jade}/documents")
    expect(page.get_by_role("button", name="See: Passport")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Write"))).to_have_count(0)
    page.get_by_role("button", name="See: Passport").click()
    expect(page.get_by_role("dialog").get_by_text("“Sent with you.”")).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="Close").click()

    page.get_by_role("link", name="Documents at 18").click()
    said = asks(page, "/api/papers/gaps")
    expect(page.locator("table.gaps tbody tr")).to_have_count(len(said["rows"]))
    assert page.locator("table.gaps .person a").all_inner_texts() == [row["name"] for row in said["rows"]]
    worst = page.locator("table.gaps tbody tr").first
    worst.locator("summary").click()
    assert sorted(worst.locator("li").all_inner_texts()) == sorted(said["rows"][0]["missing"])
    assert at_work.faults(page) == []
    page.get_by_role("tab", name="Had it by 18").click()
    expect(page.locator("table.by-18 tbody tr")).to_have_count(len(said["by_18"]))
    assert at_work.faults(page) == []
    with page.expect_download() as saved:
        page.get_by_role("button", name="Export CSV").click()
    assert re.fullmatch(r"papers-\d{4}-\d\d-\d\d\.csv", saved.value.suggested_filename)
    rows = list(csv.reader(io.StringIO(saved.value.path().read_text("utf-8-sig"))))
    assert len(rows) > 17
    assert not any("Jade" in cell for row in rows for cell in row)
    page.context.close()


def test_who_may_not_stand_there(browser: Browser, council: Served, jade: str) -> None:
    for who, address in (
        ("dan", "/staff/papers"),
        ("carmel", f"/staff/people/{jade}/documents"),
        ("sunil", "/staff/papers"),
    ):
        page = at_work.at_work(browser, council, who)
        page.goto(f"{council.origin}{address}")
        expect(page.get_by_role("heading", name="We can’t find that page")).to_be_visible()
        page.context.close()
