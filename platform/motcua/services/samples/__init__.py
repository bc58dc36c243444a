"""Invented dossiers: believable answers, people, whole ways of a dossier, a center around a plugin."""
