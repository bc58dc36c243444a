"""Sections that several procedures ask for, written once: place one with `Person.section("Chủ hộ")`.

A section that a procedure does not need whole is placed `without=("email",)`; what a procedure asks beyond it stands
beside it in the procedure's own form.
"""

from motcua.domain.sections.basic import GENDERS, ID_KINDS, LAND_KINDS, Business, LandParcel, Organisation, Person
from motcua.domain.sections.bodies import Association, Cooperative, Premises, School
from motcua.domain.sections.matters import (
    AwardSubject,
    BankAccount,
    BuildingWork,
    CivilEntry,
    IssuedPaper,
    Petition,
    Project,
)
from motcua.domain.sections.people import (
    NATIONALITIES,
    Child,
    Deceased,
    Disability,
    Household,
    Partner,
    PolicyBeneficiary,
    Student,
)

__all__ = [
    "GENDERS",
    "ID_KINDS",
    "LAND_KINDS",
    "NATIONALITIES",
    "Association",
    "AwardSubject",
    "BankAccount",
    "BuildingWork",
    "Business",
    "Child",
    "CivilEntry",
    "Cooperative",
    "Deceased",
    "Disability",
    "Household",
    "IssuedPaper",
    "LandParcel",
    "Organisation",
    "Partner",
    "Person",
    "Petition",
    "PolicyBeneficiary",
    "Premises",
    "Project",
    "School",
    "Student",
]
