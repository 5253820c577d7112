"""A sealed value opens at its own place and nowhere else (decisions 24)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.shared import crypt


@given(st.binary(max_size=300), st.text(min_size=1, max_size=40))
def test_what_is_sealed_opens_again(plain: bytes, where: str) -> None:
    sealed = crypt.seal(plain, where)
    assert crypt.unseal(sealed, where) == plain
    assert len(sealed) == len(plain) + 29


@given(st.binary(min_size=1, max_size=60), st.data())
def test_a_flipped_bit_or_another_row_does_not_open(plain: bytes, data: st.DataObject) -> None:
    sealed = bytearray(crypt.seal(plain, "young_person.contact_safely:1"))
    with pytest.raises(crypt.Unreadable):
        crypt.unseal(bytes(sealed), "young_person.contact_safely:2")
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(crypt.Unreadable):
        crypt.unseal(bytes(sealed), "young_person.contact_safely:1")


def test_each_purpose_has_its_own_key() -> None:
    assert crypt.keyed_hash("csrf", b"x") != crypt.keyed_hash("email", b"x")
