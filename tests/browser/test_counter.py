"""The counter in real use: readers of codes, drafts that outlive the browser, visits, duplicates, earlier papers."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from tests.browser import dossiers
from tests.browser.chromium import Chromium
from tests.browser.dossiers import BUSINESS, COPY, LAND
from tests.browser.people import Person

CARD = "027185001234|125000111|Nguyễn Thị Thu Ước|02091985|Nữ|Thôn Mao Dộc, xã Phượng Mao|01072021"
A_MOMENT = 300
BETWEEN_KEYS = 0.004


async def read_code(person: Person, text: str) -> None:
    """As a reader of codes types: letter after letter without a pause, accented ones too, then Enter."""
    wire = await person.context.new_cdp_session(person.page)
    keys = [{"key": letter, "text": letter} for letter in text] + [{"key": "Enter", "text": "\r"}]
    sent, at = [], time.time()
    for key in keys:
        # The moments are the reader's own: a busy machine must not make it look slower.
        at += BETWEEN_KEYS
        sent.append(wire.send("Input.dispatchKeyEvent", {"type": "keyDown", "timestamp": at, **key}))
        sent.append(wire.send("Input.dispatchKeyEvent", {"type": "keyUp", "timestamp": at, "key": key["key"]}))
    # A page that goes away meanwhile answers the rest no more.
    answered, left = await asyncio.wait([asyncio.ensure_future(each) for each in sent], timeout=3)
    for each in left:
        each.cancel()
    for each in answered:
        each.exception()


async def focus(person: Person, selector: str) -> None:
    if selector:
        await person.page.locator(selector).first.focus()
    else:
        await person.page.evaluate("document.activeElement.blur()")


async def standing(person: Person) -> dict[str, str]:
    """Everything on the form but the applicant, the search box and what the page keeps for itself."""
    found: dict[str, str] = await person.page.evaluate(
        """() => Object.fromEntries([...new FormData(document.getElementById("to-khai")).entries()].filter(
            ([name, text]) => typeof text === "string" && !/^(applicant\\.|_find|_key|_csrf|_draft)/.test(name)))"""
    )
    return found


@pytest.mark.parametrize(
    "selector",
    ["", '[name="business_name"]', '[name="trade"]', '[name="business_commune"]', "#f-_find", "#tim-nhanh-o",
     '[name="applicant.phone"]', '[name="owner_id"]', "button[name=_find_now]", "details summary", "#s-tep input"],
)  # fmt: skip
async def test_a_card_fills_the_applicant_wherever_the_cursor_is(meet: Callable[..., Any], selector: str) -> None:
    nga = await meet("nga.nt")
    await nga.open(f"/tiep-nhan/{BUSINESS}")
    await nga.answer({"business_name": "Tạp hóa", "trade": "food", "owner_id": "1"})
    before = await standing(nga)
    await focus(nga, selector)
    await nga.swap(read_code(nga, CARD))
    await nga.page.locator("[data-mc-filled]").wait_for()
    for name, text in {"name": "Nguyễn Thị Thu Ước", "id_number": "027185001234", "born": "02/09/1985"}.items():
        assert await nga.page.input_value(f'[name="applicant.{name}"]') == text
    assert await standing(nga) == before
    assert await nga.page.input_value("#tim-nhanh-o") == ""
    assert nga.path == f"/tiep-nhan/{BUSINESS}"


async def test_what_a_person_types_and_what_other_papers_say_stays_in_its_box(meet: Callable[..., Any]) -> None:
    """The control: it is the speed and the shape that tell a reader from a person."""
    nga = await meet("nga.nt")
    await nga.open(f"/tiep-nhan/{BUSINESS}")
    await focus(nga, '[name="business_name"]')
    await read_code(nga, "SERIAL 8935001800001")
    assert await nga.page.input_value('[name="business_name"]') == "SERIAL 8935001800001"
    await nga.page.fill('[name="business_name"]', "")
    await nga.page.type('[name="business_name"]', "027185001234||A|", delay=70)
    await nga.page.keyboard.press("Enter")
    await nga.page.wait_for_timeout(A_MOMENT)
    assert await nga.page.input_value('[name="business_name"]') == "027185001234||A|"
    assert await nga.page.input_value('[name="applicant.id_number"]') == ""


async def receive_copies(nga: Person, phone: str = "0912345678") -> str:
    """Copies certified for somebody; the path of the dossier."""
    await nga.open(f"/tiep-nhan/{COPY}")
    await nga.answer({**dossiers.OWNER, "applicant.phone": phone, **dossiers.PAGES})
    await decide(nga)
    return nga.path


async def decide(nga: Person) -> None:
    """Accepts, knowingly also where the same person has another dossier of the kind."""
    await nga.page.wait_for_load_state("networkidle")
    second = nga.page.locator("[name=_second]")
    if await second.count():
        await second.check()
    assert await accept(nga) == 200, await nga.text()


async def accept(nga: Person) -> int:
    """Whatever else the page offers to do with it at once."""
    async with nga.page.expect_navigation() as going:
        await nga.page.locator("[data-mc-accept]").click()
    return int((await going.value).status)


async def receipt_link(nga: Person, path: str) -> str:
    """What the QR on the printed receipt says."""
    answer = await nga.context.request.get(f"{nga.base}/{nga.center}{path}/giay/giay-tiep-nhan")
    picture = pypdfium2.PdfDocument(BytesIO(await answer.body()))[0].render(scale=3).to_pil()
    return str(zxingcpp.read_barcodes(picture)[0].text)


async def test_a_receipt_read_anywhere_opens_its_dossier(meet: Callable[..., Any]) -> None:
    nga = await meet("nga.nt")
    path = await receive_copies(nga)
    code = await nga.page.locator(".mc-code").inner_text()
    link = await receipt_link(nga, path)
    for page, selector in (
        ("/viec", ""),
        ("/viec", "main a"),
        ("/ho-so", "main input[type=text], main select"),
        ("/tiep-nhan", "#tim"),
        (path, "main button"),
        (path, "main textarea"),
    ):
        for text in (link, code):
            await nga.open(page)
            if selector == "main textarea":
                await nga.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
            await focus(nga, selector)
            async with nga.page.expect_navigation():
                await read_code(nga, text)
            assert nga.path == path, (page, selector)
            assert code in await nga.text("h1")

    # A card away from the counter finds whose it is: by number, which stands in no address.
    await nga.open("/viec")
    async with nga.page.expect_navigation():
        await read_code(nga, CARD)
    assert await nga.page.get_by_role("link", name=code).count() == 1
    assert "027185001234" not in nga.page.url


async def test_a_receipt_read_while_typing_leaves_what_was_typed_as_a_draft(meet: Callable[..., Any]) -> None:
    nga = await meet("nga.nt")
    path = await receive_copies(nga)
    link = await receipt_link(nga, path)
    await nga.open(f"/tiep-nhan/{LAND}")
    await nga.page.fill('[name="applicant.name"]', "Đặng Văn Đoan")
    await focus(nga, '[name="plot"]')
    async with nga.page.expect_navigation(url=re.compile(path)):
        await read_code(nga, link)
    await nga.open("/tiep-nhan")
    await nga.page.get_by_role("link", name="Đặng Văn Đoan").first.click()
    await nga.page.wait_for_url(re.compile("nhap="))
    assert await nga.page.input_value('[name="applicant.name"]') == "Đặng Văn Đoan"
    assert await nga.page.input_value('[name="plot"]') == ""
    await nga.open("/tiep-nhan")
    row = nga.page.locator("li", has=nga.page.get_by_role("link", name="Đặng Văn Đoan"))
    async with nga.page.expect_navigation():
        await row.first.get_by_role("button").click()


async def test_behind_the_locked_screen_nothing_is_read(meet: Callable[..., Any]) -> None:
    nga = await meet("nga.nt")
    await nga.open(f"/tiep-nhan/{BUSINESS}")
    await nga.page.keyboard.press("Alt+k")
    await nga.page.locator("#mc-curtain[open]").wait_for()
    await nga.page.locator("#mc-curtain button").first.focus()
    await read_code(nga, CARD.replace(" ", ""))
    await nga.page.wait_for_timeout(A_MOMENT)
    assert await nga.page.input_value('[name="applicant.name"]') == ""


async def test_a_killed_browser_loses_nothing_and_another_device_goes_on(
    meet: Callable[..., Any], chromium: Chromium
) -> None:
    lan = await meet("loan.tt", "gia-binh")
    await lan.open(f"/tiep-nhan/{BUSINESS}")
    await lan.answer({**dossiers.OWNER, "applicant.name": "Nguyễn Thị Mất Điện", "trade": "food"})
    file = {"name": "giay-de-nghi.pdf", "mimeType": "application/pdf", "buffer": dossiers.tiny_pdf()}
    await lan.swap(lan.page.locator("#s-tep input[type=file]").first.set_input_files(file))
    await lan.page.locator(".mc-papers input").first.fill("2")
    name = await lan.page.locator(".mc-papers input").first.get_attribute("name")
    await lan.page.locator("#nhap-tt").get_by_text("Đã lưu nháp lúc").wait_for()
    async with lan.page.expect_response(re.compile("/nhap$")):
        await lan.page.type('[name="business_name"]', "Quán Bún Chả")
    await chromium.kill()

    phone = await meet("loan.tt", "gia-binh", width=820, height=1180)
    await phone.open("/tiep-nhan")
    await phone.page.get_by_role("link", name="Nguyễn Thị Mất Điện").first.click()
    await phone.page.wait_for_url(re.compile("nhap="))
    assert await phone.page.input_value('[name="business_name"]') == "Quán Bún Chả"
    assert await phone.page.input_value(f'[name="{name}"]') == "2"
    assert await phone.page.is_checked('[name="trade"][value="food"]')
    assert await phone.page.get_by_role("link", name="giay-de-nghi.pdf").count() == 1
    # Nobody else is shown it, at the same counter neither.
    nga = await meet("nga.nt")
    await nga.open("/tiep-nhan")
    assert await nga.page.get_by_role("link", name="Nguyễn Thị Mất Điện").count() == 0


async def test_two_procedures_of_one_visit_and_earlier_papers_used_again(meet: Callable[..., Any]) -> None:
    nga = await meet("nga.nt")
    await nga.open(f"/tiep-nhan/{BUSINESS}")
    await nga.answer(dossiers.OWNER | {"applicant.id_number": "027185009999", "applicant.name": "Lê Thị Ghép"})
    commune = await nga.page.locator('[name="business_commune"] option').nth(1).get_attribute("value")
    shop = {name: text for name, text in dossiers.SHOP.items() if not name.startswith("applicant.")}
    await nga.answer(shop | {"business_commune": commune, "owner_name": "Lê Thị Ghép", "owner_id": "027185009999"})
    file = {"name": "de-nghi.pdf", "mimeType": "application/pdf", "buffer": dossiers.tiny_pdf()}
    await nga.swap(nga.page.locator("#s-tep input[type=file]").first.set_input_files(file))
    await decide(nga)
    first = await nga.page.locator(".mc-code").inner_text()

    async with nga.page.expect_navigation():
        await nga.page.get_by_role("link", name="Thêm thủ tục cho người này").click()
    async with nga.page.expect_navigation():
        await nga.page.get_by_role("link", name=re.compile("Chứng thực bản sao")).first.click()
    assert await nga.page.input_value('[name="applicant.name"]') == "Lê Thị Ghép"
    offered = nga.page.locator(".mc-offers").first
    await offered.locator("summary").click()
    await nga.swap(offered.get_by_role("button", name="Dùng lại").first.click())
    await nga.page.locator("[data-mc-file]", has_text="de-nghi.pdf").wait_for()
    await nga.answer(dossiers.PAGES)
    await decide(nga)
    second = await nga.page.locator(".mc-code").inner_text()
    await nga.page.get_by_role("button", name="In giấy tiếp nhận chung các hồ sơ nộp cùng lượt").wait_for()
    address = f"{nga.page.url.partition('?')[0]}/giay/giay-tiep-nhan-chung"
    answer = await nga.context.request.get(address)
    pdf = pypdfium2.PdfDocument(BytesIO(await answer.body()))
    said = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert len(pdf) >= 1
    assert first in said
    assert second in said


async def test_a_duplicate_is_warned_of_while_typing_and_refused_with_focus_until_it_is_meant(
    meet: Callable[..., Any],
) -> None:
    nga = await meet("nga.nt")
    await receive_copies(nga)
    await nga.open(f"/tiep-nhan/{COPY}")
    await nga.answer({**dossiers.OWNER, **dossiers.PAGES})
    await nga.page.locator("#trung").wait_for()
    assert "hồ sơ cùng thủ tục chưa giải quyết xong" in await nga.text("#trung")
    assert await accept(nga) == 422
    assert "govuk-error-summary" in await nga.page.evaluate("document.activeElement.className")
    await nga.page.locator(".govuk-error-summary a").first.click()
    assert await nga.page.evaluate("document.activeElement.name") == "_second"
    assert await nga.page.locator("#trung .govuk-error-message").count() == 1
    assert await nga.page.input_value('[name="issuer"]') == dossiers.PAGES["issuer"]
    await decide(nga)
    assert nga.path.startswith("/ho-so/")
