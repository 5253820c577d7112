"""What a young person reads: who reads them, what is new, where they were; and what a screen reader hears."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.at_work import asks, at_work, people
from tests.browser.conftest import Served
from tests.browser.on_a_phone import (
    hides,
    history_of,
    opens,
    phone_of,
    signal,
)
from tests.browser.talking import SENT, box, bubble, in_thread, posts, says, thread, until, writes


@pytest.fixture(scope="module")
def dan(browser: Browser, demo: Served) -> Page:
    """Dan, who is the adviser of everyone here."""
    return at_work(browser, demo, "dan")


@pytest.fixture(scope="module")
def ids(dan: Page) -> dict[str, str]:
    """Dan's young people by the name they are called."""
    return {name: row["id"] for name, row in people(dan).items()}


def test_two_phones_say_the_same_in_the_same_order(
    browser: Browser, dan: Page, ids: dict[str, str], demo: Served
) -> None:
    one, two = in_thread(browser, demo, "Tobi Adeyinka"), in_thread(browser, demo, "Tobi Adeyinka")
    for n in range(3):
        writes(one, f"from one {n}")
        says(dan, ids["Tobi"], f"from Dan {n}")
        writes(two, f"from two {n}")
    for page in (one, two):
        for n in range(3):
            for who in ("one", "two", "Dan"):
                expect(bubble(page, f"from {who} {n}")).to_have_count(1)
        expect(page.locator("li.msg.wait")).to_have_count(0)
    kept = [m["words"] for m in thread(one) if m["words"].startswith("from ")]
    for page in (one, two):
        expect(bubble(page, "from two 2").locator(".st")).to_have_text(SENT)
        shown = [w for w in page.locator("li.msg .words").all_inner_texts() if w.startswith("from ")]
        assert shown == kept
    for page in (one, two):
        page.context.close()


def test_who_is_away_who_reads_and_what_this_is_not_for(browser: Browser, demo: Served) -> None:
    page = in_thread(browser, demo, "Jade Okoro")
    note = page.locator(".note.going")
    expect(note).to_contain_text("Dan is away until")
    expect(note).to_contain_text("Priya Nair will read your messages.")
    expect(note.get_by_role("link", name="Call the team")).to_have_attribute("href", re.compile(r"^tel:[0-9]+$"))
    line = page.get_by_text("Not for emergencies. In danger?")
    for _ in range(2):
        expect(line).to_be_in_viewport(ratio=1)
        expect(page.get_by_role("link", name="Get help now")).to_be_in_viewport(ratio=1)
        expect(page.get_by_role("link", name="Exit: hide Onward now")).to_be_in_viewport(ratio=1)
        page.locator(".view").evaluate("e => e.scrollTo(0, 0)")
    page.get_by_role("link", name="Get help now").click()
    expect(page.get_by_role("link", name="In danger? Call 999")).to_be_visible()
    page.context.close()


def test_before_the_first_message_they_are_told_also_without_signal(browser: Browser, demo: Served) -> None:
    page = in_thread(browser, demo, "Yusuf Rahmani", "nurse")
    expect(page.get_by_role("heading", name="Say hello to Carmel")).to_be_visible()
    assert box(page).count() == 0, "no word before they know who reads it"
    signal(page, False)
    page.get_by_role("button", name="Write to Carmel").click()
    sheet = page.get_by_role("dialog", name="Before you write")
    for words in (
        "Carmel Doyle can read what you write here.",
        "we must tell people who can help",
        "What you write stays on your record.",
    ):
        expect(sheet.get_by_text(words)).to_be_visible()
    sheet.get_by_role("button", name="OK").click()
    expect(box(page)).to_be_focused()
    expect(writes(page, "hello Carmel").locator(".st")).to_have_text("Will send when you’re back online")
    signal(page, True)
    expect(bubble(page, "hello Carmel").locator(".st")).to_have_text(SENT, timeout=20_000)
    until(page, lambda: [t["told"] for t in asks(page, "/api/messages/mine")["threads"]] == [True, True])
    opens(page, demo, "/messages/nurse")
    expect(box(page)).to_be_visible()
    page.context.close()


def test_with_two_threads_there_is_a_list_and_with_one_there_is_none(browser: Browser, demo: Served) -> None:
    page = phone_of(browser, demo, "Tobi Adeyinka")
    page.get_by_role("navigation", name="Main").get_by_role("link", name=re.compile("Messages$")).click()
    expect(page.get_by_role("heading", level=1, name="Messages")).to_be_visible()
    rows = page.get_by_role("main").get_by_role("listitem")
    expect(rows).to_have_count(2)
    rows.filter(has_text="Your nurse").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1, name="Carmel Doyle")).to_be_focused()
    page.get_by_role("link", name="Back to your messages").click()
    expect(rows).to_have_count(2)
    page.context.close()
    page = phone_of(browser, demo, "Jade Okoro")
    page.get_by_role("navigation", name="Main").get_by_role("link", name=re.compile("Messages$")).click()
    expect(page.get_by_role("heading", level=1, name="Dan Whitlow")).to_be_focused()
    page.get_by_role("link", name="Back to Today").click()
    expect(page.get_by_role("heading", name="Hi Jade")).to_be_visible()
    assert {one["title"] for one in history_of(page)} <= {"", "Onward", "Messages – Onward"}
    page.context.close()


