"""What a procedure's title says of its matter: the section it is about, and the kind of request it is.

A start for the person who writes the form, never more: what is made of it is marked as not compared with the law.
`skeleton/requests/<kind>.py.j2` holds the questions of each kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from motcua.domain.text import fold


@dataclass(frozen=True, slots=True)
class Subject:
    """A shared section of `motcua.api.forms`, under its heading."""

    part: str
    label: str


@dataclass(frozen=True, slots=True)
class Request:
    """One kind. `names` are what its template takes from `motcua.api.forms`.

    For its tests: the answer that asks for a further `paper` and the one that doesn't, and the answers that the
    counter refuses `at` a field.
    """

    kind: str
    pattern: re.Pattern[str]
    names: tuple[str, ...]
    paper: str
    asks: str
    asks_not: str
    wrong: tuple[str, ...]
    at: str
    subject: Subject | None = None


ISSUED = Subject("IssuedPaper", "Giấy đã cấp")
PERSON = Subject("Person", "Người đề nghị")

REQUESTS: tuple[Request, ...] = (
    Request(
        "petition",
        re.compile(r"khieu nai|to cao|xu ly don|tiep cong dan|giai trinh|tranh chap"),
        ("Date", "LongText", "Text", "YesNo"),
        "settlement",
        "was_settled=True",
        "was_settled=False",
        ("was_settled=True", "known_on=date(2017, 10, 2)", "settled_on=date(2017, 10, 1)"),
        "settled_on",
    ),
    Request(
        "appraise",
        re.compile(r"tham dinh|tham tra|quyet toan|bao cao kinh te"),
        ("LongText", "Money", "Text", "YesNo"),
        "approved",
        "is_adjusted=True",
        "is_adjusted=False",
        ("subject__investment=1_000_000_000", "value=1_000_000_001"),
        "value",
        Subject("Project", "Dự án, công trình"),
    ),
    # Nghị định 23/2015/NĐ-CP, Điều 16 và 17: who may ask for a copy from the register, and what they bring.
    Request(
        "copy",
        re.compile(r"tu so goc|trich luc"),
        ("Choice", "Date", "Integer", "Text", "YesNo", "filed_on"),
        "relation_proof",
        "is_for_another=True",
        "is_for_another=False",
        ("issued_on=date(2017, 11, 8)",),
        "issued_on",
        PERSON,
    ),
    Request(
        "again",
        re.compile(r"\b(cap lai|cap doi|dang ky lai|lam lai)\b"),
        ("Choice", "Date", "Integer", "LongText"),
        "proof",
        'reason="changed"',
        'reason="damaged"',
        ('reason="lost"', "lost_on=date(2017, 5, 1)", "subject__issued_on=date(2017, 5, 2)"),
        "lost_on",
        ISSUED,
    ),
    Request(
        "change",
        re.compile(r"thay doi|sua doi|bo sung|dieu chinh|gia han|cai chinh|doi ten|chinh sua|dinh chinh"),
        ("Choice", "Date", "LongText"),
        "proof",
        'grounds="event"',
        'grounds="error"',
        ('grounds="event"', "changed_on=date(2017, 5, 1)", "subject__issued_on=date(2017, 5, 2)"),
        "changed_on",
        ISSUED,
    ),
    Request(
        "end",
        re.compile(r"cham dut|giai the|tam ngung|xoa dang ky|huy bo|thu hoi"),
        ("Date", "LongText", "YesNo"),
        "certificate",
        "is_for_a_while=False",
        "is_for_a_while=True",
        ("is_for_a_while=True", "from_on=date(2018, 1, 2)", "until_on=date(2018, 1, 2)"),
        "until_on",
    ),
    Request(
        "support",
        re.compile(r"ho tro|tro cap|tro giup|\bhuong\b|che do|mai tang|hoc bong|mien giam"),
        ("Choice", "Date", "LongText", "Text", "YesNo", "filed_on"),
        "decision_copy",
        "is_changed=True",
        "is_changed=False",
        ("since_on=date(2018, 11, 9)",),
        "since_on",
    ),
    Request(
        "award",
        re.compile(r"^tang |khen|danh hieu|cong nhan"),
        ("Integer", "LongText", "YesNo"),
        "earlier_copy",
        "is_again=True",
        "is_again=False",
        ("voters=10", "votes=11"),
        "votes",
        Subject("AwardSubject", "Đối tượng được đề nghị"),
    ),
    Request(
        "notify",
        re.compile(r"^thong bao|^khai bao|^bao cao|to chuc (dai hoi|cuoc le|quyen gop)|giang dao"),
        ("Date", "Integer", "LongText", "Text", "YesNo"),
        "guest_list",
        "has_guests=True",
        "has_guests=False",
        ("from_on=date(2018, 1, 2)", "to_on=date(2018, 1, 1)"),
        "to_on",
    ),
)
FIRST = Request(
    "first",
    re.compile(""),
    ("Date", "Integer", "Text", "YesNo", "filed_on"),
    "earlier_copy",
    "has_earlier=True",
    "has_earlier=False",
    ("has_earlier=True", "earlier_on=date(2017, 11, 8)"),
    "earlier_on",
)

SUBJECTS: tuple[tuple[re.Pattern[str], Subject], ...] = (
    (re.compile(r"khuyet tat"), Subject("Disability", "Khuyết tật")),
    (re.compile(r"nguoi co cong|liet si|thuong binh"), Subject("PolicyBeneficiary", "Người có công")),
    (re.compile(r"mai tang|khai tu|da chet"), Subject("Deceased", "Người đã chết")),
    (re.compile(r"hoc sinh|hoc bo tuc|van bang|hoc phi"), Subject("Student", "Học sinh")),
    (re.compile(r"\btre em\b|con nuoi"), Subject("Child", "Trẻ em")),
    (re.compile(r"ho tich"), Subject("CivilEntry", "Việc hộ tịch đã đăng ký")),
    (re.compile(r"hop tac xa"), Subject("Cooperative", "Hợp tác xã")),
    (re.compile(r"\bquy\b|\bhoi\b|ban van dong"), Subject("Association", "Hội, quỹ")),
    (re.compile(r"\btruong\b|nha tre|hoc tap cong dong"), Subject("School", "Cơ sở giáo dục")),
    (re.compile(r"xay dung|cong trinh"), Subject("BuildingWork", "Công trình")),
    (re.compile(r"\bdat\b|the chap|dia chinh"), Subject("LandParcel", "Thửa đất")),
    (re.compile(r"ho ngheo|ho gia dinh|trang trai|dan cu"), Subject("Household", "Hộ gia đình")),
    (re.compile(r"kinh doanh|san xuat|co so|diem cung cap"), Subject("Business", "Cơ sở kinh doanh")),
)


def request_of(title: str) -> Request:
    """The first kind whose words the title has; a first issue, where it has none."""
    text = fold(title)
    return next((each for each in REQUESTS if each.pattern.search(text)), FIRST)


def subject_of(title: str) -> Subject:
    """What the matter is about; the person who asks, where the title names nothing else."""
    asked = request_of(title).subject
    if asked is not None:
        return asked
    text = fold(title)
    return next((subject for pattern, subject in SUBJECTS if pattern.search(text)), PERSON)
