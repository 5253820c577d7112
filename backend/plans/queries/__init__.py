"""Reads, by noun: versions (what both sides read), mine, staff, caseload, duties."""
