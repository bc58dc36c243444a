"""What a citizen meets in a day: a business filed from a telephone, completed, paid by transfer, followed by its QR,
told by mail, rated; in the hall somebody else takes a number, is called, files at the counter and is called back.

The center has a bank account, as one that takes transfers has; every mail is read in the outbox.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from tests.browser.chromium import Chromium
from tests.browser.conftest import _met, _stopped
from tests.browser.letters import tracking_link
from tests.browser.people import Person
from tests.browser.running import Demo
from tests.browser.test_counter import receive_copies
from tests.browser.test_filing import ANSWERS, ME, SCAN, TITLE, unfold, upload
from tests.browser.test_hall import SECOND, machine, take
from tests.browser.work import CODE, does, find

from motcua import paths

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
PHONE: dict[str, int] = {"width": 360, "height": 740}
ADDRESS = "ha.nguyen@vidu.vn"
GRANT = {"Đồng ý giải quyết": "yes", "Kết quả thẩm định": "Hồ sơ đầy đủ, hợp lệ."}
ACCOUNT = """
[[bank_account]]
valid_from = 2017-01-01
bank = "Ngân hàng của Trung tâm"
code = "999999"
number = "0123456789"
holder = "TRUNG TAM HANH CHINH CONG"
"""
LINK = re.compile(r"https?://\S+")


class Outbox:
    """The mails of one center, as they were written."""

    def __init__(self, data: Path) -> None:
        self.folder = data / "outbox" / "que-vo"
        self.read: set[Path] = set()

    async def next(self, subject: str) -> str:
        """The text of the next mail about that, within some minutes: a new demo has hundreds to send."""
        for _ in range(1200):
            for path, head, text in self.mine():
                if path not in self.read and subject in head:
                    self.read.add(path)
                    return text
            await asyncio.sleep(0.2)
        raise AssertionError(f"no mail about “{subject}” in {[head for _, head, _ in self.mine()]}")

    def count(self, subject: str) -> int:
        return sum(subject in head for _, head, _ in self.mine())

    def mine(self) -> list[tuple[Path, str, str]]:
        """Path, headers and text of every mail to her."""
        found = [
            (path, *path.read_text(encoding="utf-8").split("\n\n", 1)) for path in sorted(self.folder.glob("*.eml"))
        ]
        return [(path, head, text) for path, head, text in found if ADDRESS in head]


@pytest.fixture
async def paid_center() -> AsyncIterator[Demo]:
    folder = Path(tempfile.mkdtemp(prefix="motcua-cong-dan-"))
    shutil.copytree(paths.tenants(), folder / "tenants")
    with (folder / "tenants" / "que-vo" / "center.toml").open("a", encoding="utf-8") as settings:
        settings.write(ACCOUNT)
    running = Demo(folder / "du-lieu", folder / "tenants")
    try:
        with _stopped(running):
            await asyncio.to_thread(running.start)
            yield running
    finally:
        shutil.rmtree(folder)


@pytest.fixture
async def meets(paid_center: Demo, chromium: Chromium, tmp_path: Path) -> AsyncIterator[Callable[..., Any]]:
    async with _met(paid_center, chromium, tmp_path) as somebody:
        yield somebody


async def test_a_citizens_day(paid_center: Demo, meets: Callable[..., Any]) -> None:
    outbox = Outbox(paid_center.data)
    me = await meets(**PHONE)
    await sign_in(me, outbox)
    filing = await file(me)
    await outbox.next("Đã nhận hồ sơ nộp trực tuyến")
    desk = await meets("nga.nt")
    code, mine = await complete(me, desk, filing, outbox)
    follower = await meets(**PHONE)
    cashier = await meets("hanh.pt")
    await set_the_fee(cashier, mine)
    await pay_and_follow(follower, await tracking_link(desk, mine), cashier, outbox)
    await me.open(f"/cong-dan{mine}")
    await me.look("3-mine")
    await resolve(desk, await meets("hung.vv"), await meets("son.nt"), await meets("van.lt"), code)
    await outbox.next("đã có kết quả")
    await rate(await meets(**PHONE), outbox)
    assert outbox.count("đánh giá") == outbox.count("đã có kết quả") == outbox.count("Đã nhận phí") == 1
    await in_the_hall(meets, desk)


async def sign_in(me: Person, outbox: Outbox) -> None:
    await me.open("/cong-dan")
    await me.page.fill("[name=contact]", ADDRESS)
    await me.send("Gửi mã cho tôi")
    found = re.search(r"Mã dùng một lần của Ông/Bà: (.+)", await outbox.next("Mã dùng một lần"))
    assert found
    await me.page.fill("[name=code]", found[1])
    await me.send("Đăng nhập")
    await me.open("/cong-dan/tai-khoan")
    for name, text in ME.items():
        await me.page.fill(f"[name='{name}']", text)
    await me.page.check("[name='applicant.id_kind'][value=cmnd]")
    await me.send("Lưu thông tin")
    await me.look("1-profile")


async def file(me: Person) -> str:
    """Typed, with a photograph of each paper, looked through and sent; the address of the filing."""
    await me.open("/cong-dan/nop")
    async with me.arrives():
        await me.page.locator("li.mc-card", has_text=TITLE).get_by_role("button").click()
    filing = me.path
    await me.page.select_option("[name=business_commune]", index=1)
    for name, value in (("trade", "retail"), ("founder", "person"), ("owner_gender", "female")):
        await me.answer({name: value})
    for name, text in ANSWERS.items():
        await me.page.fill(f"[name='{name}']", text)
    await me.page.locator("#nhap-tt").get_by_text("Đã lưu lúc").wait_for()
    await me.send("Tiếp tục: giấy tờ")
    await upload(me, "#f-tep-request", SCAN)
    await upload(me, "#f-tep-id_copy", SCAN)
    await me.open(f"{filing}/xem-lai")
    await me.page.check("[name=agreed]")
    await me.send("Nộp hồ sơ")
    await me.look("2-sent")
    return filing


async def complete(me: Person, desk: Person, filing: str, outbox: Outbox) -> tuple[str, str]:
    """Asked once, completed and accepted; the code, and the dossier's address for its applicant."""
    online = filing.replace("/cong-dan/nop", "/nop-truc-tuyen")
    await desk.open(online)
    await unfold(desk)
    await desk.page.locator("[name=papers]").first.check()
    await (
        desk.page.locator("form", has=desk.page.locator("[name=papers]")).locator("[name=reason]").fill("Ảnh đơn bị mờ")
    )
    await desk.send("Gửi yêu cầu hoàn thiện")
    assert "Ảnh đơn bị mờ" in await outbox.next("hoàn thiện")
    await me.open(f"{filing}/giay-to")
    await upload(me, "#f-tep-request", SCAN)
    await me.open(f"{filing}/xem-lai")
    await me.page.check("[name=agreed]")
    await me.send("Nộp bổ sung")
    await desk.open(online)
    await desk.send("Tiếp nhận hồ sơ")
    found = CODE.search(await desk.text())
    assert found
    assert found[0] in await outbox.next("Đã tiếp nhận hồ sơ")
    return found[0], desk.path


