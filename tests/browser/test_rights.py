"""A young person's rights and claims on their phone, and the council's offer for everyone."""

import asyncio
import base64
import re
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import asyncpg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.at_work import asks, tab_to
from tests.browser.behind_papers import day
from tests.browser.by_api import ByApi, person
from tests.browser.conftest import Served, axe_faults, served
from tests.browser.looks import sideways_anywhere
from tests.browser.on_a_phone import (
    TITLES,
    a_page,
    everything_kept,
    faults,
    opens,
    phone_of,
    records_kept,
    signal,
)
from tests.browser.talking import a_pdf, a_photo
from tests.browser.test_message_files import KEEPS_UPLOADS

BURSARY, HOME, APPRENTICE = "bursary_16_19", "setting_up_home", "apprentice_bursary"


def line(right: str, **changes: Any) -> dict[str, Any]:
    """One line of this council's offer."""
    return {
        "right": right, "offered": "yes", "source": "Tidewater local offer", "link": "https://tidewater.gov.uk/offer",
        "last_checked": day(0), "review_by": "2099-01-01", "valid_to": None, **changes,
    }  # fmt: skip


def publishes(council: Served, *lines: dict[str, Any]) -> None:
    """Sunil writes these lines and sends them, Ros publishes."""
    sunil, ros, edit = ByApi(council, "Sunil Mathur"), ByApi(council, "Ros Achebe"), "/api/offer/edit"

    def revision() -> int:
        return int(sunil.asks("GET", edit)["draft_revision"])

    for one in lines:
        sunil.asks("POST", f"{edit}/lines", {"revision": revision(), "line": one})
    sunil.asks("POST", f"{edit}/send", {"revision": revision(), "why": "For this test."})
    ros.asks("POST", f"{edit}/publish", {"revision": revision()})


@pytest.fixture(scope="module")
def council() -> Iterator[Served]:
    """A council of its own, whose offer gives what is asked for here, checked today."""
    with served("rights", demo_people=60) as running:
        bursary = line(
            BURSARY, rule="age from 16 to under 19 and studying is school_or_college", in_app=True, answer_days=5,
            amounts=[{"how": "up_to", "pence": 120_000, "unit": "year"}],
        )  # fmt: skip
        home = line(
            HOME, rule="moving_into_own_place is yes", in_app=True, answer_days=5, local="We pay it in vouchers for two shops.",
            amounts=[{"how": "up_to", "pence": 300_000, "unit": "once"}],
        )  # fmt: skip
        apprentice = line(
            APPRENTICE, rule="studying is apprenticeship and within 12 months of apprenticeship_started_on and had_apprenticeship_money is no",
            amounts=[{"how": "exact", "pence": 300_000, "unit": "once"}],
        )  # fmt: skip
        publishes(running, bursary, home, apprentice)
        yield running


@pytest.fixture(scope="module")
def dan(council: Served) -> ByApi:
    """The adviser of everyone here."""
    return ByApi(council, "Dan Whitlow")


def says(page: Page, fact: str, value: str, *, shown: bool = False) -> None:
    """This phone's own person answered that question before."""
    page.evaluate(
        """async (said) => {
            const { csrf } = await (await fetch('/api/me')).json();
            const res = await fetch('/api/rights/mine/statements', { method: 'POST', headers: { 'content-type': 'application/json', 'x-onward-token': csrf }, body: JSON.stringify(said) });
            if (!res.ok) throw new Error(await res.text());
        }""",
        {"id": str(uuid.uuid4()), "fact": fact, "value": value, "shown": shown},
    )


def standing(page: Page, right: str) -> str:
    """How this right stands for the person of this phone, as the server says."""
    (one,) = [one for one in asks(page, "/api/rights/mine")["rights"] if one["id"] == right]
    return str(one["standing"])


