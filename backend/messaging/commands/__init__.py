"""Writes, by noun: sending (the one statement), marks. What can change a thread is here."""
