"""Filing online: what a citizen files, and how the center answers it."""
