"""What a young person does on their phone, in a real browser against the real demo council, and what it means at work."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor

import asyncpg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.at_work import asks, at_work, people, tab_to
from tests.browser.conftest import Served
from tests.browser.on_a_phone import a_page, everything_kept, opens, phone_of, shows_code, signal

PARTS = (
    "My home", "Learning and work", "Health and how I feel", "Money", "People", "Life skills", "Who I am",
    "If things go wrong",
)  # fmt: skip
FOUR = ("I agree with it", "I agree with some of it", "I don’t agree", "I’ve read it, but I’m not sure yet")


@pytest.fixture(scope="module")
def dan(browser: Browser, demo: Served) -> Page:
    """Dan, who is the adviser of everyone here."""
    return at_work(browser, demo, "dan")


@pytest.fixture(scope="module")
def jade(browser: Browser, demo: Served) -> Page:
    """Jade's phone, which only she uses."""
    return phone_of(browser, demo, "Jade Okoro")


def row_of(dan: Page, demo: Served, name: str) -> str:
    """What Dan's list says about this person now."""
    opens(dan, demo, "/staff?show=everyone")
    row = dan.locator("table.caseload tr", has_text=name)
    expect(row).to_have_count(1)
    return row.inner_text()


def ask_database(council: Served, statement: str) -> int:
    """One number from the council's own database. In a thread: the browser's driver has a loop of its own."""

    async def ask() -> int:
        link = await asyncpg.connect(f"postgresql://postgres@/postgres?host={council.env['ONWARD_STATE']}/postgres")
        try:
            return int(await link.fetchval(statement))
        finally:
            await link.close()

    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, ask()).result(30)


def test_today_leads_with_the_review_and_dan_hears_the_answer(dan: Page, jade: Page, demo: Served) -> None:
    opens(jade, demo, "/")
    block = jade.locator(".next")
    expect(block.get_by_text(re.compile(r"^\w{3} \d+ \w+( \d{4})?, 4:30pm$"))).to_be_visible()
    expect(block.get_by_text("With Dan at Mill Lane Café.")).to_be_visible()
    assert jade.locator(".next .btn:not(.ghost)").count() == 1, "one filled button"
    waiting = jade.get_by_role("region", name="Waiting for you")
    expect(waiting.get_by_role("listitem").first).to_contain_text(re.compile("Read your plan|Say what you think"))
    expect(waiting.get_by_text("Set up your gas and electric")).to_be_visible()

    jade.get_by_role("button", name="I’ll be there").click()
    expect(block.get_by_text("You said you’ll be there.")).to_be_visible()
    assert "Jade will be there" in row_of(dan, demo, "Jade Okoro")

    jade.get_by_role("link", name="Change it").click()
    jade.get_by_role("button", name="Send").click()
    expect(jade.get_by_text("Say what would suit you better.")).to_be_visible()
    jade.get_by_label("What would suit you better?").fill("After college, and not at the café")
    jade.get_by_role("button", name="Send").click()
    expect(jade.get_by_text("Sent.", exact=True)).to_be_visible()
    expect(jade.get_by_text("You asked to change it. Dan will get back to you.")).to_be_visible()
    said = row_of(dan, demo, "Jade Okoro")
    assert "Jade asked to change it" in said
    assert "After college, and not at the café" in said


def test_the_plan_has_eight_parts_and_a_part_has_everything(jade: Page, demo: Served) -> None:
    opens(jade, demo, "/")
    jade.get_by_role("link", name="Plan", exact=True).click()
    rows = jade.get_by_role("region", name="Eight parts of your life").get_by_role("link")
    expect(rows).to_have_count(8)
    assert [row.split("\n")[0] for row in rows.all_inner_texts()] == list(PARTS)
    expect(rows.first).to_contain_text("Your turn")
    rows.first.click()
    expect(jade.get_by_role("heading", level=1, name="My home")).to_be_focused()
    expect(jade.locator("figure.voice blockquote")).to_contain_text("I want to stay here")
    actions = jade.locator(".line.acts > li")
    for words in ("Your turn", "You", "4 days left", "How it helps", "If it can’t happen"):
        expect(actions.filter(has_text="Set up your gas and electric")).to_contain_text(words)
    expect(actions.filter(has_text="Get the damp in the bedroom fixed")).to_contain_text("Dan is on it")
    expect(actions.first).to_contain_text("Done")
    expect(jade.get_by_role("region", name="If things change")).to_be_visible()