def claim_on(page: Page, adviser: ByApi) -> dict[str, Any]:
    """The claim that this page shows, as an adviser has it."""
    expect(page).to_have_url(re.compile("/rights/claims/[0-9a-f-]{36}$"))
    return dict(adviser.asks("GET", f"/api/claims/{page.url.rsplit('/', 1)[1]}"))


def does(worker: ByApi, claim: str, what: str, body: dict[str, Any] | None = None) -> None:
    """A member of staff moves a claim on."""
    worker.asks("POST", f"/api/claims/{claim}/{what}", body or {})


def test_from_today_to_a_no_and_on_to_a_yes(browser: Browser, council: Served, dan: ByApi) -> None:
    """Today → ends soon → ask → decided no → challenge → yes → given → it came."""
    page = phone_of(browser, council, "Jade Okoro")
    says(page, "studying", "none")
    assert standing(page, BURSARY) == "not_now"
    says(page, "studying", "school_or_college")
    page.get_by_role("link", name="Rights", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="What you can get")).to_be_visible()
    ends = page.locator("section").filter(has=page.get_by_role("heading", name="Ends soon"))
    bursary = ends.get_by_role("link").filter(has_text="College bursary")
    expect(bursary.get_by_text(re.compile(r"^Ends \d+ \w+( \d{4})?, in \d+ days$"))).to_be_visible()

    page.get_by_role("link", name="Today").click()
    row = page.get_by_role("link", name=re.compile("College bursary"))
    expect(row).to_contain_text(re.compile("Ends .*, in .* days"))
    row.click()
    expect(page.get_by_role("heading", level=1, name="College bursary")).to_be_visible()
    expect(page.get_by_text("£1,200", exact=True)).to_be_visible()
    expect(page.get_by_text("You told us").first).to_be_visible()
    page.get_by_role("button", name="Ask for it").click()
    expect(page.get_by_text(re.compile(r"^Sent\. You’ll hear by \d+ \w+"))).to_be_visible()
    address = page.url

    claim = claim_on(page, dan)
    does(dan, claim["id"], "seen")
    does(
        dan,
        claim["id"],
        "decide",
        {"decision": "no", "reason_code": "not_enough_told", "reason": "We need a letter from your college."},
    )
    opens(page, council, "/")
    page.get_by_role("link", name=re.compile("^Something new: College bursary")).click()
    assert page.url == address
    expect(page.get_by_text(re.compile("^Dan( Whitlow)? said no$"))).to_be_visible()
    expect(page.get_by_text("They need to know more. We need a letter from your college.")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^Call"))).to_have_attribute("href", re.compile(r"^tel:\d+$"))
    page.get_by_role("button", name="Ask them to look again").click()
    expect(page.get_by_text("Say why it’s wrong.")).to_be_visible()
    page.get_by_role("textbox", name="Why is it wrong?").fill("I gave my letter to Dan in May.")
    page.get_by_role("button", name="Ask them to look again").click()
    expect(page.get_by_role("heading", name="You asked them to look again")).to_be_visible()
    expect(page.get_by_text(re.compile(r"^Someone else answers by \w+ \d+ \w+"))).to_be_visible()

    ros = ByApi(council, "Ros Achebe")
    does(ros, claim["id"], "decide", {"decision": "yes", "pence": 60_000})
    does(ros, claim["id"], "given", {"how": "Paid into your bank account.", "on": asks(page, "/api/rights/mine")["on"]})
    opens(page, council, "/")
    page.get_by_role("link", name=re.compile("^Something new: College bursary")).click()
    expect(page.get_by_text(re.compile("^Ros( Achebe)? said yes to £600$"))).to_be_visible()
    page.get_by_role("button", name="Yes, it came").click()
    expect(page.get_by_text("You said it came")).to_be_visible()
    assert claim_on(page, dan)["state"] == "confirmed"
    page.context.close()


def test_the_short_form_with_a_photo_and_a_letter(browser: Browser, council: Served, dan: ByApi) -> None:
    page = phone_of(browser, council, "Callum Pryce")
    says(page, "moving_into_own_place", "yes")
    opens(page, council, f"/rights/{HOME}")
    expect(page.get_by_text("We pay it in vouchers for two shops.")).to_be_visible()
    page.get_by_role("link", name="Ask for it").click()
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("Say what you need.")).to_be_visible()
    page.get_by_role("textbox", name="What do you need?").fill("A cooker and a fridge")
    page.get_by_role("textbox", name="How much do you need?").fill("a lot")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("Give a sum in pounds, like 540.")).to_be_visible()
    page.get_by_role("textbox", name="How much do you need?").fill("£540")
    photo = a_photo()
    page.locator("input[type=file]").nth(0).set_input_files(
        {"name": "IMG_1.png", "mimeType": "image/png", "buffer": photo}
    )
    expect(page.get_by_text("Photo 1")).to_be_visible()
    page.locator("input[type=file]").nth(1).set_input_files(
        {"name": "x.pdf", "mimeType": "application/pdf", "buffer": b"no pdf"}
    )
    expect(page.get_by_text("That’s not a PDF.")).to_be_visible()
    page.locator("input[type=file]").nth(1).set_input_files(
        {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
    )
    expect(page.get_by_text("PDF 1")).to_be_visible()
    assert faults(page, "the form") == []
    page.evaluate(KEEPS_UPLOADS)
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("You asked for £540")).to_be_visible()
    small = base64.b64decode(page.evaluate("window.uploads[0]"))
    assert 1_000 < len(small) <= 80_000 < len(photo)
    assert b"SECRETPLACE" not in small
    expect(page.get_by_text("You asked for £540")).to_be_visible()
    expect(page.get_by_text("“A cooker and a fridge”")).to_be_visible()
    expect(page.get_by_text("You sent 2 files.")).to_be_visible()
    page.get_by_role("button", name="See Photo 1").click()
    expect(page.get_by_role("img", name="Photo 1")).to_be_visible()
    assert faults(page, "the claim") == []

    claim = claim_on(page, dan)
    assert (claim["words"], claim["pence"], len(claim["files"])) == ("A cooker and a fridge", 54_000, 2)
    does(dan, claim["id"], "seen")
    does(dan, claim["id"], "decide", {"decision": "yes", "pence": 54_000})
    opens(page, council, f"/rights/{HOME}")
    expect(page.get_by_role("heading", name="Your claim: A cooker and a fridge")).to_be_visible()
    expect(page.get_by_text("£2,460", exact=True)).to_be_visible()
    expect(page.get_by_role("img", name="£540 spent, £2,460 left")).to_be_visible()
    assert faults(page, "a right with its claim") == []
    page.get_by_role("link", name=re.compile("^Ask about this: Setting up home money")).first.click()
    expect(page.get_by_text("About: Setting up home money")).to_be_visible()
    page.context.close()


