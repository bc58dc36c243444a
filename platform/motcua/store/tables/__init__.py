"""The columns of a center's tables as Piccolo knows them. The migrations make them; a test compares the two.

Defaults are None on purpose: a forgotten value must fail on NOT NULL, not be made up. Generated columns are left out.
"""

from motcua.store.tables.archive import Disposal, DisposalItem, DossierBundle, InspectionQuery, RetentionTerm
from motcua.store.tables.at_work import Absence, Presence
from motcua.store.tables.books import BookClosing, BookEntry, BookExport, ClosedLine
from motcua.store.tables.clock import CalendarDecision
from motcua.store.tables.counter import Draft, ReusedScan, Visit
from motcua.store.tables.dossiers import Dossier, DossierPaper, File, Pause, Reappointment, Step
from motcua.store.tables.homes import AccountAct, SavedView
from motcua.store.tables.letters import IssuedLetter, LetterReprint
from motcua.store.tables.messages import Message, MessageChoice
from motcua.store.tables.outage import OutageSheet
from motcua.store.tables.people import Applicant, Counter, RequestKey, Session, Setting, SignInFailure, Staff
from motcua.store.tables.plugins import PluginStanding
from motcua.store.tables.province import ProvinceAccess
from motcua.store.tables.results import BoundResult, ResultFile, ResultSignature
from motcua.store.tables.review import ProcedureList, ProcedureOverride, Publication, ReviewEvent
from motcua.store.tables.signing_in import CodeGenerator, OidcLink, RecoveryCode, SignIn
from motcua.store.tables.trail import Event, EventErased, EventWord, Note, Notice, TrailSeal, TrailSealHead
from motcua.store.tables.training import TrainingTask
from motcua.store.tables.viewed import Viewed

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
    CodeGenerator,
    RecoveryCode,
    SignIn,
    OidcLink,
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
    OutageSheet,
    ProvinceAccess,
    TrainingTask,
    Message,
    MessageChoice,
    Viewed,
    EventWord,
    EventErased,
    InspectionQuery,
    DossierBundle,
    RetentionTerm,
    Disposal,
    DisposalItem,
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
    "CodeGenerator",
    "Counter",
    "Disposal",
    "DisposalItem",
    "Dossier",
    "DossierBundle",
    "DossierPaper",
    "Draft",
    "Event",
    "EventErased",
    "EventWord",
    "File",
    "InspectionQuery",
    "IssuedLetter",
    "LetterReprint",
    "Message",
    "MessageChoice",
    "Note",
    "Notice",
    "OidcLink",
    "OutageSheet",
    "Pause",
    "PluginStanding",
    "Presence",
    "ProcedureList",
    "ProcedureOverride",
    "ProvinceAccess",
    "Publication",
    "Reappointment",
    "RecoveryCode",
    "RequestKey",
    "ResultFile",
    "ResultSignature",
    "RetentionTerm",
    "ReusedScan",
    "ReviewEvent",
    "SavedView",
    "Session",
    "Setting",
    "SignIn",
    "SignInFailure",
    "Staff",
    "Step",
    "TrailSeal",
    "TrailSealHead",
    "TrainingTask",
    "Viewed",
    "Visit",
]
