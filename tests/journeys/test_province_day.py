"""A day of a new provincial officer, with the real commands, the real server and a real browser: one center onboarded
by command, one in the console, a dossier from the counter to the hand-back, a backup restored, a class opened and
reset, and an upgrade that fails at one center."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.browser import dossiers
from tests.browser.chromium import Chromium
from tests.browser.letters import receipt_of
from tests.browser.people import Person
from tests.browser.work import does, find, home
from tests.journeys.province_day import (
    FAILING,
    NEW_PASSWORD,
    PUBLICATION,
    Installation,
    Officer,
    browse,
    first_sign_in,
    people,
)

from motcua.centers.training import MARK
from motcua.store import socket_folder

# Some forty commands and six people's browsers: a machine that does other work as well takes its time.
pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.timeout(1500)]
NUMBER = re.compile(r"[0-9A-Z.]+-180110-[0-9]{4}")
GRANT = {"Đồng ý giải quyết": "yes", "Kết quả thẩm định": "Hồ sơ đầy đủ, hợp lệ."}


@pytest.fixture
async def province() -> AsyncIterator[Installation]:
    folder = Path(tempfile.mkdtemp(prefix="motcua ngày của tỉnh "))
    made = Installation(folder)
    try:
        yield made
    finally:
        made.stop()
        sockets = socket_folder.folder_for(made.data)
        socket_folder.sweep(sockets)
        socket_folder.remove(sockets)
        shutil.rmtree(folder)


@pytest.fixture
async def chromium() -> AsyncIterator[Chromium]:
    browser = Chromium()
    yield browser
    await browser.stop()


async def test_a_province_is_brought_to_work_in_a_day(
    province: Installation, chromium: Chromium, tmp_path: Path
) -> None:
    await gia_binh_by_command(province)
    await province.start()
    passwords = await luong_tai_in_the_console(province, chromium, tmp_path)
    code, reception = await a_dossier_goes_through(province, chromium, passwords, tmp_path)
    await what_was_backed_up_comes_back(province, reception, province.accounts("luong-tai")["reception"], code)
    await a_class_is_opened_and_reset(province, chromium, tmp_path)
    await an_upgrade_fails_at_one_center(province)


async def gia_binh_by_command(province: Installation) -> None:
    await province.says("tenant", "onboard", "que-vo")
    await province.says(
        *("tenant", "new", "gia-binh", "--from", "que-vo", "--short-name", "Gia Bình", "--since", "2018-01-02")
    )
    with (province.tenants / "gia-binh" / "center.toml").open("a", encoding="utf-8") as out:
        out.write(PUBLICATION)
    plan = await province.says("tenant", "onboard", "gia-binh", "--dry-run")
    assert "Chưa làm gì" in plan
    assert "công bố 217" in plan
    await province.says("tenant", "onboard", "gia-binh")
    assert "Không có gì thay đổi" in await province.says("tenant", "onboard", "gia-binh")
    unready = await province.says("tenant", "check", "gia-binh", code=1)
    assert "Chưa có tài khoản nào" in unready
    assert "Không ai giữ vị trí" in unready
    listed = province.folder / "cán bộ.csv"
    listed.write_text("\n".join(";".join(row) for row in people()), "utf-8")
    assert "thêm mới 33" in await province.says("staff", "import", "gia-binh", str(listed), "--dry-run")
    await province.says("staff", "import", "gia-binh", str(listed))
    assert "Sẵn sàng làm việc." in await province.says("tenant", "check", "gia-binh")
    assert len(province.first_passwords("gia-binh")) == 33


async def luong_tai_in_the_console(province: Installation, chromium: Chromium, folder: Path) -> dict[str, str]:
    """Five pages; the passwords that the last one shows."""
    said = await province.says("officer", "add", "son.dv", "--name", "Đỗ Văn Sơn", "--role", "administrator")
    found = re.search(r"son\.dv: (\S+)", said)
    assert found, said
    son = await browse(chromium, province.console, "", folder)
    assert isinstance(son, Officer)
    assert await first_sign_in(son, "son.dv", found[1]), "an account of the province works with a code"
    await son.open("/them-trung-tam")
    await son.send("Bắt đầu")
    await fill(son, short_name="Lương Tài", since="2/1/2018")
    assert await son.send("Tiếp tục") == 200, await son.text()
    await fill(son, number="Quyết định 02/QĐ-TTHCC", on="2/1/2018", signed_by="Giám đốc", from_on="8/1/2018")
    assert await son.send("Tiếp tục") == 200, await son.text()
    # As it is copied from a sheet; a wrong line is told, and nothing that was typed is lost.
    rows = people()
    sheet = "\n".join("\t".join(row) for row in rows)
    await fill(son, people=sheet.replace("Giám đốc Trung tâm", "Giám đốc lớn"))
    assert await son.send("Tiếp tục") == 422
    assert "1 dòng chưa dùng được" in await son.text()
    assert "Giám đốc lớn" in await son.page.locator("main [name=people]").input_value()
    await fill(son, people=sheet)
    assert await son.send("Tiếp tục") == 200, await son.text()
    assert "33 người" in await son.text()
    assert await son.send("Đưa vào hoạt động") == 200, await son.text()
    assert await son.english() == []
    cells = await son.page.locator("main table td code").all_inner_texts()
    names = await son.page.locator("main table tbody td:nth-child(3)").all_inner_texts()
    assert province.status("/luong-tai/") == 200, "served without a new start"
    assert "Sẵn sàng làm việc." in await province.says("tenant", "check", "luong-tai")
    assert son.complaints == []
    return dict(zip(names, cells, strict=True))


async def fill(person: Person, **typed: str) -> None:
    for name, text in typed.items():
        await person.page.locator(f"main [name={name}]").fill(text)


async def a_dossier_goes_through(
    province: Installation, chromium: Chromium, passwords: dict[str, str], folder: Path
) -> tuple[str, Person]:
    """From the counter of Lương Tài back into the applicant's hand; its code, and whoever handed it back."""
    accounts = province.accounts("luong-tai")
    met: dict[str, Person] = {}
    for role in ("director", "administrator", "reception", "clerk"):
        met[role] = await browse(chromium, province.base, "luong-tai", folder)
    for role in ("tai_chinh_ke_hoach:registrar", "tai_chinh_ke_hoach:head"):
        met[role] = await browse(chromium, province.base, "luong-tai", folder)
    asked = {
        role: await first_sign_in(person, accounts[role], passwords[accounts[role]]) for role, person in met.items()
    }
    assert {role for role, is_asked in asked.items() if is_asked} == {
        "director", "administrator", "tai_chinh_ke_hoach:head",
    }  # fmt: skip
    counter = met["reception"]
    await counter.open(f"/tiep-nhan/{dossiers.BUSINESS}")
    await counter.answer(dossiers.SHOP)  # the center has not said its communes: their name is typed
    async with counter.arrives():
        await counter.page.locator("main button[name=_decision][value=accept]").click()
    assert counter.status == 200, await counter.text()
    found = NUMBER.search(await counter.text("h1"))
    assert found, await counter.text()
    code, address = found[0], counter.path
    words, codes = await receipt_of(counter, address)
    assert "HUYỆN LƯƠNG TÀI" in words
    assert code in words
    link = next(each for each in codes if "/tra-cuu/" in each)
    citizen = await browse(chromium, province.base, "luong-tai", folder)
    assert await citizen.open(link.removeprefix(f"{province.base}/luong-tai")) == 200
    assert code in await citizen.text()
    await does(counter, code, "Chuyển cơ quan giải quyết")
    for desk, button in (("registrar", "Trình bước tiếp theo"), ("head", "Ký kết quả")):
        typed = GRANT if desk == "registrar" else None
        await does(met[f"tai_chinh_ke_hoach:{desk}"], code, button, typed)
    await does(met["clerk"], code, "Vào số, phát hành")
    await does(counter, code, "Nhận kết quả về Trung tâm")
    await hand_back(counter, code)
    assert [complaint for person in (*met.values(), citizen) for complaint in person.complaints] == []
    return code, counter


