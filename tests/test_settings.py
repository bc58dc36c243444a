from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from motcua import paths
from motcua.cli.demo import demo_settings
from motcua.domain.errors import DataError
from motcua.file_settings import FileSettings
from motcua.settings import read_settings, shifted_clock, wall_clock


def test_nothing_set_means_the_embedded_server_on_loopback() -> None:
    settings = read_settings({"HOME": "/root"})
    assert settings.is_embedded
    assert settings.host == "127.0.0.1"
    assert settings.data_dir.is_absolute()
    assert settings.key_file.parent == settings.secrets_dir
    assert not settings.secure_cookies


def test_a_misspelt_variable_is_named_with_the_right_one() -> None:
    with pytest.raises(DataError, match=r"MOTCUA_DATABSE_URL.*có phải ý bạn là MOTCUA_DATABASE_URL"):
        read_settings({"MOTCUA_DATABSE_URL": "postgresql://x/y"})


def test_one_url_is_the_owners_and_the_login_role_is_derived() -> None:
    settings = read_settings({"MOTCUA_DATABASE_URL": "postgresql://owner@db/motcua"})
    assert (settings.owner_url, settings.database_url) == ("postgresql://owner@db/motcua", None)


def test_two_urls_say_which_is_which() -> None:
    both = {"MOTCUA_DATABASE_URL": "postgresql://motcua_app@db/m", "MOTCUA_OWNER_URL": "postgresql://owner@db/m"}
    settings = read_settings(both)
    assert (settings.owner_url, settings.database_url) == (both["MOTCUA_OWNER_URL"], both["MOTCUA_DATABASE_URL"])
    alone = read_settings({"MOTCUA_DATABASE_URL": "postgresql://o@db/m", "MOTCUA_APP_URL": "postgresql://a@db/m"})
    assert (alone.owner_url, alone.database_url) == ("postgresql://o@db/m", "postgresql://a@db/m")


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("MOTCUA_DATABASE_URL", "mysql://x"),
        ("MOTCUA_LOCK_MINUTES", "0"),
        ("MOTCUA_PLUGIN_FAILURES", "0"),
        ("MOTCUA_PLUGIN_FAILURES", "ba"),
        ("MOTCUA_PLUGIN_FAILURE_MINUTES", "0"),
        ("MOTCUA_LOCK_MINUTES", "ít"),
        ("MOTCUA_PORT", "70000"),
        ("MOTCUA_PORT", "٨٠٠٠"),
        ("MOTCUA_POOL", "200"),
        ("MOTCUA_BASE_URL", "motcua.vn"),
        ("MOTCUA_CLOCK", "hôm qua"),
        ("MOTCUA_FILES", "/srv/tep"),
        ("MOTCUA_FILES", "s3://"),
        ("MOTCUA_CLAMD", "clamd"),
        ("MOTCUA_CLAMD", "127.0.0.1:0"),
        ("MOTCUA_CLAMD", "http://127.0.0.1:3310"),
        ("MOTCUA_CLAMD_DOWN", "giữ"),
        ("MOTCUA_DOSSIER_MB", "24"),
        ("MOTCUA_DOSSIER_MB", "nhiều"),
        ("MOTCUA_OFFICE_FILES", "có"),
        ("MOTCUA_INSECURE_HTTP", "yes"),
        ("MOTCUA_METRICS", "số liệu"),
        ("MOTCUA_METRICS", "http://x:1"),
        ("MOTCUA_PGBOUNCER", "127.0.0.1"),
        ("MOTCUA_LOG", "xml"),
        ("MOTCUA_TRUSTED_PROXIES", "*"),
        ("MOTCUA_REQUIRE_CODES", "không"),
        ("MOTCUA_OIDC_ISSUER", "http://sso.bacninh.gov.vn"),
        ("MOTCUA_OIDC_ISSUER", "https://sso.bacninh.gov.vn/?x=1"),
    ],
)
def test_a_bad_value_is_refused_by_name(name: str, raw: str) -> None:
    with pytest.raises(DataError, match=name):
        read_settings({name: raw})


def test_what_is_said_about_files_is_one_setting() -> None:
    assert read_settings({}).files == FileSettings()
    said = {
        "MOTCUA_FILES": "s3://motcua/bac-ninh/",
        "MOTCUA_CLAMD": "/run/clamav/clamd.ctl",
        "MOTCUA_CLAMD_DOWN": "accept",
        "MOTCUA_DOSSIER_MB": "100",
        "MOTCUA_OFFICE_FILES": "1",
    }
    assert read_settings(said).files == FileSettings(
        kept_at="s3://motcua/bac-ninh",
        scanner="/run/clamav/clamd.ctl",
        waits_for_scanner=False,
        most_of_dossier=100 * 1024 * 1024,
        takes_office_files=True,
    )
    assert read_settings({"MOTCUA_CLAMD": "clamd.noi-bo:3310"}).files.scanner == "clamd.noi-bo:3310"


def test_a_place_is_a_port_of_this_machine_or_of_a_named_one() -> None:
    assert read_settings({"MOTCUA_METRICS": "9464"}).metrics_at == ("127.0.0.1", 9464)
    assert read_settings({"MOTCUA_METRICS": "10.0.0.5:9464"}).metrics_at == ("10.0.0.5", 9464)
    assert read_settings({"MOTCUA_METRICS": "[::1]:9464"}).metrics_at == ("::1", 9464)
    assert read_settings({}).metrics_at is None


