"""Rehearsing a restore: everything a restore does except the switch, then everything is rolled back.

Compared are the rows and hash of every table, the heads of the trail, every chain and seal, every file's hash, and the
last letters: set again from what is stored, they must give the bytes that were issued.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from motcua.centers import Center, entered
from motcua.domain.errors import MotCuaError, Unavailable
from motcua.letters.rendering import LetterError
from motcua.readiness import Progress, silent
from motcua.services.backup.beside import read_beside
from motcua.services.backup.files import FileLine, each_at_once, listed_files, read_file
from motcua.services.backup.filling import Compared, compare, fill, standing_in, verified
from motcua.services.backup.making import owner_connection
from motcua.services.backup.manifest import Manifest
from motcua.services.backup.restoring import Source, first_error
from motcua.services.codes import tracking_secret
from motcua.services.letters.issuing import emblem_of
from motcua.services.office import Office
from motcua.settings import wall_clock
from motcua.store import staging
from motcua.store.queries.backup_runs import Run, record_run
from motcua.store.queries.letters import latest_letters
from motcua.store.secrets import unseal

LETTERS = 20
_MADE = re.compile(rb"/CreationDate\s*\(D:(\d{14})(?:Z|([+-])(\d\d)'(\d\d))")


@dataclass(frozen=True, slots=True)
class Drilled:
    """What a rehearsal saw. `letters_aside`: their template has changed since, so that they can't be set again."""

    manifest: Manifest
    compared: Compared
    files: int
    letters: int
    letters_aside: int
    seconds: float
    faults: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return not self.faults

    @property
    def says(self) -> str:
        if self.faults:
            return self.faults[0]
        return (
            f"Khớp {self.compared.tables} bảng, {self.compared.rows} dòng, {self.manifest.trail.events} sự kiện, "
            f"{self.files} tệp, {self.letters} giấy in lại."
        )


async def drill(
    office: Office, center: Center, source: Source, at: datetime, *, progress: Progress = silent
) -> Drilled:
    """Restores into a throwaway schema, compares, removes it, and records the rehearsal."""
    manifest, began = source.manifest, wall_clock()
    async with owner_connection(office) as connection:
        rehearsal = connection.transaction()
        await rehearsal.start()
        try:
            await staging.claim(connection, center.key)
            filled = await fill(connection, office, source.depot, source.key, manifest, progress)
            compared = await compare(connection, manifest, filled, progress)
            compared = await verified(connection, office, center, compared, progress)
            with standing_in(connection, center):
                letters = [await _opened(each) for each in await latest_letters(LETTERS)]
            await staging.raise_level(connection, filled.schema, manifest.level)
        finally:
            await rehearsal.rollback()
        async for _ in read_beside(source.depot, source.key, manifest):
            pass  # read to its end, where its hash is compared; into the queue it must not come
        files, bodies, faults = await _check_files(source, {each["storage_key"] for each in letters}, progress)
        same, aside, unlike = await _set_again(office, center, manifest, letters, bodies)
        done = Drilled(
            manifest,
            compared,
            files,
            same,
            aside,
            (wall_clock() - began).total_seconds(),
            (*compared.faults, *faults, *unlike, *(f"Khi sao lưu đã thiếu tệp {key}." for key in manifest.missing)),
        )
        told = {"rows": compared.rows, "files": files, "letters": same, "seconds": done.seconds}
        await record_run(
            connection,
            Run(
                center.key, "drill", at, wall_clock(), done.is_whole, source.depot.says, manifest.stamp, done.says, told
            ),
        )
    return done


async def _opened(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"said": json.loads(unseal(row["data"], f"letter.{row['id']}"))}


async def _check_files(
    source: Source, wanted: set[str], progress: Progress
) -> tuple[int, dict[str, bytes], tuple[str, ...]]:
    """Every file of the backup opened and hashed; the bodies of those wanted."""
    manifest = source.manifest
    bodies: dict[str, bytes] = {}
    faults: list[str] = []
    lines = [line async for line in listed_files(source.depot, source.key, manifest)]
    done = 0

    async def check(line: FileLine) -> None:
        nonlocal done
        try:
            body = await read_file(source.depot, source.key, manifest.center, line)
            if line.key in wanted:
                bodies[line.key] = body
        except Unavailable:
            raise
        except MotCuaError as error:
            faults.append(str(error))
        done += 1
        if done % 50 == 0 or done == len(lines):
            progress("Mở từng tệp", done, len(lines))

    await first_error(each_at_once(lines, check))
    return len(lines), bodies, tuple(sorted(faults))


async def _set_again(
    office: Office, center: Center, manifest: Manifest, letters: list[dict[str, Any]], bodies: dict[str, bytes]
) -> tuple[int, int, tuple[str, ...]]:
    """How many letters gave the same bytes, how many are by another template than today's, what was unlike."""
    same = aside = 0
    faults: list[str] = []
    for letter in letters:
        body = bodies.get(letter["storage_key"])
        made = _MADE.search(body or b"")
        if body is None:
            continue  # said already among the files
        if made is None or letter["template_version"] != office.letters.version_of(letter["template"]):
            aside += 1
            continue
        try:
            pdf = await _render(office, center, manifest, letter, _instant(made))
        except LetterError:
            aside += 1
            continue
        # A seal is written behind the letter, so what was sealed begins with it.
        if body == pdf or (letter["is_sealed"] and body.startswith(pdf)):
            same += 1
        else:
            faults.append(f"Giấy “{letter['title']}” {letter['number']} in lại khác với bản đã phát hành.")
    return same, aside, tuple(faults)


def _instant(made: re.Match[bytes]) -> datetime:
    return datetime.strptime(made[1].decode(), "%Y%m%d%H%M%S").replace(tzinfo=UTC)


async def _render(
    office: Office, center: Center, manifest: Manifest, letter: dict[str, Any], dated_at: datetime
) -> bytes:
    said = letter["said"]
    code = said["letter"].get("code", "")
    link = said["qr"] if "qr" in said else _tracking_link(center, manifest, code, letter["dossier_id"])
    return await office.letters.render(
        letter["template"],
        {**said["letter"], "issue": said["issue"]},
        dated_at=dated_at,
        qr=link,
        qr_links=said.get("qrs", ()),
        barcode=code,
        emblem=emblem_of(office, center),
    )


def _tracking_link(center: Center, manifest: Manifest, code: str, dossier_id: UUID | None) -> str:
    """For letters issued before their links were kept with them."""
    if not code or dossier_id is None:
        return ""
    with entered(center):
        return f"{manifest.base_url}/{manifest.center}/tra-cuu/{code}/{tracking_secret(dossier_id)}"
