"""Pages of the hall in each condition: machines are paired by the administrator, then looked at as what they are."""

from __future__ import annotations

import io
import re

import zxingcpp
from PIL import Image
from tests.browser.looking import Act, Look, after, press, unfold
from tests.browser.people import Person

GROUP = "tu-phap"


def paired(kind: str, name: str) -> Act:
    """The administrator's own browser becomes the machine: there its session is nobody's."""

    async def go(person: Person) -> None:
        page = person.page
        await page.locator("main [name='name']").fill(name)
        await page.locator(f"main [name='kind'][value='{kind}']").check()
        await person.send("Thêm thiết bị", "main")
        found = re.search(r"\d{4} \d{4}", await person.text())
        assert found, await person.text()
        await person.open("/thiet-bi")
        await page.locator("main [name='code']").fill(found[0])
        await person.send("Ghép thiết bị", "main")

    return go


async def take(person: Person) -> None:
    await person.send("Không, lấy số thường", "main")


async def give(person: Person) -> None:
    await person.page.locator(f"main [name='nhom'][value='{GROUP}']").check()
    await person.page.locator("main [name='uu-tien'][value='elderly']").check()
    await person.send("Lấy số", "main")


async def follow_the_ticket(person: Person) -> None:
    """What a telephone reads from the ticket's QR, from the picture itself."""
    await take(person)
    picture = await person.page.locator(".mc-ticket__qr").screenshot()
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    place = found.text.partition("/so-cho/")[2]
    assert place, found.text
    await person.open(f"/so-cho/{place}")


async def open_and_call(person: Person) -> None:
    if await person.page.get_by_role("button", name="Gọi số tiếp theo").count() == 0:
        await person.send("Mở quầy", "main")
    await person.send("Gọi số tiếp theo", "main")


async def open_for_nothing(person: Person) -> None:
    for box in await person.page.locator("main [name='nhom']").all():
        await box.uncheck()
    await person.send("Mở quầy", "main")


HALL_PUBLIC = (
    Look("/thiet-bi", "hall-pairing", "/thiet-bi"),
    Look("/thiet-bi", "hall-pairing-refused", "/thiet-bi", press("Ghép thiết bị"), 422),
    Look("/so-cho/{place}", "place-unknown", "/so-cho/khong-co", answers=404),
    Look("/kiosk", "kiosk-not-paired", "/kiosk", answers=403),
    Look("/dat-lich", "booking", "/dat-lich"),
    Look("/dat-lich", "booking-times", f"/dat-lich?nhom={GROUP}"),
    Look("/dat-lich", "booking-refused", f"/dat-lich?nhom={GROUP}", press("Gửi mã xác nhận"), 422),
    Look("/dat-lich/xac-nhan", "booking-code", "/dat-lich/xac-nhan"),
    Look("/dat-lich/xac-nhan", "booking-code-refused", "/dat-lich/xac-nhan", press("Xác nhận"), 422),
    Look("/dat-lich/huy", "booking-cancel", "/dat-lich/huy"),
    Look("/dat-lich/huy", "booking-cancel-refused", "/dat-lich/huy", press("Hủy lịch hẹn"), 422),
)
# The administrator's; each pairing makes the browser another machine.
HALL_MACHINES = (
    Look("/thiet-bi/quan-ly", "hall-machines-empty", "/thiet-bi/quan-ly"),
    Look("/thiet-bi/quan-ly", "hall-machines-refused", "/thiet-bi/quan-ly", press("Thêm thiết bị"), 422),
    Look("/kiosk", "kiosk", "/thiet-bi/quan-ly", paired("kiosk", "Máy cửa chính")),
    Look("/kiosk/lay-so", "kiosk-choose", "/kiosk/lay-so"),
    Look("/kiosk/lay-so", "kiosk-priority", f"/kiosk/lay-so?nhom={GROUP}"),
    Look("/kiosk/phieu/{ticket_id}", "kiosk-ticket", f"/kiosk/lay-so?nhom={GROUP}", take),
    Look("/so-cho/{place}", "place", f"/kiosk/lay-so?nhom={GROUP}", follow_the_ticket),
    Look("/kiosk/lich-hen", "kiosk-check-in", "/kiosk/lich-hen"),
    Look("/kiosk/lich-hen", "kiosk-check-in-refused", "/kiosk/lich-hen", press("Nhận số"), 422),
    Look("/kiosk/tra-cuu", "kiosk-look-up", "/kiosk/tra-cuu"),
    Look("/kiosk/tra-cuu", "kiosk-look-up-refused", "/kiosk/tra-cuu", press("Tra cứu"), 422),
    Look("/man-hinh", "display", "/thiet-bi/quan-ly", paired("display", "Màn hình tầng một")),
    Look("/thiet-bi/quan-ly", "hall-machines", "/thiet-bi/quan-ly"),
)
HALL_COUNTER = (
    Look("/quay", "hall-counter-closed", "/quay"),
    Look("/quay", "hall-counter-refused", "/quay", open_for_nothing, 422),
    Look("/quay", "hall-counter", "/quay", after(open_and_call, unfold)),
    Look("/lich-hen", "appointments-empty", "/lich-hen"),
)
HALL_GUIDE = (
    Look("/phat-so", "giving", "/phat-so"),
    Look("/phat-so", "giving-refused", "/phat-so", press("Lấy số"), 422),
    Look("/phat-so/phieu/{ticket_id}", "given", "/phat-so", give),
)
HALL_DIRECTOR = (
    Look("/thoi-gian-cho", "waiting", "/thoi-gian-cho"),
    Look("/thoi-gian-cho", "waiting-empty", "/thoi-gian-cho?ngay=2017-11-06"),
    Look("/lich-hen", "appointments-of-day", "/lich-hen?ngay=2017-11-09"),
)
