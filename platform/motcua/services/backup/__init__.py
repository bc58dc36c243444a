"""Backups of a center: made, kept for as long as asked, restored beside the running one, rehearsed, moved."""
