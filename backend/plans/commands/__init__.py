"""Writes, by noun: own (the young person's), writing, sharing, reviews, progress, duties. What can change a plan is here."""
