"""Letters: issuing one, the table of all, what each says."""
