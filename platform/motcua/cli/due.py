"""`motcua due`: when something is due, and why, without a database."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from motcua.centers import Center
from motcua.cli.administering import FOLDER
from motcua.cli.decided import center_in, centers_decided
from motcua.domain.calendar import (
    PAUSE_SAYS,
    Line,
    Pause,
    Reckoning,
    as_data,
    local,
    parse_instant,
    printed,
    reckon,
)
from motcua.domain.errors import Refused
from motcua.domain.regimes import regime_named
from motcua.domain.terms import Term
from motcua.services.deadlines.why import TOO_FAR

KEYS = frozenset({"received", "term", "pauses", "regime"})
PAUSE_KEYS = frozenset({"from", "to", "kind"})


class Unclear(ValueError):
    """A question that can't be answered; the sentence says what is wrong with it."""


@click.command(name="due")
@click.option("--center", "key", required=True, metavar="KHÓA", help="Trung tâm, ví dụ que-vo.")
@click.option("--received", metavar="LÚC", help="Thời điểm tiếp nhận, ví dụ 2026-08-14T09:00 (giờ Việt Nam).")
@click.option("--term", metavar="THỜI_HẠN", help="3wd (ngày làm việc), 15d (ngày), 4h (giờ), 0.5wd, same_day, none.")
@click.option("--regime", metavar="KHÓA", help="qd09_2015, nd61_2018, nd118_2025 [mặc định: theo ngày nhận].")
@click.option("--json", "as_json", is_flag=True, help="In dạng JSON.")
@click.option("--batch", is_flag=True, help="Đọc mỗi dòng một câu hỏi JSON, in mỗi dòng một câu trả lời JSON.")
@click.option("--data", type=FOLDER, metavar="THƯ_MỤC", help="Đọc cả những gì đã quyết định trong cơ sở dữ liệu này.")
def due_command(
    key: str,
    received: str | None,
    term: str | None,
    regime: str | None,
    as_json: bool,
    batch: bool,
    data: Path | None,
) -> None:
    """Tính hạn trả kết quả và giải thích từng ngày.

    Với --batch, mỗi dòng vào là {"received", "term", "pauses": [{"from", "to", "kind"}], "regime"}; dòng sai cho
    {"error"}, các dòng khác vẫn được tính, và lệnh kết thúc với mã 1.
    """
    if batch and (received or term or regime):
        raise Refused("Với --batch, thời điểm, thời hạn và bộ quy tắc nằm trong từng dòng.")
    center = center_in(centers_decided(data), key)
    now = datetime.now(UTC)
    if batch:
        raise SystemExit(_batch(center, now))
    if not received or not term:
        raise Refused("Cần --received và --term (hoặc --batch). Ví dụ: --received 2026-08-14T09:00 --term 6wd.")
    try:
        found = asked(center, {"received": received, "term": term, "regime": regime}, now)
    except (ValueError, OverflowError) as error:
        raise Refused(_sentence(error)) from error
    if as_json:
        click.echo(json.dumps(answer(found), ensure_ascii=False))
        return
    _say(center, found)


def _batch(center: Center, now: datetime) -> int:
    """One answer a line, in the order of the questions; written as they are read, so that a pipe is no dead end."""
    code = 0
    write = sys.stdout.buffer.write
    for raw in sys.stdin.buffer:
        try:
            found = asked(center, _read(raw), now)
            line: dict[str, Any] = {"due_at": _due_at(found), "explanation": [as_data(each) for each in found.lines]}
        except (ValueError, OverflowError, RecursionError) as error:
            line, code = {"error": _sentence(error)}, 1
        write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
    sys.stdout.buffer.flush()
    return code


def _read(raw: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(raw)
    except ValueError:
        raise Unclear("Dòng này không phải JSON.") from None
    if not isinstance(found, dict):
        raise Unclear('Mỗi dòng là một đối tượng JSON, ví dụ {"received": "2026-08-14T09:00", "term": "6wd"}.')
    _refuse_unknown(found, KEYS)
    return found


def _refuse_unknown(found: Mapping[str, Any], known: frozenset[str]) -> None:
    # A misspelt “pauses” would be a wrong date that nobody notices.
    if unknown := sorted(found.keys() - known):
        raise Unclear(f"Không có khóa {', '.join(unknown)}; các khóa dùng được: {', '.join(sorted(known))}.")


def asked(center: Center, question: Mapping[str, Any], now: datetime) -> Reckoning:
    """The answer to one question, as a line of `--batch` asks it."""
    received_at = _instant(question, "received")
    on = local(received_at).date()
    named = question.get("regime")
    if named is not None and not isinstance(named, str):
        raise Unclear("regime phải là chữ, ví dụ nd61_2018.")
    regime = regime_named(named, center.regimes) if named else center.regime_on(on)
    term = question.get("term")
    if not isinstance(term, str):
        raise Unclear("term phải là chữ, ví dụ 6wd.")
    listed = question.get("pauses") or []
    if not isinstance(listed, list):
        raise Unclear("pauses phải là một danh sách.")
    return reckon(
        received_at,
        Term.parse(term),
        center.calendar,
        [_pause(each) for each in listed],
        regime=regime,
        now=now,
    )


def _pause(found: Any) -> Pause:
    if not isinstance(found, dict):
        raise Unclear('Mỗi lần tạm dừng viết như {"from": "…", "to": "…", "kind": "supplement"}.')
    _refuse_unknown(found, PAUSE_KEYS)
    kind = found.get("kind")
    if not isinstance(kind, str) or kind not in PAUSE_SAYS:
        raise Unclear(f"Không có loại tạm dừng “{kind}”; chọn một trong: {', '.join(PAUSE_SAYS)}.")
    to_at = _instant(found, "to") if found.get("to") is not None else None
    return Pause(kind, _instant(found, "from"), to_at)


def _instant(found: Mapping[str, Any], key: str) -> datetime:
    text = found.get(key)
    if not isinstance(text, str):
        raise Unclear(f"Thiếu {key}, hoặc không phải chữ; viết như 2026-08-14T09:00.")
    try:
        return parse_instant(text)
    except ValueError:
        raise Unclear(f"{key}: “{text}” không phải thời điểm; viết như 2026-08-14T09:00.") from None


def _sentence(error: Exception) -> str:
    if isinstance(error, OverflowError | RecursionError):
        return TOO_FAR
    said = str(error)
    # A library's own words are English; ours are sentences.
    return said if isinstance(error, Unclear) or said.endswith(".") else "Thời điểm hoặc thời hạn không dùng được."


def _due_at(found: Reckoning) -> str | None:
    return printed(found.at) if found.at is not None else None


def answer(found: Reckoning) -> dict[str, Any]:
    """What `--json` says."""
    return {
        "due_at": _due_at(found),
        "term": str(found.term),
        "regime": found.regime.key,
        "is_provisional": found.is_provisional,
        "explanation": [as_data(line) for line in found.lines],
    }


def _say(center: Center, found: Reckoning) -> None:
    click.echo(click.style(center.name_on(local(found.received_at).date()), bold=True))
    for line in found.lines:
        click.echo(f"  {told(line)}")


def told(line: Line) -> str:
    return f"{line.says} [{line.document}]" if line.document else line.says


commands = (due_command,)
