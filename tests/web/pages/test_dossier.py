"""A dossier's page and its moves over HTTP."""

from __future__ import annotations

import html
import re
from typing import Any
from uuid import uuid4

import pytest

from motcua.domain.moves import AT_INTAKE, MOVES, Move
from motcua.web.guards import declared_routes
from motcua.web.pages.move_forms import SLUGS


def said(answer: Any) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)))


async def make(who: Any, dossier: Any, slug: str, **typed: str) -> Any:
    hidden = await who.hidden(f"/ho-so/{dossier}", f"/ho-so/{dossier}/{slug}")
    return await who.post_form(f"/ho-so/{dossier}/{slug}", {**hidden, **typed})


@pytest.fixture
async def at_the_registrar(take_in: Any, reception: Any, registrar: Any) -> Any:
    made = await take_in()
    assert (await make(reception, made, "chuyen")).status_code == 303
    assert (await make(registrar, made, "xac-nhan")).status_code == 303
    return made


async def test_a_dossier_is_walked_from_desk_to_desk_to_the_hand_back(
    at_the_registrar: Any, reception: Any, registrar: Any, head: Any, somebody: Any
) -> None:
    made, path = at_the_registrar, f"/ho-so/{at_the_registrar}"
    submitted = await make(registrar, made, "trinh", proposal="grant", finding="Đủ điều kiện")
    assert submitted.status_code == 303
    page = await registrar.see(path)
    assert "Hoàn thành bước, chuyển bước tiếp theo" in said(page)
    signing = await head.see(path)
    assert "Đủ điều kiện" in signing.text
    assert (await make(head, made, "ky", how="paper_only")).status_code == 303
    clerk = await somebody("clerk", kind="agency", agency="ubnd")
    assert (await make(clerk, made, "vao-so")).status_code == 303
    assert (await make(reception, made, "nhan-ket-qua")).status_code == 303
    ready = await reception.see(path)
    assert "Đã trả lại 1 bản chính" not in ready.text  # what one asks with stays in the file
    bare = await make(reception, made, "tra-ket-qua")
    assert bare.status_code == 422
    given = {
        "received_by": "Nguyễn Văn An",
        "receiver": "applicant",
        "fee_amount": "100.000",
    }
    assert (await make(reception, made, "tra-ket-qua", **given)).status_code == 303
    done = await reception.see(path)
    assert "Đã trả kết quả" in done.text
    assert "Nguyễn Văn An" in done.text
    assert 'id="d-viec"' not in done.text


async def test_what_is_missing_is_said_beside_its_box_and_what_was_typed_stays(
    at_the_registrar: Any, registrar: Any
) -> None:
    answer = await make(registrar, at_the_registrar, "trinh", finding="Đã đối chiếu bản chính")
    assert answer.status_code == 422
    assert 'href="#f-trinh-proposal"' in answer.text
    assert 'id="f-trinh-proposal"' in answer.text
    assert "Đã đối chiếu bản chính" in answer.text
    refusing = await make(registrar, at_the_registrar, "trinh", proposal="refuse", finding="Thiếu")
    assert "kết quả từ chối phải có lý do" in refusing.text


@pytest.mark.parametrize("value", ["x" * 9000, "a\x00b", "\u202eabc"])
async def test_unreadable_and_endless_texts_are_refused(at_the_registrar: Any, registrar: Any, value: str) -> None:
    answer = await make(registrar, at_the_registrar, "trinh", proposal="grant", finding=value)
    assert answer.status_code in (303, 422)
    if "\u202e" not in value:
        assert answer.status_code == 422


async def test_a_stale_page_says_who_was_faster_and_gives_back_what_was_typed(
    take_in: Any, reception: Any, somebody: Any
) -> None:
    made = await take_in()
    path = f"/ho-so/{made}"
    colleague = await somebody("reception", name="Bà Ngân")
    mine = await reception.hidden(path, f"{path}/chuyen")
    assert (await make(colleague, made, "chuyen")).status_code == 303
    late = await reception.post_form(f"{path}/chuyen", {**mine, "note": "Gửi kèm bản đồ"})
    assert late.status_code == 409
    assert "Bà Ngân" in said(late)
    assert "Gửi kèm bản đồ" in late.text
    assert "Nội dung bạn đã gõ" in late.text


async def test_a_stale_page_whose_move_is_still_possible_can_be_confirmed_again(
    at_the_registrar: Any, registrar: Any, head: Any
) -> None:
    made, path = at_the_registrar, f"/ho-so/{at_the_registrar}"
    old = await registrar.hidden(path, f"{path}/trinh")
    await make(registrar, made, "trinh", proposal="grant", finding="Lần một")
    assert (await make(head, made, "tra-lai", reason="Bổ sung căn cứ")).status_code == 303
    late = await registrar.post_form(f"{path}/trinh", {**old, "_key": str(uuid4()), "finding": "Lần hai"})
    assert late.status_code == 409
    assert "Lần hai" in late.text
    fresh = re.search(rf'action="[^"]*{path}/trinh".*?</form>', late.text, re.DOTALL)
    assert fresh
    hidden = dict(re.findall(r'name="(_[a-z_]+)" value="([^"]*)"', fresh[0]))
    again = await registrar.post_form(f"{path}/trinh", {**hidden, "proposal": "grant", "finding": "Lần hai"})
    assert again.status_code == 303


