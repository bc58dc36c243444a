"""The sealed bundle of one dossier as a file: what lies where in it, and its list of contents with every hash.

It is a ZIP that any computer opens: `xem-ho-so.html` to read, `muc-luc.json` the list, `muc-luc.p7s` the platform's
signature over the list (where it has a key), `nhat-ky.jsonl` the trail, one event a line with its hashes.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

FORMAT = "motcua-ho-so/1"
LIST, SIGNATURE, TRAIL, READ, FACTS, HOW = (
    "muc-luc.json",
    "muc-luc.p7s",
    "nhat-ky.jsonl",
    "xem-ho-so.html",
    "ho-so.json",
    "doc-truoc.txt",
)
PAPERS, RESULTS, LETTERS = "giay-to", "ket-qua", "giay-to-in"
MOST_FILES = 5_000
# A ZIP's own instants start in 1980; ours says nothing: when it was made stands in the list.
_EPOCH = (1980, 1, 1, 0, 0, 0)
HOW_TO = """Gói hồ sơ niêm phong của hệ thống Một Cửa.

Mở xem-ho-so.html bằng trình duyệt để đọc. Các tệp gốc ở giay-to/, ket-qua/ và giay-to-in/.
Kiểm tra gói (không cần mạng, không cần cơ sở dữ liệu):

    motcua verify {name}

Lệnh tính lại mã băm của mọi tệp theo muc-luc.json, chuỗi nhật ký trong nhat-ky.jsonl,
và chữ ký của hệ thống trên muc-luc.json (tệp muc-luc.p7s, nếu có). Chữ ký cũng kiểm tra được bằng OpenSSL:

    openssl cms -verify -binary -inform DER -in muc-luc.p7s -content muc-luc.json -noverify -out muc-luc.txt
"""


@dataclass(frozen=True, slots=True)
class Content:
    """One file of the bundle, as the list names it. `about`: what it is, in words."""

    path: str
    about: str
    size: int
    sha256: str


@dataclass
class Parcel:
    """A bundle while it is being filled."""

    archive: zipfile.ZipFile
    contents: list[Content] = field(default_factory=list)

    def add(self, path: str, body: bytes, about: str) -> None:
        """Pictures and PDFs are as small as they get: they are stored as they are."""
        how = zipfile.ZIP_DEFLATED if path.endswith((".json", ".jsonl", ".html", ".txt")) else zipfile.ZIP_STORED
        info = zipfile.ZipInfo(path, _EPOCH)
        info.compress_type, info.external_attr = how, 0o600 << 16
        self.archive.writestr(info, body)
        if path not in (LIST, SIGNATURE):
            self.contents.append(Content(path, about, len(body), hashlib.sha256(body).hexdigest()))

    def the_list(self, facts: Mapping[str, Any]) -> bytes:
        """The list of contents, to be signed and put in last."""
        said = {
            "format": FORMAT,
            **facts,
            "files": [
                {"path": each.path, "about": each.about, "size": each.size, "sha256": each.sha256}
                for each in self.contents
            ],
        }
        return pretty(said)


def begin(path: Path) -> Parcel:
    return Parcel(zipfile.ZipFile(path, "w", allowZip64=True))


def pretty(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n").encode()


def trail_lines(events: Sequence[Mapping[str, Any]], erased: frozenset[int]) -> bytes:
    """The trail, one event a line: everything that its hash is made of."""
    lines = (
        json.dumps(
            {
                "dossier_id": str(event["dossier_id"]),
                "seq": event["seq"],
                "at": event["at"].isoformat(),
                "kind": event["kind"],
                "actor_id": str(event["actor_id"]) if event["actor_id"] else None,
                "actor_name": event["actor_name"],
                "on_behalf": event["on_behalf"],
                "data": event["data"],
                "salt": bytes(event["salt"]).hex() if event["salt"] is not None else None,
                "prev_hash": bytes(event["prev_hash"]).hex(),
                "hash": bytes(event["hash"]).hex(),
                **({"is_destroyed": True} if event["seq"] in erased else {}),
            },
            ensure_ascii=False,
        )
        for event in events
    )
    return ("\n".join(lines) + "\n").encode()


def read_trail(body: bytes) -> tuple[list[dict[str, Any]], frozenset[int]]:
    """The events of `trail_lines`, as `chain_faults` takes them; ValueError where it is no such file."""
    events, erased = [], set()
    try:
        for line in body.decode("utf-8").splitlines():
            event = json.loads(line)
            event["at"] = datetime.fromisoformat(event["at"])
            event["salt"] = bytes.fromhex(event["salt"]) if event["salt"] else None
            event["prev_hash"], event["hash"] = bytes.fromhex(event["prev_hash"]), bytes.fromhex(event["hash"])
            if event.get("is_destroyed"):
                erased.add(int(event["seq"]))
            events.append(event)
    except (KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise ValueError("not a trail") from problem
    return events, frozenset(erased)
