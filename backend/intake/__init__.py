"""A council's own files come in: `python -m backend import FOLDER`. README.md describes every file and column."""
