"""The printed forms that a procedure brings along."""

from motcua.domain.letters import Letter

__all__ = ["Letter"]
