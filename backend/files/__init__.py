"""Strange files made again from their contents, apart from everything else (safety.md S11). No table, no person."""
