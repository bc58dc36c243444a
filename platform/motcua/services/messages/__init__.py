"""Messages to people outside: what they say, the queue, sending, and what could not be sent."""
