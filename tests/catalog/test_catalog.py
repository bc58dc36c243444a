"""The catalog: who owns what, what a center sees, and what plugins do at run time without hurting each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from importlib.metadata import EntryPoint
from typing import Any

import pytest

from motcua.api import Check, Procedure, RoutingRule
from motcua.api.events import AddNote, DossierChanged, Move, Notify, State
from motcua.api.forms import Choice, Form, Integer, Section, TaxCode, answer, check
from motcua.api.routes import Desk, Route, Step, otherwise, working_days
from motcua.catalog import Catalog, build_catalog, load_plugins
from motcua.domain.codes import national
from motcua.domain.conditions import Env
from motcua.domain.errors import DefinitionError
from motcua.domain.identity import tax_code_is_valid
from motcua.domain.procedures import ProcedureVersion

Install = Callable[..., EntryPoint]

OFFICER = Desk("officer", "Chuyên viên")
SIGN = Step("Ký", Desk("head", "Trưởng phòng", signs=True), working_days(1))
ALL = frozenset({"y_te", "noi_vu", "chi_cuc_thue"})


class Sample(Form):
    """Đơn đề nghị."""

    head = Section("Nội dung")
    kind = Choice("Loại việc", {"a": "Cấp mới", "b": "Cấp lại"})
    rooms = Integer("Số phòng", least=1)
    tax_code = TaxCode("Mã số thuế", optional=True)

    @check("Số phòng phải chẵn.", rooms)
    def rooms_are_even(self) -> bool:
        if self.rooms == 13:
            raise RuntimeError("13")
        return self.rooms % 2 == 0


def procedure(key: str = "cap-giay", title: str = "Cấp giấy phép", **more: Any) -> Procedure:
    values = {"sector": "An toàn", "form": Sample, "term": working_days(3), "result": "Giấy phép", **more}
    return Procedure(
        key=key, title=title, route=Route(otherwise(Step("Xem", OFFICER, working_days(1)), SIGN)), **values
    )


def catalog(*found: EntryPoint) -> Catalog:
    return build_catalog(load_plugins(found))


def env(**answers: Any) -> Env:
    return Env(answers, date(2017, 11, 8))


def test_procedures_are_found_by_key_agency_and_sector(install: Install) -> None:
    made = catalog(
        install("y_te", register_procedures=lambda: [procedure(), procedure("cap-lai", "Ái hữu", sector="Đất đai")]),
        install("noi_vu", register_procedures=lambda: [procedure("hoi", "Lập hội", sector="Ăn uống")]),
    )
    assert list(made.procedures) == ["cap-giay", "cap-lai", "hoi"]
    assert [version.key for version in made.of_agency("y_te")] == ["cap-lai", "cap-giay"]  # Á before C
    assert made.sectors == ("An toàn", "Ăn uống", "Đất đai")
    assert [version.key for version in made.of_sector("Đất đai")] == ["cap-lai"]
    assert [plugin.key for plugin in made.agencies] == ["noi_vu", "y_te"]
    assert made.get("nowhere") is None
    assert made.procedures["hoi"].plugin_version == "0"


def test_a_center_sees_the_agencies_that_are_on(install: Install) -> None:
    @dataclass
    class Center:
        plugins: frozenset[str]

    made = catalog(
        install("y_te", register_procedures=lambda: [procedure()]),
        install("noi_vu", register_procedures=lambda: [procedure("hoi")]),
    )
    assert list(made.for_center(frozenset({"y_te"})).procedures) == ["cap-giay"]
    assert list(made.for_center(Center(frozenset({"noi_vu"}))).procedures) == ["hoi"]
    assert not made.for_center(frozenset()).procedures
    assert not made.for_center(frozenset()).agencies


@pytest.mark.parametrize("text", ["giay phep", "GIẤY  phép", "phép cấp", "1.001612", "001612", "an toan", ""])
def test_search_forgives_missing_diacritics_and_takes_codes(install: Install, text: str) -> None:
    made = catalog(install("y_te", register_procedures=lambda: [procedure(codes=(national("1.001612"),))]))
    assert [version.key for version in made.search(text)] == ["cap-giay"]
    assert not made.search(text + " karaoke")


def test_a_key_used_twice_stops_the_start_and_names_both(install: Install) -> None:
    twice = [install(key, register_procedures=lambda: [procedure()]) for key in ("noi_vu", "y_te")]
    with pytest.raises(DefinitionError, match=r"cap-giay: .*noi_vu và y_te"):
        catalog(*twice)
    with pytest.raises(DefinitionError, match=r"cap-giay: .*y_te và y_te"):
        catalog(install("y_te", register_procedures=lambda: [procedure(), procedure()]))


@pytest.mark.parametrize("hook", ["register_procedures", "register_checks", "register_routing_rules"])
def test_nonsense_is_reported_and_the_rest_kept(install: Install, hook: str) -> None:
    members: dict[str, Any] = {"register_procedures": lambda: [procedure()]}
    made = catalog(install("y_te", **members), install("noi_vu", **{hook: lambda: ["x"]}))
    assert list(made.procedures) == ["cap-giay"]
    assert [(p.plugin, p.what) for p in made.problems] == [("noi_vu", hook)]
    assert "trả về str" in str(made.problems[0])


def test_good_procedures_of_a_plugin_stay_beside_its_nonsense(install: Install) -> None:
    made = catalog(install("y_te", register_procedures=lambda: [procedure(), 5]))
    assert list(made.procedures) == ["cap-giay"]
    assert made.problems


# --- what agencies add -------------------------------------------------------------------------------------------


def rule(**changes: Any) -> RoutingRule:
    step = Step("Kiểm tra thuế", Desk("officer", "Cán bộ thuế"), working_days(0.5))
    return RoutingRule(**{"procedure": "cap-giay", "step": step, "after": "xem", **changes})


def test_another_agency_adds_a_step_where_its_plugin_is_on(install: Install) -> None:
    version = catalog(
        install("y_te", register_procedures=lambda: [procedure()]),
        install("chi_cuc_thue", register_routing_rules=lambda: [rule(only_if=answer("kind").is_("a"))]),
    ).procedures["cap-giay"]
    steps = version.plan(env(kind="a"), ALL)
    assert [step.contributed_by for step in steps] == [None, None, "chi_cuc_thue", None, None]
    assert len(version.plan(env(kind="b"), ALL)) == 4
    assert len(version.plan(env(kind="a"), frozenset({"y_te"}))) == 4


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (rule(after="khong-co"), "không có bước"),
        (rule(step=replace(rule().step, within=working_days(2))), "dài hơn thời hạn"),
        (rule(only_if=answer("colour").is_("red")), "colour"),
        (rule(only_if=answer("kind").is_("c")), "c"),
        (rule(only_if="kind"), "gây lỗi"),
    ],
)
def test_a_step_that_does_not_fit_is_left_out_and_the_procedure_goes_on(
    install: Install, broken: RoutingRule, sentence: str
) -> None:
    made = catalog(
        install("y_te", register_procedures=lambda: [procedure()]),
        install("chi_cuc_thue", register_routing_rules=lambda: [broken, rule()]),
    )
    assert [(p.plugin, p.what) for p in made.problems] == [("chi_cuc_thue", "register_routing_rules")]
    assert sentence in str(made.problems[0])
    assert len(made.procedures["cap-giay"].routing_rules) == 1  # the good rule beside it stays


def test_an_addition_to_a_procedure_that_is_not_installed_waits_silently(install: Install) -> None:
    waiting = Check("Sai.", answer("rooms") > 5, at="rooms", procedure="nowhere")
    made = catalog(
        install("chi_cuc_thue", register_checks=lambda: [waiting], register_routing_rules=lambda: [rule()]),
    )
    assert made.problems == ()


def with_checks(install: Install, *checks: Check) -> tuple[Catalog, ProcedureVersion]:
    made = catalog(
        install("y_te", register_procedures=lambda: [procedure()]),
        install("chi_cuc_thue", register_checks=lambda: list(checks)),
    )
    return made, made.procedures["cap-giay"]


def many(**changes: Any) -> Check:
    return Check("Quá 8 phòng phải báo cơ quan thuế.", **{
        "condition": answer("rooms") <= 8, "at": "rooms", "procedure": "cap-giay", **changes})  # fmt: skip


def test_a_check_of_another_agency_speaks_where_its_plugin_is_on(install: Install) -> None:
    made, version = with_checks(install, many())
    assert made.live_checks(version, env(rooms=10), ALL).errors == {"rooms": "Quá 8 phòng phải báo cơ quan thuế."}
    assert not made.live_checks(version, env(rooms=8), ALL).errors
    assert not made.live_checks(version, env(rooms=10), frozenset({"y_te"})).errors
    assert not made.live_checks(version, env(), ALL).errors


def test_a_check_that_does_not_fit_is_left_out(install: Install) -> None:
    made, version = with_checks(install, many(at="colour"), many(), many())
    assert len(version.checks) == 1
    assert ["colour" in str(made.problems[0]), "hai kiểm tra cùng khóa" in str(made.problems[1])] == [True, True]


def test_the_forms_own_code_checks_run_while_their_code_is_there(install: Install) -> None:
    made, version = with_checks(install)
    assert made.live_checks(version, env(rooms=3), ALL).errors == {"rooms": "Số phòng phải chẵn."}
    assert made.live_checks(version, env(rooms=4), ALL).errors == {}


def test_a_code_check_whose_code_is_gone_or_changed_cannot_be_judged(install: Install) -> None:
    made, version = with_checks(install)
    data = version.to_data()
    data["form"]["code_checks"][0]["code_version"] = 7
    older = ProcedureVersion.from_data(data)
    assert made.live_checks(older, env(rooms=3), ALL).unchecked == ("Số phòng phải chẵn.",)
    assert catalog().live_checks(version, env(rooms=3), ALL).unchecked == ("Số phòng phải chẵn.",)
    assert catalog().problems == ()  # an old version is no plugin's fault


def test_a_code_check_that_raises_is_reported_and_cannot_be_judged(install: Install) -> None:
    made, version = with_checks(install)
    assert made.live_checks(version, env(rooms=13), ALL).unchecked == ("Số phòng phải chẵn.",)
    assert [(p.plugin, p.what) for p in made.problems] == [("y_te", "@check")]
    assert "RuntimeError" in str(made.problems[0])


def coded(code: Callable[[Env], bool], version: int | None = None) -> Check:
    return many(condition=None, code=code, fields=("rooms",), key="ma", code_version=version)


def test_the_code_of_another_agencys_check_runs_in_its_own_version_only(install: Install) -> None:
    made, version = with_checks(install, coded(lambda env: env.answer("rooms") < 9))
    assert made.live_checks(version, env(rooms=10), ALL).errors == {"rooms": "Quá 8 phòng phải báo cơ quan thuế."}
    assert made.live_checks(version, env(rooms=8), ALL).errors == {}
    assert made.live_checks(version, env(), ALL).errors == {}  # skipped while an answer is missing
    newer, _ = with_checks(install, coded(lambda env: True, 2))
    assert newer.live_checks(version, env(rooms=10), ALL).unchecked == ("Quá 8 phòng phải báo cơ quan thuế.",)


def test_the_code_of_another_agencys_check_may_raise(install: Install) -> None:
    made, version = with_checks(install, coded(lambda env: 1 / 0 > 1))
    assert made.live_checks(version, env(rooms=10), ALL).unchecked == ("Quá 8 phòng phải báo cơ quan thuế.",)
    assert [p.plugin for p in made.problems] == ["chi_cuc_thue"]


# --- effects -----------------------------------------------------------------------------------------------------

EVENT = DossierChanged(
    event="e", dossier="d", code="000.00.01.H05-171108-0001", procedure="cap-giay", agency="y_te", move=Move.ACCEPT,
    from_state=None, to_state=State.ACCEPTED, at=datetime(2017, 11, 8, 1, tzinfo=UTC),
)  # fmt: skip


def test_effects_come_with_their_plugin_and_one_that_raises_hurts_no_other(install: Install) -> None:
    def broken(event: DossierChanged) -> list[Any]:
        raise LookupError(event.code)

    made = catalog(
        install("noi_vu", dossier_changed=broken),
        install("y_te", dossier_changed=lambda event: [AddNote(f"Đã {event.move}."), Notify("Mời đến.", "reception")]),
    )
    assert made.effects(EVENT, ALL) == (("y_te", AddNote("Đã accept.")), ("y_te", Notify("Mời đến.", "reception")))
    assert [(p.plugin, p.what) for p in made.problems] == [("noi_vu", "dossier_changed")]
    assert made.effects(EVENT, frozenset()) == ()
    with pytest.raises(LookupError):  # negative control
        made.plugins.manager.hook.dossier_changed(event=EVENT)


@pytest.mark.parametrize(
    "nonsense",
    [
        "câu",
        None,
        AddNote(" "),
        AddNote(5),  # type: ignore[arg-type]
        AddNote("x" * 501),
        Notify("Mời.", "everybody"),  # type: ignore[arg-type]
        Notify("Mời.", "agency", 5),  # type: ignore[arg-type]
    ],
)
def test_an_effect_that_cannot_be_run_is_left_out(install: Install, nonsense: Any) -> None:
    made = catalog(install("y_te", dossier_changed=lambda event: [nonsense, AddNote("Tốt.")]))
    assert made.effects(EVENT, ALL) == (("y_te", AddNote("Tốt.")),)
    assert len(made.problems) == 1


def test_the_last_digit_of_a_tax_code_is_checked_once_the_catalog_is_built() -> None:
    catalog()
    assert tax_code_is_valid("0100109106")
    assert not tax_code_is_valid("0100109107")
