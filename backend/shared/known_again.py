"""Public words that phones and caches keep: how long they are fresh, and whether whoever asks has them still. Knows no HTTP library."""


def known_again(mark: str, asked: str) -> tuple[dict[str, str], bool]:
    """The headers of an answer with this mark, and whether `asked`, their If-None-Match, says that they have it.

    A weak tag, because the same words may travel compressed.
    """
    return {"Cache-Control": "public, max-age=300", "ETag": f'W/"{mark}"'}, f'"{mark}"' in asked
