"""Someone of the demo who uses the API itself, with no browser between."""

import json
import uuid
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import httpx

from tests.browser.conftest import Served


class ByApi:
    """One signed-in person. Cookies are kept by hand: they are Secure, and this is plain http on the loopback."""

    def __init__(self, council: Served, who: str) -> None:
        # Straight to the server, past any proxy in front of it.
        self._http, self._host = (
            httpx.Client(base_url=f"http://127.0.0.1:{council.env['PORT']}", timeout=20),
            urlsplit(council.origin).netloc,
        )
        self._cookies: dict[str, str] = {}
        self._token = ""
        cast = self.asks("GET", "/api/demo/cast")["people"]
        (one,) = [person for person in cast if who in person["name"]]
        self._token = self.asks("POST", "/api/demo/sign-in", {"id": one["id"]})["csrf"]
        self.id = one["id"]

    def asks(self, method: str, path: str, body: Any = None) -> Any:
        """The answer's JSON; an error with the server's own words when it refuses."""
        headers = {
            "cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
            "host": self._host,
            "sec-fetch-site": "same-origin",
            "x-onward-token": self._token,
        }
        if body is not None:
            headers["content-type"] = "application/json"
        answer = self._http.request(method, path, headers=headers, content=None if body is None else json.dumps(body))
        for one in answer.headers.get_list("set-cookie"):
            name, _, rest = one.partition("=")
            self._cookies[name] = rest.partition(";")[0]
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def writes(self, path: str, words: str) -> Any:
        """Sends a message there."""
        now = datetime.now(UTC).isoformat()
        return self.asks("POST", path, {"id": str(uuid.uuid4()), "words": words, "written_at": now})


def person(adviser: ByApi, known_as: str) -> dict[str, Any]:
    """One of this adviser's young people, by the name they are called."""
    (one,) = [row for row in adviser.asks("GET", "/api/caseload")["people"] if row["known_as"] == known_as]
    return dict(one)
