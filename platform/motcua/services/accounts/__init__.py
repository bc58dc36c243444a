"""Accounts of staff: making and keeping them, signing in, the second step, rights, absences and secondments."""
