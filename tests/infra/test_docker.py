"""The image and the composition, as far as they can be read without an engine."""

from __future__ import annotations

import fnmatch
import json
import os
import re
import shlex
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.infra.bouncer import ROOT

from motcua.domain.errors import DataError
from motcua.settings import READERS, read_settings
from motcua.store.cluster import CONFIG

DOCKER = ROOT / "infra" / "docker"
DOCKERFILE = (DOCKER / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((DOCKER / "compose.yaml").read_text(encoding="utf-8"))
KNOWN = {"FROM", "ARG", "RUN", "ENV", "WORKDIR", "COPY", "USER", "VOLUME", "EXPOSE", "HEALTHCHECK", "STOPSIGNAL", "CMD"}


def instructions(text: str) -> list[tuple[str, str]]:
    """Each with its words; comments dropped, continued lines joined, as a builder reads them."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in joined.splitlines()]


def is_in_context(path: str) -> bool:
    """What `.dockerignore` lets through: the last pattern that matches a path or a folder above it decides."""
    kept = True
    parts = Path(path).parts
    above = ["/".join(parts[: number + 1]) for number in range(len(parts))]
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        pattern = line.removeprefix("!")
        names = [pattern, pattern.removeprefix("**/")] if pattern.startswith("**/") else [pattern]
        hit = any(
            fnmatch.fnmatch(each, name) or (line.startswith("**/") and fnmatch.fnmatch(Path(each).name, name))
            for each in above
            for name in names
        )
        if hit:
            kept = line.startswith("!")
    return kept


def test_every_instruction_is_one_that_a_builder_knows() -> None:
    found = instructions(DOCKERFILE)
    assert {name for name, _ in found} <= KNOWN
    assert [name for name, _ in found].count("FROM") == 2
    assert not {name for name, _ in instructions("FRM x\n")} <= KNOWN


def test_the_context_holds_what_is_built_from_and_nothing_else() -> None:
    needed = """pyproject.toml uv.lock README.md platform/motcua/settings.py templates/layout/page.html
        plugins/tu_phap/pyproject.toml plugins/tu_phap/README.md tenants/province.toml"""
    assert [path for path in needed.split() if not is_in_context(path)] == []
    left_out = """.git/config .venv/bin/python .motcua/secrets/keys.json tests/conftest.py infra/docker/.env
        plugins/tu_phap/tests/test_x.py platform/motcua/__pycache__/x.pyc"""
    assert [path for path in left_out.split() if is_in_context(path)] == []
    members = [path.parent.name for path in (ROOT / "plugins").glob("*/pyproject.toml")]
    assert all(is_in_context(f"plugins/{name}/pyproject.toml") for name in members)


def test_what_is_copied_from_the_context_exists() -> None:
    for name, words in instructions(DOCKERFILE):
        if name == "COPY" and "--from" not in words:
            assert words == ". ."


def test_the_image_runs_as_an_account_of_its_own_and_tells_whether_it_lives() -> None:
    last = DOCKERFILE[DOCKERFILE.rindex("FROM ") :]
    assert re.search(r"(?m)^USER motcua$", last)
    assert "/health/live" in last
    assert "useradd --system --uid 10001" in last
    assert not re.search(r"PASSWORD|SECRET|TOKEN", DOCKERFILE)


def test_the_settings_of_image_and_composition_are_known_and_make_a_sound_installation() -> None:
    image = dict(re.findall(r"\b(MOTCUA_[A-Z_]+)=(\S+)", DOCKERFILE))
    values = {"MOTCUA_DB_PASSWORD": "abc", "MOTCUA_DOMAIN": "motcua.vi-du.vn", "MOTCUA_TLS": "internal"}

    def filled(text: str) -> str:
        return re.sub(r"\$\{(\w+)[^}]*\}", lambda match: values[match[1]], text)

    app = {name: filled(text) for name, text in COMPOSE["services"]["app"]["environment"].items()}
    assert image.keys() | app.keys() <= READERS.keys()
    settings = read_settings({**image, **app})
    settings.check_bind()  # plain http beyond this machine would be refused
    assert settings.secure_cookies
    assert not settings.is_embedded
    caddy = COMPOSE["services"]["caddy"]
    assert settings.console_url == f"https://{filled(caddy['environment']['MOTCUA_CONSOLE'])}"
    assert caddy["environment"]["MOTCUA_CONSOLE_UPSTREAM"] == f"app:{settings.console_port}"
    with pytest.raises(DataError, match="MOTCUA_CONSOLE_HOST"):
        replace(settings, console_url="").check_bind()
    assert settings.trusted_proxies == COMPOSE["networks"]["outside"]["ipam"]["config"][0]["subnet"]


@pytest.mark.parametrize("variable", ["MOTCUA_DB_PASSWORD", "MOTCUA_DOMAIN"])
def test_what_must_be_filled_in_stops_the_composition_and_is_in_the_example(variable: str) -> None:
    text = (DOCKER / "compose.yaml").read_text(encoding="utf-8")
    assert set(re.findall(rf"\$\{{{variable}(..)", text)) == {":?"}
    assert re.search(rf"(?m)^{variable}=", (DOCKER / "env.example").read_text(encoding="utf-8"))


def test_only_caddy_is_reached_from_outside_and_the_database_from_the_application_alone() -> None:
    services = COMPOSE["services"]
    assert [name for name, service in services.items() if service.get("ports")] == ["caddy"]
    assert services["db"]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert set(services["app"]["networks"]) == {"inside", "outside"}
    assert services["app"]["read_only"] is True
    assert services["app"]["cap_drop"] == ["ALL"]


def test_every_night_is_backed_up_beside_the_application_and_a_failed_one_stops_no_later_one() -> None:
    app, backup = COMPOSE["services"]["app"], COMPOSE["services"]["backup"]
    for shared in ("image", "environment", "volumes", "networks", "read_only", "cap_drop"):
        assert backup[shared] == app[shared]
    place = read_settings({"MOTCUA_BACKUP_TO": app["environment"]["MOTCUA_BACKUP_TO"]}).backup_to
    assert [mount for mount in app["volumes"] if mount.endswith(f":{place}")]
    assert f"motcua {place}" in DOCKERFILE  # made for the account that writes there
    # The loop itself, with a clock, a sleep and a `motcua` of ours: told to wait until 18:30 UTC, and goes on.
    script = backup["command"][2].replace("$$", "$")
    for now, wait in ((1_512_000_000, 66_600), (1_512_000_000 + 66_599, 1), (1_512_000_000 + 66_600, 86_400)):
        stub = (
            f"date() {{ echo {now}; }}; sleep() {{ echo wait $1; }}; n=0; "
            'motcua() { n=$((n + 1)); echo "run $*"; [ $n -lt 2 ] || exit 0; return 1; }; '
        )
        ran = subprocess.run(["sh", "-c", stub + script], capture_output=True, text=True, timeout=30)
        assert ran.stdout.split("\n")[:4] == [f"wait {wait}", "run backup"] * 2
        assert "có lỗi" in ran.stderr


def test_what_is_mounted_exists_and_what_must_last_is_a_volume() -> None:
    named = set()
    for service in COMPOSE["services"].values():
        for mount in service.get("volumes", ()):
            source = re.sub(r"\$\{\w+:-(\w+)\}", r"\1", mount).split(":")[0]
            if source.startswith("."):
                assert (DOCKER / source).resolve().exists(), source
            elif not source.startswith("/"):
                named.add(source)
    assert named == set(COMPOSE["volumes"])
    build = COMPOSE["services"]["app"]["build"]
    assert (DOCKER / build["context"]).resolve() == ROOT
    assert (ROOT / build["dockerfile"]).exists()


def postgres_settings() -> dict[str, str]:
    text = (ROOT / "infra" / "postgres" / "postgresql.conf").read_text(encoding="utf-8")
    return dict(re.findall(r"(?m)^(\w+) = (.*)$", text))


async def test_postgresql_knows_every_line_of_its_file(owner: Any) -> None:
    shipped = postgres_settings()
    known = {record["name"].lower() for record in await owner.fetch("SELECT name FROM pg_settings")}
    assert shipped.keys() <= known
    assert len(shipped) > 10
    assert "log_statements" not in known


def test_a_server_of_its_own_writes_as_little_about_people_as_the_embedded_one() -> None:
    embedded = dict(re.findall(r"(?m)^(\w+) = (.*)$", CONFIG))
    kept = ("log_statement", "log_min_error_statement", "log_parameter_max_length",
            "log_parameter_max_length_on_error", "log_error_verbosity", "timezone")  # fmt: skip
    shipped = postgres_settings()
    assert {name: shipped[name] for name in kept} == {name: embedded[name] for name in kept}
    assert int(shipped["max_connections"]) >= int(embedded["max_connections"])


@pytest.mark.slow
def test_what_the_image_is_built_from_makes_an_environment_that_needs_no_sources(tmp_path: Path) -> None:
    """The builder's own line, run on the context alone; then the context is taken away, as the second stage does."""
    context, venv = tmp_path / "src", tmp_path / "venv"
    tops = [path for path in ROOT.iterdir() if is_in_context(path.name)]
    for path in (each for top in tops for each in ([top] if top.is_file() else top.rglob("*")) if each.is_file()):
        name = str(path.relative_to(ROOT))
        if is_in_context(name):
            (context / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, context / name)
    (line,) = [words for name, words in instructions(DOCKERFILE) if name == "RUN" and words.startswith("uv sync")]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "VIRTUAL_ENV"))}
    environment["UV_PROJECT_ENVIRONMENT"] = str(venv)
    built = subprocess.run(shlex.split(line), cwd=context, env=environment, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    shutil.rmtree(context)
    told = subprocess.run(
        [venv / "bin" / "motcua", "plugin", "list", "--json"], cwd=tmp_path, env=environment, capture_output=True
    )
    assert told.returncode == 0, told.stderr
    assert {plugin["status"] for plugin in json.loads(told.stdout)} == {"loaded"}
    assert not (venv / "bin" / "pytest").exists()
