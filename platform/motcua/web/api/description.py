"""What the API can do: OpenAPI 3.1 for programs, and a page of our own for people, without anything from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
from litestar import Litestar, Response
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.spec import Components, SecurityScheme, Server

from motcua.web.api import catalogue, dossiers, events, national, shapes, webhooks
from motcua.web.api.declare import KEY_SCHEME, ROOT
from motcua.web.page import PUBLIC, Answer, WebRequest, page, shown

OPERATIONS: Sequence[HTTPRouteHandler] = (
    *catalogue.PAGES,
    *dossiers.PAGES,
    *events.PAGES,
    *webhooks.PAGES,
    *national.PAGES,
)
TITLE = "API của trung tâm hành chính công"
ABOUT = (
    "Danh mục thủ tục và tra cứu hồ sơ mở cho mọi người. Sự kiện, việc xử lý và báo cáo dành cho hệ thống của cơ quan, "
    "dùng khóa do quản trị Trung tâm cấp. Lỗi trả về theo RFC 9457."
)
KEY_SAYS = "Khóa do quản trị Trung tâm cấp, gửi ở tiêu đề Authorization: Bearer mck_…"


@cache
def described() -> Mapping[str, Any]:
    """The description as Litestar reads it from the operations, the same at every center but for `servers`."""
    scheme = SecurityScheme(type="http", scheme="bearer", description=KEY_SAYS)
    config = OpenAPIConfig(
        title=TITLE,
        version="1",
        description=ABOUT,
        components=Components(security_schemes={KEY_SCHEME: scheme}),
        servers=[Server(url="/")],
        use_handler_docstrings=False,
        create_examples=False,
    )
    # An application of their own only to be described: the pages of people are no part of it.
    found = Litestar(route_handlers=list(OPERATIONS), openapi_config=config).openapi_schema.to_schema()
    for name, schema in found["components"]["schemas"].items():
        schema["description"] = getattr(shapes, name).__doc__
    return found


def described_at(root: str) -> Mapping[str, Any]:
    """The description with the addresses of one center, whose pages begin with `root`."""
    return {**described(), "servers": [{"url": root}]}


@page(f"{ROOT}/openapi.json", may=PUBLIC, in_transaction=False)
async def show_openapi(request: WebRequest) -> Answer:
    body = msgspec.json.encode(described_at(request.scope["root_path"]))
    return Response(body, media_type="application/vnd.oai.openapi+json", headers={"Cache-Control": catalogue.KEPT})


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that is sent along: in the address, in a header or in the body."""

    name: str
    place: str
    says: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class Described:
    """One operation, for people."""

    id: str
    method: str
    path: str
    title: str
    says: str
    needs_key: bool
    asked: tuple[Asked, ...]
    ends: tuple[tuple[str, str], ...]


PLACES = {"path": "trong địa chỉ", "query": "tham số", "header": "tiêu đề"}


def operations() -> Iterator[tuple[str, tuple[Described, ...]]]:
    """By tag, in the order of the modules."""
    by_tag: dict[str, list[Described]] = {}
    found = described()
    for path, item in found["paths"].items():
        for method, operation in item.items():
            by_tag.setdefault(operation["tags"][0], []).append(_described(found, path, method, operation))
    order = [module.TAG for module in (catalogue, dossiers, events, webhooks, national)]
    for tag in order:
        yield tag, tuple(by_tag[tag])


def _described(whole: Mapping[str, Any], path: str, method: str, operation: Mapping[str, Any]) -> Described:
    asked = [
        Asked(each["name"], PLACES[each["in"]], each.get("description", ""), bool(each.get("required")))
        for each in operation.get("parameters", ())
    ]
    body = operation.get("requestBody")
    if body is not None:
        schema = _followed(whole, next(iter(body["content"].values()))["schema"])
        required = schema.get("required", ())
        asked += [
            Asked(name, "nội dung", _says(each), name in required)
            for name, each in schema.get("properties", {}).items()
        ]
    ends = tuple((status, answer["description"]) for status, answer in sorted(operation["responses"].items()))
    return Described(
        operation["operationId"],
        method.upper(),
        path,
        operation["summary"],
        operation["description"],
        bool(operation.get("security")),
        tuple(asked),
        ends,
    )


def _followed(whole: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = schema.get("$ref")
    return whole["components"]["schemas"][reference.rpartition("/")[2]] if reference else schema


def _says(schema: Mapping[str, Any]) -> str:
    options = (schema, *schema.get("oneOf", ()), *schema.get("anyOf", ()))
    return next((each["description"] for each in options if each.get("description")), "")


@page(ROOT, may=PUBLIC, in_transaction=False)
async def show_api(request: WebRequest) -> Answer:
    return shown(request, "api/description.html", about=ABOUT, key_says=KEY_SAYS, groups=tuple(operations()))


PAGES = (*OPERATIONS, show_openapi, show_api)
