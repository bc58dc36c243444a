"""What is known of this office's procedures (facts.toml), read once."""

from importlib.resources import files

from motcua.api import read_facts

FACTS = read_facts(files(__package__) / "facts.toml")
