"""Whether a rule means something: its facts are declared, its values are theirs, its tests fit their kind. Pure."""

from collections.abc import Iterator, Mapping
from datetime import date

from backend.entitlements.engine.facts import BIRTHDAYS, Declared
from backend.entitlements.language.rule import (
    After,
    AgeOn,
    CategoryIs,
    Counted,
    Dated,
    Is,
    Known,
    Law,
    Rule,
    Within,
    leaves,
)
from backend.entitlements.language.tokens import RuleError, nearest
from backend.people.entitlement import Category

BUILT_IN = ("born_on", *BIRTHDAYS)
CATEGORIES = [str(category) for category in Category]
_KINDS: dict[type[Rule], tuple[str, ...]] = {
    Is: ("choice", "yes_no"),
    Counted: ("number",),
    Dated: ("date",),
    Within: ("date",),
    After: ("date",),
    AgeOn: ("date",),
    Known: ("choice", "yes_no", "date", "number"),
}
_FITS = {
    "choice": "Write “is” or “is one of” with one of its values.",
    "yes_no": "Write “is yes” or “is no”.",
    "date": "Write “before”, “from”, “within … of”, “after … of” or “age … on” with a date fact.",
    "number": "Write “at least” or “under” and a number.",
}


def faults(rule: Rule, declared: Mapping[str, Declared], laws: Mapping[str, date | None]) -> Iterator[RuleError]:
    """Every name, value and test that does not fit, in the order of the rule."""
    for leaf in leaves(rule):
        match leaf:
            case CategoryIs(names):
                yield from (_unknown(leaf, "category", name, CATEGORIES) for name in names if name not in CATEGORIES)
            case Law(name):
                if name not in laws:
                    yield _unknown(leaf, "law", name, list(laws))
            case _ if type(leaf) in _KINDS:
                yield from _of_fact(leaf, declared)


def _of_fact(leaf: Rule, declared: Mapping[str, Declared]) -> Iterator[RuleError]:
    name = getattr(leaf, "fact", "")
    kinds = _KINDS[type(leaf)]
    if name in BUILT_IN:
        if "date" not in kinds:
            yield RuleError(*leaf.at, f"“{name}” is a date.", _FITS["date"])
        return
    fact = declared.get(name)
    if fact is None:
        known = [d.id for d in declared.values() if d.kind in kinds] or list(declared)
        yield _unknown(leaf, "fact", name, [*known, *(BUILT_IN if "date" in kinds else ())])
    elif fact.kind not in kinds:
        yield RuleError(
            *leaf.at,
            f"“{name}” is a {fact.kind.replace('_', '-')} fact; this test does not fit it.",
            _FITS.get(fact.kind, "Mend the fact first."),
        )
    elif isinstance(leaf, Is):
        values = [option.value for option in fact.options]
        yield from (_unknown(leaf, f"value of {name}", value, values) for value in leaf.values if value not in values)


def _unknown(leaf: Rule, kind: str, name: str, known: list[str]) -> RuleError:
    return RuleError(*leaf.at, f"There is no {kind} “{name}”.", nearest(name, known))
