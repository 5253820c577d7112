"""Quayside: Priya advises Ayo and Bea, Omar advises Cal, Mina manages the team; Zed is another team's manager."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest

from tests import cast

AYO_BORN = "2008-07-14"


@pytest.fixture
async def us(database: None, noon: datetime) -> SimpleNamespace:
    """Everybody's id; time stands at noon on 10 March 2026."""
    team, other = await cast.a_team(), await cast.a_team("Harbour")
    here = SimpleNamespace(team=team, noon=noon)
    here.priya = await cast.a_worker("Priya", "adviser", team=team)
    here.omar = await cast.a_worker("Omar", "adviser", team=team)
    here.mina = await cast.a_worker("Mina", "manager", team=team)
    here.zed = await cast.a_worker("Zed", "manager", team=other)
    here.adam = await cast.a_worker("Adam", "admin")
    here.ayo = await cast.a_young_person("Ayo", date.fromisoformat(AYO_BORN), team=team)
    here.bea = await cast.a_young_person("Bea", date(2003, 5, 2), team=team)
    here.cal = await cast.a_young_person("Cal", date(2006, 1, 30), team=team)
    await cast.allocated(here.ayo, here.priya)
    await cast.allocated(here.bea, here.priya)
    await cast.allocated(here.cal, here.omar)
    await cast.manages(here.mina, team)
    await cast.manages(here.zed, other)
    return here