async def set_the_fee(cashier: Person, path: str) -> None:
    """The amount of this procedure's fee is not confirmed in its data: somebody says what it is."""
    await cashier.open(f"/thu-phi{path}")
    form = cashier.page.locator("main form[action$='/chuyen-khoan']")
    await cashier.page.evaluate(
        "() => document.querySelectorAll('main details').forEach(each => { each.open = true; })"
    )
    await form.locator("[name=amount]").fill("100.000")
    async with cashier.arrives():
        await form.get_by_role("button").click()
    await cashier.look("3-code")


async def pay_and_follow(follower: Person, link: str, cashier: Person, outbox: Outbox) -> None:
    """By the QR of the receipt, signed in nowhere: what to transfer, and after the bank's statement that it came."""
    await follower.open(link)
    said = await follower.text(".mc-transfer")
    await follower.look("3-to-pay")
    amount = re.search(r"([0-9.]+) đồng", said)
    reference = re.search(r"Nội dung chuyển khoản\s+(\S+)", said)
    assert amount
    assert reference
    rows = f"Ngày;Ghi có;Nội dung;Số bút toán\n08/11/2017;{amount[1].replace('.', '')};{reference[1]};{uuid4().hex}\n"
    await cashier.open("/thu-phi/sao-ke")
    statement = {"name": "sao-ke.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    await cashier.page.set_input_files("main [name=file]", statement)
    await cashier.send("Tải lên, đối soát")
    await cashier.send("Xác nhận, ghi vào hồ sơ")
    await outbox.next("Đã nhận phí")
    await follower.open(link)
    assert "100.000 đồng, đã thu" in await follower.text()
    await follower.look("3-paid")


async def resolve(desk: Person, officer: Person, head: Person, clerk: Person, code: str) -> None:
    await does(desk, code, "Chuyển cơ quan giải quyết")
    await does(officer, code, "Trình bước tiếp theo", GRANT)
    await does(head, code, "Ký kết quả")
    await does(clerk, code, "Vào số, phát hành")
    await does(desk, code, "Nhận kết quả về Trung tâm")
    await find(desk, code)
    form = desk.page.locator("form", has=desk.page.get_by_role("button", name="Trả kết quả", exact=True))
    await form.locator("[name=received_by]").fill("Nguyễn Thị Hà")
    await form.locator("[name=receiver][value=applicant]").check()
    for box in await form.locator("[name^='original.']").all():
        await box.check()
    assert await desk.send("Trả kết quả", "#viec") == 200
    assert "Đã trả kết quả" in await desk.text()


async def rate(somebody: Person, outbox: Outbox) -> None:
    found = LINK.search(await outbox.next("đánh giá"))
    assert found
    await somebody.page.goto(found[0])
    await somebody.look("4-rating")
    await unfold(somebody)
    for group in await somebody.page.locator("main fieldset").all():
        if await group.locator("[type=radio]").count():
            await group.locator("[type=radio]").first.check()
    await somebody.send("Gửi đánh giá")
    assert "Cảm ơn" in await somebody.text()
    await somebody.page.goto(found[0])
    assert await somebody.page.get_by_role("button", name="Gửi đánh giá").count() == 0


async def in_the_hall(meets: Callable[..., Any], desk: Person) -> None:
    kiosk, display = await machine(meets, "kiosk", "Máy lấy số"), await machine(meets, "display", "Màn hình")
    number = await take(kiosk)
    await desk.open("/quay")
    for box in await desk.page.locator("main [name='nhom']").all():
        await box.set_checked(await box.get_attribute("value") == SECOND)
    await desk.page.locator("main [name='quay']").select_option("5")
    await desk.send("Mở quầy")
    await desk.send("Gọi số tiếp theo")
    assert number in await desk.text(".mc-place__number")
    await display.page.get_by_text(number, exact=True).wait_for()
    await desk.look("5-called")
    await receive_copies(desk)
    assert number in await desk.text(), "the dossier says with which number its applicant came"
    await desk.open("/quay")
    await desk.send("Gọi lại")
    await display.page.get_by_text(number, exact=True).wait_for()
    await desk.send("Xong")
    assert "Quầy đang trống" in await desk.text()
