"""Services that a feed gives other ids are known again, and nobody is taken for somebody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.local_help.twins import Known, Twins, twins

HUB = Known("old", "The Harbour Hub", "1 Quay Street, Tidewater, TD1 1AA", "+44 1632 960111")


@pytest.mark.parametrize(
    ("new", "same"),
    [
        (Known("new", "The harbour hub ", "1, Quay Street Tidewater TD1 1AA", ""), True),
        (
            Known("new", "The Harbour Hub", "1 Quay Street, Tidewater, TD1 1AA", "01632 960999"),
            True,
        ),  # another number now
        (Known("new", "The Harbour Hub", "", "01632 960 111"), True),
        (Known("new", "The Harbour Hub", "9 Marsh Lane", "01632 960111"), False),  # two branches with one number
        (Known("new", "The Harbour Hub", "", ""), False),
        (Known("new", "The Harbour Hub", "", "960111"), False),
    ],
)
def test_same_name_and_place_or_phone_is_the_same_service_and_the_same_name_alone_is_looked_at(
    new: Known, same: bool
) -> None:
    assert twins([HUB], [new]) == (Twins({"old": "new"}) if same else Twins({}, [("old", "new")]))


def test_another_name_is_another_service() -> None:
    assert twins([HUB], [Known("new", "The Marsh Hub", HUB.address, HUB.phone)]) == Twins()


def test_what_fits_two_is_nobodys() -> None:
    two = [Known("a", HUB.name, HUB.address, ""), Known("b", HUB.name, HUB.address, "")]
    assert twins([HUB], two) == Twins({}, [("old", "a"), ("old", "b")])


names, places = st.sampled_from(["Hub", "Food bank"]), st.sampled_from(["", "1 Quay", "2 Quay"])
services = st.lists(st.tuples(names, places, st.sampled_from(["", "01632 960111", "01632 960222"])), max_size=8)


@given(services, services)
def test_nobody_goes_on_as_two_and_nobody_twice(
    old: list[tuple[str, str, str]], new: list[tuple[str, str, str]]
) -> None:
    found = twins(
        [Known(f"o{n}", *one) for n, one in enumerate(old)], [Known(f"n{n}", *one) for n, one in enumerate(new)]
    )
    assert len(set(found.same.values())) == len(found.same)
    assert not {*found.same, *found.same.values()} & {one for pair in found.doubtful for one in pair}


def test_a_whole_directory_with_new_ids_is_the_same_directory() -> None:
    old = [Known(f"o{n}", f"Hub {n}", f"{n} Quay", "") for n in range(50)]
    new = [Known(f"n{n}", f"Hub {n}", f"{n} Quay", "") for n in reversed(range(50))]
    assert twins(old, new) == Twins({f"o{n}": f"n{n}" for n in range(50)})
