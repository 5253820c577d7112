"""One thread between a young person and whoever works with them: kept once, in order, and read by those it names."""
