"""The legal clock of dossiers: due dates, calendars, what is late, who is told, apologies with a new date."""
