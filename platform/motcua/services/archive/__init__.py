"""How long dossiers are kept, and what happens when that time has ended: a list, an approval, destruction, minutes."""
