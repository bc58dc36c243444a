"""Every page of the site: who looks at it, where, and how it comes to be empty or to refuse something.

A page that answers HTML stands here, or `test_axe` fails; what answers a file is named in `FILES`.
"""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pyotp
from tests.browser import heard_pages
from tests.browser.directed_pages import ASKING, DIRECTING
from tests.browser.dossiers import BUSINESS, COPY, LAND
from tests.browser.hall_pages import HALL_COUNTER, HALL_DIRECTOR, HALL_GUIDE, HALL_MACHINES, HALL_PUBLIC
from tests.browser.letters import tracking_link
from tests.browser.looking import Act, Look, after, fill, first, follow, nothing, press, unfold
from tests.browser.people import Person
from tests.browser.running import PASSWORD

__all__ = ["FILES", "LOOKS", "Look", "nothing"]
FILES = frozenset(
    {
        "/api/v1/dossiers/{dossier_id}",
        "/api/v1/events",
        "/api/v1/national-status",
        "/api/v1/national-status.csv",
        "/api/v1/openapi.json",
        "/api/v1/procedures",
        "/api/v1/procedures/{key}",
        "/api/v1/webhooks",
        "/api/v1/webhooks/{webhook_id}/deliveries",
        "/doi-soat/trang-thai.csv",
        "/ban-giao.pdf",
        "/don-doc/xem-truoc.pdf",
        "/don-doc/{reminder_id}/cong-van.pdf",
        "/cong-khai/du-lieu/{data_file}",
        "/bao-cao.csv",
        "/bao-cao.pdf",
        "/bao-cao.xlsx",
        "/bao-cao/ho-so.csv",
        "/bao-cao/ho-so.xlsx",
        "/danh-sach.csv",
        "/ho-so/{dossier_id}/giay/{letter}",
        "/luu-tru/tieu-huy/{disposal_id}/bien-ban.pdf",
        "/luu-tru/tieu-huy/{disposal_id}/danh-muc.csv",
        "/ho-so/{dossier_id}/ket-qua/{result_id}",
        "/ho-so/{dossier_id}/tep/{file_id}",
        "/so/chung-thuc.csv",
        "/so/chung-thuc.pdf",
        "/thu-phi/ca/{shift_id}/bien-ban.pdf",
        "/thu-phi/ho-so/{dossier_id}/bien-lai/{letter_id}",
        "/thu-phi/quyet-toan.csv",
        "/thu-phi/quyet-toan.pdf",
        "/thu-phi/quyet-toan.xlsx",
        "/so/chung-thuc.xlsx",
        "/so/theo-doi.csv",
        "/so/theo-doi.pdf",
        "/so/theo-doi.xlsx",
        "/tep/{file_id}",
        "/tra-cuu/{code}/{secret}/lich-hen.ics",
        "/cong-dan/ho-so/{dossier_id}/bo-sung/tep/{file_id}",
        "/cong-dan/ho-so/{dossier_id}/giay/{letter_id}",
        "/cong-dan/ho-so/{dossier_id}/tep/{file_id}",
        "/cong-dan/nop/{filing_id}/tep/{file_id}",
        "/nop-truc-tuyen/{filing_id}/tep/{file_id}",
        "/buu-chinh/viec/{task_id}/anh/{file_id}",
        "/su-co/{incident_id}/thu-xin-loi",
    }
)
# Looked at by tests/browser/test_post.py.
WALKED_BY_POST = frozenset(
    {
        "/buu-chinh",
        "/buu-chinh/chuyen/{trip_id}",
        "/buu-chinh/quay",
        "/buu-chinh/viec/{task_id}",
        "/cong-dan/buu-chinh",
        "/su-co",
        "/su-co/moi",
        "/su-co/{incident_id}",
    }
)
# Looked at where one way leads past them all: tests/browser/test_filing.py.
WALKED = frozenset(
    {
        "/cong-dan",
        "/cong-dan/dang-nhap",
        "/cong-dan/ho-so/{dossier_id}",
        "/cong-dan/ho-so/{dossier_id}/ai-da-xem",
        "/cong-dan/ho-so/{dossier_id}/bo-sung",
        "/cong-dan/ma",
        "/cong-dan/nop",
        "/cong-dan/nop/{filing_id}",
        "/cong-dan/nop/{filing_id}/bien-nhan",
        "/cong-dan/nop/{filing_id}/giay-to",
        "/cong-dan/nop/{filing_id}/xem-lai",
        "/cong-dan/tai-khoan",
        "/cong-dan/tai-khoan/dia-chi",
        "/cong-dan/theo-doi",
        "/nop-truc-tuyen",
        "/nop-truc-tuyen/{filing_id}",
    }
)
# The states in which the demo always has dossiers, as whoever receives for every agency sees them.
STATES = ("incomplete", "refused", "accepted", "in_transit", "processing", "consulting", "suspended")
ENDS = ("supplement", "signed", "numbered", "ready", "handed_back", "withdrawn", "stopped")


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


