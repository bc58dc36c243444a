"""The second step of signing in: a code once, little drift, few tries, ten ways out without the telephone."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyotp
import pytest

from motcua.centers import Center, entered
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused, TooMany
from motcua.domain.people import Acting
from motcua.services.accounts import second_step
from motcua.services.accounts.lock import seat_of
from motcua.services.accounts.second_step import (
    STEP,
    confirm,
    enrolment,
    renew_recovery_codes,
    reset,
    reset_at_the_server,
    set_up,
    turn_off,
)
from motcua.services.accounts.sign_ins import Door, sign_ins_of
from motcua.services.accounts.signing_in import CODE_WITHIN, SignedIn, set_password, sign_in
from motcua.store.engine import DB, transaction

NOW = datetime(2026, 11, 24, 8, 0, 10, tzinfo=UTC)
PASSWORD = "mật khẩu đủ dài"
DOOR = Door("10.1.2.3", "Mozilla/5.0 (Windows NT 10.0) Chrome/120")


@pytest.fixture
async def person(in_que_vo: Center, office: Any, make_staff: Any) -> Any:
    staff = await make_staff(roles=("head",), agency="tu_phap", kind="agency", receives=())
    await set_password(office, staff.username, PASSWORD, False, NOW)
    return staff


async def enrolled(staff: Any, at: datetime = NOW - timedelta(hours=1)) -> tuple[pyotp.TOTP, tuple[str, ...]]:
    made = enrolment(staff)
    generator = pyotp.TOTP(made.secret)
    return generator, await set_up(Acting(staff, at), made.sealed, generator.at(at), at)


async def half(office: Any, staff: Any, at: datetime = NOW) -> SignedIn:
    made = await sign_in(office, staff.username, PASSWORD, address="10.1.2.3", agent="", now=at)
    assert made.awaits_code
    return made


async def test_the_password_alone_opens_nothing_and_the_code_makes_a_new_session(office: Any, person: Any) -> None:
    generator, _ = await enrolled(person)
    waiting = await half(office, person)
    seat = await seat_of(office, waiting.token, NOW)
    assert seat is not None
    assert seat.awaits_code
    whole = await confirm(office, waiting.token, generator.at(NOW), DOOR, NOW)
    assert whole.token != waiting.token
    assert await seat_of(office, waiting.token, NOW) is None
    seat = await seat_of(office, whole.token, NOW)
    assert seat is not None
    assert not seat.awaits_code
    with pytest.raises(NotHere):  # a whole session is not confirmed again
        await confirm(office, whole.token, generator.at(NOW + timedelta(minutes=2)), DOOR, NOW + timedelta(minutes=2))


async def test_half_a_session_is_over_after_ten_minutes(office: Any, person: Any) -> None:
    generator, _ = await enrolled(person)
    waiting = await half(office, person)
    later = NOW + CODE_WITHIN + timedelta(seconds=1)
    with pytest.raises(NotHere):
        await confirm(office, waiting.token, generator.at(later), DOOR, later)


async def test_a_code_is_taken_once_also_by_two_at_the_same_moment(office: Any, person: Any) -> None:
    generator, _ = await enrolled(person)
    code = generator.at(NOW)
    tokens = [(await half(office, person)).token for _ in range(4)]
    tries = (confirm(office, token, code, DOOR, NOW) for token in tokens)
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(each, SignedIn) for each in answers) == 1, answers
    assert sum(isinstance(each, Refused) for each in answers) == 3, answers


async def test_without_the_memory_of_the_last_step_a_code_is_taken_twice(
    office: Any, person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: what the guard against replay keeps out."""
    generator, _ = await enrolled(person)

    async def forgetful(*_: Any) -> bool:
        return True

    monkeypatch.setattr(second_step.stored, "use_step", forgetful)
    for _ in range(2):
        assert await confirm(office, (await half(office, person)).token, generator.at(NOW), DOOR, NOW)


