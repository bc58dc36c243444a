"""Everything a plugin may import, here and in the submodules `forms`, `routes`, `fees`, `events`, `letters`."""

from motcua.domain.api_names import lend_leaving
from motcua.domain.codes import local, national
from motcua.domain.contributions import Check
from motcua.domain.events import DossierChanged, Effect
from motcua.domain.facts import read_facts
from motcua.domain.plans import RoutingRule
from motcua.domain.procedures import Procedure
from motcua.domain.term_rules import TermRule
from motcua.hookspecs import hookimpl

__all__ = [
    "Check",
    "DossierChanged",
    "Effect",
    "Procedure",
    "RoutingRule",
    "TermRule",
    "hookimpl",
    "local",
    "national",
    "read_facts",
]

lend_leaving(__name__)
