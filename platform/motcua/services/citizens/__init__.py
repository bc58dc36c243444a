"""Citizens: signing in, their profile and dossiers, following one, finding a procedure and preparing for it."""
