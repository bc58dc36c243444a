"""The public board and its open data."""
