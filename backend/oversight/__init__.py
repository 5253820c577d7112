"""Counts across rooms for managers and inspectors: how far each plan got, who is late, and why."""
