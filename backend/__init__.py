"""Onward: each young person's plan, rights and adviser on their own phone."""

import os

__version__ = "0.1.0"  # as in pyproject.toml

# A second piccolo_conf.py anywhere on the path would shadow ours without a word.
os.environ.setdefault("PICCOLO_CONF", "backend.piccolo_conf")
