"""The columns of a center's tables as Piccolo knows them. The migrations make them; a test compares the two.

Defaults are None on purpose: a forgotten value must fail on NOT NULL, not be made up. Generated columns are left out.
"""

from motcua.store.tables.at_work import Absence, Presence
from motcua.store.tables.books import BookClosing, BookEntry, BookExport, ClosedLine
from motcua.store.tables.clock import CalendarDecision
from motcua.store.tables.counter import Draft, ReusedScan, Visit
from motcua.store.tables.dossiers import Dossier, DossierPaper, File, Pause, Reappointment, Step
from motcua.store.tables.homes import AccountAct, SavedView
from motcua.store.tables.letters import IssuedLetter, LetterReprint
from motcua.store.tables.people import Applicant, Counter, RequestKey, Session, Setting, SignInFailure, Staff
from motcua.store.tables.plugins import PluginStanding
from motcua.store.tables.province import ProvinceAccess
from motcua.store.tables.results import BoundResult, ResultFile, ResultSignature
from motcua.store.tables.review import ProcedureList, ProcedureOverride, Publication, ReviewEvent
from motcua.store.tables.trail import Event, Note, Notice, TrailSeal, TrailSealHead

ALL = (
    Absence,
    CalendarDecision,
    Presence,
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
    Reappointment,
    Event,
    TrailSeal,
    TrailSealHead,
    Note,
    Notice,
    SavedView,
    AccountAct,
    Draft,
    Visit,
    ReusedScan,
    ResultFile,
    ResultSignature,
    BoundResult,
    IssuedLetter,
    LetterReprint,
    BookEntry,
    BookClosing,
    BookExport,
    Publication,
    ProcedureOverride,
    ProcedureList,
    PluginStanding,
    ReviewEvent,
    ClosedLine,
    ProvinceAccess,
)

__all__ = [
    "ALL",
    "Absence",
    "AccountAct",
    "Applicant",
    "BookClosing",
    "BookEntry",
    "BookExport",
    "BoundResult",
    "CalendarDecision",
    "ClosedLine",
    "Counter",
    "Dossier",
    "DossierPaper",
    "Draft",
    "Event",
    "File",
    "IssuedLetter",
    "LetterReprint",
    "Note",
    "Notice",
    "Pause",
    "PluginStanding",
    "Presence",
    "ProcedureList",
    "ProcedureOverride",
    "ProvinceAccess",
    "Publication",
    "Reappointment",
    "RequestKey",
    "ResultFile",
    "ResultSignature",
    "ReusedScan",
    "ReviewEvent",
    "SavedView",
    "Session",
    "Setting",
    "SignInFailure",
    "Staff",
    "Step",
    "TrailSeal",
    "TrailSealHead",
    "Visit",
]
