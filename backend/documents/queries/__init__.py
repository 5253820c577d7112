"""Reads, by noun: story (all that was said of one person's papers), mine, staff, private, latest, gaps, standing."""
