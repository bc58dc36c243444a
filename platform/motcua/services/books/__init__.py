"""The statutory books: their pages, files, excerpts' lines, and the closing of a year."""
