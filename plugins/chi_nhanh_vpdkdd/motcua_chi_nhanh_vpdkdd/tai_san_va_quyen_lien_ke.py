"""Bổ sung tài sản gắn liền với đất; quyền sử dụng hạn chế thửa đất liền kề; xóa cho thuê, góp vốn; dữ liệu đất đai."""

from motcua.api import Procedure, TermRule
from motcua.api.fees import unconfirmed
from motcua.api.forms import Check, Choice, Date, Decimal, Form, Integer, LandParcel, Many, Paper, Section, Text, YesNo
from motcua.api.routes import (
    Route,
    Step,
    at_agency,
    consult,
    desk_of,
    hours,
    otherwise,
    when,
    working_days,
)
from motcua_chi_nhanh_vpdkdd.buoc import DAYS, FROM_MEMORY, LAND_FEE, confirm, examine, tax, update
from motcua_chi_nhanh_vpdkdd.desks import HEAD, OFFICER
from motcua_chi_nhanh_vpdkdd.facts import FACTS


class AssetForm(Form):
    """Đơn đăng ký biến động (Mẫu số 09/ĐK): bổ sung tài sản gắn liền với đất vào Giấy chứng nhận."""

    land = LandParcel.section("Giấy chứng nhận đã cấp")

    asset = Section("Tài sản đề nghị chứng nhận")
    kind = Choice(
        "Loại tài sản",
        {
            "house": "Nhà ở",
            "building": "Công trình xây dựng khác",
            "forest": "Rừng sản xuất là rừng trồng",
            "trees": "Cây lâu năm",
        },
    )
    built_area = Decimal("Diện tích xây dựng", least=1, most=100_000, unit="m²", places=1).shown_if(
        kind.is_one_of("house", "building")
    )
    floors = Integer("Số tầng của nhà, công trình", least=1, most=50, unit="tầng").shown_if(
        kind.is_one_of("house", "building")
    )
    grown_area = Decimal("Diện tích có rừng, cây lâu năm", least=1, most=10_000_000, unit="m²", places=1).shown_if(
        kind.is_one_of("forest", "trees")
    )
    has_papers = YesNo("Có giấy tờ về quyền sở hữu tài sản (giấy phép xây dựng, hợp đồng, bản án…)")
    as_papered = YesNo("Hiện trạng tài sản đúng với giấy tờ").shown_if(has_papers.is_(True))
    owns_land = YesNo("Chủ sở hữu tài sản đồng thời là người sử dụng đất")
    has_plan_drawn = YesNo("Giấy tờ đã có sơ đồ nhà ở, công trình đúng hiện trạng").shown_if(
        has_papers.is_(True) & kind.is_one_of("house", "building")
    )

    papers = Section("Thành phần hồ sơ")
    request = Paper("Đơn đăng ký biến động (Mẫu số 09/ĐK)", originals=1)
    certificate = Paper("Bản gốc Giấy chứng nhận đã cấp", originals=1, goes_back="if_refused")
    ownership = Paper("Giấy tờ về quyền sở hữu tài sản gắn liền với đất", certified_copies=1).shown_if(
        has_papers.is_(True)
    )
    drawing = Paper("Sơ đồ nhà ở, công trình xây dựng", originals=1).shown_if(
        kind.is_one_of("house", "building") & (has_papers.is_(False) | has_plan_drawn.is_(False))
    )
    consent = Paper("Văn bản của người sử dụng đất đồng ý cho xây dựng, trồng cây", originals=1).shown_if(
        owns_land.is_(False)
    )
    duty = Paper("Chứng từ thực hiện nghĩa vụ tài chính", copies=1, optional=True)

    # Nghị định 43/2014/NĐ-CP, Điều 31 đến Điều 34
    built_inside = Check(
        "Diện tích xây dựng không được lớn hơn diện tích thửa đất.", built_area <= land["area"], at=built_area
    )
    grown_inside = Check(
        "Diện tích rừng, cây lâu năm không được lớn hơn diện tích thửa đất.", grown_area <= land["area"], at=grown_area
    )


