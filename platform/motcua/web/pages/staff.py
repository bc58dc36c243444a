"""The center's people, for its director and its administrator, and what the administrator does with their accounts."""

from __future__ import annotations

from uuid import UUID, uuid4

from motcua.domain.errors import NotHere, Refused
from motcua.services.accounts import keeping as account_keeping
from motcua.services.accounts.people import STANDINGS, people
from motcua.web.forms import Typed, only
from motcua.web.ids import uuid_of
from motcua.web.page import (
    Answer,
    Permission,
    WebRequest,
    act,
    acting,
    form_of,
    go,
    office_of,
    page,
    query_of,
    shown,
)


@page("/can-bo", may=Permission.SEE_STAFF)
async def show_staff(request: WebRequest) -> Answer:
    standing = only(query_of(request), "tinh-trang")
    if standing and standing not in STANDINGS:
        raise NotHere
    found = await people(office_of(request), acting(request))
    return shown(
        request,
        "staff/list.html",
        title="Cán bộ của Trung tâm",
        found=[person for person in found if not standing or person.standing == standing],
        standing=standing,
        standings=list(STANDINGS.items()),
        may_manage=acting(request).staff.may(Permission.MANAGE_ACCOUNTS),
        key_for=lambda: uuid4(),
    )


@act("/can-bo/dat-lai-mat-khau", may=Permission.MANAGE_ACCOUNTS, in_transaction=False)
async def reset(request: WebRequest) -> Answer:
    """The new first password is in this answer and nowhere else; sent again, the answer has none."""
    posted = await form_of(request)
    staff_id, key = _whom(posted), uuid_of(only(posted, "_key"))
    if key is None:
        raise Refused("Trang này đã mở quá lâu. Hãy mở lại danh sách cán bộ.")
    changed = await account_keeping.reset_password(office_of(request), acting(request), staff_id, key)
    return shown(request, "staff/password.html", title="Mật khẩu lần đầu", changed=changed, is_new=False)


@act("/can-bo/khoa", may=Permission.MANAGE_ACCOUNTS)
async def lock(request: WebRequest) -> Answer:
    changed = await account_keeping.lock(office_of(request), acting(request), _whom(await form_of(request)))
    return go(request, "/can-bo", says=f"Tài khoản {changed.username} ({changed.name}) đã khóa.")


@act("/can-bo/mo-khoa", may=Permission.MANAGE_ACCOUNTS)
async def unlock(request: WebRequest) -> Answer:
    changed = await account_keeping.unlock(office_of(request), acting(request), _whom(await form_of(request)))
    return go(request, "/can-bo", says=f"Tài khoản {changed.username} ({changed.name}) đã mở khóa.")


def _whom(posted: Typed) -> UUID:
    text = only(posted, "can-bo")
    if not text:
        raise Refused("Hãy chọn tài khoản.")
    found = uuid_of(text)
    if found is None:
        raise NotHere
    return found


PAGES = (show_staff, reset, lock, unlock)
