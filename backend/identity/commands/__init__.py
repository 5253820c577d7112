"""What can change here, by noun."""
