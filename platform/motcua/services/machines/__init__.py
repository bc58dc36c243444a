"""Agencies' own systems: their keys, what they read, what they do, and where they are told."""
