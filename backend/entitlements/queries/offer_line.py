"""One line of the offer to edit, and the facts that its rules may speak of."""

import re
from datetime import date

from backend.entitlements.engine.lines import Amount, Right
from backend.entitlements.engine.reading import national
from backend.entitlements.queries.offer import NO_DRAFT
from backend.entitlements.queries.offer_checks import wrong_line
from backend.entitlements.queries.offer_rows import Content, content, draft_row, latest_row
from backend.entitlements.queries.offered import by_the
from backend.entitlements.queries.pack import public
from backend.entitlements.queries.showing import KINDS
from backend.entitlements.schemas import AmountIn, Fact, OfferLinePage, Option, PackRight, PartIn
from backend.shared.problems import NotFound
from backend.shared.viewer import Viewer

NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")


async def line_page(viewer: Viewer, right: str) -> OfferLinePage:
    """This right as it is in the country, published and drafted. A new name is an empty page; no name is NotFound."""
    if not NAME.fullmatch(right):
        raise NotFound()
    draft, latest = await draft_row() or NO_DRAFT, await latest_row()
    published = content(latest)
    said = content(draft) if draft["open"] else published
    line, country = said.line(right), national().by_id.get(right)
    return OfferLinePage(
        right=right,
        revision=draft["revision"],
        national_rule=country.rule.text if country else "",
        national_amounts=[_written(one) for one in country.amounts if _lasts(one, viewer.today)] if country else [],
        national=public(country, viewer.today, said=False) if country else None,
        published=_shown(right, published, viewer.today),
        drafted=_shown(right, said, viewer.today),
        line=line,
        facts=facts(),
        wrong=wrong_line(line, said, viewer.today) if line else [],
    )


def _lasts(row: Amount, today: date) -> bool:
    return row.valid_to is None or row.valid_to >= today


def _written(row: Amount) -> AmountIn:
    """This row of the pack as a line of the offer writes it."""
    names = ("how", "pence", "percent", "hours", "unit", "loan", "words", "for_whom", "valid_from", "valid_to")
    parts = [PartIn(pence=part.pence, when=part.when) for part in row.parts]
    return AmountIn(**{name: getattr(row, name) for name in names}, parts=parts, rule=row.rule.text if row.rule else "")


def _shown(right: str, said: Content, today: date) -> PackRight | None:
    """As it stands today; a line that begins later, as it stands then."""
    line = said.line(right)
    on = max(today, line.valid_from) if line and line.valid_from else today
    found: Right | None = next((one for one in by_the(said, on) if one.id == right), None)
    return public(found, on, said=line is not None) if found else None


def facts() -> list[Fact]:
    """Every fact that a rule may speak of, with its values."""
    return [
        Fact(
            fact=one.id,
            type=KINDS[one.kind],
            question=one.question,
            private=one.private,
            value="",
            words="",
            by="council" if one.by == "council" else "young_person",
            since=None,
            options=[Option(value=option.value, words=option.words) for option in one.options],
        )
        for one in national().facts.values()
    ]
