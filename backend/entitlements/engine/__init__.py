"""How a right stands for a person on a day: facts, rules worked out over a life, reasons, and what would change it."""
