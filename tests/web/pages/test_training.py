"""Tập huấn in the browser: a participant's exercises, the trainer's board, and the mark on every page."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.web.live import Client, client_of

from motcua.centers import entered
from motcua.centers.training import MARK
from motcua.services.demo import PASSWORD, give_passwords
from motcua.services.office import Office
from motcua.store.engine import transaction
from motcua.store.rows import value
from motcua.testing import at as moment
from motcua.testing.school import MODEL, TWIN, open_school
from motcua.web.app import create_app

OPENED = moment("2017-11-08 10:00")
RECEPTION, TRAINER = "hv.03", "giang.vien"
HIDDEN = re.compile(r'<input type="hidden" name="(_csrf_token|_key)" value="([^"]*)"')


@pytest.fixture(scope="module")
async def school(cluster: Any, secrets_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Office]:
    folder = tmp_path_factory.mktemp("school")
    async with open_school(cluster.superuser_dsn, folder, secrets_dir=secrets_folder, at=OPENED) as made:
        for key in (MODEL, TWIN):
            with entered(made.centers[key]):
                await give_passwords(made.centers[key], OPENED)
        yield replace(made, settings=replace(made.settings, requires_codes=False, demo_clock=OPENED))


@pytest.fixture(scope="module")
def app(school: Office) -> Any:
    def clock() -> datetime:
        return OPENED

    return create_app(school, clock)


async def signed_in(app: Any, username: str, center: str = TWIN) -> Client:
    client = client_of(app)
    page = await client.get(f"/{center}/dang-nhap")
    form = dict(HIDDEN.findall(page.text)) | {"username": username, "password": PASSWORD}
    answer = await client.post(f"/{center}/dang-nhap", data=form)
    assert answer.status_code == 303, answer.text
    return client


async def sent(client: Client, path: str, form: dict[str, str], *, center: str = TWIN, page: str = "") -> Any:
    shown = await client.get(f"/{center}{page or path}")
    return await client.post(f"/{center}{path}", data=dict(HIDDEN.findall(shown.text)) | form)


async def test_every_page_of_the_twin_is_marked_and_no_page_of_its_center(app: Any) -> None:
    for center, is_marked in ((TWIN, True), (MODEL, False)):
        anybody = client_of(app)
        for path in ("/", "/thu-tuc", "/tra-cuu", "/dang-nhap", "/khong-co-trang-nay"):
            page = await anybody.get(f"/{center}{path}")
            assert (MARK in page.text) is is_marked, (center, path)
    listed = (await client_of(app).get("/")).text
    assert listed.count(MARK) == 1


async def test_a_participant_begins_an_exercise_and_is_led_to_its_dossier(app: Any) -> None:
    learner = await signed_in(app, RECEPTION)
    before = (await learner.get(f"/{TWIN}/tap-huan")).text
    assert "Việc tiếp theo: Tiếp nhận một hồ sơ" in before
    assert "Đã xong <strong>0/7</strong>" in before
    answer = await sent(learner, "/tap-huan/bat-dau", {"bai": "chuyen"}, page="/tap-huan")
    assert answer.status_code == 303, answer.text
    dossier = answer.headers["location"]
    page = (await learner.get(dossier)).text
    assert "Quá hạn" not in page
    move = dict(re.findall(r'<input type="hidden" name="(_csrf_token|_key|_seen)" value="([^"]*)"', page))
    made = await learner.post(f"{dossier}/chuyen", data=move)
    assert made.status_code == 303, made.text
    after = (await learner.get(f"/{TWIN}/tap-huan")).text
    assert "Đã xong <strong>1/7</strong>" in after
    assert "✓ Đã xong" in after
    assert (await sent(learner, "/tap-huan/bat-dau", {"bai": "ky"}, page="/tap-huan")).status_code == 403
    assert (await sent(learner, "/tap-huan/bat-dau", {"bai": "khong-co"}, page="/tap-huan")).status_code == 422


async def test_the_trainer_sees_progress_steers_the_clock_and_begins_anew(app: Any, school: Office) -> None:
    learner, trainer = await signed_in(app, RECEPTION), await signed_in(app, TRAINER)
    assert (await learner.get(f"/{TWIN}/tap-huan/lop")).status_code == 403
    assert (await sent(learner, "/tap-huan/lop/lam-moi", {}, page="/tap-huan")).status_code == 403
    await sent(learner, "/tap-huan/bat-dau", {"bai": "tra-ket-qua"}, page="/tap-huan")
    board = (await trainer.get(f"/{TWIN}/tap-huan/lop")).text
    assert "Trả kết quả" in board
    assert RECEPTION in board
    jumped = await sent(trainer, "/tap-huan/lop/dong-ho", {"moc": "mot-ngay"}, page="/tap-huan/lop")
    assert jumped.status_code == 303
    assert "07:30 09/11/2017" in (await learner.get(f"/{TWIN}/tap-huan")).text
    assert "09/11/2017" not in (await client_of(app).get(f"/{MODEL}/dang-nhap")).text
    wrong = await sent(trainer, "/tap-huan/lop/dong-ho", {"toc-do": "1000"}, page="/tap-huan/lop")
    assert wrong.status_code == 422
    fresh = await sent(trainer, "/tap-huan/lop/lam-moi", {}, page="/tap-huan/lop")
    assert fresh.status_code == 303, fresh.text
    with entered(school.centers[TWIN]):
        async with transaction():
            assert await value("SELECT count(*) FROM dossier") == 0
    again = (await learner.get(f"/{TWIN}/tap-huan")).text  # still signed in
    assert "Đã xong <strong>0/7</strong>" in again
    assert "07:30 08/11/2017" in again


async def test_a_reset_under_an_open_page_is_told_and_nothing_breaks(app: Any, school: Office) -> None:
    """The participant had a dossier and its forms open, others were asking for pages all the while."""
    learner, trainer = await signed_in(app, RECEPTION), await signed_in(app, TRAINER)
    answer = await sent(learner, "/tap-huan/bat-dau", {"bai": "chuyen"}, page="/tap-huan")
    dossier = answer.headers["location"]
    page = (await learner.get(dossier)).text
    forms = dict(re.findall(r'<input type="hidden" name="(_csrf_token|_key|_seen)" value="([^"]*)"', page))
    board = (await trainer.get(f"/{TWIN}/tap-huan/lop")).text
    reset = f"/{TWIN}/tap-huan/lop/lam-moi"
    asked = [trainer.post(reset, data=dict(HIDDEN.findall(board)))]
    asked += [learner.get(path) for path in (f"/{TWIN}/viec", dossier, f"/{TWIN}/tap-huan") for _ in range(4)]
    asked += [learner.post(f"{dossier}/chuyen", data=forms) for _ in range(4)]
    answers = await asyncio.gather(*asked)
    assert answers[0].status_code == 303, answers[0].text
    assert {each.status_code for each in answers[1:]} <= {200, 303, 404, 409}
    for late in (
        await learner.post(f"{dossier}/chuyen", data=forms),
        await learner.get(dossier),
        await learner.post(f"{dossier}/chuyen", data=forms, headers={"HX-Request": "true"}),
    ):
        assert late.status_code == 404
        assert "Giảng viên có thể vừa làm mới lớp" in late.text
        assert f'href="/{TWIN}/tap-huan"' in late.text
    begun = await learner.post(f"/{TWIN}/tap-huan/bat-dau", data=forms | {"bai": "chuyen"})
    assert begun.status_code in (303, 422), "the page of before the reset still begins an exercise"
    with entered(school.centers[TWIN]):
        async with transaction():
            assert (
                await value(
                    "SELECT count(*) FROM event WHERE NOT EXISTS (SELECT FROM dossier d WHERE d.id = dossier_id)"
                )
                == 0
            )
    officer = await signed_in(app, "nga.nt", MODEL)
    gone = await officer.get(f"/{MODEL}{dossier.removeprefix('/' + TWIN)}")
    assert gone.status_code == 404
    assert "làm mới lớp" not in gone.text, "at a real center nobody speaks of a class"


async def test_a_real_center_says_that_it_is_none(app: Any) -> None:
    officer = await signed_in(app, "nga.nt", MODEL)
    page = (await officer.get(f"/{MODEL}/tap-huan")).text
    assert "trung tâm làm việc thật" in page
    assert "/tap-huan" not in (await officer.get(f"/{MODEL}/viec")).text
    refused = await sent(officer, "/tap-huan/bat-dau", {"bai": "chuyen"}, center=MODEL, page="/viec")
    assert refused.status_code == 422
    admin = await signed_in(app, "anh.pd", MODEL)
    assert "Nhờ quản trị máy chủ của tỉnh mở" in (await admin.get(f"/{MODEL}/tap-huan/lop")).text
    assert (await sent(admin, "/tap-huan/lop/lam-moi", {}, center=MODEL, page="/viec")).status_code == 422
