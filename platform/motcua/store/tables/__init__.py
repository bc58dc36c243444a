"""The columns of a center's tables as Piccolo knows them. The migrations make them; a test compares the two.

Defaults are None on purpose: a forgotten value must fail on NOT NULL, not be made up. Generated columns are left out.
"""

from motcua.store.tables.dossiers import Dossier, DossierPaper, File, Pause, Step
from motcua.store.tables.people import Applicant, Counter, RequestKey, Session, Setting, SignInFailure, Staff
from motcua.store.tables.trail import Event, Note, Notice, TrailSeal, TrailSealHead

ALL = (
    Staff,
    Session,
    SignInFailure,
    Applicant,
    Setting,
    Counter,
    RequestKey,
    Dossier,
    DossierPaper,
    File,
    Step,
    Pause,
    Event,
    TrailSeal,
    TrailSealHead,
    Note,
    Notice,
)

__all__ = [
    "ALL",
    "Applicant",
    "Counter",
    "Dossier",
    "DossierPaper",
    "Event",
    "File",
    "Note",
    "Notice",
    "Pause",
    "RequestKey",
    "Session",
    "Setting",
    "SignInFailure",
    "Staff",
    "Step",
    "TrailSeal",
    "TrailSealHead",
]
