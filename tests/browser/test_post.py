"""Papers fetched and results delivered by the post, and a paper that was lost: every page in every state judged."""

from __future__ import annotations

from typing import Any

from tests.browser.people import Person
from tests.browser.running import Demo
from tests.browser.site_pages import WALKED_BY_POST
from tests.browser.test_filing import Walker, let_in, unfold

ASKED = {
    "about": "Đăng ký hộ kinh doanh",
    "name": "Nguyễn Thị Hà",
    "phone": "0912345678",
    "address": "Số 5, phố Mới",
}
TASK, TRIP, INCIDENT = "/buu-chinh/viec/{task_id}", "/buu-chinh/chuyen/{trip_id}", "/su-co/{incident_id}"


async def fill(person: Person, values: dict[str, str], within: str = "main") -> None:
    for name, text in values.items():
        await person.page.locator(f"{within} [name='{name}']").first.fill(text)


async def choose_agency(person: Person) -> None:
    await person.page.select_option("main [name=agency]", index=1)


async def test_from_the_request_to_the_delivery(demo: Demo, meet: Any) -> None:
    walk = Walker()
    me = await meet(width=360, height=740)
    await let_in(me, demo, "buu-chinh@vidu.vn")
    await me.open("/cong-dan/buu-chinh")
    await walk.look(me, "/cong-dan/buu-chinh", "citizen-post")
    await me.send("Gửi yêu cầu")
    await walk.look(me, "/cong-dan/buu-chinh", "citizen-post-refused")
    await fill(me, ASKED)
    await choose_agency(me)
    await me.send("Gửi yêu cầu")
    await walk.look(me, "/cong-dan/buu-chinh", "citizen-post-asked")

    desk = await meet("nga.nt")
    await desk.open("/buu-chinh/quay")
    await walk.look(desk, "/buu-chinh/quay", "post-counter")
    await unfold(desk)
    await desk.send("Ghi yêu cầu")
    await walk.look(desk, "/buu-chinh/quay", "post-counter-refused")
    await fill(desk, ASKED)
    await choose_agency(desk)
    await desk.send("Ghi yêu cầu")
    await walk.look(desk, TASK, "post-task-asked")
    await desk.open("/buu-chinh")
    await walk.look(desk, "/buu-chinh", "post-board-of-the-counter")

    post = await meet("hieu.nv")
    await post.open("/buu-chinh?xem=xong")
    await walk.look(post, "/buu-chinh", "post-board-ended")
    await post.open("/buu-chinh")
    await walk.look(post, "/buu-chinh", "post-board")
    for box in await post.page.locator("main [name=viec]").all():
        await box.check()
    await post.send("Nhận các việc đã chọn, lập chuyến")
    await walk.look(post, TRIP, "post-trip")
    async with post.arrives():
        await post.page.locator("main th a", has_text="Nhận hồ sơ tại nhà").first.click()
    await unfold(post)
    await walk.look(post, TASK, "post-task-taken")
    task = post.path
    await post.send("Đã nhận giấy tờ của người nộp")
    await walk.look(post, TASK, "post-task-refused")
    await fill(post, {"papers": "Giấy đề nghị: 1 bản chính", "posting_number": "RB000000001VN"})
    await post.send("Đã nhận giấy tờ của người nộp")
    await post.send("Giao giấy tờ cho quầy")
    await desk.open(task)
    await desk.send("Xác nhận đã nhận giấy tờ")
    await walk.look(desk, TASK, "post-task-received")

    head = await meet("thanh.nv")
    await head.open("/su-co")
    await walk.look(head, "/su-co", "incidents-empty")
    await head.open("/su-co/moi")
    await walk.look(head, "/su-co/moi", "incident-new")
    await fill(head, {"found_on": "hôm nay"})
    await head.send("Ghi nhận")
    await walk.look(head, "/su-co/moi", "incident-new-refused")
    await head.page.locator("main [name=harm]").first.check()
    await head.page.locator("main [name=fault]").first.check()
    await fill(head, {"what": "Bằng tốt nghiệp", "person": "Bà Ba", "found_on": "08/11/2017", "story": "Thất lạc"})
    await head.send("Ghi nhận")
    await unfold(head)
    await walk.look(head, INCIDENT, "incident")
    await head.send("Ghi việc đã làm")
    await walk.look(head, INCIDENT, "incident-refused")
    await unfold(head)
    await fill(head, {"cost": "Cấp lại bản sao: bưu chính chịu"})
    await head.send("Xác định bên có lỗi, chi phí")
    await walk.look(head, INCIDENT, "incident-settled")
    await head.open("/su-co?xem=tat-ca")
    await walk.look(head, "/su-co", "incidents")
    await head.open("/viec")
    assert "Sự cố giấy tờ đang xử lý" in await head.text("main")
    assert walk.wrong == [], "\n".join(walk.wrong)
    assert walk.seen == WALKED_BY_POST
