"""Việc của hợp đồng, giao dịch đã được chứng thực: sửa đổi hoặc hủy bỏ, sửa lỗi sai sót, cấp bản sao."""

from motcua.api import Procedure
from motcua.api.fees import fixed, per_page
from motcua.api.forms import (
    Check,
    Choice,
    Computed,
    Date,
    Form,
    Integer,
    LongText,
    Paper,
    Part,
    Section,
    Text,
    YesNo,
    check,
)
from motcua.api.routes import Route, Step, hours, otherwise, when, working_days
from motcua_tu_phap.chung_thuc_hop_dong import LONGER, Signing, check_title, examine, sign
from motcua_tu_phap.desks import HEAD, OFFICER
from motcua_tu_phap.facts import FACTS


class CertifiedContract(Part):
    """Hợp đồng, giao dịch đã được chứng thực."""

    name = Text("Tên hợp đồng, giao dịch đã chứng thực", longest=200)
    number = Text("Số chứng thực, quyển số", longest=50)
    certified_on = Date("Ngày chứng thực", not_future=True)
    is_ours = YesNo("Đã được chứng thực tại Phòng Tư pháp này")


class AmendmentForm(Form):
    """Yêu cầu chứng thực việc sửa đổi, bổ sung, hủy bỏ hợp đồng, giao dịch."""

    request = Section("Yêu cầu chứng thực")
    kind = Choice(
        "Việc cần chứng thực",
        {
            "amend": "Sửa đổi hợp đồng, giao dịch",
            "add": "Bổ sung hợp đồng, giao dịch",
            "cancel": "Hủy bỏ hợp đồng, giao dịch",
        },
    )
    earlier = CertifiedContract.section("Hợp đồng, giao dịch đã được chứng thực")
    terms = Section("Nội dung thay đổi")
    clause = Text("Điều, khoản được sửa đổi, bổ sung", longest=100).shown_if(kind.is_not("cancel"))
    before = LongText("Nội dung trước khi sửa đổi").shown_if(kind.is_("amend"))
    after = LongText("Nội dung sau khi sửa đổi, bổ sung").shown_if(kind.is_not("cancel"))
    reason = LongText("Lý do hủy bỏ").shown_if(kind.is_("cancel"))
    parties = Integer("Số bên tham gia hợp đồng", least=2, most=50, unit="bên")
    agreeing = Integer("Số bên ký thỏa thuận này", least=1, most=50, unit="bên")
    is_registered = YesNo("Nội dung thay đổi liên quan đến tài sản phải đăng ký quyền sở hữu, quyền sử dụng")
    signing = Signing.section("Việc giao kết")

    papers = Section("Thành phần hồ sơ")
    old_contract = Paper("Hợp đồng, giao dịch đã được chứng thực", originals=1, goes_back="always")
    draft = Paper("Dự thảo hợp đồng, giao dịch sửa đổi, bổ sung, hủy bỏ", originals=1)
    title_copy = Paper("Bản sao giấy tờ quyền sở hữu, quyền sử dụng, kèm bản chính để đối chiếu", copies=1).shown_if(
        is_registered.is_(True)
    )
    identity = Paper("Giấy tờ tùy thân còn giá trị sử dụng của các bên", originals=2, presented=True)

    # Nghị định 23/2015/NĐ-CP, Điều 38 khoản 1
    all_agree = Check(
        "Chỉ sửa đổi, bổ sung, hủy bỏ khi có thỏa thuận bằng văn bản của tất cả các bên.",
        agreeing.is_(parties),
        at=agreeing,
    )
    # Nghị định 23/2015/NĐ-CP, Điều 38 khoản 2
    is_our_book = Check(
        "Thực hiện tại cơ quan đã chứng thực hợp đồng, giao dịch.",
        earlier["is_ours"].is_(True),
        at=earlier["is_ours"],
    )

    @check("Nội dung mới phải khác nội dung cũ.", after)
    def something_changes(self) -> bool:
        return self.before.strip() != self.after.strip()


AMENDMENT = Procedure(
    facts=FACTS["chung-thuc-sua-doi-bo-sung-huy-bo-hop-dong"],
    form=AmendmentForm,
    route=Route(when(AmendmentForm.is_registered.is_(True), check_title, sign), otherwise(examine, sign)),
    # Thông tư 226/2016/TT-BTC, Điều 4
    fee=fixed(30_000, "Phí chứng thực"),
    channels=("direct",),
    book="SCT/HĐ,GD",
    unconfirmed=(
        LONGER,
        "Hợp đồng đã thực hiện xong có còn hủy bỏ được hay không: Nghị định 23/2015/NĐ-CP, Điều 38 không nêu, phần mềm "
        "không từ chối.",
        "Ghi chú vào sổ chứng thực ở số của hợp đồng cũ: làm ngoài phần mềm.",
    ),
)


