"""The straight way of a dossier, move by move, each by the account that may make it and the words that come back."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from motcua.centers import Center, entered
from motcua.domain.dossier import Dossier, sentence_for_applicant
from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.moves import Move
from motcua.domain.people import Acting, Role
from motcua.domain.states import FINANCIAL_SENTENCE, State
from motcua.services.citizens import public
from motcua.services.counter import intake
from motcua.services.dossiers import shown as dossiers
from motcua.services.office import Office
from motcua.testing import accept_dossier, at, case_intake, prepare, staff_at, walk

BUSINESS, LAND = "dang-ky-ho-kinh-doanh", "dang-ky-bien-dong-dat-dai"
PERMIT, CORRECTION = "giay-phep-xay-dung-nha-o-rieng-le", "thay-doi-cai-chinh-ho-tich"
GRANT = {"proposal": "grant", "finding": "Hồ sơ hợp lệ."}
ON_PAPER = {"how": "paper_only"}
PROXY = {"proxy_number": "125123456", "proxy_document": "12/2017", "proxy_document_on": "10/11/2017"}
MONDAY = "2017-11-06"


def standing(dossier: Dossier) -> tuple[State, str | None]:
    step = dossier.current_step
    return dossier.state, step.key if step else None


async def test_a_household_business_goes_from_the_counter_to_the_hand_back(office: Office, center: Center) -> None:
    counter = await staff_at(center, "huyen.ntt")
    registrar = await staff_at(center, ("tai_chinh_ke_hoach", "registrar"))
    head = await staff_at(center, ("tai_chinh_ke_hoach", "head"))
    clerk = await staff_at(center, Role.CLERK)
    case = await accept_dossier(
        office, center, BUSINESS, at=at(f"{MONDAY} 10:00"), by=counter, trade="food",
        intake_changes={"fee_amount": 100_000},
    )  # fmt: skip
    assert case.code.startswith("000.00.NN.H05-171106-")
    dossier = await case.dossier()
    assert dossier.state is State.ACCEPTED
    assert dossier.due_at == at("2017-11-09 10:00")

    await case.make(Move.HAND_OVER, at(f"{MONDAY} 10:20"), counter)
    assert standing(await case.dossier()) == (State.IN_TRANSIT, "tham-dinh")
    await case.make(Move.CONFIRM_RECEIPT, at(f"{MONDAY} 11:00"), registrar)
    await case.make(Move.SUBMIT, at("2017-11-07 09:00"), registrar, GRANT)
    assert standing(await case.dossier()) == (State.PROCESSING, "ky-giay-chung-nhan")

    # Sent back once with a note, done again, and signed.
    await case.make(Move.RETURN, at("2017-11-07 09:30"), head, {"reason": "Ghi sai ngày cấp, sửa lại."})
    assert standing(await case.dossier()) == (State.PROCESSING, "tham-dinh")
    await case.make(Move.SUBMIT, at("2017-11-07 10:00"), registrar, GRANT)
    assert (await case.make(Move.SIGN, at("2017-11-07 14:00"), head, ON_PAPER)).state is State.SIGNED
    await case.make(Move.NUMBER, at("2017-11-07 14:30"), clerk)
    assert (await case.kept()).row["result_number"] == "1/ĐKHKD"
    await case.make(Move.TAKE_BACK, at("2017-11-07 15:00"), counter)

    kept = await case.kept()
    assert not kept.originals_to_return
    assert [paper.key for paper in kept.originals_staying] == ["request"]
    with pytest.raises(Refused) as refused:
        await case.make(Move.HAND_BACK, at("2017-11-08 08:00"), counter, {"received_by": "Nguyễn Văn An"})
    assert set(refused.value.errors) == {"receiver"}
    given = {"received_by": kept.applicant_name, "receiver": "applicant"}
    assert (await case.make(Move.HAND_BACK, at("2017-11-08 08:05"), counter, given)).state is State.HANDED_BACK

    with entered(center):
        page = await dossiers.open_dossier(office, Acting(counter, at("2017-11-08 08:10")), case.id)
        tracked = await public.track(office, case.code, case.secret, at("2017-11-08 08:10"))
    assert page.next_actor == ""
    assert tracked is not None
    assert tracked.percent == 100


async def test_nobody_else_makes_a_move_and_each_refusal_says_whose_it_is(office: Office, center: Center) -> None:
    case = await accept_dossier(office, center, BUSINESS, at=at(f"{MONDAY} 08:00"))
    stranger = await staff_at(center, ("kinh_te_ha_tang", "officer"))
    with pytest.raises(NotAllowed, match="không thuộc quầy, cơ quan hoặc vị trí"):
        await case.make(Move.HAND_OVER, at(f"{MONDAY} 08:10"), stranger)
    wrong_counter = await staff_at(center, "tuan.nh")  # receives for another agency
    with pytest.raises(NotAllowed):
        await case.make(Move.HAND_OVER, at(f"{MONDAY} 08:10"), wrong_counter)
    registrar = await staff_at(center, ("tai_chinh_ke_hoach", "registrar"))
    with pytest.raises(NotAllowed, match=r"không có quyền chuyển hồ sơ .* Việc này thuộc về: Cán bộ tiếp nhận"):
        await case.make(Move.HAND_OVER, at(f"{MONDAY} 08:10"), registrar)
    with pytest.raises(Conflict, match="đang ở trạng thái"):
        await case.make(Move.SUBMIT, at(f"{MONDAY} 08:10"), registrar, GRANT)
    assert (await case.dossier()).version == 1


async def test_a_land_dossier_with_three_parties_stands_while_the_tax_is_unpaid(office: Office, center: Center) -> None:
    case = await accept_dossier(
        office, center, LAND, at=at(f"{MONDAY} 08:00"), kind="transfer",
        price=450_000_000, land_kind="ont",
        givers=[{"name": "Nguyễn Văn Hòa", "identity": "125000001", "share": "100"}],
        receivers=[
            {"name": "Trần Thị Mơ", "identity": "125000002", "share": "50"},
            {"name": "Trần Văn Lực", "identity": "027090000003", "share": "50"},
        ],
    )  # fmt: skip
    assert case.filling is not None
    assert case.filling.errors == {}
    first_due = (await case.dossier()).due_at
    assert first_due == at("2017-11-20 08:00")  # ten working days

    made = await walk(case, until=State.SUSPENDED, pace=60)
    assert made[-1].state is State.SUSPENDED
    stopped = await case.dossier()
    assert standing(stopped) == (State.SUSPENDED, "nghia-vu-tai-chinh")
    assert stopped.status == 6
    assert stopped.due_at is None  # no date while the clock stands: a named reason instead
    assert sentence_for_applicant(stopped) == FINANCIAL_SENTENCE

    tax = await staff_at(center, ("chi_cuc_thue", "officer"))
    with pytest.raises(Conflict):
        await case.make(Move.SUBMIT, case.at, tax, GRANT)
    # Two whole working days later the receipt is brought.
    assert case.at == at(f"{MONDAY} 14:30")
    await case.make(Move.RESUME, at("2017-11-08 14:30"), tax, {"evidence": "Giấy nộp tiền số 00123"})
    assert (await case.dossier()).due_at == at("2017-11-22 08:00")

    await case.make(Move.SUBMIT, at("2017-11-09 08:00"), tax, GRANT)
    cadastre = await staff_at(center, ("chi_nhanh_vpdkdd", "cadastre"))
    await case.make(Move.CONFIRM_RECEIPT, at("2017-11-09 08:30"), cadastre)
    assert standing(await case.dossier()) == (State.PROCESSING, "chinh-ly")
    await case.make(Move.SUBMIT, at("2017-11-10 08:30"), cadastre, GRANT)
    head = await staff_at(center, ("chi_nhanh_vpdkdd", "head"))
    await case.make(Move.SIGN, at("2017-11-13 08:30"), head, ON_PAPER)
    await case.make(Move.NUMBER, at("2017-11-13 09:30"), await staff_at(center, Role.CLERK))
    counter = await staff_at(center, "dat.nt")
    await case.make(Move.TAKE_BACK, at("2017-11-13 10:00"), counter)
    originals = {f"original.{paper.key}": "yes" for paper in (await case.kept()).originals_to_return}
    assert not originals  # the contract stays in the file, the old certificate is replaced by the new one
    await case.make(
        Move.HAND_BACK, at("2017-11-13 15:00"), counter,
        {"received_by": "Trần Thị Mơ", "receiver": "proxy", **PROXY, **originals},
    )  # fmt: skip
    with entered(center):
        page = await dossiers.open_dossier(office, Acting(counter, at("2017-11-13 16:00")), case.id)
    rows = [title for title, _ in page.sections if title.startswith("Bên")]
    assert rows == ["Bên chuyển quyền 1", "Bên nhận chuyển quyền 1", "Bên nhận chuyển quyền 2"]


async def test_where_the_tax_plugin_is_off_a_land_dossier_has_no_tax_step(office: Office, neighbour: Center) -> None:
    case = await accept_dossier(office, neighbour, LAND, at=at(f"{MONDAY} 08:00"))
    assert [step.key for step in (await case.dossier()).route] == ["tham-tra", "chinh-ly", "ky-giay-chung-nhan"]
    made = await walk(case)
    assert made[-1].state is State.HANDED_BACK


async def test_a_permit_asks_both_offices_at_once_and_waits_for_both(office: Office, center: Center) -> None:
    case = await accept_dossier(office, center, PERMIT, at=at(f"{MONDAY} 08:00"), in_relic_zone=True)
    officer = await staff_at(center, ("kinh_te_ha_tang", "officer"))
    await case.make(Move.HAND_OVER, at(f"{MONDAY} 08:30"), await staff_at(center, "tuan.nh"))
    await case.make(Move.CONFIRM_RECEIPT, at(f"{MONDAY} 09:00"), officer)
    await case.make(Move.CONSULT, at(f"{MONDAY} 10:00"), officer, {"question": "Đề nghị cho ý kiến về vị trí."})
    asked = await case.dossier()
    assert {step.key for step in asked.open_opinions} == {"y-kien-dat-dai", "y-kien-di-tich"}

    land = await staff_at(center, ("tai_nguyen_moi_truong", "officer"))
    culture = await staff_at(center, ("van_hoa_thong_tin", "officer"))
    made = await case.make(Move.GIVE_OPINION, at("2017-11-07 09:00"), culture, {"opinion": "Nhất trí."})
    assert made.state is State.CONSULTING
    with pytest.raises((Conflict, NotAllowed)):
        await case.make(Move.GIVE_OPINION, at("2017-11-07 09:05"), culture, {"opinion": "Nhất trí."})
    made = await case.make(Move.GIVE_OPINION, at("2017-11-07 09:30"), land, {"opinion": "Phù hợp quy hoạch."})
    assert made.state is State.PROCESSING
    await case.make(Move.SUBMIT, at("2017-11-09 09:30"), officer, GRANT)
    # The head of the office signs and passes it up; the leader of the committee signs the permit.
    second = await staff_at(center, ("kinh_te_ha_tang", "head"))
    made = await case.make(Move.SIGN, at("2017-11-09 15:00"), second, ON_PAPER)
    assert made.state is State.IN_TRANSIT
    leader = await staff_at(center, Role.LEADER)
    await case.make(Move.CONFIRM_RECEIPT, at("2017-11-10 08:00"), leader)
    assert (await case.make(Move.SIGN, at("2017-11-10 10:00"), leader, ON_PAPER)).state is State.SIGNED


async def test_a_refusal_after_examination_is_a_result_with_a_reason(office: Office, center: Center) -> None:
    case = await accept_dossier(office, center, CORRECTION, at=at(f"{MONDAY} 08:00"), work="correct")
    officer = await staff_at(center, ("tu_phap", "officer"))
    await walk(case, until=State.PROCESSING)
    with pytest.raises(Refused) as refused:
        await case.make(Move.SUBMIT, at("2017-11-07 08:00"), officer, {"proposal": "refuse", "finding": "Không đủ."})
    assert "reason" in refused.value.errors
    case = await accept_dossier(office, center, CORRECTION, at=at(f"{MONDAY} 09:00"), work="correct", seed=2)
    await walk(case, is_granted=False)
    kept = await case.kept()
    assert kept.dossier.outcome == "refused"
    assert kept.dossier.status == 10
    assert kept.row["result_number"].endswith("/KQ/TP")


async def test_a_dossier_asked_to_complete_has_no_code_until_it_is_accepted(office: Office, center: Center) -> None:
    case = await prepare(office, center, BUSINESS, at=at(f"{MONDAY} 08:00"), founder="family")
    counter = await staff_at(center, "huyen.ntt")
    lacking = case_intake(case, papers={"request": (1, 0, 0)})
    acting = Acting(counter, at(f"{MONDAY} 08:00"))
    with entered(center):
        with pytest.raises(Refused) as refused:
            await intake.accept(office, acting, lacking, uuid4())
        assert set(refused.value.errors) == {"paper.id_copy", "paper.minutes"}
        asked = await intake.ask_to_complete(
            office, acting, lacking, "Thiếu giấy tờ.", ["Biên bản họp", "Bản sao CMND"], uuid4()
        )
        assert asked.code == ""
        case.id = asked.id
        waiting = await case.dossier()
        assert waiting.state is State.INCOMPLETE
        assert waiting.due_at is None
        # Complete, it is accepted; the term runs from now (NĐ 61/2018, Điều 17).
        later = Acting(counter, at("2017-11-08 09:00"))
        whole = case_intake(case)
        with pytest.raises(Conflict):
            await intake.accept(office, later, whole, uuid4(), seen=7, dossier_id=asked.id)
        accepted = await intake.accept(office, later, whole, uuid4(), seen=1, dossier_id=asked.id)
    assert accepted.id == asked.id
    assert accepted.code.startswith("000.00.NN.H05-171108-")
    assert (await case.dossier()).due_at == at("2017-11-13 09:00")


async def test_a_refusal_at_the_counter_is_final_and_keeps_its_reason(office: Office, center: Center) -> None:
    case = await prepare(office, center, CORRECTION, at=at(f"{MONDAY} 08:00"))
    counter = await staff_at(center, "nguyet.vtm")
    acting = Acting(counter, at(f"{MONDAY} 08:30"))
    with entered(center):
        with pytest.raises(Refused):
            await intake.refuse(office, acting, case_intake(case), "", uuid4())
        refused = await intake.refuse(office, acting, case_intake(case), "Thuộc thẩm quyền của UBND xã.", uuid4())
    case.id = refused.id
    kept = await case.kept()
    assert kept.dossier.state is State.REFUSED
    assert kept.row["refusal_reason"] == "Thuộc thẩm quyền của UBND xã."
    assert kept.dossier.code is None


async def test_a_form_sent_twice_makes_one_dossier_and_a_stale_page_changes_nothing(
    office: Office, center: Center
) -> None:
    case = await prepare(office, center, BUSINESS, at=at(f"{MONDAY} 08:00"), seed=5)
    acting, key = Acting(await staff_at(center, "huyen.ntt"), at(f"{MONDAY} 08:00")), uuid4()
    with entered(center):
        first = await intake.accept(office, acting, case_intake(case), key)
        assert await intake.accept(office, acting, case_intake(case), key) == first
    case.id = first.id
    pressed = uuid4()
    once = await case.make(Move.HAND_OVER, acting.at, acting.staff, key=pressed)
    assert await case.make(Move.HAND_OVER, acting.at, acting.staff, seen=1, key=pressed) == once
    with pytest.raises(Conflict, match="đã thay đổi sau khi bạn mở trang"):
        await case.make(Move.CONFIRM_RECEIPT, acting.at, await staff_at(center, "hung.vv"), seen=1)


async def test_a_dossier_of_one_center_is_not_there_in_the_other(
    office: Office, center: Center, neighbour: Center
) -> None:
    case = await accept_dossier(office, center, BUSINESS, at=at(f"{MONDAY} 08:00"), seed=6)
    elsewhere = replace(case, center=neighbour)
    with pytest.raises(NotHere):
        await elsewhere.kept()
    director = await staff_at(neighbour, Role.DIRECTOR)
    with entered(neighbour):
        with pytest.raises(NotHere):
            await dossiers.open_dossier(office, Acting(director, at(f"{MONDAY} 09:00")), case.id)
        assert await public.track(office, case.code, case.secret, at(f"{MONDAY} 09:00")) is None
    # The same question at its own center is answered.
    assert (await case.kept()).dossier.code == case.code
