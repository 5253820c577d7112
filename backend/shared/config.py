"""The council's settings, read once from the environment; every fault is named before anything starts."""

import base64
import binascii
import contextlib
import json
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from backend.shared.signing import public_key

FIRST_FOLDER = Path(__file__).resolve().parents[2]
NOTIFY_URL = "https://api.notifications.service.gov.uk"
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # FIPS 186-5, curve P-256
CLAIM_DAYS = {
    "ONWARD_CLAIM_SEE_DAYS": 2,
    "ONWARD_CLAIM_ANSWER_DAYS": 10,
    "ONWARD_CLAIM_GIVE_DAYS": 10,
    "ONWARD_CLAIM_CHALLENGE_DAYS": 10,
    "ONWARD_CLAIM_CONFIRM_DAYS": 3,
}
WEAK = {"secret", "changeme", "change-me", "password", "onward", "default", "test"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What one installation runs with. `demo` means the made-up council with the embedded database.

    `vapid_keys`: private P-256 numbers (32 bytes) by key number, the active one first (RFC 8292). `push_local`: the one
    push service on this machine that the demo's tests may use. `notify_key` is empty where no texts are sent.
    `reply_days`: working days within which an adviser answers. `claim_days`: working days within which a claim is seen,
    answered, given, and a challenge answered; and days after which the young person is asked whether it came.
    `advocate_name`, `advocate_phone`: who speaks up for a young person against the council.
    """

    demo: bool
    database_url: str | None
    state: Path
    origin: str
    secret: bytes
    field_keys: dict[int, bytes]
    signing_key: bytes
    audit_heads: Path
    council: str
    duty_name: str
    duty_phone: str
    duty_hours: str
    out_of_hours_phone: str
    leaving_care_phone: str
    vapid_subject: str
    vapid_keys: dict[int, bytes]
    push_local: str
    notify_url: str
    notify_key: str
    notify_template: str
    notify_callback: str
    reply_days: int
    claim_days: dict[str, int]
    advocate_name: str
    advocate_phone: str
    trusted_proxies: int

    @property
    def host(self) -> str:
        """Host and port as a browser sends them in its Host header."""
        return urlsplit(self.origin).netloc

    @property
    def rp_id(self) -> str:
        """The passkey relying party: the bare host name of our origin."""
        return urlsplit(self.origin).hostname or ""


class Refused(SystemExit):
    """The app does not start; `faults` holds every reason at once."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("Onward does not start yet:\n" + "\n".join(f"  - {fault}" for fault in faults))


def state_folder(environ: Mapping[str, str]) -> Path:
    """Where the embedded database and the demo's keys live: ONWARD_STATE, else ./.onward."""
    return Path(environ.get("ONWARD_STATE") or FIRST_FOLDER / ".onward").resolve()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _field_keys(text: str) -> dict[int, bytes]:
    keys: dict[int, bytes] = {}
    for part in filter(None, text.split(",")):
        number, _, key = part.strip().partition(":")
        if not number.isdecimal() or not 1 <= int(number) <= 255 or int(number) in keys:
            return {}
        keys[int(number)] = _bytes(key)
    return keys


def _begun_with_another_key(heads: Path, signing_key: bytes) -> bool:
    beside = heads.with_suffix(".pub")
    return beside.exists() and beside.read_bytes() != public_key(signing_key)


def faults(environ: Mapping[str, str]) -> list[str]:
    """Everything that stops a council's own installation from starting, each with what to do. Empty means ready."""
    get = environ.get
    found = []
    if not get("DATABASE_URL"):
        found.append(
            "DATABASE_URL is missing: point it at your PostgreSQL 15 or newer. The embedded one is for the demo only."
        )
    elif not get("DATABASE_URL", "").startswith(("postgresql://", "postgres://")):
        found.append("DATABASE_URL must start with postgresql://.")
    if get("ONWARD_DEMO"):
        found.append("ONWARD_DEMO is on: the demo lets anyone sign in. Take it out.")
    if get("ONWARD_DEBUG"):
        found.append("ONWARD_DEBUG is on: it shows inner details to callers. Take it out.")
    secret = get("ONWARD_SECRET", "")
    if not secret:
        found.append("ONWARD_SECRET is missing: run `python -m backend new-keys`.")
    elif secret.lower() in WEAK or len(_bytes(secret)) < 32 or len(set(_bytes(secret))) < 12:
        found.append("ONWARD_SECRET is a default or too weak: it must be 32 random bytes in base64.")
    keys = _field_keys(get("ONWARD_FIELD_KEYS", ""))
    if not get("ONWARD_FIELD_KEYS"):
        found.append("ONWARD_FIELD_KEYS is missing: run `python -m backend new-keys`.")
    elif not keys or any(len(key) != 32 or len(set(key)) < 12 for key in keys.values()):
        found.append("ONWARD_FIELD_KEYS must read 1:<32 random bytes in base64>, newest first, numbers 1 to 255.")
    if _bytes(secret) and _bytes(secret) in keys.values():
        found.append("ONWARD_SECRET and ONWARD_FIELD_KEYS hold the same key: each needs its own.")
    signing = _bytes(get("ONWARD_SIGNING_KEY", ""))
    if not get("ONWARD_SIGNING_KEY"):
        found.append("ONWARD_SIGNING_KEY is missing: run `python -m backend new-keys`.")
    elif len(signing) != 32 or len(set(signing)) < 12:
        found.append("ONWARD_SIGNING_KEY must be 32 random bytes in base64.")
    heads = get("ONWARD_AUDIT_HEADS", "")
    if not heads:
        found.append("ONWARD_AUDIT_HEADS is missing: name a file on other storage than the database.")
    elif not Path(heads).is_absolute() or not Path(heads).parent.is_dir():
        found.append("ONWARD_AUDIT_HEADS must be a full path in a folder that exists.")
    elif len(signing) == 32 and _begun_with_another_key(Path(heads), signing):
        found.append(
            "ONWARD_AUDIT_HEADS was begun with another ONWARD_SIGNING_KEY: bring that key back, or name a new file."
        )
    origin = urlsplit(get("ONWARD_ORIGIN", ""))
    if not origin.hostname:
        found.append("ONWARD_ORIGIN is missing: the address people open, like https://onward.example.gov.uk.")
    elif origin.scheme != "https" or origin.path not in ("", "/") or origin.query or origin.username:
        found.append("ONWARD_ORIGIN must be an https address with nothing after the name.")
    elif re.search(r"(^|[.-])(care|leaving-?care|careleavers?|lac|childrens?-?services)([.-]|$)", origin.hostname):
        found.append("ONWARD_ORIGIN shows that its owner was in care: choose a neutral name.")
    for name, what in (
        ("ONWARD_COUNCIL", "the council's name"),
        ("ONWARD_DUTY_PHONE", "the daytime duty number"),
        ("ONWARD_OUT_OF_HOURS_PHONE", "the emergency duty team's number out of hours"),
        ("ONWARD_LEAVING_CARE_PHONE", "the leaving care team's number"),
    ):
        if not get(name, "").strip():
            found.append(f"{name} is missing: {what}, which Help must show.")
        elif name.endswith("PHONE") and not re.fullmatch(r"\+?[0-9 ]{3,20}", get(name, "").strip()):
            found.append(f"{name} is not a phone number: use digits and spaces.")
    subject = get("ONWARD_VAPID_SUBJECT", "")
    if not subject:
        found.append("ONWARD_VAPID_SUBJECT is missing: a mailto: address that push services can write to.")
    elif not re.fullmatch(r"(mailto:[^@\s]+@|https://)[a-z0-9-]+(\.[a-z0-9-]+)+(/\S*)?", subject, re.I) or re.search(
        r"(localhost|\.local|\.invalid|\.test|example\.(com|org|net))(/|$)", subject, re.I
    ):
        found.append("ONWARD_VAPID_SUBJECT must be a real mailto: or https address: push services refuse made-up ones.")
    found += _push_faults(environ) + _text_faults(environ) + _claim_faults(environ)
    if not get("ONWARD_REPLY_DAYS", "2").isdecimal() or not 1 <= int(get("ONWARD_REPLY_DAYS", "2")) <= 10:
        found.append("ONWARD_REPLY_DAYS must be 1 to 10: the working days within which an adviser answers.")
    if not get("ONWARD_TRUSTED_PROXIES", "1").isdecimal():
        found.append("ONWARD_TRUSTED_PROXIES must be the number of proxies in front, usually 1.")
    return found


def _push_faults(environ: Mapping[str, str]) -> list[str]:
    keys, found = environ.get("ONWARD_VAPID_KEYS", ""), []
    if not keys:
        found.append("ONWARD_VAPID_KEYS is missing: run `python -m backend new-keys`.")
    elif not _vapid_keys(keys):
        found.append(
            "ONWARD_VAPID_KEYS must read 1:<32 random bytes in base64>, newest first, numbers 1 to 255, each a P-256 key."
        )
    if environ.get("ONWARD_DEMO_PUSH"):
        found.append("ONWARD_DEMO_PUSH is on: it lets pushes go to this machine. Take it out.")
    return found


def _text_faults(environ: Mapping[str, str]) -> list[str]:
    """Texts are all set up or not at all."""
    names = ("ONWARD_NOTIFY_KEY", "ONWARD_NOTIFY_TEMPLATE", "ONWARD_NOTIFY_CALLBACK")
    given = [name for name in names if environ.get(name)]
    found = [f"{name} is missing: texts need it too." for name in names if given and name not in given]
    uuid = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    if environ.get(names[0]) and not re.fullmatch(rf".+-{uuid}-{uuid}", environ[names[0]]):
        found.append("ONWARD_NOTIFY_KEY is not a GOV.UK Notify key: copy it whole.")
    if environ.get(names[1]) and not re.fullmatch(uuid, environ[names[1]]):
        found.append("ONWARD_NOTIFY_TEMPLATE is not a template id: copy it from GOV.UK Notify.")
    if environ.get(names[2]) and len(environ[names[2]]) < 20:
        found.append("ONWARD_NOTIFY_CALLBACK is too short: use 20 random characters and more.")
    if urlsplit(environ.get("ONWARD_NOTIFY_URL", NOTIFY_URL)).scheme != "https":
        found.append("ONWARD_NOTIFY_URL must be an https address.")
    return found


def _claim_faults(environ: Mapping[str, str]) -> list[str]:
    found = [
        f"{name} must be 1 to 60: days that you promise to whoever asks for something."
        for name in CLAIM_DAYS
        if (said := environ.get(name)) is not None and (not said.isdecimal() or not 1 <= int(said) <= 60)
    ]
    phone = environ.get("ONWARD_ADVOCATE_PHONE")
    if phone is not None and not re.fullmatch(r"\+?[0-9 ]{3,20}", phone.strip()):
        found.append("ONWARD_ADVOCATE_PHONE is not a phone number: use digits and spaces.")
    return found


def _claim_days(environ: Mapping[str, str]) -> dict[str, int]:
    """By what it is for: see, answer, give, challenge, confirm."""
    start, end = len("ONWARD_CLAIM_"), -len("_DAYS")
    return {name[start:end].lower(): int(environ.get(name, usual)) for name, usual in CLAIM_DAYS.items()}


def _vapid_keys(text: str) -> dict[int, bytes]:
    """The keys by number; empty when any is no private number of the curve P-256."""
    keys = _field_keys(text)
    good = all(len(key) == 32 and 0 < int.from_bytes(key, "big") < P256_ORDER for key in keys.values())
    return keys if good else {}


def _demo_keys(state: Path) -> dict[str, str]:
    """The demo's own random keys, made once and kept beside its data, readable by their owner alone."""
    path = state / "keys.json"
    if not path.exists():
        state.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(new_keys()))
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)  # two starts may meet here; the first link wins
        fresh.unlink()
    kept = dict(json.loads(path.read_text()))
    if missing := {name: value for name, value in new_keys().items() if name not in kept}:
        kept |= missing  # a demo from before this key was needed
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(kept))
        fresh.replace(path)
    return kept