def passes(council: Served, claim: str, days: int) -> None:
    """So many days go by for this claim."""

    async def go() -> None:
        link = await asyncpg.connect(f"postgresql://postgres@/postgres?host={council.env['ONWARD_STATE']}/postgres")
        dates = ", ".join(f"{one} = {one} - $2::int" for one in ("see_by", "decide_by", "give_by", "due_on"))
        await link.execute(f"UPDATE claim SET {dates} WHERE id = $1", uuid.UUID(claim), days)
        await link.close()

    with ThreadPoolExecutor(1) as beside:  # the browser's driver has a loop of its own
        beside.submit(asyncio.run, go()).result(30)


def test_late_is_said_before_they_ask(browser: Browser, council: Served, dan: ByApi) -> None:
    page = phone_of(browser, council, "Tobi Adeyinka")
    says(page, "moving_into_own_place", "yes")
    opens(page, council, f"/rights/{HOME}/ask")
    page.get_by_role("textbox", name="What do you need?").fill("A bed")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("“A bed”")).to_be_visible()
    claim = claim_on(page, dan)
    does(dan, claim["id"], "seen")
    passes(council, claim["id"], 40)
    soon = (date.fromisoformat(asks(page, "/api/rights/mine")["on"]) + timedelta(days=10)).isoformat()
    opens(page, council, "/")
    page.get_by_role("link", name=re.compile("^Late: Setting up home money")).click()
    expect(page.get_by_text(re.compile(r"^Late\. It was due on .*That’s not your fault\."))).to_be_visible()
    does(dan, claim["id"], "late", {"why": "The person who signs it is ill.", "new_day": soon})
    opens(page, council, "/rights")
    page.get_by_role("link", name=re.compile("A bed")).click()
    expect(page.get_by_text(re.compile("The person who signs it is ill"))).to_be_visible()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("You took this back.")).to_be_visible()
    page.context.close()


