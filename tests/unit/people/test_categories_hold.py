"""What holds for every life and every date, tried on many made-up ones.

Rights in order: `none`, not 16 and 25 or older give nothing here; then `qualifying_21_25` (help with learning only);
`qualifying` (some help); being in care without 13 weeks yet (cared for, and `qualifying` on leaving); and on top,
equal to each other, the groups with an adviser and a plan: eligible, relevant and former relevant to 25.
"""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from backend.people.care import Care, Guardianship, HomeWithParent, Life, OtherCare, days_within, stretches
from backend.people.categories import category_on, standing
from backend.people.entitlement import Category
from backend.people.plan_duty import must_have_plan

RIGHTS = {
    Category.NONE: 0,
    Category.UNDER_16: 0,
    Category.OVER_25: 0,
    Category.QUALIFYING_21_25: 1,
    Category.QUALIFYING: 2,
    Category.LOOKED_AFTER_NOT_YET_ELIGIBLE: 3,
    Category.ELIGIBLE: 4,
    Category.RELEVANT: 4,
    Category.FORMER_RELEVANT: 4,
    Category.FORMER_RELEVANT_21_25: 4,
}
WEEK = timedelta(days=7)
births = st.dates(date(2000, 1, 1), date(2010, 12, 31)) | st.sampled_from([date(2004, 2, 29), date(2008, 2, 29)])
statuses = st.sampled_from(["V2", "C1", "C2", "E1", "J1", "L1", "V3", "V4"])


@st.composite
def lives(draw: st.DrawFn, closing: bool = True) -> Life:
    """Lives with their events around the ages that matter, 13 to 22, in any order, overlapping or open."""
    born = draw(births)

    def day() -> date:
        years = draw(st.sampled_from([13, 14, 15, 15, 16, 16, 17, 18, 22]))
        return born + timedelta(days=years * 365 + draw(st.integers(-20, 400)))

    def maybe(chance: int = 2) -> date | None:
        return day() if draw(st.integers(0, chance)) else None

    spells = [Care(day(), maybe(4), draw(statuses)) for _ in range(draw(st.integers(0, 4)))]
    spells += [
        Care(start, start + timedelta(days=draw(st.integers(80, 100))))
        for start in [day() for _ in range(draw(st.integers(0, 1)))]
    ]
    few = st.integers(0, 1)
    return Life(
        born_on=born,
        care=tuple(spells),
        detained_or_in_hospital_at_16=draw(st.booleans()),
        no_care_order=draw(st.sampled_from([None, True, False])),
        at_home=tuple(HomeWithParent(day(), maybe(), draw(st.booleans())) for _ in range(draw(few))),
        guardianships=tuple(Guardianship(day(), maybe()) for _ in range(draw(few))),
        other_care=tuple(OtherCare(day(), maybe(), draw(st.booleans())) for _ in range(draw(few))),
        support_requested=draw(st.booleans()),
        adopted_on=maybe() if closing and not draw(st.integers(0, 5)) else None,
        passed_to_other_council_on=maybe() if closing and not draw(st.integers(0, 5)) else None,
        died_on=maybe() if closing and not draw(st.integers(0, 9)) else None,
    )


def day_of(life: Life) -> st.SearchStrategy[date]:
    return st.integers(13 * 365, 26 * 366).map(lambda days: life.born_on + timedelta(days=days))


@given(lives(), st.data())
def test_one_more_week_in_care_never_takes_a_right_away(life: Life, data: st.DataObject) -> None:
    """The week may lie anywhere, follow any spell, or make an open one start earlier."""
    on = data.draw(day_of(life))
    ends = [c.ends_on for c in life.care if c.ends_on] + [c.starts_on - WEEK for c in life.care]
    start = data.draw(st.sampled_from(ends) if ends and data.draw(st.booleans()) else day_of(life))
    more = replace(life, care=(*life.care, Care(start, start + WEEK)), no_care_order=life.no_care_order or False)
    same = replace(life, no_care_order=life.no_care_order or False)
    assert RIGHTS[category_on(more, on)] >= RIGHTS[category_on(same, on)]


@given(lives(), st.data())
def test_splitting_a_spell_in_two_changes_nothing(life: Life, data: st.DataObject) -> None:
    assume(life.care)
    spell = data.draw(st.sampled_from(life.care))
    last = spell.ends_on or spell.starts_on + timedelta(days=4000)
    assume(last > spell.starts_on)
    cut = spell.starts_on + timedelta(days=data.draw(st.integers(0, (last - spell.starts_on).days - 1)))
    same_day = data.draw(st.booleans())  # the return ends one spell and begins the next on one day
    second = replace(spell, starts_on=cut if same_day else cut + timedelta(days=1))
    others = list(life.care)
    others.remove(spell)
    on = data.draw(day_of(life))
    split = replace(life, care=(*others, replace(spell, ends_on=cut), second))
    assert standing(split, on) == standing(life, on)


@given(lives(), st.data())
def test_the_order_of_spells_does_not_matter(life: Life, data: st.DataObject) -> None:
    on = data.draw(day_of(life))
    shuffled = replace(life, care=tuple(data.draw(st.permutations(life.care))))
    assert standing(shuffled, on) == standing(life, on)


@settings(max_examples=400)
@given(lives(), st.data())
def test_nothing_changes_before_the_next_change(life: Life, data: st.DataObject) -> None:
    on = data.draw(day_of(life))
    found = standing(life, on)
    until = found.next_change.on if found.next_change else on + timedelta(days=10_000)
    between = on + timedelta(days=data.draw(st.integers(0, (until - on).days - 1)))
    assert category_on(life, between) == found.category
    if found.next_change:
        assert category_on(life, found.next_change.on) == found.next_change.category != found.category


@given(
    st.builds(
        Life,
        born_on=st.dates(),
        care=st.lists(st.builds(Care, st.dates(), st.none() | st.dates(), statuses), max_size=4).map(tuple),
        detained_or_in_hospital_at_16=st.booleans(),
        at_home=st.lists(st.builds(HomeWithParent, st.dates(), st.none() | st.dates(), st.booleans()), max_size=2).map(
            tuple
        ),
        guardianships=st.lists(st.builds(Guardianship, st.dates(), st.none() | st.dates()), max_size=2).map(tuple),
        other_care=st.lists(st.builds(OtherCare, st.dates(), st.none() | st.dates(), st.booleans()), max_size=2).map(
            tuple
        ),
        adopted_on=st.none() | st.dates(),
        died_on=st.none() | st.dates(),
    ),
    st.dates() | st.sampled_from([date.min, date.max]),
)
def test_no_date_makes_it_crash(life: Life, on: date) -> None:
    found = standing(life, on)
    assert found.words
    assert must_have_plan(found).words


@given(lives(), st.data())
def test_days_are_distinct_calendar_days(life: Life, data: st.DataObject) -> None:
    first = data.draw(day_of(life))
    last = first + timedelta(days=data.draw(st.integers(0, 300)))
    days = {
        first + timedelta(days=n)
        for n in range((last - first).days + 1)
        for c in life.care
        if not c.short_break and c.starts_on <= first + timedelta(days=n) <= (c.ends_on or date.max)
    }
    assert days_within(stretches(life.care), first.toordinal(), last.toordinal()) == len(days)


@given(lives(closing=False), st.data())
def test_nobody_who_must_have_a_plan_lacks_a_category_with_rights(life: Life, data: st.DataObject) -> None:
    found = standing(life, data.draw(day_of(life)))
    if must_have_plan(found).must:
        assert RIGHTS[found.category] == 4