def new_keys() -> dict[str, str]:
    """Fresh random keys for a new installation, as environment names and values."""

    def random() -> str:
        return base64.b64encode(secrets.token_bytes(32)).decode()

    vapid = base64.b64encode((secrets.randbelow(P256_ORDER - 1) + 1).to_bytes(32, "big")).decode()
    return {
        "ONWARD_SECRET": random(),
        "ONWARD_FIELD_KEYS": f"1:{random()}",
        "ONWARD_SIGNING_KEY": random(),
        "ONWARD_VAPID_KEYS": f"1:{vapid}",
    }


def read(environ: Mapping[str, str]) -> Settings:
    """The settings in this environment; raises Refused with every fault when a council could not run on them."""
    state = state_folder(environ)
    demo = environ.get("ONWARD_DEMO") == "1" and not environ.get("DATABASE_URL")
    if demo:
        port = environ.get("PORT", "8000")
        environ = {
            "ONWARD_ORIGIN": f"http://localhost:{port}",
            "ONWARD_COUNCIL": "Tidewater Council",
            "ONWARD_DUTY_PHONE": "01632 960 011",
            "ONWARD_OUT_OF_HOURS_PHONE": "01632 960 022",
            "ONWARD_LEAVING_CARE_PHONE": "01632 960 033",
            "ONWARD_VAPID_SUBJECT": "mailto:onward@tidewater.gov.uk",
            "ONWARD_AUDIT_HEADS": str(state / "audit-heads.jsonl"),
            "ONWARD_TRUSTED_PROXIES": "0",
            **_demo_keys(state),
            **environ,
        }
    elif found := faults(environ):
        raise Refused(found)
    return Settings(
        demo=demo,
        database_url=environ.get("DATABASE_URL"),
        state=state,
        origin=environ["ONWARD_ORIGIN"].rstrip("/"),
        secret=_bytes(environ["ONWARD_SECRET"]),
        field_keys=_field_keys(environ["ONWARD_FIELD_KEYS"]),
        signing_key=_bytes(environ["ONWARD_SIGNING_KEY"]),
        audit_heads=Path(environ["ONWARD_AUDIT_HEADS"]),
        council=environ["ONWARD_COUNCIL"].strip(),
        duty_name=environ.get("ONWARD_DUTY_NAME", "Duty team").strip(),
        duty_phone=environ["ONWARD_DUTY_PHONE"].strip(),
        duty_hours=environ.get("ONWARD_DUTY_HOURS", "Monday to Friday, 9am to 5pm").strip(),
        out_of_hours_phone=environ["ONWARD_OUT_OF_HOURS_PHONE"].strip(),
        leaving_care_phone=environ["ONWARD_LEAVING_CARE_PHONE"].strip(),
        vapid_subject=environ["ONWARD_VAPID_SUBJECT"],
        vapid_keys=_vapid_keys(environ["ONWARD_VAPID_KEYS"]),
        push_local=environ.get("ONWARD_DEMO_PUSH", "").rstrip("/"),
        notify_url=environ.get("ONWARD_NOTIFY_URL", NOTIFY_URL).rstrip("/"),
        notify_key=environ.get("ONWARD_NOTIFY_KEY", ""),
        notify_template=environ.get("ONWARD_NOTIFY_TEMPLATE", ""),
        notify_callback=environ.get("ONWARD_NOTIFY_CALLBACK", ""),
        reply_days=int(environ.get("ONWARD_REPLY_DAYS", "2")),
        claim_days=_claim_days(environ),
        advocate_name=environ.get("ONWARD_ADVOCATE_NAME", "Coram Voice").strip(),
        advocate_phone=environ.get("ONWARD_ADVOCATE_PHONE", "0808 800 5792").strip(),
        trusted_proxies=int(environ.get("ONWARD_TRUSTED_PROXIES", "1")),
    )


@cache
def settings() -> Settings:
    """This process's settings, read from the environment once."""
    return read(os.environ)
