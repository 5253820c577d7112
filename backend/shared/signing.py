"""The public half of the key that signs audit heads."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def public_key(key: bytes) -> bytes:
    """The Ed25519 public key of this private one (32 bytes), as PEM: what lies beside the heads file."""
    public = Ed25519PrivateKey.from_private_bytes(key).public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
