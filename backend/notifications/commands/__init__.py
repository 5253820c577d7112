"""Writes, by noun: giving, settling, claiming, delivering, noting, handing, probing, texting, subscribing, settings, tasks.

What can change a notice is here.
"""

from backend.notifications.commands.giving import Given, give, give_many, give_staff
from backend.notifications.commands.settling import cancel, end_many, finish, seen, seen_phones
from backend.notifications.commands.subscribing import forget_phone, forget_worker, hold, release

__all__ = [
    "Given",
    "cancel",
    "end_many",
    "finish",
    "forget_phone",
    "forget_worker",
    "give",
    "give_many",
    "give_staff",
    "hold",
    "release",
    "seen",
    "seen_phones",
]