def test_what_i_told_you_is_mine_to_change_and_to_show(browser: Browser, council: Served, dan: ByApi) -> None:
    page = phone_of(browser, council, "Tobi Adeyinka")
    says(page, "has_children", "no")
    tobi = person(dan, "Tobi")["id"]
    hidden = dan.asks("GET", f"/api/rights/with/{tobi}")["hidden"]
    assert hidden >= 1
    opens(page, council, "/rights/me")
    row = page.get_by_role("button").filter(has_text=re.compile("child"))
    expect(row).to_contain_text("Only you")
    row.click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("link", name="Exit")).to_be_visible()
    assert axe_faults(page) == []
    sheet.get_by_text("Yes", exact=True).click()
    sheet.get_by_text("Let Dan see it").click()
    sheet.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. Thanks.")).to_be_visible()
    expect(row).to_contain_text("Dan can see it")
    seen = dan.asks("GET", f"/api/rights/with/{tobi}")
    assert seen["hidden"] == hidden - 1
    assert [one["value"] for one in seen["facts"] if one["fact"] == "has_children"] == ["yes"]
    page.context.close()


def test_a_day_is_answered_as_a_day_and_what_is_private_never_waits_on_the_phone(
    browser: Browser, council: Served
) -> None:
    page = phone_of(browser, council, "Tobi Adeyinka")
    says(page, "studying", "apprenticeship")
    says(page, "had_apprenticeship_money", "no")
    opens(page, council, f"/rights/{APPRENTICE}")
    form = page.locator("form.question-card")
    form.get_by_text("Not yet", exact=True).click()  # and then they think again
    began = date.fromisoformat(day(-60))
    for part, said in (("Day", began.day), ("Month", began.month), ("Year", began.year)):
        form.get_by_label(part, exact=True).fill(str(said))
    form.get_by_role("button", name="Save my answer").click()
    expect(page.get_by_text("Saved. Thanks.")).to_be_visible()
    assert standing(page, APPRENTICE) == "can"
    opens(page, council, "/rights/pip_dla")
    signal(page, False)
    form.get_by_text("Yes", exact=True).click()
    form.get_by_role("button", name="Save my answer").click()
    expect(page.get_by_text("This one is private")).to_be_visible()
    assert "outbox" not in records_kept(page)
    signal(page, True)
    form.get_by_role("button", name="I’d rather not say").click()
    expect(form).to_have_count(0)
    said = {one["fact"]: one["value"] for one in asks(page, "/api/rights/mine/statements")["statements"]}
    assert said["disabled"] == "not_said"
    page.context.close()


