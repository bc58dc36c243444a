"""Training (tập huấn): a twin of a center, its clock, its exercises, and the trainer's board."""
