"""Results and what leads to them, in the browser: signed as a PDF and taken by a proxy, resolved at once, an opinion
asked, and a substitute at work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser import dossiers
from tests.browser.people import Person
from tests.browser.work import CODE, does, find, follow, home, make, menu

from motcua.testing.signing import Issuer, a_pdf

CA = Issuer("Tổ chức chứng thực thử nghiệm")
# Who is asked in Quế Võ; of the monuments only where one is near.
OPINIONS = {"Ý kiến về sử dụng đất": "phuong.nt", "Ý kiến về bảo vệ di tích": "binh.lv"}
SHOP = f"/tiep-nhan/{dossiers.BUSINESS}"


async def takes_in_a_shop(reception: Person, identity: str) -> str:
    await reception.open(SHOP)
    await reception.answer({**dossiers.SHOP, "applicant.id_number": identity})
    assert await reception.send("Tiếp nhận hồ sơ") == 200, await reception.text()
    return await code_of(reception)


async def code_of(person: Person) -> str:
    found = CODE.search(await person.text("h1"))
    assert found, await person.text()
    return found[0]


async def brings(person: Person, label: str, name: str, body: bytes) -> int:
    """A file into the box of that label; what the page answers."""
    box = person.page.get_by_label(label)
    await box.set_input_files({"name": name, "mimeType": "application/pdf", "buffer": body})
    form = person.page.locator("main form", has=box)
    assert name in await form.inner_text(), "the name of what was chosen stands beside the box"
    async with person.arrives():
        await form.get_by_role("button", name="Tải lên", exact=True).click()
    return person.status


async def fetched(person: Person, name: str) -> bytes:
    link = person.page.locator("main").get_by_role("link", name=name).first
    answer = await person.context.request.get(person.base + str(await link.get_attribute("href")))
    assert answer.status == 200
    return bytes(await answer.body())


async def test_a_draft_signed_as_a_pdf_is_numbered_and_taken_by_a_proxy(meet: Callable[..., Any]) -> None:
    reception, officer, head = await meet("nga.nt"), await meet("hung.vv"), await meet("son.nt")
    code = await takes_in_a_shop(reception, "027185007101")
    await does(reception, code, "Chuyển cơ quan giải quyết")
    await does(officer, code, "Xác nhận đã nhận hồ sơ")
    await find(officer, code)
    assert await brings(officer, "Tải dự thảo kết quả lên", "dự thảo.pdf", a_pdf(f"Giay chung nhan {code}")) == 200
    await make(officer, "Trình bước tiếp theo", {"Đồng ý giải quyết": "yes", "Kết quả thẩm định": "Đủ, hợp lệ."})

    await find(head, code)
    draft = await fetched(head, "dự thảo.pdf")
    assert await brings(head, "Tải bản PDF đã ký số lên", "chưa ký.pdf", draft) == 422
    assert "chưa có chữ ký số" in await head.text(".govuk-error-summary")
    signed = await CA.certifies("Nguyễn Thế Sơn").sign(draft)
    assert await brings(head, "Tải bản PDF đã ký số lên", "đã ký.pdf", signed) == 200
    assert "Ký nguyên vẹn trên dự thảo" in await head.text("#ket-qua")
    assert await head.page.get_by_label("Ký số trên tệp PDF: đã ký.pdf").is_checked()
    await make(head, "Ký kết quả")

    await does(await meet("van.lt"), code, "Vào số, phát hành")
    await does(await meet("hanh.pt"), code, "Thu phí, lệ phí", {"Số tiền phí": "100.000"})
    await does(reception, code, "Nhận kết quả về Trung tâm")
    await menu(reception, "Trả kết quả")
    await reception.page.get_by_label("Quét mã QR").fill(code)
    await follow(reception, "Tìm hồ sơ")
    assert await fetched(reception, "đã ký.pdf") == signed
    form = reception.page.locator("#viec form")
    await form.get_by_label("Họ và tên người nhận kết quả").fill("Trần Thị Mơ")
    await form.get_by_label("Người được ủy quyền", exact=True).check()
    async with reception.arrives():
        await form.get_by_role("button", name="Trả kết quả", exact=True).click()
    assert reception.status == 422, "a proxy without a paper takes nothing"
    assert await form.get_by_label("Họ và tên người nhận kết quả").input_value() == "Trần Thị Mơ"
    papers = {
        "Số giấy tờ tùy thân của người được ủy quyền": "027099001234",
        "Số giấy ủy quyền": "12/GUQ",
        "Ngày giấy ủy quyền": "07/11/2017",
    }
    said = await make(reception, "Trả kết quả", papers)
    assert code in said
    await find(reception, code)
    whole = await reception.text()
    assert "Đã trả kết quả" in whole
    assert "Trần Thị Mơ" in whole
    assert "027099001234" not in whole


async def test_signed_on_paper_without_its_scan_is_told_on_the_home_until_it_is_brought(
    meet: Callable[..., Any],
) -> None:
    reception, officer, head = await meet("nga.nt"), await meet("hung.vv"), await meet("son.nt")
    code = await takes_in_a_shop(reception, "027185007102")
    await does(reception, code, "Chuyển cơ quan giải quyết")
    await does(officer, code, "Trình bước tiếp theo", {"Đồng ý giải quyết": "yes", "Kết quả thẩm định": "Đủ."})
    await does(head, code, "Ký kết quả")
    clerk = await meet("van.lt")
    for person in (head, clerk):
        await home(person)
        assert code in await person.text("[aria-labelledby=h-ban-quet]")
        await find(person, code)
        assert "chưa có bản quét" in await person.text(".mc-acts")
        assert await person.page.get_by_role("button", name="Vào số, phát hành", exact=True).count() == 0
    await find(head, code)
    assert await brings(head, "Tải bản quét kết quả lên", "bản quét.pdf", a_pdf(f"Ban quet {code}")) == 200
    await home(clerk)
    assert code not in " ".join(await clerk.page.locator("[aria-labelledby=h-ban-quet]").all_inner_texts())
    await does(clerk, code, "Vào số, phát hành")


async def test_five_copies_are_resolved_at_once_and_another_paper_of_the_same_person(
    meet: Callable[..., Any],
) -> None:
    person = await meet("nga.nt")
    await person.open(f"/tiep-nhan/{dossiers.COPY}")
    await person.answer({**dossiers.OWNER, "applicant.id_number": "027185007103", **dossiers.PAGES})
    charged = person.page.locator("[name=_fee_collected]")
    assert await person.send("Giải quyết ngay, trả kết quả") == 422, "the fee was not taken"
    assert "25.000 đồng" in await person.text(".govuk-error-summary")
    await charged.check()
    assert await person.send("Giải quyết ngay, trả kết quả") == 200, await person.text()
    assert "/SCT/BS" in await person.text(".mc-flash")
    assert "Đã trả kết quả" in await person.text(".mc-dossierhead")
    first = await code_of(person)

    await follow(person, "Thêm thủ tục cho người này")
    async with person.arrives():
        await person.page.locator(f"main a[href*='{dossiers.COPY}']").first.click()
    assert await person.page.get_by_label("Họ và tên").first.input_value() == dossiers.OWNER["applicant.name"]
    await person.answer({**dossiers.PAGES, "copies": "1"})
    await charged.check()
    await person.page.locator("[name=_receipt_asked]").check()
    assert await person.send("Giải quyết ngay, trả kết quả") == 200, await person.text()
    assert await code_of(person) != first
    assert first in await person.text(".mc-prints"), "one visit, one receipt for both"


async def with_move(person: Person, button: str) -> str:
    """The first dossier of one's own on which the move can be made; it is opened."""
    await person.open("/viec?xem=cua-toi&trang-thai=processing")
    links = person.page.locator(".mc-list th a")
    for code in await links.all_inner_texts():
        await find(person, code)
        if await person.page.get_by_role("button", name=button, exact=True, include_hidden=True).count():
            return str(code)
    raise AssertionError(f"nothing to be done: {button}")


