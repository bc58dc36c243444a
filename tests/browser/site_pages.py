"""Every page of the site: who looks at it, where, and how it comes to be empty or to refuse something.

A page that answers HTML stands here, or `test_axe` fails; what answers a file is named in `FILES`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pyotp
from tests.browser.dossiers import BUSINESS, COPY, LAND
from tests.browser.letters import tracking_link
from tests.browser.people import Person
from tests.browser.running import PASSWORD

Act = Callable[[Person], Awaitable[object]]
FILES = frozenset(
    {
        "/ban-giao.pdf",
        "/danh-sach.csv",
        "/ho-so/{dossier_id}/giay/{letter}",
        "/luu-tru/tieu-huy/{disposal_id}/bien-ban.pdf",
        "/luu-tru/tieu-huy/{disposal_id}/danh-muc.csv",
        "/ho-so/{dossier_id}/ket-qua/{result_id}",
        "/ho-so/{dossier_id}/tep/{file_id}",
        "/so/chung-thuc.pdf",
        "/so/chung-thuc.xlsx",
        "/so/theo-doi.pdf",
        "/so/theo-doi.xlsx",
        "/tep/{file_id}",
    }
)
# The states in which the demo always has dossiers, as whoever receives for every agency sees them.
STATES = ("incomplete", "refused", "accepted", "in_transit", "processing", "consulting", "suspended")
ENDS = ("supplement", "signed", "numbered", "ready", "handed_back", "withdrawn", "stopped")


@dataclass(frozen=True)
class Look:
    """One page in one condition: an address, then what is done there."""

    route: str
    name: str
    path: str
    act: Act | None = None
    answers: int = 200


def first(link: str = ".mc-list th a") -> Act:
    """Opens the first dossier of the list."""

    async def go(person: Person) -> None:
        links = person.page.locator(link)
        assert await links.count(), f"{person.path}: nothing there to be opened"
        async with person.arrives():
            await links.first.click()

    return go


def press(button: str, within: str = "main") -> Act:
    async def go(person: Person) -> None:
        await person.send(button, within)

    return go


def fill(name: str, text: str, then: Act) -> Act:
    async def go(person: Person) -> None:
        await person.page.locator(f"main [name='{name}']").first.fill(text)
        await then(person)

    return go


def follow(name: str) -> Act:
    async def go(person: Person) -> None:
        async with person.arrives():
            await (
                person.page.locator("main")
                .get_by_role("link", name=name)
                .or_(person.page.locator("main").get_by_role("button", name=name))
                .first.click()
            )

    return go


def after(*acts: Act) -> Act:
    async def go(person: Person) -> None:
        for each in acts:
            await each(person)

    return go


async def nothing(person: Person) -> None:
    """The page as it comes."""


async def unfold(person: Person) -> None:
    """Everything that can be opened is open: what is hidden is looked at as well."""
    await person.page.evaluate("() => document.querySelectorAll('main details').forEach(each => { each.open = true; })")


async def nothing_filled_in(person: Person) -> None:
    """The first move's form, as it is."""
    async with person.arrives():
        await person.page.locator(".mc-acts form button").first.click()


async def send_a_wrong_file(person: Person) -> None:
    """Refused at once, in its own row, with what to do."""
    file = {"name": "giấy tờ.pdf", "mimeType": "application/pdf", "buffer": b"<html><script>alert(1)</script></html>"}
    await person.page.locator("main input[type=file]").first.set_input_files(file)  # type: ignore[arg-type]
    await person.page.locator("#ban-quet .govuk-error-message").first.wait_for()


