"""The agencies' plugins at a center: switched on and off, replaced, kept back."""
