"""`motcua doctor`: what is wrong with this installation, and what to do; changes nothing."""

from __future__ import annotations

import asyncio
import json
import os
from itertools import groupby
from pathlib import Path

import click

from motcua.cli.administering import DATA_HELP, FOLDER
from motcua.domain.errors import DataError
from motcua.services.doctor import Finding, Level, Report, examine
from motcua.settings import read_settings, wall_clock

SIGNS = {Level.OK: ("✓", "green"), Level.WARN: ("!", "yellow"), Level.BAD: ("✗", "red")}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="In JSON cho máy đọc.")
@click.option("--data", type=FOLDER, help=DATA_HELP)
def doctor(as_json: bool, data: Path | None) -> None:
    """Khám máy này: cài đặt, khóa, phiên bản, đĩa, đồng hồ, sao lưu, lịch; mỗi dòng kèm việc cần làm.

    Không sửa, không tạo, không khởi động gì. Mã thoát 1 khi có điều phải sửa ngay (✗).
    """
    report = asyncio.run(_examined(data.expanduser().absolute() if data else None))
    if as_json:
        click.echo(json.dumps(report.to_data(), ensure_ascii=False, indent=2))
    else:
        _say(report)
    raise SystemExit(0 if report.is_well else 1)


async def _examined(folder: Path | None) -> Report:
    try:
        settings = read_settings(os.environ, data_dir=folder)
    except DataError as error:
        return Report((Finding("Cài đặt", Level.BAD, str(error), "sửa biến đó rồi chạy lại motcua doctor."),))
    return await examine(settings, wall_clock())


def _say(report: Report) -> None:
    areas = list(dict.fromkeys(finding.area for finding in report.findings))
    ordered = sorted(report.findings, key=lambda finding: areas.index(finding.area))
    for area, findings in groupby(ordered, key=lambda finding: finding.area):
        click.echo(click.style(area, bold=True))
        for finding in findings:
            sign, color = SIGNS[finding.level]
            click.echo(f"  {click.style(sign, fg=color)} {finding.says}")
            if finding.do:
                click.echo(f"      → {finding.do}")
    counts = {level: sum(finding.level is level for finding in report.findings) for level in Level}
    click.echo(f"{counts[Level.BAD]} điều phải sửa ngay, {counts[Level.WARN]} điều cần xem.")


commands = (doctor,)
