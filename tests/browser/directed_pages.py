"""The director's pages: the center now, the dossiers behind a figure, reminders and what waits for a word."""

from __future__ import annotations

from tests.browser.looking import Look, after, fill, first, press, unfold
from tests.browser.people import Person


async def ask_for_another_supplement(person: Person) -> None:
    """Of the first dossier of the list, whatever the page has against it."""
    await first()(person)
    await person.open(person.path.replace("/ho-so/", "/xin-bo-sung/").partition("?")[0])


ASKING = (Look("/xin-bo-sung/{dossier_id}", "ask-supplement", "/viec", ask_for_another_supplement),)

DIRECTING = (
    Look("/dieu-hanh", "directing", "/dieu-hanh", unfold),
    Look("/dieu-hanh/ho-so", "figure", "/dieu-hanh/ho-so?so=dang-giai-quyet"),
    Look("/dieu-hanh/ho-so", "figure-empty", "/dieu-hanh/ho-so?so=nhan-hom-nay&co-quan=y_te"),
    Look("/dieu-hanh/cho-duyet", "wishes", "/dieu-hanh/cho-duyet", unfold),
    Look("/don-doc", "reminders-empty", "/don-doc"),
    Look("/don-doc/moi", "remind", "/don-doc/moi?co-quan=tu_phap"),
    Look(
        "/don-doc/moi",
        "remind-refused",
        "/don-doc/moi?co-quan=tu_phap",
        fill("answer_on", "hôm qua", press("Phát hành công văn")),
        422,
    ),
    Look("/don-doc/{reminder_id}", "reminder", "/don-doc/moi?co-quan=tu_phap", press("Phát hành công văn")),
    Look("/don-doc", "reminders", "/don-doc"),
    Look("/don-doc/{reminder_id}", "reminder-read", "/don-doc", after(first("main th a"))),
)
