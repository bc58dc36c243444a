"""The guided exercises: for whom each is, what it asks, where its dossier stands at the beginning, and by which event
of the person's own on the trail it is done."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.domain.moves import MOVES, Move
from motcua.domain.people import Permission, Staff
from motcua.services.dossiers.timeline import REAPPOINTED


@dataclass(frozen=True, slots=True)
class Exercise:
    """`done_by`: the kind of event that the trail must show, by the person on the exercise's dossier. `before`: this
    dossier waits for one of these moves at a desk of theirs; none: it begins without a dossier. `nears_due`: its time
    is almost over. `asks_first`: a new date has been asked for already."""

    key: str
    title: str
    done_by: str
    tells: str
    hints: tuple[str, ...]
    before: frozenset[Move] = frozenset()
    nears_due: bool = False
    asks_first: bool = False
    with_supplement: bool = False
    at_desk: bool = False

    @property
    def permission(self) -> Permission:
        return Permission.REAPPOINT if self.done_by == REAPPOINTED else MOVES[Move(self.done_by)].permission

    def is_for(self, staff: Staff) -> bool:
        """Whether it is this person's work."""
        if not staff.may(self.permission):
            return False
        return not self.at_desk or any(agency != "center" for agency, _ in staff.desks)


_WORKED = frozenset({Move.SUBMIT, Move.SIGN})

