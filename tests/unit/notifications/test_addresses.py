# ruff: noqa: S104  addresses to be refused, not to listen on
"""Push addresses cannot be bent into requests inside (safety.md S17): forms by the hundred, and a canary that hears nothing."""

import asyncio
import itertools
import socket
from typing import Any

import httpcore
import pytest

from backend.notifications.addresses import endpoint_ok
from backend.notifications.connections import CANNOT, Connections
from backend.shared.outside import PublicOnly, is_public

GOOD = [
    "https://fcm.googleapis.com/fcm/send/abc:def", "https://fcm.googleapis.com:443/wp/x",
    "https://updates.push.services.mozilla.com/wpush/v2/gAAAA", "https://web.push.apple.com/QJ_x", "https://wns2-par02p.notify.windows.com/w/?token=B%2f",
]  # fmt: skip
INSIDE = [
    "127.0.0.1", "localhost", "2130706433", "0x7f000001", "017700000001", "127.1", "0", "0.0.0.0", "[::1]", "[::]", "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "10.0.0.1", "192.168.0.1", "172.16.0.1", "169.254.169.254",
    "metadata.google.internal", "[fe80::1]", "[fd00::1]", "100.64.0.1", "224.0.0.1", "[ff02::1]", "0177.0.0.1", "0x7f.1", "1270.0.0.1",
    "127。0。0。1", "①②⑦.⓪.⓪.①", "ⓛocalhost",
]  # fmt: skip
TRICKS = [
    "https://{}/", "http://{}/", "https://{}:443/x", "https://{}:8443/", "https://fcm.googleapis.com@{}/", "https://{}#@fcm.googleapis.com/",
    "https://{}?fcm.googleapis.com", "https://{}\\@fcm.googleapis.com/", "https://fcm.googleapis.com.{}/", "https://{}/fcm.googleapis.com",
    "https://x:y@{}/", "//{}/", "ftp://{}/", "https:///{}", "https://{}.push.apple.com.evil.example/", "https://{}%2f.push.apple.com/",
    "https://{}%00.push.apple.com/", "https://{}\t.push.apple.com/",
]  # fmt: skip
ODD = [
    "", "https://", "https://fcm.googleapis.com.", "https://fcm.googleapis.com./x", "https://FCM.googleapis.com.evil.example/", "https://push.apple.com.evil/",
    "https://evilpush.apple.com/", "https://evil-fcm.googleapis.com/", "https://fcm.googleapis.com:80/", "https://fcm.googleapis.com:99999/",
    "https://fcm.googleapis.com:x/", "https://user@fcm.googleapis.com/", "https://user:pw@fcm.googleapis.com/", "https://@fcm.googleapis.com/",
    "https://fcm.googleapis.com:/", "http://fcm.googleapis.com/", "https://fcm.googleapis.com/ x", "https://fcm.googleapis.com/\nx", "https://fcm。googleapis。com/",
    "https://fcm.googleapis.com\u3002evil.example/", "https://notify.windows.com/", ".push.apple.com", "https://.push.apple.com.", "javascript:alert(1)", "file:///etc/passwd",
    "https://fcm.googleapis.com\\@127.0.0.1/", "https://[fcm.googleapis.com]/", "https://fcm.googleapis.com/" + "x" * 1100, "https://fcm.googleapis.com:443:443/",
    "https://fcm.googleapis.com\x00.evil/", "HTTPS://127.0.0.1/", "https:fcm.googleapis.com/", "https:/fcm.googleapis.com/", "data:text/plain,x", "https://xn--fcm-googleapis-com/",
]  # fmt: skip
BAD = [trick.format(host) for trick, host in itertools.product(TRICKS, INSIDE)] + ODD


@pytest.mark.parametrize("url", GOOD)
def test_the_four_services_are_let_in(url: str) -> None:
    assert endpoint_ok(url)


def test_nothing_else_is() -> None:
    assert len(BAD) >= 400
    assert [url for url in BAD if endpoint_ok(url)] == []


def test_the_local_service_is_exactly_one_origin() -> None:
    local = "http://localhost:9999"
    assert endpoint_ok("http://localhost:9999/p/1", local=local)
    for url in ("http://localhost:9998/p/1", "http://localhost:99990/p", "http://localhost:9999@evil.example/", "http://localhost:9999", "https://localhost:9999/p",
                "http://localhost:9999.evil.example/", "http://127.0.0.1:9999/p"):  # fmt: skip
        assert not endpoint_ok(url, local=local), url
    assert not endpoint_ok("http://localhost:9999/p/1")


@pytest.mark.parametrize(
    "ip",
    ["127.0.0.1", "0.0.0.0", "10.1.2.3", "172.31.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "239.1.1.1", "255.255.255.255",
     "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "ff0e::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2002:808:808::",
     "2001::1", "2001:db8::1", "192.0.2.1", "198.18.0.1", "240.0.0.1"],
)  # fmt: skip
def test_addresses_that_are_not_on_the_internet(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["8.8.8.8", "142.250.74.10", "2a00:1450:4001:82a::200a"])
def test_addresses_that_are(ip: str) -> None:
    assert is_public(ip)


@pytest.fixture
async def canary() -> Any:
    """A listener on this machine; whoever connects is noted."""
    heard: list[object] = []

    async def note(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(writer.get_extra_info("peername"))
        writer.close()

    server = await asyncio.start_server(note, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1], heard
    server.close()


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "[::ffff:127.0.0.1]", "0.0.0.0"],
)
async def test_the_connections_themselves_go_to_nothing_inside(canary: Any, host: str) -> None:
    port, heard = canary
    http = Connections(timeout=2)
    with pytest.raises((httpcore.ConnectError, *CANNOT)):
        await http.post(f"http://{host}:{port}/", {}, b"x")
    await asyncio.sleep(0.05)
    assert heard == []


async def test_a_name_that_points_inside_and_one_that_changes_its_mind(
    canary: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    port, heard = canary
    loop, asked = asyncio.get_running_loop(), []

    async def rebinding(host: str, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        ips = ["127.0.0.1"] if len(asked) > 1 or host == "inside.push.apple.com" else ["203.0.114.7"]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ips]

    monkeypatch.setattr(loop, "getaddrinfo", rebinding)
    went: list[str] = []

    async def connect(self: Any, host: str, *_: Any, **__: Any) -> Any:
        went.append(host)
        raise httpcore.ConnectError("far away")

    monkeypatch.setattr(httpcore.AnyIOBackend, "connect_tcp", connect)
    backend = PublicOnly()
    with pytest.raises(httpcore.ConnectError):
        await backend.connect_tcp("changing.push.apple.com", port)
    assert (asked, went) == (["changing.push.apple.com"], ["203.0.114.7"])  # asked once, and the checked address used
    with pytest.raises(httpcore.ConnectError, match="not a public"):
        await backend.connect_tcp("inside.push.apple.com", port)
    assert (len(went), heard) == (1, [])


async def test_one_inside_among_many_answers_refuses_them_all(monkeypatch: pytest.MonkeyPatch) -> None:
    async def both(*_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443)) for ip in ("8.8.8.8", "10.0.0.1")]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", both)
    with pytest.raises(httpcore.ConnectError, match="not a public"):
        await PublicOnly().connect_tcp("two.push.apple.com", 443)
