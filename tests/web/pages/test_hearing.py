"""Rating, phản ánh and the public board through their pages, as a browser without scripts sends them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.web.live import BUSINESS, COPIES, House, Live, Made, client_of, without

from motcua.centers import Center, entered
from motcua.centers.hearing import Board
from motcua.domain.calendar import local
from motcua.domain.states import State
from motcua.services.board import shown as board_service
from motcua.services.heard.ratings import rating_secret
from motcua.services.oversight.keeping import count_waiting
from motcua.store.engine import DB, transaction
from motcua.web import security

GIVEN = {"kind": "proposal", "text": "Nên có thêm ghế chờ.", "email": "kin@example.vn"}


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


async def handed_back(live: Live, house: House) -> Made:
    """Of nobody else's tests: it will be rated."""
    name = f"rated {uuid4()}"
    await live.new(house, name, COPIES, State.HANDED_BACK)
    return house.dossiers.pop(name)


async def link_to_rate(live: Live, house: House) -> str:
    made = await handed_back(live, house)
    with entered(house.center):
        return f"{house.root}/danh-gia/{made.code}/{rating_secret(made.id)}"


async def test_a_dossier_is_rated_by_its_link_and_thanked_twice(live: Live) -> None:
    house = live.que_vo
    path = await link_to_rate(live, house)
    browser = await live.anonymous(house)
    assert (await browser.send_form(path, {})).status_code == 422
    for _ in range(2):
        answer = await browser.send_form(path, {"score": "2", "part.reception": "1"})
        assert answer.status_code == 303
    assert "đã được đánh giá" in text_of((await browser.get(path)).text)


async def test_staff_are_told_that_their_rating_is_marked(live: Live) -> None:
    house = live.que_vo
    path = await link_to_rate(live, house)
    somebody = await live.as_(house, "nga.nt")
    assert "cán bộ ghi hộ" in text_of((await somebody.get(path)).text)


async def test_guessing_at_links_is_slowed_and_never_tells(live: Live) -> None:
    house = live.que_vo
    path = await link_to_rate(live, house)
    async with client_of(live.app, address="10.9.8.7") as guesser:
        answers = {(await guesser.get(f"{path[:-3]}{number:03d}")).status_code for number in range(40)}
        assert answers == {404, 429}
        assert (await guesser.get(f"{path.rsplit('/', 1)[0]}/x")).status_code == 429
        # Whoever holds the link is not kept waiting for what others guess behind the same address.
        assert (await guesser.get(path)).status_code == 200
    assert (await (await live.anonymous(house)).get(path)).status_code == 200


async def test_a_feedback_is_sent_followed_and_opens_to_nobody_else(live: Live) -> None:
    house, browser = live.que_vo, await live.anonymous(live.que_vo)
    refused = await browser.send_form(f"{house.root}/phan-anh", {"_key": str(uuid4()), "kind": "khac"})
    assert refused.status_code == 422
    assert 'id="f-text-error"' in refused.text
    key = str(uuid4())
    sent = [await browser.send_form(f"{house.root}/phan-anh", GIVEN | {"_key": key}) for _ in range(2)]
    links = [re.search(r'href="(http[^"]+/phan-anh/PA-[^"]+)"', each.text) for each in sent]
    assert links[0]
    assert links[1]
    assert links[0][1] == links[1][1]
    assert sent[0].headers["cache-control"] == "no-store"
    path = links[0][1].removeprefix("http://127.0.0.1:8000")
    assert "Nên có thêm ghế chờ." in (await browser.get(path)).text
    number, secret = path.rsplit("/", 2)[1:]
    form = {"number": number, "secret": secret}
    assert "Nên có thêm" in (await browser.send_form(f"{house.root}/phan-anh/theo-doi", form)).text
    wrong = await browser.send_form(f"{house.root}/phan-anh/theo-doi", form | {"secret": "sai"})
    unknown = await browser.send_form(f"{house.root}/phan-anh/theo-doi", {"number": "PA-1", "secret": "sai"})
    assert wrong.status_code == unknown.status_code == 422
    assert (await browser.get(f"{live.gia_binh.root}/phan-anh/{number}/{secret}")).status_code == 404


