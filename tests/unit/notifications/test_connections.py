"""Connections to push services: kept, side by side, HTTP/2 where the service speaks it; a bad one harms nobody."""

import asyncio
import datetime
import ipaddress
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import h2.config
import h2.connection
import h2.events
import httpcore
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from backend.notifications.connections import Connections
from tests.push_service import CUT, GARBAGE, HANG, RESET, PushService


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and its own certificate for 127.0.0.1, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([]), datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(secret + made.public_bytes(Encoding.PEM))
    return path


class Multiplexed:
    """A push service that speaks HTTP/2 alone. `/slow` is answered when `go` is set; `/never` never is."""

    def __init__(self) -> None:
        self.connections, self.seen, self.go = 0, list[str](), asyncio.Event()

    @asynccontextmanager
    async def running(self, certificate: Path) -> AsyncIterator[str]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        context.set_alpn_protocols(["h2"])
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=context)
        yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        spoken = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding="utf-8"))
        spoken.initiate_connection()
        writer.write(spoken.data_to_send())
        late: set[asyncio.Task[None]] = set()

        async def answer(stream: int, path: str) -> None:
            if path == "/slow":
                await self.go.wait()
            spoken.send_headers(stream, [(":status", "201"), ("retry-after", "7")], end_stream=True)
            writer.write(spoken.data_to_send())

        paths: dict[int, str] = {}
        while data := await reader.read(65536):
            for event in spoken.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    paths[event.stream_id] = dict(event.headers)[":path"]
                elif isinstance(event, h2.events.StreamEnded):
                    path = paths[event.stream_id]
                    self.seen.append(path)
                    if path != "/never":
                        late.add(asyncio.create_task(answer(event.stream_id, path)))
            writer.write(spoken.data_to_send())
        writer.close()


async def test_http_2_where_the_service_speaks_it_and_the_connection_is_kept(certificate: Path) -> None:
    service = Multiplexed()
    async with service.running(certificate) as origin:
        http = Connections(origin, verify=ssl.create_default_context(cafile=certificate))
        for _ in range(5):
            assert await http.post(f"{origin}/one", {"ttl": "60"}, b"x" * 615) == (201, "7")
        assert (service.connections, service.seen) == (1, ["/one"] * 5)
        await http.aclose()


async def test_a_slow_answer_on_http_2_holds_nobody_up(certificate: Path) -> None:
    service = Multiplexed()
    async with service.running(certificate) as origin:
        http = Connections(origin, verify=ssl.create_default_context(cafile=certificate))
        slow = [asyncio.create_task(http.post(f"{origin}/slow", {}, b"x")) for _ in range(10)]
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await http.post(f"{origin}/never", {}, b"x")
        for _ in range(20):
            assert (await http.post(f"{origin}/quick", {}, b"x"))[0] == 201
        assert not any(task.done() for task in slow)
        service.go.set()
        assert [status for status, _ in await asyncio.gather(*slow)] == [201] * 10
        await http.aclose()


async def test_http_1_1_connections_are_kept_and_are_as_many_as_are_needed() -> None:
    async with PushService().running() as service:
        http = Connections(service.origin)
        for _ in range(5):
            await http.post(f"{service.origin}/p/1", {}, b"x")
        (free,) = http._free.values()
        assert len(free) == 1, "one after another need one"
        await asyncio.gather(*(http.post(f"{service.origin}/p/1", {}, b"x") for _ in range(10)))
        assert len(free) == 10
        assert len(service.posts) == 15
        await http.aclose()


@pytest.mark.parametrize("mischief", [RESET, GARBAGE, CUT])
async def test_a_connection_that_broke_is_never_used_again(mischief: str) -> None:
    async with PushService().running() as service:
        http = Connections(service.origin)
        service.script["/p/1"] += [201, mischief]
        assert (await http.post(f"{service.origin}/p/1", {}, b"x"))[0] == 201
        with pytest.raises((httpcore.NetworkError, httpcore.ProtocolError)):
            await http.post(f"{service.origin}/p/1", {}, b"x")
        for _ in range(3):
            assert (await http.post(f"{service.origin}/p/1", {}, b"x"))[0] == 201
        await http.aclose()


async def test_one_that_hangs_leaves_the_others_alone_and_nothing_behind() -> None:
    async with PushService().running() as service:
        http = Connections(service.origin)
        service.script["/p/hang"] += [HANG] * 3

        async def hang() -> None:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.2):
                    await http.post(f"{service.origin}/p/hang", {}, b"x")

        async def go_on() -> None:
            for _ in range(20):
                assert (await http.post(f"{service.origin}/p/1", {}, b"x"))[0] == 201

        await asyncio.gather(hang(), hang(), hang(), go_on())
        (free,) = http._free.values()
        assert len(free) == 1
        await http.aclose()


async def test_a_quiet_connection_that_the_service_closed_is_replaced() -> None:
    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\nx")
        writer.write(b"HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n")  # and it says nothing of closing
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(once, "127.0.0.1", 0)
    origin = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    http = Connections(origin)
    for _ in range(3):
        assert (await http.post(f"{origin}/p/1", {}, b"x"))[0] == 201
        await asyncio.sleep(0.05)
    (free,) = http._free.values()
    assert len(free) == 1
    await http.aclose()
    server.close()
