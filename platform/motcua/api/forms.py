"""What a plugin imports to write forms. Names only: the logic is in `motcua.domain`."""

from motcua.domain.checks import Check, check
from motcua.domain.conditions import age, answer, channel, filed_on
from motcua.domain.fields import (
    Choice,
    Commune,
    Date,
    Decimal,
    Email,
    IdNumber,
    Integer,
    LongText,
    Many,
    Money,
    Phone,
    Section,
    TaxCode,
    Text,
    YesNo,
)
from motcua.domain.forms import Form
from motcua.domain.papers import Computed, Paper
from motcua.domain.parts import Part, Rows
from motcua.domain.sections import Business, LandParcel, Organisation, Person

__all__ = [
    "Business",
    "Check",
    "Choice",
    "Commune",
    "Computed",
    "Date",
    "Decimal",
    "Email",
    "Form",
    "IdNumber",
    "Integer",
    "LandParcel",
    "LongText",
    "Many",
    "Money",
    "Organisation",
    "Paper",
    "Part",
    "Person",
    "Phone",
    "Rows",
    "Section",
    "TaxCode",
    "Text",
    "YesNo",
    "age",
    "answer",
    "channel",
    "check",
    "filed_on",
]
