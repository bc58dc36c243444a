"""`motcua verify`: a sealed bundle of a dossier, checked without database, network or key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from motcua.services.dossiers.timeline import at_says
from motcua.services.inspection.checking import check_bundle


@click.command("verify")
@click.argument("file", metavar="GÓI", type=click.Path(dir_okay=False, path_type=Path))
def verify_command(file: Path) -> None:
    """Kiểm tra một gói hồ sơ niêm phong: mã băm từng tệp, chuỗi nhật ký, chữ ký. Không cần cơ sở dữ liệu.

    Kết thúc với mã 1 nếu gói đã bị sửa.
    """
    seen = check_bundle(file)
    facts = seen.facts
    click.echo(f"Hồ sơ {facts.get('code') or 'chưa có mã'}, {facts.get('center')}.")
    click.echo(f"Do {facts.get('made_by')} trích xuất lúc {_moment(facts)}. Lý do: {facts.get('reason')}.")
    click.echo(f"Đã kiểm tra {seen.files} tệp, {seen.events} sự kiện nhật ký.")
    if seen.signer is not None and seen.signer.is_sound:
        click.echo(f"Chữ ký của hệ thống đúng: {seen.signer.name}; dấu vân tay chứng thư {seen.signer.fingerprint}.")
        click.echo("  Hãy so dấu vân tay này với dấu vân tay mà nơi lập gói đã công bố.")
    for note in seen.notes:
        click.echo(f"  Lưu ý: {note}")
    for fault in seen.faults:
        click.echo(f"  {fault}", err=True)
    if not seen.is_whole:
        click.echo("Gói không còn nguyên vẹn.", err=True)
        raise SystemExit(1)
    click.echo("Gói nguyên vẹn.")


def _moment(facts: Mapping[str, Any]) -> str:
    try:
        return at_says(datetime.fromisoformat(str(facts.get("made_at"))))
    except ValueError:  # a list that somebody wrote themselves; what is wrong with it is said below
        return "không rõ"


commands = (verify_command,)
