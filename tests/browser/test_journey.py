"""The whole thread on a council's own files: in, shared, on the phone, offline, answered, counted, and gone again."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from backend.shared.dates import london_date
from tests.browser.conftest import LAPTOP, PHONE, Served, chromium, served
from tests.browser.on_a_phone import everything_kept
from tests.ssda903_files import AYO, a_council, write

PLANTED = [
    f"{colour}{number:02d}lark" for colour in ("Amber", "Cobalt", "Russet", "Indigo", "Saffron") for number in range(10)
]
PASSWORD = "four plain words are enough"
PIN = "482915"


def plan_with_planted_words(plan: dict[str, Any]) -> dict[str, Any]:
    """The same plan with fifty words in it that stand nowhere else."""
    words = iter(PLANTED)

    def some(count: int) -> str:
        return " ".join(next(words) for _ in range(count))

    codes = [
        "home",
        "education",
        "work",
        "health",
        "money",
        "support_people",
        "relationships",
        "skills",
        "identity",
        "plan_b",
    ]
    actions = [action for matter in plan["matters"] for action in matter.get("actions", [])]
    for action in actions:
        action["what"] += f". Ask for {some(2)}"
        action["helps"] = f"You get {some(1)}"
    plan["matters"] = [
        {"code": code, "need": f"You like {some(2)}.", "support": f"We bring {some(1)}."} for code in codes
    ]
    plan["matters"][0]["actions"] = actions
    plan["if_things_change"] = [{"part": "home", "words": f"Ring us and say {some(4)}."}]
    plan["own_words"] = [{"part": "home", "words": f"I want {some(7)}.", "said_on": plan["written_on"]}]
    assert next(words, None) is None, "all fifty are planted"
    return plan


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An installation whose people and plans came from files."""
    today = london_date(datetime.now(UTC))  # the journey runs on the wall clock, as the browser does
    made = a_council(today=today, children=60)
    made.plans[AYO] = plan_with_planted_words(made.plans[AYO])
    folder = write(tmp_path_factory.mktemp("council"), made.files)
    with served("journey") as running:
        report = ("--report", str(folder / "report.csv"))
        said = running.command("import", str(folder), "--dry-run", *report)
        assert "nothing was" in said.lower() or "would" in said.lower(), said
        running.command("import", str(folder), *report)
        yield running


def staff_signs_in(council: Served, context: BrowserContext, email: str) -> Page:
    """A member of staff opens their one-use link, sets a password and a code app, and is in."""
    link = re.search(r"http\S+#\S+", council.command("staff", "add", "--email", email))
    assert link
    page = context.new_page()
    page.goto(link.group())
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    typed = page.locator("code").first.inner_text()
    page.get_by_label("6-number code from the app").fill(pyotp.TOTP(typed.replace(" ", "")).now())
    page.get_by_role("button", name="Finish and sign in").click()
    page.wait_for_url(re.compile(r"/staff(/sharing)?$"))
    return page


def figure(page: Page, stop: str) -> int:
    """The manager's figure for one stop, read anew."""
    answer = page.evaluate("fetch('/api/sharing').then(r => r.json())")
    page.reload()
    shown = page.locator(".chain:not(.mini) > li", has_text=stop).locator(".big").first
    expect(shown).to_have_text(re.compile(r"\d+"))
    (counted,) = [one["count"] for one in answer["stops"] if one["code"] == stop.lower()]
    assert int(shown.inner_text()) == counted, "the screen shows what the server counts"
    return int(counted)


