"""A result from its draft to the person who takes it, over HTTP, with files that are really signed."""

from __future__ import annotations

import hashlib
import html
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from motcua.centers import entered
from motcua.services.citizens import public
from motcua.services.codes import tracking_secret
from motcua.services.dossiers import trail
from motcua.store.engine import transaction
from motcua.store.queries.trail import load_events
from motcua.store.rows import run
from motcua.testing.signing import Issuer, a_pdf, with_more

CA = Issuer("Cơ quan chứng thực thử")
PDF = "application/pdf"


def said(answer: Any) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)))


async def make(who: Any, dossier: Any, slug: str, **typed: str) -> Any:
    hidden = await who.hidden(f"/ho-so/{dossier}", f"/ho-so/{dossier}/{slug}")
    return await who.post_form(f"/ho-so/{dossier}/{slug}", {**hidden, **typed})


async def attach(who: Any, dossier: Any, kind: str, body: bytes, name: str = "kết quả.pdf", seen: str = "") -> Any:
    hidden = await who.hidden(f"/ho-so/{dossier}", f"/ho-so/{dossier}/ket-qua")
    data = {**hidden, "kind": kind} | ({"_seen": seen} if seen else {})
    return await who.post(who.at(f"/ho-so/{dossier}/ket-qua"), data=data, files={"file": (name, body, PDF)})


@pytest.fixture
async def clerk(somebody: Any) -> Any:
    return await somebody("clerk", kind="agency", agency="ubnd")


@pytest.fixture
async def examined(take_in: Any, reception: Any, registrar: Any) -> Any:
    """At the registrar's desk, who may attach a draft."""
    made = await take_in()
    await make(reception, made, "chuyen")
    await make(registrar, made, "xac-nhan")
    return made


async def submitted(registrar: Any, made: Any) -> None:
    assert (await make(registrar, made, "trinh", proposal="grant", finding="Đủ điều kiện")).status_code == 303


def links(page: Any, name: str) -> list[str]:
    return re.findall(rf'href="([^"]+/ket-qua/[^"]+)"[^>]*>{re.escape(name)}<', html.unescape(page.text))


async def test_a_draft_is_replaced_and_every_version_is_kept(examined: Any, registrar: Any, head: Any) -> None:
    assert (await attach(registrar, examined, "draft", a_pdf("mot"), "dự thảo 1.pdf")).status_code == 303
    assert (await attach(registrar, examined, "draft", a_pdf("hai"), "dự thảo 2.pdf")).status_code == 303
    await submitted(registrar, examined)
    page = await head.see(f"/ho-so/{examined}")
    assert "(bản cũ)" in page.text
    assert page.text.index("dự thảo 2.pdf") < page.text.index("dự thảo 1.pdf") < page.text.index("(bản cũ)")
    (new,), (old,) = links(page, "dự thảo 2.pdf"), links(page, "dự thảo 1.pdf")
    opened = await head.get(new)
    assert opened.content == a_pdf("hai")
    assert opened.headers["x-content-type-options"] == "nosniff"
    assert opened.headers["content-disposition"].startswith("attachment")
    assert (await head.get(old)).content == a_pdf("mot")
    assert "Kèm tệp kết quả" in said(page)


async def test_only_who_works_on_it_attaches_and_only_who_may_see_it_opens(
    examined: Any, registrar: Any, reception: Any, head: Any, clerk: Any, somebody: Any
) -> None:
    await attach(registrar, examined, "draft", a_pdf("mot"), "dự thảo.pdf")
    page = await registrar.see(f"/ho-so/{examined}")
    (link,) = links(page, "dự thảo.pdf")
    hidden = await registrar.hidden(f"/ho-so/{examined}", f"/ho-so/{examined}/ket-qua")
    stranger = await somebody("officer", desks=(("tu_phap", "officer"),), agency="tu_phap", kind="agency")
    for who, kind, status in (
        (registrar, "signed", 403),
        (registrar, "scan", 403),
        (head, "signed", 403),
        (reception, "draft", 403),
        (stranger, "draft", 403),
        (registrar, "draft", 303),
    ):
        token = await who.hidden("/doi-mat-khau")
        answer = await who.post(
            who.at(f"/ho-so/{examined}/ket-qua"),
            data={**hidden, **token, "kind": kind},
            files={"file": ("a.pdf", a_pdf(), PDF)},
        )
        assert answer.status_code == status, (who.staff.name, kind)
    assert (await stranger.get(link)).status_code == 403
    away = await somebody("director", other=True)
    assert (await away.see("/" + link.split("/", 2)[2])).status_code == 404
    assert (await registrar.get(link)).status_code == 200


