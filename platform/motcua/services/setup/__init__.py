"""Making a center ready and keeping it so: onboarding, settings, checks, taking dossiers over, leaving."""
