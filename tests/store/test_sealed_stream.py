"""Sealed streams: what opens is whole; what is not whole does not open."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator

import pytest

from motcua.domain.errors import Refused
from motcua.store.sealed_stream import PIECE, TAG, Broken, sealed, unsealed

KEY = b"k" * 32
HEAD = 24


async def pieces(body: bytes, size: int = 70_001) -> AsyncIterator[bytes]:
    for start in range(0, len(body), size):
        yield body[start : start + size]


async def shut(body: bytes, *, packs: bool, name: str = "t") -> bytes:
    return b"".join([piece async for piece in sealed(KEY, name, pieces(body), packs=packs)])


async def opened(body: bytes, *, packs: bool, key: bytes = KEY, name: str = "t") -> bytes:
    return b"".join([piece async for piece in unsealed(key, name, pieces(body), packs=packs)])


@pytest.mark.parametrize("packs", [True, False])
@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 5])
async def test_what_was_sealed_opens_whatever_its_length(size: int, packs: bool) -> None:
    body = os.urandom(size)
    box = await shut(body, packs=packs)
    assert await opened(box, packs=packs) == body
    assert body[:64] not in box or size < 8


@pytest.mark.parametrize("packs", [True, False])
async def test_a_stream_cut_off_anywhere_does_not_open(packs: bool) -> None:
    box = await shut(os.urandom(3 * PIECE), packs=packs)
    whole_pieces = HEAD + 2 * (PIECE + TAG)  # cut exactly between two pieces: each left is good by itself
    for length in (0, 5, HEAD, HEAD + 3, whole_pieces, len(box) - 1):
        with pytest.raises(Broken):
            await opened(box[:length], packs=packs)
    assert len(await opened(box, packs=packs)) == 3 * PIECE


async def test_a_stream_changed_reordered_or_lengthened_does_not_open() -> None:
    body = os.urandom(3 * PIECE)
    box = await shut(body, packs=False)
    first, second = HEAD, HEAD + PIECE + TAG
    swapped = box[:first] + box[second : second + PIECE + TAG] + box[first:second] + box[second + PIECE + TAG :]
    changed = bytearray(box)
    changed[HEAD + 100] ^= 1
    for bad in (swapped, bytes(changed), box + b"x", box + box[HEAD:]):
        with pytest.raises(Broken):
            await opened(bad, packs=False)
    assert await opened(box, packs=False) == body


async def test_a_stream_opens_only_under_its_name_and_with_its_key() -> None:
    box = await shut("Đặng Thị Ước".encode(), packs=True)
    for key, name in ((b"x" * 32, "t"), (KEY, "other")):
        with pytest.raises(Broken) as caught:
            await opened(box, packs=True, key=key, name=name)
        assert isinstance(caught.value, Refused)
        assert "giữ nguyên" in str(caught.value)
    assert (await opened(box, packs=True)).decode() == "Đặng Thị Ước"