async def test_a_move_sent_twice_is_made_once(take_in: Any, reception: Any) -> None:
    made = await take_in()
    path = f"/ho-so/{made}"
    form = await reception.hidden(path, f"{path}/chuyen")
    first = await reception.post_form(f"{path}/chuyen", form)
    again = await reception.post_form(f"{path}/chuyen", form)
    assert first.status_code == again.status_code == 303
    assert said(await reception.see(path)).count("Chuyển hồ sơ đến cơ quan giải quyết –") == 1


async def test_a_form_that_lost_its_key_or_version_is_shown_again(take_in: Any, reception: Any) -> None:
    made = await take_in()
    path = f"/ho-so/{made}"
    form = await reception.hidden(path, f"{path}/chuyen")
    for name, value in (("_key", "x"), ("_seen", ""), ("_seen", "-1"), ("_seen", "٣"), ("_seen", "9" * 40)):
        answer = await reception.post_form(f"{path}/chuyen", {**form, name: value, "note": "Còn đây"})
        assert answer.status_code == 422, (name, value)
        assert "Còn đây" in answer.text


async def test_what_one_may_not_do_says_why_and_whose_it_is(at_the_registrar: Any, reception: Any) -> None:
    page = await reception.see(f"/ho-so/{at_the_registrar}")
    words = said(page)
    assert "vì sao tôi không làm được?" in words
    assert "Bạn không có quyền thụ lý hồ sơ. Việc này thuộc về: Cán bộ thụ lý" in words
    assert f"/ho-so/{at_the_registrar}/trinh" not in page.text


async def test_a_dossier_of_others_is_refused_with_a_sentence_and_of_another_center_is_missing(
    take_in: Any, somebody: Any
) -> None:
    made = await take_in()
    stranger = await somebody("officer", desks=(("noi_vu", "officer"),), agency="noi_vu", kind="agency")
    forbidden = await stranger.see(f"/ho-so/{made}")
    assert forbidden.status_code == 403
    assert "không thuộc quầy, cơ quan hoặc vị trí xử lý của bạn" in said(forbidden)
    abroad = await somebody("reception", other=True)
    paths = ["", "/tiep-nhan", "/giay/giay-tiep-nhan", f"/tep/{uuid4()}"]
    for tail in paths:
        other, missing = await abroad.see(f"/ho-so/{made}{tail}"), await abroad.see(f"/ho-so/{uuid4()}{tail}")
        assert other.status_code == missing.status_code == 404, tail
        assert said(other) == said(missing)
        nonsense = await abroad.see(f"/ho-so/khong-phai-ma{tail}")
        assert nonsense.status_code == 404
    token = (await abroad.hidden("/tra-ket-qua"))["_csrf_token"]
    for slug in SLUGS.values():
        form = {"_csrf_token": token, "_key": str(uuid4()), "_seen": "1"}
        other = await abroad.post_form(f"/ho-so/{made}/{slug}", form)
        missing = await abroad.post_form(f"/ho-so/{uuid4()}/{slug}", form)
        assert other.status_code == missing.status_code, slug
        assert other.status_code in (403, 404), slug


async def test_every_move_made_here_has_its_own_address_and_permission(world: Any) -> None:
    routes = {route.path: route for route in declared_routes(world.app) if route.method == "POST"}
    for move, slug in SLUGS.items():
        assert routes[f"/ho-so/{{dossier_id}}/{slug}"].access.permissions == {MOVES[move].permission}
    assert set(Move) - set(SLUGS) == AT_INTAKE


async def test_personal_numbers_are_whole_only_for_who_works_on_the_dossier(
    at_the_registrar: Any, registrar: Any, somebody: Any
) -> None:
    path = f"/ho-so/{at_the_registrar}"
    assert "125123456" in (await registrar.see(path)).text
    director = await somebody("director")
    assert "125123456" not in (await director.see(path)).text


async def test_who_has_nothing_to_do_here_is_led_to_the_next_dossier(take_in: Any, reception: Any) -> None:
    first, second = await take_in(), await take_in()
    await make(reception, first, "chuyen")
    page = await reception.see(f"/ho-so/{first}")
    assert "Hồ sơ tiếp theo:" in said(page)
    assert f"/ho-so/{second}" in page.text or "Hồ sơ tiếp theo" in page.text
