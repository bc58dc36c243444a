"""Where a webhook may go: to https on the open internet, or into networks that the installation has named.

A machine that may say where we call would otherwise call what only we can reach: the database, a router, the cloud's
own metadata. So the name is looked up by us, every address it has is judged, and the call goes to the address judged:
a name that answers differently a moment later gains nothing.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from motcua.domain.errors import Refused, Unavailable

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
LONGEST = 500
NOT_A_URL = "Địa chỉ nhận phải có dạng https://máy-chủ/đường-dẫn, không kèm tên đăng nhập, không có dấu #."
NOT_OPEN = (
    "Địa chỉ nhận trỏ vào mạng nội bộ, không được gọi tới. Quản trị hệ thống có thể mở bằng MOTCUA_WEBHOOK_NETWORKS."
)
NOT_FOUND = "Không tìm được địa chỉ của máy chủ nhận."
# Ways to write an IPv4 address inside an IPv6 one, by which a private one would look public.
_TRANSLATED = tuple(map(ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))


@dataclass(frozen=True, slots=True)
class Target:
    """A judged place to call: `address` is where the connection goes, `host` whom it asks for."""

    url: str
    scheme: str
    host: str
    port: int
    address: str
    path: str


def networks_of(text: str) -> tuple[Network, ...]:
    """As in the setting: networks with commas."""
    return tuple(ip_network(part) for part in text.split(",") if part)


def check_url(url: str, networks: Sequence[Network]) -> None:
    """What can be told of a URL without asking anybody."""
    scheme, host, _, _ = _parts(url, may_be_plain=bool(networks))
    literal = _literal(host)
    if literal is not None:
        _check_address(literal, scheme, networks)


async def target_of(url: str, networks: Sequence[Network]) -> Target:
    """Looks the name up and judges every address it has: Refused when one is not open, Unavailable when it has none."""
    scheme, host, port, path = _parts(url, may_be_plain=bool(networks))
    literal = _literal(host)
    found = [literal] if literal is not None else await _looked_up(host, port)
    for each in found:
        _check_address(each, scheme, networks)
    return Target(url, scheme, host, port, str(found[0]), path)


def _parts(url: str, *, may_be_plain: bool) -> tuple[str, str, int, str]:
    schemes = ("https", "http") if may_be_plain else ("https",)
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Refused(NOT_A_URL) from None
    is_written_well = url.isascii() and url.isprintable() and " " not in url and "\\" not in url
    if not is_written_well or len(url) > LONGEST or parts.scheme not in schemes or not host or port == 0:
        raise Refused(NOT_A_URL)
    if "@" in parts.netloc or "#" in url or "%" in parts.netloc:
        raise Refused(NOT_A_URL)
    path = parts.path or "/"
    return (
        parts.scheme,
        host,
        port or (443 if parts.scheme == "https" else 80),
        path + (f"?{parts.query}" if parts.query else ""),
    )


def _literal(host: str) -> Address | None:
    """The address that a host is; also in the old spellings (`127.1`, `0x7f000001`) that a resolver would take."""
    try:
        return ip_address(host)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host))
    except OSError:
        return None


async def _looked_up(host: str, port: int) -> list[Address]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unavailable(NOT_FOUND) from error
    # A scope (`fe80::1%eth0`) is no part of the address.
    addresses = [ip_address(str(each[4][0]).partition("%")[0]) for each in found]
    if not addresses:
        raise Unavailable(NOT_FOUND)
    return list(dict.fromkeys(addresses))


def _check_address(address: Address, scheme: str, networks: Sequence[Network]) -> None:
    bare: Address = address
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        bare = address.ipv4_mapped
    if any(bare.version == network.version and bare in network for network in networks):
        return
    is_translated = any(bare.version == network.version and bare in network for network in _TRANSLATED)
    if scheme != "https" or not bare.is_global or bare.is_multicast or is_translated:
        raise Refused(NOT_OPEN)
