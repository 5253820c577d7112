"""python -m backend serve | work | migrate | new-migration | import | staff | offer | verify | demo | new-keys | openapi"""

import asyncio
import contextlib
import json
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

from backend.shared import config, embedded

USAGE = """python -m backend COMMAND

  serve [--no-worker]     the API, the phone app and the worker
  work                    the worker alone
  migrate                 bring the database to this version's tables
  new-migration WHY       write a migration for changed tables
  import FOLDER           read a council's files (see backend/intake/README.md)
  staff add|list|end|…    accounts for staff
  offer FILE              check a council's offer, make it the draft, or publish it
  verify                  check the audit ledger against its heads
  demo                    fill an empty demo database with the made-up council
  new-keys                fresh random keys for the environment
  openapi                 the API's description, as JSON"""


@contextlib.contextmanager
def _database() -> Iterator[None]:
    """The council's own server when DATABASE_URL is set, else the embedded one, running while we are inside."""
    if os.environ.get("DATABASE_URL"):
        yield
    else:
        with embedded.running():
            yield


def serve(argv: list[str]) -> int:
    """Serves until it is stopped. Refuses to start with every fault named at once.

    `--set-up` (what `make run` uses) also migrates, and fills an empty demo database first.
    """
    import uvicorn

    from backend.app import build
    from backend.shared.bell import bell
    from backend.shared.migrating import migrate as forwards
    from backend.shared.migrating import waiting
    from backend.worker import work

    started = time.perf_counter()
    settings = config.settings()
    logging.getLogger("onward").setLevel(logging.INFO)
    with contextlib.ExitStack() as stack:
        with _told("Starting the database"):
            stack.enter_context(_database())
        if "--set-up" in argv:
            with _told("Bringing the database up to date"):
                asyncio.run(forwards())
            if settings.demo:
                _fill_demo()
        elif behind := asyncio.run(waiting()):
            raise SystemExit(f"The database is {behind} migration(s) behind: run `python -m backend migrate` first.")
        app = build()

        class Server(uvicorn.Server):
            async def startup(self, sockets: list[socket.socket] | None = None) -> None:
                await super().startup(sockets)
                if self.started:
                    page = "/demo" if settings.demo else ""
                    print(
                        f"Ready in {time.perf_counter() - started:.1f} s. Open {settings.origin}{page}  (Ctrl-C stops it)"
                    )

            def handle_exit(self, sig: int, frame: FrameType | None) -> None:
                bell.close()  # an open stream would hold the shutdown for as long as it lives
                super().handle_exit(sig, frame)

        server = Server(
            uvicorn.Config(
                app,
                host=os.environ.get("HOST", "127.0.0.1"),
                port=int(os.environ.get("PORT", "8000")),
                log_level="warning",
                access_log=False,
                server_header=False,
                proxy_headers=False,  # we count proxies ourselves: identity.routes.answers
                timeout_keep_alive=20,
                timeout_graceful_shutdown=10,
                h11_max_incomplete_event_size=16 * 1024,
            )
        )

        async def both() -> None:
            closing = asyncio.Event()
            worker = asyncio.create_task(work(closing)) if "--no-worker" not in argv else None
            try:
                await server.serve()
            finally:
                closing.set()
                if worker:
                    await asyncio.wait_for(worker, 15)

        # uvicorn's own choice of loop, which asyncio.run would not take: uvloop halves the cost of a request.
        with (
            contextlib.suppress(KeyboardInterrupt),
            asyncio.Runner(loop_factory=server.config.get_loop_factory()) as runner,
        ):
            runner.run(both())
        return 0 if server.started else 1


@contextlib.contextmanager
def _told(words: str) -> Iterator[None]:
    began = time.perf_counter()
    print(f"  {words} …", end="", flush=True)
    yield
    print(f"\r  {words}: {time.perf_counter() - began:.1f} s", flush=True)


def _fill_demo() -> None:
    from backend.demo.command_line import is_empty, run

    if is_empty():
        run([])


def work_alone(argv: list[str]) -> int:
    """Runs the worker until it is stopped."""
    from backend.shared import db
    from backend.shared.bell import bell
    from backend.worker import work

    config.settings()

    async def turn() -> None:
        closing = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(name, closing.set)
        async with db.pool(), bell.listening():
            await work(closing)

    with _database():
        asyncio.run(turn())
    return 0


def migrate(argv: list[str]) -> int:
    """Brings the database to this version; says what it ran."""
    from backend.shared.migrating import migrate as forwards

    with _database():
        started = time.perf_counter()
        ran = asyncio.run(forwards())
        print(
            f"{ran} migration(s) run in {time.perf_counter() - started:.1f} s."
            if ran
            else "The database is up to date."
        )
    return 0


def new_migration(argv: list[str]) -> int:
    """Writes a migration for what changed in the tables; the words say why."""
    from backend.shared.migrating import write

    if not argv:
        raise SystemExit('Say why: python -m backend new-migration "phones can be frozen"')
    with _database():
        print(asyncio.run(write(" ".join(argv))))
    return 0


def openapi(argv: list[str]) -> int:
    """Prints the API's description; the phone's types are made from it."""
    from backend.app import build

    described = json.dumps(build(describe=True).openapi_schema.to_schema(), indent=1, sort_keys=True) + "\n"
    if argv:
        Path(argv[0]).write_text(described)
    else:
        print(described, end="")
    return 0


def new_keys(argv: list[str]) -> int:
    """Prints fresh keys; keep them outside the database and its backups."""
    for name, value in config.new_keys().items():
        print(f"{name}={value}")
    return 0


def _room(module: str) -> Callable[[list[str]], int]:
    def run(argv: list[str]) -> int:
        from importlib import import_module

        config.settings()
        with _database():
            return int(import_module(module).run(argv))

    return run


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "serve": serve,
    "work": work_alone,
    "migrate": migrate,
    "new-migration": new_migration,
    "import": _room("backend.intake.command_line"),
    "staff": _room("backend.identity.command_line"),
    "offer": _room("backend.entitlements.command_line"),
    "verify": _room("backend.audit.command_line"),
    "demo": _room("backend.demo.command_line"),
    "new-keys": new_keys,
    "openapi": openapi,
}


def main(argv: list[str]) -> int:
    """Runs one command; its exit code is the answer."""
    if not argv or argv[0] not in COMMANDS:
        print(USAGE)
        return 0 if not argv or argv[0] in ("-h", "--help", "help") else 2
    logging.basicConfig(format="%(asctime)s %(name)s %(message)s", level=logging.WARNING)
    # uvicorn raises SIGTERM again after its own shutdown; without this, the embedded database would not be stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    return COMMANDS[argv[0]](argv[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
