"""Who handles a dossier, in what order, and how long each may take."""

from motcua.domain.api_names import lend_leaving
from motcua.domain.routes import (
    DISTRICT_LEADER,
    Consult,
    Desk,
    Route,
    Step,
    at_agency,
    consult,
    desk_of,
    financial_obligation,
    otherwise,
    statutory_posting,
    when,
)
from motcua.domain.term_rules import TermRule, by_channel
from motcua.domain.terms import calendar_days, hours, no_term, same_day, unknown_term, working_days

__all__ = [
    "DISTRICT_LEADER",
    "Consult",
    "Desk",
    "Route",
    "Step",
    "TermRule",
    "at_agency",
    "by_channel",
    "calendar_days",
    "consult",
    "desk_of",
    "financial_obligation",
    "hours",
    "no_term",
    "otherwise",
    "same_day",
    "statutory_posting",
    "unknown_term",
    "when",
    "working_days",
]

lend_leaving(__name__)
