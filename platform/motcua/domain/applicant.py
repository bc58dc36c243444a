"""The platform's own questions, asked with every dossier: who applies, and who came in their place."""

from __future__ import annotations

from motcua.domain.checks import Check
from motcua.domain.contacts import Email, IdNumber, Phone, TaxCode
from motcua.domain.fields import Choice, Text, YesNo
from motcua.domain.forms import Form
from motcua.domain.parts import Part
from motcua.domain.quantities import Date
from motcua.domain.sections import ID_KINDS

APPLICANT_KINDS = {"person": "Cá nhân", "organisation": "Tổ chức"}


class Applicant(Part):
    """Người nộp hồ sơ."""

    kind = Choice("Loại người nộp hồ sơ", APPLICANT_KINDS)
    is_person = kind.is_("person")
    is_organisation = kind.is_("organisation")

    name = Text("Họ và tên", longest=100, words=2).shown_if(is_person)
    born = Date("Ngày sinh", optional=True, not_future=True).shown_if(is_person)
    id_kind = Choice("Loại giấy tờ tùy thân", ID_KINDS).shown_if(is_person)
    id_number = IdNumber("Số giấy tờ tùy thân", kind_of=id_kind, born=born).shown_if(is_person)

    organisation = Text("Tên tổ chức").shown_if(is_organisation)
    tax_code = TaxCode("Mã số thuế", optional=True).shown_if(is_organisation)
    head_name = Text("Người đại diện", longest=100, words=2).shown_if(is_organisation)
    head_title = Text("Chức vụ", optional=True, longest=100).shown_if(is_organisation)

    # Mẫu 01 (Thông tư 01/2018/TT-VPCP) prints address and telephone; an early result is announced by telephone
    # (Nghị định 61/2018/NĐ-CP, Điều 20.4).
    address = Text("Địa chỉ", longest=300, hint="Số nhà, thôn, xã, huyện, tỉnh")
    phone = Phone("Số điện thoại")
    email = Email("Thư điện tử", optional=True)


class Proxy(Part):
    """Người được ủy quyền nộp thay."""

    is_used = YesNo("Nộp thay theo ủy quyền", hint="Người đến nộp không phải là người đứng tên hồ sơ")
    name = Text("Họ và tên người nộp thay", longest=100, words=2).shown_if(is_used.is_(True))
    id_number = IdNumber("Số giấy tờ của người nộp thay").shown_if(is_used.is_(True))
    phone = Phone("Số điện thoại của người nộp thay", optional=True).shown_if(is_used.is_(True))
    authority = Text("Văn bản ủy quyền", hint="Số, ngày, nơi chứng thực; hoặc giấy giới thiệu của tổ chức").shown_if(
        is_used.is_(True)
    )


class ApplicantForm(Form, is_platforms=True):
    """Người nộp hồ sơ."""

    applicant = Applicant.section("Người nộp hồ sơ")
    proxy = Proxy.section("Nộp thay")

    stands_for_another = Check(
        "Người nộp thay phải là người khác với người đứng tên hồ sơ",
        proxy["id_number"].is_not(applicant["id_number"]),
        at=proxy["id_number"],
    )


def applicant_name(answers: object) -> str:
    """The name under which the dossier goes: the person's or the organisation's."""
    values = answers if isinstance(answers, dict) else {}
    return str(values.get("applicant.name") or values.get("applicant.organisation") or "")
