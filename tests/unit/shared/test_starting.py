"""Every setting that would harm someone is refused by name, and all of them at once."""

import base64
import json
from pathlib import Path

import pytest

from backend.audit import heads
from backend.shared import config, embedded
from tests.conftest import STATE, council

SAME = base64.b64encode(b"\x01" * 32).decode()

TEXTS = {
    "ONWARD_NOTIFY_KEY": "onward-11111111-2222-3333-4444-555555555555-66666666-7777-8888-9999-000000000000",
    "ONWARD_NOTIFY_TEMPLATE": "11111111-2222-3333-4444-555555555555",
    "ONWARD_NOTIFY_CALLBACK": "twenty and more random ones",
}

BAD = [
    ({"DATABASE_URL": ""}, "DATABASE_URL is missing"),
    ({"DATABASE_URL": "mysql://there/onward"}, "DATABASE_URL must start with postgresql://"),
    ({"ONWARD_DEMO": "1"}, "ONWARD_DEMO is on"),
    ({"ONWARD_DEBUG": "1"}, "ONWARD_DEBUG is on"),
    ({"ONWARD_SECRET": ""}, "ONWARD_SECRET is missing"),
    ({"ONWARD_SECRET": "changeme"}, "ONWARD_SECRET is a default or too weak"),
    ({"ONWARD_SECRET": "c2hvcnQ="}, "ONWARD_SECRET is a default or too weak"),
    ({"ONWARD_SECRET": SAME}, "ONWARD_SECRET is a default or too weak"),
    ({"ONWARD_FIELD_KEYS": ""}, "ONWARD_FIELD_KEYS is missing"),
    ({"ONWARD_FIELD_KEYS": "nonsense"}, "ONWARD_FIELD_KEYS must read"),
    ({"ONWARD_FIELD_KEYS": f"1:{SAME}"}, "ONWARD_FIELD_KEYS must read"),
    ({"ONWARD_FIELD_KEYS": "300:Zm9yIHRlc3RzIG9ubHk6IDMyIGJ5dGVzIG9mIGxvdmU="}, "ONWARD_FIELD_KEYS must read"),
    ({"ONWARD_FIELD_KEYS": "1:Zm9yIHRlc3RzIG9ubHk6IDMyIGJ5dGVzIG9mIGxvdmU="}, "hold the same key"),
    ({"ONWARD_SIGNING_KEY": ""}, "ONWARD_SIGNING_KEY is missing"),
    ({"ONWARD_SIGNING_KEY": "c2hvcnQ="}, "ONWARD_SIGNING_KEY must be 32 random bytes"),
    ({"ONWARD_AUDIT_HEADS": ""}, "ONWARD_AUDIT_HEADS is missing"),
    ({"ONWARD_AUDIT_HEADS": "heads.jsonl"}, "ONWARD_AUDIT_HEADS must be a full path"),
    ({"ONWARD_AUDIT_HEADS": "/no/such/folder/heads.jsonl"}, "ONWARD_AUDIT_HEADS must be a full path"),
    ({"ONWARD_ORIGIN": ""}, "ONWARD_ORIGIN is missing"),
    ({"ONWARD_ORIGIN": "http://onward.example.gov.uk"}, "ONWARD_ORIGIN must be an https address"),
    ({"ONWARD_ORIGIN": "https://onward.example.gov.uk/app"}, "ONWARD_ORIGIN must be an https address"),
    ({"ONWARD_ORIGIN": "https://careleavers.example.gov.uk"}, "ONWARD_ORIGIN shows that its owner was in care"),
    ({"ONWARD_COUNCIL": " "}, "ONWARD_COUNCIL is missing"),
    ({"ONWARD_DUTY_PHONE": ""}, "ONWARD_DUTY_PHONE is missing"),
    ({"ONWARD_OUT_OF_HOURS_PHONE": ""}, "ONWARD_OUT_OF_HOURS_PHONE is missing"),
    ({"ONWARD_OUT_OF_HOURS_PHONE": "ask at the desk"}, "ONWARD_OUT_OF_HOURS_PHONE is not a phone number"),
    ({"ONWARD_LEAVING_CARE_PHONE": ""}, "ONWARD_LEAVING_CARE_PHONE is missing"),
    ({"ONWARD_VAPID_SUBJECT": ""}, "ONWARD_VAPID_SUBJECT is missing"),
    ({"ONWARD_VAPID_SUBJECT": "mailto:it@localhost"}, "ONWARD_VAPID_SUBJECT must be a real"),
    ({"ONWARD_VAPID_SUBJECT": "mailto:it@server.local"}, "ONWARD_VAPID_SUBJECT must be a real"),
    ({"ONWARD_VAPID_SUBJECT": "mailto:it@example.org"}, "ONWARD_VAPID_SUBJECT must be a real"),
    ({"ONWARD_VAPID_SUBJECT": "the IT team"}, "ONWARD_VAPID_SUBJECT must be a real"),
    ({"ONWARD_TRUSTED_PROXIES": "many"}, "ONWARD_TRUSTED_PROXIES must be the number"),
    ({"ONWARD_VAPID_KEYS": ""}, "ONWARD_VAPID_KEYS is missing"),
    ({"ONWARD_VAPID_KEYS": "1:c2hvcnQ="}, "ONWARD_VAPID_KEYS must read"),
    ({"ONWARD_VAPID_KEYS": f"1:{'/' * 42}8="}, "ONWARD_VAPID_KEYS must read"),  # above the order of the curve
    ({"ONWARD_DEMO_PUSH": "http://localhost:9999"}, "ONWARD_DEMO_PUSH is on"),
    ({"ONWARD_REPLY_DAYS": "0"}, "ONWARD_REPLY_DAYS must be 1 to 10"),
    ({"ONWARD_CLAIM_SEE_DAYS": "0"}, "ONWARD_CLAIM_SEE_DAYS must be 1 to 60"),
    ({"ONWARD_CLAIM_GIVE_DAYS": "soon"}, "ONWARD_CLAIM_GIVE_DAYS must be 1 to 60"),
    ({"ONWARD_ADVOCATE_PHONE": "ring us"}, "ONWARD_ADVOCATE_PHONE is not a phone number"),
    ({**TEXTS, "ONWARD_NOTIFY_TEMPLATE": ""}, "ONWARD_NOTIFY_TEMPLATE is missing: texts need it too"),
    ({**TEXTS, "ONWARD_NOTIFY_KEY": "onward"}, "ONWARD_NOTIFY_KEY is not a GOV.UK Notify key"),
    ({**TEXTS, "ONWARD_NOTIFY_TEMPLATE": "hello"}, "ONWARD_NOTIFY_TEMPLATE is not a template id"),
    ({**TEXTS, "ONWARD_NOTIFY_CALLBACK": "short"}, "ONWARD_NOTIFY_CALLBACK is too short"),
    ({**TEXTS, "ONWARD_NOTIFY_URL": "http://texts.tidewater.gov.uk"}, "ONWARD_NOTIFY_URL must be an https address"),
]


