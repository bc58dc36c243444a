"""What a request passes on its way to a page: center → arrival → CSRF → transaction → session → page."""
