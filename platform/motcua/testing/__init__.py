"""Fixtures and builders for the platform's own tests and for agencies' plugins (loaded by pytest's entry point)."""
