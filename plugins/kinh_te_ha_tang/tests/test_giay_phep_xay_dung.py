"""Building permits: areas that fit, papers of tall houses, and whom the office asks."""

from __future__ import annotations

from fractions import Fraction

from motcua.testing import fill
from motcua_kinh_te_ha_tang.giay_phep_xay_dung import PERMIT


def test_it_takes_fifteen_calendar_days_shared_out_among_the_steps() -> None:
    filling = fill(PERMIT)
    assert filling.term.says == "15 ngày"
    assert filling.step_keys == ("tham-dinh", "duyet", "ky-giay-phep")
    shares = [step.share for step in filling.version.plan(filling.env, filling.plugins_on)]
    assert all(share is not None for share in shares)
    assert sum(share or Fraction() for share in shares) == 1


def test_the_committees_leader_signs_last() -> None:
    last = fill(PERMIT).steps[-1]
    assert (last.agency, last.desk, last.is_joint) == ("ubnd", "leader", True)


def test_the_land_office_is_asked_always_and_the_culture_office_near_a_relic() -> None:
    asked = [consult.key for consult in fill(PERMIT, in_relic_zone=False).steps[0].consults]
    assert asked == ["y-kien-dat-dai"]
    asked = [consult.key for consult in fill(PERMIT, in_relic_zone=True).steps[0].consults]
    assert asked == ["y-kien-dat-dai", "y-kien-di-tich"]


def test_the_ground_floor_fits_on_the_plot_and_into_the_whole() -> None:
    too_wide = fill(PERMIT, plot_area="80", ground_area="80,5", floor_area="160")
    assert set(too_wide.errors) == {"ground_area"}
    too_small = fill(PERMIT, plot_area="100", ground_area="80", floor_area="79,9")
    assert set(too_small.errors) == {"floor_area"}
    assert fill(PERMIT, plot_area="80", ground_area="80", floor_area="80").errors == {}


def test_a_house_of_seven_floors_brings_a_survey() -> None:
    assert "survey" not in fill(PERMIT, floors=6).papers
    assert "survey" in fill(PERMIT, floors=7).papers


def test_a_house_beside_another_brings_a_pledge() -> None:
    assert "pledge" in fill(PERMIT, adjoins=True).papers
    assert "pledge" not in fill(PERMIT, adjoins=False).papers


# Luật Xây dựng 2014, Điều 79 khoản 7
def test_from_three_floors_or_250_square_metres_the_designer_shows_a_certificate() -> None:
    assert set(fill(PERMIT, floors=3, designer_certificate=None).errors) == {"designer_certificate"}
    below = fill(PERMIT, floors=2, plot_area="100", ground_area="80", floor_area="249,9")
    assert "designer_certificate" not in below.shown
    large = fill(PERMIT, floors=2, plot_area="100", ground_area="80", floor_area="250")
    assert "designer_certificate" in large.shown


def test_a_certificate_number_has_letters_before_digits() -> None:
    assert set(fill(PERMIT, certificate="123456").errors) == {"certificate"}
    assert fill(PERMIT, certificate="BK 123456").errors == {}
    assert fill(PERMIT, certificate="AĐ 123456").errors == {}
