"""A new release on centers in use: a gate before anything is touched, one center first and compared, then the rest."""
