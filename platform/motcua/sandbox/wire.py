"""One frame on a pipe: two lengths, a JSON head, raw bytes. The same on both ends of a worker."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Any, BinaryIO

_LENGTHS = struct.Struct(">II")
HEAD_MOST = 8 << 20
BODY_MOST = 64 << 20


class BrokenFrame(Exception):
    """The other end wrote something that is not a frame, or a frame over the limits."""


def pack(head: Mapping[str, Any], body_size: int) -> bytes:
    """Lengths and head; the body follows on the wire."""
    packed = json.dumps(head, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    if len(packed) > HEAD_MOST or body_size > BODY_MOST:
        raise BrokenFrame("a frame over the limits")
    return _LENGTHS.pack(len(packed), body_size) + packed


def lengths(raw: bytes) -> tuple[int, int]:
    head, body = _LENGTHS.unpack(raw)
    if head > HEAD_MOST or body > BODY_MOST:
        raise BrokenFrame("a frame over the limits")
    return head, body


LENGTHS_SIZE = _LENGTHS.size


def unpack(raw: bytes) -> dict[str, Any]:
    head = json.loads(raw)
    if not isinstance(head, dict):
        raise BrokenFrame("a head that is not an object")
    return head


def read_frame(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """The next frame, or None when the other end has closed."""
    raw = stream.read(LENGTHS_SIZE)
    if not raw:
        return None
    if len(raw) < LENGTHS_SIZE:
        raise BrokenFrame("cut short")
    head_size, body_size = lengths(raw)
    head, body = stream.read(head_size), stream.read(body_size)
    if len(head) < head_size or len(body) < body_size:
        raise BrokenFrame("cut short")
    return unpack(head), body


def write_frame(stream: BinaryIO, head: Mapping[str, Any], body: bytes = b"") -> None:
    stream.write(pack(head, len(body)))
    stream.write(body)
    stream.flush()
