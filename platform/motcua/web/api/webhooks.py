"""Webhooks: where a machine wants to be told, telling it again, and what was sent."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from litestar import Response
from litestar.params import JSONBody, QueryParameter

from motcua.domain.errors import NotHere, Refused
from motcua.domain.machines import Scope
from motcua.services.machines import hooks
from motcua.web.api.declare import WebhookId, asked, by, done, json_of, machine_of
from motcua.web.api.dossiers import OncePer, key_of
from motcua.web.api.shapes import (
    DeliveryPage,
    DeliveryShape,
    NewWebhook,
    Nothing,
    ReplayAsked,
    WebhookList,
    WebhookShape,
)
from motcua.web.forms import UNREADABLE, is_unreadable
from motcua.web.ids import uuid_of
from motcua.web.site import WebRequest, business_now, office_of, real_now

TAG = "Webhook"
MAY = by(Scope.READ)
Before = Annotated[
    str | None, QueryParameter(name="before", pattern="^[0-9]{1,18}$", description="Con trỏ của trang trước.")
]


@asked("/webhooks", may=MAY, tag=TAG, title="Các nơi nhận của khóa", says="Không kèm bí mật.", answers="Các nơi nhận.")
async def list_webhooks(request: WebRequest) -> Response[WebhookList]:
    return json_of(WebhookList([_shape(each) for each in await hooks.hooks_of(machine_of(request))]))


@done(
    "/webhooks",
    may=MAY,
    tag=TAG,
    title="Đăng ký một nơi nhận",
    says="Mỗi sự kiện từ lúc này được gửi bằng POST, theo thứ tự, ký theo Standard Webhooks (webhook-id, "
    "webhook-timestamp, webhook-signature). Nơi nhận trả lời 2xx thì sự kiện sau mới được gửi; không được thì gửi lại "
    "thưa dần. Một sự kiện có thể đến hơn một lần, luôn với cùng webhook-id.",
    answers="Đã đăng ký; bí mật chỉ có trong trả lời này.",
    ends=(404, 409),
    status_code=201,
)
async def subscribe_webhook(request: WebRequest, data: JSONBody[NewWebhook], once: OncePer) -> Response[WebhookShape]:
    if is_unreadable(data.url):
        raise Refused(UNREADABLE, {"url": UNREADABLE})
    hook = await hooks.subscribe(
        office_of(request), machine_of(request), data.url, key_of(once), business_now(request), real_now()
    )
    return json_of(_shape(hook), status=201)


@done(
    "/webhooks/{webhook_id:str}/replay",
    may=MAY,
    tag=TAG,
    title="Gửi lại từ một vị trí",
    says="Mọi sự kiện sau vị trí ấy được gửi lại theo thứ tự; nơi nhận tạm dừng thì chạy lại.",
    answers="Sẽ gửi lại.",
    ends=(404,),
)
async def replay_webhook(
    request: WebRequest, webhook_id: WebhookId, data: JSONBody[ReplayAsked]
) -> Response[WebhookShape]:
    return json_of(_shape(await hooks.replay(machine_of(request), _id(webhook_id), int(data.after), real_now())))


@done(
    "/webhooks/{webhook_id:str}/end",
    may=MAY,
    tag=TAG,
    title="Kết thúc một nơi nhận",
    says="Không gửi gì tới đó nữa. Gửi nội dung {}.",
    answers="Đã kết thúc.",
    ends=(404,),
)
async def end_webhook(request: WebRequest, webhook_id: WebhookId, data: JSONBody[Nothing]) -> Response[WebhookShape]:
    return json_of(_shape(await hooks.end(machine_of(request), _id(webhook_id))))


@asked(
    "/webhooks/{webhook_id:str}/deliveries",
    may=MAY,
    tag=TAG,
    title="Nhật ký gửi",
    says="Từng lần gửi với mã trả lời, mới nhất trước; giữ 90 ngày.",
    answers="Một trang nhật ký.",
    ends=(404,),
)
async def list_deliveries(request: WebRequest, webhook_id: WebhookId, before: Before = None) -> Response[DeliveryPage]:
    found, cursor = await hooks.own_deliveries(machine_of(request), _id(webhook_id), int(before) if before else None)
    lines = [
        DeliveryShape(
            event_id=each["event_id"],
            position=each["position"],
            attempt=each["attempt"],
            at=each["at"],
            status=each["status"],
            outcome=each["outcome"],
            took_ms=each["took_ms"],
        )
        for each in found
    ]
    return json_of(DeliveryPage(lines, str(cursor) if cursor is not None else None))


def _id(text: str) -> UUID:
    found = uuid_of(text)
    if found is None:
        raise NotHere(hooks.NO_HOOK)
    return found


def _shape(hook: hooks.Hook) -> WebhookShape:
    return WebhookShape(
        id=str(hook.id),
        url=hook.url,
        state=hook.state,
        after=str(hook.after),
        failures=hook.failures,
        next_at=hook.next_at,
        created_at=hook.created_at,
        secret=hook.secret,
    )


PAGES = (list_webhooks, subscribe_webhook, replay_webhook, end_webhook, list_deliveries)
