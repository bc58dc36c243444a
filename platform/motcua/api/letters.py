"""The printed forms that a procedure brings along."""

from motcua.domain.api_names import lend_leaving
from motcua.domain.letters import Letter

__all__ = ["Letter"]

lend_leaving(__name__)