def test_from_files_to_a_phone_and_away_again(council: Served, playwright: Playwright, tmp_path: Path) -> None:
    browser = playwright.chromium.launch(
        executable_path=chromium(), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    )
    office = browser.new_context(viewport=LAPTOP)
    adviser = staff_signs_in(council, office, "priya@tidewater.gov.uk")
    manager = staff_signs_in(council, browser.new_context(viewport=LAPTOP), "mina@tidewater.gov.uk")
    shared_before, opened_before, understood_before = (
        figure(manager, stop) for stop in ("Shared", "Opened", "Understood")
    )

    # The adviser finds Ayo, opens the plan and shares it. Long planted words set off a hint, so a reason is asked for.
    adviser.get_by_role("link", name="Young people").first.click()
    adviser.get_by_role("link", name=re.compile("Ayo")).first.click()
    adviser.wait_for_url(re.compile(r"/staff/people/[0-9a-f-]+$"))
    person = adviser.url
    adviser.goto(f"{person}/plan")
    adviser.get_by_role("button", name="Share with Ayo").click()
    sheet = adviser.get_by_role("dialog")
    sheet.get_by_role("button").first.click()
    sheet.get_by_role("textbox").fill("We went through every line together at home.")
    sheet.get_by_role("button", name="Share with Ayo").click()
    expect(sheet).to_have_count(0)
    assert figure(manager, "Shared") == shared_before + 1
    assert figure(manager, "Opened") == opened_before, "sharing opens nothing"

    # The adviser shows a code; the phone takes it. Counted: every tap that is not typing.
    adviser.goto(f"{person}/phone")
    with adviser.expect_response(lambda r: r.url.endswith("/joining") and r.request.method == "POST") as made:
        adviser.get_by_role("button", name="Show the code").click()
    link = made.value.json()["link"]
    expect(adviser.get_by_role("img", name=re.compile("Square code"))).to_be_visible()
    phone = playwright.chromium.launch_persistent_context(
        str(tmp_path / "phone"),
        executable_path=chromium(),
        args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        viewport=PHONE,
    )
    page = phone.new_page()
    taps = 0
    page.goto(link)
    expect(page.get_by_text("When is your birthday?")).to_be_visible()
    assert "#" not in page.url, "the secret is out of the address bar"
    born = next(row for row in a_council(today=london_date(datetime.now(UTC)), children=60).header if row[0] == AYO)[2]
    day, month, year = born.split("/")
    page.get_by_label("Day").fill(day)
    page.get_by_label("Month").fill(month)
    page.get_by_label("Year").fill(year)
    page.get_by_text("No, only me").click()
    taps += 1
    page.get_by_role("button", name="Carry on").click()
    taps += 1
    expect(page.get_by_text(re.compile("Show your phone to"))).to_be_visible()
    assert not [word for word in PLANTED if word in page.content()], "nothing before the adviser's yes"
    adviser.get_by_role("button", name=re.compile("Yes, this is Ayo")).click()
    # This Chromium has no finger to read, so the phone asks for a PIN at once.
    page.get_by_label("Your new PIN").fill(PIN)
    page.get_by_label("The same PIN once more").fill(PIN)
    page.get_by_role("button", name="Save my PIN").click()
    taps += 1
    expect(page.get_by_role("heading", name=re.compile("Hi Ayo"))).to_be_visible()
    assert taps <= 6, f"{taps} taps"

    # The plan is read, then read again in airplane mode.
    page.get_by_role("link", name="Plan", exact=True).click()
    page.get_by_role("link", name=re.compile("My home")).click()
    expect(page.get_by_text(PLANTED[0]).first).to_be_visible()
    manager.wait_for_timeout(500)
    assert figure(manager, "Opened") == opened_before + 1
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.reload()
    expect(page.get_by_text(PLANTED[0]).first).to_be_visible()
    phone.set_offline(True)
    page.goto(f"{council.origin}/plan/home")
    expect(page.get_by_text(PLANTED[0]).first).to_be_visible(timeout=4000)
    expect(page.get_by_text(re.compile("Saved today", re.I)).first).to_be_visible()
    kept = everything_kept(page)
    assert not [word for word in PLANTED if word in kept], "what is kept is sealed"

    # Help works with no signal and shows the council's numbers first.
    page.goto(f"{council.origin}/help")
    expect(page.get_by_text("01632 960").first).to_be_visible()
    phone.set_offline(False)

    # Back online: an answer, and exactly one figure moves by exactly one.
    page.goto(f"{council.origin}/plan/answer")
    if page.get_by_label(re.compile("PIN", re.I)).count():
        page.get_by_label(re.compile("PIN", re.I)).first.fill(PIN)
    page.get_by_text("I agree with some of it").click()
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_text(re.compile("You answered|What you think")).first).to_be_visible()
    assert figure(manager, "Understood") == understood_before + 1
    assert figure(manager, "Opened") == opened_before + 1
    assert figure(manager, "Shared") == shared_before + 1

    # Who looked: Priya did, and the phone says so.
    page.goto(f"{council.origin}/me/looked")
    expect(page.get_by_text("Priya").first).to_be_visible()

    # The adviser removes the phone; at its next contact nothing personal is left on it.
    adviser.goto(person)
    adviser.get_by_role("button", name=re.compile("^Remove")).first.click()
    adviser.get_by_role("button", name="Remove this phone").click()
    expect(adviser.get_by_text(re.compile("is removed"))).to_be_visible()
    page.goto(f"{council.origin}/plan/home")
    expect(page.get_by_text("Ask your adviser to add this phone.")).to_be_visible()
    kept = everything_kept(page)
    assert not [word for word in [*PLANTED, "Ayo"] if word in kept]
    phone.set_offline(True)
    page.goto(f"{council.origin}/plan/home")
    expect(page.get_by_text(re.compile("Ask your adviser to add this phone|offline", re.I)).first).to_be_visible()
    assert not [word for word in PLANTED if word in page.content()]
    page.goto(f"{council.origin}/help")
    expect(page.get_by_text("01632 960").first).to_be_visible()
    phone.close()
    left = {
        word: path.name
        for path in (tmp_path / "phone").rglob("*")
        if path.is_file() and path.stat().st_size < 20_000_000
        for content in [path.read_bytes()]
        for word in PLANTED
        if word.encode() in content or word.encode("utf-16-le") in content
    }
    assert left == {}, f"on the phone's disk: {json.dumps(left)}"
    browser.close()
    assert "Nothing was changed" in council.command("verify")