def test_news_on_today_has_arrived_and_is_not_read(
    browser: Browser, dan: Page, ids: dict[str, str], demo: Served
) -> None:
    page = phone_of(browser, demo, "Tobi Adeyinka")
    expect(page.get_by_role("link", name="Message Dan")).to_be_visible()
    page.wait_for_timeout(2_500)  # the stream opens after Today
    says(dan, ids["Tobi"], "Your plan is ready to look at.")
    fresh = page.get_by_role("region", name="New message")
    expect(fresh).to_contain_text("Your plan is ready to look at.")
    tab = page.get_by_role("navigation", name="Main").get_by_role("link", name=re.compile("^Unread: ?1 ?Messages$"))
    expect(tab).to_be_visible()

    def marks() -> dict[str, int]:
        return dict(asks(dan, f"/api/messages/with/{ids['Tobi']}")["marks"])

    seq = asks(dan, f"/api/messages/with/{ids['Tobi']}")["last_seq"]
    until(page, lambda: marks()["delivered"] == seq)
    assert marks()["read"] < seq
    fresh.get_by_role("link").click()
    expect(bubble(page, "Your plan is ready to look at.")).to_be_visible()
    until(page, lambda: marks()["read"] == seq)
    page.get_by_role("link", name="Back to your messages").click()
    page.get_by_role("link", name="Today", exact=True).click()
    expect(page.get_by_role("navigation", name="Main").get_by_role("link", name="Messages", exact=True)).to_be_visible()
    expect(fresh).to_have_count(0)

    opens(page, demo, "/messages/adviser")
    hides(page, True)
    says(dan, ids["Tobi"], "Are you free at 2?")
    page.wait_for_timeout(1_500)
    assert marks() == {"delivered": seq, "read": seq, "reader": marks()["reader"]}, "out of sight nothing is read"
    hides(page, False)
    expect(bubble(page, "Are you free at 2?")).to_be_visible()
    until(page, lambda: marks()["read"] == seq + 1)
    page.context.close()


def test_reading_further_up_nothing_moves_and_a_button_tells(
    browser: Browser, dan: Page, ids: dict[str, str], demo: Served
) -> None:
    have = asks(dan, f"/api/messages/with/{ids['Callum']}")["last_seq"]
    for n in range(max(0, 56 - have)):
        says(dan, ids["Callum"], f"a longer story, part {n}")
    page = in_thread(browser, demo, "Callum Pryce")
    view = page.locator(".view")
    expect(page.locator("li.msg")).to_have_count(50)
    view.evaluate("e => e.scrollTo(0, 300)")
    page.wait_for_timeout(200)
    where = view.evaluate("e => e.scrollTop")
    assert where == 300
    says(dan, ids["Callum"], "and this is new")
    button = page.get_by_role("button", name="New message")
    expect(button).to_be_visible()
    assert view.evaluate("e => e.scrollTop") == where
    button.click()
    expect(bubble(page, "and this is new")).to_be_in_viewport()
    expect(button).to_have_count(0)
    says(dan, ids["Callum"], "at the end it follows")
    expect(bubble(page, "at the end it follows")).to_be_in_viewport()

    view.evaluate("e => e.scrollTo(0, 0)")
    first = page.locator("li.msg").first
    seen, top = first.get_attribute("data-seen"), first.bounding_box()
    page.get_by_role("button", name="Show earlier").click()
    expect(page.locator("li.msg")).not_to_have_count(52)
    expect(page.get_by_role("button", name="Show earlier")).to_have_count(0)
    after = page.locator(f"li.msg[data-seen='{seen}']").bounding_box()
    assert top
    assert after
    assert after["y"] == pytest.approx(top["y"], abs=60), "what was read stays where it was"
    page.context.close()


def test_a_reader_hears_each_new_message_once(browser: Browser, dan: Page, ids: dict[str, str], demo: Served) -> None:
    page = in_thread(browser, demo, "Jade Okoro")
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    page.wait_for_timeout(1_500)
    log.evaluate(
        """log => {
          window.heard = [];
          const silent = e => e.closest('[aria-live=off]') !== null;
          new MutationObserver(all => { for (const m of all) for (const n of m.addedNodes) {
            const e = n.nodeType === 1 ? n : n.parentElement;
            if (e && !silent(e)) window.heard.push(e.innerText.trim());
          } }).observe(log, { childList: true, subtree: true });
        }"""
    )
    writes(page, "said by me")
    expect(bubble(page, "said by me").locator(".st")).to_have_text(SENT)
    says(dan, ids["Jade"], "said by Dan")
    expect(bubble(page, "said by Dan")).to_be_visible()
    seq = thread(page)[-1]["seq"]
    posts(dan, f"/api/messages/with/{ids['Jade']}/marks", {"delivered": seq, "read": seq})
    expect(bubble(page, "said by me").locator(".st")).to_contain_text("Read")
    heard = [one for one in page.evaluate("window.heard") if one not in ("", "Today")]
    assert len(heard) == 2, heard
    assert "You said" in heard[0]
    assert "Dan said" in heard[1]
    page.context.close()