async def upload_a_list(person: Person) -> None:
    """A list with one row that differs, one that is unknown, and most procedures missing."""
    rows = "Tên thủ tục;Thời hạn\nĐăng ký thành lập hộ kinh doanh;2 ngày làm việc\nThủ tục không có;3 ngày\n"
    page = person.page
    for name, text in (("number", "1/QĐ"), ("on", "8/11/2017"), ("signed_by", "Ông A"), ("from_on", "8/11/2017")):
        await page.locator(f"main [name='{name}']").fill(text)
    file = {"name": "danh-muc.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    await page.locator("main [name='file']").set_input_files(file)  # type: ignore[arg-type]
    await person.send("Tải lên, đối chiếu", "main")


async def rehearse(person: Person) -> None:
    await person.send("Điền mẫu đầy đủ nhất", "main")
    await person.send("Chạy thử", "main")


async def set_up_a_code(person: Person) -> None:
    """As with a telephone that types well."""
    secret = (await person.page.locator("main code").first.inner_text()).replace(" ", "")
    await person.page.locator("main [name='code']").fill(pyotp.TOTP(secret).now())
    await person.send("Bật xác thực hai bước", "main")


def sign_in_again(username: str) -> Act:
    """As far as the box for the code."""

    async def do(person: Person) -> None:
        await person.send("Đăng xuất", ".mc-account")
        for name, text in (("username", username), ("password", PASSWORD)):
            await person.page.locator(f"main [name='{name}']").fill(text)
        await person.send("Đăng nhập", "main")

    return do


async def why_sign(person: Person) -> None:
    """Why this person may not sign."""
    await follow("Vì sao người này")(person)
    await person.page.locator("main [name='viec']").select_option("sign")
    async with person.arrives():
        await person.page.get_by_role("button", name="Xem lý do").click()


async def track(person: Person) -> None:
    await first()(person)
    await person.open(await tracking_link(person, person.path.partition("?")[0]))


PUBLIC = (
    Look("/", "home", "/"),
    Look("/thu-tuc", "catalogue", "/thu-tuc"),
    Look("/thu-tuc", "catalogue-empty", "/thu-tuc?tim=khong-co-gi"),
    Look("/thu-tuc/{key}", "procedure", f"/thu-tuc/{LAND}"),
    Look("/thu-tuc/{key}", "procedure-unknown", "/thu-tuc/khong-co", answers=404),
    Look("/tra-cuu", "tracking", "/tra-cuu"),
    Look("/tra-cuu", "tracking-refused", "/tra-cuu", press("Tra cứu"), 422),
    Look("/tra-cuu/{code}/{secret}", "tracking-wrong", "/tra-cuu/000.00.NN.H05-171108-0001/sai", answers=404),
    Look("/dang-nhap", "sign-in", "/dang-nhap"),
    Look("/dang-nhap", "sign-in-refused", "/dang-nhap", press("Đăng nhập"), 422),
    Look("/dang-nhap/dung-chung", "no-shared-accounts", "/dang-nhap/dung-chung", answers=404),
    Look("/dang-nhap/tro-ve", "no-shared-accounts-back", "/dang-nhap/tro-ve", answers=404),
    Look("", "no-such-page", "/khong-co-trang-nay", answers=404),
    Look("/tu-tinh/{ticket}", "ticket-over", "/tu-tinh/khong-co", answers=404),
)
RECEPTION = (
    Look("/viec", "home", "/viec"),
    Look("/viec", "list", "/viec?xem=tat-ca", unfold),
    Look("/viec", "list-empty", "/viec?xem=qua-han&tu-ngay=2030-01-01"),
    Look("/viec", "list-refused", "/viec?xem=tat-ca&tu-ngay=hom-nay", answers=422),
    Look("/ho-so", "dossiers", "/ho-so"),
    Look("/ho-so", "dossiers-empty", "/ho-so", fill("text", "khong co ai ten the", press("Tìm"))),
    Look("/ban-giao", "handover", "/ban-giao"),
    Look("/ban-giao", "handover-empty", "/ban-giao?ngay=2017-11-06"),
    Look("/tiep-nhan", "choose", "/tiep-nhan"),
    Look("/tiep-nhan", "choose-empty", "/tiep-nhan?tim=khong-co-gi"),
    *(Look("/tiep-nhan/{key}", f"form-{key}", f"/tiep-nhan/{key}", unfold) for key in (BUSINESS, LAND, COPY)),
    Look("/tiep-nhan/{key}", "form-file-refused", f"/tiep-nhan/{BUSINESS}", send_a_wrong_file),
    Look("/tiep-nhan/{key}", "form-refused", f"/tiep-nhan/{LAND}", press("Tiếp nhận hồ sơ"), 422),
    Look("/tiep-nhan/{key}", "at-once-refused", f"/tiep-nhan/{COPY}", press("Giải quyết ngay, trả kết quả"), 422),
    Look("/tra-ket-qua", "hand-back", "/tra-ket-qua"),
    Look("/tra-ket-qua", "hand-back-empty", "/tra-ket-qua", fill("text", "khong co ai", press("Tìm hồ sơ"))),
    Look("/tra-ket-qua/{dossier_id}", "hand-back-one", "/tra-ket-qua", after(first(), unfold)),
    Look(
        "/tra-ket-qua/{dossier_id}",
        "hand-back-one-refused",
        "/tra-ket-qua",
        after(first(), press("Trả kết quả", ".mc-acts")),
        422,
    ),
    *(
        Look("/ho-so/{dossier_id}", f"dossier-{state}", f"/viec?xem=tat-ca&trang-thai={state}", after(first(), unfold))
        for state in (*STATES, *ENDS)
    ),
    Look(
        "/ho-so/{dossier_id}",
        "dossier-refused-move",
        "/viec?xem=tat-ca&trang-thai=ready",
        after(first(), nothing_filled_in),
        422,
    ),
    Look(
        "/ho-so/{dossier_id}/tiep-nhan",
        "completed",
        "/viec?xem=tat-ca&trang-thai=incomplete",
        after(first(), follow("Tiếp nhận sau khi hoàn thiện")),
    ),
    Look("/tra-cuu/{code}/{secret}", "tracked", "/viec?xem=tat-ca&trang-thai=processing", track),
    Look(
        "/ho-so/{dossier_id}/thoi-han",
        "due-why",
        "/viec?xem=tat-ca&trang-thai=suspended",
        after(first(), follow("Vì sao ngày này?")),
    ),
    Look(
        "/ho-so/{dossier_id}/phien-ban",
        "version",
        "/viec?xem=tat-ca&trang-thai=processing",
        after(first(), follow("Phiên bản")),
    ),
    Look("/thoi-han", "what-if", "/thoi-han"),
    Look("/thoi-han", "what-if-answered", "/thoi-han", fill("amount", "6", press("Tính hạn trả"))),
    Look("/thoi-han", "what-if-refused", "/thoi-han", fill("amount", "sáu", press("Tính hạn trả")), 422),
    Look("/vang-mat", "absences-empty", "/vang-mat"),
    Look("/vang-mat", "absences-refused", "/vang-mat", press("Ghi ngày vắng mặt"), 422),
    Look("/quyen", "rights", "/quyen"),
    Look("/tap-huan", "no-exercises", "/tap-huan"),
    Look("/phieu-du-phong", "outage", "/phieu-du-phong"),
    Look("/phieu-du-phong", "outage-refused", "/phieu-du-phong", press("Ghi phiếu"), 422),
    Look("/doi-mat-khau", "password", "/doi-mat-khau"),
    Look("/doi-mat-khau", "password-refused", "/doi-mat-khau", press("Đổi mật khẩu"), 422),
    Look("/can-bo", "not-allowed", "/can-bo", answers=403),
    Look("", "no-such-dossier", "/ho-so/khong-co", answers=404),
    Look("/tai-khoan", "my-account", "/tai-khoan"),
    Look("/tai-khoan/ma", "set-up-code", "/tai-khoan/ma"),
    Look("/tai-khoan/ma", "set-up-code-refused", "/tai-khoan/ma", press("Bật xác thực hai bước"), 422),
    Look("/khoa", "lock", "/khoa"),
    Look("/khoa", "locked", "/khoa", press("Khóa ngay")),
    Look("/khoa", "locked-refused", "/khoa", press("Mở khóa"), 422),
)
# Whoever works on dossiers: their home, their first dossier with every move open, and a move refused.
DESK = (
    Look("/viec", "home", "/viec"),
    Look("/ho-so/{dossier_id}", "dossier", "/viec", after(first(), unfold)),
)
SUPERVISOR = (
    *DESK,
    Look("/can-bo", "staff", "/can-bo"),
    Look("/cau-hinh", "settings", "/cau-hinh"),
    Look("/cau-hinh", "settings-empty", "/cau-hinh?nguon=decided"),
    Look("/phieu-du-phong", "outage", "/phieu-du-phong"),
    Look("/ban-giao", "handover", "/ban-giao"),
    Look("/tom-tat", "summary", "/tom-tat"),
    Look("/viec", "new-dates", "/viec?xem=de-nghi-hen-lai"),
    Look("/viec", "due-soon", "/viec?xem=sap-het-han"),
    Look("/ho-so/{dossier_id}", "dossier-new-date", "/viec?xem=de-nghi-hen-lai", after(first(), unfold)),
)
CLERK = (
    *DESK,
    Look("/so", "register", "/so"),
    Look("/so", "register-empty", "/so?nam=2016"),
    Look("/so/chung-thuc", "certifications", "/so/chung-thuc"),
    Look("/so/chung-thuc", "certifications-empty", "/so/chung-thuc?so=sct-bs&nam=2016", unfold),
    Look("/so/tep", "book-files-empty", "/so/tep"),
    Look("/luu-tru", "archive-empty", "/luu-tru"),
    Look("/luu-tru/thoi-han", "terms", "/luu-tru/thoi-han"),
    Look("/luu-tru/thoi-han", "terms-refused", "/luu-tru/thoi-han", press("Đặt thời hạn"), 422),
    Look("/luu-tru/tieu-huy/{disposal_id}", "disposal", "/luu-tru", press("Lập danh mục năm 2017")),
)
# Reads everything, changes nothing.
INSPECTOR = (
    Look("/viec", "home", "/viec"),
    Look("/thanh-tra", "search", "/thanh-tra"),
    Look("/thanh-tra", "search-refused", "/thanh-tra", press("Tra cứu"), 422),
    Look("/thanh-tra", "search-found", "/thanh-tra", fill("tu-khoa", "dieu kien", press("Tra cứu"))),
    Look("/thanh-tra", "search-empty", "/thanh-tra", fill("tu-khoa", "khong thay gi ca", press("Tra cứu"))),
    Look("/thanh-tra/da-lam", "inspected", "/thanh-tra/da-lam"),
    Look(
        "/ho-so/{dossier_id}/niem-phong",
        "bundles",
        "/viec?xem=tat-ca&trang-thai=processing",
        after(first(), follow("Gói niêm phong")),
    ),
)
ADMINISTRATOR = (
    Look("/viec", "home", "/viec"),
    Look("/can-bo", "staff", "/can-bo"),
    Look("/can-bo", "staff-empty", "/can-bo?tinh-trang=khoa"),
    Look("/cau-hinh", "settings", "/cau-hinh"),
    Look("/can-bo/moi", "account-new", "/can-bo/moi", unfold),
    Look("/can-bo/moi", "account-new-refused", "/can-bo/moi", press("Tạo tài khoản"), 422),
    Look("/can-bo/{staff_id}", "account", "/can-bo", first("main th a")),
    Look(
        "/can-bo/{staff_id}/sua", "account-edit", "/can-bo", after(first("main th a"), follow("Sửa tài khoản"), unfold)
    ),
    Look("/can-bo/{staff_id}/dang-nhap", "sign-ins", "/can-bo", after(first("main th a"), follow("Lịch sử đăng nhập"))),
    Look("/can-bo/lich-su-dang-nhap", "sign-ins-here", "/can-bo/lich-su-dang-nhap"),
    Look("/can-bo/lich-su-dang-nhap", "sign-ins-failed", "/can-bo/lich-su-dang-nhap?ket-qua=sai"),
    Look("/quyen/cua-ai", "rights-of", "/quyen/cua-ai"),
    Look("/quyen/cua-ai", "rights-of-refused", "/quyen/cua-ai?viec=sign", answers=422),
    Look("/quyen/cua-ai", "rights-of-answered", "/can-bo", after(first("main th a"), why_sign)),
    Look("/vang-mat", "absences", "/vang-mat"),
    Look("/goi-thu-tuc", "plugins", "/goi-thu-tuc", unfold),
    Look("/thu-gui", "messages", "/thu-gui"),
    Look("/thu-gui", "messages-empty", "/thu-gui?trang-thai=unknown"),
    Look("/thu-gui", "messages-refused", "/thu-gui", after(fill("moi-phut", "mười", press("Đặt giới hạn"))), 422),
    Look("/truy-cap-tinh", "visits-empty", "/truy-cap-tinh"),
    Look("/tap-huan/lop", "no-class", "/tap-huan/lop"),
)
REVIEW = (
    Look("/ra-soat", "review-board", "/ra-soat", unfold),
    Look("/ra-soat", "review-board-empty", "/ra-soat?tim=khong-co-gi"),
    Look("/ra-soat/chua-xac-nhan", "review-unconfirmed", "/ra-soat/chua-xac-nhan"),
    Look("/ra-soat/chua-xac-nhan", "review-unconfirmed-empty", "/ra-soat/chua-xac-nhan?tim=khong-co-gi"),
    Look("/ra-soat/{key}", "review-procedure", f"/ra-soat/{LAND}", unfold),
    Look(
        "/ra-soat/{key}",
        "review-procedure-refused",
        f"/ra-soat/{LAND}",
        after(unfold, press("Tạm ngừng tiếp nhận")),
        422,
    ),
    Look("/ra-soat/{key}/so-sanh", "review-same", f"/ra-soat/{LAND}/so-sanh"),
    Look("/ra-soat/{key}/chay-thu", "rehearsal", f"/ra-soat/{LAND}/chay-thu"),
    Look("/ra-soat/{key}/chay-thu", "rehearsal-refused", f"/ra-soat/{LAND}/chay-thu", press("Chạy thử"), 422),
    Look("/ra-soat/{key}/chay-thu", "rehearsal-played", f"/ra-soat/{LAND}/chay-thu", rehearse),
    Look("/ra-soat/danh-muc", "review-lists", "/ra-soat/danh-muc"),
    Look("/ra-soat/danh-muc", "review-lists-refused", "/ra-soat/danh-muc", press("Tải lên, đối chiếu"), 422),
    Look("/ra-soat/danh-muc/{list_id}", "review-list", "/ra-soat/danh-muc", upload_a_list),
    Look("/ra-soat/{key}", "review-unknown", "/ra-soat/khong-co", answers=404),
)
# Nobody else's tests sign in with this account: from here on it asks for a code.
CODE = (
    Look("/tai-khoan/ma", "recovery-codes", "/tai-khoan/ma", set_up_a_code),
    Look("/tai-khoan", "my-account-with-code", "/tai-khoan", unfold),
    Look("/dang-nhap/ma", "code", "/tai-khoan", sign_in_again("lam.nv")),
    Look("/dang-nhap/ma", "code-refused", "/dang-nhap/ma", press("Tiếp tục"), 422),
)
GUIDE = (Look("/viec", "home", "/viec"), Look("/thu-tuc", "catalogue", "/thu-tuc"))
# Account, center, what they look at. One sign-in each.
LOOKS: tuple[tuple[str, str, tuple[Look, ...]], ...] = (
    ("", "que-vo", PUBLIC),
    ("nga.nt", "que-vo", RECEPTION),
    ("hung.vv", "que-vo", DESK),
    ("son.nt", "que-vo", DESK),
    ("truong.nx", "que-vo", DESK),
    ("van.lt", "que-vo", CLERK),
    ("thuan.lm", "que-vo", INSPECTOR),
    ("hanh.pt", "que-vo", DESK),
    ("thanh.nv", "que-vo", (*SUPERVISOR, *REVIEW)),
    ("anh.pd", "que-vo", ADMINISTRATOR),
    ("lam.nv", "que-vo", CODE),
    ("anh.dtl", "que-vo", GUIDE),
    ("thao.lt", "gia-binh", DESK),
)
