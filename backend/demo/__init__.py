"""Tidewater Council: a made-up council with believable lives, the same every time for one seed."""
