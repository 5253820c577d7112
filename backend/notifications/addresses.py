"""Where a push may go: the four push services (safety.md S17)."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

HOSTS = ("fcm.googleapis.com", ".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com")
"""Google, Mozilla, Apple, Microsoft. A dot in front: any name under it."""
LONGEST = 1024


def endpoint_ok(url: str, *, local: str = "", hosts: Iterable[str] = HOSTS) -> bool:
    """Whether a push may go there: https on port 443 of a known service, or `local`, the tests' own service.

    Asked when subscribing, and again before every push.
    """
    if not (len(url) <= LONGEST and re.fullmatch(r"[!-~]+", url)) or "\\" in url:
        return False
    if local and url.startswith(f"{local}/"):
        return True
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        return False
    return (
        parts.scheme == "https"
        and re.fullmatch(r"[a-z0-9.-]+", host) is not None
        and parts.netloc.lower() in (host, f"{host}:443")  # no user, no odd way to write either
        and port in (None, 443)
        and any(host.endswith(one) if one.startswith(".") else host == one for one in hosts)
    )
