"""The embedded PostgreSQL: started with us, watched, stopped with us.

    async with running(data_dir) as server:
        await asyncpg.connect(server.superuser_dsn)

PostgreSQL runs as our child in a session of its own (the terminal's Ctrl-C reaches only us, and we close it after the
last request). If we are killed, the kernel sends it SIGINT, a fast shutdown: PR_SET_PDEATHSIG. macOS has no such
signal; there the next start on the same folder stops the server left behind. If PostgreSQL itself dies it is started
again, with growing pauses, until we stop; `on_change` is told of both.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import subprocess
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import asyncpg

from motcua.domain.errors import Unavailable
from motcua.readiness import Progress, silent
from motcua.store import binaries, data_folder, leftovers, privileges, socket_folder
from motcua.store.cluster import PORT, SUPERUSER, Cluster

LOG = logging.getLogger(__name__)
PAUSES = (0.1, 0.5, 1.0, 2.0, 5.0, 10.0)  # seconds before each next attempt; the last one repeats
STOP_FAST, STOP_NOW = 30.0, 10.0

# The kernel speaks of the parent *thread*: a server forked by a worker thread would be stopped when that thread ends.
# This one lives as long as the process.
_FORKER = ThreadPoolExecutor(1, thread_name_prefix="motcua-postgres")


class Server:
    """A running server. Made by `start`; its address stays the same when PostgreSQL is restarted underneath."""

    def __init__(
        self, cluster: Cluster, claim: data_folder.Claim, on_change: Callable[[str | None], None] | None = None
    ) -> None:
        self._cluster = cluster
        self._claim = claim
        self._on_change = on_change
        self._process: subprocess.Popen[bytes] | None = None
        self._watch: asyncio.Task[None] | None = None
        self.restarts = 0

    @property
    def data_dir(self) -> Path:
        return self._cluster.pgdata.parent

    @property
    def socket_dir(self) -> Path:
        return self._cluster.socket_dir

    @property
    def port(self) -> int:
        return PORT

    @property
    def pid(self) -> int:
        """The postmaster's; 0 while there is none."""
        return self._process.pid if self._process and self._process.poll() is None else 0

    @property
    def superuser_dsn(self) -> str:
        return self.dsn(SUPERUSER, self._cluster.password, "postgres")

    def dsn(self, user: str, password: str, database: str) -> str:
        """An address for asyncpg, psql and pg_dump alike."""
        return _address(self.socket_dir, user, password, database)

    async def _launch(self, progress: Progress) -> None:
        """One attempt: spawn and wait, as long as it takes, until a connection succeeds."""
        cluster = self._cluster
        await leftovers.clear(cluster.pgdata, cluster.account, progress)
        await asyncio.to_thread(cluster.write_config)
        socket_folder.make(cluster.socket_dir, cluster.account)
        socket_folder.sweep(cluster.socket_dir)
        loop = asyncio.get_running_loop()
        self._process = await loop.run_in_executor(_FORKER, _spawn, cluster)
        began = loop.time()
        while not await self._answers():
            if self._process.poll() is not None:
                raise Unavailable(_last_words(self.data_dir))
            waited = int(loop.time() - began)
            if waited >= 2:
                progress(f"Cơ sở dữ liệu đang tự phục hồi ({waited} giây)", 0, 0)
            await asyncio.sleep(0.03 if waited < 1 else 0.3)

    async def _answers(self) -> bool:
        try:
            connection = await asyncpg.connect(
                host=str(self.socket_dir),
                port=PORT,
                user=SUPERUSER,
                password=self._cluster.password,
                database="postgres",
                ssl=False,
                timeout=10,
            )
        except (asyncpg.InvalidPasswordError, asyncpg.InvalidAuthorizationSpecificationError) as error:
            raise Unavailable(
                f"Mật khẩu trong {self.data_dir / 'secrets'} không khớp với cơ sở dữ liệu. "
                "Lấy lại cả thư mục dữ liệu từ cùng một bản sao lưu."
            ) from error
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
            return False  # no socket yet, or "the database system is starting up"
        await connection.close()
        return True

    async def _keep_running(self) -> None:
        """The watchdog."""
        while True:
            await asyncio.sleep(0.2)
            process = self._process
            if process is not None and process.poll() is None:
                continue
            self._tell("Cơ sở dữ liệu vừa dừng bất ngờ, đang khởi động lại.")
            for attempt in range(10**9):
                await asyncio.sleep(PAUSES[min(attempt, len(PAUSES) - 1)])
                try:
                    await self._launch(silent)
                except (Unavailable, OSError) as error:
                    self._tell(f"Chưa khởi động lại được cơ sở dữ liệu: {error}")
                    continue
                break
            self.restarts += 1
            self._tell(None)

    def _tell(self, sentence: str | None) -> None:
        if self._on_change:
            self._on_change(sentence)
        elif sentence:
            LOG.warning(sentence)

    async def stop(self) -> None:
        """A fast shutdown: open transactions are rolled back, everything committed is on the disk."""
        if self._watch:
            self._watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watch
            self._watch = None
        was_launched = self._process is not None
        try:
            await self._end_process()
        finally:
            if was_launched:  # otherwise the folder may be the stranger's that we refused
                socket_folder.sweep(self.socket_dir)
                socket_folder.remove(self.socket_dir)
            self._claim.release()

    async def _end_process(self) -> None:
        process = self._process
        if process is None:
            return
        account = self._cluster.account
        for number, patience in ((signal.SIGINT, STOP_FAST), (signal.SIGQUIT, STOP_NOW), (signal.SIGKILL, STOP_NOW)):
            if process.poll() is None:
                privileges.send(account, process.pid, number)
            deadline = asyncio.get_running_loop().time() + patience
            while process.poll() is None and asyncio.get_running_loop().time() < deadline:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            if process.poll() is not None:
                break
        self._process = None


