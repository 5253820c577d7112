"""What time does: spent codes go, dead sessions end, phones that nobody used for 180 days are out."""

from backend.identity.commands.tidying import tidy

__all__ = ["tidy"]
