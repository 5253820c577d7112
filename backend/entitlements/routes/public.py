"""What the country and this council offer, for everybody: no sign-in, the same bytes for all, kept by phones and caches."""

from typing import Annotated, Any

from litestar import Request, Response, Router, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from backend.entitlements.queries import pack
from backend.entitlements.schemas import PackList, PackRights
from backend.shared.known_again import known_again
from backend.shared.viewer import Viewer

OPEN = {"action": "offer.read", "untouched": True}  # a phone that asks for public words is not in use for it
IDS = r"^[a-z][a-z0-9_]{1,39}(,[a-z][a-z0-9_]{1,39}){0,59}\Z"


@get("/", opt=OPEN, operation_id="offer")
async def offer(request: Request, viewer: NamedDependency[Viewer]) -> Response[PackList]:
    """Which rights there are, and the mark of each."""
    found = (await pack.pack(viewer)).list
    return _kept(request, found, found.hash)


@get("/lines", opt=OPEN, operation_id="offer_lines")
async def lines(
    request: Request,
    viewer: NamedDependency[Viewer],
    ids: Annotated[str, QueryParameter(pattern=IDS, max_length=60 * 41)],
) -> Response[PackRights]:
    """The words of these rights, at most 60. An id that is not there is left out."""
    found = (await pack.pack(viewer)).rights(ids.split(","))
    return _kept(request, found, pack.mark(found))


def _kept(request: Request, said: Any, mark: str) -> Response[Any]:
    """This answer with its tag, or that nothing has changed."""
    headers, known = known_again(mark, request.headers.get("if-none-match", ""))
    return Response(None if known else said, status_code=304 if known else 200, headers=headers)


router = Router("/api/offer", route_handlers=[offer, lines])
