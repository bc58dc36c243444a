"""The administrator's page of what goes out, and what the counter does on a dossier's page."""

from __future__ import annotations

import html
import re
from typing import Any
from uuid import uuid4

from motcua.centers import entered
from motcua.services.messages import board as message_board
from motcua.services.messages.queue import Recipient, queue_message
from motcua.store.engine import DB, transaction
from motcua.store.queries.messages import message_of_key


async def queued(center: Any, state: str = "waiting") -> Any:
    once = f"t/{uuid4()}"
    with entered(center):
        async with transaction():
            await queue_message(Recipient("Nguyễn Thị Hà", "thiha@example.vn"), "test", {}, once=once)
            found = await message_of_key(once)
            await DB.fetch("UPDATE message SET state = $2 WHERE id = $1", found, state)
    return found


async def test_the_administrator_sees_what_went_out_and_nobody_elses_address(world: Any, somebody: Any) -> None:
    administrator = await somebody("administrator")
    message = await queued(world.here, "failed")
    page = await administrator.see("/thu-gui?trang-thai=failed")
    assert "Thư thử" in page.text
    assert "th•••@example.vn" in page.text
    assert "thiha" not in page.text
    assert "Hà" not in re.sub(r"Hành", "", html.unescape(page.text))
    assert "ghi vào thư mục gửi đi trên máy chủ" in page.text
    assert f'name="thu" value="{message}"' in page.text
    form = await administrator.hidden("/thu-gui?trang-thai=failed", "/thu-gui/thu-lai") | {"thu": str(message)}
    for _ in range(2):
        assert (await administrator.post_form("/thu-gui/thu-lai", form)).status_code == 303
    assert "Chờ gửi" in (await administrator.see("/thu-gui?trang-thai=waiting")).text
    assert (await administrator.see("/thu-gui?trang-thai=khong-co")).status_code == 404
    assert (await administrator.see("/thu-gui?sau=khong-co")).status_code == 404
    missing = await administrator.post_form("/thu-gui/thu-lai", {**form, "thu": str(uuid4())})
    assert missing.status_code == 404


async def test_nobody_else_sees_the_page(somebody: Any) -> None:
    for role in ("reception", "director"):
        assert (await (await somebody(role)).see("/thu-gui")).status_code == 403


async def test_the_page_goes_on_by_key(world: Any, somebody: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(message_board, "PAGE", 2)
    ids = [str(await queued(world.here, "unknown")) for _ in range(5)]
    administrator, address, seen = await somebody("administrator"), "/thu-gui?trang-thai=unknown", []
    while address:
        page = await administrator.see(address)
        seen += re.findall(r'name="thu" value="([^"]+)"', page.text)
        following = re.search(r'href="/[^/"]+(/thu-gui[^"]+)" rel="next"', page.text)
        address = html.unescape(following[1]) if following else ""
    assert seen == ids[::-1]


async def test_sending_is_paused_gone_on_with_and_limited(somebody: Any) -> None:
    administrator = await somebody("administrator")
    form = await administrator.hidden("/thu-gui", "/thu-gui/cach-gui")
    for wish, is_paused in (("ngung", True), ("tiep", False)):
        assert f'name="viec" value="{wish}"' in (await administrator.see("/thu-gui")).text
        posted = await administrator.post_form("/thu-gui/cach-gui", form | {"viec": wish})
        assert posted.status_code == 303
        assert ("Đang tạm ngừng gửi" in (await administrator.see("/thu-gui")).text) is is_paused
    limit = form | {"viec": "moi-phut"}
    for wrong in ("", "0", "1001", "mười"):
        bad = await administrator.post_form("/thu-gui/cach-gui", limit | {"moi-phut": wrong})
        assert bad.status_code == 422
        assert 'href="#f-moi-phut"' in bad.text
    assert (await administrator.post_form("/thu-gui/cach-gui", limit | {"moi-phut": "90"})).status_code == 303
    assert 'value="90"' in (await administrator.see("/thu-gui")).text


async def test_the_counter_asks_how_the_applicant_wants_to_be_told(reception: Any, somebody: Any, take_in: Any) -> None:
    made = await take_in()
    path = f"/ho-so/{made}"
    page = await reception.see(path)
    assert "Chưa gửi tin nào" in page.text
    form = await reception.hidden(path, f"{path}/bao-tin")
    assert (await reception.post_form(f"{path}/bao-tin", form | {"cach": "none"})).status_code == 303
    assert "Cách nhận tin: không nhận tin" in (await reception.see(path)).text
    late = await reception.post_form(f"{path}/bao-tin", form | {"cach": "sms"})
    assert late.status_code == 409, "the page is older than the choice"
    assert (await reception.post_form(f"{path}/bao-tin", form | {"cach": "x"})).status_code == 422
    director = await somebody("director")
    assert "Ghi cách nhận tin" not in (await director.see(path)).text


async def test_the_counters_home_says_whom_to_telephone(world: Any, reception: Any, take_in: Any) -> None:
    made = await take_in()
    path = f"/ho-so/{made}"
    with entered(world.here):
        async with transaction():
            says = {"code": "1", "procedure": "x", "where": "Mời đến nhận.", "link": ""}
            await queue_message(Recipient("Nguyễn Văn An"), "ready", says, once=f"t/{made}", dossier_id=made)
    assert "Người nộp chưa được báo, cần gọi điện" in (await reception.see("/viec")).text
    page = await reception.see(path)
    assert "Hãy gọi điện báo người nộp" in page.text
    message = re.search(r'value="da-bao"><input type="hidden" name="thu" value="([^"]+)"', page.text)
    assert message
    form = await reception.hidden(path, f"{path}/bao-tin") | {"viec": "da-bao", "thu": message[1]}
    assert (await reception.post_form(f"{path}/bao-tin", form)).status_code == 303
    assert "Đã báo lại" in (await reception.see(path)).text
    assert path not in (await reception.see("/viec")).text.partition("cần gọi điện")[2].partition("</section>")[0]
