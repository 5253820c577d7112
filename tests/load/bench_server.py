"""The benchmark's own server: the whole app, and beside it one bare handler with one indexed query, on one pool.

python -m tests.load.bench_server PORT      serves until it is stopped
python -m tests.load.bench_server unpaced   the program itself, server and worker, without the pace of one account
python -m tests.load.bench_server ledger N  seals and verifies N rows, prints {"seal": rows/s, "verify": rows/s}
"""

import asyncio
import json
import sys
import time
from typing import Any
from uuid import UUID

import uvicorn
from litestar import Litestar, get
from litestar.params import FromPath
from litestar.types import Receive, Scope, Send

from backend import __main__ as program
from backend.app import build
from backend.audit.command_line import kept_heads, walk
from backend.audit.commands import looked_at_many
from backend.audit.jobs import seal
from backend.messaging import rules
from backend.people.tables import YoungPerson
from backend.shared import clock, db
from backend.shared.config import settings
from backend.shared.ids import new_id
from backend.shared.viewer import Viewer


@get("/bench/bare/{young_person:uuid}")
async def bare(young_person: FromPath[UUID]) -> dict[str, Any]:
    """One row by its primary key, as JSON: no sign-in, no guard, no audit."""
    row = await YoungPerson.select(YoungPerson.id, YoungPerson.known_as).where(YoungPerson.id == young_person).first()
    return dict(row or {})


@get("/bench/cpu", sync_to_thread=False)
def cpu() -> float:
    """Seconds of processor that this process has used."""
    return time.process_time()


def serve(port: int) -> None:
    """The same uvicorn settings as `python -m backend serve`."""
    whole, beside = build(), Litestar([bare, cpu], logging_config=None, openapi_config=None)

    async def either(scope: Scope, receive: Receive, send: Send) -> None:
        await (beside if scope.get("path", "").startswith("/bench/") else whole)(scope, receive, send)

    options: dict[str, Any] = {"log_level": "warning", "access_log": False, "server_header": False}
    uvicorn.run(either, host="127.0.0.1", port=port, timeout_keep_alive=20, **options)


async def ledger(rows: int) -> dict[str, float]:
    """How many audit rows a second are sealed, and verified from the database, in this database."""
    viewer = Viewer(kind="manager", action="sharing.figures", now=clock.now(), id=new_id(), request="bench")
    async with db.pool():
        await seal(Viewer.clock("audit.seal", clock.now()), stopping=True)  # what the requests left
        for _ in range(0, rows, 1000):
            async with db.transaction():
                await looked_at_many(viewer, [new_id() for _ in range(1000)])
        started = time.perf_counter()
        await seal(Viewer.clock("audit.seal", clock.now()), stopping=True)
        sealed = time.perf_counter() - started
        started = time.perf_counter()
        check = await walk(kept_heads(settings().audit_heads))
        verified = time.perf_counter() - started
    if check.found:
        raise SystemExit("\n".join(check.found))
    return {"seal": rows / sealed, "verify": check.number / verified}


if __name__ == "__main__":
    if sys.argv[1] == "ledger":
        print(json.dumps(asyncio.run(ledger(int(sys.argv[2])))))
    elif sys.argv[1] == "unpaced":
        rules.BURST = 1_000_000
        sys.exit(program.main(["serve", *sys.argv[2:]]))
    else:
        serve(int(sys.argv[1]))
