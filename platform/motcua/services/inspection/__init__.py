"""What an inspector does at a center: searches the trail, reads any dossier, takes one away as a sealed bundle."""
