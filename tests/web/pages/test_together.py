"""Whole lists, several results, kept lists and the mail of the morning, over HTTP and without a script."""

from __future__ import annotations

import html
import re
from typing import Any
from uuid import UUID, uuid4

import pytest

from motcua.centers import entered
from motcua.services.work.bulk_work import bulk_work
from motcua.store.engine import transaction
from motcua.store.rows import run

FINANCE = {"agency": "tai_chinh_ke_hoach", "kind": "agency"}


def said(answer: Any) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)))


def where(answer: Any) -> str:
    assert answer.status_code == 303, said(answer)[:1500]
    return re.sub(r"^/[^/]+", "", answer.headers["location"])


async def whole(person: Any, query: str, move: str) -> Any:
    hidden = await person.hidden("/ho-so", "/ho-so")
    form = {**hidden, "_key": str(uuid4()), "danh-sach": query, "viec": move, "ca-danh-sach": "1"}
    return await person.post_form("/viec/hang-loat", form)


async def test_a_whole_list_is_shown_before_it_is_done_and_belongs_to_who_asked(
    reception: Any, somebody: Any, take_in: Any, world: Any
) -> None:
    made = [await take_in() for _ in range(2)]
    address = where(await whole(reception, "xem=tai-quay", "hand_over"))
    before = await reception.see(address)
    assert "Không làm, về danh sách" in said(before)
    assert all(f"/ho-so/{each}" in before.text for each in made)
    for each in made:
        assert "Đã tiếp nhận" in said(await reception.see(f"/ho-so/{each}"))
    director, other = await somebody("director"), await somebody("reception", name="Bà Khác")
    assert (await director.see(address)).status_code in (403, 404)
    assert (await other.see(address)).status_code == 404
    batch = address.rpartition("=")[2]
    hidden = await other.hidden("/ho-so", "/ho-so")
    assert (await other.post_form("/viec/hang-loat/lam", {**hidden, "lan": batch})).status_code == 422
    hidden = await reception.hidden(address, "/viec/hang-loat/lam")
    for _ in range(2):
        done = await reception.post_form("/viec/hang-loat/lam", {**hidden, "lan": batch})
        assert where(done) == address
    with entered(world.here):  # a long list is done beside the requests, and tests before left it long
        await bulk_work(world.office, lambda: world.clock[0], {"batch": batch})
    for each in made:
        assert "Đang chuyển" in said(await reception.see(f"/ho-so/{each}"))
    assert "Đã xong" in said(await reception.see(f"{address}&ket-qua=xong"))
    assert "Chuyển cơ quan giải quyết" in said(await reception.see("/viec/hang-loat"))
    hidden = await reception.hidden("/ho-so", "/ho-so")
    partial = await reception.post_form(f"/viec/hang-loat/tien-do?lan={batch}", hidden)
    assert partial.status_code == 200
    assert "<html" not in partial.text


async def test_a_whole_list_without_anything_to_do_says_so(reception: Any) -> None:
    answer = await whole(reception, "xem=tai-quay&tu-ngay=2030-01-01", "hand_over")
    assert answer.status_code == 422
    assert "không có hồ sơ nào làm được" in said(answer)


async def test_enter_in_a_box_chooses_no_move(reception: Any, take_in: Any) -> None:
    """A browser presses a form's first button: it names none."""
    await take_in()
    page = (await reception.see("/viec?xem=tai-quay")).text
    form = re.search(r'<form method="post" action="[^"]*/viec/hang-loat">(.*?)</form>', page, re.DOTALL)
    assert form
    first = re.search(r"<button[^>]*>", form[1])
    assert first
    assert "name=" not in first[0]


@pytest.mark.parametrize(
    "address",
    [
        "/viec/hang-loat?lan=rac",
        f"/viec/hang-loat?lan={UUID(int=7)}",
        "/viec?xem=tat-ca&cot=mat-khau",
        "/viec?thu-tu=x",
        "/tra-ket-qua/cung-luc?ho-so=rac",
        f"/tra-ket-qua/cung-luc?voi={UUID(int=7)}",
        "/tra-ket-qua/cung-luc?ho-so=" + ".".join(str(UUID(int=each)) for each in range(21)),
    ],
)
async def test_an_address_that_names_nothing_is_a_missing_page(reception: Any, address: str) -> None:
    assert (await reception.see(address)).status_code == 404


