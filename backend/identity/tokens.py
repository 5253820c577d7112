"""Random secrets and what is kept of them. High-entropy secrets need no slow hash: SHA-256 is enough."""

import base64
import hashlib
import hmac
import secrets

from backend.identity.rules import SPOKEN_ALPHABET, SPOKEN_LENGTH, normal_spoken
from backend.shared.crypt import keyed_hash


def new_secret(bits: int) -> str:
    """So many random bits, url-safe, without padding."""
    return base64.urlsafe_b64encode(secrets.token_bytes(bits // 8)).decode().rstrip("=")


def hash_of(secret: str) -> bytes:
    """SHA-256 of a secret that we made; the only form in which it is kept."""
    return hashlib.sha256(secret.encode()).digest()


def pin_proof(device_secret: str, pin: str) -> bytes:
    """HMAC-SHA-256(device secret, PIN): without the phone's own cookie a PIN cannot be tried anywhere."""
    return hmac.new(device_secret.encode(), pin.encode(), hashlib.sha256).digest()


def new_spoken() -> str:
    """Eight characters to read aloud."""
    return "".join(secrets.choice(SPOKEN_ALPHABET) for _ in range(SPOKEN_LENGTH))


def spoken_hash(secret: str, spoken: str) -> bytes:
    """The keyed hash of the spoken characters with their link: 39 bits must not stand under a plain hash."""
    return keyed_hash("spoken", f"{secret}:{normal_spoken(spoken)}".encode())