@pytest.mark.parametrize(("steps", "is_taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
async def test_a_clock_may_be_one_step_off(office: Any, person: Any, steps: int, is_taken: bool) -> None:
    generator, _ = await enrolled(person)
    waiting = await half(office, person)
    code = generator.at(NOW + timedelta(seconds=steps * STEP))
    if is_taken:
        assert await confirm(office, waiting.token, code, DOOR, NOW)
    else:
        with pytest.raises(Refused):
            await confirm(office, waiting.token, code, DOOR, NOW)


async def test_an_older_code_is_not_taken_after_a_newer_one(office: Any, person: Any) -> None:
    generator, _ = await enrolled(person)
    await confirm(office, (await half(office, person)).token, generator.at(NOW + timedelta(seconds=STEP)), DOOR, NOW)
    with pytest.raises(Refused):
        await confirm(office, (await half(office, person)).token, generator.at(NOW), DOOR, NOW)


async def test_the_code_that_set_it_up_opens_nothing(office: Any, person: Any) -> None:
    generator, _ = await enrolled(person, NOW)
    with pytest.raises(Refused):
        await confirm(office, (await half(office, person)).token, generator.at(NOW), DOOR, NOW)


async def test_five_wrong_codes_stop_even_the_right_one_and_guesses_in_parallel_gain_nothing(
    office: Any, person: Any
) -> None:
    generator, _ = await enrolled(person)
    right, token = generator.at(NOW), (await half(office, person)).token
    wrong = [f"{(int(right) + number) % 1_000_000:06d}" for number in range(1, 13)]
    answers = await asyncio.gather(*(confirm(office, token, code, DOOR, NOW) for code in wrong), return_exceptions=True)
    assert sum(type(each) is Refused for each in answers) == 5, answers
    assert sum(type(each) is TooMany for each in answers) == 7, answers
    with pytest.raises(TooMany):
        await confirm(office, token, right, DOOR, NOW)
    later = NOW + timedelta(minutes=16)
    again = await half(office, person, later)
    assert await confirm(office, again.token, generator.at(later), DOOR, later)


async def test_a_recovery_code_opens_once_and_is_nowhere_in_the_database(
    office: Any, person: Any, owner: Any, in_que_vo: Center
) -> None:
    _, codes = await enrolled(person)
    assert len(set(codes)) == 10
    stored = await owner.fetchval(
        f"SELECT string_agg(r::text, ' ') FROM {in_que_vo.schema}.recovery_code r WHERE staff_id = $1", person.id
    )
    stored += await owner.fetchval(
        f"SELECT g::text FROM {in_que_vo.schema}.code_generator g WHERE staff_id = $1", person.id
    )
    assert not any(code in stored or code.replace("-", "") in stored for code in codes)
    typed = codes[3].upper().replace("-", " ")
    made = await confirm(office, (await half(office, person)).token, typed, DOOR, NOW)
    assert made.staff.id == person.id
    with pytest.raises(Refused):
        await confirm(office, (await half(office, person)).token, codes[3], DOOR, NOW)
    assert (await second_step.standing_of(office, person)).left == 9


async def test_somebody_elses_codes_open_nothing(office: Any, person: Any, make_staff: Any) -> None:
    other = await make_staff()
    their_generator, their_codes = await enrolled(other)
    await enrolled(person)
    for code in (their_generator.at(NOW), their_codes[0]):
        with pytest.raises(Refused):
            await confirm(office, (await half(office, person)).token, code, DOOR, NOW)


async def test_a_secret_sealed_for_one_person_sets_up_nobody_else(person: Any, make_staff: Any) -> None:
    other = await make_staff()
    made = enrolment(other)
    with pytest.raises(Refused, match="quá lâu"):
        await set_up(Acting(person, NOW), made.sealed, pyotp.TOTP(made.secret).at(NOW), NOW)


async def test_new_recovery_codes_replace_the_old_ones(office: Any, person: Any) -> None:
    generator, old = await enrolled(person)
    fresh = await renew_recovery_codes(Acting(person, NOW), generator.at(NOW), NOW)
    with pytest.raises(Refused):
        await confirm(office, (await half(office, person)).token, old[0], DOOR, NOW)
    assert await confirm(office, (await half(office, person)).token, fresh[0], DOOR, NOW)


async def test_who_must_have_it_can_not_turn_it_off_and_who_need_not_can(
    office: Any, person: Any, make_staff: Any
) -> None:
    strict = replace(office, settings=replace(office.settings, requires_codes=True))
    generator, _ = await enrolled(person)
    with pytest.raises(NotAllowed):
        await turn_off(strict, Acting(person, NOW), generator.at(NOW), NOW)
    clerk = await make_staff()
    theirs, _ = await enrolled(clerk)
    with pytest.raises(Refused):
        await turn_off(strict, Acting(clerk, NOW), "000000", NOW)
    await turn_off(strict, Acting(clerk, NOW), theirs.at(NOW), NOW)
    assert (await second_step.standing_of(strict, clerk)).set_up_at is None


async def test_where_it_is_required_only_the_set_up_page_is_open_before(
    office: Any, person: Any, make_staff: Any
) -> None:
    strict = replace(office, settings=replace(office.settings, requires_codes=True))
    made = await sign_in(strict, person.username, PASSWORD, address="", agent="", now=NOW)
    assert not made.awaits_code
    for asked, is_held in ((strict, True), (office, False)):
        seat = await seat_of(asked, made.token, NOW)
        assert seat is not None
        assert seat.staff.must_set_up_code is is_held
    await enrolled(person)
    seat = await seat_of(strict, made.token, NOW)
    assert seat is not None
    assert not seat.staff.must_set_up_code


async def test_the_administrator_resets_it_with_a_line_in_the_trail(office: Any, person: Any, make_staff: Any) -> None:
    admin = Acting(await make_staff(roles=("administrator",)), NOW)
    with pytest.raises(Conflict, match="chưa bật"):
        await reset(admin, person.id)
    await enrolled(person)
    with pytest.raises(NotAllowed):
        await reset(Acting(await make_staff(roles=("director",)), NOW), person.id)
    with pytest.raises(Conflict, match="chính bạn"):
        await reset(admin, admin.staff.id)
    waiting = await half(office, person)
    await reset(admin, person.id)
    assert await seat_of(office, waiting.token, NOW) is None
    async with transaction():
        kinds = [row["kind"] for row in await DB.fetch("SELECT kind FROM account_act WHERE staff_id = $1", person.id)]
    assert kinds == ["code_on", "code_reset"]
    assert not (await sign_in(office, person.username, PASSWORD, address="", agent="", now=NOW)).awaits_code


async def test_the_last_administrator_s_telephone_is_replaced_at_the_server(office: Any, person: Any) -> None:
    with pytest.raises(NotHere):
        await reset_at_the_server(person.username, NOW)
    await enrolled(person)
    await reset_at_the_server(person.username, NOW)
    assert not (await sign_in(office, person.username, PASSWORD, address="", agent="", now=NOW)).awaits_code
    async with transaction():
        last = await DB.fetch("SELECT kind, data FROM account_act WHERE staff_id = $1 ORDER BY id DESC", person.id)
    assert last[0]["kind"] == "code_reset"
    assert "máy chủ" in last[0]["data"]


async def test_the_other_center_s_administrator_finds_nobody(
    person: Any, other_center: Center, make_staff: Any
) -> None:
    await enrolled(person)
    with entered(other_center):
        admin = Acting(await make_staff(roles=("administrator",)), NOW)
        with pytest.raises(NotHere):
            await reset(admin, person.id)


async def test_the_history_says_what_happened_without_the_machine(office: Any, person: Any) -> None:
    generator, codes = await enrolled(person)
    with pytest.raises(Refused):
        await sign_in(office, person.username, "sai mật khẩu rồi", address="10.1.2.3", agent="", now=NOW)
    token = (await half(office, person)).token
    with pytest.raises(Refused):
        await confirm(office, token, "12345", DOOR, NOW)
    await confirm(office, token, generator.at(NOW), DOOR, NOW)
    await confirm(office, (await half(office, person)).token, codes[0], DOOR, NOW)
    lines = (await sign_ins_of(Acting(person, NOW), person.id)).lines
    assert [line.says for line in lines] == [
        "Đăng nhập bằng mật khẩu và mã dự phòng",
        "Đăng nhập bằng mật khẩu và mã xác thực",
        "Sai mã xác thực",
        "Sai mật khẩu",
    ]
    assert {line.network for line in lines} == {"10.1.2.0/24"}
    assert lines[0].device == "Chrome, Windows"


async def test_others_read_nobodys_history_but_the_administrator(office: Any, person: Any, make_staff: Any) -> None:
    for at in range(60):
        await sign_in(office, person.username, PASSWORD, address="::1", agent="", now=NOW + timedelta(minutes=at))
    admin = Acting(await make_staff(roles=("administrator",)), NOW)
    first = await sign_ins_of(admin, person.id)
    assert len(first.lines) == 50
    rest = await sign_ins_of(admin, person.id, first.next_key)
    assert (len(rest.lines), rest.next_key) == (10, 0)
    assert {line.id for line in first.lines}.isdisjoint(line.id for line in rest.lines)
    for role in ("director", "head"):
        with pytest.raises(NotAllowed):
            await sign_ins_of(Acting(await make_staff(roles=(role,)), NOW), person.id)


async def test_a_secondment_ends_the_work_on_the_day_after_and_an_extension_begins_it_again(
    office: Any, in_que_vo: Center, make_staff: Any
) -> None:
    to_on = date(2026, 11, 24)
    term = {"kind": "seconded", "agency": "tu_phap", "seconded_from": date(2026, 1, 1), "seconded_to": to_on}
    staff = await make_staff(**term)
    await set_password(office, staff.username, PASSWORD, False, NOW)

    async def come(today: date) -> SignedIn:
        return await sign_in(office, staff.username, PASSWORD, address="", agent="", now=NOW, today=today)

    token = (await come(to_on)).token
    assert await seat_of(office, token, NOW, to_on) is not None
    over = to_on + timedelta(days=1)
    assert await seat_of(office, token, NOW, over) is None
    with pytest.raises(Refused, match="hết ngày 24/11/2026"):
        await come(over)
    with pytest.raises(Refused, match="Tên đăng nhập hoặc mật khẩu"):  # who lacks the password learns nothing
        await sign_in(office, staff.username, "sai mật khẩu rồi", address="", agent="", now=NOW, today=over)
    with pytest.raises(Refused, match="bắt đầu từ ngày 01/01/2026"):
        await come(date(2025, 12, 31))
    async with transaction():
        await DB.fetch("UPDATE staff SET seconded_to = $2 WHERE id = $1", staff.id, over)
    assert await come(over)
    assert await seat_of(office, token, NOW, over) is not None
