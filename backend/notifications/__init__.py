"""Notices from given to ended: seen, done, handed to a person, or cancelled with a reason. A push is only a hint."""
