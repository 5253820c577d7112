"""The rule language: who gets what, in text that a council can read; small, total, with exact places for what is wrong."""