async def test_an_old_page_attaches_nothing(examined: Any, registrar: Any) -> None:
    answer = await attach(registrar, examined, "draft", a_pdf(), seen="1")
    assert answer.status_code == 409
    assert "Hồ sơ đã thay đổi sau khi bạn mở trang" in said(answer)
    assert not links(await registrar.see(f"/ho-so/{examined}"), "kết quả.pdf")


async def test_a_draft_signed_outside_becomes_the_result_and_is_handed_to_a_proxy(
    world: Any, examined: Any, registrar: Any, head: Any, clerk: Any, reception: Any
) -> None:
    draft = a_pdf(f"Giay chung nhan {examined}")
    await attach(registrar, examined, "draft", draft, "dự thảo.pdf")
    await submitted(registrar, examined)
    # Without a signed file there is no such way to sign, and without any way nothing is signed.
    assert (await make(head, examined, "ky", how="file")).status_code == 422
    assert (await make(head, examined, "ky")).status_code == 422
    signed = await CA.certifies("Phạm Văn Ba").sign(draft)
    assert (await attach(head, examined, "signed", signed, "đã ký.pdf")).status_code == 303
    page = said(await head.see(f"/ho-so/{examined}"))
    for part in ("Phạm Văn Ba", "Chưa kiểm tra được tổ chức cấp chứng thư", "Ký nguyên vẹn trên dự thảo", CA.name):
        assert part in page
    assert (await make(head, examined, "ky", how="file")).status_code == 303
    with entered(world.here):
        async with transaction():
            events = await load_events(examined)
            assert (await trail.verify(world.office)).is_whole
    told = events[-1]["data"]
    assert told["sha256"] == hashlib.sha256(signed).hexdigest()
    assert told["signed_by"] == "Phạm Văn Ba"
    assert (await make(clerk, examined, "vao-so")).status_code == 303
    assert (await make(reception, examined, "nhan-ket-qua")).status_code == 303
    counter = await reception.see(f"/tra-ket-qua/{examined}")
    for part in ("Nguyễn Văn An", "125123456", "Không có bản chính nào phải trả lại", "Giấy đề nghị đăng ký hộ"):
        assert part in said(counter)
    (link,) = set(links(counter, "đã ký.pdf"))
    assert (await reception.get(link)).content == signed
    hidden = await reception.hidden(f"/tra-ket-qua/{examined}")
    proxy = {"received_by": "Trần Thị Mơ", "receiver": "proxy", "fee_amount": "100.000"}
    bare = await reception.post_form(f"/tra-ket-qua/{examined}", {**hidden, **proxy})
    assert bare.status_code == 422
    for field in ("proxy_number", "proxy_document", "proxy_document_on"):
        assert f'href="#f-tra-ket-qua-{field}"' in bare.text
    assert "Trần Thị Mơ" in bare.text
    papers = {"proxy_number": "027099001234", "proxy_document": "12/GUQ", "proxy_document_on": "07/11/2017"}
    done = await reception.post_form(f"/tra-ket-qua/{examined}", {**hidden, **proxy, **papers})
    assert done.status_code == 303
    assert done.headers["location"].endswith("/tra-ket-qua")
    last = await reception.see(f"/ho-so/{examined}")
    assert "027099001234" not in last.text
    assert "••1234" in last.text
    assert "số 12/GUQ ngày 07/11/2017" in said(last)
    assert (await reception.get(link)).content == signed  # still there when all is done
    code = re.search(r"000\.00\.\S+-\d{4}", said(last))
    assert code


