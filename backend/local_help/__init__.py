"""Services near by: from an Open Referral UK feed and from the council's own list."""
