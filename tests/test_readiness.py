"""When a process may say that it can serve."""

from __future__ import annotations

from motcua.readiness import Readiness


def test_it_is_ready_only_when_started_and_every_center_found_serves() -> None:
    readiness = Readiness()
    assert not readiness.is_ready
    readiness.expect(["que-vo", "gia-binh"])
    readiness.serve("que-vo")
    readiness.started()
    assert not readiness.is_ready
    assert readiness.report()["centers"] == {"que-vo": True, "gia-binh": False}
    readiness.serve("gia-binh")
    assert readiness.is_ready
    assert readiness.report()["status"] == "ready"


def test_no_center_at_all_is_not_ready() -> None:
    readiness = Readiness()
    readiness.started()
    assert not readiness.is_ready


def test_trouble_takes_it_back_and_recovery_returns_it() -> None:
    readiness = Readiness()
    readiness.expect(["que-vo"])
    readiness.serve("que-vo")
    readiness.started()
    readiness.trouble("Cơ sở dữ liệu vừa dừng.")
    assert readiness.report() == {
        "status": "trouble",
        "phase": "Cơ sở dữ liệu vừa dừng.",
        "done": 0,
        "total": 0,
        "centers": {"que-vo": True},
    }
    readiness.recovered()
    assert readiness.is_ready


def test_a_warning_reaches_the_monitor_and_stops_no_page() -> None:
    readiness = Readiness()
    readiness.expect(["que-vo"])
    readiness.serve("que-vo")
    readiness.started()
    assert readiness.is_healthy
    readiness.warn("database", "Cơ sở dữ liệu không trả lời")
    assert readiness.is_ready
    assert not readiness.is_healthy
    assert readiness.report()["status"] == "trouble"
    assert readiness.report()["phase"] == "Cơ sở dữ liệu không trả lời"
    readiness.warn("disk", "Đĩa gần đầy")
    readiness.warn("database", None)
    assert readiness.report()["phase"] == "Đĩa gần đầy"
    readiness.warn("disk", None)
    assert readiness.is_healthy
    assert readiness.report()["status"] == "ready"


def test_a_warning_that_was_told_already_tells_nobody_again() -> None:
    readiness, heard = Readiness(), []
    readiness.listen(lambda standing: heard.append(dict(standing.warnings)))
    for _ in range(3):
        readiness.warn("database", "Không trả lời")
    readiness.warn("database", None)
    readiness.warn("database", None)
    assert heard == [{"database": "Không trả lời"}, {}]


def test_who_listens_hears_every_change() -> None:
    readiness, heard = Readiness(), []
    readiness.listen(lambda standing: heard.append((standing.phase, standing.done, standing.total)))
    readiness.tell("Đang nạp hồ sơ", 3, 7)
    readiness.tell("Đang mở trang web")
    assert heard == [("Đang nạp hồ sơ", 3, 7), ("Đang mở trang web", 0, 0)]


def test_expecting_again_keeps_who_serves() -> None:
    readiness = Readiness()
    readiness.expect(["que-vo"])
    readiness.serve("que-vo")
    readiness.expect(["que-vo", "gia-binh"])
    assert readiness.standing.centers == {"que-vo": True, "gia-binh": False}


def test_a_closed_center_keeps_no_other_from_being_ready_and_is_named() -> None:
    readiness = Readiness()
    readiness.expect(["que-vo", "gia-binh"])
    readiness.serve("que-vo")
    readiness.started()
    assert not readiness.is_ready
    readiness.close("gia-binh", "Chưa nâng cấp.")
    assert readiness.is_ready
    assert readiness.is_healthy
    assert readiness.why_closed("gia-binh") == readiness.report()["closed"]["gia-binh"] == "Chưa nâng cấp."
    assert readiness.why_closed("que-vo") is None
    readiness.close("que-vo", "Chưa nâng cấp.")
    assert not readiness.is_ready
