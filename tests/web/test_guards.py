"""Deny by default: what does not say who may open it is not served."""

from __future__ import annotations

import pytest
from litestar import get
from tests.web.conftest import Make, browsing

from motcua.domain.people import PERMISSION_NAMES, Permission
from motcua.web.guards import PUBLIC, SIGNED_IN, access_of, declared_routes
from motcua.web.page import Answer, WebRequest, act, page, shown


@get("/quen-khai-bao")
async def forgotten() -> str:
    return "bí mật"


SECRET = {"title": "Bí mật", "sentence": "", "details": [], "reference": "", "is_forbidden": False, "is_gone": False}


@page("/cua-can-bo", may=SIGNED_IN, in_transaction=False)
async def for_staff(request: WebRequest) -> Answer:
    return shown(request, "errors/_error.html", **SECRET)


@act("/cua-can-bo", may=Permission.RECEIVE, in_transaction=False)
async def by_staff(request: WebRequest) -> Answer:
    return shown(request, "errors/_error.html", **SECRET)


def test_the_application_is_not_made_with_an_undeclared_page(make_app: Make) -> None:
    with pytest.raises(TypeError, match="quen-khai-bao: nobody has declared"):
        make_app(pages=(forgotten,))


def test_every_page_of_the_product_is_declared(make_app: Make) -> None:
    routes = declared_routes(make_app())
    assert {(route.method, route.path) for route in routes} >= {
        ("GET", "/"),
        ("GET", "/thu-tuc"),
        ("GET", "/thu-tuc/{key}"),
        ("POST", "/tra-cuu"),
        ("GET", "/tra-cuu/{code}/{secret}"),
        ("POST", "/dang-nhap"),
        ("POST", "/doi-mat-khau"),
    }
    public = {route.path for route in routes if route.access == PUBLIC and route.method == "POST"}
    citizens = {f"/cong-dan/{rest}" for rest in ("dang-nhap", "ma", "dang-xuat")}
    hall = {"/thiet-bi", "/dat-lich", "/dat-lich/xac-nhan", "/dat-lich/huy"}
    heard = {"/phan-anh", "/phan-anh/theo-doi", "/danh-gia/{code}/{rating_key}", "/quay-danh-gia/{screen_key}"}
    found = {"/thu-tuc/{key}", "/thu-tuc/{key}/to-khai", "/tra-cuu/{code}/{secret}/chuyen-khoan"}
    public -= citizens | hall | heard | found | {"/api/v1/dossier-status"}
    assert public == {"/dang-nhap", "/dang-nhap/ma", "/dang-xuat", "/tra-cuu", "/tu-tinh/{ticket}"}
    assert {route.method for route in routes} == {"GET", "POST"}


def test_a_declaration_names_somebody() -> None:
    assert access_of(Permission.SIGN).permissions == {Permission.SIGN}
    assert access_of((Permission.SIGN, Permission.NUMBER)).permissions == {Permission.SIGN, Permission.NUMBER}
    with pytest.raises(ValueError, match="at least one"):
        access_of(())


def test_every_permission_has_words_for_a_refusal() -> None:
    assert set(PERMISSION_NAMES) == set(Permission)


async def test_who_is_not_signed_in_is_sent_to_sign_in_and_comes_back(make_app: Make) -> None:
    async with browsing(make_app(pages=(for_staff,))) as browser:
        answer = await browser.get("/que-vo/cua-can-bo?trang=2")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/que-vo/dang-nhap?tiep=/cua-can-bo%3Ftrang%3D2"
    assert "Bí mật" not in answer.text


async def test_htmx_is_told_to_go_to_the_sign_in_page(make_app: Make) -> None:
    async with browsing(make_app(pages=(for_staff,))) as browser:
        answer = await browser.get("/que-vo/cua-can-bo", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["hx-redirect"].startswith("/que-vo/dang-nhap")


async def test_with_the_guard_taken_away_the_page_would_be_open(
    make_app: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("motcua.web.app.check_access", lambda *_: None)
    async with browsing(make_app(pages=(for_staff,))) as browser:
        assert "Bí mật" in (await browser.get("/que-vo/cua-can-bo")).text
