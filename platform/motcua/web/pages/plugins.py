"""Gói thủ tục: the agencies' plugins at this center, and letting one that was kept back run again."""

from __future__ import annotations

from uuid import uuid4

from motcua.domain.errors import Conflict
from motcua.services.plugins.board import plugin_board
from motcua.services.plugins.life import release
from motcua.web.forms import only
from motcua.web.ids import uuid_of
from motcua.web.page import (
    Answer,
    Permission,
    WebRequest,
    act,
    acting,
    faults_and_form_of,
    go,
    office_of,
    page,
    shown,
)

HERE = "/goi-thu-tuc"
LONGEST_KEY = 40


@page(HERE, may=Permission.REVIEW_PROCEDURES)
async def show_plugins(request: WebRequest) -> Answer:
    return await _shown(request)


async def _shown(request: WebRequest, sentence: str = "", status: int = 200) -> Answer:
    found = await plugin_board(office_of(request), acting(request))
    errors = [{"text": sentence}] if sentence else []
    return shown(request, "plugins/list.html", status=status, found=found, errors=errors, key_for=lambda: uuid4())


@act(f"{HERE}/chay-lai", may=Permission.KEEP_PLUGINS, in_transaction=False)
async def run_again(request: WebRequest) -> Answer:
    _, posted = await faults_and_form_of(request)
    plugin, seen, key = only(posted, "goi"), only(posted, "_seen"), uuid_of(only(posted, "_key"))
    is_number = seen.isascii() and seen.isdigit() and len(seen) < 9
    if key is None or not is_number or not 0 < len(plugin) <= LONGEST_KEY:
        return await _shown(request, "Trang này đã mở quá lâu. Hãy chọn lại gói cần cho chạy lại.", 422)
    try:
        says = await release(office_of(request), acting(request), plugin, int(seen), key)
    except Conflict as conflict:
        return await _shown(request, conflict.sentence, 409)
    return go(request, HERE, says=says)


PAGES = (show_plugins, run_again)
