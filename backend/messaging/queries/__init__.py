"""Reads, by noun: sight (which thread a viewer has), messages, around (who reads it), threads, stream."""
