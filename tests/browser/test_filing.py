"""A household business filed from a telephone: asked once, completed, accepted; every page in every state judged."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.browser.people import Person
from tests.browser.running import Demo
from tests.browser.site_pages import WALKED
from tests.browser.standing import faults

from motcua.services.demo.scans import scan

HERE = Path(__file__).parent
ANSWERS = {
    "business_name": "Hộ kinh doanh Hà",
    "business_address": "Số 5, phố Mới",
    "capital": "50.000.000",
    "workers": "2",
    "owner_name": "Nguyễn Thị Hà",
    "owner_born": "2/9/1980",
    "owner_id": "125123456",
    "owner_residence": "Thị trấn Phố Mới",
    "applicant.phone": "0912345678",
}
ME = {
    "applicant.name": "Nguyễn Thị Hà",
    "applicant.id_number": "125123456",
    "applicant.address": "Thị trấn Phố Mới",
}
SCAN = {"name": "giay-to.pdf", "mimeType": "application/pdf", "buffer": scan("Giay de nghi", "Nguyen Thi Ha")}
BROKEN = {"name": "hong.pdf", "mimeType": "application/pdf", "buffer": b"MZ"}
TITLE = "Đăng ký thành lập hộ kinh doanh"


async def let_in(person: Person, demo: Demo, address: str) -> None:
    argv = [sys.executable, str(HERE / "a_citizen.py"), str(demo.data), person.center, address, "Nguyễn Thị Hà"]
    done = subprocess.run(argv, capture_output=True, text=True, timeout=120, check=False)  # noqa: ASYNC221
    assert done.returncode == 0, done.stderr
    name = f"mc-{person.center}-dan"
    await person.context.add_cookies([{"name": name, "value": done.stdout.strip(), "url": demo.base}])


class Walker:
    """Looks at each page where the way leads past it, and remembers which."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.seen: set[str] = set()

    async def look(self, person: Person, route: str, name: str) -> None:
        self.seen.add(route)
        self.wrong += await faults(person, name)
        await person.page.set_viewport_size({"width": 360, "height": 740})


async def upload(person: Person, box: str, file: Any) -> None:
    await person.swap(person.page.set_input_files(box, file))


async def unfold(person: Person) -> None:
    await person.page.evaluate("() => document.querySelectorAll('main details').forEach(each => { each.open = true; })")