async def test_the_public_reads_nothing_of_it(
    world: Any, examined: Any, registrar: Any, reception: Any, head: Any
) -> None:
    await attach(registrar, examined, "draft", a_pdf("x"), "dự thảo mật.pdf")
    await submitted(registrar, examined)
    await attach(head, examined, "signed", await CA.certifies("Phạm Văn Ba").sign(a_pdf("x")), "đã ký mật.pdf")
    await make(head, examined, "ky", how="file")
    receipt = await reception.see(f"/ho-so/{examined}")
    code = re.search(r"000\.00\.\S+-\d{4}", said(receipt))
    assert code
    with entered(world.here):
        tracked = await public.track(world.office, code[0], tracking_secret(examined), world.clock[0])
    assert tracked is not None
    assert tracked.detail is not None
    words = " ".join(line.text for line in tracked.detail.history)
    assert "Ký kết quả" in words
    for part in ("Kèm tệp", "attach", "Phạm Văn Ba", ".pdf"):
        assert part not in words


async def test_another_text_than_the_draft_needs_the_signer_s_own_word(
    world: Any, examined: Any, registrar: Any, head: Any
) -> None:
    await attach(registrar, examined, "draft", a_pdf("du thao"), "dự thảo.pdf")
    await submitted(registrar, examined)
    other = await CA.certifies("Phạm Văn Ba").sign(a_pdf(f"khac {examined}"))
    await attach(head, examined, "signed", other)
    assert "Không phải dự thảo được ký nguyên vẹn" in said(await head.see(f"/ho-so/{examined}"))
    silent = await make(head, examined, "ky", how="file")
    assert silent.status_code == 422
    assert 'href="#f-ky-other_than_draft"' in silent.text
    assert (await make(head, examined, "ky", how="file", other_than_draft="yes")).status_code == 303
    with entered(world.here):
        async with transaction():
            assert (await load_events(examined))[-1]["data"]["other_than_draft"]


async def test_one_file_is_the_result_of_one_dossier(take_in: Any, reception: Any, registrar: Any, head: Any) -> None:
    signed = await CA.certifies("Phạm Văn Ba").sign(a_pdf("mot ket qua"))
    made: list[UUID] = []
    for _ in range(3):
        dossier = await take_in()
        await make(reception, dossier, "chuyen")
        await make(registrar, dossier, "xac-nhan")
        await submitted(registrar, dossier)
        made.append(dossier)
    first, second, third = made
    # Brought to two while it is nobody's: whoever signs first has it.
    assert (await attach(head, first, "signed", signed)).status_code == 303
    assert (await attach(head, second, "signed", signed)).status_code == 303
    assert (await make(head, first, "ky", how="file")).status_code == 303
    late = await make(head, second, "ky", how="file")
    assert late.status_code == 409
    assert "đã là kết quả của một hồ sơ khác" in said(late)
    again = await attach(head, third, "signed", signed)
    assert again.status_code == 409
    assert "đã là kết quả của một hồ sơ khác" in said(again)


@pytest.mark.parametrize(
    ("which", "sentence"),
    [
        ("unsigned", "chưa có chữ ký số"),
        ("appended", "không bao trùm toàn bộ tệp"),
        ("encrypted", "mật khẩu"),
        ("broken", "bị hỏng"),
        ("early", "ký trước ngày tiếp nhận"),
        ("future", "ở tương lai"),
    ],
)
async def test_a_file_that_proves_nothing_is_refused_and_leaves_no_trace(
    examined: Any, registrar: Any, head: Any, which: str, sentence: str
) -> None:
    await submitted(registrar, examined)
    who = CA.certifies("Phạm Văn Ba")
    body = {
        "unsigned": a_pdf(),
        "appended": with_more(await who.sign(a_pdf())),
        "encrypted": a_pdf(password="x"),
        "broken": b"%PDF-1.7\n" + bytes(300) + b"\n%%EOF",
        "early": await who.sign(a_pdf(), at=datetime(2017, 11, 7, tzinfo=UTC)),
        "future": await who.sign(a_pdf(), at=datetime.now(UTC) + timedelta(days=2)),
    }[which]
    answer = await attach(head, examined, "signed", body)
    assert answer.status_code == 422
    assert sentence in said(answer)
    assert 'href="#f-ket-qua-signed"' in answer.text
    assert not links(await head.see(f"/ho-so/{examined}"), "kết quả.pdf")
    assert (await make(head, examined, "ky", how="file")).status_code == 422