async def test_one_place_sends_so_many_an_hour_and_no_more(live: Live) -> None:
    async with client_of(live.app, address="10.9.8.6") as sender:
        await sender.get(f"{live.que_vo.root}/phan-anh")
        statuses = []
        for _ in range(12):
            form = GIVEN | {"_key": str(uuid4())}
            statuses.append((await sender.send_form(f"{live.que_vo.root}/phan-anh", form)).status_code)
    assert statuses == [200] * 10 + [429] * 2


async def test_the_board_and_its_data_ask_no_dossier_but_whether_one_is_not_counted(live: Live) -> None:
    house, browser = live.que_vo, await live.anonymous(live.que_vo)
    for path in ("/cong-khai", "/cong-khai/nhung", "/cong-khai/du-lieu/ket-qua-thang.json"):
        with DB.counted() as queries:
            assert (await browser.get(f"{house.root}{path}")).status_code == 200, path
        asked = [each for each in queries if "FROM dossier" in each or "FROM event" in each]
        assert ["counted_seq < event_seq LIMIT" in each for each in asked] == [True], path


async def test_the_board_tells_what_it_counts_and_says_so_while_dossiers_are_not_counted(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, browser = live.que_vo, await live.anonymous(live.que_vo)
    every: Center = replace(house.center, board=Board(least=1))
    monkeypatch.setitem(live.office.centers, house.center.key, every)
    monkeypatch.setattr(board_service, "local", lambda at: local(at) + timedelta(days=31))

    async def page(path: str) -> str:
        return text_of((await browser.get(f"{house.root}/cong-khai{path}")).text)

    told, small, data = await page(""), await page("/nhung"), await page("/du-lieu/ket-qua-thang.json")
    assert "hồ sơ đã giải quyết trong tháng" in told
    assert "hồ sơ đã giải quyết trong tháng" in small
    assert "Đang giải quyết: đã tiếp nhận mà đến hết ngày hôm trước chưa có kết quả" in told
    assert json.loads(data)["rows"]
    with entered(every):
        async with transaction():
            await DB.fetch("UPDATE dossier SET counted_seq = 0 WHERE id = (SELECT min(id::text)::uuid FROM dossier)")
    try:
        told, small, data = await page(""), await page("/nhung"), await page("/du-lieu/ket-qua-thang.json")
    finally:
        with entered(every):
            assert await count_waiting() == 1
    assert "số liệu chưa đủ nên chưa nêu" in told
    assert "Số liệu đang được tổng hợp" in small
    for words in (told, small):
        assert "hồ sơ đã giải quyết trong tháng" not in words
        assert "Chưa có tháng nào kết thúc" not in words
    assert (json.loads(data)["rows"], json.loads(data)["is_whole"]) == ([], False)


async def test_the_data_may_be_read_by_any_page_and_holds_no_citizen(live: Live) -> None:
    house, browser = live.que_vo, await live.anonymous(live.que_vo)
    answer = await browser.get(f"{house.root}/cong-khai/du-lieu/thu-tuc.json")
    assert answer.headers["access-control-allow-origin"] == "*"
    said = json.loads(answer.text)
    assert BUSINESS in {row["khoa"] for row in said["rows"]}
    assert "set-cookie" not in {name.lower() for name in answer.headers if "session" in name}
    answer = await browser.get(f"{house.root}/cong-khai/du-lieu/ket-qua-thang.csv")
    assert answer.text.lstrip("\ufeff").startswith("thang,co-quan,ten-co-quan,tiep-nhan,da-tra")


async def test_no_page_may_be_framed_and_the_small_board_only_where_the_center_says(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, browser = live.que_vo, await live.anonymous(live.que_vo)

    async def policy(path: str) -> tuple[str, str]:
        headers = (await browser.get(f"{house.root}{path}")).headers
        return headers["content-security-policy"], headers.get("x-frame-options", "")

    for path in ("/cong-khai", "/cong-khai/nhung", "/", "/cong-khai/du-lieu/can-bo.csv"):
        said, older = await policy(path)
        assert "frame-ancestors 'none'" in said, path
        assert older == "DENY", path
    board = Board(embedded_by=("https://tinh.gov.vn", "https://*.bacninh.gov.vn"))
    changed: Center = replace(house.center, board=board)
    monkeypatch.setitem(live.office.centers, house.center.key, changed)
    said, older = await policy("/cong-khai/nhung")
    assert "frame-ancestors https://tinh.gov.vn https://*.bacninh.gov.vn" in said
    assert "script-src" not in said
    assert older == "", "the older header could only say nobody"
    said, older = await policy("/cong-khai")
    assert "frame-ancestors 'none'" in said
    assert older == "DENY"
    with without(security, "FRAMED", b"frame-ancestors ftp://"):
        assert (await policy("/cong-khai/nhung"))[1] == "DENY", "without the exception no frame would show it"


async def test_a_screen_opens_nothing_but_itself(live: Live) -> None:
    house = live.que_vo
    counter = await live.as_(house, "nga.nt")
    answer = await counter.send_form(f"{house.root}/danh-gia/man-hinh", {"viec": "lap"})
    found = re.search(r'href="http://[^/"]+(/[^"]+/quay-danh-gia/[^"]+)"', answer.text)
    assert found
    made = await handed_back(live, house)
    async with client_of(live.app) as tablet:
        page = await tablet.get(found[1])
        assert "Khi nhận kết quả" in page.text
        assert not re.search(r'href="/[^"]*/(?:viec|ho-so|dang-nhap)', page.text)
        asked = await counter.send_form(f"{house.root}/ho-so/{made.id}/danh-gia", {"viec": "moi"})
        assert asked.status_code == 303
        page = await tablet.get(found[1])
        assert made.code in page.text
        turn = re.search(r'name="turn" value="(\d+)"', page.text)
        assert turn
        rated = await tablet.send_form(found[1], {"turn": turn[1], "score": "1", "viec": "gui"})
        assert rated.status_code == 303
        assert "Cảm ơn" in (await tablet.get(rated.headers["location"])).text
    assert "Hài lòng" in text_of((await counter.get(f"{house.root}/ho-so/{made.id}")).text)


async def test_a_name_and_a_phone_are_not_published_by_haste(live: Live) -> None:
    house, director = live.que_vo, await live.as_(live.que_vo, "thanh.nv")
    browser = await live.anonymous(house)
    text = "Gọi bà Hoa số 0912345678 không ai nghe."
    await browser.send_form(f"{house.root}/phan-anh", GIVEN | {"_key": str(uuid4()), "text": text})
    listed = (await director.get(f"{house.root}/tiep-thu")).text
    path = ""
    for one in re.findall(r'href="(/[^"]+/tiep-thu/[0-9a-f-]{36})"', listed):
        if text in (await director.get(one)).text:
            path = one
    assert path

    async def act(**form: str) -> Any:
        page = (await director.get(path)).text
        hidden = dict(re.findall(r'name="(_seen|_key)" value="([^"]+)"', page))
        return await director.send_form(path, {**hidden, **form})

    assert (await act(viec="tra-loi", answer="Đã nhắc nhở.")).status_code == 303
    hasty = await act(viec="dang", public_question=text, public_answer="Đã nhắc nhở.")
    assert hasty.status_code == 422
    assert "số điện thoại" in hasty.text
    done = await act(viec="dang", public_question="Gọi không ai nghe.", public_answer="Đã nhắc nhở.")
    assert done.status_code == 303
    shown = (await browser.get(f"{house.root}/hoi-dap")).text
    assert "Gọi không ai nghe." in shown
    assert "0912345678" not in shown
