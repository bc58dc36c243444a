"""A sealed bundle checked far from where it was made: no database, no network, no key of the installation."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from motcua.domain.errors import Refused
from motcua.domain.trail_hash import chain_faults
from motcua.sandbox.detached import Signer, check_detached
from motcua.services.inspection.parcel import FORMAT, LIST, MOST_FILES, SIGNATURE, TRAIL, read_trail

MOST_LIST = 16 << 20
CHUNK = 1 << 18
NOT_OURS = "Tệp này không phải gói hồ sơ niêm phong của Một Cửa."


@dataclass
class Checked:
    """What a check saw. `faults` are sentences; none means that the bundle is as it was made.

    `notes` are no faults and must be known: nobody's signature, papers that the center itself no longer had.
    """

    facts: Mapping[str, Any]
    files: int = 0
    events: int = 0
    signer: Signer | None = None
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.faults


def check_bundle(path: Path) -> Checked:
    """Every hash, the chain of the trail and the signature; `Refused` where it is no bundle at all."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _checked(archive)
    except FileNotFoundError:
        raise Refused(f"Không có tệp {path}.") from None
    except (zipfile.BadZipFile, RuntimeError, EOFError, OSError) as problem:
        raise Refused(f"{NOT_OURS[:-1]}, hoặc tệp đã hỏng ({type(problem).__name__}).") from None


def _checked(archive: zipfile.ZipFile) -> Checked:
    names = archive.namelist()
    if LIST not in names or len(names) > MOST_FILES or archive.getinfo(LIST).file_size > MOST_LIST:
        raise Refused(NOT_OURS)
    listed = _bytes(archive, LIST, MOST_LIST)
    try:
        facts = json.loads(listed)
        files = {each["path"]: (int(each["size"]), str(each["sha256"])) for each in facts["files"]}
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused(NOT_OURS) from None
    if facts.get("format") != FORMAT:
        raise Refused("Gói này thuộc định dạng mà bản phần mềm này chưa biết; hãy dùng bản mới hơn để kiểm tra.")
    seen = Checked({key: value for key, value in facts.items() if key != "files"}, len(files))
    seen.faults += _files(archive, names, files)
    _trail(archive, files, facts, seen)
    _signature(archive, names, listed, seen)
    seen.notes += [str(each) for each in facts.get("missing", [])]
    return seen


def _files(archive: zipfile.ZipFile, names: list[str], files: Mapping[str, tuple[int, str]]) -> Iterator[str]:
    for name in sorted({each for each in names if names.count(each) > 1}):
        yield f"{name}: có hai tệp cùng tên trong gói."
    for name in sorted(set(names) - files.keys() - {LIST, SIGNATURE}):
        yield f"{name}: tệp thừa, không có trong mục lục."
    for name, (size, sha256) in files.items():
        if name not in names:
            yield f"{name}: thiếu tệp."
            continue
        digest, read = hashlib.sha256(), 0
        try:
            with archive.open(name) as stream:
                while read <= size and (piece := stream.read(CHUNK)):
                    digest.update(piece)
                    read += len(piece)
        except (zipfile.BadZipFile, RuntimeError, EOFError, OSError, ValueError):
            yield f"{name}: không đọc được, tệp đã hỏng."
            continue
        if read != size or digest.hexdigest() != sha256:
            yield f"{name}: nội dung không còn như khi lập gói."


def _trail(archive: zipfile.ZipFile, files: Mapping[str, tuple[int, str]], facts: Any, seen: Checked) -> None:
    told = facts.get("trail", {})
    try:
        if TRAIL not in files:
            raise ValueError
        events, erased = read_trail(_bytes(archive, TRAIL, files[TRAIL][0]))
        seen.events = len(events)
        seen.faults += [f"Nhật ký: {fault}" for fault in chain_faults(events, erased)]
        last = events[-1] if events else None
        if last is None or (last["seq"], last["hash"].hex()) != (told.get("events"), told.get("head")):
            seen.faults.append("Nhật ký: sự kiện cuối không khớp với mục lục (có sự kiện bị cắt bỏ hoặc thêm vào).")
        if {str(event["dossier_id"]) for event in events} - {str(facts.get("dossier_id"))}:
            seen.faults.append("Nhật ký: có sự kiện của hồ sơ khác.")
        if erased:
            seen.notes.append(
                f"{len(erased)} sự kiện đã tiêu hủy nội dung theo thời hạn bảo quản: "
                "chỉ kiểm tra được chỗ nối trong chuỗi."
            )
    except (ValueError, KeyError, TypeError, zipfile.BadZipFile):
        seen.faults.append("Nhật ký: không đọc được.")


def _signature(archive: zipfile.ZipFile, names: list[str], listed: bytes, seen: Checked) -> None:
    if SIGNATURE not in names:
        if seen.facts.get("is_signed"):
            seen.faults.append("Chữ ký của hệ thống đã bị bỏ khỏi gói.")
        else:
            seen.notes.append(
                "Gói không có chữ ký của hệ thống (nơi lập chưa cài dấu điện tử): mã băm cho biết gói không hỏng, "
                "không cho biết ai lập."
            )
        return
    seen.signer = check_detached(listed, _bytes(archive, SIGNATURE, MOST_LIST))
    if seen.signer is None:
        seen.faults.append("Chữ ký của hệ thống: không đọc được.")
    elif not seen.signer.is_sound:
        seen.faults.append("Chữ ký của hệ thống không khớp: mục lục đã bị sửa sau khi ký.")


def _bytes(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    try:
        with archive.open(name) as stream:
            return stream.read(most)
    except RuntimeError:  # with a password
        raise Refused(NOT_OURS) from None