def test_what_jade_does_in_her_plan_reaches_dan_and_ros(dan: Page, jade: Page, browser: Browser, demo: Served) -> None:
    person = people(dan)["Jade"]["id"]
    opens(jade, demo, "/plan/home")
    jade.get_by_role("button", name="I’ve done it: Set up your gas and electric").click()
    done = jade.locator(".line.acts > li", has_text="Set up your gas and electric")
    expect(done).to_contain_text(re.compile(r"Done \d+ \w+"))
    expect(jade.get_by_text("2 of 3 done")).to_be_visible()
    jade.get_by_role("button", name="Change your words").click()
    jade.get_by_role("textbox", name="Your words").fill("")
    jade.get_by_role("button", name="Save your words").click()
    expect(jade.get_by_text("Write a few words first.")).to_be_visible()
    jade.get_by_role("textbox", name="Your words").fill("I love the view. Fix the damp first.")
    jade.get_by_role("button", name="Save your words").click()
    expect(jade.locator("figure.voice blockquote")).to_have_text("“I love the view. Fix the damp first.”")

    jade.goto(f"{demo.origin}/plan/answer")
    sheet = jade.get_by_role("dialog", name="What do you think of your plan?")
    choices = sheet.locator("label.choice")
    expect(choices).to_have_count(4)
    assert choices.all_inner_texts() == list(FOUR)
    assert sheet.locator("input:checked").count() == 0, "none is chosen before"
    look = "e => { const s = getComputedStyle(e), b = getComputedStyle(e.querySelector('b')); return [e.clientWidth, s.backgroundColor, s.color, b.fontSize, b.fontWeight, b.color].join() }"
    assert len({choices.nth(n).evaluate(look) for n in range(4)}) == 1, "all four look the same"
    expect(sheet.get_by_text("Your support carries on whatever you pick.")).to_be_visible()
    sheet.get_by_role("button", name="Send my answer").click()
    expect(sheet.get_by_text("Pick one of the four.")).to_be_visible()
    choices.filter(has_text="I agree with some of it").click()
    sheet.get_by_label("What would you change?").fill("The damp date keeps moving")
    sheet.get_by_role("button", name="Send my answer").click()
    expect(sheet).to_have_count(0)
    expect(jade.get_by_text("“I agree with some of it. The damp date keeps moving”")).to_be_visible()

    opens(dan, demo, f"/staff/people/{person}/plan")
    words = dan.locator("figure.voice", has_text="I love the view. Fix the damp first.")
    expect(words).to_be_visible()
    assert words.locator("button, input, textarea, [contenteditable]").count() == 0, "Dan sees the words, no more"
    expect(dan.locator(".acts > li", has_text="Set up your gas and electric")).to_contain_text("Done")

    ros = at_work(browser, demo, "ros")
    opens(ros, demo, f"/staff/sharing/{person}")
    panel = ros.locator("section.record")
    expect(panel.get_by_text("They said: Agree in part")).to_be_visible()
    expect(panel.get_by_text("The damp date keeps moving")).to_be_visible()
    ros.context.close()

    opens(jade, demo, "/me/looked")
    # His list of messages and his list of people are looks at her name too, and come after it.
    opened = jade.locator(".row", has_text="Dan Whitlow").filter(has_text="Opened your page or your plan")
    expect(opened.first).to_be_visible()
    expect(jade.locator(".row", has_text="Ros Achebe").first).to_be_visible()


