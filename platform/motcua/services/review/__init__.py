"""The review of procedures (Rà soát): proposing, publishing, deciding over their facts, trying them out."""
