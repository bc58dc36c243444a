"""A plugin that no part of this repository knows: built as a wheel, installed, used, replaced by a second wheel, and
uninstalled, with the real command line and server; what was received under a version is finished under it."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from tests.journeys.wheels import AGENCY, FIRST, PROCEDURE, SECOND, Server, Workshop

from motcua.store import socket_folder

pytestmark = pytest.mark.slow
ACTS = Path(__file__).with_name("wheel_acts.py")
PAGE = f"/que-vo/thu-tuc/{PROCEDURE}"


@pytest.fixture
def shop() -> Iterator[Workshop]:
    folder = Path(tempfile.mkdtemp(prefix="motcua-wheel-", dir="/tmp"))
    folder.chmod(0o755)
    yield Workshop(folder)
    sockets = socket_folder.folder_for(folder / "data")
    socket_folder.sweep(sockets)
    socket_folder.remove(sockets)
    shutil.rmtree(folder)


def acts(shop: Workshop, *wanted: str) -> list[dict[str, Any]]:
    done = shop.run(str(ACTS), str(shop.data), "que-vo", *wanted)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def listed(shop: Workshop, *more: str) -> dict[str, dict[str, Any]]:
    done = shop.motcua("plugin", "list", "--json", *more)
    assert done.returncode == 0, done.stderr
    return {each["key"]: each for each in json.loads(done.stdout)}


def test_a_wheel_from_outside_is_used_upgraded_and_uninstalled_and_no_dossier_is_lost(shop: Workshop) -> None:
    first, second = shop.build(FIRST), shop.build(SECOND)
    assert AGENCY not in {each.name for each in entry_points(group="motcua")}, "it must come from the wheel alone"

    # Before it is installed nothing knows it, and it can't be switched on.
    assert AGENCY not in listed(shop)
    unknown = shop.motcua("plugin", "enable", AGENCY, "--center", "que-vo")
    assert (unknown.returncode, "Chưa cài gói" in unknown.stderr) == (1, True)

    shop.install(first)
    plugin = listed(shop)[AGENCY]
    assert (plugin["version"], plugin["status"], plugin["agency"]) == ("1.0.0", "loaded", "Thư viện huyện")
    assert [each["key"] for each in plugin["procedures"]] == [PROCEDURE]
    on = shop.motcua("plugin", "enable", AGENCY, "--center", "que-vo")
    assert on.returncode == 0, on.stderr
    assert "Chưa ai giữ vị trí" not in on.stdout
    assert "từ trước" in shop.motcua("plugin", "enable", AGENCY, "--center", "que-vo").stdout

    with Server(shop) as server:
        status, page = server.get(PAGE)
        assert (status, "Cấp thẻ bạn đọc" in page, "12.000" in page) == (200, True, True)
        assert server.get(f"/gia-binh/thu-tuc/{PROCEDURE}")[0] == 404  # it is off there
        done, old = acts(shop, "receive", "receive")
        assert done["code"]
        (walked,) = acts(shop, f"walk:{done['id']}")
        assert (walked["state"], walked["plugin_version"]) == ("handed_back", "1.0.0")
        # Its hook fails on both dossiers: the server's worker keeps it back, and says neither name nor code.
        while not (at := listed(shop, "--data", str(shop.data))[AGENCY]["centers"][0])["quarantined_at"]:
            assert server.child.poll() is None  # the test's own limit ends it
        assert (at["hook"], at["failures"]) == ("dossier_changed", 2)
        assert at["problem"].startswith("gây lỗi RuntimeError (__init__.py:")
        assert done["code"] not in at["problem"] + server.said

    # A second wheel. What is open stays under the first; what comes is under it too, until the second is published.
    shop.install(second)
    assert listed(shop)[AGENCY]["version"] == "2.0.0"
    with Server(shop) as server:
        assert "phiên bản 1.0.0 → 2.0.0" in server.said
        assert "phiên bản mới, chạy lại sau khi đã tạm ngưng" in server.said
        assert "12.000" in server.get(PAGE)[1]
        before, published, short, new, walked = acts(
            shop, "receive", "publish", "receive", "receive:class_name=4A", f"walk:{old['id']}"
        )
        assert before["plugin_version"] == "1.0.0"
        assert published == {"state_before": "proposed"}
        assert short["errors"] == ["class_name"]
        assert (new["plugin_version"], new["asked"]) == ("2.0.0", ["Tên trường, cơ quan", "Số thẻ đề nghị", "Tên lớp"])
        assert "20.000" in new["fee"]
        assert (walked["state"], walked["plugin_version"], walked["asked"][0]) == ("handed_back", "1.0.0", "Tên trường")
        assert walked["fee"].startswith("12.000")
        assert "20.000" in server.get(PAGE)[1]

        assert listed(shop, "--data", str(shop.data))[AGENCY]["centers"][0]["quarantined_at"] is None
        while "Thư viện đã biết." not in acts(shop, f"see:{new['id']}")[0]["notes"]:
            assert server.child.poll() is None

        # It can't be switched off or taken away while dossiers need it: refused with their number.
        for words in (("disable", AGENCY, "--center", "que-vo"), ("removable", AGENCY)):
            refused = shop.motcua("plugin", *words)
            assert refused.returncode == 1
            assert "2 hồ sơ thuộc thủ tục của cơ quan chưa xong" in refused.stderr
            assert "tạm ngừng tiếp nhận" in refused.stderr
        center = shop.tenants / "que-vo" / "center.toml"
        text = center.read_text("utf-8")
        assert f'"{AGENCY}"' in text
        center.write_text(text.replace(f'    "{AGENCY}",\n', "", 1), "utf-8")
        by_hand = shop.motcua("tenant", "onboard", str(center.parent))
        assert (by_hand.returncode, "chưa tắt được gói" in by_hand.stderr) == (1, True)
        center.write_text(text, "utf-8")

    # Somebody uninstalls it all the same. The start says so and the center goes on.
    shop.uninstall()
    assert AGENCY not in listed(shop)
    with Server(shop) as server:
        assert "chưa cài, hoặc đã bị gỡ khỏi máy chủ: không nhận hồ sơ mới." in server.said
        assert "2 hồ sơ thuộc thủ tục của cơ quan chưa xong" in server.said
        assert server.get("/que-vo/thu-tuc/dang-ky-ho-kinh-doanh")[0] == 200
        gone = listed(shop, "--data", str(shop.data))[AGENCY]
        assert (gone["status"], gone["centers"][0]["standing"], gone["centers"][0]["open_dossiers"]) == (
            "gone", "missing", 2,
        )  # fmt: skip
        refused_one, shown, *finished = acts(
            shop, "receive", f"see:{new['id']}", f"walk:{new['id']}", f"walk:{before['id']}"
        )
        assert "không còn được cài" in refused_one["refused"]
        assert shown["asked"] == ["Tên trường, cơ quan", "Số thẻ đề nghị", "Tên lớp"]
        assert [(each["state"], each["plugin_version"]) for each in finished] == [
            ("handed_back", "2.0.0"), ("handed_back", "1.0.0"),
        ]  # fmt: skip
        # Nothing needs it any more.
        off = shop.motcua("plugin", "disable", AGENCY, "--center", "que-vo")
        assert off.returncode == 0, off.stderr
    assert f'"{AGENCY}"' not in center.read_text("utf-8").partition("[[name]]")[0]
    with Server(shop) as server:
        assert AGENCY not in server.said
