"""What the province does over its centers: sees their numbers, tells them things, adds one, asks to be let into one."""
