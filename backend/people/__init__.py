"""Young people, the staff who work with them, and who may see whom."""
