"""What is left of a sum: one right's own, and a pot with slices."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.entitlements.engine.lines import Amount, Part, Pot, Right, Source
from backend.entitlements.language.parsing import parse
from backend.entitlements.pots import PotOf, Sum, pot_of


def a_right(id: str = "bed", pot: Pot | None = None, cap: int | None = None) -> Right:
    return Right(
        id, "money", "bed", "A bed", "", "", "", "", parse("always"), date(2026, 1, 1), Source("x"), pot=pot, cap=cap
    )


def test_what_is_asked_and_not_decided_is_not_spent() -> None:
    bed = a_right()
    made = pot_of(bed, Amount("up_to", 300_000), {("bed", ""): Sum(2, 114_000, 54_000)}, [bed])
    assert made == PotOf(300_000, 114_000, 186_000, 54_000, True)


@pytest.mark.parametrize(
    ("amount", "total", "holds"),
    [
        (Amount("exact", 2000), 2000, True),
        (Amount("at_least", 2000), 2000, False),  # a floor holds nobody back
        (Amount("exact", None, unit="parts", parts=(Part(1000, "now"), Part(500, "later"))), 1500, True),
        (Amount("exact", 2000, unit="year"), None, False),  # comes again
        (Amount("hours", hours=15), None, False),
        (Amount("help"), None, False),
        (None, None, False),
    ],
)
def test_which_amounts_are_a_pot(amount: Amount | None, total: int | None, holds: bool) -> None:
    made = pot_of(a_right(), amount, {}, [])
    assert (made and made.total, bool(made and made.holds)) == (total, holds)


def test_a_slice_ends_with_its_cap_or_with_the_pot() -> None:
    pot = Pot("home", "Home", 100_000)
    bed, lamp, mat = a_right("bed", pot, 60_000), a_right("lamp", pot, 60_000), a_right("mat", pot)
    rights = [bed, lamp, mat, a_right("other")]
    spent = {("bed", ""): Sum(1, 50_000, 0), ("other", ""): Sum(1, 99_000, 0)}
    assert pot_of(bed, None, spent, rights) == PotOf(60_000, 50_000, 10_000, 0, True, "home")
    assert pot_of(lamp, None, spent, rights) == PotOf(
        60_000, 0, 50_000, 0, True, "home"
    )  # the pot ends before the slice
    assert pot_of(mat, None, spent, rights) == PotOf(100_000, 50_000, 50_000, 0, True, "home")


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6), st.none() | st.integers(0, 10**6))
def test_what_is_left_is_never_less_than_nothing_nor_more_than_there_is(
    total: int, mine: int, others: int, cap: int | None
) -> None:
    pot = Pot("home", "Home", total)
    bed, lamp = a_right("bed", pot, cap), a_right("lamp", pot)
    made = pot_of(bed, None, {("bed", "home"): Sum(1, mine), ("lamp", ""): Sum(1, others)}, [bed, lamp])
    assert made
    assert 0 <= made.left <= max(0, total - mine - others)
    assert cap is None or made.left <= max(0, cap - mine)


def test_a_promise_stays_in_its_pot_when_its_line_goes_comes_back_or_has_another_name() -> None:
    pot = Pot("home", "Home", 100_000)
    used = {("bed", "home"): Sum(1, 70_000, 0)}
    bed, lamp = a_right("bed", pot), a_right("lamp", pot)
    for rights in ([bed, lamp], [a_right("bed"), lamp], [lamp], [lamp, a_right("sofa", pot)]):
        left = pot_of(lamp, None, used, rights)
        assert left is not None
        assert left.left == 30_000, [one.id for one in rights]
    alone = pot_of(a_right("bed"), Amount("up_to", 90_000), used, [a_right("bed")])  # out of the pot, with its own sum
    assert alone == PotOf(90_000, 70_000, 20_000, 0, True)


@given(
    st.dictionaries(st.tuples(st.sampled_from(["bed", "lamp", "mat"]), st.sampled_from(["home", "away"])),
                    st.integers(0, 50_000), max_size=6),
    st.lists(st.sampled_from(["bed", "lamp", "mat"]), unique=True),
)  # fmt: skip
def test_no_change_of_lines_fills_a_pot_again(promised: dict[tuple[str, str], int], lines: list[str]) -> None:
    pot = Pot("home", "Home", 100_000)
    rights = [a_right("new", pot), *(a_right(one, pot) for one in lines)]
    made = pot_of(rights[0], None, {key: Sum(1, pence) for key, pence in promised.items()}, rights)
    assert made
    assert made.left == max(0, 100_000 - sum(pence for (_, held), pence in promised.items() if held == "home"))
