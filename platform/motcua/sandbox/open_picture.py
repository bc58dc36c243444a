"""A picture is decoded to its last row, within a number of pixels that no scanner of a counter exceeds."""

from __future__ import annotations

import io
import re
import warnings

from PIL import Image, MpoImagePlugin, UnidentifiedImageError

from motcua.domain.errors import Refused

# A4 at 600 dpi is 35 million; decoded in colour 60 million take 180 MB of the worker's 1 GiB.
PIXELS_MOST = 60_000_000
# A phone's picture may be stored as MPO, which is a JPEG with a second one behind it.
_FORMATS = {"jpg": ("JPEG", MpoImagePlugin.MpoImageFile.format), "png": ("PNG",)}

# What only a page, a script of a server or another document begins with; a picture has no use for any of them.
_OTHER = re.compile(rb"<script|<html|<!doctype|<svg|<\?php|%PDF-1", re.IGNORECASE)
_PNG_END = b"IEND\xaeB`\x82"
_AGAIN = "Hãy chụp hoặc quét lại rồi tải lên."


def sample(kind: str) -> bytes:
    """A tiny picture, to warm up the decoders."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, kind)
    return out.getvalue()


def look_through(ending: str, body: bytes) -> None:
    Image.MAX_IMAGE_PIXELS = PIXELS_MOST
    # Phones put more behind a JPEG (a film, a second picture); behind the end of a PNG nothing belongs.
    if _OTHER.search(body) or (ending == "png" and not body.endswith(_PNG_END)):
        raise Refused(f"Tệp ảnh có dữ liệu lạ bên trong hoặc bị cắt ngang nên không được nhận. {_AGAIN}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(body), formats=_FORMATS[ending]) as picture:
                picture.verify()
            # `verify` checks the wrapping only and leaves the picture unusable: decode a second one.
            with Image.open(io.BytesIO(body), formats=_FORMATS[ending]) as picture:
                picture.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Refused("Ảnh có kích thước quá lớn. Hãy quét ở độ phân giải 300 dpi rồi tải lên.") from None
    except UnidentifiedImageError:
        raise Refused(f"Tệp ảnh không mở được. {_AGAIN}") from None
    except (OSError, ValueError, SyntaxError, IndexError, TypeError, OverflowError):
        raise Refused(f"Tệp ảnh bị hỏng hoặc bị cắt ngang. {_AGAIN}") from None
