"""What the tests of a young person's phone do again and again: sign in, join, look what is kept, go without signal."""

import re
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.browser.at_work import asks
from tests.browser.conftest import PHONE, Served
from tests.browser.looks import every_look

PIN = "270894"
"""Of every phone that was signed in on the demo page."""

ADDRESSES = (
    "/", "/plan", "/plan/home", "/plan/health", "/plan/review", "/plan/answer", "/messages", "/messages/adviser",
    "/rights", "/rights/setting_up_home", "/rights/me", "/offer",
    "/me", "/me/documents", "/me/documents/passport", "/me/phones", "/me/looked", "/me/status", "/me/look", "/me/notices",
    "/me/install", "/near", "/help",
)  # fmt: skip
TITLES = {"Onward", "Plan – Onward", "Messages – Onward", "Rights – Onward", "Help – Onward", "My stuff – Onward"}


def a_page(browser: Browser) -> Page:
    """A phone that nobody has used for Onward."""
    page = browser.new_context(viewport=PHONE, reduced_motion="reduce", locale="en-GB").new_page()  # type: ignore[arg-type]
    page.set_default_timeout(10_000)
    return page


def phone_of(browser: Browser, council: Served, who: str, *, clock: bool = False) -> Page:
    """A phone of theirs that only they use, open on Today. With `clock` its time can be moved on."""
    page = a_page(browser)
    if clock:
        page.clock.install()
    page.goto(f"{council.origin}/demo")
    page.get_by_role("button", name=re.compile(who)).click()
    expect(page.get_by_role("heading", name=re.compile("^Hi "))).to_be_visible()
    return page


def opens(page: Page, council: Served, path: str) -> None:
    """The page at this address is there, with all that it waited for."""
    page.goto(council.origin + path)
    expect(page.get_by_role("heading").first).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def types_pin(page: Page, pin: str = PIN) -> None:
    """Taps six keys of the pad."""
    expect(page.get_by_role("heading", name="Unlock Onward")).to_be_visible()
    for digit in pin:
        page.get_by_role("button", name=digit, exact=True).click()


def unlocks(page: Page, council: Served) -> None:
    """The phone is open on Today again."""
    page.goto(council.origin)
    types_pin(page)
    expect(page.get_by_role("heading", name=re.compile("^Hi "))).to_be_visible()


def signal(page: Page, on: bool) -> None:
    """With or without signal, from now on; without, only what the phone keeps can answer."""
    if not on:
        page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.context.set_offline(not on)


def hides(page: Page, hidden: bool) -> None:
    """The person turns to another app, or comes back."""
    page.evaluate(
        """hidden => {
          Object.defineProperty(document, 'visibilityState', { configurable: true, value: hidden ? 'hidden' : 'visible' });
          document.dispatchEvent(new Event('visibilitychange'));
        }""",
        hidden,
    )


def everything_kept(page: Page) -> str:
    """All that this origin keeps in the browser, as text."""
    return str(
        page.evaluate(
            """async () => {
              const kept = { local: {...localStorage}, session: {...sessionStorage}, cookies: document.cookie, caches: {}, dbs: {} };
              for (const name of await caches.keys()) {
                const cache = await caches.open(name);
                for (const request of await cache.keys()) kept.caches[request.url] = await (await cache.match(request)).text();
              }
              for (const { name } of await indexedDB.databases()) {
                const db = await new Promise((y, n) => { const r = indexedDB.open(name); r.onsuccess = () => y(r.result); r.onerror = () => n(r.error); });
                for (const store of db.objectStoreNames) {
                  const all = await new Promise((y) => { const r = db.transaction(store).objectStore(store).getAll(); r.onsuccess = () => y(r.result); });
                  if (all.length) kept.dbs[store] = JSON.stringify(all, (k, x) => x instanceof ArrayBuffer ? new TextDecoder("latin1").decode(x) : x);
                }
                db.close();
              }
              return JSON.stringify(kept);
            }"""
        )
    )


def records_kept(page: Page) -> dict[str, int]:
    """How many records lie in each store of this phone's database; empty stores are left out."""
    return dict(
        page.evaluate(
            """async () => {
              const found = {};
              for (const { name } of await indexedDB.databases()) {
                const db = await new Promise((y, n) => { const r = indexedDB.open(name); r.onsuccess = () => y(r.result); r.onerror = () => n(r.error); });
                for (const store of db.objectStoreNames) {
                  const n = await new Promise((y) => { const r = db.transaction(store).objectStore(store).count(); r.onsuccess = () => y(r.result); });
                  if (n) found[store] = n;
                }
                db.close();
              }
              return found;
            }"""
        )
    )


def canaries(page: Page) -> set[str]:
    """Fifty and more texts of their own plan, names and dates of people around them: none may be left behind."""
    found: set[str] = set()

    def gather(value: Any) -> None:
        for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            gather(one)
        if isinstance(value, str) and " " in value:
            found.add(value)

    gather(asks(page, "/api/plans/mine"))
    gather(asks(page, "/api/people/me/team"))
    assert len(found) >= 50, f"only {len(found)} texts to look for"
    return found


def left_of(texts: set[str], page: Page) -> list[str]:
    """Which of these texts the document or its title still holds, painted or not."""
    whole = page.evaluate("document.documentElement.outerHTML + document.documentElement.textContent + document.title")
    return sorted(one for one in texts if one in whole)


def history_of(page: Page) -> list[dict[str, str]]:
    """Addresses and titles in this tab's history, as the Back button's list shows them."""
    told = page.context.new_cdp_session(page).send("Page.getNavigationHistory")
    return [{"url": one["url"], "title": one["title"]} for one in told["entries"]]


def joins(page: Page, adviser: Page, council: Served, person: dict[str, Any], *, others_use: bool) -> None:
    """This phone joins beside the adviser, by the same taps as in life, up to the first PIN; it is open on Today."""
    shows_code(page, adviser, council, person)
    born = asks(adviser, f"/api/people/{person['id']}")["born_on"].split("-")
    for label, value in zip(("Year", "Month", "Day"), born, strict=True):
        page.get_by_label(label).fill(value)
    page.get_by_text("Yes, or I’m not sure" if others_use else "No, only me").click()
    page.get_by_role("button", name="Carry on").click()
    expect(page.get_by_text("Show your phone to")).to_be_visible()
    adviser.get_by_role("button", name=re.compile("^Yes, this is")).click()
    page.get_by_label("Your new PIN").fill(PIN)
    page.get_by_label("The same PIN once more").fill(PIN)
    page.get_by_role("button", name="Save my PIN").click()
    expect(page.get_by_role("heading", name=f"Hi {person['known_as']}")).to_be_visible()


def shows_code(page: Page, adviser: Page, council: Served, person: dict[str, Any]) -> None:
    """The adviser shows a code for this person and this phone has scanned it."""
    adviser.goto(f"{council.origin}/staff/people/{person['id']}/phone")
    with adviser.expect_response(lambda r: r.url.endswith("/joining") and r.request.method == "POST") as made:
        adviser.get_by_role("button", name="Show the code").click()
    page.goto(made.value.json()["link"])
    expect(page.get_by_text("When is your birthday?")).to_be_visible()


def faults(page: Page, at: str) -> list[str]:
    """What is wrong with this screen of theirs in any look, its title among it."""
    found = [] if page.title() in TITLES else [f"the title is {page.title()}"]
    return [f"{at}, {one}" for one in found + every_look(page)]