def _address(socket_dir: Path, user: str, password: str, database: str) -> str:
    who = f"{quote(user, safe='')}:{quote(password, safe='')}"
    return f"postgresql://{who}@/{quote(database, safe='')}?host={quote(str(socket_dir))}&port={PORT}"


def _spawn(cluster: Cluster, *, dies_with_parent: bool = True) -> subprocess.Popen[bytes]:
    order = {"argv": cluster.argv, "parent": os.getpid() if dies_with_parent else None}
    log = os.open(cluster.pgdata.parent / "server.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        return subprocess.Popen(  # noqa: S603
            privileges.command(cluster.account, **order),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=privileges.environment(),
            start_new_session=True,
        )
    finally:
        os.close(log)


def _last_words(data_dir: Path) -> str:
    logs = sorted((data_dir / "pgdata" / "log").glob("*.log"), key=lambda path: path.stat().st_mtime)
    said = [
        line
        for path in [data_dir / "server.log", *logs[-1:]]
        for line in path.read_text("utf-8", "replace").splitlines()[-40:]
    ]
    grave = [line for line in said if "FATAL" in line or "PANIC" in line or "launch:" in line or "ERROR" in line]
    if any("No space left" in line for line in said):
        return f"Hết chỗ trên đĩa: cơ sở dữ liệu trong {data_dir} không khởi động được. Giải phóng đĩa rồi chạy lại."
    why = f": {grave[-1].strip()}" if grave else ""
    return f"Cơ sở dữ liệu trong {data_dir} không khởi động được{why}. Xem {data_dir / 'server.log'}."


