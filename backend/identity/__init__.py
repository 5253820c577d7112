"""Phones, staff accounts and sessions: who is at the other end, and how they proved it."""