permit_opinion = consult(
    "Ý kiến về điều kiện chứng nhận nhà ở, công trình",
    desk_of("kinh_te_ha_tang", "officer", "Phòng Kinh tế và Hạ tầng"),
    working_days(3),
)
examine_building = Step(
    "Thẩm tra hồ sơ tài sản, trích lục bản đồ",
    OFFICER,
    within=working_days(4),
    key="tham-tra",
    consults=(permit_opinion,),
)
examine_grown = Step(
    "Thẩm tra hồ sơ tài sản, trích lục bản đồ",
    OFFICER,
    within=working_days(4),
    key="tham-tra",
    consults=(
        consult(
            "Ý kiến về rừng sản xuất, cây lâu năm",
            desk_of("nong_nghiep_ptnt", "officer", "Phòng Nông nghiệp và Phát triển nông thôn"),
            working_days(3),
        ),
    ),
)
is_grown = AssetForm.kind.is_one_of("forest", "trees")
commune_confirms = Step(
    "UBND xã xác nhận hiện trạng tài sản",
    at_agency("commune", "ubnd", "UBND xã, thị trấn"),
    within=working_days(5),
    key="xa-xac-nhan",
)

ASSET = Procedure(
    facts=FACTS["dang-ky-bo-sung-tai-san-gan-lien-voi-dat"],
    form=AssetForm,
    # Nghị định 43/2014/NĐ-CP, Điều 70: tài sản chưa có giấy tờ thì UBND cấp xã xác nhận; chưa có giấy tờ hoặc hiện
    # trạng thay đổi thì lấy ý kiến cơ quan quản lý nhà nước đối với loại tài sản đó
    route=Route(
        when(is_grown & AssetForm.has_papers.is_(False), commune_confirms, examine_grown, tax, update, confirm),
        when(is_grown & AssetForm.as_papered.is_(False), examine_grown, tax, update, confirm),
        when(AssetForm.has_papers.is_(False), commune_confirms, examine_building, tax, update, confirm),
        when(AssetForm.as_papered.is_(False), examine_building, tax, update, confirm),
        otherwise(examine, tax, update, confirm),
    ),
    fee=LAND_FEE,
    unconfirmed=(FROM_MEMORY, DAYS, "Thời gian xác nhận của UBND cấp xã là đề xuất."),
)


class EasementForm(Form):
    """Đơn đăng ký biến động (Mẫu số 09/ĐK): quyền sử dụng hạn chế thửa đất liền kề."""

    land = LandParcel.section("Thửa đất được hưởng quyền")

    neighbour = Section("Thửa đất liền kề bị hạn chế")
    holder = Text("Họ và tên người sử dụng thửa đất liền kề", longest=100)
    parcel = Text("Số thửa, số tờ bản đồ của thửa liền kề", longest=50)
    is_adjacent = YesNo("Hai thửa đất liền kề hoặc cùng khu vực cần dùng lối đi, cấp thoát nước, dây dẫn")

    right = Section("Quyền đăng ký")
    act = Choice("Việc đăng ký", {"create": "Xác lập quyền", "change": "Thay đổi quyền", "end": "Chấm dứt quyền"})
    purposes = Many(
        "Mục đích sử dụng hạn chế",
        {
            "way": "Lối đi",
            "supply": "Cấp nước, tưới nước trong canh tác",
            "drain": "Thoát nước, tiêu nước",
            "gas": "Cấp khí ga",
            "line": "Đường dây tải điện, thông tin",
        },
    )
    strip = Decimal("Diện tích phần đất bị hạn chế", least=1, most=100_000, unit="m²", places=1)
    basis = Choice(
        "Căn cứ xác lập, thay đổi, chấm dứt",
        {
            "contract": "Hợp đồng, văn bản thỏa thuận",
            "law": "Quyết định của cơ quan nhà nước",
            "court": "Bản án, quyết định của Tòa án",
        },
    )
    basis_on = Date("Ngày của hợp đồng, quyết định, bản án", not_future=True)
    earlier = Text("Ngày, nội dung quyền đã đăng ký trước đây").shown_if(act.is_not("create"))

    papers = Section("Thành phần hồ sơ")
    request = Paper("Đơn đăng ký biến động (Mẫu số 09/ĐK)", originals=1)
    certificate = Paper(
        "Bản gốc Giấy chứng nhận của một bên hoặc các bên liên quan", originals=1, goes_back="if_refused"
    )
    contract = Paper("Hợp đồng, văn bản thỏa thuận về quyền sử dụng hạn chế", originals=1).shown_if(
        basis.is_("contract")
    )
    ruling = Paper("Quyết định, bản án về quyền sử dụng hạn chế", certified_copies=1).shown_if(basis.is_not("contract"))
    drawing = Paper("Sơ đồ vị trí, kích thước phần diện tích bị hạn chế", originals=1).shown_if(act.is_not("end"))

    # Luật Đất đai 2013, Điều 171; Bộ luật Dân sự 2015, Điều 252 đến Điều 255
    are_neighbours = Check(
        "Quyền này chỉ xác lập trên bất động sản liền kề, chịu hưởng quyền.", is_adjacent.is_(True), at=is_adjacent
    )


