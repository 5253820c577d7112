"""Sealed fields (decisions 24): AES-256-GCM, one byte of key id, bound to the row they stand in."""

import hashlib
import hmac
import os
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from backend.shared.config import settings


class Unreadable(Exception):
    """A sealed value was changed, moved to another row, or its key is gone."""


@cache
def _ring() -> tuple[int, dict[int, AESGCM]]:
    keys = settings().field_keys
    return next(iter(keys)), {number: AESGCM(key) for number, key in keys.items()}


def seal(plain: bytes, where: str) -> bytes:
    """`plain` as key id (1 byte), nonce (12), ciphertext and tag (+16). `where` is "table.column:row id"."""
    active, ring = _ring()
    head, nonce = bytes([active]), os.urandom(12)
    return head + nonce + ring[active].encrypt(nonce, plain, head + where.encode())


def unseal(sealed: bytes, where: str) -> bytes:
    """What was sealed at exactly this place; raises Unreadable for anything else."""
    try:
        return _ring()[1][sealed[0]].decrypt(sealed[1:13], sealed[13:], sealed[:1] + where.encode())
    except (KeyError, IndexError, InvalidTag) as fault:
        raise Unreadable(where.split(":")[0]) from fault


def keyed_hash(purpose: str, value: bytes) -> bytes:
    """HMAC-SHA-256 under the council's own key, a different one for each purpose (32 bytes)."""
    key = hmac.new(settings().secret, purpose.encode(), hashlib.sha256).digest()
    return hmac.new(key, value, hashlib.sha256).digest()
