"""Bằng tốt nghiệp trung học cơ sở: cấp bản sao từ sổ gốc, chỉnh sửa nội dung."""

from motcua.api import Procedure
from motcua.api.forms import Check, Choice, Date, Form, Integer, Many, Paper, Part, Section, Text, YesNo, age
from motcua.api.routes import Route, Step, otherwise, when, working_days
from motcua_giao_duc_dao_tao.desks import HEAD, OFFICER
from motcua_giao_duc_dao_tao.facts import FACTS


class Diploma(Part):
    """Bằng tốt nghiệp trung học cơ sở trong sổ gốc."""

    name = Text("Họ và tên ghi trên bằng", longest=100, words=2)
    born = Date("Ngày sinh ghi trên bằng", not_future=True)
    school = Text("Trường đã học")
    year = Integer("Năm tốt nghiệp", least=1950, most=2099, unit="năm")


class CopyForm(Form):
    """Đơn đề nghị cấp bản sao văn bằng từ sổ gốc."""

    diploma = Diploma.section("Bằng tốt nghiệp trung học cơ sở")

    request = Section("Đề nghị cấp bản sao")
    who = Choice(
        "Người yêu cầu là",
        {
            "self": "Người được cấp bản chính",
            "agent": "Người đại diện theo pháp luật, người được ủy quyền",
            "kin": "Cha, mẹ, con, vợ, chồng, anh, chị, em ruột, người thừa kế của người đã chết",
        },
    )
    copies = Integer("Số bản sao", least=1, most=20, unit="bản")
    number = Text("Số hiệu bằng (nếu nhớ)", longest=50, optional=True)
    is_old = YesNo("Bằng cấp trước khi huyện có sổ gốc (Sở hoặc huyện cũ giữ sổ)")

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị cấp bản sao văn bằng", originals=1)
    identity = Paper(
        "Giấy chứng minh nhân dân, căn cước công dân, hộ chiếu hoặc giấy tờ tùy thân có ảnh", presented=True
    )
    authority = Paper("Giấy ủy quyền hoặc giấy tờ chứng minh là người đại diện", originals=1).shown_if(who.is_("agent"))
    kinship = Paper("Giấy tờ chứng minh quan hệ với người được cấp bản chính", presented=True).shown_if(who.is_("kin"))

    # Luật Giáo dục 2005, Điều 26: vào lớp 6 từ 11 tuổi, học bốn năm; học vượt lớp có thể sớm hơn
    graduates_as_a_youth = Check(
        "Người được cấp bằng tốt nghiệp trung học cơ sở phải từ 12 tuổi; kiểm tra lại ngày sinh ghi trên bằng.",
        age(diploma["born"]) >= 12,
        at=diploma["born"],
    )


