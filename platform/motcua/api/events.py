"""What a plugin is told after a dossier has changed, and what it may ask for in return."""

from motcua.domain.api_names import lend_leaving
from motcua.domain.events import AddNote, DossierChanged, Effect, Notify
from motcua.domain.moves import Move
from motcua.domain.states import State

__all__ = ["AddNote", "DossierChanged", "Effect", "Move", "Notify", "State"]

lend_leaving(__name__)
