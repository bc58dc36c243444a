"""Capped worker processes: what may hang, crash or eat memory happens here, never in the server itself."""
