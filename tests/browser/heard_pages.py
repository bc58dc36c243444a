"""The pages on which people are heard, and the public board, in each condition."""

from __future__ import annotations

from tests.browser.looking import Look, after, fill, first, press, unfold
from tests.browser.people import Person

HANDED_BACK = "/viec?xem=tat-ca&trang-thai=handed_back"


async def send_feedback(person: Person) -> None:
    await person.page.check("main [name='kind'][value='rules']")
    await person.page.fill("main [name='text']", "Giờ mở cửa ghi ở cổng khác với trang này.")
    await person.send("Gửi phản ánh, kiến nghị")


async def follow_it(person: Person) -> None:
    await send_feedback(person)
    await first("main a.mc-code")(person)


async def open_screen(person: Person) -> None:
    """The officer's own screen, waiting."""
    await person.send("Lập địa chỉ màn hình")
    address = await person.page.get_attribute("main a.mc-code", "href")
    assert address
    person.status = (await person.page.goto(address)).status  # type: ignore[union-attr]


async def screen_with_a_dossier(person: Person) -> None:
    await person.send("Lập địa chỉ màn hình")
    address = await person.page.get_attribute("main a.mc-code", "href")
    assert address
    await invite(person)
    person.status = (await person.page.goto(address)).status  # type: ignore[union-attr]
    await unfold(person)


async def invite(person: Person) -> None:
    """Turns the screen to the first dossier that was handed back and that nobody has rated."""
    await person.open(HANDED_BACK)
    links = await person.page.locator(".mc-list th a").evaluate_all("all => all.map(each => each.getAttribute('href'))")
    for link in links:
        await person.page.goto(f"{person.base.rstrip('/')}{link}")
        if await person.page.get_by_role("button", name="Mời đánh giá trên màn hình quầy").count():
            await person.send("Mời đánh giá trên màn hình quầy")
            return
    raise AssertionError("every dossier has been rated")


PUBLIC = (
    Look("/phan-anh", "feedback", "/phan-anh"),
    Look("/phan-anh", "feedback-refused", "/phan-anh", press("Gửi phản ánh, kiến nghị"), 422),
    Look("/phan-anh", "feedback-sent", "/phan-anh", send_feedback),
    Look("/phan-anh/{number}/{secret}", "feedback-followed", "/phan-anh", follow_it),
    Look("/phan-anh/{number}/{secret}", "feedback-unknown", "/phan-anh/PA-1/sai", answers=404),
    Look("/phan-anh/theo-doi", "follow", "/phan-anh/theo-doi"),
    Look("/phan-anh/theo-doi", "follow-refused", "/phan-anh/theo-doi", press("Xem trả lời"), 422),
    Look("/danh-gia/{code}/{rating_key}", "rating-wrong", "/danh-gia/000.00.NN.H05-171108-0001/sai", answers=404),
    Look("/quay-danh-gia/{screen_key}", "screen-over", "/quay-danh-gia/khong-co", answers=404),
    Look("/cong-khai", "board", "/cong-khai"),
    Look("/cong-khai/du-lieu", "open-data", "/cong-khai/du-lieu"),
    Look("/cong-khai/nhung", "embedded", "/cong-khai/nhung"),
    Look("/hoi-dap", "answers", "/hoi-dap"),
)
RECEPTION = (
    Look("/danh-gia", "ratings-mine", "/danh-gia"),
    Look("/danh-gia", "screen-address", "/danh-gia", press("Lập địa chỉ màn hình")),
    Look("/quay-danh-gia/{screen_key}", "screen-waiting", "/danh-gia", open_screen),
    Look("/quay-danh-gia/{screen_key}", "screen-asking", "/danh-gia", screen_with_a_dossier),
    Look(
        "/quay-danh-gia/{screen_key}",
        "screen-refused",
        "/danh-gia",
        after(screen_with_a_dossier, press("Gửi đánh giá")),
        422,
    ),
    Look("/tiep-thu", "feedback-mine", "/tiep-thu"),
)
DIRECTOR = (
    Look("/danh-gia", "ratings", "/danh-gia"),
    Look("/danh-gia/y-kien", "remarks", "/danh-gia/y-kien", unfold),
    Look("/danh-gia/y-kien", "remarks-empty", "/danh-gia/y-kien?tinh-trang=an"),
    Look("/danh-gia/y-kien", "remarks-refused", "/danh-gia/y-kien", fill("shown", "", press("Cho hiện")), 422),
    Look("/tiep-thu", "feedback-list", "/tiep-thu"),
    Look("/tiep-thu", "feedback-answered", "/tiep-thu?xem=da-tra-loi"),
    Look("/tiep-thu/{feedback_id}", "feedback-one", "/tiep-thu", first("main th a")),
    Look(
        "/tiep-thu/{feedback_id}",
        "feedback-one-refused",
        "/tiep-thu",
        after(first("main th a"), press("Gửi trả lời")),
        422,
    ),
    Look("/tiep-thu/{feedback_id}", "feedback-published", "/tiep-thu?xem=da-tra-loi", first("main th a")),
    Look("/niem-yet", "posted", "/niem-yet"),
)
