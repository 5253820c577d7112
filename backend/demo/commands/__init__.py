"""Writes: filling an empty database with the made-up council, and what its people were told."""

from backend.demo.commands.filling import fill

__all__ = ["fill"]
