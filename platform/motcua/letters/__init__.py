"""Printed forms: plain data for Typst templates, rendered in a capped worker process."""
