"""The pathway plan: ten legal matters stored, eight parts shown, five stops, reviews."""