async def make_a_key(person: Person) -> None:
    """For everything at the first desk there is."""
    page = person.page
    await unfold(person)
    await page.locator("main [name='name']").fill(f"Hệ thống thử {uuid4().hex[:6]}")
    for name in ("scopes", "desks"):
        await page.locator(f"main [name='{name}']").first.check()
    await page.locator("main [name='expires_on']").fill(f"{date.today() + timedelta(days=30):%d/%m/%Y}")
    await person.send("Tạo khóa", "main")


async def subscribe(person: Person) -> None:
    """As the system does that was given the key; then its line on the page of keys."""
    await make_a_key(person)
    key = await person.page.locator(".mc-secret code").inner_text()
    root = person.page.url.rpartition("/khoa-api")[0]
    headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": str(uuid4())}
    answer = await person.page.request.post(
        f"{root}/api/v1/webhooks", data={"url": "https://nhan.example/su-kien"}, headers=headers
    )
    assert answer.status == 201, await answer.text()
    await person.open("/khoa-api")
    await first("main th a[href*='noi-nhan']")(person)


async def compare(person: Person) -> None:
    """A list of the portal with one dossier that is nowhere here."""
    file = {"name": "cong.csv", "mimeType": "text/csv", "buffer": b"000.00.00.H00-171108-9999;4"}
    await person.page.locator("main [name='file']").set_input_files(file)  # type: ignore[arg-type]
    await person.send("Đối soát", "main")


async def hand_over_what_is_ready(person: Person) -> None:
    """A move for which the ticked dossier does not stand right: refused with its reason, and left as it was."""
    await person.page.locator("main [name='chon'][value$=':ready']").first.check()
    await person.send("Chuyển cơ quan giải quyết (các hồ sơ đã chọn)", "main")


async def keep_two_lists(person: Person) -> None:
    for state, name in (("accepted", "Chờ chuyển"), ("ready", "Chờ trả")):
        await person.open(f"/viec?xem=tai-quay&trang-thai={state}&thu-tu=nguoc&cot=nguoi-nop.han.tiep-nhan")
        if await person.page.locator("main [name='ten']").count():
            await unfold(person)
            await person.page.locator("main [name='ten']").fill(name)
            await person.send("Lưu danh sách", "main")
    await person.open("/viec/da-luu")


KARAOKE, CASE = "giay-phep-kinh-doanh-karaoke", "Xem theo trường hợp này"
PUBLIC = (
    Look("/", "home", "/"),
    Look("/thu-tuc", "catalogue", "/thu-tuc"),
    Look("/thu-tuc", "catalogue-empty", "/thu-tuc?tim=khong-co-gi"),
    Look("/thu-tuc", "catalogue-need", "/thu-tuc?nhu-cau=mo-quan-an"),
    Look("/thu-tuc", "catalogue-near", "/thu-tuc?tim=mo+quann+ann"),
    Look("/thu-tuc/{key}", "procedure", f"/thu-tuc/{LAND}", unfold),
    Look("/thu-tuc/{key}", "procedure-asks", f"/thu-tuc/{KARAOKE}", unfold),
    Look("/thu-tuc/{key}", "procedure-answered", f"/thu-tuc/{COPY}", fill("pages", "5", press(CASE))),
    Look("/thu-tuc/{key}", "procedure-refused", f"/thu-tuc/{COPY}", fill("pages", "năm", press(CASE)), 422),
    Look("/thu-tuc/{key}/to-khai", "prepared-form", f"/thu-tuc/{BUSINESS}/to-khai"),
    Look(
        "/thu-tuc/{key}/to-khai",
        "prepared-form-refused",
        f"/thu-tuc/{BUSINESS}/to-khai",
        fill("applicant.phone", "x", press("Tạo tờ khai để in (PDF)")),
        422,
    ),
    Look("/thu-tuc/{key}", "procedure-unknown", "/thu-tuc/khong-co", answers=404),
    Look("/tra-cuu", "tracking", "/tra-cuu"),
    Look("/tra-cuu", "tracking-refused", "/tra-cuu", press("Tra cứu"), 422),
    Look("/tra-cuu/{code}/{secret}", "tracking-wrong", "/tra-cuu/000.00.NN.H05-171108-0001/sai", answers=404),
    Look("/dang-nhap", "sign-in", "/dang-nhap"),
    Look("/dang-nhap", "sign-in-refused", "/dang-nhap", press("Đăng nhập"), 422),
    Look("/dang-nhap/dung-chung", "no-shared-accounts", "/dang-nhap/dung-chung", answers=404),
    Look("/cong-dan/dang-nhap/dung-chung", "no-citizens-accounts", "/cong-dan/dang-nhap/dung-chung", answers=404),
    Look("/cong-dan/dang-nhap/tro-ve", "no-citizens-accounts-back", "/cong-dan/dang-nhap/tro-ve", answers=404),
    Look("/dang-nhap/tro-ve", "no-shared-accounts-back", "/dang-nhap/tro-ve", answers=404),
    Look("", "no-such-page", "/khong-co-trang-nay", answers=404),
    Look("/api/v1", "api", "/api/v1", unfold),
    Look("/tu-tinh/{ticket}", "ticket-over", "/tu-tinh/khong-co", answers=404),
)


