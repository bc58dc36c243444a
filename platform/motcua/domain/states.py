"""Where a dossier can stand, with the national status behind each state and the sentence the applicant reads.

National status codes are those of the national portal (1-10).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a dossier stands. `STATES[state]` gives its name, national status and the applicant's sentence."""

    INCOMPLETE = "incomplete"
    REFUSED = "refused"
    ACCEPTED = "accepted"
    IN_TRANSIT = "in_transit"
    PROCESSING = "processing"
    CONSULTING = "consulting"
    SUSPENDED = "suspended"
    SUPPLEMENT_ASKED = "supplement_asked"
    SUPPLEMENT = "supplement"
    OUTSIDE = "outside"
    SIGNED = "signed"
    NUMBERED = "numbered"
    READY = "ready"
    HANDED_BACK = "handed_back"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class StateFacts:
    """What is true of every dossier in a state. `level` is the share of the way done, 0-100 (TT 01/2018, Điều 16).

    Where the next step is the applicant's, no desk is late: the result lies ready, or papers are still to come.
    """

    name: str
    status: int
    sentence: str
    level: int
    is_final: bool = False
    waits_for_applicant: bool = False


NATIONAL_STATUSES: Mapping[int, str] = {
    1: "Mới đăng ký",
    2: "Được tiếp nhận",
    3: "Không được tiếp nhận",
    4: "Đang xử lý",
    5: "Yêu cầu bổ sung giấy tờ",
    6: "Yêu cầu thực hiện nghĩa vụ tài chính",
    7: "Công dân yêu cầu rút hồ sơ",
    8: "Dừng xử lý",
    9: "Đã xử lý xong",
    10: "Đã trả kết quả",
}

STATES: Mapping[State, StateFacts] = {
    State.INCOMPLETE: StateFacts(
        "Chờ hoàn thiện",
        5,
        "Hồ sơ chưa đủ. Đề nghị bổ sung, hoàn thiện giấy tờ theo phiếu hướng dẫn rồi nộp lại.",
        0,
        waits_for_applicant=True,
    ),
    State.REFUSED: StateFacts(
        "Từ chối tiếp nhận", 3, "Trung tâm không tiếp nhận hồ sơ; lý do ghi trên phiếu từ chối.", 100, is_final=True
    ),
    State.ACCEPTED: StateFacts(
        "Đã tiếp nhận", 2, "Hồ sơ đã được tiếp nhận, đang chờ chuyển đến cơ quan giải quyết.", 10
    ),
    State.IN_TRANSIT: StateFacts(
        "Đang chuyển", 4, "Hồ sơ đã được chuyển đến cơ quan giải quyết, đang chờ xác nhận đã nhận.", 20
    ),
    State.PROCESSING: StateFacts("Đang xử lý", 4, "Cơ quan chuyên môn đang giải quyết hồ sơ.", 40),
    State.CONSULTING: StateFacts(
        "Đang lấy ý kiến", 4, "Cơ quan giải quyết đang lấy ý kiến của cơ quan có liên quan.", 50
    ),
    State.SUSPENDED: StateFacts(
        "Tạm dừng", 4, "Hồ sơ đang tạm dừng giải quyết; thời gian tạm dừng không tính vào thời hạn.", 50
    ),
    State.SUPPLEMENT_ASKED: StateFacts(
        "Chờ gửi phiếu bổ sung", 4, "Cơ quan giải quyết đề nghị bổ sung hồ sơ; Trung tâm đang gửi phiếu yêu cầu.", 45
    ),
    State.SUPPLEMENT: StateFacts(
        "Chờ bổ sung hồ sơ",
        5,
        "Đề nghị bổ sung hồ sơ theo phiếu yêu cầu và nộp tại Trung tâm; việc giải quyết tiếp tục khi nhận đủ.",
        45,
        waits_for_applicant=True,
    ),
    State.OUTSIDE: StateFacts(
        "Đang ở cơ quan ngoài Trung tâm",
        4,
        "Hồ sơ đã được gửi cơ quan cấp tỉnh hoặc cấp xã giải quyết theo quy trình.",
        50,
    ),
    State.SIGNED: StateFacts("Đã ký, chờ vào số", 4, "Kết quả đã được ký, đang vào số và đóng dấu.", 80),
    State.NUMBERED: StateFacts(
        "Đã có kết quả", 9, "Kết quả đã có, đang được chuyển về Trung tâm để trả cho người nộp.", 90
    ),
    State.READY: StateFacts(
        "Chờ trả kết quả",
        9,
        "Kết quả đã có tại Trung tâm. Mời đến nhận, mang theo giấy tiếp nhận hồ sơ.",
        95,
        waits_for_applicant=True,
    ),
    State.HANDED_BACK: StateFacts("Đã trả kết quả", 10, "Kết quả đã được trả cho người nộp.", 100, is_final=True),
    State.WITHDRAWN: StateFacts("Đã rút hồ sơ", 7, "Hồ sơ đã được rút theo yêu cầu của người nộp.", 100, is_final=True),
    State.STOPPED: StateFacts(
        "Dừng giải quyết", 8, "Hồ sơ đã dừng giải quyết; lý do ghi trên văn bản gửi người nộp.", 100, is_final=True
    ),
    State.CANCELLED: StateFacts(
        "Đã hủy tiếp nhận",
        3,
        "Việc tiếp nhận hồ sơ đã được hủy trong ngày; đề nghị liên hệ Trung tâm để nộp lại.",
        100,
        is_final=True,
    ),
}

FINANCIAL = "financial_obligation"

SUPPLEMENT_PAUSE = "supplement"

PAUSE_REASONS: Mapping[str, str] = {
    FINANCIAL: "Chờ thực hiện nghĩa vụ tài chính",
    "posting": "Niêm yết công khai theo quy định",
    "verification": "Chờ kết quả xác minh",
    "dispute": "Có tranh chấp, khiếu nại đang được giải quyết",
    "authority": "Theo yêu cầu của Tòa án, cơ quan thi hành án hoặc cơ quan điều tra",
    "force_majeure": "Thiên tai, dịch bệnh hoặc sự cố bất khả kháng",
    "suspended": "Tạm dừng theo yêu cầu của cơ quan giải quyết",
    SUPPLEMENT_PAUSE: "Chờ người nộp bổ sung hồ sơ",
}
# What a desk may choose when its route awaits nothing: the money is awaited by the route, a supplement has its own way.
CHOSEN_PAUSES: Mapping[str, str] = {
    kind: says for kind, says in PAUSE_REASONS.items() if kind not in (FINANCIAL, SUPPLEMENT_PAUSE)
}

FINANCIAL_SENTENCE = (
    "Đề nghị nộp thuế, lệ phí theo thông báo của cơ quan thuế rồi nộp lại chứng từ; "
    "thời gian chờ nộp không tính vào thời hạn giải quyết."
)
