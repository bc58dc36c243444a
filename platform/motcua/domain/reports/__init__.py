"""Statutory reports as values: which days a period has, what a column counts, how a mark is reckoned."""
