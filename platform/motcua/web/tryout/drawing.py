"""The form of one procedure as the counter reads, judges and draws it, with what would follow beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from motcua.catalog.reloading import Loaded
from motcua.centers import entered
from motcua.domain.conditions import CHANNELS, Env
from motcua.domain.papers import Paper
from motcua.domain.people import Acting
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.values import show_date
from motcua.services.codes import local_date
from motcua.services.counter import intake as intakes
from motcua.services.counter.reading import read_intake
from motcua.services.office import Office
from motcua.services.samples.answers import Asking, sample
from motcua.services.samples.fields import Scene
from motcua.services.samples.people import Place, applicant_answers, draw_person
from motcua.web.forms import Typed
from motcua.web.pages import counter_form as forms
from motcua.web.papers import COLUMNS, paper_name
from motcua.web.tryout.bench import Bench, Page, TryRequest

SIZES: Mapping[str, str] = {"shortest": "ngắn nhất", "fullest": "đầy đủ nhất", "any": "ngẫu nhiên"}


async def drawn(
    request: TryRequest,
    bench: Bench,
    loaded: Loaded,
    version: ProcedureVersion,
    typed: Typed,
    *,
    template: str = "",
    judges: bool = False,
) -> Page:
    """The form as the counter draws it; `judges`: with everything that the counter would refuse."""
    office, center = bench.at_work(loaded)
    who = bench.acting()
    with entered(center):
        form = forms.read_counter(office, who, version, typed)
        if judges:
            form = forms.with_errors(form, _errors(office, who, form))
        view = forms.drawn(form, who, center, shows_errors=judges)
        preview = await intakes.preview(office, who, version, form.answers, form.channel)
    shown = version.form.visible(form.answers.answers, filed_on=local_date(who.at), channel=form.channel)
    lane = version.route.lane_for(Env(form.answers.answers, local_date(who.at), form.channel))
    return bench.shown(
        request,
        template or "tryout/procedure.html",
        status=422 if form.errors else 200,
        stamp=loaded.stamp,
        version=version,
        agency=center.agency_name(version.agency),
        form=view,
        errors=view.errors,
        is_right=judges and not form.errors,
        preview=preview,
        now=who.at,
        papers=[item for item in shown if isinstance(item, Paper)],
        lane=lane.says if len(version.route.lanes) > 1 else "",
        channels={key: CHANNELS[key] for key in version.channels if key in CHANNELS},
        channel=form.channel,
        choice=forms.choice,
        form_key=form.key,
        sizes=SIZES,
    )


def _errors(office: Office, who: Acting, form: forms.CounterForm) -> dict[str, str]:
    """What the counter would say when the dossier is accepted."""
    intake, unreadable = forms.intake_of(form, who)
    # What comes by post has a number and a postmark, which say nothing of the plugin.
    today = show_date(local_date(who.at))
    intake = replace(intake, arrival_number="EA123456789VN", arrival_posted_on=today)
    found = read_intake(office, who, form.version, intake).errors
    return {**forms.posted_errors(found, "_reason", form, is_accepting=True), **unreadable}


def sampled(bench: Bench, loaded: Loaded, version: ProcedureVersion, size: str) -> Typed:
    """Valid answers, papers and an invented person, as somebody would have typed them."""
    assert loaded.catalog is not None
    _, center = bench.at_work(loaded)
    on = local_date(bench.clock())
    rng = Random() if size == "any" else Random(version.key)  # noqa: S311  invented answers, not a secret
    scene = Scene(rng, Place.of(center), on, size)
    made = sample(Asking.of(loaded.catalog, version, scene, center.plugins), scene)
    person = applicant_answers(draw_person(rng, scene.place, on))
    typed = {name: list(texts) for name, texts in {**person, **made.raw}.items()}
    for key, counts in made.papers.items():
        for what, count in zip(COLUMNS, counts, strict=True):
            typed[paper_name(key, what)] = [str(count)]
    return typed
