from backend.identity import tokens
from backend.identity.cookies import token_for
from backend.identity.rules import SPOKEN_ALPHABET


def test_secrets_have_the_bits_they_promise() -> None:
    assert len(tokens.new_secret(128)) == 22
    assert len(tokens.new_secret(256)) == 43
    assert len({tokens.new_secret(128) for _ in range(1000)}) == 1000


def test_a_pin_proves_nothing_without_the_phones_own_secret() -> None:
    assert tokens.pin_proof("phone one", "274951") != tokens.pin_proof("phone two", "274951")
    assert b"274951" not in tokens.pin_proof("phone one", "274951")


def test_spoken_characters_belong_to_their_link() -> None:
    spoken = tokens.new_spoken()
    assert len(spoken) == 8
    assert set(spoken) <= set(SPOKEN_ALPHABET)
    assert tokens.spoken_hash("link", spoken) == tokens.spoken_hash("link", f"{spoken[:4]}-{spoken[4:]}".lower())
    assert tokens.spoken_hash("link", spoken) != tokens.spoken_hash("another", spoken)


def test_the_token_is_bound_to_one_session_and_nobody_has_none() -> None:
    assert token_for("") == ""
    assert token_for("a") != token_for("b")