async def hand_back(person: Person, code: str) -> None:
    """Every original that was kept is ticked; without the ticks nothing is handed back."""
    await home(person)
    await find(person, code)
    button = person.page.get_by_role("button", name="Trả kết quả", exact=True)
    form = person.page.locator("main form", has=button)
    await form.locator("[name=received_by]").fill("Nguyễn Thị Thu Ước")
    await form.locator("[name=receiver][value=applicant]").check()
    await form.locator("[name=fee_amount]").fill("100.000")
    for tick in await form.locator("[name^='original.']").all():
        await tick.check()
    async with person.arrives():
        await button.click()
    assert person.status == 200, await person.text()
    await home(person)
    await find(person, code)
    assert "Đã trả kết quả" in await person.text()
    assert await person.english() == []


async def what_was_backed_up_comes_back(province: Installation, person: Person, username: str, code: str) -> None:
    said = await province.says("backup")
    assert "Lương Tài" in said
    assert "1 hồ sơ" in said
    assert "Khớp" in await province.says("drill", "luong-tai")
    restored = await province.says("tenant", "restore", "luong-tai", "--yes")
    assert "1 hồ sơ" in restored
    assert province.status("/luong-tai/") == 200
    await person.open("/viec")
    assert "/dang-nhap" in person.path, "everybody signs in again"
    await person.sign_in(username, NEW_PASSWORD)
    await find(person, code)
    assert "Đã trả kết quả" in await person.text()
    assert "nguyên vẹn" in await province.says("trail", "verify", "luong-tai")
    assert "Không có dữ liệu cũ" in await province.says("tenant", "kept", "gia-binh")


