"""Writes about services near by: what feeds say, and what the council keeps by hand."""