def test_did_we_talk(browser: Browser, council: Served, dan: ByApi) -> None:
    page = phone_of(browser, council, "Callum Pryce")
    callum, day = person(dan, "Callum")["id"], asks(page, "/api/rights/mine")["on"]
    talk = str(uuid.uuid4())
    dan.asks("POST", f"/api/rights/with/{callum}/talks", {"id": talk, "on": day, "words": "Your bursary."})
    opens(page, council, "/")
    asked = page.get_by_text(re.compile(r"^Dan.* says you talked about your rights on \d+ \w+\. Did you\?$"))
    expect(asked).to_be_visible()
    assert axe_faults(page) == []
    page.get_by_role("button", name="No, we didn’t").click()
    expect(asked).to_have_count(0)
    talks = dan.asks("GET", f"/api/rights/with/{callum}")["talks"]
    assert [one["answer"] for one in talks if one["id"] == talk] == ["no"]
    page.context.close()


def test_by_keyboard_alone(browser: Browser, council: Served) -> None:
    page = phone_of(browser, council, "Yusuf Rahmani")
    opens(page, council, "/rights")
    question = page.locator("form.question-card legend").inner_text()
    page.locator("form.question-card input").first.focus()
    page.keyboard.press("Space")
    tab_to(page, "Save my answer")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved. Thanks.")).to_be_visible()
    expect(page.locator("form.question-card legend")).not_to_have_text(question)
    assert page.evaluate("document.activeElement.id") == "next-question", "and goes on at the next one"
    tab_to(page, "What you told us", 200)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="What you told us")).to_be_focused()
    page.context.close()


def test_without_signal_the_public_words_are_there_and_nothing_of_them(browser: Browser, council: Served) -> None:
    page = phone_of(browser, council, "Jade Okoro")
    opens(page, council, "/rights")
    page.get_by_role("heading", name="You can get now").wait_for()
    own = {reason["words"] for one in asks(page, "/api/rights/mine")["rights"] for reason in one["reasons"]}
    kept = everything_kept(page)
    lines = asks_kept(page)
    assert lines == asks(page, f"/api/offer/lines?ids={','.join(one['id'] for one in lines)}")["rights"], (
        "the public words"
    )
    assert [one for one in own if one in kept] == []
    signal(page, False)
    opens(page, council, "/rights")
    expect(
        page.get_by_text("This is what everyone can look up. What’s yours shows when you have signal.")
    ).to_be_visible()
    expect(page.get_by_role("heading", name="You can get now")).to_have_count(0)
    assert faults(page, "/rights offline") == []
    page.get_by_role("link", name=re.compile("^Setting up home money")).click()
    expect(page.get_by_role("heading", name="How to get it")).to_be_visible()
    expect(page.get_by_role("link", name="Ask for it")).to_have_count(0)
    for address in ("/rights/me", f"/rights/claims/{uuid.uuid4()}", "/me/documents", "/me/notices"):
        opens(page, council, address)
        expect(page.get_by_role("heading", name="You’re offline")).to_be_visible()
        assert axe_faults(page) == []
    page.context.close()


def test_an_answer_waits_for_signal_and_counts_once(browser: Browser, council: Served) -> None:
    page = phone_of(browser, council, "Yusuf Rahmani")
    opens(page, council, "/rights")
    page.locator("form.question-card").wait_for()
    before = len(asks(page, "/api/rights/mine/statements")["statements"])
    signal(page, False)
    page.locator("form.question-card label").first.click()
    page.get_by_role("button", name="Save my answer").click()
    expect(page.get_by_text("Saved here. It will send when you’re back online.")).to_be_visible()
    assert records_kept(page)["outbox"] == 1
    signal(page, True)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("will send when you’re back online")).to_have_count(0, timeout=20_000)
    assert len(asks(page, "/api/rights/mine/statements")["statements"]) == before + 1
    page.context.close()


