"""Signing in with an account of the province (OpenID Connect, authorization code with PKCE S256, state and nonce).

The provider says who somebody is and nothing more: rights come from the center's account that an administrator, or an
e-mail both sides know, has linked to it. The three secrets of a journey travel sealed in the browser's cookie.
"""

from __future__ import annotations

import hmac
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from motcua.domain.errors import Conflict, NotHere, Refused, Unavailable
from motcua.domain.people import Acting
from motcua.services.accounts.keeping import check_keeps
from motcua.services.accounts.sign_ins import Door, note
from motcua.services.accounts.signing_in import SignedIn, check_term, let_in
from motcua.services.office import Office
from motcua.settings import Provider, wall_clock
from motcua.store.engine import transaction
from motcua.store.queries import accounts
from motcua.store.queries import sign_ins as stored
from motcua.store.queries.views import note_account_act
from motcua.store.secrets import SealBroken, seal, unseal

JOURNEY = timedelta(minutes=10)
ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
DRIFT = 60  # seconds that the provider's clock may differ
LONGEST_SUBJECT = 255
_PURPOSE = "oidc journey"
_DOWN = "Chưa liên lạc được với hệ thống đăng nhập dùng chung. Hãy thử lại sau, hoặc đăng nhập bằng mật khẩu."
_BROKEN = "Lần đăng nhập này không hợp lệ hoặc đã quá lâu. Hãy bấm đăng nhập lại."
_BAD = "Hệ thống đăng nhập dùng chung trả lời không hợp lệ nên không đăng nhập được. Báo quản trị nếu gặp lại."
# What a provider may answer (OpenID Connect Core 3.1.2.6, RFC 6749 4.1.2.1).
ERRORS: Mapping[str, str] = {
    "access_denied": "Bạn đã hủy, hoặc không được phép đăng nhập bằng tài khoản dùng chung.",
    "login_required": "Hệ thống đăng nhập dùng chung yêu cầu đăng nhập lại. Hãy bấm đăng nhập lần nữa.",
    "temporarily_unavailable": _DOWN,
    "server_error": _DOWN,
}


@dataclass(frozen=True, slots=True)
class Journey:
    """Where the browser goes, and what its cookie keeps until it comes back."""

    address: str
    sealed: str


def provider_of(office: Office) -> Provider:
    """NotHere where none is set up: the pages do not exist then."""
    if office.settings.oidc is None:
        raise NotHere
    return office.settings.oidc


async def begin(office: Office, redirect_uri: str, back: str, now: datetime) -> Journey:
    return await begin_at(provider_of(office), redirect_uri, back, now)


async def begin_at(provider: Provider, redirect_uri: str, back: str, now: datetime) -> Journey:
    about = await _about(provider)
    nonce, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
    async with _client(provider, redirect_uri) as client:
        address, state = client.create_authorization_url(
            about["authorization_endpoint"], nonce=nonce, code_verifier=verifier
        )
    kept = {"state": state, "nonce": nonce, "verifier": verifier, "back": back, "at": now.timestamp()}
    kept["to"] = redirect_uri  # a journey of staff ends at no citizen's door
    return Journey(address, seal(json.dumps(kept), _PURPOSE))


async def finish(
    office: Office, redirect_uri: str, sealed: str, answer: Mapping[str, str], door: Door, now: datetime, today: date
) -> tuple[SignedIn, str]:
    """The session of whose account it is, and the page they wanted."""
    provider = provider_of(office)
    claims, back = await answered(provider, redirect_uri, sealed, answer, now)
    staff_id = await _whose(provider, claims, now)
    async with transaction():
        found = await accounts.staff_by_id(staff_id)
    if found is None or found["is_locked"]:
        async with transaction():
            await note(staff_id, "over", now, door)
        raise Refused("Tài khoản cán bộ gắn với tài khoản dùng chung này đang bị khóa. Liên hệ quản trị Trung tâm.")
    await check_term(found, today, now, door)
    async with transaction():
        return await let_in(found, "oidc", door, now), back


async def answered(
    provider: Provider, redirect_uri: str, sealed: str, answer: Mapping[str, str], now: datetime
) -> tuple[dict[str, Any], str]:
    """Who came back, as the provider says, and the page they wanted."""
    kept = _kept(sealed, now)
    if kept.get("to") != redirect_uri:
        raise Refused(_BROKEN)
    if not hmac.compare_digest(str(kept["state"]).encode(), answer.get("state", "").encode()):
        raise Refused(_BROKEN)
    if answer.get("error"):
        raise Refused(ERRORS.get(answer["error"], _BAD))
    if not answer.get("code"):
        raise Refused(_BROKEN)
    return await _claims(provider, redirect_uri, answer["code"], kept), str(kept["back"])


async def link(office: Office, acting: Acting, staff_id: UUID, subject: str) -> str:
    """By the administrator, who was given the subject by the person who saw it on the refusal."""
    check_keeps(acting, staff_id)
    provider = provider_of(office)
    subject = subject.strip()
    if not subject or len(subject) > LONGEST_SUBJECT or not subject.isprintable():
        raise Refused("Nhập mã tài khoản dùng chung, như hiện trên trang đăng nhập của người đó.")
    async with transaction():
        found = await accounts.staff_by_id(staff_id)
        if found is None:
            raise NotHere
        if not await stored.insert_link(provider.issuer, subject, staff_id, by=acting.staff.id, at=wall_clock()):
            raise Conflict("Mã này, hoặc tài khoản cán bộ này, đã được gắn. Bỏ gắn trước rồi gắn lại.")
        await note_account_act(staff_id, "linked", acting.staff.id, acting.at, {"Mã": ["", subject]})
    return f"Đã gắn tài khoản dùng chung cho {found['name']}."


