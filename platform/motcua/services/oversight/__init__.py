"""Oversight: the sums, what they are made of, and the reports that are read from them."""