async def test_a_list_shows_the_columns_and_the_order_that_its_address_names(reception: Any, take_in: Any) -> None:
    await take_in()
    turned = (await reception.see("/viec?xem=tat-ca&thu-tu=nguoc&cot=nguoi-nop.tiep-nhan")).text
    heads = re.findall(r'<th scope="col">([^<]+)</th>', turned)
    assert heads == ["Mã hồ sơ", "Người nộp", "Tiếp nhận"]
    assert "tiếp nhận lâu nhất trước" in turned
    boxes = (await reception.see("/viec?xem=tat-ca&cot=nguoi-nop&cot=han")).text
    assert re.findall(r'<th scope="col">([^<]+)</th>', boxes) == ["Mã hồ sơ", "Người nộp", "Hạn"]


async def _kept(person: Any, name: str, query: str) -> str:
    hidden = await person.hidden("/ho-so", "/ho-so")
    where(await person.post_form("/viec/luu", {**hidden, "ten": name, "danh-sach": query}))
    page = (await person.see("/viec/da-luu")).text
    ids = dict(re.findall(r'id="ten-([0-9a-f-]{36})" name="ten" value="([^"]*)"', page))
    return next(each for each, text in ids.items() if html.unescape(text) == name)


async def test_kept_lists_are_put_in_order_begin_the_day_and_are_shared(somebody: Any, take_in: Any) -> None:
    person, colleague = await somebody("reception"), await somebody("reception", name="Bà Cùng Quầy")
    first = await _kept(person, "Chờ chuyển", "xem=tai-quay&trang-thai=accepted&cot=nguoi-nop.han")
    second = await _kept(person, "Cũ trước", "xem=tat-ca&thu-tu=nguoc")

    async def act(view: str, verb: str, **more: str) -> Any:
        hidden = await person.hidden("/ho-so", "/ho-so")
        return await person.post_form("/viec/da-luu", {**hidden, "ma": view, "viec": verb, **more})

    assert where(await act(second, "len")) == "/viec/da-luu"
    chips = re.findall(r"★ </span>([^<]+)", (await person.see("/viec?xem=tat-ca")).text)
    assert [html.unescape(chip) for chip in chips] == ["Cũ trước", "Chờ chuyển"]
    where(await act(first, "mo-dau"))
    home = (await person.see("/viec")).text
    assert "★ Chờ chuyển" in home
    where(await act(first, "mo-dau-thuong"))
    assert "★ Chờ chuyển:" not in said(await person.see("/viec"))
    where(await act(first, "chia-se", **{"vi-tri": "center/reception"}))
    assert "Chờ chuyển" in said(await colleague.see("/viec/da-luu"))
    assert "Cũ trước" not in said(await colleague.see("/viec/da-luu"))
    assert (await act(first, "chia-se", **{"vi-tri": "noi_vu/officer"})).status_code == 422
    assert (await act(first, "doi-ten", ten="")).status_code == 422
    assert (await act(first, "bay")).status_code == 422
    hidden = await colleague.hidden("/ho-so", "/ho-so")
    theirs = await colleague.post_form("/viec/da-luu", {**hidden, "ma": first, "viec": "bo"})
    assert theirs.status_code == 404
    where(await act(first, "bo"))
    assert "Chờ chuyển" not in said(await colleague.see("/viec/da-luu"))


async def test_a_kept_list_that_names_what_is_gone_does_not_keep_the_home_shut(world: Any, somebody: Any) -> None:
    person = await somebody("reception")
    view = await _kept(person, "Cũ", "xem=tat-ca")
    with entered(person.center):
        async with transaction():
            await run(
                "UPDATE saved_view SET is_default = true, query = 'xem=tat-ca&co-quan=khong_con' WHERE id = $1::uuid",
                view,
            )
    assert (await person.see("/viec")).status_code == 200


