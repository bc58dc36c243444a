"""What Prometheus may ask of this process: how it runs, never about whom.

A label is a center's key, a route's template, an agency's key or the kind of a job: from lists that we wrote. Nothing
that a person typed, and no address, is ever a label. Values come from what the process knows anyway and from one round
a minute (`services.measuring`), so that asking often costs the database nothing.
"""

from __future__ import annotations

from importlib.metadata import version

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    start_http_server,
)

from motcua.domain.errors import Unavailable

disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series for each, which nobody asks for
REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

# Seconds. A page takes some ten milliseconds, a letter a hundred; past ten the browser has given up.
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

BUILD = Gauge("motcua_build", "Phiên bản đang chạy.", ("version",), registry=REGISTRY)
BUILD.labels(version("motcua")).set(1)

REQUEST_SECONDS = Histogram(
    "motcua_request_seconds",
    "Thời gian trả lời theo mẫu địa chỉ trang.",
    ("method", "route", "status"),
    buckets=BUCKETS,
    registry=REGISTRY,
)
READY = Gauge("motcua_ready", "1: mọi trung tâm phục vụ được và cơ sở dữ liệu trả lời.", registry=REGISTRY)
DATABASE_UP = Gauge("motcua_database_up", "1: cơ sở dữ liệu trả lời lần hỏi gần nhất.", registry=REGISTRY)
POOL = Gauge("motcua_pool_connections", "Kết nối cơ sở dữ liệu của tiến trình.", ("state",), registry=REGISTRY)

DOSSIERS_OPEN = Gauge("motcua_dossiers_open", "Hồ sơ chưa xong.", ("center",), registry=REGISTRY)
DOSSIERS_LATE = Gauge("motcua_dossiers_late", "Hồ sơ quá hạn, không kể chờ người nộp.", ("center",), registry=REGISTRY)
COUNTED_AT = Gauge("motcua_counted_timestamp_seconds", "Lần đếm hồ sơ gần nhất.", ("center",), registry=REGISTRY)
COUNT_FAILURES = Counter("motcua_count_failures", "Lần đếm không thành.", ("center",), registry=REGISTRY)

JOBS = Gauge("motcua_jobs", "Việc nền trong hàng đợi.", ("kind", "state"), registry=REGISTRY)
JOBS_OLDEST = Gauge("motcua_jobs_oldest_seconds", "Việc chờ lâu nhất đã chờ bao lâu.", registry=REGISTRY)

PLUGIN_FAILURES = Counter(
    "motcua_plugin_failures", "Lần một cơ quan (plugin) gây lỗi.", ("plugin", "what"), registry=REGISTRY
)
MESSAGES = Counter(
    "motcua_messages", "Thông báo gửi ra ngoài, theo đường gửi và kết cục.", ("channel", "outcome"), registry=REGISTRY
)
ROUND_FAILURES = Counter(
    "motcua_round_failures", "Lượt việc nền hỏng của một trung tâm.", ("center",), registry=REGISTRY
)


def request_answered(method: str, route: str, status: int, seconds: float) -> None:
    """`route` is a template; the status counts by its hundred, so that there are few series."""
    REQUEST_SECONDS.labels(method, route, f"{status // 100}xx").observe(seconds)


def plugin_failed(plugin: str, what: str) -> None:
    PLUGIN_FAILURES.labels(plugin, what).inc()


def listen(port: int, host: str = "127.0.0.1") -> None:
    """Answers `GET /metrics` from a thread of its own, on this machine only unless told otherwise, until the end."""
    try:
        start_http_server(port, addr=host, registry=REGISTRY)
    except OSError as error:
        raise Unavailable(f"Không mở được cổng số liệu {host}:{port}: {error.strerror}. Đổi MOTCUA_METRICS.") from error
