"""One dossier: how it is loaded and saved, its moves, its page, its trail, and who may see it."""