async def unlink(acting: Acting, staff_id: UUID) -> str:
    check_keeps(acting, staff_id)
    async with transaction():
        found = await accounts.staff_by_id(staff_id)
        if found is None:
            raise NotHere
        if not await stored.delete_link(staff_id):
            raise Conflict("Tài khoản này chưa gắn tài khoản dùng chung nào.")
        await accounts.delete_sessions_of(staff_id)
        await note_account_act(staff_id, "unlinked", acting.staff.id, acting.at)
    return f"Đã bỏ gắn tài khoản dùng chung của {found['name']}."


def _client(provider: Provider, redirect_uri: str) -> AsyncOAuth2Client:
    secret = provider.client_secret_file.read_text(encoding="utf-8").strip()
    return AsyncOAuth2Client(
        provider.client_id,
        secret,
        scope="openid email profile",
        redirect_uri=redirect_uri,
        code_challenge_method="S256",
        timeout=10,
        follow_redirects=False,
    )


async def _about(provider: Provider) -> dict[str, Any]:
    """The provider's own description. It must name itself as we know it, or somebody answers in its place."""
    about = await _fetch(f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
    if about.get("issuer") != provider.issuer:
        raise Refused(_BAD)
    return about


async def _fetch(address: str) -> dict[str, Any]:
    try:
        async with httpx2.AsyncClient(timeout=10, follow_redirects=False) as client:
            answer = await client.get(address)
            answer.raise_for_status()
            found = answer.json()
    except (httpx2.HTTPError, ValueError) as error:
        raise Unavailable(_DOWN) from error
    if not isinstance(found, dict):
        raise Unavailable(_DOWN)
    return found


def _kept(sealed: str, now: datetime) -> dict[str, Any]:
    try:
        kept: dict[str, Any] = json.loads(unseal(sealed, _PURPOSE))
    except SealBroken as broken:
        raise Refused(_BROKEN) from broken
    if not 0 <= now.timestamp() - kept["at"] <= JOURNEY.total_seconds():
        raise Refused(_BROKEN)
    return kept


async def _claims(provider: Provider, redirect_uri: str, code: str, kept: Mapping[str, Any]) -> dict[str, Any]:
    """What the identity token says, after its signature, issuer, audience, times and nonce were checked."""
    about = await _about(provider)
    try:
        async with _client(provider, redirect_uri) as client:
            token = await client.fetch_token(
                about["token_endpoint"], grant_type="authorization_code", code=code, code_verifier=kept["verifier"]
            )
    except httpx2.HTTPError as error:
        raise Unavailable(_DOWN) from error
    except (AuthlibBaseError, ValueError, KeyError) as error:
        is_used_up = getattr(error, "error", "") == "invalid_grant"
        raise Refused(_BROKEN if is_used_up else _BAD) from error
    keys = KeySet.import_key_set(await _fetch(about["jwks_uri"]))  # type: ignore[arg-type]
    try:
        claims = jwt.decode(token["id_token"], keys, algorithms=ALGORITHMS).claims
        jwt.JWTClaimsRegistry(
            now=int(time.time()),
            leeway=DRIFT,
            iss={"essential": True, "value": provider.issuer},
            aud={"essential": True, "value": provider.client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": kept["nonce"]},
        ).validate(claims)
    except (JoseError, KeyError, ValueError) as error:
        raise Refused(_BAD) from error
    audience = claims["aud"]
    if not isinstance(claims["sub"], str) or (isinstance(audience, list) and len(audience) > 1):
        raise Refused(_BAD)
    if "email" not in claims and "userinfo_endpoint" in about:
        claims |= await _user_info(about["userinfo_endpoint"], token, claims["sub"])
    return claims


async def _user_info(address: str, token: Mapping[str, Any], subject: str) -> dict[str, Any]:
    """E-mail and whether it was verified, where the token leaves them to the second question (Core 5.3.2)."""
    try:
        async with httpx2.AsyncClient(timeout=10, follow_redirects=False) as client:
            answer = await client.get(address, headers={"Authorization": f"Bearer {token['access_token']}"})
            answer.raise_for_status()
            found = answer.json()
    except (httpx2.HTTPError, ValueError, KeyError):
        return {}  # the e-mail is a convenience: whoever is linked gets in without
    if not isinstance(found, dict) or found.get("sub") != subject:
        return {}
    return {name: found[name] for name in ("email", "email_verified") if name in found}


async def _whose(provider: Provider, claims: Mapping[str, Any], now: datetime) -> UUID:
    """The account linked to the subject, or linked now by an e-mail that the provider has verified."""
    subject, email = claims["sub"], claims.get("email")
    async with transaction():
        known = await stored.staff_linked_to(provider.issuer, subject)
        if known is not None:
            return known
        if isinstance(email, str) and email and claims.get("email_verified") is True:
            found = await stored.staff_with_email(email.strip().casefold())
            if found is not None and await stored.insert_link(provider.issuer, subject, found, by=found, at=now):
                await note_account_act(found, "linked", found, now, {"Thư điện tử": ["", email]})
                return found
    raise Refused(
        f"Tài khoản dùng chung của bạn chưa gắn với tài khoản cán bộ nào tại Trung tâm này. Đưa mã này cho quản trị "
        f"Trung tâm để được gắn: {subject[:LONGEST_SUBJECT]}"
    )
