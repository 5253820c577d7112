"""Rights and money as data: the national pack, the local offer, what a person can get on a day, and claims on a clock."""
