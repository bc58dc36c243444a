"""The port is taken before anything slow begins: a port in use is said at once, not after a minute of filling."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable

from motcua.domain.errors import Unavailable


def bind(host: str, port: int, *, command: str = "motcua serve") -> socket.socket:
    """A listening socket of ours on this address."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise Unavailable(f"Không hiểu địa chỉ «{host}». Dùng --host 127.0.0.1 hoặc địa chỉ của máy này.") from error
    family, kind, protocol, _, address = found[0]
    listener = socket.socket(family, kind, protocol)
    try:
        # Without it a restart would wait a minute for the kernel to forget the last connections.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(256)
        listener.setblocking(False)
    except OSError as error:
        listener.close()
        raise Unavailable(_why(error, host, port, command)) from error
    return listener


def bind_console(host: str, port: int, *, is_chosen: bool, say: Callable[[str], None]) -> socket.socket | None:
    """The console's port. One that nobody chose and that is taken is said, and does not stop the
    centers from working."""
    try:
        return bind(host, port, command="motcua console")
    except Unavailable as error:
        if is_chosen:
            raise
        say(f"Trang điều hành của tỉnh không mở: {error} Chọn cổng bằng --console-port.")
        return None


def _why(error: OSError, host: str, port: int, command: str) -> str:
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 8000
        return f"Cổng {port} đang được một chương trình khác dùng. Dùng cổng khác, ví dụ: {command} --port {other}"
    if error.errno == errno.EACCES:
        return f"Tài khoản này không được mở cổng {port}. Dùng cổng từ 1024 trở lên, ví dụ: {command} --port 8000"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"Máy này không có địa chỉ {host}. Dùng --host 127.0.0.1 hoặc địa chỉ của máy này."
    return f"Không mở được cổng {port} trên {host}: {error.strerror}"
