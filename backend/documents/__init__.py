"""The papers everyone needs before 18: where each one is, who does the next step, and by when."""