async def result_that_is_here(person: Person) -> None:
    """The first result of the list that is not on its way by post."""
    links = person.page.locator(".mc-list th a")
    for path in [str(await link.get_attribute("href")).removeprefix(f"/{person.center}") for link in await links.all()]:
        await person.open(path)
        if await person.page.locator(".mc-acts").count():
            return
    raise AssertionError("every result is on its way by post")


RECEPTION = (
    Look("/viec", "home", "/viec"),
    Look("/viec", "list", "/viec?xem=tat-ca", unfold),
    Look("/viec", "list-empty", "/viec?xem=qua-han&tu-ngay=2030-01-01"),
    Look("/viec", "list-refused", "/viec?xem=tat-ca&tu-ngay=hom-nay", answers=422),
    Look("/viec", "list-shaped", "/viec?xem=tat-ca&thu-tu=nguoc&cot=nguoi-nop.han.tiep-nhan.co-quan.viec-tiep"),
    Look("/viec", "due-today", "/viec?xem=hom-nay"),
    Look("/viec/hang-loat", "bulk-lately-empty", "/viec/hang-loat"),
    Look(
        "/viec/hang-loat",
        "bulk-nothing-chosen",
        "/viec?xem=tai-quay",
        press("Chuyển cơ quan giải quyết (các hồ sơ đã chọn)"),
        422,
    ),
    Look("/viec/hang-loat", "bulk-results", "/viec?xem=tai-quay", hand_over_what_is_ready),
    Look("/viec/hang-loat", "bulk-lately", "/viec/hang-loat"),
    Look("/viec/da-luu", "kept-lists-empty", "/viec/da-luu"),
    Look("/viec/da-luu", "kept-lists", "/viec/da-luu", keep_two_lists),
    Look(
        "/viec/da-luu",
        "kept-lists-refused",
        "/viec/da-luu",
        after(keep_two_lists, fill("ten", "", follow("Đổi tên “Chờ"))),
        422,
    ),
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
    Look("/tra-ket-qua/{dossier_id}", "hand-back-one", "/tra-ket-qua", after(result_that_is_here, unfold)),
    Look("/tra-ket-qua/{dossier_id}", "hand-back-by-post", "/tra-ket-qua", first()),
    Look(
        "/tra-ket-qua/{dossier_id}",
        "hand-back-one-refused",
        "/tra-ket-qua",
        after(result_that_is_here, press("Trả kết quả", ".mc-acts")),
        422,
    ),
    Look("/tra-ket-qua/cung-luc", "hand-back-several-empty", "/tra-ket-qua/cung-luc"),
    Look(
        "/tra-ket-qua/cung-luc",
        "hand-back-several",
        "/tra-ket-qua",
        after(result_that_is_here, follow("Trả nhiều kết quả của cơ quan này")),
    ),
    Look(
        "/tra-ket-qua/cung-luc",
        "hand-back-several-refused",
        "/tra-ket-qua",
        after(result_that_is_here, follow("Trả nhiều kết quả của cơ quan này"), press("Trả các kết quả đã chọn")),
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
    Look("/tai-khoan/thu-buoi-sang", "morning", "/tai-khoan/thu-buoi-sang"),
    Look("/tai-khoan/thu-buoi-sang", "morning-refused", "/tai-khoan/thu-buoi-sang", press("Nhận thư buổi sáng"), 422),
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
    *DIRECTING,
    Look("/tai-khoan/thu-buoi-sang", "morning", "/tai-khoan/thu-buoi-sang"),
    Look("/doi-soat", "portal", "/doi-soat"),
    Look("/doi-soat", "portal-refused", "/doi-soat", press("Đối soát"), 422),
    Look("/doi-soat/{import_id}", "portal-compared", "/doi-soat", compare),
    Look("/bao-cao", "report", "/bao-cao?mau=06a&ky=nam&nam=2017&so=1"),
    Look("/bao-cao", "report-empty", "/bao-cao?mau=07a&ky=thang&nam=2017&so=1"),
    Look("/bao-cao", "report-marks", "/bao-cao?mau=danh-gia&ky=nam&nam=2017&so=1&theo=co-quan"),
    Look("/bao-cao", "report-meeting", "/bao-cao?mau=hop-quy&ky=quy&nam=2017&so=4&co-quan=tu_phap"),
    Look("/bao-cao", "report-refused", "/bao-cao?mau=06a&ky=nam&nam=2098&so=1", answers=409),
    Look("/bao-cao/ho-so", "report-behind", "/bao-cao/ho-so?mau=06a&ky=nam&nam=2017&so=1&cot=tiep-nhan"),
    Look("/bao-cao/ho-so", "report-behind-empty", "/bao-cao/ho-so?mau=06a&ky=thang&nam=2017&so=1&cot=qua-han"),
    Look("/viec", "new-dates", "/viec?xem=de-nghi-hen-lai"),
    Look("/viec", "due-soon", "/viec?xem=sap-het-han"),
    Look("/ho-so/{dossier_id}", "dossier-new-date", "/viec?xem=de-nghi-hen-lai", after(first(), unfold)),
)
CLERK = (
    *DESK,
    Look("/so", "register", "/so"),
    Look("/so", "register-empty", "/so?nam=2016"),
    Look("/so", "register-of-a-quarter", "/so?ky=quy&nam=2017&thu=4"),
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
    Look("/khoa-api", "keys-empty", "/khoa-api", unfold),
    Look("/khoa-api", "keys-refused", "/khoa-api", press("Tạo khóa"), 422),
    Look("/khoa-api", "key-made", "/khoa-api", make_a_key),
    Look("/khoa-api/noi-nhan/{webhook_id}", "deliveries", "/khoa-api", subscribe),
    Look("/khoa-api", "keys", "/khoa-api", unfold),
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


async def take_the_fee(person: Person) -> None:
    """The first dossier that owes, paid in cash: of a known fee, or of one that is typed."""
    await first()(person)
    amount = person.page.locator("main [name='amount']").first
    if await amount.count() and await amount.is_visible():
        await amount.fill("20.000")
    await person.send("Thu tiền mặt, lập biên lai", "main")
    await unfold(person)


async def upload_a_statement(person: Person) -> None:
    rows = "Ngày;Ghi có;Nội dung\n08/11/2017;50000;chuyen tien khong ro\n08/11/2017;muoi;khong doc duoc\n"
    file = {"name": "sao-ke.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    await person.page.locator("main [name='file']").set_input_files(file)  # type: ignore[arg-type]
    await person.send("Tải lên, đối soát", "main")


async def ask_for_a_refund(person: Person) -> None:
    await take_the_fee(person)
    form = person.page.locator("main form[action$='/hoan']")
    await form.locator("[value='refund']").check()
    await form.locator("[name='amount']").fill("1.000")
    await form.locator("[name='reason']").fill("Thu nhầm")
    async with person.arrives():
        await form.get_by_role("button").click()
    await person.open("/thu-phi/hoan")


async def register_a_book(person: Person) -> None:
    for name, text in (("form", "01BLP"), ("symbol", "AA-17P"), ("volume", "01"), ("first", "1"), ("last", "999")):
        await person.page.locator(f"main form[action$='/quyen'] [name='{name}']").fill(text)
    await person.send("Đăng ký quyển", "main")
    await unfold(person)


CASHIER = (
    *DESK,
    Look("/thu-phi", "cash-desk", "/thu-phi"),
    Look("/thu-phi", "cash-desk-refused", "/thu-phi", press("Tìm hồ sơ"), 422),
    Look("/thu-phi", "cash-desk-empty", "/thu-phi", fill("text", "khong co ai", press("Tìm hồ sơ"))),
    Look("/thu-phi/ca", "shifts", "/thu-phi/ca"),
    Look("/thu-phi/ca", "shift-refused", "/thu-phi/ca", press("Mở ca thu"), 422),
    Look("/thu-phi/ho-so/{dossier_id}", "fee", "/thu-phi", after(first(), unfold)),
    Look(
        "/thu-phi/ho-so/{dossier_id}",
        "fee-refused",
        "/thu-phi",
        after(first(), unfold, press("Ghi miễn, giảm"), unfold),
        422,
    ),
    Look("/thu-phi/ho-so/{dossier_id}", "fee-paid", "/thu-phi", take_the_fee),
    Look("/thu-phi/hoan", "refunds", "/thu-phi", ask_for_a_refund),
    Look("/thu-phi/ca/{shift_id}", "shift", "/thu-phi", follow("Xem, chốt ca")),
    Look(
        "/thu-phi/ca/{shift_id}",
        "shift-count-refused",
        "/thu-phi",
        after(follow("Xem, chốt ca"), press("Chốt ca, lập biên bản")),
        422,
    ),
    Look(
        "/thu-phi/ca/{shift_id}",
        "shift-closed",
        "/thu-phi",
        after(
            follow("Xem, chốt ca"),
            fill("reason", "Tiền lẻ", fill("counted", "999.000.000", press("Chốt ca, lập biên bản"))),
        ),
    ),
    Look("/thu-phi/sao-ke", "statements", "/thu-phi/sao-ke"),
    Look("/thu-phi/sao-ke", "statements-refused", "/thu-phi/sao-ke", press("Tải lên, đối soát"), 422),
    Look("/thu-phi/sao-ke/{statement_id}", "statement", "/thu-phi/sao-ke", upload_a_statement),
    Look("/thu-phi/quyen", "receipt-books-empty", "/thu-phi/quyen"),
    Look("/thu-phi/quyet-toan", "settlement", "/thu-phi/quyet-toan"),
    Look("/thu-phi/quyet-toan/khoan", "settlement-rows", "/thu-phi/quyet-toan/khoan"),
    Look("/thu-phi/quyet-toan/khoan", "settlement-rows-empty", "/thu-phi/quyet-toan/khoan?quy=2017-1&cot=da-hoan"),
    Look("/thu-phi/quyet-toan", "settlement-empty", "/thu-phi/quyet-toan?quy=2017-1"),
)
DIRECTOR_OF_MONEY = (
    Look("/thu-phi", "money", "/thu-phi"),
    Look("/thu-phi/hoan", "refunds-to-decide", "/thu-phi/hoan", unfold),
    Look("/thu-phi/hoan", "refunds-refused", "/thu-phi/hoan", first("main form[action*='/thu-phi/hoan/'] button"), 422),
)
KEEPER_OF_BOOKS = (
    Look("/thu-phi/quyen", "receipt-books-refused", "/thu-phi/quyen", press("Đăng ký quyển"), 422),
    Look("/thu-phi/quyen", "receipt-books", "/thu-phi/quyen", register_a_book),
)
GUIDE = (Look("/viec", "home", "/viec"), Look("/thu-tuc", "catalogue", "/thu-tuc"), *HALL_GUIDE)
# Account, center, what they look at. One sign-in each.
LOOKS: tuple[tuple[str, str, tuple[Look, ...]], ...] = (
    ("", "que-vo", (*PUBLIC, *heard_pages.PUBLIC, *HALL_PUBLIC)),
    ("nga.nt", "que-vo", (*heard_pages.RECEPTION, *HALL_COUNTER, *RECEPTION)),
    ("hung.vv", "que-vo", (*DESK, *ASKING)),
    ("son.nt", "que-vo", DESK),
    ("truong.nx", "que-vo", DESK),
    ("van.lt", "que-vo", CLERK),
    ("thuan.lm", "que-vo", INSPECTOR),
    ("hanh.pt", "que-vo", CASHIER),
    ("thanh.nv", "que-vo", (*SUPERVISOR, *REVIEW, *DIRECTOR_OF_MONEY, *heard_pages.DIRECTOR, *HALL_DIRECTOR)),
    ("anh.pd", "que-vo", (*ADMINISTRATOR, *KEEPER_OF_BOOKS, *HALL_MACHINES)),
    ("lam.nv", "que-vo", CODE),
    ("anh.dtl", "que-vo", GUIDE),
    ("thao.lt", "gia-binh", DESK),
)
