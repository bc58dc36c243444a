"""Files: kept, scanned, sent by staff, and made to take away."""