async def test_signed_on_paper_by_whom_and_when_with_a_scan_before_it_is_numbered(
    examined: Any, registrar: Any, head: Any, clerk: Any
) -> None:
    await submitted(registrar, examined)
    for day in ("09/11/2017", "07/11/2017", "31/02/2017", "hôm qua"):
        answer = await make(head, examined, "ky", how="paper", signed_on=day)
        assert answer.status_code == 422, day
        assert 'href="#f-ky-signed_on"' in answer.text
    assert (
        await make(head, examined, "ky", how="paper", signed_on="08/11/2017", signed_by="Lê Thị Tư")
    ).status_code == 303
    page = await clerk.see(f"/ho-so/{examined}")
    assert "Lê Thị Tư" in said(page)
    assert f'/ho-so/{examined}/vao-so"' not in page.text
    assert "chưa có bản quét" in said(page)
    assert (await attach(clerk, examined, "scan", a_pdf(f"ban quet {examined}"), "bản quét.pdf")).status_code == 303
    assert (await make(clerk, examined, "vao-so")).status_code == 303
    assert "Là kết quả của hồ sơ" in said(await head.see(f"/ho-so/{examined}"))


async def test_a_scan_to_come_is_told_to_who_signed_and_who_numbers_and_to_nobody_else(
    examined: Any, registrar: Any, head: Any, clerk: Any, somebody: Any
) -> None:
    other = await somebody("head", desks=(("tu_phap", "head"),), agency="tu_phap", kind="agency")
    awaited = f"/ho-so/{examined}#f-ket-qua-scan"
    await submitted(registrar, examined)
    assert awaited not in (await clerk.see("/viec")).text
    await make(head, examined, "ky", how="paper")
    for who, is_told in ((head, True), (clerk, True), (registrar, False), (other, False)):
        assert (awaited in (await who.see("/viec")).text) is is_told, who.staff.name
    for who, status in ((registrar, 403), (head, 303)):
        token = await who.hidden("/doi-mat-khau")
        hidden = await head.hidden(f"/ho-so/{examined}", f"/ho-so/{examined}/ket-qua")
        answer = await who.post(
            who.at(f"/ho-so/{examined}/ket-qua"),
            data={**hidden, **token, "kind": "scan"},
            files={"file": ("quét.pdf", a_pdf(f"quet {examined}"), PDF)},
        )
        assert answer.status_code == status
    for who in (head, clerk):
        assert awaited not in (await who.see("/viec")).text


async def test_what_was_signed_as_a_file_asks_for_no_scan(examined: Any, registrar: Any, head: Any, clerk: Any) -> None:
    await submitted(registrar, examined)
    await attach(head, examined, "signed", await CA.certifies("Phạm Văn Ba").sign(a_pdf(f"so {examined}")))
    await make(head, examined, "ky", how="file")
    assert 'id="f-ket-qua-scan"' not in (await clerk.see(f"/ho-so/{examined}")).text


async def test_nothing_is_handed_back_while_the_fee_is_due(
    world: Any, examined: Any, registrar: Any, head: Any, clerk: Any, reception: Any
) -> None:
    with entered(world.here):
        async with transaction():
            await run("UPDATE dossier SET fee_due = 100000, fee_paid_at = NULL WHERE id = $1", examined)
    await submitted(registrar, examined)
    await make(head, examined, "ky", how="paper_only")
    await make(clerk, examined, "vao-so")
    waiting = await reception.see(f"/tra-ket-qua/{examined}")
    assert "Chưa trả được ở đây" in said(waiting)
    await make(reception, examined, "nhan-ket-qua")
    hidden = await reception.hidden(f"/tra-ket-qua/{examined}")
    given = {"received_by": "Nguyễn Văn An", "receiver": "applicant"}
    owing = await reception.post_form(f"/tra-ket-qua/{examined}", {**hidden, **given})
    assert owing.status_code == 422
    assert 'href="#f-tra-ket-qua-fee_collected"' in owing.text
    paid = await reception.post_form(f"/tra-ket-qua/{examined}", {**hidden, **given, "fee_collected": "yes"})
    assert paid.status_code == 303
