"""What people say: phản ánh, kiến nghị and their answers; ratings."""
