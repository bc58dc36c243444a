"""Measuring: a center as full as one wants, for `motcua bench`."""
