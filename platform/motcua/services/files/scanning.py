"""Files that came while the virus scanner was silent: shown to it when it is back, and refused then."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from motcua.centers import here
from motcua.domain.errors import NotHere, Unavailable
from motcua.domain.people import Acting
from motcua.domain.routes import CENTER
from motcua.services.files.keeping import FileLine, as_line
from motcua.services.files.uploads import seen_file
from motcua.services.office import Office
from motcua.store.clamd import Clamd, NotScanned
from motcua.store.engine import transaction
from motcua.store.queries import effects
from motcua.store.queries import files as stored

LOG = logging.getLogger("motcua.scanning")
_SILENT = "Phần mềm diệt vi-rút chưa trả lời. Tệp vẫn được giữ và sẽ tự được quét; hãy thử lại sau ít phút."


async def scan_waiting(office: Office, at: datetime) -> int:
    """Shows every file of the center that waits to the scanner; how many it has seen. Stops when it is silent."""
    scanner = office.files.scanner
    if scanner is None:
        return 0
    seen, after = 0, None
    while True:
        async with transaction():
            waiting = await stored.awaiting_scan(after)
        for row in waiting:
            try:
                await _scan(office, scanner, row, at)
                seen += 1
            except NotScanned as why:
                if why.is_down:
                    return seen
                LOG.warning("%s: the scanner would not take a file: %s", here().key, why)
            except NotHere:
                LOG.error("%s: a file that waits for its scan has no bytes", here().key)
        if not waiting:
            return seen
        after = (waiting[-1]["at"], waiting[-1]["id"])


async def scan_again(office: Office, acting: Acting, file_id: UUID) -> FileLine:
    """Asks the scanner at once about a file this person may see; what the file is afterwards."""
    async with transaction():
        row = await seen_file(acting, file_id)
    if row["awaits_scan"]:
        if office.files.scanner is None:
            raise Unavailable(_SILENT)
        try:
            await _scan(office, office.files.scanner, row, acting.at)
        except NotScanned as why:
            raise Unavailable(_SILENT) from why
        async with transaction():
            row = await seen_file(acting, file_id)
    return as_line(row)


async def _scan(office: Office, scanner: Clamd, row: Mapping[str, Any], at: datetime) -> None:
    pieces = await office.blobs.open_file(here().key, row["storage_key"])
    found = await scanner.scan(pieces)
    async with transaction():
        if not found:
            await stored.note_clean(row["sha256"], at)
            return
        LOG.warning("%s: a file was refused: %s", here().key, found)
        for file in await stored.note_refused(row["sha256"], found, at):
            if file["dossier_id"] is not None:
                await _tell(file, at)


async def _tell(file: Mapping[str, Any], at: datetime) -> None:
    """Whoever works on the dossier reads it there: a paper that it was received with is gone."""
    await effects.add_note(
        file["dossier_id"],
        at=at,
        plugin=CENTER,
        text=f"Tệp “{file['name']}” có mã độc nên đã bị loại khỏi hồ sơ. Hãy đề nghị người nộp gửi lại bản khác.",
        source_key=f"refused-file:{file['id']}",
    )