def test_the_offer_without_signing_in_or_signal_and_on_paper(browser: Browser, council: Served) -> None:
    page = a_page(browser)
    opens(page, council, "/help")
    page.get_by_role("link", name=re.compile("^What’s on offer")).click()
    expect(page.get_by_role("heading", level=1, name="What’s on offer")).to_be_visible()
    assert page.title() in TITLES
    expect(page.get_by_role("navigation")).to_have_count(0)
    expect(page.get_by_role("link", name="Exit")).to_be_visible()
    titles = {one["title"] for one in asks(page, f"/api/offer/lines?ids={BURSARY},{HOME}")["rights"]}
    for title in titles:
        page.locator("summary").filter(has_text=title).click()
    home = page.locator("details").filter(has_text="Setting up home money")
    for words in (
        "Up to £3,000",
        "We pay it in vouchers for two shops.",
        "How to get it",
        "Tidewater local offer",
        f"We last checked this on {date.fromisoformat(day(0)):%-d %B}",
    ):
        expect(home.get_by_text(re.compile(re.escape(words))).first).to_be_visible()
    assert faults(page, "/offer") == []
    page.get_by_role("textbox", name="Search").fill("cooker bed")
    expect(page.locator("summary")).to_have_count(1)
    expect(page.get_by_text("1 found")).to_be_visible()
    page.get_by_role("textbox", name="Search").fill("zeppelin")
    expect(page.get_by_text("Nothing found")).to_be_visible()

    signal(page, False)
    opens(page, council, "/offer")
    lines = len(asks_kept(page))
    expect(page.locator("summary")).to_have_count(lines)
    assert lines >= 40
    page.emulate_media(media="print")
    paper = page.locator(".offer-print")
    expect(paper).to_be_visible()
    expect(page.locator(".app")).to_be_hidden()
    assert paper.locator(".print-line").count() == lines
    expect(paper).to_contain_text("Up to £3,000")
    page.context.close()


def asks_kept(page: Page) -> list[dict[str, Any]]:
    """The lines of the offer that this phone keeps in plain."""
    return list(
        page.evaluate("caches.open('words').then(c => c.match('/words/offer')).then(r => r.json()).then(o => o.rights)")
    )


def test_an_update_fetches_only_what_changed(browser: Browser, council: Served) -> None:
    page = a_page(browser)
    opens(page, council, "/offer")
    expect(page.locator("summary").first).to_be_visible()
    publishes(
        council,
        line(
            HOME,
            in_app=True,
            answer_days=5,
            local="Since today in money.",
            amounts=[{"how": "up_to", "pence": 310_000, "unit": "once"}],
        ),
    )
    fetched: list[str] = []
    page.on("request", lambda r: fetched.append(r.url.removeprefix(council.origin)) if "/api/offer" in r.url else None)
    opens(page, council, "/offer")
    expect(page.locator("summary").filter(has_text="Up to £3,100")).to_be_visible()
    assert fetched == ["/api/offer", f"/api/offer/lines?ids={HOME}"]
    fetched.clear()
    opens(page, council, "/offer")
    page.wait_for_load_state("networkidle")
    assert fetched == ["/api/offer"]
    page.context.close()


def test_every_screen_of_rights_in_every_look(browser: Browser, council: Served) -> None:
    page = phone_of(browser, council, "Jade Okoro")
    found: list[str] = []
    claims = [f"/rights/claims/{one['id']}" for one in asks(page, "/api/claims/mine")["claims"]]
    every = [f"/rights/{one['id']}" for one in asks(page, "/api/rights/mine")["rights"]]
    for address in (
        "/",
        "/rights",
        "/rights/me",
        f"/rights/{HOME}/ask",
        "/offer",
        "/rights/nothing_here",
        *claims,
        *every[:6],
    ):
        opens(page, council, address)
        found += faults(page, address)
    for address in every[6:]:
        opens(page, council, address)
        found += [f"{address}: {one}" for one in axe_faults(page)]
        found += [address] if sideways_anywhere(page) else []
    assert found == []
    opens(page, council, every[0])
    for name in ("If they say no", "Where this comes from"):
        page.get_by_role("button", name=re.compile(name)).click()
        expect(page.get_by_role("dialog").get_by_role("link", name="Exit")).to_be_visible()
        assert faults(page, name) == []
        page.keyboard.press("Escape")
    page.context.close()