class CorrectionForm(Form):
    """Đơn đề nghị chỉnh sửa nội dung văn bằng."""

    diploma = Diploma.section("Bằng đề nghị chỉnh sửa")
    numbers = Section("Số hiệu")
    number = Text("Số hiệu bằng đã cấp", longest=50)
    register = Text("Số vào sổ gốc", longest=50)
    given_on = Date("Ngày cấp bằng", not_future=True)

    change = Section("Nội dung chỉnh sửa")
    items = Many(
        "Mục đề nghị chỉnh sửa",
        {
            "name": "Họ, chữ đệm, tên",
            "born": "Ngày, tháng, năm sinh",
            "place": "Nơi sinh",
            "gender": "Giới tính",
            "ethnicity": "Dân tộc",
        },
    )
    ground = Choice(
        "Lý do chỉnh sửa",
        {
            "changed": "Thay đổi, cải chính, bổ sung hộ tịch, xác định lại dân tộc, giới tính sau khi được cấp bằng",
            "re_registered": "Đăng ký khai sinh quá hạn, đăng ký lại khai sinh",
            "office": "Bằng ghi sai do lỗi của cơ quan cấp",
        },
    )
    decision = Text("Số quyết định hoặc trích lục hộ tịch", longest=80).shown_if(ground.is_("changed"))
    decided_on = Date("Ngày quyết định hoặc trích lục hộ tịch", not_future=True).shown_if(ground.is_("changed"))
    new_name = Text("Họ, chữ đệm, tên đúng", longest=100, words=2).shown_if(items.includes("name"))
    new_born = Date("Ngày sinh đúng", not_future=True).shown_if(items.includes("born"))
    new_place = Text("Nơi sinh đúng").shown_if(items.includes("place"))

    papers = Section("Thành phần hồ sơ")
    application = Paper("Đơn đề nghị chỉnh sửa nội dung văn bằng", originals=1)
    original = Paper("Bằng tốt nghiệp trung học cơ sở đề nghị chỉnh sửa", originals=1, goes_back="always")
    identity = Paper("Giấy chứng minh nhân dân hoặc giấy tờ tùy thân có ảnh", certified_copies=1)
    civil = Paper("Quyết định hoặc trích lục thay đổi, cải chính hộ tịch, xác định lại dân tộc, giới tính",
                  certified_copies=1).shown_if(ground.is_("changed"))  # fmt: skip
    birth = Paper("Giấy khai sinh", certified_copies=1).shown_if(ground.is_not("office"))
    proof = Paper("Giấy tờ chứng minh văn bằng bị ghi sai", certified_copies=1).shown_if(ground.is_("office"))

    # Thông tư 19/2015/TT-BGDĐT, Điều 21 khoản 1: thay đổi hộ tịch sau khi được cấp văn bằng
    changed_afterwards = Check(
        "Quyết định thay đổi, cải chính phải có sau ngày cấp bằng.", decided_on >= given_on, at=decided_on
    )
    is_another_name = Check("Tên đúng phải khác tên ghi trên bằng.", new_name.is_not(diploma["name"]), at=new_name)
    is_another_day = Check(
        "Ngày sinh đúng phải khác ngày ghi trên bằng.", new_born.is_not(diploma["born"]), at=new_born
    )


look_up = Step("Tra sổ gốc, in bản sao", OFFICER, working_days(0.25), key="tra-so-goc")
look_up_old = Step("Tra sổ gốc lưu trữ, xác minh với nơi giữ sổ cũ", OFFICER, working_days(0.25), key="tra-so-goc")
sign_copy = Step("Ký bản sao", HEAD, working_days(0.25), key="ky-ban-sao")

DIPLOMA_COPY = Procedure(
    facts=FACTS["cap-ban-sao-bang-tot-nghiep-thcs"],
    form=CopyForm,
    route=Route(when(CopyForm.is_old.is_(True), look_up_old, sign_copy), otherwise(look_up, sign_copy)),
    book="BSBTN",
    unconfirmed=(
        "Người có quyền yêu cầu và giấy tờ theo Điều 27 đến Điều 31 Thông tư 19/2015/TT-BGDĐT trích theo trí nhớ.",
        "Mốc 12 tuổi đối với người có bằng chỉ để phát hiện ngày sinh ghi nhầm (học vượt lớp), ghi theo trí nhớ.",
        "Khi phải xác minh ở nơi giữ sổ cũ hoặc có nhiều bản sao, thời hạn có thể dài hơn: chưa xác nhận.",
    ),
)

compare = Step("Đối chiếu hộ tịch với sổ gốc", OFFICER, working_days(2.5), key="doi-chieu")
find_error = Step("Kiểm tra hồ sơ xét tốt nghiệp, xác định lỗi ghi", OFFICER, working_days(3), key="doi-chieu")
sign_change = Step("Ký quyết định chỉnh sửa", HEAD, working_days(1), key="ky-quyet-dinh")

DIPLOMA_CORRECTION = Procedure(
    facts=FACTS["chinh-sua-bang-tot-nghiep-thcs"],
    form=CorrectionForm,
    route=Route(when(CorrectionForm.ground.is_("office"), find_error, sign_change), otherwise(compare, sign_change)),
    unconfirmed=(
        "Điều 21 đến Điều 24 Thông tư 19/2015/TT-BGDĐT về chỉnh sửa trích theo trí nhớ; lỗi của cơ quan cấp có thể "
        "thuộc diện cấp lại bằng, không phải chỉnh sửa.",
    ),
)
