"""Why may somebody, or may not: asked by the director or the administrator about one person and one thing.

Answers in steps, in the order in which the doors stand: the account, the role, the desk or agency, the dossier.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from motcua.centers import here
from motcua.domain.calendar import local
from motcua.domain.dossier import why_not
from motcua.domain.errors import NotAllowed, NotHere, Refused
from motcua.domain.moves import AT_INTAKE, MOVES, Move
from motcua.domain.people import (
    EVERY_AGENCY,
    PERMISSION_NAMES,
    ROLE_NAMES,
    ROLE_PERMISSIONS,
    Acting,
    Permission,
    Role,
    Staff,
    needs_code,
    who_may,
)
from motcua.services.accounts.people import desk_titles, seat_name, standing_of
from motcua.services.accounts.substitutes import as_of_today
from motcua.services.dossiers import records
from motcua.services.dossiers.hindrances import hindrance
from motcua.services.dossiers.naming import agency_name
from motcua.services.dossiers.visibility import may_see
from motcua.services.office import Office
from motcua.store.engine import Row, transaction
from motcua.store.queries.accounts import as_staff, list_staff, staff_by_id
from motcua.store.queries.dossiers import find_by_code

MOST_CODE = 60


@dataclass(frozen=True, slots=True)
class Reason:
    """One door: whether it is open to the person, and why."""

    is_open: bool
    says: str


@dataclass(frozen=True, slots=True)
class Answered:
    """`may`: every door is open. `moves`: (move, why not or empty) of the dossier asked about."""

    name: str
    thing: str
    may: bool
    reasons: tuple[Reason, ...]
    code: str = ""
    moves: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Asking:
    """The boxes of the page, each as (key, words)."""

    people: tuple[tuple[str, str], ...]
    things: tuple[tuple[str, str], ...]
    answered: Answered | None = None


def things() -> tuple[tuple[str, str], ...]:
    return tuple((each.value, _capital(PERMISSION_NAMES[each])) for each in Permission)


async def ask(office: Office, acting: Acting, person: UUID | None, thing: str, code: str) -> Asking:
    """Without a person only the boxes. NotHere for a person of another center; Refused by box for the rest."""
    if not acting.staff.may(Permission.SEE_STAFF):
        raise NotAllowed(f"Quyền của người khác dành cho: {who_may(Permission.SEE_STAFF)}.")
    async with transaction():
        people = tuple((str(row["id"]), _named(row)) for row in await list_staff())
        if person is None:
            return Asking(people, things())
        found = await staff_by_id(person)
        if found is None:
            raise NotHere
        today = local(acting.at).date()
        staff = await as_of_today(as_staff(found), today)
        account = _account(office, found, staff, standing_of(found, today))
        if thing not in set(Permission):
            raise Refused("Chọn một việc.", {"viec": "Chọn một việc trong danh sách."})
        permission = Permission(thing)
        reasons = (*account, *_role(staff, permission), *_places(office, staff, permission))
        moves: tuple[tuple[str, str], ...] = ()
        if code:
            more, moves = await _dossier(acting, staff, permission, code)
            reasons += more
    may = all(reason.is_open for reason in reasons)
    name = PERMISSION_NAMES[permission]
    return Asking(people, things(), Answered(found["name"], name, may, reasons, code, moves))


def _named(row: Row) -> str:
    return f"{row['name']} – {row['title']}" if row["title"] else str(row["name"])


def _account(office: Office, row: Row, staff: Staff, standing: str) -> tuple[Reason, ...]:
    if standing == "khoa":
        return (Reason(False, "Tài khoản đang bị khóa nên không đăng nhập được."),)
    if standing == "het":
        return (Reason(False, f"Hôm nay ngoài thời hạn biệt phái ({_term(row)}) nên tài khoản không làm việc được."),)
    if row["must_change"]:
        return (Reason(False, "Chưa đổi mật khẩu lần đầu: chỉ mở được trang đổi mật khẩu."),)
    if office.settings.requires_codes and needs_code(staff.roles) and not row["has_code"]:
        return (Reason(False, "Chưa thiết lập xác thực hai bước mà nhiệm vụ bắt buộc: phải thiết lập trước."),)
    return (Reason(True, "Tài khoản đang dùng được."),)


def _term(row: Row) -> str:
    from_on, to_on = row["seconded_from"], row["seconded_to"]
    return (
        f"từ {from_on:%d/%m/%Y}" + (f" đến {to_on:%d/%m/%Y}" if to_on else "") if from_on else f"đến {to_on:%d/%m/%Y}"
    )


def _role(staff: Staff, permission: Permission) -> tuple[Reason, ...]:
    own = staff.own or staff
    giving = [role for role in Role if permission in ROLE_PERMISSIONS[role]]
    mine = [ROLE_NAMES[role] for role in giving if role in own.roles]
    if mine:
        return (Reason(True, f"Có quyền {PERMISSION_NAMES[permission]} nhờ nhiệm vụ: {'; '.join(mine)}."),)
    lent = [other.name for other in staff.stands_in_for if other.may(permission)]
    if lent:
        return (Reason(True, f"Có quyền {PERMISSION_NAMES[permission]} vì hôm nay thay mặt {', '.join(lent)}."),)
    wanted = "; ".join(ROLE_NAMES[role] for role in giving)
    held = "; ".join(ROLE_NAMES[role] for role in Role if role in own.roles)
    return (Reason(False, f"Quyền này thuộc nhiệm vụ: {wanted}. Người này được giao: {held}."),)


def _places(office: Office, staff: Staff, permission: Permission) -> tuple[Reason, ...]:
    """Where the right holds: for whose dossiers, at which desks."""
    if not staff.may(permission):
        return ()
    if permission in ROLE_PERMISSIONS[Role.RECEPTION] and Role.RECEPTION in staff.roles:
        if EVERY_AGENCY in staff.receives:
            return (Reason(True, "Với thủ tục của mọi cơ quan."),)
        names = ", ".join(agency_name(here(), key) for key in sorted(staff.receives))
        return (Reason(bool(names), f"Với thủ tục của: {names or 'chưa được giao cơ quan nào'}."),)
    if permission in (Permission.PROCESS, Permission.SIGN, Permission.ASSIGN, Permission.STOP):
        titles = desk_titles(office)
        seats = "; ".join(seat_name(titles, *seat) for seat in sorted(staff.desks))
        return (Reason(bool(seats), f"Tại vị trí: {seats or 'chưa được giao vị trí xử lý nào'}."),)
    return ()


async def _dossier(
    acting: Acting, staff: Staff, permission: Permission, code: str
) -> tuple[tuple[Reason, ...], tuple[tuple[str, str], ...]]:
    """In the open transaction. Nothing of the dossier is told but whether the person may, and why."""
    row = await find_by_code(code) if len(code) <= MOST_CODE else None
    kept = await records.load(row["id"]) if row is not None else None
    if kept is None:
        raise Refused("Không có hồ sơ này.", {"ho-so": "Không có hồ sơ mang mã này tại Trung tâm."})
    dossier = kept.dossier
    sees = may_see(staff, dossier)
    seen = Reason(sees, "Xem được hồ sơ này." if sees else "Hồ sơ không thuộc quầy, cơ quan hoặc vị trí của người này.")
    moves = []
    for move, facts in MOVES.items():
        if facts.permission is permission and move not in AT_INTAKE:
            says = why_not(move, dossier, staff) or hindrance(move, kept, acting.at) or ""
            moves.append((_label(move), says))
    reasons = [seen]
    if moves and all(says for _, says in moves):
        reasons.append(
            Reason(False, "Với hồ sơ này lúc này không thực hiện được việc nào thuộc quyền đó; lý do ở dưới.")
        )
    return tuple(reasons), tuple(moves)


def _label(move: Move) -> str:
    return MOVES[move].label


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
