"""`python -m backend.files.rebuilding photo|pdf|voice`: a strange file is opened here, in a process that can do nothing.

Bytes come in on stdin. Out comes one line of JSON, then the rebuilt bytes: {"type", "width", "height", "seconds"}, or
{"refused": code} and nothing more. At most 512 MB and 5 seconds; from the first byte of the file on no file or
connection can be opened (safety.md S11).
"""

import json
import resource
import sys
from contextlib import suppress

from backend.files.refusals import Refused

MEMORY = 512 * 1024 * 1024
SECONDS = 5


def shut_in() -> None:
    """This process has its limits from here, and no way out but its three open pipes."""
    with suppress(ValueError, OSError):  # macOS keeps no limit on memory; there the clock alone holds
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))


def main(kind: str) -> None:
    """Reads, rebuilds and answers."""
    # Each kind loads only its own parser, and before the limits: afterwards no module could be opened.
    if kind == "photo":
        from backend.files.photo import clean as photo

        shut_in()
        width, height, made = photo(sys.stdin.buffer.read())
        said: dict[str, object] = {"type": "image/jpeg", "width": width, "height": height, "seconds": None}
    elif kind == "pdf":
        from backend.files.pdf import clean as pdf

        shut_in()
        made = pdf(sys.stdin.buffer.read())
        said = {"type": "application/pdf", "width": None, "height": None, "seconds": None}
    else:
        from backend.files.voice import clean as voice

        shut_in()
        type, seconds, made = voice(sys.stdin.buffer.read())
        said = {"type": type, "width": None, "height": None, "seconds": seconds}
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + made)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except Refused as refused:
        sys.stdout.write(json.dumps({"refused": refused.code}) + "\n")
    except (MemoryError, RecursionError):
        sys.stdout.write(json.dumps({"refused": "slow"}) + "\n")
