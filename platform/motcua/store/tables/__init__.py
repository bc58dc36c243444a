"""The columns of a center's tables as Piccolo knows them. The migrations make them; a test compares the two.

Defaults are None on purpose: a forgotten value must fail on NOT NULL, not be made up. Generated columns are left out.
"""

from motcua.store.tables.at_work import Absence, Presence
from motcua.store.tables.books import BookClosing, BookEntry, BookExport, ClosedLine
from motcua.store.tables.citizens import Citizen, CitizenCode, CitizenContact, CitizenLink, CitizenSession
from motcua.store.tables.clock import CalendarDecision
from motcua.store.tables.counter import Draft, ReusedScan, Visit
from motcua.store.tables.dossiers import Dossier, DossierPaper, File, Pause, Reappointment, Step
from motcua.store.tables.filings import CitizenDossier, Filing
from motcua.store.tables.hall import (
    HallAppointment,
    HallCounter,
    HallDevice,
    HallSlot,
    HallTicket,
    HallTicketDossier,
    HallWait,
)
from motcua.store.tables.hearing import EVERY as HEARING
from motcua.store.tables.homes import AccountAct, SavedView
from motcua.store.tables.letters import IssuedLetter, LetterReprint
from motcua.store.tables.machines import ApiKey, EventFeed, PortalImport, PortalLine, Webhook, WebhookDelivery
from motcua.store.tables.messages import Message, MessageChoice
from motcua.store.tables.outage import OutageSheet
from motcua.store.tables.payments import MONEY
from motcua.store.tables.people import Applicant, Counter, RequestKey, Session, Setting, SignInFailure, Staff
from motcua.store.tables.plugins import PluginStanding
from motcua.store.tables.province import ProvinceAccess
from motcua.store.tables.results import BoundResult, ResultFile, ResultSignature
from motcua.store.tables.review import ProcedureList, ProcedureOverride, Publication, ReviewEvent
from motcua.store.tables.signing_in import CodeGenerator, OidcLink, RecoveryCode, SignIn
from motcua.store.tables.together import EVERY as TOGETHER
from motcua.store.tables.trail import Event, Note, Notice, TrailSeal, TrailSealHead
from motcua.store.tables.training import TrainingTask
from motcua.store.tables.viewed import Viewed

ALL = (
    *HEARING,
    *TOGETHER,
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
    Citizen,
    CitizenContact,
    CitizenCode,
    CitizenSession,
    CitizenLink,
    Filing,
    CitizenDossier,
    Viewed,
    Message,
    MessageChoice,
    *MONEY,
    HallDevice,
    HallAppointment,
    HallSlot,
    HallTicket,
    HallCounter,
    HallTicketDossier,
    HallWait,
    ApiKey,
    EventFeed,
    Webhook,
    WebhookDelivery,
    PortalImport,
    PortalLine,
)

__all__ = [
    "ALL",
    "Absence",
    "AccountAct",
    "ApiKey",
    "Applicant",
    "BookClosing",
    "BookEntry",
    "BookExport",
    "BoundResult",
    "CalendarDecision",
    "Citizen",
    "CitizenCode",
    "CitizenContact",
    "CitizenDossier",
    "CitizenLink",
    "CitizenSession",
    "ClosedLine",
    "CodeGenerator",
    "Counter",
    "Dossier",
    "DossierPaper",
    "Draft",
    "Event",
    "EventFeed",
    "File",
    "Filing",
    "HallAppointment",
    "HallCounter",
    "HallDevice",
    "HallSlot",
    "HallTicket",
    "HallTicketDossier",
    "HallWait",
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
    "PortalImport",
    "PortalLine",
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
    "Webhook",
    "WebhookDelivery",
]
