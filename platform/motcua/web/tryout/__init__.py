"""`motcua plugin try`: the counter's form of one plugin, for who writes it. No database, no accounts, nothing kept.

The form is read, judged and drawn by the very functions of the counter, at a center made up around the plugin; its
files are read again when they change, and a mistake in them is a page with the line.
"""
