"""Which figures leave a team: whoever reads them, and knows every rule by which they are hidden, computes no hidden one."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.entitlements import figuring
from backend.entitlements.figuring import bounded, chain, row

NAMES = ("a", "b", "c", "d")
Shown = Mapping[str, int | None]


def test_what_is_shown_and_what_is_not() -> None:
    assert row({"a": 9, "b": 40, "c": 12}) == {"a": None, "b": None, "c": 12}
    assert row({"a": 9, "b": 3, "c": 40, "d": 12}) == {"a": None, "b": None, "c": None, "d": 12}
    assert row({"a": 1, "b": 10, "c": 12}) == {"a": None, "b": None, "c": None}  # 11 of two is 10 and 1
    assert row({"a": 10, "b": 0}) == {"a": 10, "b": 0}
    assert row({"a": 4, "b": 0}) == {"a": None, "b": None}
    assert chain({"people": 40, "talked": 30, "confirmed": 12}) == {"people": 40, "talked": 30, "confirmed": 12}
    assert chain({"people": 40, "talked": 30, "confirmed": 25}) == {"people": 40, "talked": 30, "confirmed": None}
    assert chain({"people": 40, "talked": 35, "confirmed": 12}) == {"people": 40, "talked": None, "confirmed": None}
    assert chain({"people": 40, "talked": 0, "confirmed": 0}) == {"people": 40, "talked": 0, "confirmed": 0}
    assert bounded({"late": 12, "put_off": 4}, [30, 10, 0]) == {"late": 12, "put_off": None}
    assert bounded({"late": 12, "put_off": 0}, [None, 10, 0]) == {"late": None, "put_off": None}


def readers(
    worlds: Iterable[dict[str, int]], hide: Callable[[dict[str, int]], Shown], known: Callable[[dict[str, int]], int]
) -> None:
    """No reader of what `hide` shows, who also knows `known` and has every possible world in mind, is sure of a hidden count."""
    alike: dict[object, list[dict[str, int]]] = defaultdict(list)
    for world in worlds:
        alike[(tuple(hide(world).items()), known(world))].append(world)
    for (shown, total), possible in alike.items():
        for name, count in shown:  # type: ignore[attr-defined]
            assert count is not None or len({world[name] for world in possible}) > 1, (shown, total, possible)


@pytest.fixture
def three_are_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figuring, "SMALL", 3)


def every(most: int, size: int) -> Iterable[dict[str, int]]:
    return (dict(zip(NAMES, counts, strict=False)) for counts in product(range(most), repeat=size))


@pytest.mark.parametrize("size", [2, 3, 4])
def test_of_a_row_whose_sum_is_known_no_hidden_count_can_be_computed(three_are_few: None, size: int) -> None:
    # Beyond this sum a world's likes would not all be among these.
    most = {2: 40, 3: 30, 4: 16}[size]
    worlds = (world for world in every(most, size) if sum(world.values()) < most)
    readers(worlds, row, lambda world: sum(world.values()))


def test_of_a_chain_no_hidden_part_can_be_computed(three_are_few: None) -> None:
    whole = (world for world in every(13, 3) if world["a"] >= world["b"] >= world["c"])
    readers(whole, chain, lambda world: 0)


def test_a_count_that_cannot_be_more_than_its_wholes_tells_nothing_of_them(three_are_few: None) -> None:
    def hide(world: dict[str, int]) -> Shown:
        wholes = {name: None if figuring.small(world[name]) else world[name] for name in ("a", "b")}
        return {**wholes, **bounded({"c": world["c"]}, wholes.values())}

    readers((world for world in every(8, 3) if world["c"] <= world["a"] + world["b"]), hide, lambda world: 0)


@given(st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 60), min_size=7))
def test_no_small_count_is_ever_shown_nor_hidden_alone(counts: dict[str, int]) -> None:
    for found in (row(counts), bounded(counts, [40])):
        assert not [name for name, count in found.items() if count is not None and 0 < count < 10]
    hidden = [name for name, count in row(counts).items() if count is None]
    assert len(hidden) != 1