class SlipForm(Form):
    """Yêu cầu sửa lỗi sai sót trong hợp đồng, giao dịch đã được chứng thực."""

    earlier = CertifiedContract.section("Hợp đồng, giao dịch đã được chứng thực")
    slip = Section("Lỗi sai sót")
    cause = Choice("Sai sót khi", {"writing": "Ghi chép", "typing": "Đánh máy", "printing": "In"})
    page = Integer("Trang có lỗi", least=1, most=500)
    line = Text("Điều, khoản, dòng có lỗi", longest=100)
    wrong = Text("Nội dung ghi sai, trước khi sửa", longest=300)
    right = Text("Nội dung đúng, đề nghị ghi lại", longest=300)
    touches_rights = YesNo("Việc sửa làm ảnh hưởng đến quyền, nghĩa vụ của các bên")
    all_agree = YesNo("Các bên tham gia hợp đồng thỏa thuận bằng văn bản về việc sửa lỗi")
    has_proof = YesNo("Có giấy tờ chứng minh nội dung đúng")
    proof_is = Text("Tên, số giấy tờ chứng minh nội dung đúng", longest=200).shown_if(has_proof.is_(True))
    originals = Integer("Số bản hợp đồng phải sửa", least=1, most=50, unit="bản")

    papers = Section("Thành phần hồ sơ")
    agreement = Paper("Văn bản thỏa thuận của các bên về việc sửa lỗi sai sót", originals=1)
    contract = Paper("Các bản hợp đồng, giao dịch đã được chứng thực", originals=1, goes_back="always")
    proof = Paper("Giấy tờ chứng minh nội dung đúng", copies=1).shown_if(has_proof.is_(True))
    identity = Paper("Giấy tờ tùy thân của người yêu cầu", originals=1, presented=True)

    # Nghị định 23/2015/NĐ-CP, Điều 39 khoản 1
    parties_agree = Check("Sửa lỗi phải theo thỏa thuận bằng văn bản của các bên.", all_agree.is_(True), at=all_agree)
    is_a_slip = Check(
        "Việc sửa ảnh hưởng đến quyền, nghĩa vụ: làm thủ tục sửa đổi, bổ sung hợp đồng.",
        touches_rights.is_(False),
        at=touches_rights,
    )
    is_our_book = Check(
        "Sửa lỗi tại cơ quan đã chứng thực hợp đồng, giao dịch.",
        earlier["is_ours"].is_(True),
        at=earlier["is_ours"],
    )

    @check("Nội dung đúng phải khác nội dung ghi sai.", right)
    def something_is_mended(self) -> bool:
        return self.right.strip() != self.wrong.strip()


mend = Step("Gạch chân lỗi, ghi nội dung sửa bên lề, đóng dấu", OFFICER, within=working_days(0.5), key="sua-loi")
sign_slip = Step("Ký xác nhận việc sửa lỗi", HEAD, within=working_days(0.5), key="ky-sua-loi")

SLIP = Procedure(
    facts=FACTS["sua-loi-sai-sot-trong-hop-dong-da-chung-thuc"],
    form=SlipForm,
    route=Route(otherwise(mend, sign_slip)),
    # Thông tư 226/2016/TT-BTC, Điều 4
    fee=fixed(25_000, "Phí sửa lỗi sai sót"),
    unconfirmed=("Việc sửa lỗi được ghi trên chính hợp đồng, không lấy số chứng thực mới: chưa xác nhận.",),
)


class ContractCopyForm(Form):
    """Yêu cầu cấp bản sao có chứng thực từ bản chính hợp đồng, giao dịch."""

    asker = Section("Người yêu cầu cấp bản sao")
    right = Choice(
        "Tư cách của người yêu cầu",
        {
            "party": "Bên tham gia hợp đồng, giao dịch",
            "concerned": "Người có quyền, nghĩa vụ liên quan đến hợp đồng, giao dịch",
            "other": "Người khác",
        },
    )
    interest = Text("Quyền, nghĩa vụ liên quan", longest=300).shown_if(right.is_("concerned"))

    contract = Section("Hợp đồng, giao dịch đang lưu trữ")
    title = Text("Tên hợp đồng, giao dịch", longest=200)
    number = Text("Số chứng thực của hợp đồng", longest=50)
    certified_on = Date("Ngày chứng thực hợp đồng", not_future=True)
    is_kept = YesNo("Bản chính hợp đồng lưu tại Phòng Tư pháp này")
    pages = Integer("Số trang của bản chính hợp đồng", least=1, most=500, unit="trang")
    copies = Integer("Số bản sao cần cấp", least=1, most=100, unit="bản")
    all_pages = Computed("Tổng số trang phải sao", pages * copies, unit="trang")

    papers = Section("Thành phần hồ sơ")
    identity = Paper(
        "Chứng minh nhân dân, căn cước công dân hoặc hộ chiếu còn giá trị sử dụng", originals=1, presented=True
    )
    interest_paper = Paper("Giấy tờ chứng minh quyền, nghĩa vụ liên quan", originals=1, presented=True).shown_if(
        right.is_("concerned")
    )

    # Nghị định 23/2015/NĐ-CP, Điều 40 khoản 1
    may_ask = Check(
        "Chỉ cấp cho các bên và người có quyền, nghĩa vụ liên quan đến hợp đồng.", right.is_not("other"), at=right
    )
    is_in_the_archive = Check("Yêu cầu tại cơ quan đang lưu trữ hợp đồng, giao dịch.", is_kept.is_(True), at=is_kept)


find = Step("Tìm hồ sơ lưu, sao chụp, ghi lời chứng", OFFICER, within=hours(3), key="sao-luu")
sign_copy = Step("Ký chứng thực bản sao", HEAD, within=hours(2), key="ky-chung-thuc")

CONTRACT_COPY = Procedure(
    facts=FACTS["cap-ban-sao-hop-dong-da-chung-thuc"],
    form=ContractCopyForm,
    route=Route(otherwise(find, sign_copy)),
    # Thông tư 226/2016/TT-BTC, Điều 4
    fee=per_page(2_000, up_to=2, then=1_000, cap=200_000, pages=ContractCopyForm.pages, copies=ContractCopyForm.copies),
    book="SCT/BS",
    is_at_once=True,
)
