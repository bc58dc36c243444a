"""The pages of the review: the board, one procedure, several by one decision, and what a counter sees of it."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from tests.web.pages.conftest import Person

BUSINESS = "dang-ky-ho-kinh-doanh"
DECISION = {
    "number": "12/QĐ",
    "on": "8/11/2017",
    "signed_by": "Ông A",
    "from_on": "8/11/2017",
    "reason": "Chờ hướng dẫn.",
}


async def standing(director: Person, key: str = BUSINESS) -> str:
    text = (await director.get(f"/{director.center.key}/ra-soat/{key}")).text
    found = re.search(r'name="phien-ban" value="([0-9a-f]{64}:[0-9]+)"', text)
    assert found
    return found[1]


async def sent(director: Person, path: str, form: dict[str, str], **more: Any) -> Any:
    token = (await director.hidden("/vang-mat"))["_csrf_token"]
    return await director.post_form(path, {"_csrf_token": token, **form}, **more)


async def make(director: Person, move: str, **more: str) -> Any:
    form = {**DECISION, "viec": move, "_key": str(uuid4()), "phien-ban": await standing(director), **more}
    return await sent(director, f"/ra-soat/{BUSINESS}", form)


async def test_a_suspended_procedure_leaves_the_counter_and_the_catalogue_and_comes_back(somebody: Any) -> None:
    director, reception = await somebody("director"), await somebody("reception")
    root = f"/{director.center.key}"
    refused = await make(director, "suspend", reason="")
    assert refused.status_code == 422
    assert "Hãy nhập: lý do" in refused.text
    assert "12/QĐ" in refused.text  # what was typed is still there
    assert (await make(director, "suspend")).status_code == 303
    assert (await reception.get(f"{root}/thu-tuc/{BUSINESS}")).status_code == 404
    choose = (await reception.get(f"{root}/tiep-nhan")).text
    assert f"{root}/tiep-nhan/{BUSINESS}" not in choose
    assert "đang tạm ngừng tiếp nhận theo 12/QĐ" in choose
    opened = await reception.get(f"{root}/tiep-nhan/{BUSINESS}")
    assert opened.status_code == 409
    assert "tạm ngừng" in opened.text
    assert (await make(director, "publish")).status_code == 303
    assert (await reception.get(f"{root}/tiep-nhan/{BUSINESS}")).status_code == 200


async def test_the_route_is_drawn_for_the_review_as_it_is_at_this_center(somebody: Any) -> None:
    director = await somebody("director")
    text = (await director.get(f"/{director.center.key}/ra-soat/dang-ky-bien-dong-dat-dai")).text
    drawing = text[text.index("<svg") : text.index("</svg>")]
    assert "Xác định nghĩa vụ tài chính" in drawing
    assert director.center.name in drawing
    assert re.search(r"Do Chi cục Thuế[^<]* đưa vào quy trình \(liên thông\)\.", text.replace(drawing, ""))


async def test_the_board_narrows_by_its_address_and_a_head_sees_their_own(somebody: Any, head: Person) -> None:
    director = await somebody("director")
    root = f"/{director.center.key}"
    every = (await director.get(f"{root}/ra-soat")).text
    assert "Phòng Tư pháp" in every
    found = (await director.get(f"{root}/ra-soat?tim=ho+kinh+doanh&trang-thai=published")).text
    assert f"{root}/ra-soat/{BUSINESS}" in found
    assert "/ra-soat/chung-thuc-ban-sao-tu-ban-chinh" not in found
    assert (await director.get(f"{root}/ra-soat?trang-thai=khong-co")).status_code == 404
    own = (await head.get(f"{root}/ra-soat")).text
    assert f"{root}/ra-soat/{BUSINESS}" in own
    assert "/ra-soat/chung-thuc-ban-sao-tu-ban-chinh" not in own
    assert (await head.get(f"{root}/ra-soat/chung-thuc-ban-sao-tu-ban-chinh")).status_code == 403
    doubts = (await director.get(f"{root}/ra-soat/chua-xac-nhan?muc=fee")).text
    assert "HĐND tỉnh hoặc Bộ Tài chính" in doubts


async def test_the_time_its_dossiers_are_kept_stands_in_its_trail(somebody: Any) -> None:
    director, clerk = await somebody("director"), await somebody("clerk")
    form = await clerk.hidden("/luu-tru/thoi-han?co-quan=tai_chinh_ke_hoach", "/luu-tru/thoi-han")
    basis = "Quyết định số 7/QĐ về thời hạn bảo quản"
    sent_in = {**form, "thu-tuc": BUSINESS, "so-nam": "12", "can-cu": basis}
    assert (await clerk.post_form("/luu-tru/thoi-han", sent_in)).status_code == 303
    shown = " ".join(re.sub(r"<[^>]+>", " ", (await director.see(f"/ra-soat/{BUSINESS}")).text).split())
    assert "Đặt thời hạn bảo quản hồ sơ" in shown
    assert f"12 năm; căn cứ: {basis}" in shown


async def test_a_decision_over_a_fact_is_shown_with_its_source(somebody: Any) -> None:
    director = await somebody("director")
    form = {**DECISION, "viec": "fact:fee", "value": "150.000", "_key": str(uuid4())}
    form |= {"phien-ban": await standing(director)}
    wrong = await sent(director, f"/ra-soat/{BUSINESS}", form | {"value": "nhiều"})
    assert wrong.status_code == 422
    assert "số đồng tròn" in wrong.text
    assert (await sent(director, f"/ra-soat/{BUSINESS}", form)).status_code == 303
    text = (await director.get(f"/{director.center.key}/ra-soat/{BUSINESS}")).text
    assert "150.000 đồng" in text
    assert "12/QĐ ngày 08/11/2017, Ông A ký" in text
    public = (await director.get(f"/{director.center.key}/thu-tuc/{BUSINESS}")).text
    assert "150.000 đồng" in public
    assert (await sent(director, f"/ra-soat/{BUSINESS}", form | {"value": "", "_key": str(uuid4())})).status_code == 303


async def test_an_unreadable_list_is_refused_and_a_good_one_reported(somebody: Any) -> None:
    director = await somebody("administrator")
    form = {**DECISION, "_key": str(uuid4())}
    bad = await sent(director, "/ra-soat/danh-muc", form, files={"file": ("a.txt", b"x", "text/plain")})
    assert bad.status_code == 422
    assert "XLSX hoặc CSV" in bad.text
    rows = "Tên thủ tục;Thời hạn\nĐăng ký thành lập hộ kinh doanh;2 ngày làm việc\nKhông có;\n".encode()
    good = await sent(director, "/ra-soat/danh-muc", form, files={"file": ("ds.csv", rows, "text/csv")})
    assert good.status_code == 303
    report = (await director.get(good.headers["location"])).text
    assert "2 ngày làm việc" in report
    assert "Dòng 3: Không có" in report
