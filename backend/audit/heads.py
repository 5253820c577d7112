"""The file of signed heads, outside the database: what shows a cut tail, a full re-hash and a restored old backup.

One JSON line for each head, its signature last: Ed25519 over the line without it. Anyone can check the newest line:

    tail -n 1 audit-heads.jsonl | sed 's/,"signature":.*/}/' | tr -d '\\n' > head.txt
    tail -n 1 audit-heads.jsonl | sed 's/.*"signature":"//; s/"}$//' | openssl base64 -d -A > head.sig
    openssl pkeyutl -verify -pubin -inkey audit-heads.pub -rawin -in head.txt -sigfile head.sig

Put the file where whoever runs the database cannot write, or copy it there. A new signing key starts a new file, and so
does a restored backup, after `verify` has said what it lacks: the old heads go on accusing whatever takes the place of
the lost rows. A new file may begin at any row, because each row holds all before it.
"""

import json
import os
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from backend.audit.rules import canonical
from backend.shared.signing import public_key

TAIL = 4096  # bytes, some ten heads


def last(path: Path) -> dict[str, Any] | None:
    """The newest whole head in the file; None when there is none. A line broken off by a crash is passed over."""
    if not path.exists():
        return None
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL))
        whole = [line for line in file.read().split(b"\n") if line.startswith(b"{") and line.endswith(b"}")]
    return dict(json.loads(whole[-1])) if whole else None


def append(path: Path, head: Mapping[str, Any], key: bytes) -> None:
    """The head stands in the file, signed and on the disk, and the public key stands beside it.

    Raises OSError when the storage is not there, ValueError when the file was begun with another signing key.
    """
    signer = Ed25519PrivateKey.from_private_bytes(key)
    _public_key(path.with_suffix(".pub"), public_key(key))
    line = canonical({**head, "signature": b64encode(signer.sign(canonical(head))).decode()}) + b"\n"
    if _broken_off(path):
        line = b"\n" + line
    _write(path, line, os.O_APPEND)


def unsigned(heads: list[dict[str, Any]], key: bytes) -> list[int]:
    """Which of these heads (counted from 1) do not carry our signature."""
    signer = Ed25519PrivateKey.from_private_bytes(key).public_key()
    found = []
    for place, head in enumerate(heads, 1):
        said = {name: value for name, value in head.items() if name != "signature"}
        try:
            signer.verify(b64decode(head["signature"], validate=True), canonical(said))
        except (KeyError, TypeError, NotBase64, InvalidSignature):
            found.append(place)
    return found


def _public_key(path: Path, pem: bytes) -> None:
    if not path.exists():
        _write(path, pem, os.O_TRUNC)
    elif path.read_bytes() != pem:
        raise ValueError(
            f"{path} belongs to another ONWARD_SIGNING_KEY: a new key needs a new ONWARD_AUDIT_HEADS file."
        )


def _broken_off(path: Path) -> bool:
    if not path.exists() or path.stat().st_size == 0:
        return False
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"


def _write(path: Path, content: bytes, how: int) -> None:
    fresh = not path.exists()
    file = os.open(path, os.O_WRONLY | os.O_CREAT | how, 0o644)
    try:
        os.write(file, content)
        os.fsync(file)
    finally:
        os.close(file)
    if fresh and os.name == "posix":  # the new name itself must be on the disk too
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
