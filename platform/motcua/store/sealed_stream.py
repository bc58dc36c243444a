"""A stream of bytes, packed and sealed piece by piece, so that a backup of any size needs the memory of a few pieces.

The construction of age's STREAM: a key of its own for each stream, pieces numbered in their nonce, the last one marked.
A piece changed, swapped, left out or a stream cut off does not open; nor does a stream put in another's place, since
its `name` is part of what is sealed.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets as random
import zlib
from collections.abc import AsyncIterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from motcua.domain.errors import Refused

MAGIC = b"motcua1\n"
SALT = 16
PIECE = 1 << 20
TAG = 16
LEVEL = 1  # of zlib: a third of the size at 100 MB/s; higher levels cost more than the disk saves

Pieces = AsyncIterator[bytes]


class Broken(Refused):
    """What was kept is cut off, changed, or another's."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Bản sao lưu hỏng ở phần “{name}”: thiếu, bị cắt hoặc bị sửa. "
            "Hãy dùng bản khác; dữ liệu đang chạy giữ nguyên."
        )


async def ahead(pieces: Pieces, most: int = 4) -> Pieces:
    """The same pieces, the next ones made while the reader works on this one."""
    queue: asyncio.Queue[bytes | BaseException | None] = asyncio.Queue(most)

    async def fill() -> None:
        try:
            async for piece in pieces:
                await queue.put(piece)
        except Exception as error:
            await queue.put(error)
        else:
            await queue.put(None)

    task = asyncio.create_task(fill())
    try:
        while (item := await queue.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def in_pieces(pieces: Pieces, size: int = PIECE) -> Pieces:
    """The same bytes in pieces of exactly `size`, the last one shorter (never missing: an empty stream has one)."""
    held = bytearray()
    async for piece in pieces:
        held += piece
        while len(held) > size:  # not `>=`: what comes last is not known to be last before the end
            yield bytes(held[:size])
            del held[:size]
    yield bytes(held)


async def sealed(key: bytes, name: str, pieces: Pieces, *, packs: bool = True) -> Pieces:
    """`pieces` packed and sealed with `key` as the stream `name`."""
    salt = random.token_bytes(SALT)
    box = _box(key, salt)
    yield MAGIC + salt
    plain = in_pieces(_packed(pieces) if packs else pieces)
    held: bytes | None = None
    number = 0
    async for piece in plain:
        if held is not None:
            yield await asyncio.to_thread(box.encrypt, _nonce(number, is_last=False), held, name.encode())
            number += 1
        held = piece
    yield await asyncio.to_thread(box.encrypt, _nonce(number, is_last=True), held or b"", name.encode())


async def unsealed(key: bytes, name: str, pieces: Pieces, *, packs: bool = True) -> Pieces:
    """What was sealed as `name`. Raises `Broken`, at the latest after the last piece: before it nothing is whole."""
    opened = _opened(key, name, pieces)
    async for piece in _unpacked(name, opened) if packs else opened:
        yield piece


async def _opened(key: bytes, name: str, pieces: Pieces) -> Pieces:
    head = bytearray()
    box: AESGCM | None = None
    held: bytes | None = None
    number = 0
    async for piece in in_pieces(_after_head(pieces, head), PIECE + TAG):
        if held is not None:
            yield await _open(box, number, held, name, is_last=False)
            number += 1
        elif head[: len(MAGIC)] != MAGIC or len(head) < len(MAGIC) + SALT:
            raise Broken(name)
        else:
            box = _box(key, bytes(head[len(MAGIC) :]))
        held = piece
    yield await _open(box, number, held or b"", name, is_last=True)


async def _after_head(pieces: Pieces, head: bytearray) -> Pieces:
    wanted = len(MAGIC) + SALT
    async for piece in pieces:
        if len(head) < wanted:
            missing = wanted - len(head)
            head += piece[:missing]
            piece = piece[missing:]
        if piece:
            yield piece


async def _open(box: AESGCM | None, number: int, piece: bytes, name: str, *, is_last: bool) -> bytes:
    if box is None:
        raise Broken(name)
    try:
        return await asyncio.to_thread(box.decrypt, _nonce(number, is_last=is_last), piece, name.encode())
    except (InvalidTag, ValueError):
        raise Broken(name) from None


async def _packed(pieces: Pieces) -> Pieces:
    packer = zlib.compressobj(LEVEL)
    async for piece in in_pieces(pieces):
        if out := await asyncio.to_thread(packer.compress, piece):
            yield out
    yield packer.flush()


async def _unpacked(name: str, pieces: Pieces) -> Pieces:
    unpacker = zlib.decompressobj()
    try:
        async for piece in pieces:
            left = piece
            while left:
                if out := await asyncio.to_thread(unpacker.decompress, left, PIECE):
                    yield out
                left = unpacker.unconsumed_tail
        if rest := unpacker.flush():
            yield rest
    except zlib.error:
        raise Broken(name) from None
    if not unpacker.eof:
        raise Broken(name)


def _box(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, b"motcua stream").derive(key))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])
