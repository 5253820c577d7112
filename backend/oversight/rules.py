"""What a figure about plans means. Pure."""

from backend.people.plan_duty import EXCLUDED

STUCK_AFTER = 7
"""Days at one stop after which somebody asks why (domain 2.5: unopened at 7 days)."""

NOT_COUNTED = "not_counted"
REASONS = {**EXCLUDED, NOT_COUNTED: "Being changed this moment"}
"""Why somebody is not in the denominator, in the order it is printed. Together with it they are everybody."""
