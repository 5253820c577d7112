"""Writes, by noun: statements, facts, talks, reckoning, reminding; claims; drafting and publishing."""
