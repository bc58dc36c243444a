"""One dossier as a sealed bundle: whole, checked where there is no database, and whoever changes it is found out."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.letters.test_seal import NAME, PASSWORD, seal_of

from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.people import Acting
from motcua.letters.seal import PlatformSeal
from motcua.services.demo.scans import scan
from motcua.services.files.uploads import add_file
from motcua.services.inspection import bundle, parcel
from motcua.services.inspection.acts import acts
from motcua.services.inspection.checking import check_bundle
from motcua.services.letters.issuing import issue
from motcua.store.engine import transaction
from motcua.store.queries.bundles import bundles_of
from motcua.store.queries.trail import load_events

REASON = "Quyết định thanh tra số 12/QĐ-TTr"


@pytest.fixture
async def inspector(desk: Any, make_staff: Any) -> Any:
    return await make_staff(roles=("inspector",), desks=(), receives=(), name="Bà Thanh Tra", kind="agency")


async def _dossier(desk: Any) -> UUID:
    """With a scan, a letter that was issued, and some way behind it."""
    form = uuid4()
    await add_file(
        desk.office, desk.by("reception"), paper_key="request", stream=scan("Giay de nghi", "Noi dung"),
        name="Giấy đề nghị: bản quét.pdf", draft_key=form,
    )  # fmt: skip
    made = await desk.accept("thu-kinh-doanh", draft_key=form)
    seen = (await desk.seen(made.id)).value.version
    await issue(desk.office, desk.by("reception"), made.id, "giay-tiep-nhan", seen, {}, uuid4())
    await desk.make("reception", "hand_over", made.id)
    found: UUID = made.id
    return found


async def _made(office: Any, who: Acting, dossier_id: UUID, into: Path) -> Path:
    await bundle.ask_for(office, who, dossier_id, REASON, uuid4())
    async with transaction():
        bundle_id = (await bundles_of(dossier_id))[0]["id"]
    await bundle.make_bundle(office, {"bundle": str(bundle_id)})
    await bundle.make_bundle(office, {"bundle": str(bundle_id)})  # told twice, it is made once
    _, pieces = await bundle.open_bundle(office, who, dossier_id, bundle_id)
    path = into / "ho-so.zip"
    path.write_bytes(b"".join([piece async for piece in pieces]))
    return path


@pytest.fixture
def signed_office(desk: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    pkcs12, _ = seal_of()
    monkeypatch.setattr(desk.office.letters, "_seal", PlatformSeal(pkcs12, PASSWORD))
    monkeypatch.setattr(desk.office.letters, "sealed", _as_it_is)  # letters are sealed by a worker that is not here
    return desk.office


async def _as_it_is(pdf: bytes, at: Any) -> bytes:
    return pdf


def _verify(path: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own that knows no data folder and no database."""
    return subprocess.run(
        [sys.executable, "-c", "from motcua.cli import main; main()", "verify", str(path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=path.parent,
        env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "MOTCUA_DATA": "/nonexistent", **env},
    )


async def test_a_bundle_holds_everything_and_is_checked_far_from_the_database(
    desk: Any, inspector: Any, signed_office: Any, tmp_path: Path
) -> None:
    who, dossier_id = Acting(inspector, desk.at), await _dossier(desk)
    path = await _made(signed_office, who, dossier_id, tmp_path)
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        listed = json.loads(archive.read(parcel.LIST))
        read = archive.read(parcel.READ).decode()
    assert {parcel.LIST, parcel.SIGNATURE, parcel.TRAIL, parcel.READ, parcel.FACTS, parcel.HOW} <= set(names)
    assert "giay-to/01-giay-de-nghi-ban-quet.pdf" in names
    assert any(name.startswith("giay-to-in/01-giay-tiep-nhan") for name in names)
    assert listed["missing"] == []
    assert listed["reason"] == REASON
    assert "Nguyễn Văn An" in read
    assert "Thị trấn Phố Mới" in read
    assert "<script" not in read
    seen = check_bundle(path)
    assert (seen.faults, seen.notes) == ([], [])
    assert seen.signer is not None
    assert (seen.signer.name, seen.signer.is_sound) == (NAME, True)
    async with transaction():
        events = await load_events(dossier_id)
    assert seen.events == len(events)
    assert events[-1]["kind"] == "bundled"
    assert events[-1]["data"]["reason"] == REASON
    lines, _ = await acts(who, None)
    assert lines[0].says == "Tải gói hồ sơ niêm phong"
    said = _verify(path)
    assert (said.returncode, said.stderr) == (0, "")
    assert "Gói nguyên vẹn." in said.stdout
    assert NAME in said.stdout


async def test_without_a_seal_a_bundle_says_that_nobody_vouches_for_it(
    desk: Any, inspector: Any, tmp_path: Path
) -> None:
    path = await _made(desk.office, Acting(inspector, desk.at), await _dossier(desk), tmp_path)
    seen = check_bundle(path)
    assert seen.is_whole
    assert seen.signer is None
    assert "không có chữ ký" in seen.notes[0]


def _rewritten(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(path) as archive:
        bodies = {name: archive.read(name) for name in archive.namelist()}
    change(bodies)
    other = path.with_name("khac.zip")
    with zipfile.ZipFile(other, "w") as archive:
        for name, body in bodies.items():
            archive.writestr(name, body)
    return other


def _relisted(bodies: dict[str, bytes], name: str, body: bytes) -> None:
    """Somebody who changes a file and its line in the list."""
    listed = json.loads(bodies[parcel.LIST])
    for each in listed["files"]:
        if each["path"] == name:
            each["sha256"], each["size"] = hashlib.sha256(body).hexdigest(), len(body)
    bodies[name], bodies[parcel.LIST] = body, parcel.pretty(listed)


def _first_paper(bodies: dict[str, bytes]) -> str:
    return next(name for name in bodies if name.startswith("giay-to/"))


def _trail_said_otherwise(bodies: dict[str, bytes]) -> None:
    body = bodies[parcel.TRAIL].replace("Bà reception".encode(), "Bà khác".encode())
    assert body != bodies[parcel.TRAIL]
    _relisted(bodies, parcel.TRAIL, body)


def _trail_cut(bodies: dict[str, bytes]) -> None:
    _relisted(bodies, parcel.TRAIL, b"\n".join(bodies[parcel.TRAIL].splitlines()[:-1]) + b"\n")


TAMPERINGS: dict[str, tuple[Callable[[dict[str, bytes]], None], str]] = {
    "changes a paper": (lambda b: b.update({_first_paper(b): b"%PDF-khac"}), "không còn như khi lập gói"),
    "takes a paper away": (lambda b: b.pop(_first_paper(b)) and None, "thiếu tệp"),
    "puts a paper in": (lambda b: b.update({"giay-to/99-them.pdf": b"x"}), "tệp thừa"),
    "changes a paper and the list": (lambda b: _relisted(b, _first_paper(b), b"%PDF-khac"), "đã bị sửa sau khi ký"),
    "changes the trail and the list": (_trail_said_otherwise, "nội dung sự kiện số 1 đã bị sửa"),
    "cuts the trail and the list": (_trail_cut, "cuối không khớp"),
    "takes the signature away": (lambda b: b.pop(parcel.SIGNATURE) and None, "Chữ ký của hệ thống đã bị bỏ"),
    "breaks the signature": (lambda b: b.update({parcel.SIGNATURE: b"0" * 99}), "không đọc được"),
    "breaks the trail": (lambda b: _relisted(b, parcel.TRAIL, b"[[[[\n"), "Nhật ký: không đọc được"),
}


async def test_whoever_changes_a_bundle_is_found_out(
    desk: Any, inspector: Any, signed_office: Any, tmp_path: Path
) -> None:
    path = await _made(signed_office, Acting(inspector, desk.at), await _dossier(desk), tmp_path)
    assert check_bundle(_rewritten(path, lambda _: None)).is_whole
    for says, (change, fault) in TAMPERINGS.items():
        faults = check_bundle(_rewritten(path, change)).faults
        assert any(fault in each for each in faults), (says, faults)
    said = _verify(_rewritten(path, TAMPERINGS["changes a paper"][0]))
    assert said.returncode == 1
    assert "Gói không còn nguyên vẹn." in said.stderr


def test_what_is_no_bundle_is_refused_with_a_sentence(tmp_path: Path) -> None:
    odd = tmp_path / "la.zip"
    with zipfile.ZipFile(odd, "w") as archive:
        archive.writestr("x", "y")
    text = tmp_path / "chu.zip"
    text.write_text("không phải ZIP")
    nested = tmp_path / "long.zip"
    with zipfile.ZipFile(nested, "w") as archive:
        archive.writestr(parcel.LIST, "[" * 100_000)
    for path in (odd, text, nested, tmp_path / "khong-co.zip"):
        with pytest.raises(Refused):
            check_bundle(path)
    said = _verify(text)
    assert said.returncode == 1
    assert "Lỗi:" in said.stderr
    assert "Traceback" not in said.stderr


async def test_only_inspectors_take_bundles_and_say_why(desk: Any, inspector: Any, tmp_path: Path) -> None:
    dossier_id, who = await _dossier(desk), Acting(inspector, desk.at)
    with pytest.raises(NotAllowed):
        await bundle.ask_for(desk.office, desk.by("director"), dossier_id, REASON, uuid4())
    with pytest.raises(Refused, match="lý do"):
        await bundle.ask_for(desk.office, who, dossier_id, "  ", uuid4())
    with pytest.raises(NotHere):
        await bundle.ask_for(desk.office, who, uuid4(), REASON, uuid4())
    key = uuid4()
    for _ in range(2):
        await bundle.ask_for(desk.office, who, dossier_id, REASON, key)
    async with transaction():
        assert len(await bundles_of(dossier_id)) == 1
    for _ in range(2):
        await bundle.ask_for(desk.office, who, dossier_id, REASON, uuid4())
    with pytest.raises(Conflict, match="chờ xong"):
        await bundle.ask_for(desk.office, who, dossier_id, REASON, uuid4())
    other = await _dossier(desk)
    async with transaction():
        bundle_id = (await bundles_of(dossier_id))[0]["id"]
    await bundle.make_bundle(desk.office, {"bundle": str(bundle_id)})
    with pytest.raises(NotHere):  # by the address of another dossier
        await bundle.open_bundle(desk.office, who, other, bundle_id)


async def test_the_readable_page_is_plain_html_that_fetches_nothing(desk: Any, inspector: Any, tmp_path: Path) -> None:
    seen = _Fetched()
    path = await _made(desk.office, Acting(inspector, desk.at), await _dossier(desk), tmp_path)
    with zipfile.ZipFile(path) as archive:
        seen.feed(archive.read(parcel.READ).decode())
        assert seen.links
        assert set(seen.links) <= set(archive.namelist())
    assert seen.fetched == []


class _Fetched(HTMLParser):
    """What a browser would fetch, and where it could go."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "href" and tag == "a":
                self.links.append(value or "")
            elif name in ("src", "href", "action"):
                self.fetched.append(f"{tag} {value}")
