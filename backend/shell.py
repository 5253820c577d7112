"""The PWA's own files, read into memory once and served compressed as they were built."""

import hashlib
import mimetypes
from pathlib import Path

import msgspec
from litestar import Request, Response, get
from litestar.params import FromPath

from backend.shared.config import settings
from backend.shared.problems import NotFound

BUILT = Path(__file__).resolve().parent.parent / "pwa" / "dist"
INSTALLED = Path(__file__).resolve().parent / "web"
OPEN = {"action": "shell.read", "plain": True}
TYPES = {".webmanifest": "application/manifest+json", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Shell:
    """All files of one build. `files` maps a path to (bytes, brotli, gzip, content type, tag)."""

    def __init__(self, folder: Path) -> None:
        if not (folder / "index.html").is_file():
            raise SystemExit("The phone app is not built: run `make build`.")
        self.files: dict[str, tuple[bytes, bytes | None, bytes | None, str, str]] = {}
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix not in (".br", ".gz", ".map")):
            plain = path.read_bytes()
            kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            if kind.startswith(("application/json", "application/manifest")):  # text/… gets its charset when it is sent
                kind += "; charset=utf-8"
            br, gz = (path.with_name(path.name + end) for end in (".br", ".gz"))
            self.files["/" + path.relative_to(folder).as_posix()] = (
                plain,
                br.read_bytes() if br.exists() else None,
                gz.read_bytes() if gz.exists() else None,
                kind,
                f'"{hashlib.sha256(plain).hexdigest()[:20]}"',
            )

    def answer(self, path: str, encodings: str, known_tag: str) -> Response[bytes]:
        """This file, or the app itself for an address without a dot; raises NotFound for an unknown file."""
        if path not in self.files:
            if "." in path.rsplit("/", 1)[-1] or path.startswith("/api"):
                raise NotFound()  # a missing script must not be answered with a page
            path = "/exit.html" if path == "/exit" else "/index.html"
        plain, br, gz, kind, tag = self.files[path]
        headers = {
            "Cache-Control": _kept(path),
            "ETag": tag,
            "Vary": "Accept-Encoding",
        }
        if tag in known_tag:
            return Response(b"", status_code=304, headers=headers, media_type=kind)
        offered = {one.split(";")[0].strip() for one in encodings.split(",")}
        if br is not None and "br" in offered:
            return Response(br, headers={**headers, "Content-Encoding": "br"}, media_type=kind)
        if gz is not None and "gzip" in offered:
            return Response(gz, headers={**headers, "Content-Encoding": "gzip"}, media_type=kind)
        return Response(plain, headers=headers, media_type=kind)


def _kept(path: str) -> str:
    """How long a browser may keep it unasked. Every notification that shows asks for its two pictures."""
    if path.startswith("/assets/"):
        return "public, max-age=31536000, immutable"
    return "public, max-age=604800" if path.endswith(".png") else "no-cache"


_shell: list[Shell] = []


def shell() -> Shell:
    """This process's build, read on first use."""
    if not _shell:
        _shell.append(Shell(BUILT if BUILT.is_dir() else INSTALLED))
    return _shell[0]


@get("/", opt=OPEN, include_in_schema=False)
async def front(request: Request) -> Response[bytes]:
    """The app's first page."""
    return shell().answer("/", request.headers.get("accept-encoding", ""), request.headers.get("if-none-match", ""))


@get("/{path:path}", opt=OPEN, include_in_schema=False)
async def page(request: Request, path: FromPath[str]) -> Response[bytes]:
    """A file of the app, or the app itself for its own addresses."""
    return shell().answer(
        "/" + path.lstrip("/"), request.headers.get("accept-encoding", ""), request.headers.get("if-none-match", "")
    )


class CouncilNumbers(msgspec.Struct):
    """Whom to ring at this council. Public words (safety.md P0): kept by the phone, shown signed out and offline."""

    name: str
    duty_name: str
    duty_phone: str
    duty_hours: str
    out_of_hours_phone: str
    leaving_care_phone: str


@get("/api/help", opt={"action": "help.read"}, operation_id="help", tags=["help"])
async def council_numbers() -> Response[CouncilNumbers]:
    """The council's own numbers; the national ones are built into the phone app."""
    ours = settings()
    return Response(
        CouncilNumbers(
            name=ours.council,
            duty_name=ours.duty_name,
            duty_phone=ours.duty_phone,
            duty_hours=ours.duty_hours,
            out_of_hours_phone=ours.out_of_hours_phone,
            leaving_care_phone=ours.leaving_care_phone,
        ),
        headers={"Cache-Control": "public, max-age=3600"},
    )


@get("/healthz", opt={"action": "health.check"}, include_in_schema=False)
async def alive() -> str:
    """The process answers."""
    return "alive"
