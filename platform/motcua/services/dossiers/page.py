"""The values of a dossier's page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from motcua.domain.dossier import Dossier
from motcua.domain.messages import CHANNELS
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.results import Kind, Results
from motcua.services.dossiers.asked import OriginalToReturn
from motcua.services.dossiers.offered import OfferedMove
from motcua.services.dossiers.timeline import EventLine
from motcua.services.files.uploads import FileLine
from motcua.services.letters.paperwork import Paperwork
from motcua.services.messages.lines import MessageLine

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PaperLine:
    key: str
    title: str
    originals: int
    certified_copies: int
    copies: int
    is_presented: bool
    originals_returned_at: datetime | None
    goes_back: str
    """What becomes of its originals, in words; empty where none were taken in."""


@dataclass(frozen=True, slots=True)
class RouteLine:
    """One step or opinion of the way. `took` in working time; `in_time`: Trước hạn, Đúng hạn, Quá hạn."""

    label: str
    desk: str
    kind: str
    state: str
    within: str
    handed_at: datetime | None
    confirmed_at: datetime | None
    due_at: datetime | None
    done_at: datetime | None
    done_by: str
    took: str
    in_time: str
    proposal: str
    note: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class PauseLine:
    title: str
    reason: str
    from_at: datetime
    to_at: datetime | None
    evidence: str


@dataclass(frozen=True, slots=True)
class NoteLine:
    """What an agency's plugin left on the dossier."""

    at: datetime
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """What somebody is to be told, and whether it has gone out."""

    at: datetime
    to: str
    text: str
    state: str


@dataclass(frozen=True, slots=True)
class DossierPage:
    """Everything the page needs; a page reads nothing else. `seen` goes back with every move."""

    dossier: Dossier
    seen: int
    code: str
    version: ProcedureVersion
    procedure_title: str
    state_name: str
    status: int
    applicant_name: str
    applicant: tuple[tuple[str, Pairs], ...]
    sections: tuple[tuple[str, Pairs], ...]
    papers: tuple[PaperLine, ...]
    files: tuple[FileLine, ...]
    route: tuple[RouteLine, ...]
    events: tuple[EventLine, ...]
    pauses: tuple[PauseLine, ...]
    notes: tuple[NoteLine, ...]
    moves: tuple[OfferedMove, ...]
    next_actor: str
    next_due_at: datetime | None
    sentence: str
    late_text: str
    is_late: bool
    term_says: str
    fee_text: str
    delivery: str
    arrival: Pairs
    result: Pairs
    results: Results
    attachable: tuple[Kind, ...]
    staying: tuple[OriginalToReturn, ...]
    may_receive: Pairs
    """Who may take the result: the applicant, and a proxy named at intake."""
    unchecked: tuple[str, ...]
    received_by: str
    reason: str
    """Why it stands in its present state, where that needs one."""
    can_complete: bool
    has_receipt: bool
    paperwork: Paperwork
    old_number: str = ""
    """Under which number another software had it."""
    queue_number: str = ""
    """From which number of the hall it was filed, and at which counter."""
    notices: tuple[NoticeLine, ...] = ()
    messages: tuple[MessageLine, ...] = ()
    """What the applicant was told."""
    told_by: str = ""
    """By which way they want to be: a key of `ways`; "" where nobody has asked them."""
    may_tell: bool = False
    destroyed: str = ""
    """When its time had ended, by which minutes; nothing of its content is left then."""
    must_end: str = ""
    """By when the step in hand must end for the rest to fit."""

    @property
    def ways(self) -> Mapping[str, str]:
        return CHANNELS
