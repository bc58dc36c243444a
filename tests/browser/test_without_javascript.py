"""The counter without a script: old machines, blocked scripts, a script that did not arrive."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser import dossiers
from tests.browser.dossiers import LAND


async def test_a_land_dossier_is_received(meet: Callable[..., Any]) -> None:
    nga = await meet("nga.nt", scripts=False)
    await nga.open(f"/tiep-nhan/{LAND}")
    assert await nga.page.locator('[name="price"]').count() == 0

    # Not the person of the journey: who has handed the same in today is asked about first.
    owner = {**dossiers.OWNER, "applicant.id_number": "027185004321"}
    await nga.answer({**owner, **dossiers.PARCEL})
    await nga.page.select_option('[name="commune"]', index=1)
    assert await nga.send("Cập nhật lệ phí, hẹn trả và các mục") == 200
    assert await nga.page.locator(".govuk-error-message:visible").count() == 0  # looking again judges nothing
    await nga.answer(dossiers.SALE)
    await nga.answer(dossiers.party("givers.0", "Nguyễn Thị Thu Ước", "027185004321", "100"))
    await nga.answer(dossiers.party("receivers.0", "Trần Văn Ẩn", "027079004567", "60"))
    assert await nga.send("Thêm bên nhận chuyển quyền") == 200
    await nga.answer(dossiers.party("receivers.1", "Lê Thị Ọc", "027184007890", "30"))

    # A wrong sum and a missing telephone: everything typed is still there, the summary leads to the boxes.
    await nga.page.fill('[name="applicant.phone"]', "")
    assert await nga.send("Tiếp nhận hồ sơ") == 422
    summary = nga.page.locator(".govuk-error-summary")
    links = [await link.get_attribute("href") for link in await summary.locator("a").all()]
    assert links
    for link in links:
        assert await nga.page.locator(link.replace(".", "\\.")).count() == 1, link
    assert (await nga.page.title()).startswith("Lỗi: ")
    for name, value in {"receivers.1.name": "Lê Thị Ọc", "price": "850.000.000", "plot": "214"}.items():
        assert await nga.page.locator(f'[name="{name}"]').input_value() == value
    assert await nga.page.locator('[name="kind"][value="transfer"]').is_checked()

    scan = {"name": "don.pdf", "mimeType": "application/pdf", "buffer": dossiers.tiny_pdf()}
    await nga.page.locator("#s-tep input[type=file]").first.set_input_files(scan)
    await nga.send("Tải các tệp đã chọn lên, xếp lại các tệp")
    assert await nga.page.get_by_role("link", name="don.pdf").count() == 1
    assert await nga.page.locator('[name="receivers.1.name"]').input_value() == "Lê Thị Ọc"

    await nga.answer({"applicant.phone": "0912345678", "receivers.1.share": "40"})
    assert await nga.send("Tiếp nhận hồ sơ") == 200
    assert "don.pdf" in await nga.text()
    assert await nga.send("Chuyển cơ quan giải quyết") == 200


async def test_a_citizen_tracks_and_finds_a_procedure(meet: Callable[..., Any]) -> None:
    citizen = await meet(width=320, height=640, scripts=False)
    await citizen.open("/thu-tuc")
    await citizen.page.fill('input[type="text"], input[type="search"]', "ho kinh doanh")
    await citizen.send("Tìm")
    assert await citizen.page.get_by_role("link", name="Đăng ký thành lập hộ kinh doanh").count() == 1
    await citizen.open("/tra-cuu")
    assert await citizen.send("Tra cứu") == 422
    assert "Hãy nhập mã hồ sơ" in await citizen.text(".govuk-error-summary")
