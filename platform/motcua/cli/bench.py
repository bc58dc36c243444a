"""`motcua bench`: how fast the pages are, each beside the least that its database and its template would take."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from motcua.cli.administering import center_named, run
from motcua.cli.bench_child import pss_of, server_on
from motcua.cli.bench_driver import Driver, elsewhere
from motcua.cli.bench_measure import AIMS, NAMES, Limits, Measured, measure
from motcua.cli.bench_server import bench_settings, run_server, standing_clock
from motcua.cli.demo import first_password
from motcua.cli.demo_folder import claim_for_bench, refuse_all_but_bench
from motcua.cli.serve import FOLDER, PORT
from motcua.domain.errors import Conflict
from motcua.services.bench.loading import load
from motcua.services.office import Office
from motcua.services.setup.onboarding import onboard
from motcua.store.data_folder import open_folder

DATA = click.option(
    "--data", type=FOLDER, default=Path(".motcua-bench"), show_default=True, metavar="THƯ MỤC", help="Dữ liệu để đo."
)
CENTER = click.option(
    "--center", default="que-vo", show_default=True, metavar="TRUNG_TÂM,…", help="Trung tâm, hoặc nhiều trung tâm."
)
AT_ONCE = 2  # centers loaded side by side: one's rows are written while the other's are computed


@click.group(invoke_without_command=True)
@DATA
@CENTER
@click.option("--clients", default="1,8,32", show_default=True, metavar="SỐ,…", help="Số người cùng lúc.")
@click.option("--requests", type=click.IntRange(5, 5000), default=160, show_default=True, help="Số lần hỏi mỗi trang.")
@click.option("--seconds", type=click.IntRange(1, 300), default=20, show_default=True, help="Lâu nhất cho mỗi trang.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@click.option(
    "--against",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="TỆP",
    help="Kết quả JSON của lần đo ít hồ sơ hơn, để so mức tăng.",
)
@click.option("--beside", type=FOLDER, metavar="THƯ MỤC", help="Thư mục ít hồ sơ hơn, hỏi xen kẽ để so mức tăng.")
@click.option(
    "--page",
    "pages",
    type=click.Choice(list(NAMES)),
    multiple=True,
    metavar="TRANG",
    help="Chỉ đo trang này (dùng được nhiều lần): " + "; ".join(f"{key}: {name}" for key, name in NAMES.items()) + ".",
)
@click.option("--base-url", metavar="ĐỊA CHỈ", help="Đo máy chủ khác trên máy này (chỉ đọc, không có mức sàn).")
@click.option("--username", metavar="TÊN", help="Tài khoản để đọc khi dùng --base-url.")
@click.option("--password", metavar="MẬT KHẨU", envvar="MOTCUA_BENCH_PASSWORD", help="Mật khẩu của tài khoản đó.")
@click.pass_context
def bench(
    context: click.Context, data: Path, center: str, clients: str, requests: int, seconds: int, as_json: bool,
    against: Path | None, beside: Path | None, pages: tuple[str, ...], base_url: str | None, username: str | None,
    password: str | None,
) -> None:  # fmt: skip
    """Đo tốc độ các trang, mỗi trang bên cạnh mức sàn của nó.

    Nạp hồ sơ trước bằng motcua bench load. Máy chủ để đo chạy riêng trên thư mục --data, chỉ mở trên máy này.
    """
    if context.invoked_subcommand is not None:
        return
    levels, limits = _levels(clients), Limits(requests, float(seconds))
    if base_url is not None:
        if not username or not password:
            raise Conflict("Với --base-url cần thêm --username và --password.")
        told = asyncio.run(_elsewhere(base_url, center, username, password, levels, limits))
    else:
        folders = [each.expanduser().absolute() for each in (data, beside) if each is not None]
        told = _own(folders, tuple(center.split(",")), levels, limits, pages or tuple(NAMES))
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    before = json.loads(against.read_text("utf-8")) if against else None
    click.echo(table(told, before))


def _levels(text: str) -> tuple[int, ...]:
    parts = text.split(",")
    if not all(part.isascii() and part.isdigit() and 1 <= int(part) <= 64 for part in parts):
        raise Conflict("--clients nhận các số từ 1 đến 64, cách nhau bằng dấu phẩy, ví dụ 1,8,32.")
    return tuple(int(part) for part in parts)


@bench.command("load")
@click.argument("count", metavar="SỐ_HỒ_SƠ", type=click.IntRange(1, 5_000_000))
@DATA
@CENTER
def load_command(count: int, data: Path, center: str) -> None:
    """Nạp hồ sơ để đo bằng COPY, cho đến khi mỗi trung tâm có chừng ấy hồ sơ."""
    folder = open_folder(data.expanduser().absolute())
    claim_for_bench(folder)

    async def work(office: Office) -> tuple[int, float]:
        began = time.monotonic()
        some = asyncio.Semaphore(AT_ONCE)

        async def one(key: str) -> int:
            async with some:
                return await fill_up(office, key)

        return sum(await asyncio.gather(*map(one, center.split(",")))), time.monotonic() - began

    async def fill_up(office: Office, key: str) -> int:
        found = center_named(office, key)
        await onboard(office, found, first_passwords=first_password, now=standing_clock())
        shown = [0]

        def progress(phase: str, done: int = 0, total: int = 0) -> None:
            if total and done * 10 // total != shown[0]:
                shown[0] = done * 10 // total
                click.echo(f"{phase}: {done}/{total}", err=True)

        return await load(office, found, standing_clock, count, progress)

    added, seconds = run(bench_settings(folder, 8000), work)
    click.echo(f"Đã thêm {added} hồ sơ trong {seconds:.0f} giây.")


@bench.command("serve", hidden=True)
@click.option("--port", type=PORT, required=True)
@DATA
def serve_command(port: int, data: Path) -> None:
    """Máy chủ mà motcua bench đo; không dùng riêng."""
    refuse_all_but_bench(data)
    raise SystemExit(run_server(data, port))


def _own(
    folders: Sequence[Path], centers: Sequence[str], levels: Sequence[int], limits: Limits, pages: Sequence[str]
) -> dict[str, Any]:
    """`folders`: what is measured, and where one is named, what it is compared with."""
    for data in folders:
        if not (data / "pgdata").exists():
            raise Conflict(f"Chưa có dữ liệu để đo trong {data}. Chạy trước: motcua bench load 10000")
        refuse_all_but_bench(data)
    with contextlib.ExitStack() as stack:
        servers = [stack.enter_context(server_on(data, centers)) for data in folders]
        return asyncio.run(_measured(servers, centers, levels, limits, pages))


async def _measured(
    servers: Sequence[tuple[str, int]],
    centers: Sequence[str],
    levels: Sequence[int],
    limits: Limits,
    pages: Sequence[str],
) -> dict[str, Any]:
    most = limits.requests * len(levels) * 2 + 64
    drivers = [await Driver.of(base, centers, most) for base, _ in servers]
    for each in drivers:
        await each.prepare(most, pages)
    driver, *beside = drivers
    found = await driver.run(levels, limits, lambda text: click.echo(text, err=True), *beside)
    return {"dossiers": driver.dossiers, "pss_mb": pss_of(servers[0][1]), "lines": [_line(each) for each in found]}


async def _elsewhere(
    base: str, center: str, username: str, password: str, levels: Sequence[int], limits: Limits
) -> dict[str, Any]:
    cases = await elsewhere(base, center, username, password)
    found = [await measure(case, browser, level, limits) for case, browser in cases for level in levels]
    return {"dossiers": None, "pss_mb": None, "lines": [_line(each) for each in found if each is not None]}


def _line(each: Measured) -> dict[str, Any]:
    ratios = {"ratio": each.ratio, "growth": each.growth}
    return {**asdict(each), **{name: round(value, 2) if value else None for name, value in ratios.items()}}


HEAD = (
    "trang", "người", "lần", "giữa ms", "p95 ms", "sàn ms", "sàn p95", "tỉ lệ", "đích", "câu lệnh", "khớp sàn", "tăng",
)  # fmt: skip


def table(told: Mapping[str, Any], before: Mapping[str, Any] | None) -> str:
    """For people; Markdown, so that it can be pasted into docs/performance.md."""
    earlier = {(line["case"], line["clients"]): line["median"] for line in before["lines"]} if before else {}
    rows = [HEAD]
    for line in told["lines"]:
        was = earlier.get((line["case"], line["clients"]))
        rows.append(
            (
                NAMES[line["case"]], str(line["clients"]), str(line["requests"]), _number(line["median"]),
                _number(line["p95"]), _number(line["floor_median"]), _number(line["floor_p95"]),
                _number(line["ratio"]), _number(AIMS[line["case"]]), str(line["statements"] or "-"),
                {True: "có", False: "KHÔNG", None: "-"}[line["is_equal"]],
                _number(line["median"] / was) if was else _number(line.get("growth")),
            )
        )  # fmt: skip
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + "---|" * len(HEAD))
    if told["dossiers"] is not None:
        lines += ["", f"{told['dossiers']} hồ sơ trong trung tâm. Bộ nhớ riêng (PSS) của máy chủ: {told['pss_mb']} MB."]
    return "\n".join(lines)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


commands = (bench,)
