"""Firefox's own windows, through Marionette: a notification is one of them, and no page may see or tap it."""

import json
import socket
import time
from typing import Any


class Marionette:
    """One session. Its protocol frames JSON by length (Firefox source docs, Marionette protocol 3)."""

    def __init__(self, port: int, seconds: float = 30) -> None:
        end = time.monotonic() + seconds
        while True:
            try:
                self._wire = socket.create_connection(("127.0.0.1", port), timeout=30)
                break
            except OSError:
                if time.monotonic() > end:
                    raise RuntimeError(f"Firefox did not start in {seconds:.0f} s") from None
                time.sleep(0.2)
        self._read, self._number = self._wire.makefile("rb"), 0
        self._answer()  # it says who it is

    def _answer(self) -> Any:
        length = b""
        while (byte := self._read.read(1)) != b":":
            if not byte:
                raise RuntimeError("Firefox has gone")
            length += byte
        return json.loads(self._read.read(int(length)))

    def command(self, name: str, **params: Any) -> Any:
        """What Firefox answers to one command."""
        self._number += 1
        asked = json.dumps([0, self._number, name, params]).encode()
        self._wire.sendall(b"%d:%s" % (len(asked), asked))
        _, _, error, result = self._answer()
        if error:
            raise RuntimeError(f"{error['error']}: {error['message']}")
        return result

    def script(self, words: str, *known: Any) -> Any:
        """What this script gives in the browser's own world."""
        return self.command("WebDriver:ExecuteScript", script=words, args=list(known))["value"]

    def end(self) -> None:
        """The connection is closed."""
        self._wire.close()