def test_plain_http_leaves_the_machine_only_when_somebody_says_so() -> None:
    read_settings({}).check_bind()
    with pytest.raises(DataError, match="insecure-http"):
        read_settings({"MOTCUA_HOST": "0.0.0.0"}).check_bind()
    read_settings({"MOTCUA_HOST": "0.0.0.0", "MOTCUA_BASE_URL": "https://mc.gov.vn"}).check_bind()
    read_settings({"MOTCUA_HOST": "0.0.0.0"}, allows_insecure_http=True).check_bind()


def test_the_command_line_wins_over_the_environment() -> None:
    settings = read_settings({"MOTCUA_PORT": "9000"}, port=9001, data_dir=Path("/tmp/x"))
    assert (settings.port, settings.base_url) == (9001, "http://127.0.0.1:9001")


def test_the_shifted_clock_starts_where_told_and_runs() -> None:
    began = wall_clock() - timedelta(hours=2)
    clock = shifted_clock(datetime(2017, 11, 8, 7, 30), began)
    first = clock()
    assert datetime(2017, 11, 8, 2, 30, tzinfo=UTC) <= first < datetime(2017, 11, 8, 2, 31, tzinfo=UTC)
    assert clock() >= first


def test_shipped_folders_are_found_in_the_checkout() -> None:
    assert paths.templates().is_dir()
    assert paths.tenants().is_dir()


def test_codes_are_asked_for_unless_somebody_says_no() -> None:
    assert read_settings({}).requires_codes
    assert not read_settings({"MOTCUA_REQUIRE_CODES": "0"}).requires_codes
    assert not demo_settings(8000, Path("/tmp/x"), is_today=False).requires_codes


def test_a_provider_is_named_whole_with_a_secret_that_nobody_else_reads(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    whole = {
        "MOTCUA_OIDC_ISSUER": "https://sso.bacninh.gov.vn/realms/tinh/",
        "MOTCUA_OIDC_CLIENT": "mot-cua",
        "MOTCUA_OIDC_SECRET_FILE": str(secret),
    }
    for missing in whole:
        with pytest.raises(DataError, match=missing):
            read_settings({name: raw for name, raw in whole.items() if name != missing})
    with pytest.raises(DataError, match="không đọc được"):
        read_settings(whole)
    secret.write_text("x")
    secret.chmod(0o644)
    with pytest.raises(DataError, match="chmod 600"):
        read_settings(whole)
    secret.chmod(0o600)
    provider = read_settings(whole | {"MOTCUA_OIDC_NAME": "tài khoản tỉnh"}).oidc
    assert provider is not None
    assert (provider.issuer, provider.name) == ("https://sso.bacninh.gov.vn/realms/tinh/", "tài khoản tỉnh")
    assert read_settings({}).oidc is None


def test_a_mail_server_is_read_whole_or_not_at_all(tmp_path: Path) -> None:
    secret = tmp_path / "mat-khau"
    secret.write_text("x")
    secret.chmod(0o600)
    whole = {
        "MOTCUA_MAIL": "smtp+starttls://thu.tinh.gov.vn",
        "MOTCUA_MAIL_FROM": "motcua@tinh.gov.vn",
        "MOTCUA_MAIL_USER": "motcua",
        "MOTCUA_MAIL_PASSWORD_FILE": str(secret),
    }
    mail = read_settings(whole).mail
    assert mail is not None
    assert (mail.host, mail.port, mail.security, mail.sender) == (
        "thu.tinh.gov.vn", 587, "smtp+starttls", "motcua@tinh.gov.vn",
    )  # fmt: skip
    assert read_settings({}).mail is None
    for lacking in ("MOTCUA_MAIL", "MOTCUA_MAIL_FROM", "MOTCUA_MAIL_USER", "MOTCUA_MAIL_PASSWORD_FILE"):
        with pytest.raises(DataError, match=lacking):
            read_settings({name: raw for name, raw in whole.items() if name != lacking})
    with pytest.raises(DataError, match="không mã hóa"):
        read_settings(whole | {"MOTCUA_MAIL": "smtp://thu.tinh.gov.vn"})
    for wrong in ("thu.tinh.gov.vn", "http://thu.tinh.gov.vn", "smtps://a:b@thu.tinh.gov.vn", "smtp://x:99999"):
        with pytest.raises(DataError, match="MOTCUA_MAIL"):
            read_settings(whole | {"MOTCUA_MAIL": wrong})
    secret.chmod(0o644)
    with pytest.raises(DataError, match="chmod 600"):
        read_settings(whole)


def test_an_sms_gateway_is_asked_over_https_only() -> None:
    sms = read_settings({"MOTCUA_SMS": "https://sms.tinh.gov.vn/gui", "MOTCUA_SMS_REPEATS": "1"}).sms
    assert sms is not None
    assert (sms.url, sms.repeats_safely) == ("https://sms.tinh.gov.vn/gui", True)
    for wrong in ({"MOTCUA_SMS": "http://sms.tinh.gov.vn"}, {"MOTCUA_SMS_REPEATS": "1"}):
        with pytest.raises(DataError, match="MOTCUA_SMS"):
            read_settings(wrong)
