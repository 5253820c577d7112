"""Reads, by noun: facts, mine, near, staff; claims and figures; the offer and the pack."""