EXERCISES: tuple[Exercise, ...] = (
    Exercise(
        "tiep-nhan",
        "Tiếp nhận một hồ sơ",
        Move.ACCEPT,
        "Một người dân đến nộp hồ sơ. Chọn thủ tục, điền tờ khai với thông tin giả định, tiếp nhận và in giấy hẹn.",
        (
            "Mở mục Tiếp nhận, tìm thủ tục theo tên hoặc lĩnh vực.",
            "Hạn trả và phí, lệ phí hiện ở bên phải trước khi tiếp nhận.",
            "Bấm Tiếp nhận hồ sơ; câu báo lỗi đứng ngay tại ô phải sửa.",
        ),
    ),
    Exercise(
        "chuyen",
        "Chuyển hồ sơ đến cơ quan giải quyết",
        Move.HAND_OVER,
        "Hồ sơ đã tiếp nhận, đang ở quầy của bạn. Chuyển hồ sơ đến cơ quan giải quyết.",
        (
            "Mở hồ sơ, bấm Chuyển cơ quan giải quyết.",
            "Cuối buổi in phiếu bàn giao ở mục Bàn giao để hai bên ký nhận.",
        ),
        frozenset({Move.HAND_OVER}),
    ),
    Exercise(
        "gui-bo-sung",
        "Gửi phiếu yêu cầu bổ sung cho người nộp",
        Move.ISSUE_SUPPLEMENT,
        "Cơ quan giải quyết đề nghị bổ sung. Ban hành phiếu, báo cho người nộp; thời hạn tạm dừng từ lúc đó.",
        ("Mở hồ sơ, xem giấy tờ còn thiếu.", "Ghi cách đã báo cho người nộp rồi gửi."),
        frozenset({Move.ISSUE_SUPPLEMENT}),
        with_supplement=True,
    ),
    Exercise(
        "nhan-bo-sung",
        "Nhận giấy tờ bổ sung",
        Move.RECEIVE_SUPPLEMENT,
        "Người nộp mang giấy tờ bổ sung đến. Nhận vào hồ sơ để cơ quan giải quyết tiếp.",
        ("Mở hồ sơ, ghi giấy tờ đã nhận.", "Xem lại hạn trả mới sau khi nhận."),
        frozenset({Move.RECEIVE_SUPPLEMENT}),
        with_supplement=True,
    ),
    Exercise(
        "nhan-ket-qua",
        "Nhận kết quả về Trung tâm",
        Move.TAKE_BACK,
        "Kết quả đã ký, đã vào số. Nhận về để trả cho người nộp.",
        ("Mở hồ sơ, bấm nhận kết quả về Trung tâm.",),
        frozenset({Move.TAKE_BACK}),
    ),
    Exercise(
        "tra-ket-qua",
        "Trả kết quả",
        Move.HAND_BACK,
        "Người nộp đến nhận kết quả. Kiểm tra người nhận, thu khoản còn thiếu, trả bản chính rồi trả kết quả.",
        (
            "Mở mục Trả kết quả, tìm theo mã hồ sơ hoặc quét mã trên giấy hẹn.",
            "Người nhận thay phải có giấy ủy quyền: ghi số, ngày.",
        ),
        frozenset({Move.HAND_BACK}),
    ),
    Exercise(
        "xac-nhan",
        "Xác nhận đã nhận hồ sơ từ Trung tâm",
        Move.CONFIRM_RECEIPT,
        "Hồ sơ được chuyển đến vị trí của bạn. Kiểm tra và xác nhận đã nhận.",
        ("Mở mục Việc của tôi: hồ sơ đang chuyển đến nằm ở nhóm chờ xác nhận.",),
        frozenset({Move.CONFIRM_RECEIPT}),
        at_desk=True,
    ),
    Exercise(
        "bo-sung",
        "Đề nghị yêu cầu bổ sung hồ sơ",
        Move.ASK_FOR_SUPPLEMENT,
        "Khi thẩm định, bạn thấy thiếu một giấy tờ. Đề nghị yêu cầu bổ sung, nêu đủ trong một lần.",
        (
            "Mở hồ sơ, bấm yêu cầu bổ sung, ghi rõ giấy tờ thiếu và lý do.",
            "Pháp luật giới hạn số lần và thời gian được yêu cầu: trang hồ sơ cho biết còn được yêu cầu không.",
        ),
        frozenset({Move.SUBMIT}),
        at_desk=True,
    ),
    Exercise(
        "trinh",
        "Thẩm định và trình",
        Move.SUBMIT,
        "Hồ sơ đủ điều kiện. Ghi kết quả thẩm định, đề xuất giải quyết và trình lên bước sau.",
        ("Chọn đề xuất, ghi kết quả thẩm định.", "Đề xuất từ chối phải nêu lý do."),
        frozenset({Move.SUBMIT}),
        at_desk=True,
    ),
    Exercise(
        "de-nghi-hen-lai",
        "Đề nghị xin lỗi, hẹn lại ngày trả",
        Move.ASK_TO_REAPPOINT,
        "Hồ sơ của bạn sắp đến hạn mà chưa thể xong. Đề nghị Trung tâm xin lỗi và hẹn lại trước khi quá hạn.",
        (
            "Mở hồ sơ, bấm đề nghị xin lỗi, hẹn lại; ghi lý do và ngày hẹn mới.",
            "Văn bản xin lỗi phải đến người nộp trước hạn trả: đề nghị sớm.",
        ),
        _WORKED,
        nears_due=True,
        at_desk=True,
    ),
    Exercise(
        "y-kien",
        "Cho ý kiến về hồ sơ của cơ quan khác",
        Move.GIVE_OPINION,
        "Cơ quan chủ trì lấy ý kiến của bạn. Trả lời bằng văn bản trong thời hạn.",
        ("Mở hồ sơ ở nhóm lấy ý kiến, ghi ý kiến và gửi.",),
        frozenset({Move.GIVE_OPINION}),
        at_desk=True,
    ),
    Exercise(
        "ky",
        "Ký kết quả",
        Move.SIGN,
        "Hồ sơ đã trình đến bạn. Xem dự thảo và ký.",
        ("Mở hồ sơ, xem kết quả thẩm định, chọn cách ký.", "Chưa đạt thì trả lại bước trước, nêu lý do."),
        frozenset({Move.SIGN}),
        at_desk=True,
    ),
    Exercise(
        "vao-so",
        "Vào số, phát hành kết quả",
        Move.NUMBER,
        "Kết quả đã ký. Vào số và phát hành.",
        ("Mở hồ sơ, xác nhận vào số: số được cấp liên tục trong năm.",),
        frozenset({Move.NUMBER}),
    ),
    Exercise(
        "xin-loi",
        "Xin lỗi và hẹn lại ngày trả kết quả",
        REAPPOINTED,
        "Một cơ quan đề nghị hẹn lại. Xem lý do, đồng ý thì ban hành văn bản xin lỗi gửi người nộp.",
        ("Mở mục Việc của tôi: đề nghị hẹn lại nằm ở đầu trang.", "Mở hồ sơ, in văn bản xin lỗi, hẹn lại."),
        _WORKED,
        nears_due=True,
        asks_first=True,
    ),
    Exercise(
        "thu-phi",
        "Thu phí, lệ phí",
        Move.COLLECT_FEE,
        "Người nộp đóng phí, lệ phí tại quầy thu. Ghi đã thu.",
        ("Mở hồ sơ, bấm thu phí, lệ phí, kiểm tra số tiền.",),
        frozenset({Move.HAND_OVER}),
    ),
)
BY_KEY = {each.key: each for each in EXERCISES}
