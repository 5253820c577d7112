"""A stock Firefox, driven by its own remote control (WebDriver BiDi), with pushes from a service on this machine.

Playwright cannot drive a stock Firefox. Nothing leaves the computer.
"""

import contextlib
import itertools
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import websockets

from tests.browser.autopush import AutoPush
from tests.browser.beside import Beside
from tests.browser.chrome_of_firefox import Marionette
from tests.browser.conftest import free_port

ALERT = "chrome://global/content/alerts/alert.xhtml"
ALERTS = f"[...Services.wm.getEnumerator(null)].filter(w => w.document.documentURI.startsWith('{ALERT}'))"


def firefox_esr() -> str:
    """The path of a Firefox that is installed. Without one the tests of real pushes fail: they are not to be skipped."""
    for name in ("firefox-esr", "firefox"):
        if found := shutil.which(name):
            return found
    raise RuntimeError("no Firefox is installed: `make test` does that")


def preferences(push: AutoPush) -> dict[str, Any]:
    """A fresh profile that takes pushes from `push` and asks nobody else for anything."""
    return {
        "dom.push.serverURL": f"ws://localhost:{push.wire}/",
        "dom.push.testing.allowInsecureServerURL": True,
        "dom.push.connection.enabled": True,  # remote control turns it off
        "permissions.default.desktop-notification": 1,
        "alerts.useSystemBackend": False,  # there is no desktop here
        "network.connectivity-service.enabled": False,
        "network.captive-portal-service.enabled": False,
        "network.manage-offline-status": False,
        "intl.accept_languages": "en-GB",
    }


class Firefox:
    """One window of it. Every wait ends in seconds."""

    def __init__(self, beside: Beside, wire: Any, own: Marionette) -> None:
        self._beside, self._wire, self._own, self._ids, self.page = beside, wire, own, itertools.count(1), ""

    async def _command(self, method: str, params: dict[str, Any]) -> Any:
        number = next(self._ids)
        await self._wire.send(json.dumps({"id": number, "method": method, "params": params}))
        while (said := json.loads(await self._wire.recv())).get("id") != number:
            pass
        if said["type"] == "error":
            raise RuntimeError(f"{said['error']}: {said['message']}")
        return said["result"]

    def command(self, method: str, **params: Any) -> Any:
        """What the browser answers to one command of BiDi."""
        return self._beside.do(self._command(method, params))

    def _evaluate(self, expression: str, context: str) -> Any:
        done = self.command(
            "script.evaluate",
            expression=expression,
            target={"context": context},
            awaitPromise=True,
            userActivation=True,
        )
        if done["type"] != "success":
            raise RuntimeError(done["exceptionDetails"]["text"])
        return done["result"].get("value")

    def js(self, expression: str) -> Any:
        """The value of this expression on the page, a plain one; promises are waited for."""
        return self._evaluate(expression, self.page)

    def goes(self, url: str) -> None:
        """The page has loaded this address."""
        self.command("browsingContext.navigate", context=self.page, url=url, wait="complete")

    def until(self, expression: str, seconds: float = 15) -> Any:
        """Waits until this expression is true on the page."""
        end = time.monotonic() + seconds
        while True:
            with contextlib.suppress(RuntimeError):  # between two pages there is none
                if value := self.js(expression):
                    return value
            if time.monotonic() > end:
                raise AssertionError(f"not within {seconds} s: {expression}\n{self.words()}")
            time.sleep(0.1)

    def words(self) -> str:
        """What the page says."""
        return str(self.js("document.title + ' at ' + location.pathname + '\\n' + document.body.innerText"))

    def sees(self, words: str, seconds: float = 15) -> None:
        """The page says these words."""
        self.until(f"document.body.innerText.includes({json.dumps(words)})", seconds)

    def taps(self, words: str) -> None:
        """Taps the first control that has these words."""
        find = f"[...document.querySelectorAll('a, button')].find(e => (e.innerText || e.ariaLabel || '').includes({json.dumps(words)}))"
        self.until(f"!!({find})")
        self.js(f"void {find}.click()")

    def pages(self) -> list[dict[str, Any]]:
        """The open tabs."""
        return list(self.command("browsingContext.getTree")["contexts"])

    def alerts(self) -> list[int]:
        """The notifications on the screen, the newest last: each is a window of Firefox's own."""
        return list(self._own.script(f"return {ALERTS}.map(w => w.docShell.browsingContext.id)"))

    def alert(self, seconds: float = 15) -> int:
        """The newest notification on the screen. Waits until there is one."""
        end = time.monotonic() + seconds
        while not (found := self.alerts()):
            if time.monotonic() > end:
                raise AssertionError("no notification is on the screen")
            time.sleep(0.1)
        return found[-1]

    def alert_says(self, alert: int) -> list[str]:
        """Title and words of a notification, once they are painted."""
        text = "(e => e?.getAttribute('value') || e?.textContent || '')(w.document.getElementById(i))"
        find = f"const w = {ALERTS}.find(w => w.docShell.browsingContext.id === arguments[0]);"
        said = ["", ""]
        for _ in range(50):
            said = list(
                self._own.script(f"{find} return ['alertTitleLabel', 'alertTextLabel'].map(i => {text})", alert)
            )
            if all(said):
                break
            time.sleep(0.1)
        return said

    def taps_alert(self, alert: int) -> None:
        """A person taps the notification."""
        find = f"{ALERTS}.find(w => w.docShell.browsingContext.id === arguments[0])"
        self._own.script(f"{find}.document.getElementById('alertBox').click()", alert)


@contextlib.contextmanager
def firefox(push: AutoPush) -> Iterator[Firefox]:
    """A fresh Firefox with an empty tab."""
    beside, port, own_port = Beside(), free_port(), free_port()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        wanted = {**preferences(push), "marionette.port": own_port}
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in wanted.items()]
        Path(profile, "user.js").write_text("".join(lines))
        argv = [firefox_esr(), "--headless", "--no-remote", "--profile", profile, "--marionette"]
        # The notification is a window of the browser itself: only with this may it be tapped.
        argv += ["--remote-debugging-port", str(port), "--remote-allow-system-access"]
        process = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip

        async def connect(address: str) -> Any:
            return await websockets.connect(address, max_size=None)

        try:
            # One session for both: pages by WebDriver BiDi, Firefox's own windows by Marionette.
            own = Marionette(own_port)
            session = own.command("WebDriver:NewSession", webSocketUrl=True)
            own.command("Marionette:SetContext", value="chrome")
            one = Firefox(beside, beside.do(connect(session["capabilities"]["webSocketUrl"]), 40), own)
            one.page = one.pages()[0]["context"]
            yield one
            own.end()
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
            beside.end()
