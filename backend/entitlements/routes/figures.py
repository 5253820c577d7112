"""Rights and claims in figures, for managers over their teams."""

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import FromQuery

from backend.entitlements.queries import figures
from backend.entitlements.schemas import RightsFigures
from backend.shared.viewer import Viewer


@get("/", opt={"action": "rights.figures"}, operation_id="rights_figures")
async def rights_figures(viewer: NamedDependency[Viewer], leaving: FromQuery[bool] = False) -> RightsFigures:
    """How rights stand in my teams. `leaving`: for a paper that leaves the team, with small counts hidden."""
    return await figures.figures(viewer, leaving=leaving)


router = Router("/api/rights/figures", route_handlers=[rights_figures])
