"""The hall: numbers, counters, displays and kiosks, appointments, and how long people wait."""