async def test_from_the_door_to_the_receipt(demo: Demo, meet: Any) -> None:
    walk = Walker()
    nobody = await meet(width=360, height=740)
    await nobody.open("/cong-dan")
    await walk.look(nobody, "/cong-dan/dang-nhap", "citizen-door")
    await nobody.page.fill("[name=contact]", "abc")
    await nobody.send("Gửi mã cho tôi")
    await walk.look(nobody, "/cong-dan/dang-nhap", "citizen-door-refused")
    await nobody.page.fill("[name=contact]", "la@vidu.vn")
    await nobody.send("Gửi mã cho tôi")
    await walk.look(nobody, "/cong-dan/ma", "citizen-code")
    await nobody.page.fill("[name=code]", "abc")
    await nobody.send("Đăng nhập")
    await walk.look(nobody, "/cong-dan/ma", "citizen-code-refused")

    me = await meet(width=360, height=740)
    await let_in(me, demo, "ha@vidu.vn")
    await me.open("/cong-dan")
    await walk.look(me, "/cong-dan", "citizen-home-empty")
    await me.open("/cong-dan/tai-khoan")
    await walk.look(me, "/cong-dan/tai-khoan", "citizen-profile")
    await me.send("Lưu thông tin")
    await walk.look(me, "/cong-dan/tai-khoan", "citizen-profile-refused")
    for name, text in ME.items():
        await me.page.fill(f"[name='{name}']", text)
    await me.page.check("[name='applicant.id_kind'][value=cmnd]")
    await me.send("Lưu thông tin")
    await me.page.fill("[name=contact]", "0987654321")
    await me.send("Gửi mã xác nhận")
    await walk.look(me, "/cong-dan/tai-khoan/dia-chi", "citizen-contact")
    await me.open("/cong-dan/theo-doi")
    await walk.look(me, "/cong-dan/theo-doi", "citizen-follow")
    await me.send("Thêm hồ sơ")
    await walk.look(me, "/cong-dan/theo-doi", "citizen-follow-refused")

    await me.open("/cong-dan/nop")
    await walk.look(me, "/cong-dan/nop", "citizen-choose")
    async with me.arrives():
        await me.page.locator("li.mc-card", has_text=TITLE).get_by_role("button").click()
    filing = me.path
    await walk.look(me, "/cong-dan/nop/{filing_id}", "citizen-form")
    await me.send("Tiếp tục: giấy tờ")
    await walk.look(me, "/cong-dan/nop/{filing_id}", "citizen-form-refused")
    await me.page.select_option("[name=business_commune]", index=1)
    for name, value in (("trade", "retail"), ("founder", "person"), ("owner_gender", "female")):
        await me.answer({name: value})
    for name, text in ANSWERS.items():
        await me.page.fill(f"[name='{name}']", text)
    await me.page.locator("#nhap-tt").get_by_text("Đã lưu lúc").wait_for()
    await me.send("Tiếp tục: giấy tờ")
    await walk.look(me, "/cong-dan/nop/{filing_id}/giay-to", "citizen-papers")
    # The judge leaves empty style attributes behind, which a swap would carry over and our policy refuse.
    await me.open(f"{filing}/giay-to")
    await upload(me, "#f-tep-request", SCAN)
    await upload(me, "#f-tep-id_copy", BROKEN)
    await walk.look(me, "/cong-dan/nop/{filing_id}/giay-to", "citizen-papers-refused")
    await me.open(f"{filing}/xem-lai")
    await walk.look(me, "/cong-dan/nop/{filing_id}/xem-lai", "citizen-review-missing")
    await me.open(f"{filing}/giay-to")
    await upload(me, "#f-tep-id_copy", SCAN)
    await me.open(f"{filing}/xem-lai")
    await me.send("Nộp hồ sơ")
    await walk.look(me, "/cong-dan/nop/{filing_id}/xem-lai", "citizen-review-unpledged")
    await me.page.check("[name=agreed]")
    await me.send("Nộp hồ sơ")
    await unfold(me)
    await walk.look(me, "/cong-dan/nop/{filing_id}/bien-nhan", "citizen-receipt")

    desk = await meet("nga.nt")
    await desk.open("/nop-truc-tuyen")
    await walk.look(desk, "/nop-truc-tuyen", "online-desk")
    await desk.open(filing.replace("/cong-dan/nop", "/nop-truc-tuyen"))
    await unfold(desk)
    await walk.look(desk, "/nop-truc-tuyen/{filing_id}", "online-one")
    await desk.send("Gửi yêu cầu hoàn thiện")
    await walk.look(desk, "/nop-truc-tuyen/{filing_id}", "online-one-refused")
    await desk.page.locator("[name=papers]").first.check()
    await desk.page.fill("[name=reason]", "Ảnh đơn bị mờ")
    await desk.send("Gửi yêu cầu hoàn thiện")
    await walk.look(desk, "/nop-truc-tuyen", "online-desk-empty")

    await me.open(filing)
    await walk.look(me, "/cong-dan/nop/{filing_id}", "citizen-asked")
    await me.open(f"{filing}/giay-to")
    await upload(me, "#f-tep-request", SCAN)
    await me.open(f"{filing}/xem-lai")
    await me.page.check("[name=agreed]")
    await me.send("Nộp bổ sung")
    await desk.open(filing.replace("/cong-dan/nop", "/nop-truc-tuyen"))
    await desk.send("Tiếp nhận hồ sơ")
    mine = f"/cong-dan{desk.path}"
    await me.open("/cong-dan")
    await walk.look(me, "/cong-dan", "citizen-home")
    await me.open(mine)
    await unfold(me)
    await walk.look(me, "/cong-dan/ho-so/{dossier_id}", "citizen-dossier")
    await me.send("Rút hồ sơ này")
    await walk.look(me, "/cong-dan/ho-so/{dossier_id}", "citizen-dossier-refused")
    await me.open(f"{mine}/ai-da-xem")
    await walk.look(me, "/cong-dan/ho-so/{dossier_id}/ai-da-xem", "citizen-looks")
    await me.open(f"{mine}/bo-sung")
    assert me.status == 409
    walk.seen.add("/cong-dan/ho-so/{dossier_id}/bo-sung")
    assert walk.wrong == [], "\n".join(walk.wrong)
    assert walk.seen == WALKED
