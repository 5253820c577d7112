"""Writes: saying (an owner's word), writing (the council's), private (what is kept for an owner alone), rounds (the clock's)."""
