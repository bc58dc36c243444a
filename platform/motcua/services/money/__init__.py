"""Fees: what is owed and paid, shifts, receipts and their books, refunds, transfers, the quarter's settlement."""
