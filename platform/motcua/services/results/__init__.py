"""Results of dossiers: their files, letters, numbers and signatures."""
