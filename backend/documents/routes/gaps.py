"""What lacks before 18, for managers."""

from litestar import Response, Router, get
from litestar.di import NamedDependency

from backend.documents.queries import gaps
from backend.documents.schemas import Gaps
from backend.shared.viewer import Viewer

GAPS = {"action": "papers.gaps"}


@get("/gaps", opt=GAPS, operation_id="paper_gaps")
async def who_lacks(viewer: NamedDependency[Viewer]) -> Gaps:
    """Who lacks papers by 17 and a half, worst first, and how many held what by 18."""
    return await gaps.gaps(viewer)


@get("/gaps.csv", opt=GAPS, operation_id="paper_gaps_csv", media_type="text/csv")
async def who_lacks_csv(viewer: NamedDependency[Viewer]) -> Response[str]:
    """A row for each young person and paper, to redraw every figure."""
    return Response(
        await gaps.gaps_csv(viewer),
        media_type="text/csv",
        headers={"content-disposition": f'attachment; filename="papers-{viewer.today.isoformat()}.csv"'},
    )


router = Router("/api/papers", route_handlers=[who_lacks, who_lacks_csv])
