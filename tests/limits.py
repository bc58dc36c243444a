"""No test stops the run: each phase of it has a limit, and what is over it fails and says where it stood.

`timeout` in pyproject.toml is the limit of a test itself (pytest-timeout, by a signal; `func_only`, because a signal
that comes while pytest writes a report ends the run). A coroutine is cancelled a little before, so that the report
shows the line that waited, which a signal can't see.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import inspect
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from pytest_timeout import Settings

LIMITS = {"slow": 1200, "browser": 600}
"""Seconds, by mark."""
ASIDE = 600
"""Seconds for what a test needs, and for what it leaves behind."""
BEFORE = 0.9

# A busy machine makes no example wrong: how long one takes is judged by the limits above alone.
settings.register_profile("motcua", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("motcua")


def limit_of(item: pytest.Item) -> float:
    mark = item.get_closest_marker("timeout")
    return float(mark.args[0] if mark else item.config.getini("timeout") or 0)


def within(seconds: float, test: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    @functools.wraps(test)
    async def limited(*args: Any, **kwargs: Any) -> None:
        async with asyncio.timeout(seconds):
            await test(*args, **kwargs)

    return limited


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if not item.get_closest_marker("timeout"):
            seconds = max((LIMITS[mark.name] for mark in item.iter_markers() if mark.name in LIMITS), default=0)
            if seconds:
                item.add_marker(pytest.mark.timeout(seconds))
        limit = limit_of(item)
        if limit and isinstance(item, pytest.Function) and inspect.iscoroutinefunction(item.obj):
            item.obj = within(limit * BEFORE, item.obj)


@contextlib.contextmanager
def _limited(item: pytest.Item) -> Iterator[None]:
    item.config.hook.pytest_timeout_set_timer(item=item, settings=Settings(ASIDE, "signal", True, False))
    try:
        yield
    finally:
        item.config.hook.pytest_timeout_cancel_timer(item=item)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    with _limited(item):
        return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    with _limited(item):
        return (yield)
