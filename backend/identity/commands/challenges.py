"""Passkey challenges: made for one purpose and one holder, used once within 60 seconds; and the check of what comes back."""

import base64
import binascii
import json
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import webauthn
from cryptography.exceptions import UnsupportedAlgorithm
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import generate_challenge, generate_user_handle
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AttestationConveyancePreference,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from backend.identity.rules import CHALLENGE_LIFE
from backend.identity.tables import Challenge, Passkey
from backend.shared.config import settings
from backend.shared.problems import WrongSignIn

MILLISECONDS = int(CHALLENGE_LIFE.total_seconds() * 1000)
# The name shows in the phone's own list of passkeys, so it says nothing about whose it is.
SHOWN_NAME = "Onward"
# What a browser sends may be broken in any way; the library lets these through as they come.
BROKEN = (WebAuthnException, ValueError, LookupError, TypeError, AttributeError, UnsupportedAlgorithm)


async def to_make(purpose: str, holder: UUID | None, now: datetime, known: list[bytes]) -> dict[str, Any]:
    """Options for making a passkey, as JSON. `known` credentials are not made twice."""
    handle = generate_user_handle()
    challenge = await _new(purpose, holder, now, handle)
    options = webauthn.generate_registration_options(
        rp_id=settings().rp_id,
        rp_name=SHOWN_NAME,
        user_id=handle,
        user_name=SHOWN_NAME,
        challenge=challenge,
        timeout=MILLISECONDS,
        attestation=AttestationConveyancePreference.NONE,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
    )
    return dict(json.loads(webauthn.options_to_json(options)))


async def to_use(purpose: str, holder: UUID | None, now: datetime, known: list[bytes]) -> dict[str, Any]:
    """Options for using a passkey, as JSON. No `known` ones: the phone offers what it has."""
    options = webauthn.generate_authentication_options(
        rp_id=settings().rp_id,
        challenge=await _new(purpose, holder, now, None),
        timeout=MILLISECONDS,
        allow_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(json.loads(webauthn.options_to_json(options)))


async def made(
    purpose: str, holder: UUID | None, now: datetime, credential: dict[str, Any]
) -> tuple[VerifiedRegistration, bytes]:
    """A new passkey that answers our challenge, and its user handle; raises WrongSignIn for anything else."""
    challenge, handle = await _spend(purpose, holder, now, credential)
    try:
        proof = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=settings().rp_id,
            expected_origin=settings().origin,
            require_user_verification=True,  # the library's default is False
        )
    except BROKEN as fault:
        raise WrongSignIn() from fault
    return proof, handle or b""


async def used(
    purpose: str, holder: UUID | None, now: datetime, credential: dict[str, Any]
) -> tuple[dict[str, Any], VerifiedAuthentication]:
    """The row of Passkey that answered our challenge, and the proof; raises WrongSignIn for anything else."""
    challenge, _ = await _spend(purpose, holder, now, credential)
    try:
        key = await Passkey.select().where(Passkey.credential == _plain(credential["rawId"])).first()
        if key is None or key["removed_at"] is not None:
            raise WrongSignIn()
        handle = credential["response"].get("userHandle")
        if handle and _plain(handle) != key["handle"]:
            raise WrongSignIn()
        proof = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=settings().rp_id,
            expected_origin=settings().origin,
            credential_public_key=key["public_key"],
            credential_current_sign_count=key["sign_count"],
            require_user_verification=True,
        )
    except BROKEN as fault:
        raise WrongSignIn() from fault
    return key, proof


async def count_use(key: dict[str, Any], proof: VerifiedAuthentication, now: datetime) -> None:
    """The passkey was used. A counter that another use has passed meanwhile is a copy: WrongSignIn. In the unlock's transaction."""
    fits = (
        (Passkey.sign_count < proof.new_sign_count)
        if proof.new_sign_count
        else (Passkey.sign_count == proof.new_sign_count)
    )
    counted = (
        await Passkey.update(
            {
                Passkey.sign_count: proof.new_sign_count,
                Passkey.last_used_at: now,
                Passkey.backed_up: proof.credential_backed_up,
            }
        )
        .where(Passkey.id == key["id"], Passkey.removed_at.is_null(), fits)
        .returning(Passkey.id)
    )
    if not counted:
        raise WrongSignIn()


async def _new(purpose: str, holder: UUID | None, now: datetime, handle: bytes | None) -> bytes:
    challenge = generate_challenge()
    await Challenge.insert(
        Challenge(
            hash=sha256(challenge).digest(),
            purpose=purpose,
            holder=holder,
            handle=handle,
            expires_at=now + CHALLENGE_LIFE,
        )
    )
    return challenge


async def _spend(
    purpose: str, holder: UUID | None, now: datetime, credential: dict[str, Any]
) -> tuple[bytes, bytes | None]:
    """The challenge that this answer names is used up, right or wrong; of two at once one gets it."""
    try:
        challenge = _plain(json.loads(_plain(credential["response"]["clientDataJSON"]))["challenge"])
    except BROKEN as fault:
        raise WrongSignIn() from fault
    rows = (
        await Challenge.delete()
        .where(
            Challenge.hash == sha256(challenge).digest(),
            Challenge.purpose == purpose,
            Challenge.holder.is_null() if holder is None else Challenge.holder == holder,
            Challenge.expires_at > now,
        )
        .returning(Challenge.handle)
    )
    if not rows:
        raise WrongSignIn()
    return challenge, rows[0]["handle"]


def _plain(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as fault:
        raise ValueError("not base64url") from fault
