"""Pages that belong to no center: the list of centers, an unknown one, a start in progress, `/health`."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from motcua.web.api.problems import MEDIA_TYPE
from motcua.web.api.shapes import Problem
from motcua.web.errors import SAYS
from motcua.web.site import Site

HTML = (b"content-type", b"text/html; charset=utf-8")
LEFT = "Trung tâm ở địa chỉ này đã đóng, không còn trên hệ thống. Cần hỏi hồ sơ, hãy liên hệ một cửa của tỉnh."
LAST_RESORT = """<!doctype html><html lang="vi"><meta charset="utf-8"><title>Hệ thống gặp lỗi</title>
<h1>Hệ thống gặp lỗi</h1><p>Việc vừa làm chưa được lưu. Hãy thử lại; nếu vẫn lỗi, báo quản trị mã số {reference}.</p>"""


class OutsidePages:
    """Plain ASGI answers: nothing here needs a center, a session or a database."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def list_centers(self, send: Any, nonce: str) -> None:
        await self._show(send, nonce, 200, "public/centers.html", centers=list(self._site.centers.values()))

    async def unknown_center(self, send: Any, nonce: str) -> None:
        await self._show(send, nonce, 404, "errors/unknown_center.html", centers=list(self._site.centers.values()))

    async def problem(self, send: Any, nonce: str, status: int, *, is_api: bool = False) -> None:
        says = SAYS[status]
        sentence = "Không tìm thấy trang theo địa chỉ này." if status == 404 else says.sentence
        headers = [(b"allow", b"GET, HEAD, POST")] if status == 405 else []
        if is_api:
            await self._problem(send, Problem(says.title, status, sentence), headers)
            return
        values = {"title": says.title, "sentence": sentence}
        await self._show(send, nonce, status, "errors/outside.html", headers, **values)

    async def _problem(self, send: Any, problem: Problem, headers: list[tuple[bytes, bytes]]) -> None:
        start = [(b"content-type", MEDIA_TYPE.encode()), *headers]
        await send({"type": "http.response.start", "status": problem.status, "headers": start})
        await send({"type": "http.response.body", "body": msgspec.json.encode(problem)})

    async def closed(self, send: Any, nonce: str, sentence: str, *, is_api: bool = False) -> None:
        """A center that this process does not open; the others go on."""
        if is_api:
            await self._problem(send, Problem(SAYS[503].title, 503, sentence), [(b"retry-after", b"300")])
            return
        values = {"title": "Trung tâm tạm chưa mở", "sentence": f"{sentence} Hãy báo bộ phận tin học của tỉnh."}
        await self._show(send, nonce, 503, "errors/outside.html", [(b"retry-after", b"300")], **values)

    async def left(self, send: Any, nonce: str, *, is_api: bool = False) -> None:
        """A center that was here until lately."""
        title = "Trung tâm đã ngừng sử dụng"
        if is_api:
            await self._problem(send, Problem(title, 410, LEFT), [])
            return
        await self._show(send, nonce, 410, "errors/outside.html", title=title, sentence=LEFT)

    async def starting(self, send: Any, nonce: str, *, is_api: bool = False) -> None:
        if is_api:
            await self._problem(send, Problem(SAYS[503].title, 503, SAYS[503].sentence), [(b"retry-after", b"3")])
            return
        report = self._report()
        values = {"phase": report.get("phase", ""), "done": report.get("done", 0), "total": report.get("total", 0)}
        headers = [(b"retry-after", b"3"), (b"refresh", b"3")]
        await self._show(send, nonce, 503, "errors/starting.html", headers, **values)

    async def failed(self, send: Any, nonce: str, reference: str) -> None:
        body = LAST_RESORT.format(reference=reference).encode()
        await send({"type": "http.response.start", "status": 500, "headers": [HTML]})
        await send({"type": "http.response.body", "body": body})

    async def health(self, send: Any, *, is_alive_enough: bool = False) -> None:
        """`/health/live` asks whether the process answers; `/health` and `/health/ready`, whether it can serve."""
        readiness = self._site.readiness
        is_healthy = readiness is None or readiness.is_healthy
        body = json.dumps({"ready": is_healthy, **self._report()}, ensure_ascii=False).encode()
        headers = [(b"content-type", b"application/json; charset=utf-8")]
        status = 200 if is_healthy or is_alive_enough else 503
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def moved(self, send: Any, address: str) -> None:
        await send({"type": "http.response.start", "status": 308, "headers": [(b"location", address.encode())]})
        await send({"type": "http.response.body", "body": b""})

    def _report(self) -> dict[str, Any]:
        readiness = self._site.readiness
        if readiness is None:
            return {"status": "ready", "centers": dict.fromkeys(self._site.centers, True)}
        return dict(readiness.report())

    async def _show(
        self,
        send: Any,
        nonce: str,
        status: int,
        template: str,
        headers: list[tuple[bytes, bytes]] | None = None,
        **values: Any,
    ) -> None:
        html = self._site.renderer.outside(template, self._site, nonce=nonce, **values).encode()
        start = [HTML, (b"content-length", str(len(html)).encode()), *(headers or [])]
        await send({"type": "http.response.start", "status": status, "headers": start})
        await send({"type": "http.response.body", "body": html})
