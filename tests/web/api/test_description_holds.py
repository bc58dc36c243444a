"""What the description promises is what happens: schemathesis makes the requests, some as described, some not.

No answer is a 500, and no status, content type, header or body comes that is not described.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.web.isolation.asking import nothing_kept
from tests.web.live import BUSINESS, House, Live, client_of

from motcua.web.api.description import described, described_at
from motcua.web.api.problems import MEDIA_TYPE

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = 40
OPERATIONS = [(method.upper(), path) for path, item in described()["paths"].items() for method in item]
KNOWN: dict[str, Any] = {}


def schema_of(house: House) -> Any:
    if house.center.key not in KNOWN:
        KNOWN[house.center.key] = schemathesis.openapi.from_dict(dict(described_at(house.root)))
    return KNOWN[house.center.key]


def there(house: House) -> Mapping[str, tuple[str, ...]]:
    """Values with which an operation gets further than its door."""
    dossiers = tuple(str(made.id) for made in house.dossiers.values())
    return {"dossier_id": dossiers, "webhook_id": (str(house.webhook),), "key": (BUSINESS,)}


@pytest.mark.slow
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["as described", "otherwise"])
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data(), pick=st.integers(0, 1_000), has_key=st.integers(0, 5))
async def test_an_operation_answers_as_it_is_described(
    live: Live, method: str, path: str, mode: GenerationMode, data: st.DataObject, pick: int, has_key: int
) -> None:
    house = live.que_vo
    case: Any = data.draw(strategy_of(house, method, path, mode))
    known = there(house)
    for name in dict(case.path_parameters or {}):
        if pick % 3:
            case.path_parameters[name] = known[name][pick % len(known[name])]
    sent = dict(case.headers or {})
    if has_key:
        sent["Authorization"] = f"Bearer {house.machines['whole'][0]}"
    if "Idempotency-Key" in sent and pick % 4:
        sent["Idempotency-Key"] = str(uuid4())
    if method == "POST" and pick % 5 == 0:
        await say_what_works(live, house, path, case)
        sent["Idempotency-Key"] = str(uuid4())
    case.headers = sent
    live.app.site.failed_lookups._failed.clear()
    asked = case.as_transport_kwargs(base_url="http://127.0.0.1:8000" + house.root)
    plain = {name: asked[name] for name in ("method", "url", "params", "headers") if asked.get(name)}
    async with client_of(live.app) as client:
        with nothing_kept():
            answer = await client.request(**plain, **body_of(asked))
    case.validate_response(answer, checks=CHECKS)
    ENDED[method, path].add(answer.status_code)


ENDED: dict[tuple[str, str], set[int]] = defaultdict(set)


@pytest.mark.slow
def test_every_operation_was_asked_so_that_it_did_its_work() -> None:
    """After the others: examples that never get past a refusal would show nothing."""
    assert ENDED, "asked after the others of this module"
    assert {operation for operation, statuses in ENDED.items() if not statuses & {200, 201}} == set()


async def say_what_works(live: Live, house: House, path: str, case: Any) -> None:
    """What no luck would find: a code that is one, a move in the version that stands, an address that is open."""
    made = house.dossiers["in_transit"]
    if path.endswith("/moves"):
        seen = (await live.load(house, made.id)).dossier.version
        case.path_parameters["dossier_id"] = str(made.id)
        case.body = {"move": "confirm_receipt", "seen": seen, "values": {}}
    elif path.endswith("/dossier-status"):
        case.body = {"code": made.code, "secret": made.secret}
    elif path.endswith("/webhooks"):
        case.body = {"url": "https://nhan.example/khac"}
    elif path.endswith("/replay"):
        case.path_parameters["webhook_id"], case.body = str(house.webhook), {"after": "0"}
    else:
        case.path_parameters["webhook_id"], case.body = str(house.webhook), {}


def strategy_of(house: House, method: str, path: str, mode: GenerationMode) -> Any:
    key = f"{house.center.key} {method} {path} {mode}"
    if key not in KNOWN:
        KNOWN[key] = schema_of(house)[path][method].as_strategy(generation_mode=mode)
    return KNOWN[key]


def body_of(asked: Mapping[str, Any]) -> dict[str, Any]:
    """`json`, `data` and `files` as requests takes them, for httpx."""
    found: dict[str, Any] = {}
    if "json" in asked and asked["json"] is not None:
        found["json"] = asked["json"]
    data = asked.get("data")
    if isinstance(data, bytes | str):
        found["content"] = data
    elif data:
        found["data"] = data
    return found


async def test_an_answer_that_is_not_described_is_seen(live: Live) -> None:
    """The control: with 404 taken out of the description the same answer is a fault."""
    house = live.que_vo
    whole = dict(described_at(house.root))
    path = "/api/v1/procedures/{key}"
    operation = dict(whole["paths"][path]["get"])
    operation["responses"] = {status: end for status, end in operation["responses"].items() if status != "404"}
    whole["paths"] = {path: {"get": operation}}
    case = schemathesis.openapi.from_dict(whole)[path]["GET"].Case(path_parameters={"key": "khong-co"})
    async with client_of(live.app) as client:
        answer = await client.get(f"{house.root}/api/v1/procedures/khong-co")
    assert answer.headers["content-type"] == MEDIA_TYPE
    with pytest.raises(BaseException, match="Undocumented status code"):
        case.validate_response(answer, checks=CHECKS)
    full = schema_of(house)[path]["GET"].Case(path_parameters={"key": "khong-co"})
    full.validate_response(answer, checks=CHECKS)
