"""The inspector's and the archive's pages: what they show, ask and refuse; nothing typed is in an address."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from motcua.centers import entered
from motcua.services.archive.collecting import collect
from motcua.store.engine import transaction
from motcua.store.rows import rows, value


def said(answer: Any) -> str:
    """What a person reads, without the markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


@pytest.fixture
async def inspector(somebody: Any) -> Any:
    return await somebody("inspector", name="Bà Thanh Tra Trang")


async def test_an_inspector_searches_pages_on_and_sees_what_was_noted(
    inspector: Any, take_in: Any, somebody: Any
) -> None:
    made = await take_in()
    page = await inspector.see("/thanh-tra")
    assert "Tra cứu nhật ký" in said(page)
    assert "Thanh tra" in said(page)
    form = await inspector.hidden("/thanh-tra", "/thanh-tra")
    empty = await inspector.post_form("/thanh-tra", form)
    assert empty.status_code == 422
    assert "Hãy nhập ít nhất một điều kiện." in said(empty)
    wrong = await inspector.post_form("/thanh-tra", {**form, "tu-ngay": "hôm nay", "tu-khoa": "abc"})
    assert wrong.status_code == 422
    found = await inspector.post_form("/thanh-tra", {**form, "ho-so": "nguyen van an", "viec": "accept"})
    assert found.status_code == 200
    with entered(inspector.center):
        async with transaction():
            code = await value("SELECT code FROM dossier WHERE id = $1", made)
    # By its code: tests before took in more of the same name than a page holds.
    assert f"/ho-so/{made}" in (await inspector.post_form("/thanh-tra", {**form, "ho-so": code, "viec": "accept"})).text
    assert "Tiếp nhận hồ sơ" in said(found)
    nothing = await inspector.post_form("/thanh-tra", {**form, "tu-khoa": "khong co gi nhu the"})
    assert "Không có sự kiện nào khớp." in said(nothing)
    assert (await inspector.see(f"/ho-so/{made}")).status_code == 200
    noted = said(await inspector.see("/thanh-tra/da-lam"))
    assert "Mở xem hồ sơ" in noted
    assert "hồ sơ “nguyen van an”" in noted
    director = await somebody("director")
    assert "Mở xem hồ sơ" in said(await director.see("/thanh-tra/da-lam"))
    assert (await director.see("/thanh-tra")).status_code == 403
    with entered(inspector.center):
        async with transaction():
            looks = await rows("SELECT name FROM viewed WHERE subject = $1", made)
    assert {each["name"] for each in looks} >= {"Bà Thanh Tra Trang"}


async def test_an_inspector_asks_for_a_bundle_and_changes_nothing(inspector: Any, take_in: Any) -> None:
    made = await take_in()
    page = await inspector.see(f"/ho-so/{made}")
    assert f"/ho-so/{made}/niem-phong" in page.text
    assert "Chuyển hồ sơ đến cơ quan giải quyết" not in re.sub(r"<details.*?</details>", "", page.text, flags=re.DOTALL)
    where = f"/ho-so/{made}/niem-phong"
    assert "Chưa có gói nào của hồ sơ này." in said(await inspector.see(where))
    form = await inspector.hidden(where)
    refused = await inspector.post_form(where, form)
    assert (refused.status_code, "Hãy nêu lý do" in said(refused)) == (422, True)
    asked = await inspector.post_form(where, {**form, "ly-do": "Quyết định thanh tra số 1"})
    assert asked.status_code == 303
    shown = await inspector.see(where)
    assert "Quyết định thanh tra số 1" in said(shown)
    assert "tien-do" in shown.text
    moved = await inspector.post_form(f"/ho-so/{made}/chuyen", form)
    assert moved.status_code in (403, 404, 409, 422)


async def test_the_clerk_sets_terms_and_proposes_and_the_director_is_asked(somebody: Any, take_in: Any) -> None:
    await take_in()
    clerk, director = await somebody("clerk"), await somebody("director")
    assert "Lưu trữ" in said(await clerk.see("/luu-tru"))
    assert (await (await somebody("officer")).see("/luu-tru")).status_code == 403
    where = "/luu-tru/thoi-han?co-quan=tai_chinh_ke_hoach"
    page = await clerk.see(where)
    assert "chưa đặt, giữ nguyên" in said(page)
    form = await clerk.hidden(where, "/luu-tru/thoi-han")
    values = {**form, "co-quan": "tai_chinh_ke_hoach", "so-nam": "10", "can-cu": "Thông tư thử"}
    refused = await clerk.post_form("/luu-tru/thoi-han", values)
    assert (refused.status_code, "Hãy chọn ít nhất một thủ tục." in said(refused)) == (422, True)
    kept = await clerk.post_form("/luu-tru/thoi-han", {**values, "thu-tuc": "dang-ky-ho-kinh-doanh"})
    assert kept.status_code == 303
    assert "Thông tư thử" in said(await clerk.see(where))
    seen = await director.see(where)
    assert "Thông tư thử" in said(seen)
    assert "Đặt thời hạn" not in said(seen)
    made = await clerk.post_form("/luu-tru/tieu-huy", await clerk.hidden("/luu-tru", "/luu-tru/tieu-huy"))
    assert made.status_code == 303
    list_at = made.headers["location"].removeprefix(f"/{clerk.center.key}")
    assert "Đang lập danh mục" in said(await clerk.see(list_at))
    with entered(clerk.center):
        async with transaction():
            disposal_id = await value("SELECT id FROM disposal WHERE state = 'collecting'")
    with entered(clerk.center):
        await collect(None, {"disposal": str(disposal_id)})  # type: ignore[arg-type]
    shown = await clerk.see(list_at)
    assert "Không hồ sơ nào hết thời hạn bảo quản." in said(shown)
    assert "Trình Giám đốc duyệt" not in said(shown)
    assert "Đang rà soát danh mục" in said(await director.see("/luu-tru"))
    quiet = await clerk.post_form(f"{list_at}/tien-do", await clerk.hidden(list_at))
    assert quiet.status_code == 303
    assert (await clerk.see(f"{list_at}/bien-ban.pdf")).status_code == 404
    assert (await clerk.see(f"{list_at}/danh-muc.csv")).text.startswith("\ufeffSTT,Mã hồ sơ,")
    dropped = await clerk.post_form(list_at, {**await clerk.hidden(list_at), "viec": "bo"})
    assert dropped.status_code == 303
    assert "Đã bỏ" in said(await clerk.see("/luu-tru"))