def test_a_complete_environment_starts() -> None:
    assert config.faults(council()) == []
    assert config.read(council()).council == "Tidewater Council"
    assert config.faults(council(**TEXTS)) == []


def test_new_keys_are_all_good_ones() -> None:
    for _ in range(50):
        assert config.faults(council(**config.new_keys(), ONWARD_AUDIT_HEADS=f"{STATE}/new-heads.jsonl")) == []


def test_an_older_demo_gets_the_keys_it_lacks_and_keeps_its_own(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text(json.dumps({"ONWARD_SECRET": config.new_keys()["ONWARD_SECRET"]}))
    first = config.read({"ONWARD_DEMO": "1", "ONWARD_STATE": str(tmp_path)})
    assert len(first.vapid_keys[1]) == 32
    assert config.read({"ONWARD_DEMO": "1", "ONWARD_STATE": str(tmp_path)}) == first


@pytest.mark.parametrize(("changes", "words"), BAD, ids=lambda one: str(one)[:60])
def test_a_bad_setting_is_refused_by_name(changes: dict[str, str], words: str) -> None:
    found = config.faults(council(**changes))
    assert [fault for fault in found if words in fault], found
    assert len(found) == 1, "only what is wrong is named"
    with pytest.raises(config.Refused, match="does not start"):
        config.read(council(**changes))


def test_a_heads_file_of_another_signing_key_is_refused_by_name(tmp_path: Path) -> None:
    """Else the app would serve, and the worker alone would fail to write heads, where nobody looks."""
    path = tmp_path / "audit-heads.jsonl"
    ours = council(ONWARD_AUDIT_HEADS=str(path))
    heads.append(path, {"number": 1, "hash": "00" * 32}, config.read(ours).signing_key)
    assert config.faults(ours) == []
    fresh = council(ONWARD_AUDIT_HEADS=str(path), ONWARD_SIGNING_KEY=config.new_keys()["ONWARD_SIGNING_KEY"])
    assert [fault.partition(":")[0] for fault in config.faults(fresh)] == [
        "ONWARD_AUDIT_HEADS was begun with another ONWARD_SIGNING_KEY"
    ]
    assert config.faults(fresh | {"ONWARD_AUDIT_HEADS": str(tmp_path / "new-heads.jsonl")}) == []


def test_all_faults_are_named_at_once() -> None:
    names = {fault.split()[0] for fault in config.faults({"ONWARD_DEMO": "1"})}
    assert names == {
        "DATABASE_URL", "ONWARD_DEMO", "ONWARD_SECRET", "ONWARD_FIELD_KEYS", "ONWARD_SIGNING_KEY", "ONWARD_AUDIT_HEADS",
        "ONWARD_ORIGIN", "ONWARD_COUNCIL", "ONWARD_DUTY_PHONE", "ONWARD_OUT_OF_HOURS_PHONE", "ONWARD_LEAVING_CARE_PHONE",
        "ONWARD_VAPID_SUBJECT", "ONWARD_VAPID_KEYS",
    }  # fmt: skip


def test_no_fault_shows_a_secret() -> None:
    secret = base64.b64encode(b"\x02" * 32).decode()
    shown = " ".join(config.faults(council(ONWARD_SECRET=secret, ONWARD_SIGNING_KEY="c2hvcnQ=")))
    assert secret not in shown
    assert "c2hvcnQ=" not in shown


def test_the_demo_makes_its_own_keys_once(tmp_path: Path) -> None:
    environ = {"ONWARD_DEMO": "1", "ONWARD_STATE": str(tmp_path)}
    first, second = config.read(environ), config.read(environ)
    assert first.demo
    assert first.secret == second.secret
    assert len({first.secret, first.signing_key, first.field_keys[1]}) == 3
    assert (tmp_path / "keys.json").stat().st_mode & 0o077 == 0


def test_the_demo_cannot_stand_on_a_councils_database(tmp_path: Path) -> None:
    with pytest.raises(config.Refused, match="ONWARD_DEMO is on"):
        config.read(council(ONWARD_DEMO="1"))


def test_the_embedded_database_refuses_a_closed_parent_as_root(tmp_path: Path) -> None:
    closed = tmp_path / "home"
    closed.mkdir(mode=0o700)
    found = embedded.faults(closed / "state" / "postgres", Path("/usr/lib/wheel"), as_root=True)
    assert any(str(closed) in fault and "Nothing was changed" in fault for fault in found)
    assert closed.stat().st_mode & 0o777 == 0o700
    assert embedded.faults(closed / "state" / "postgres", Path("/usr/lib/wheel"), as_root=False) == []


def test_the_embedded_database_refuses_a_path_too_long_for_its_socket() -> None:
    found = embedded.faults(Path("/" + "a" * 120), Path("/usr/lib/wheel"), as_root=False)
    assert found
    assert "too long" in found[0]