EASEMENT = Procedure(
    facts=FACTS["dang-ky-quyen-su-dung-han-che-thua-dat-lien-ke"],
    form=EasementForm,
    route=Route(
        when(EasementForm.act.is_("end"), examine, confirm),
        otherwise(examine, update, confirm),
    ),
    fee=LAND_FEE,
    unconfirmed=(FROM_MEMORY, DAYS),
)


class LeaseEndForm(Form):
    """Đơn đăng ký biến động (Mẫu số 09/ĐK): xóa đăng ký cho thuê, cho thuê lại, góp vốn."""

    land = LandParcel.section("Giấy chứng nhận đã ghi cho thuê, góp vốn")

    ended = Section("Việc cho thuê, góp vốn đã đăng ký")
    kind = Choice("Đăng ký cần xóa", {"lease": "Cho thuê", "sublease": "Cho thuê lại", "capital": "Góp vốn"})
    other_party = Text("Bên thuê, thuê lại hoặc doanh nghiệp nhận góp vốn")
    registered_on = Date("Ngày đã đăng ký cho thuê, góp vốn", not_future=True)
    ground = Choice(
        "Chấm dứt do",
        {
            "expired": "Hết thời hạn",
            "agreed": "Các bên thỏa thuận hoặc một bên đề nghị theo hợp đồng",
            "recalled": "Đất bị thu hồi",
            "dissolved": "Bên thuê, bên nhận góp vốn phá sản, giải thể, chết mà không có người thừa kế",
            "ruling": "Bản án, quyết định tuyên hợp đồng vô hiệu, chấm dứt",
        },
    )
    ended_on = Date("Ngày chấm dứt cho thuê, góp vốn", not_future=True)
    formed_owner = YesNo("Giấy chứng nhận đã cấp cho pháp nhân mới do góp vốn").shown_if(kind.is_("capital"))

    papers = Section("Thành phần hồ sơ")
    settlement = Paper(
        "Văn bản thanh lý hợp đồng hoặc hợp đồng có xác nhận thanh lý của các bên", originals=1
    ).shown_if(ground.is_one_of("expired", "agreed"))
    decision = Paper("Quyết định thu hồi đất, phá sản, giải thể hoặc bản án", certified_copies=1).shown_if(
        ~ground.is_one_of("expired", "agreed")
    )
    certificate = Paper("Bản gốc Giấy chứng nhận đã cấp", originals=1, goes_back="if_refused")

    # Nghị định 43/2014/NĐ-CP, Điều 80
    in_order = Check("Ngày chấm dứt không được trước ngày đăng ký.", ended_on >= registered_on, at=ended_on)
    goes_back_by_transfer = Check(
        "Giấy chứng nhận đã cấp cho pháp nhân mới: bên góp vốn làm thủ tục nhận lại quyền sử dụng đất.",
        formed_owner.is_(False),
        at=formed_owner,
    )


LEASE_END = Procedure(
    facts=FACTS["xoa-dang-ky-cho-thue-gop-von-quyen-su-dung-dat"],
    form=LeaseEndForm,
    route=Route(
        otherwise(
            Step("Kiểm tra hồ sơ, ghi việc xóa vào sổ địa chính", OFFICER, working_days(1.5), key="tham-tra"),
            Step("Ký xác nhận xóa đăng ký vào giấy chứng nhận", HEAD, working_days(1), key="ky-xac-nhan"),
        )
    ),
    fee=LAND_FEE,
    unconfirmed=(FROM_MEMORY, DAYS),
)