async def test_an_officer_asks_for_an_opinion_on_a_building_permit(meet: Callable[..., Any]) -> None:
    officer = await meet("cuong.dm")
    code = await with_move(officer, "Gửi lấy ý kiến")
    await make(officer, "Gửi lấy ý kiến", {"Nội dung cần lấy ý kiến": "Thửa đất có phù hợp quy hoạch không?"})
    await find(officer, code)
    assert "Ý kiến về sử dụng đất" in await officer.text()
    assert "Phòng Tài nguyên và Môi trường" in await officer.text("#viec")
    way = await officer.text("[aria-labelledby=d-quy-trinh]")
    for label, username in OPINIONS.items():
        if label in way:
            asked = await meet(username)
            await home(asked)
            assert "Trả lời ý kiến được hỏi" in await asked.text()
            await does(asked, code, "Trả lời ý kiến", {"Ý kiến trả lời": "Phù hợp quy hoạch."})
    await home(officer)
    await find(officer, code)
    assert "Phù hợp quy hoạch." in await officer.text()
    assert await officer.page.get_by_role("button", name="Trình bước tiếp theo", exact=True).count() == 1


async def test_a_substitute_signs_in_somebody_s_place(meet: Callable[..., Any]) -> None:
    """In the demo Nguyễn Văn Toàn is away and Hoàng Thị Thu Hà stands in: what is his waits for her as well."""
    away, instead = await meet("toan.nv"), await meet("ha.htt")
    code = await with_move(away, "Trình bước tiếp theo")
    await find(instead, code)
    await make(instead, "Trình bước tiếp theo", {"Đồng ý giải quyết": "yes", "Kết quả thẩm định": "Đã chỉnh lý."})
    await menu(instead, "Hồ sơ")
    await find(instead, code)
    assert "Hoàng Thị Thu Hà thay mặt Nguyễn Văn Toàn" in await instead.text(".mc-trail")
