"""Pages of the hall in each condition: machines are paired by the administrator, then looked at as what they are."""

from __future__ import annotations

import io
import re
from collections.abc import Awaitable, Callable

import zxingcpp
from PIL import Image
from tests.browser.people import Person

GROUP = "tu-phap"
Act = Callable[[Person], Awaitable[object]]


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