async def _ready(reception: Any, somebody: Any, take_in: Any) -> str:
    """A business registration, through all desks and back."""
    made = await take_in()
    desks = {
        "registrar": await somebody("officer", desks=(("tai_chinh_ke_hoach", "registrar"),), **FINANCE),
        "head": await somebody("head", desks=(("tai_chinh_ke_hoach", "head"),), **FINANCE),
        "clerk": await somebody("clerk"),
    }
    path = f"/ho-so/{made}"
    for who, slug, typed in (
        (reception, "chuyen", {}),
        (desks["registrar"], "xac-nhan", {}),
        (desks["registrar"], "trinh", {"proposal": "grant", "finding": "Đủ điều kiện"}),
        (desks["head"], "ky", {"how": "paper_only"}),
        (desks["clerk"], "vao-so", {}),
        (reception, "nhan-ket-qua", {}),
    ):
        answer = await who.post_form(f"{path}/{slug}", await who.hidden(path, f"{path}/{slug}") | typed)
        assert answer.status_code == 303, (slug, said(answer)[:1500])
    return str(made)


async def test_results_that_were_ticked_are_handed_to_one_person(
    reception: Any, registrar: Any, somebody: Any, take_in: Any
) -> None:
    made = [await _ready(reception, somebody, take_in) for _ in range(2)]
    page = (await reception.see("/tra-ket-qua")).text
    ticks = [value for value in re.findall(r'name="chon" value="([^"]+)"', page) if value[:36] in made]
    assert len(ticks) == 2
    hidden = await reception.hidden("/tra-ket-qua", "/tra-ket-qua/chon")
    assert (await reception.post_form("/tra-ket-qua/chon", hidden)).status_code == 422
    address = where(await reception.post_form("/tra-ket-qua/chon", {**hidden, "chon": ticks}))
    asked = await reception.see(address)
    assert "Giao cho người nhận" in said(asked)
    form: dict[str, Any] = await reception.hidden(address, "/tra-ket-qua/cung-luc")
    form |= {"ho-so": ".".join(made), "chon": ticks}
    short = await reception.post_form("/tra-ket-qua/cung-luc", form)
    assert short.status_code == 422
    assert "Họ và tên người nhận" in said(short)
    form |= dict.fromkeys(re.findall(r'type="checkbox" value="yes"[^>]*name="([^"]+)"', asked.text), "yes")
    form |= dict.fromkeys(re.findall(r'name="([0-9a-f-]{36}\.[^"]+)" type="checkbox"', asked.text), "yes")
    form |= {"received_by": "Nguyễn Văn An", "receiver": "applicant"}
    for _ in range(2):
        done = await reception.see(where(await reception.post_form("/tra-ket-qua/cung-luc", form)))
        assert "2 / 2 hồ sơ đã xong" in said(done), said(done)[:2000]
    for each in made:
        assert "Đã trả kết quả" in said(await reception.see(f"/ho-so/{each}"))
    assert (await registrar.see(address)).status_code == 403


async def test_the_mail_of_the_morning_begins_and_ends_on_its_page(somebody: Any) -> None:
    person = await somebody("reception")
    path = "/tai-khoan/thu-buoi-sang"
    assert "Bạn chưa nhận thư này" in said(await person.see(path))
    hidden = await person.hidden(path)
    assert (await person.post_form(path, {**hidden, "gio": "420"})).status_code == 422, "no address is known"
    with entered(person.center):
        async with transaction():
            await run("UPDATE staff SET email = 'sang@quevo.example' WHERE id = $1", person.staff.id)
    assert where(await person.post_form(path, {**hidden, "gio": "420"})) == path
    assert "Bạn đang nhận thư này" in said(await person.see(path))
    for wrong in ("", "07:00", "421", "99999"):
        assert (await person.post_form(path, {**hidden, "gio": wrong})).status_code == 422
    assert where(await person.post_form(path, {**hidden, "viec": "thoi"})) == path
    assert "Bạn chưa nhận thư này" in said(await person.see(path))
    assert path in (await person.see("/tai-khoan")).text
