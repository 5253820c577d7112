"""Started by ground.Nursery: imports the whole program once, then forks it as often as it is told to on its input."""

import json
import os
import signal
import sys

import uvicorn  # noqa: F401  imported here, so that a fork need not

import backend.app
import backend.worker  # noqa: F401
from backend import __main__ as program
from tests.faults import instruments


def child(ask: dict) -> None:
    """This fork becomes the program, with its own settings, and ends with it."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    os.environ.update(ask["environment"])
    code = 1
    try:
        for name, *values in ask["before"]:
            getattr(instruments, name)(*values)
        code = program.main(ask["argv"])
    except SystemExit as end:
        print(end.code, file=sys.stderr)
        code = end.code if isinstance(end.code, int) else 1
    finally:
        os._exit(code)


def main() -> None:
    """Answers each line with the new process's id. The system takes the dead away at once."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            child(json.loads(line))
        print(pid, flush=True)


if __name__ == "__main__":
    main()