class LandDataForm(Form):
    """Phiếu yêu cầu cung cấp dữ liệu đất đai (Mẫu số 01/PYC, Thông tư 34/2014/TT-BTNMT)."""

    wanted = Section("Dữ liệu yêu cầu")
    kinds = Many(
        "Loại dữ liệu",
        {
            "parcel": "Thông tin thửa đất",
            "holder": "Người sử dụng đất",
            "history": "Lịch sử biến động",
            "limits": "Giao dịch bảo đảm, hạn chế quyền",
            "price": "Giá đất",
            "map": "Trích lục bản đồ địa chính",
        },
    )
    about = Text("Thửa đất, tờ bản đồ, xã cần cung cấp", longest=500)
    purpose = Choice(
        "Mục đích sử dụng dữ liệu",
        {
            "deal": "Giao dịch về đất đai",
            "duty": "Công vụ của cơ quan nhà nước",
            "study": "Nghiên cứu, học tập",
            "unlawful": "Mục đích không phù hợp quy định của pháp luật",
        },
    )
    copies = Integer("Số bản cần cung cấp", least=1, most=50, unit="bản")
    is_compiled = YesNo("Phải tổng hợp, xử lý dữ liệu từ nhiều thửa, nhiều nguồn")
    holder_consents = YesNo("Người sử dụng đất đồng ý cung cấp thông tin cá nhân").shown_if(kinds.includes("holder"))

    papers = Section("Thành phần hồ sơ")
    request = Paper("Phiếu yêu cầu cung cấp dữ liệu đất đai (Mẫu số 01/PYC)", originals=1)
    official = Paper("Công văn của cơ quan nhà nước nêu mục đích sử dụng", originals=1).shown_if(purpose.is_("duty"))
    consent = Paper("Văn bản đồng ý của người sử dụng đất", originals=1).shown_if(holder_consents.is_(True))

    # Thông tư 34/2014/TT-BTNMT, Điều 13: không cung cấp khi mục đích không phù hợp; thông tin cá nhân
    is_lawful = Check(
        "Không cung cấp dữ liệu khi mục đích không phù hợp quy định của pháp luật.",
        purpose.is_not("unlawful"),
        at=purpose,
    )
    holder_is_protected = Check(
        "Thông tin về người sử dụng đất cần sự đồng ý của người đó, trừ yêu cầu công vụ.",
        holder_consents.is_(True) | purpose.is_("duty"),
        at=holder_consents,
    )


compile_data = Step("Tổng hợp, trích xuất dữ liệu", OFFICER, within=hours(16), key="trich-xuat")
extract = Step("Trích xuất dữ liệu, tính phí", OFFICER, within=hours(4), key="trich-xuat")
sign_data = Step("Ký văn bản cung cấp dữ liệu", HEAD, within=hours(2), key="ky-cung-cap")

LAND_DATA = Procedure(
    facts=FACTS["cung-cap-du-lieu-dat-dai"],
    form=LandDataForm,
    route=Route(
        when(LandDataForm.is_compiled.is_(True), compile_data, sign_data),
        otherwise(extract, sign_data),
        reception=hours(1),
        hand_back=hours(1),
    ),
    # Thông tư 34/2014/TT-BTNMT, Điều 12: trong ngày, phức tạp không quá 03 ngày làm việc
    term=TermRule(working_days(1), (LandDataForm.is_compiled.is_(True), working_days(3))),
    fee=unconfirmed("Phí khai thác và sử dụng tài liệu đất đai do HĐND tỉnh quy định."),
    unconfirmed=(
        FROM_MEMORY,
        "Thông tư 34/2014/TT-BTNMT, Điều 12: hồ sơ nhận sau 15 giờ trả ngày làm việc tiếp theo, dữ liệu tổng hợp theo "
        "thỏa thuận bằng hợp đồng; mức 03 ngày lấy từ bảng dữ kiện, cần xác nhận.",
        "Yêu cầu người sử dụng đất đồng ý khi cung cấp thông tin của họ không có tên trong Điều 13, cần xác nhận.",
    ),
)