async def a_class_is_opened_and_reset(province: Installation, chromium: Chromium, folder: Path) -> None:
    assert "giang.vien" in await province.says("training", "open", "luong-tai")
    province.stop()
    await province.start()
    twin = "luong-tai-tap-huan"
    passwords = province.first_passwords(twin)
    learner = await browse(chromium, province.base, twin, folder)
    trainer = await browse(chromium, province.base, twin, folder)
    await first_sign_in(learner, "hv.02", passwords["hv.02"])
    await first_sign_in(trainer, "giang.vien", passwords["giang.vien"])
    await learner.open("/tap-huan")
    assert MARK in await learner.text("body")
    async with learner.arrives():
        await learner.page.locator(".mc-training__list form button").nth(1).click()
    assert "/ho-so/" in learner.path, await learner.text()
    exercise = learner.path
    await trainer.open("/tap-huan/lop")
    assert "hv.02" in await trainer.text()
    assert await trainer.send("Làm mới lớp") == 200
    assert await learner.open(exercise) == 404
    assert await learner.english() == []


async def an_upgrade_fails_at_one_center(province: Installation) -> None:
    planted = province.folder / "planted"
    planted.mkdir()
    (planted / "m9001_planted.py").write_text(FAILING, "utf-8")
    said = await province.says("upgrade", "--canary", "que-vo", code=1, planted=planted)
    assert "gia-binh" in said or "Gia Bình" in said
    for center in ("que-vo", "gia-binh", "luong-tai"):
        assert province.status(f"/{center}/") == 200, center
    planted.joinpath("m9001_planted.py").write_text(FAILING.replace("RAISE EXCEPTION 'planted'", "NULL"), "utf-8")
    again = await province.says("upgrade", planted=planted)
    assert "luong-tai" not in again
    assert province.status("/gia-binh/dang-nhap") == 200
