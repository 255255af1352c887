"""Everything a deployment may set, in one table: name, default, reader, meaning.

`gongkai settings` prints this table. A wrong value stops the start with a sentence, never later with a traceback.
A secret may also come from a file: `GONGKAI_SECRET_KEY_FILE=/run/secrets/key`.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from gongkai.sealing import keys
from gongkai.static_site import signing
from gongkai.static_site.mirroring.targets import targets


class WrongSetting(SystemExit):
    """Stops the start; the message names the variable, the value and what would be accepted."""

    def __init__(self, name: str, value: str, accepted: str) -> None:
        super().__init__(f"设置 {name}={value!r} 不能使用：应为{accepted}。请改正后重新启动。")


def _yes_no(value: str) -> bool:
    if value.lower() in {"1", "true", "yes", "on"}:
        return True
    if value.lower() in {"0", "false", "no", "off"}:
        return False
    raise ValueError


def _number(low: int, high: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        number = int(value)
        if not low <= number <= high:
            raise ValueError
        return number

    return read


def _one_of(*words: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in words:
            raise ValueError
        return value

    return read


def _words(value: str) -> list[str]:
    words = [word.strip() for word in value.split(",") if word.strip()]
    if not words:
        raise ValueError
    return words


def _database(value: str) -> str:
    if value.startswith("sqlite:"):
        return value
    parts = _address(value, "postgresql", "postgres", needs_host=False)  # without one: the socket of this machine
    if not parts.path.strip("/"):
        raise ValueError
    return value


def _base_url(value: str) -> str:
    _address(value, "http", "https")
    return value.rstrip("/")


def _office_url(value: str) -> str:
    return _base_url(value) if value else ""


def _opensearch(value: str) -> str:
    if value:
        try:
            _address(value, "http", "https")
        except ValueError:
            raise ValueError("不是网址") from None  # the address may hold a password: it is not repeated
    return value.rstrip("/")


def _email(value: str) -> str:
    if value != "console:":
        _address(value, "smtp", "smtps", "smtp+starttls")
    return value


def _sender(value: str) -> str:
    name, at, host = value.partition("@")
    if value and not (name and at and host and not any(sign.isspace() or sign in "<>,@" for sign in name + host)):
        raise ValueError
    return value


def _address(value: str, *schemes: str, needs_host: bool = True) -> SplitResult:
    """The parts of an address with one of these schemes and a host; a port that is no number is a ValueError too."""
    parts = urlsplit(value)
    if parts.scheme not in schemes or (needs_host and not parts.hostname) or parts.port == 0:
        raise ValueError
    return parts


def _data(value: str) -> Path:
    path = Path(value)
    if not value or (path.exists() and not path.is_dir()):
        raise ValueError
    return path


def _directory(value: str) -> Path | None:
    if value and not Path(value).is_dir():
        raise ValueError
    return Path(value) if value else None


def _site(value: str) -> str:
    """Empty, "off", or the path of a folder that is there or can be made."""
    if value not in {"", "off"} and Path(value).exists() and not Path(value).is_dir():
        raise ValueError
    return value


def _scanner(value: str) -> str:
    """Empty, the path of a socket, or host:port."""
    if value and not value.startswith("/"):
        parts = urlsplit(f"//{value}")
        if not parts.hostname or not parts.port or parts.path:
            raise ValueError
    return value


@dataclass(frozen=True)
class Setting:
    name: str
    default: str
    read: Callable[[str], Any]
    accepted: str
    meaning: str
    is_secret: bool = False  # never repeated in a message, not even when it is wrong


SETTINGS = (
    Setting("GONGKAI_SECRET_KEY", "", str, "50 个以上随机字符", "签名密钥；生产环境必须设置"),
    Setting(
        "GONGKAI_SEAL_KEYS",
        "",
        keys.checked,
        keys.ACCEPTED,
        "封存个人信息的密钥，用 gongkai keys new 建立；生产环境必须设置",
        is_secret=True,
    ),
    Setting(
        "GONGKAI_SEAL_CIPHER",
        "aes",
        _one_of("aes", "sm4"),
        "aes 或 sm4",
        "封存新值所用的算法：AES-256-GCM 或国密 SM4-GCM；两种都能读取",
    ),
    Setting(
        "GONGKAI_SIGN_KEY",
        "",
        signing.checked_secrets,
        signing.SECRET,
        "本机给跨网数据包签名、解密的密钥，用 gongkai keys sign 建立；不跨网的不用设置",
        is_secret=True,
    ),
    Setting(
        "GONGKAI_TRUST_KEYS",
        "",
        signing.checked_peers,
        signing.PUBLIC,
        "相信哪些机器签名的跨网数据包；加密的数据包也用其中的公钥",
        is_secret=True,
    ),
    Setting(
        "GONGKAI_GAP",
        "none",
        _one_of("none", "outer"),
        "none 或 outer",
        "本机是否在隔离网的外侧：outer 只接收申请，用数据包交给内网办理，对方收到后即删除",
    ),
    Setting("GONGKAI_DATA", "var", _data, "一个可写的目录", "数据库、附件和其他运行数据所在目录"),
    Setting(
        "GONGKAI_DATABASE",
        "sqlite:",
        _database,
        "sqlite:、sqlite:/路径/文件 或 postgresql://用户:口令@主机:端口/库名",
        "数据库；默认是数据目录里的 SQLite 文件",
    ),
    Setting(
        "GONGKAI_ROUTES",
        "both",
        _one_of("both", "public", "office"),
        "both、public 或 office",
        "本进程提供哪些页面：公众端、办公端或两者",
    ),
    Setting("GONGKAI_HOSTS", "localhost,127.0.0.1,[::1]", _words, "用逗号隔开的主机名", "接受访问的主机名"),
    Setting(
        "GONGKAI_BASE_URL",
        "http://127.0.0.1:8000",
        _base_url,
        "以 http:// 或 https:// 开头的网址",
        "网站对外的网址，写进订阅、站点地图和告知书",
    ),
    Setting(
        "GONGKAI_OFFICE_URL",
        "",
        _office_url,
        "以 http:// 或 https:// 开头的网址，或留空",
        "办公端的网址，写进提醒邮件和日历；留空时与对外的网址相同",
    ),
    Setting("GONGKAI_HTTPS", "no", _yes_no, "yes 或 no", "是否处在 HTTPS 之后（Cookie 只走加密通道、HSTS）"),
    Setting(
        "GONGKAI_TRUSTED_PROXIES",
        "0",
        _number(0, 5),
        "0 到 5 的整数",
        "前面有几层自己的反向代理；0 表示不相信 X-Forwarded-For",
    ),
    Setting("GONGKAI_DEBUG", "no", _yes_no, "yes 或 no", "开发时显示详细错误；对外服务时必须为 no"),
    Setting(
        "GONGKAI_UPLOAD_MB",
        "50",
        _number(1, 200),
        "1 到 200 的整数",
        "单个附件的上限，单位 MB（1 MB = 1048576 字节）",
    ),
    Setting(
        "GONGKAI_CLAMD",
        "",
        _scanner,
        "clamd 的套接字路径（/run/clamav/clamd.ctl）、主机:端口，或留空",
        "检查上传文件的病毒扫描服务；设置后，公众上传的文件不经扫描不保存",
    ),
    Setting(
        "GONGKAI_SCAN_SECONDS",
        "60",
        _number(5, 600),
        "5 到 600 的整数",
        "检查一个文件最多用几秒；到时间没有读完的部分，由人逐页核对",
    ),
    Setting(
        "GONGKAI_PUBLIC_REPORT_CHECK",
        "no",
        _yes_no,
        "yes 或 no",
        "是否在对外网站开放“核对年度报告”页面（/report-check/），任何人都可以核对一份已公布的年报",
    ),
    Setting("GONGKAI_WORKERS", "2", _number(1, 32), "1 到 32 的整数", "网页服务的进程数"),
    Setting("GONGKAI_THREADS", "4", _number(1, 32), "1 到 32 的整数", "每个进程同时处理的请求数"),
    Setting(
        "GONGKAI_NOTICES",
        "",
        _directory,
        "一个已有的目录，或留空",
        "本地放假安排（TOML）所在目录，补充或改正随软件附带的国务院办公厅通知",
    ),
    Setting(
        "GONGKAI_SITE",
        "",
        _site,
        "一个可写的目录、off，或留空",
        "静态化页面所在目录，由网页服务器直接发送；留空时在数据目录的 site 下，off 表示不静态化",
    ),
    Setting(
        "GONGKAI_SITE_MIRROR",
        "",
        targets,
        "s3://存储桶/前缀、storage:STORAGES 里的名称，几个用逗号隔开，或留空",
        "静态网站的镜像：有变动后自动补上；存储桶的地址和密钥用 boto3 自己的环境变量（AWS_ENDPOINT_URL 等）",
    ),
    Setting(
        "GONGKAI_SM3",
        "no",
        _yes_no,
        "yes 或 no",
        "完整性清单里除 SHA-256 外是否再记一份国密 SM3 摘要（GB/T 32905）；核验时两者都比对",
    ),
    Setting(
        "GONGKAI_SEARCH",
        "auto",
        _one_of("auto", "fts5", "tsvector", "tantivy", "opensearch"),
        "auto、fts5、tsvector、tantivy 或 opensearch",
        "检索引擎；auto 随数据库选择：SQLite 用 fts5（20 万条起、装有 tantivy 时用 tantivy），PostgreSQL 用 tsvector",
    ),
    Setting(
        "GONGKAI_OPENSEARCH",
        "",
        _opensearch,
        "以 http:// 或 https:// 开头的网址，或留空",
        "OpenSearch 集群的网址，如 https://用户:口令@主机:9200；只在 GONGKAI_SEARCH=opensearch 时使用",
        is_secret=True,
    ),
    Setting(
        "GONGKAI_SITE_MODE",
        "platform",
        _one_of("platform", "own_site"),
        "platform 或 own_site",
        "统一平台（各机关为子站）或单个机关的网站",
    ),
    Setting(
        "GONGKAI_SITE_ORGAN",
        "",
        str,
        "机关的代号，或留空",
        "门户所属的机关代号；留空时取层级最高的县级人民政府",
    ),
    Setting(
        "GONGKAI_EMAIL",
        "console:",
        _email,
        "console: 或 smtp://用户:口令@主机:端口（加密的用 smtps:// 或 smtp+starttls://）",
        "发送提醒邮件的服务器；console: 只打印，不发送",
    ),
    Setting(
        "GONGKAI_EMAIL_FROM",
        "",
        _sender,
        "一个电子邮箱地址，或留空",
        "提醒邮件的发件地址；留空时为 gongkai@ 网站主机名",
    ),
    Setting(
        "GONGKAI_LOG",
        "INFO",
        _one_of("DEBUG", "INFO", "WARNING", "ERROR"),
        "DEBUG、INFO、WARNING 或 ERROR",
        "日志的详细程度",
    ),
)


# Set around a run of the tests; no setting of the platform.
FOR_TESTS = {"GONGKAI_REQUIRE_ALL", "GONGKAI_TEST_KILLS", "GONGKAI_TEST_POSTGRES"}


def read(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """All settings as Python values. Raises WrongSetting for an unusable value or an unknown GONGKAI_ name."""
    table = {setting.name: setting for setting in SETTINGS}
    for name in environ:
        base = name.removesuffix("_FILE")
        if name.startswith("GONGKAI_") and base not in table and name not in FOR_TESTS:
            raise SystemExit(f"没有名为 {name} 的设置。可用的设置：{'、'.join(table)}。")
    return {name: _value(setting, environ) for name, setting in table.items()}


def site_folder(values: Mapping[str, Any]) -> Path | None:
    """Where the baked site lies (`current` in it leads to the release that is served); None when nothing is baked."""
    if values["GONGKAI_SITE"] == "off":
        return None
    return Path(values["GONGKAI_SITE"] or values["GONGKAI_DATA"] / "site").absolute()


def _value(setting: Setting, environ: Mapping[str, str]) -> Any:
    raw = environ.get(setting.name)
    if raw is None and (path := environ.get(f"{setting.name}_FILE")):
        try:
            raw = Path(path).read_text(encoding="utf-8").strip()
        except OSError:
            raise WrongSetting(f"{setting.name}_FILE", path, "一个可读的文件") from None
    if raw is None:
        raw = setting.default
    try:
        return setting.read(raw)
    except ValueError as problem:
        if setting.is_secret:
            raise SystemExit(f"设置 {setting.name} 不能使用：{problem}。应为{setting.accepted}。") from None
        raise WrongSetting(setting.name, raw, setting.accepted) from None
