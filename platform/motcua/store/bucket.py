"""An S3-compatible store by its address `s3://bucket/prefix`; its access stands in the AWS_ variables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from obstore.store import S3Store

from motcua.domain.errors import Refused

TRIES: Mapping[str, Any] = {"max_retries": 3, "retry_timeout": timedelta(seconds=30)}


def open_bucket(address: str, *, tries: Mapping[str, Any] = TRIES, seconds: int = 120) -> S3Store:
    """Nothing is asked of the store yet. `seconds`: how long one request may take."""
    parts = urlsplit(address)
    if not parts.netloc:
        raise Refused("Địa chỉ S3 thiếu tên kho: viết dạng s3://kho/thư-mục.")
    endpoint = os.environ.get("AWS_ENDPOINT_URL") or os.environ.get("AWS_ENDPOINT") or ""
    return S3Store(
        parts.netloc,
        prefix=parts.path.strip("/") or None,
        client_options={"allow_http": endpoint.startswith("http://"), "timeout": timedelta(seconds=seconds)},
        retry_config=tries,  # type: ignore[arg-type]
        config={"endpoint": endpoint} if endpoint else None,
    )
