"""Every byte between a phone and Onward, counted at the phone's end of the line; in the open, or under TLS and HTTP/2."""

import base64
import contextlib
import datetime
import hashlib
import shutil
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from tests.browser.conftest import ROOT, free_port

FRONT = ROOT / "tests" / "browser" / "tls_front.mjs"


def not_at_a_months_end() -> None:
    """The phone's meter begins anew with each month of the machine's clock: what runs across it has nothing to compare."""
    now = datetime.datetime.now().astimezone()
    if (now + datetime.timedelta(minutes=20)).month != now.month:
        pytest.skip("the month ends within 20 minutes, and the meter begins anew with it")


class Wire:
    """A line that counts both ways. `behind`: the port at its other end. `cut` hangs up, as hours between two visits do."""

    def __init__(self, port: int, behind: int = 0) -> None:
        self.port, self.behind, self.down, self.up, self.lines = port, behind, 0, 0, 0
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def bytes(self) -> int:
        """All that has crossed since `reset`, both ways."""
        return self.down + self.up

    def reset(self) -> None:
        """From here on it counts anew."""
        self.down = self.up = self.lines = 0

    def cut(self) -> None:
        """Every connection is closed."""
        for one in list(self._open):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Nobody comes in any more."""
        self._listener.close()
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self.behind))
            except OSError:
                return
            self.lines += 1
            self._open |= {near, far}
            threading.Thread(target=self._pass, args=(near, far, "up"), daemon=True).start()
            threading.Thread(target=self._pass, args=(far, near, "down"), daemon=True).start()

    def _pass(self, here: socket.socket, there: socket.socket, way: str) -> None:
        with contextlib.suppress(OSError):
            while data := here.recv(65536):
                setattr(self, way, getattr(self, way) + len(data))
                there.sendall(data)
        for one in (here, there):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            self._open.discard(one)


def _certificate(name: str, key: rsa.RSAPrivateKey, by: str, signer: rsa.RSAPrivateKey, *, ca: bool) -> bytes:
    def named(words: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)])

    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(by))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=60))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    )
    return made.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def certificates(folder: Path) -> tuple[Path, Path]:
    """A key and a chain of two RSA certificates for localhost: about as long as those that councils have."""
    root, middle, leaf = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(3))
    key, chain = folder / "key.pem", folder / "chain.pem"
    pem, plain = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    key.write_bytes(leaf.private_bytes(pem, plain, serialization.NoEncryption()))
    chain.write_bytes(
        _certificate("localhost", leaf, "Middle", middle, ca=False)
        + _certificate("Middle", middle, "Root", root, ca=True)
    )
    return key, chain


def trusted(folder: Path) -> str:
    """The option with which Chromium takes this certificate as a real one, and keeps what came under it in its cache."""
    leaf = x509.load_pem_x509_certificate((folder / "chain.pem").read_bytes())
    spki = leaf.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return f"--ignore-certificate-errors-spki-list={base64.b64encode(hashlib.sha256(spki).digest()).decode()}"


@contextlib.contextmanager
def tls_front(folder: Path, behind: int) -> Iterator[tuple[int, Callable[[], None]]]:
    """The port of a proxy as a council has one: TLS 1.3 and HTTP/2 outside, HTTP/1.1 to the port behind.

    Beside it: call this for a release in which every file of the app changed.
    """
    key, chain = certificates(folder)
    port = free_port()
    argv = [str(shutil.which("node")), str(FRONT), str(port), str(behind), str(key), str(chain)]
    process = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        yield port, lambda: process.send_signal(signal.SIGUSR2)
    finally:
        process.terminate()
        process.wait(10)
