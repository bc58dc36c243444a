"""Every letter there is, with the shortest, an ordinary and the longest real content."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from typing import Any

from motcua.domain.books import COPIES
from motcua.domain.letter_kinds import AGENCY_REMINDER, HANDOVER_LIST, KINDS, number_says, official
from motcua.letters.apology import ApologyData
from motcua.letters.book import ExcerptData
from motcua.letters.control import ControlSlipData, Passing
from motcua.letters.data import (
    CompletionRequestData,
    FeeLine,
    Issue,
    Letterhead,
    PaperLine,
    Printable,
    ReceiptData,
    RefusalData,
    RegisterPlace,
    Submitter,
)
from motcua.letters.handback import FeeReceiptData, ResultSlipData
from motcua.letters.handover import HandoverData, HandoverLine, HandoverSheet
from motcua.letters.reminder import ReminderData, ReminderLine
from motcua.letters.result import ResultLetterData
from motcua.letters.stop import StopData
from motcua.letters.visit import VisitedDossier, VisitReceiptData
from motcua_tai_chinh_ke_hoach.dang_ky_ho_kinh_doanh import REGISTRATION

HANOI = timezone(timedelta(hours=7))
CODE = "000.00.26.H05-171106-0001"
LINK = "https://motcua.bacninh.gov.vn/que-vo/tra-cuu/000.00.26.H05-171106-0001/Zk3q9PmT7wL2xV8n"
AT = datetime(2017, 11, 6, 8, 15, tzinfo=HANOI)
#: A day of reception under each of the three texts.
REGIME_DAYS = {"qd09_2015": date(2017, 11, 6), "nd61_2018": date(2021, 3, 8), "nd118_2025": date(2025, 10, 6)}

HEAD = Letterhead(
    governing_body="UBND huyện Quế Võ",
    center="Trung tâm Hành chính công huyện Quế Võ",
    place="Quế Võ",
    address="Thị trấn Phố Mới, huyện Quế Võ, tỉnh Bắc Ninh",
    phone="0222 3863 999",
)
BARE = Letterhead("UBND huyện Quế Võ", "Trung tâm Hành chính công huyện Quế Võ", "Quế Võ")
#: The longest names that a unit and its place have in the country.
LONG_HEAD = Letterhead(
    governing_body="Ủy ban nhân dân thành phố Phan Rang - Tháp Chàm, tỉnh Ninh Thuận",
    center="Bộ phận Tiếp nhận và Trả kết quả thuộc Văn phòng Hội đồng nhân dân và Ủy ban nhân dân "
    "thành phố Phan Rang - Tháp Chàm",
    place="Thành phố Phan Rang - Tháp Chàm",
    address="Số 450 đường Thống Nhất, phường Kinh Dinh, thành phố Phan Rang - Tháp Chàm, tỉnh Ninh Thuận",
    phone="0259 3822 694, 0259 3823 456 (máy lẻ 102)",
    email="trungtamphucvuhanhchinhcong.prtc@ninhthuan.gov.vn",
)
SUBMITTER = Submitter(
    dossier_of="Hộ kinh doanh Nguyễn Thị Hường",
    name="Nguyễn Thị Hường",
    address="Thôn Đông, xã Phù Lãng, huyện Quế Võ, tỉnh Bắc Ninh",
    phone="0912 345 678",
    email="huong@example.vn",
    id_label="Số CMND/CCCD",
    id_number="027182001234",
)
SHORT_SUBMITTER = Submitter("Lý Á", "Lý Á", "", "")
LONG_SUBMITTER = Submitter(
    dossier_of="Ông Nguyễn Phúc Hoàng Thiên Bảo, bà Công Tằng Tôn Nữ Thị Huyền Trang và các đồng thừa kế của cụ "
    "Nguyễn Đình Khuê",
    name="Công Tằng Tôn Nữ Thị Huyền Trang",
    address="Số nhà 125, ngách 12/47, ngõ 47, đường Nguyễn Đăng Đạo, khu phố 3, thị trấn Phố Mới, huyện Quế Võ, "
    "tỉnh Bắc Ninh",
    phone="0912 345 678, 0222 3863 123",
    email="mot.dia.chi.thu.dien.tu.rat.dai@cong-ty-trach-nhiem-huu-han.example.vn",
    id_label="Số hộ chiếu hoặc giấy tờ thay thế",
    id_number="027182001234",
)
REQUEST = "Đăng ký thành lập hộ kinh doanh"
LONG_REQUEST = (
    "Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất trong các trường hợp chuyển nhượng, "
    "cho thuê, cho thuê lại, thừa kế, tặng cho, góp vốn bằng quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất; "
    "chuyển quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất của vợ hoặc chồng thành của chung vợ và chồng"
)
REASON = "Thiếu biên bản họp nhóm.\nBản sao chưa chứng thực."
LONG_REASON = (
    "Ranh giới thửa đất trong hồ sơ không khớp với bản đồ địa chính; diện tích đo thực tế chênh lệch 12,4 m² so với "
    "diện tích trên Giấy chứng nhận; hợp đồng tặng cho chưa có chữ ký của người đồng sở hữu; cần phối hợp với Ủy ban "
    "nhân dân xã và các hộ liền kề để xác minh lại mốc giới trước khi trích đo, chỉnh lý bản đồ. "
) * 2
NAME, LONG_NAME = "Trần Văn Khải", "Nguyễn Phúc Hoàng Thiên Bảo thay mặt Công Tằng Tôn Nữ Thị Huyền Trang"
LONG_AGENCY = "Chi nhánh Văn phòng Đăng ký đất đai thành phố Phan Rang - Tháp Chàm"

RECEIPT = ReceiptData(
    letterhead=HEAD,
    code=CODE,
    tracking_link=LINK,
    submitter=SUBMITTER,
    request=REQUEST,
    papers=(
        PaperLine("Giấy đề nghị đăng ký hộ kinh doanh", originals=1),
        PaperLine("Giấy tờ tùy thân của chủ hộ", copies=1, note="xuất trình bản chính"),
        PaperLine("Biên bản họp nhóm cá nhân", certified_copies=2),
    ),
    term_says="3 ngày làm việc",
    dated_at=AT,
    due_at=AT + timedelta(days=3),
    received_by=NAME,
    collected_at="Trung tâm Hành chính công huyện Quế Võ",
    fees=(FeeLine("Lệ phí đăng ký", 1_100_000),),
    place=RegisterPlace("2017", "01"),
)
_LONG_PAPERS = (
    PaperLine("Đơn đăng ký biến động đất đai, tài sản gắn liền với đất (Mẫu số 09/ĐK)", 1, note="bản chính lưu hồ sơ"),
    PaperLine("Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất đã cấp", 1),
    PaperLine("Hợp đồng, văn bản về việc chuyển quyền sử dụng đất đã công chứng hoặc chứng thực", 2, 1),
    PaperLine("Tờ khai thuế thu nhập cá nhân và tờ khai lệ phí trước bạ", 2),
    PaperLine("Văn bản ủy quyền của các đồng thừa kế", 0, 1, 1, "xuất trình bản chính, đã trả lại"),
    PaperLine("Văn bản thỏa thuận phân chia di sản thừa kế có công chứng hoặc chứng thực theo quy định", 0, 1),
    PaperLine("Giấy chứng tử của người để lại di sản", copies=1, note="xuất trình bản chính"),
    PaperLine("Sơ đồ, trích lục bản đồ địa chính hoặc mảnh trích đo địa chính thửa đất", 1),
    PaperLine("Giấy tờ chứng minh việc miễn, giảm nghĩa vụ tài chính về đất đai, tài sản gắn liền với đất", 0, 0, 1),
    PaperLine("Sổ hộ khẩu hoặc giấy tờ xác nhận quan hệ gia đình giữa các bên", copies=2),
    PaperLine("Giấy đăng ký kết hôn hoặc giấy xác nhận tình trạng hôn nhân", 0, 2),
    PaperLine("Biên bản xác nhận ranh giới, mốc giới thửa đất có chữ ký của các hộ liền kề", 1, note="04 hộ"),
    PaperLine("Văn bản chấp thuận của cơ quan có thẩm quyền đối với dự án đầu tư trên đất", 0, 1),
)


def _receipts() -> tuple[Printable, ...]:
    short = dataclasses.replace(
        RECEIPT, letterhead=BARE, submitter=SHORT_SUBMITTER, request="Ly hôn", papers=(PaperLine("Đơn", 1),),
        due_at=None, term_says="trong ngày", received_by="Lê An", fees=(), place=RegisterPlace(),
    )  # fmt: skip
    long = dataclasses.replace(
        RECEIPT, letterhead=LONG_HEAD, submitter=LONG_SUBMITTER, request=LONG_REQUEST, papers=_LONG_PAPERS,
        term_says="10 ngày làm việc", received_by=LONG_NAME, collected_at="Gửi qua dịch vụ bưu chính công ích",
        fees=(FeeLine("Phí thẩm định hồ sơ cấp giấy chứng nhận", 1_250_000), FeeLine("Lệ phí địa chính", 28_000)),
        due_note="Ngày hẹn tạm tính: lịch nghỉ lễ của năm chưa được công bố.", is_reprint=True,
    )  # fmt: skip
    return short, RECEIPT, long


def _pair(made: type[Any], short: dict[str, Any], usual: dict[str, Any], long: dict[str, Any]) -> tuple[Printable, ...]:
    heads = (
        {"letterhead": BARE, "submitter": SHORT_SUBMITTER, "request": "Ly hôn"},
        {"letterhead": HEAD, "submitter": SUBMITTER, "request": REQUEST},
        {"letterhead": LONG_HEAD, "submitter": LONG_SUBMITTER, "request": LONG_REQUEST},
    )
    kinds = (usual | short, usual, usual | long)
    return tuple(made(**head, **kind) for head, kind in zip(heads, kinds, strict=True))


def _passings(agency: str, name: str, count: int) -> tuple[Passing, ...]:
    center, notes = "Bộ phận tiếp nhận và trả kết quả", ("", "Bổ sung trích đo")
    pairs = [(center, agency) if n % 2 == 0 else (agency, center) for n in range(count)]
    outcomes = ("", "Trước hạn", "Đúng hạn", "Quá hạn 1 ngày")
    return tuple(
        Passing(
            giver, receiver, AT + timedelta(hours=7 * n), *((name, "") if n % 3 else ("", name)),
            taken_at=None if n % 3 else AT, outcome=outcomes[n % 4], note=notes[n % 2],
        )
        for n, (giver, receiver) in enumerate(pairs)
    )  # fmt: skip


def _control(head: Letterhead, of: str, request: str, lead: str, count: int, name: str) -> ControlSlipData:
    others = ("Chi cục Thuế huyện Quế Võ", "Phòng Kinh tế và Hạ tầng") if count > 2 else ()
    rows = _passings(lead, name, count)
    return ControlSlipData(
        letterhead=head, dossier_of=of, request=request, received_at=AT, due_at=AT + timedelta(days=10), lead=lead,
        others=others, passings=rows, place=RegisterPlace("2017", "01"), dated_at=AT, code=CODE, tracking_link=LINK,
    )  # fmt: skip


def _visit(receipt: ReceiptData, count: int) -> VisitReceiptData:
    lines = tuple(VisitedDossier.of(receipt) for _ in range(count))
    head, by = receipt.letterhead, receipt.received_by
    return VisitReceiptData(letterhead=head, submitter=receipt.submitter, dossiers=lines, dated_at=AT, received_by=by)


def _list(head: Letterhead, agency: str, request: str, name: str, count: int, *, is_results: bool) -> HandoverData:
    line = HandoverLine(CODE, request, name, 2, 11, "10:30 09/11/2017", "14:05", NAME, "12/ĐKHKD" if is_results else "")
    sheet = HandoverSheet(agency, (line,) * count)
    return HandoverData(
        letterhead=head, half="Buổi chiều", on=AT.date(), dated_at=AT, is_results=is_results, sheets=(sheet,)
    )


def _reminder(head: Letterhead, agency: str, request: str, signer: str, late: int, near: int) -> ReminderData:
    line = ReminderLine(CODE, request, f"Chuyên viên – {agency}", "10:30 02/11/2017", "2 ngày làm việc")
    return ReminderData(
        letterhead=head, dated_at=AT, agency=agency, note="Báo cáo nguyên nhân." if near else "",
        basis="Theo Quyết định 09/2015/QĐ-TTg và số liệu theo dõi tại Trung tâm lúc 08:15 ngày 06/11/2017,",
        answer_by="17:00 ngày 08/11/2017", late=(line,) * late, near=(line,) * near,
        signer_title="Giám đốc", signer=signer,
    )  # fmt: skip


def _excerpt(head: Letterhead, requester: str, paper: str, count: int) -> ExcerptData:
    signer = "Nguyễn Phúc Hoàng Thiên Bảo, Phó Trưởng phòng Tư pháp" if count > 3 else "Lê An, Trưởng phòng"
    lines = tuple(
        {
            "line": 1250 + n, "on": "06/11/2017", "requester": requester, "paper": paper, "signer": signer,
            "copies": n + 2, "fee": 6_000 if n == 0 else 0, "note": f"Hồ sơ {CODE}",
        }
        for n in range(count)
    )  # fmt: skip
    return ExcerptData(
        letterhead=head, dated_at=AT, code=CODE, tracking_link=LINK, book=COPIES, year=2017, lines=lines,
        requester=requester, excerpted_by=LONG_NAME if count > 3 else NAME, excerpted_by_title="Văn thư",
    )  # fmt: skip


def every_letter() -> Iterator[tuple[str, str, Printable]]:
    """(kind, size, letter) for each kind in its three sizes."""
    told = {"dated_at": AT, "code": CODE, "tracking_link": LINK}
    found: dict[str, tuple[Printable, ...]] = {
        "receipt": _receipts(),
        "completion_request": _pair(
            CompletionRequestData,
            {"papers": (), "reason": "Thiếu đơn.", "guided_by": "Lê An", "guide_phone": "", "code": "",
             "tracking_link": ""},
            {"papers": RECEIPT.papers, "reason": REASON, "guided_by": NAME, "guide_phone": HEAD.phone, **told},
            {"papers": _LONG_PAPERS, "reason": LONG_REASON, "guided_by": LONG_NAME, "guide_phone": LONG_HEAD.phone},
        ),
        "refusal": _pair(
            RefusalData,
            {"reason": "Sai nơi nộp.", "refused_by": "Lê An", "code": "", "tracking_link": ""},
            {"reason": REASON, "refused_by": NAME, **told},
            {"reason": LONG_REASON, "refused_by": LONG_NAME, "agency": LONG_AGENCY, "document": "125/KQ/CNVPĐKĐĐ"},
        ),
        "apology": _pair(
            ApologyData,
            {"reason": "Chờ ý kiến.", "collected_at": "", "signer": "Lê An"},
            {
                "sector": "Hộ kinh doanh", "agency": "Phòng Tài chính - Kế hoạch", "reason": REASON, "received_at": AT,
                "due_at": AT + timedelta(days=3), "new_due_at": AT + timedelta(days=7), "signer_title": "Giám đốc",
                "collected_at": "Nhận tại Trung tâm", "signer": NAME, **told,
            },
            {
                "sector": "Đất đai, tài sản gắn liền với đất", "agency": LONG_AGENCY, "reason": LONG_REASON,
                "signer_title": "Phó Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", "signer": LONG_NAME,
            },
        ),
        "stopping": _pair(
            StopData,
            {"reason": "Có tranh chấp.", "document": "1/TB", "told_by": "Lê An"},
            {
                "agency": "Phòng Tài chính - Kế hoạch", "document": "12/TB-TCKH ngày 08/11/2017", "reason": REASON,
                "told_by": NAME, "received_at": AT, **told,
            },
            {"agency": LONG_AGENCY, "reason": LONG_REASON, "told_by": LONG_NAME},
        ),
        "control_slip": (
            _control(BARE, "Lý Á", "Ly hôn", "Phòng Tư pháp", 1, "Lê An"),
            _control(HEAD, SUBMITTER.dossier_of, REQUEST, "Phòng Tài chính - Kế hoạch", 2, NAME),
            _control(LONG_HEAD, LONG_SUBMITTER.dossier_of, LONG_REQUEST, LONG_AGENCY, 12, LONG_NAME),
        ),
        "result_slip": _pair(
            ResultSlipData,
            {"originals": (), "received_by": "", "outcome": "", "given_by": "Lê An"},
            {
                "result": "Giấy chứng nhận đăng ký hộ kinh doanh", "outcome": "đồng ý giải quyết",
                "result_number": "125/ĐKHKD", "has_fee": "100.000 đồng, đã thu", "delivery": "Nhận tại Trung tâm",
                "posting_number": "", "originals": ("Giấy đề nghị (01)",), "given_by": NAME,
                "received_by": "Nguyễn Thị Hường", **told,
            },
            {
                "result": "Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất",
                "result_number": "125–131/SCT/CK,ĐC", "delivery": "Gửi qua dịch vụ bưu chính công ích",
                "posting_number": "EH123456789VN", "originals": tuple(f"{p.label} (01)" for p in _LONG_PAPERS),
                "given_by": LONG_NAME, "received_by": LONG_SUBMITTER.name,
            },
        ),
        "fee_receipt": _pair(
            FeeReceiptData,
            {"lines": (FeeLine("Phí", 2_000),), "amount": 2_000, "collected_by": "Lê An"},
            {
                "lines": (FeeLine("Lệ phí đăng ký", 100_000),), "amount": 100_000, "how": "Tiền mặt",
                "book": "BLTP-2017", "unit": HEAD.center,
                "collected_by": NAME, "dated_at": AT, "code": CODE, "tracking_link": LINK,
            },
            {
                "lines": tuple(FeeLine(f"Phí thẩm định hồ sơ cấp giấy lần {n}", 777_777_777) for n in range(6)),
                "amount": 4_666_666_662, "collected_by": LONG_NAME, "how": "Chuyển khoản",
                "unit": LONG_HEAD.center, "tax_code": "0100109106-001", "form": "01BLP3-001", "symbol": "AB-17T",
            },
        ),
        "book_excerpt": (
            _excerpt(BARE, "Lý Á", "Bằng", 1),
            _excerpt(HEAD, SUBMITTER.name, "Bằng tốt nghiệp trung học phổ thông", 3),
            _excerpt(LONG_HEAD, LONG_SUBMITTER.dossier_of, LONG_REQUEST, 24),
        ),
        "visit_receipt": tuple(_visit(each, n) for each, n in zip(_receipts(), (2, 2, 7), strict=True)),  # type: ignore[arg-type]
        "agency_reminder": (
            _reminder(BARE, "Phòng Tư pháp", "Ly hôn", "Lý Á", 1, 0),
            _reminder(HEAD, "Phòng Tài chính - Kế hoạch", REQUEST, NAME, 3, 2),
            _reminder(LONG_HEAD, LONG_AGENCY, LONG_REQUEST, LONG_NAME, 40, 12),
        ),
        "handover_list": (
            _list(BARE, "Phòng Tư pháp", "Ly hôn", "Lý Á", 1, is_results=False),
            _list(HEAD, "Phòng Tài chính - Kế hoạch", REQUEST, SUBMITTER.name, 12, is_results=True),
            _list(LONG_HEAD, LONG_AGENCY, LONG_REQUEST, LONG_SUBMITTER.dossier_of, 40, is_results=False),
        ),
    }  # fmt: skip
    for kind, letters in found.items():
        yield from ((kind, size, letter) for size, letter in zip(("short", "usual", "long"), letters, strict=True))


TODAY = AT.date()


def issue_of(kind: str, on: date = TODAY, *, is_preview: bool = False) -> Issue:
    """As a letter of this kind is issued that day."""
    facts = {each.key: each for each in (HANDOVER_LIST, AGENCY_REMINDER)}.get(kind) or KINDS[kind]
    called = official(facts, on)
    number = number_says(7, facts.book) if facts.book else CODE
    return Issue(called.title, called.form, number, is_preview)


def certificate(*, is_long: bool = False) -> ResultLetterData:
    """A result by the template of an agency's plugin, with the answers that it names."""
    (letter,) = REGISTRATION.letters
    answers = {
        "business_name": "Hộ kinh doanh Nguyễn Thị Hường", "business_address": "Thôn Đông",
        "business_commune": "Xã Phù Lãng", "business_phone": "", "trade": "Bán lẻ", "trade_detail": "",
        "trade_code": "4711",
        "capital": "50.000.000 đồng", "founder": "Cá nhân", "owner_name": "Nguyễn Thị Hường", "owner_gender": "Nữ",
        "owner_born": "02/03/1982", "owner_id": "027182001234", "owner_id_on": "", "owner_residence": SUBMITTER.address,
    }  # fmt: skip
    members: list[dict[str, str]] = []
    if is_long:
        answers |= {"business_name": LONG_SUBMITTER.dossier_of, "business_address": LONG_SUBMITTER.address}
        answers |= {"trade_detail": LONG_REQUEST, "owner_name": LONG_SUBMITTER.name, "business_phone": "0222 3863 999"}
        one = {
            "name": LONG_SUBMITTER.name,
            "born": "02/03/1982",
            "identity": "027182001234",
            "share": "50.000.000 đồng",
        }
        members = [one] * 20
    head, submitter = (LONG_HEAD, LONG_SUBMITTER) if is_long else (HEAD, SUBMITTER)
    agency = "Phòng Tài chính - Kế hoạch"
    return ResultLetterData(
        source=letter.source, letterhead=head, submitter=submitter, request=REQUEST, agency=agency, answers=answers,
        rows={"members": members}, number="125/ĐKHKD", signed_on=AT, signer="Nguyễn Văn Ký", dated_at=AT, code=CODE,
        tracking_link=LINK,
    )  # fmt: skip