def test_without_signal_the_plan_opens_and_an_answer_is_sent_once_when_it_is_back(
    dan: Page, browser: Browser, demo: Served
) -> None:
    callum = phone_of(browser, demo, "Callum Pryce", clock=True)
    opens(callum, demo, "/plan/home")
    sent = ask_database(demo, "SELECT count(*) FROM plan_answer")
    signal(callum, False)
    opens(callum, demo, "/plan")
    expect(callum.get_by_text(re.compile("You’re offline. Saved today at"))).to_be_visible()
    expect(callum.get_by_text("Opens when you have signal")).to_have_count(1)
    callum.get_by_role("link", name=re.compile("^Health and how I feel")).click()
    expect(callum.get_by_text("Health stays off your phone.")).to_be_visible()
    callum.goto(f"{demo.origin}/plan/answer")
    sheet = callum.get_by_role("dialog")
    sheet.get_by_text("I’ve read it, but I’m not sure yet").click()
    sheet.get_by_label("What would you change?").fill("Ask me about Leeds before you book it")
    sheet.get_by_role("button", name="Send my answer").click()
    expect(callum.get_by_text("1 thing you wrote will send when you’re back online.")).to_be_visible()
    assert "Ask me about Leeds" not in everything_kept(callum), "what waits is sealed too"
    opens(callum, demo, "/plan")
    expect(callum.get_by_text(re.compile("Ask me about Leeds"))).to_be_visible()
    expect(callum.get_by_text("Not sent yet", exact=True)).to_be_visible()
    signal(callum, True)
    callum.clock.fast_forward(16_000)  # no event says so: the phone tries again by itself
    expect(callum.get_by_text("1 thing you wrote will send")).to_have_count(0)
    expect(callum.get_by_text("You’re offline")).to_have_count(0)
    callum.reload()
    expect(callum.get_by_text(re.compile("Ask me about Leeds"))).to_be_visible()
    assert ask_database(demo, "SELECT count(*) FROM plan_answer") == sent + 1
    assert asks(dan, f"/api/plans/{people(dan)['Callum']['id']}")["current"]["answer"] == "not_now"
    callum.context.close()


def test_by_keyboard_alone_from_the_lock_to_the_answer(browser: Browser, demo: Served) -> None:
    page = phone_of(browser, demo, "Yusuf Rahmani")
    opens(page, demo, "/me")
    tab_to(page, "Lock now")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Unlock Onward")).to_be_visible()
    page.keyboard.type("27089")
    page.keyboard.press("Backspace")
    page.keyboard.type("94")
    expect(page.get_by_role("heading", name=re.compile("^My stuff|^Hi "))).to_be_visible()
    tab_to(page, "Plan")
    page.keyboard.press("Enter")
    tab_to(page, "My home")
    seen = page.evaluate("(s => [s.outlineStyle, s.outlineWidth])(getComputedStyle(document.activeElement))")
    assert seen == ["solid", "3px"], "the focus shows"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="My home")).to_be_focused()
    tab_to(page, "Plan")
    page.keyboard.press("Enter")
    tab_to(page, "Say what you think of it")
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("heading")).to_be_focused()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    tab_to(page, "Say what you think of it")
    page.keyboard.press("Enter")
    tab_to(page, "I agree with it")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("I agree with some of it")).to_be_checked()
    tab_to(page, "Send my answer")
    page.keyboard.press("Enter")
    expect(page.get_by_text("“I agree with some of it.”")).to_be_visible()
    page.context.close()


def test_this_isnt_me_ends_the_code_on_both_screens(dan: Page, browser: Browser, demo: Served) -> None:
    page = a_page(browser)
    shows_code(page, dan, demo, people(dan)["Shanice"])
    expect(page).to_have_url(f"{demo.origin}/join")
    page.get_by_role("button", name="This isn’t me").click()
    expect(page.get_by_role("heading", name="Thanks for telling us")).to_be_visible()
    expect(page.get_by_text("That code has ended.")).to_be_visible()
    expect(dan.get_by_text("Stopped. That phone got nothing.")).to_be_visible()
    page.get_by_role("button", name="Back to the start").click()
    expect(page.get_by_text("Ask your adviser to add this phone.")).to_be_visible()
    page.context.close()


def test_on_paper_is_the_whole_plan_and_nothing_to_press(jade: Page, demo: Served) -> None:
    opens(jade, demo, "/plan")
    expect(jade.get_by_role("button", name=re.compile("Save or print a copy"))).to_be_visible()
    jade.emulate_media(media="print")
    paper = jade.locator(".printed")
    expect(paper).to_be_visible()
    assert paper.locator(".print-head").all_inner_texts() == list(PARTS)
    expect(paper.get_by_text("Get the damp in the bedroom fixed")).to_be_visible()
    for screen in (".bar", ".tabbar", "main", "button:visible"):
        expect(jade.locator(screen).locator("visible=true")).to_have_count(0)
    assert len(jade.pdf(format="A4")) > 5_000
    jade.emulate_media(media="screen")
    expect(paper).to_be_hidden()
