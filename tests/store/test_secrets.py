import json
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from motcua.centers import Center, NoCenter, entered
from motcua.domain.errors import DataError
from motcua.store.secrets import SealBroken, fingerprint, keep_sealer, load_sealer, seal, unseal


def test_the_key_file_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "secrets" / "keys.json"
    first = load_sealer(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert load_sealer(path) == first
    assert [entry.name for entry in path.parent.iterdir()] == ["keys.json"]
    assert "keys=" not in repr(first)


def test_a_key_file_open_to_others_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    load_sealer(path)
    os.chmod(path, 0o644)
    with pytest.raises(DataError, match="chmod 600"):
        load_sealer(path)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"current": "k", "keys": {}, "mac": ""}', '{"keys": {"k": 5}}'])
def test_a_broken_key_file_is_never_replaced(content: str, tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_text(content)
    os.chmod(path, 0o600)
    with pytest.raises(DataError, match="bản sao lưu"):
        load_sealer(path)
    assert path.read_text() == content


def test_old_keys_still_open_what_they_sealed(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    old = load_sealer(path)
    sealed = old.seal("027099001234", "x")
    data = json.loads(path.read_text())
    data["keys"]["k2"] = data["mac"]
    data["current"] = "k2"
    path.write_text(json.dumps(data))
    new = load_sealer(path)
    assert new.unseal(sealed, "x") == "027099001234"
    assert new.seal("1", "x").startswith("k2.")
    assert new.name == old.name


def test_a_seal_opens_only_at_its_center_and_for_its_purpose(que_vo: Center, other_center: Center) -> None:
    with entered(que_vo):
        sealed = seal("027099001234", "applicant.id_number")
        assert unseal(sealed, "applicant.id_number") == "027099001234"
        assert "027099001234" not in sealed
        assert sealed != seal("027099001234", "applicant.id_number")
        for wrong in (sealed[:-4] + "AAA=", "k0." + sealed.partition(".")[2], "nonsense", ""):
            with pytest.raises(SealBroken):
                unseal(wrong, "applicant.id_number")
        with pytest.raises(SealBroken):
            unseal(sealed, "answers")
    with entered(other_center), pytest.raises(SealBroken):
        unseal(sealed, "applicant.id_number")
    with pytest.raises(NoCenter):
        unseal(sealed, "applicant.id_number")


def test_fingerprints_match_within_a_center_and_never_across(que_vo: Center, other_center: Center) -> None:
    with entered(que_vo):
        one = fingerprint("125 900 111", "n")
        assert one == fingerprint("125900111", "n")
        assert one != fingerprint("125900111", "m")
    with entered(other_center):
        assert one != fingerprint("125900111", "n")


def test_a_center_that_moved_here_opens_with_the_keys_it_came_with(tmp_path: Path) -> None:
    there, here = load_sealer(tmp_path / "there.json"), load_sealer(tmp_path / "here.json")
    sealed, found = there.seal("125456789", "que-vo\0id"), there.fingerprint("125456789", "que-vo\0id")
    own = here.fingerprint("125456789", "gia-binh\0id")
    both = here.adopting(there, "que-vo")
    assert both.unseal(sealed, "que-vo\0id") == "125456789"
    assert both.fingerprint("125456789", "que-vo\0id") == found
    assert both.fingerprint("125456789", "gia-binh\0id") == own
    assert both.name == here.name
    assert here.fingerprint("125456789", "que-vo\0id") != found  # the control: without adopting it is lost
    keep_sealer(tmp_path / "here.json", both)
    assert load_sealer(tmp_path / "here.json") == both
    assert stat.S_IMODE((tmp_path / "here.json").stat().st_mode) == 0o600
    with pytest.raises(ValueError, match="never loses"):
        keep_sealer(tmp_path / "here.json", here)


def test_a_center_that_moves_on_takes_the_keys_it_came_with(tmp_path: Path) -> None:
    first, second, third = (load_sealer(tmp_path / f"{number}.json") for number in range(3))
    found = first.fingerprint("x", "que-vo\0id")
    moved = third.adopting(second.adopting(first, "que-vo"), "que-vo")
    assert moved.fingerprint("x", "que-vo\0id") == found
    home = first.adopting(moved, "que-vo")  # and comes home
    assert home.macs == {}
    assert home.fingerprint("x", "que-vo\0id") == found


def test_a_copy_of_a_center_opens_what_the_original_sealed(que_vo: Center) -> None:
    copy = replace(que_vo, key="que-vo-cu", sealed_as="que-vo")
    with entered(que_vo):
        sealed, found = seal("125456789", "id"), fingerprint("125456789", "id")
    with entered(copy):
        assert unseal(sealed, "id") == "125456789"
        assert fingerprint("125456789", "id") == found
    with entered(replace(copy, sealed_as="")), pytest.raises(SealBroken):
        unseal(sealed, "id")