def _reachable(cluster: Cluster) -> Cluster:
    """Find the least right with which the server's account reaches its data and its programs."""
    if cluster.account.uid is None:
        return cluster
    data, programs = [cluster.pgdata.parent], [*cluster.programs.parts]
    can_enter = replace(cluster.account, keeps_reach=True)
    for account in (cluster.account, can_enter):
        if privileges.can_enter(account, data) and privileges.can_reach(account, programs):
            return replace(cluster, account=account)
    # Here the kernel refuses to pass the capability on (a container without it).
    if not privileges.can_enter(cluster.account, data):
        raise Unavailable(
            f"Đang chạy bằng root nhưng máy này không cho tài khoản của cơ sở dữ liệu vào {cluster.pgdata.parent}. "
            "Chọn một thư mục mà mọi tài khoản đi tới được, ví dụ --data /var/lib/motcua-du-lieu."
        )
    copy = binaries.copied(cluster.programs)
    if copy is None or not privileges.can_reach(cluster.account, copy.parts):
        raise Unavailable(
            f"Tài khoản của cơ sở dữ liệu không đọc được {cluster.programs.root}. Cài đặt Một Cửa vào một thư mục "
            "mà mọi tài khoản đọc được, ví dụ /opt/motcua, hoặc chạy bằng tài khoản thường."
        )
    return replace(cluster, programs=copy)


def _prepare(data_dir: Path, durable: bool, shared_buffers: str) -> Cluster:
    pgdata = data_dir / "pgdata"
    account = privileges.account_for(pgdata)
    cluster = Cluster(
        pgdata,
        socket_folder.folder_for(data_dir, runtime=os.environ.get("XDG_RUNTIME_DIR")),
        binaries.installed(),
        account,
        data_folder.superuser_password(data_dir),
        durable,
        shared_buffers,
    )
    cluster = _reachable(cluster)
    if pgdata.exists():
        data_folder.check_major(pgdata)
    else:
        cluster.create()
    return cluster


async def start(
    data_dir: Path,
    *,
    durable: bool = True,
    shared_buffers: str = "128MB",
    progress: Progress = silent,
    on_change: Callable[[str | None], None] | None = None,
) -> Server:
    """Start PostgreSQL on this folder, creating it the first time. `durable=False` is for tests: fast, no fsync."""
    data_dir = data_folder.open_folder(data_dir)
    claim = data_folder.Claim(data_dir)
    server = None
    try:
        if not (data_dir / "pgdata").exists():
            progress("Đang tạo cơ sở dữ liệu", 0, 0)
        cluster = await asyncio.to_thread(_prepare, data_dir, durable, shared_buffers)
        server = Server(cluster, claim, on_change)
        progress("Đang khởi động cơ sở dữ liệu", 0, 0)
        await server._launch(progress)
        server._watch = asyncio.create_task(server._keep_running(), name="postgres watchdog")
    except BaseException as error:
        if server is not None:
            await asyncio.shield(server.stop())
        claim.release()
        if isinstance(error, PermissionError):
            raise Unavailable(
                f"Không đủ quyền với {error.filename or data_dir}. Chạy bằng tài khoản sở hữu thư mục {data_dir} "
                "(một tài khoản thường là đủ), hoặc chọn thư mục khác bằng --data."
            ) from error
        raise
    return server


def superuser_dsn_of(data_dir: Path) -> str | None:
    """The address of the server that another process runs on this folder, if one does: for a command beside it."""
    if not data_dir.is_dir() or not data_folder.Claim.is_held(data_dir):
        return None
    socket_dir = socket_folder.folder_for(data_dir, runtime=os.environ.get("XDG_RUNTIME_DIR"))
    return _address(socket_dir, SUPERUSER, data_folder.superuser_password(data_dir), "postgres")


@contextlib.asynccontextmanager
async def running(
    data_dir: Path,
    *,
    durable: bool = True,
    progress: Progress = silent,
    on_change: Callable[[str | None], None] | None = None,
) -> AsyncIterator[Server]:
    """A server for the length of a block."""
    server = await start(data_dir, durable=durable, progress=progress, on_change=on_change)
    try:
        yield server
    finally:
        await server.stop()
