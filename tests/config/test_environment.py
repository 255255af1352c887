"""What a deployment may set: a wrong value stops the start with a sentence that names it."""

import pytest

from gongkai.config.environment import SETTINGS, WrongSetting, read

WRONG = {
    "GONGKAI_SEAL_CIPHER": ["", "des", "AES"],
    "GONGKAI_DATA": ["", "/dev/null"],
    "GONGKAI_DATABASE": [
        "",
        "mysql://h/db",
        "gongkai.sqlite3",
        "postgresql://",
        "postgresql://h/",
        "postgresql://h:port/db",
    ],
    "GONGKAI_SITE": ["/dev/null"],
    "GONGKAI_SITE_MIRROR": [
        "/srv/mirror",
        "s3:bucket",
        "s3://",
        "s3://B",
        "s3://b/x",
        "s3://bucket/../x",
        "storage:",
        "storage:private",
    ],
    "GONGKAI_SM3": ["", "sm3"],
    "GONGKAI_ROUTES": ["", "all", "Public"],
    "GONGKAI_GAP": ["", "inner", "yes"],
    "GONGKAI_HOSTS": ["", " , "],
    "GONGKAI_BASE_URL": ["", "www.example.gov.cn", "ftp://example", "http://", "http://h:x/"],
    "GONGKAI_OFFICE_URL": ["www.example.gov.cn", "ftp://example", "http://", "http://h:x/"],
    "GONGKAI_HTTPS": ["", "maybe", "2"],
    "GONGKAI_TRUSTED_PROXIES": ["", "-1", "6", "one", "1.5"],
    "GONGKAI_DEBUG": ["", "debug"],
    "GONGKAI_UPLOAD_MB": ["0", "201", "50MB"],
    "GONGKAI_SCAN_SECONDS": ["4", "601", "long"],
    "GONGKAI_PUBLIC_REPORT_CHECK": ["", "perhaps"],
    "GONGKAI_CLAMD": ["clamd", "localhost:", "localhost:x", "http://h:3310", "h:3310/x"],
    "GONGKAI_WORKERS": ["0", "33", "many"],
    "GONGKAI_THREADS": ["0", "33", ""],
    "GONGKAI_NOTICES": ["/no/such/directory", "/dev/null"],
    "GONGKAI_SEARCH": ["", "elastic", "FTS5"],
    "GONGKAI_SITE_MODE": ["", "single"],
    "GONGKAI_EMAIL": ["", "console", "http://h", "smtp://", "smtp://h:port"],
    "GONGKAI_EMAIL_FROM": ["gongkai", "@example.gov.cn", "a@", "某机关 <a@example.gov.cn>", "a@b@c"],
    "GONGKAI_LOG": ["", "info", "LOUD"],
}
NEVER_REPEATED = {
    "GONGKAI_SEAL_KEYS": ["k1:AAAA", "geheim", "k1 = abc"],
    "GONGKAI_SIGN_KEY": ["k1:AAAA", "geheim", "k1 = abc"],
    "GONGKAI_TRUST_KEYS": ["k1:AAAA", "geheim"],
    "GONGKAI_OPENSEARCH": ["user:geheim@host:9200", "ftp://user:geheim@host"],
}
ANY_TEXT = {"GONGKAI_SECRET_KEY", "GONGKAI_SITE_ORGAN"}  # the first is weighed by the production settings


def test_every_setting_is_either_tried_here_or_takes_any_text():
    assert set(WRONG) | set(NEVER_REPEATED) | ANY_TEXT == {setting.name for setting in SETTINGS}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_wrong_value_stops_the_start_with_a_sentence_naming_it(name, value):
    with pytest.raises(WrongSetting) as stopped:
        read({name: value})
    sentence = str(stopped.value)
    accepted = next(setting.accepted for setting in SETTINGS if setting.name == name)
    assert name in sentence and repr(value) in sentence and accepted in sentence


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in NEVER_REPEATED.items() for value in values]
)
def test_a_wrong_secret_stops_the_start_too_but_is_not_repeated(name, value):
    with pytest.raises(SystemExit) as stopped:
        read({name: value})
    assert name in str(stopped.value) and ("第 1 行" in str(stopped.value) or "不是网址" in str(stopped.value))
    assert value not in str(stopped.value) and value.rpartition(":")[2] not in str(stopped.value)


def test_every_default_is_acceptable_and_every_setting_says_what_it_means():
    values = read({})
    assert set(values) == {setting.name for setting in SETTINGS}
    assert all(setting.meaning and setting.accepted for setting in SETTINGS)
    assert values["GONGKAI_ROUTES"] == "both" and values["GONGKAI_DEBUG"] is False


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("GONGKAI_HTTPS", "YES", True),
        ("GONGKAI_HTTPS", "off", False),
        ("GONGKAI_HOSTS", "a.gov.cn, b.gov.cn,", ["a.gov.cn", "b.gov.cn"]),
        ("GONGKAI_BASE_URL", "https://www.example.gov.cn/", "https://www.example.gov.cn"),
        ("GONGKAI_TRUSTED_PROXIES", "2", 2),
        ("GONGKAI_DATABASE", "postgresql:///gongkai", "postgresql:///gongkai"),
        ("GONGKAI_NOTICES", "", None),
    ],
)
def test_a_right_value_is_read_as_what_it_is(name, text, value):
    assert read({name: text})[name] == value


@pytest.mark.parametrize("name", ["GONGKAI_DATABSE", "GONGKAI_SECRET", "GONGKAI_", "GONGKAI_SECRETS_FILE"])
def test_an_unknown_name_is_refused_with_the_list_of_known_ones(name):
    with pytest.raises(SystemExit) as stopped:
        read({name: "x"})
    assert f"没有名为 {name} 的设置" in str(stopped.value) and "GONGKAI_DATABASE" in str(stopped.value)


def test_names_of_others_are_no_concern_of_ours():
    assert read({"PATH": "/usr/bin", "DJANGO_DEBUG": "1", "GONGKAI_REQUIRE_ALL": "1"}) == read({})


def test_a_secret_may_lie_in_a_file_and_the_variable_itself_prevails(tmp_path):
    key = tmp_path / "key"
    key.write_text("秘密" * 30 + "\n", encoding="utf-8")
    assert read({"GONGKAI_SECRET_KEY_FILE": str(key)})["GONGKAI_SECRET_KEY"] == "秘密" * 30
    assert read({"GONGKAI_SECRET_KEY_FILE": str(key), "GONGKAI_SECRET_KEY": "x"})["GONGKAI_SECRET_KEY"] == "x"


def test_a_secret_file_that_cannot_be_read_stops_the_start_and_names_the_file():
    with pytest.raises(WrongSetting, match="GONGKAI_SECRET_KEY_FILE='/no/such/file'"):
        read({"GONGKAI_SECRET_KEY_FILE": "/no/such/file"})


def test_a_wrong_value_in_a_file_is_refused_like_one_in_the_variable(tmp_path):
    address = tmp_path / "database"
    address.write_text("mysql://h/db", encoding="utf-8")
    with pytest.raises(WrongSetting, match="GONGKAI_DATABASE"):
        read({"GONGKAI_DATABASE_FILE": str(address)})


def test_what_is_set_around_a_test_run_is_no_unknown_setting():
    read({"GONGKAI_REQUIRE_ALL": "1", "GONGKAI_TEST_POSTGRES": "postgresql://127.0.0.1/postgres"})
