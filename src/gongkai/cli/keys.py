"""`gongkai keys`: make a key, see what is sealed with which, seal everything anew under the current one; sign bundles.

`new` and `sign` need neither settings nor a database: they make what the settings need. No secret key is ever printed or
logged except by `new --print`.
"""

import argparse
import os
import sys
from collections.abc import Collection
from datetime import date
from itertools import count
from pathlib import Path

from gongkai.cli import office
from gongkai.cli.errors import UsageProblem

HELP = "封存密钥：new 新建，check 核对，rotate 换用现用密钥重新封存；签名密钥：sign 新建，public 显示公钥"
BAR = 30


def configure(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True, metavar="new|check|rotate|sign|public")
    new = what.add_parser("new", help="新建密钥文件；文件已有时在最前面加一把新的现用密钥，旧的保留用于读取")
    where = new.add_mutually_exclusive_group(required=True)
    where.add_argument("--output", type=Path, metavar="文件", help="密钥文件，权限 600")
    where.add_argument("--print", action="store_true", dest="printed", help="打印一份全新的密钥（供放进密钥管理系统）")
    new.add_argument("--id", metavar="编号", help="新密钥的编号，默认 k加今天的日期")
    what.add_parser("check", help="逐个打开封存的值：各用哪把密钥、能否打开；有打不开的退出码为 1")
    what.add_parser("rotate", help="把不在现用密钥下的值重新封存；可以中断，再运行即接着做")
    sign = what.add_parser("sign", help="新建跨网数据包的签名密钥；文件已有时在最前面加一把新的，旧的仍用于解密")
    sign.add_argument("--output", type=Path, required=True, metavar="文件", help="密钥文件，权限 600")
    sign.add_argument("--id", metavar="编号", help="新密钥的编号，默认 k加今天的日期")
    what.add_parser("public", help="显示本机签名密钥的公钥，一行，交给对方加入 GONGKAI_TRUST_KEYS")


def run(args: argparse.Namespace) -> int:
    from gongkai.sealing.keys import NoKeys

    try:
        return PARTS[args.what](args)
    except NoKeys as problem:
        raise UsageProblem(str(problem)) from None


def _new(args: argparse.Namespace) -> int:
    from gongkai.sealing import keys

    if args.id and (not keys.KEY_ID.fullmatch(args.id) or args.id == keys.BLIND):
        raise UsageProblem(f"编号“{args.id}”不能用：只用小写字母、数字和连字符，最长 24 个，不能是 {keys.BLIND}")
    if args.printed:
        print(keys.new_keyring(args.id or _todays_id()), end="")
        return 0
    try:
        old = args.output.read_text(encoding="ascii") if args.output.exists() else ""
        key_id = args.id or _todays_id(keys.parse(old).keys if old else ())
        text = keys.with_new_key(old, key_id) if old else keys.new_keyring(key_id)
        _kept_private(args.output, text)
    except ValueError as problem:
        raise UsageProblem(f"{args.output} 没有改动：{problem}") from None
    except OSError as problem:
        raise UsageProblem(f"不能写入 {args.output}：{problem.strerror}") from None
    if old:
        print(f"{args.output} 的现用密钥现在是 {key_id}，旧密钥仍在文件里。请重新启动，再运行 gongkai keys rotate。")
    else:
        print(
            f"已写入 {args.output}（权限 600）。请设置 GONGKAI_SEAL_KEYS_FILE={args.output}，并另存一份在别处：丢失后数据无法恢复。"
        )
    return 0


def _todays_id(taken: Collection[str] = ()) -> str:
    """k20261125, and k20261125-2 for a second one on the same day."""
    today = f"k{date.today():%Y%m%d}"
    return next(name for n in count(1) if (name := today if n == 1 else f"{today}-{n}") not in taken)


def _kept_private(path: Path, text: str) -> None:
    """Written beside and moved into place: never half a keyring, never readable by others for a moment."""
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _check(_args: argparse.Namespace) -> int:
    office.start()
    from gongkai.sealing import rotation
    from gongkai.sealing.seal import prefix_in_use

    found, current = rotation.census(_bar), prefix_in_use().rstrip(":")
    print(f"封存的值 {found.by_key.total()} 个")
    for key, values in found.by_key.most_common():
        cipher = {"s1": "AES-256-GCM", "s2": "SM4-GCM"}.get(key.partition(":")[0], "")
        note = "（现用）" if key == current else "（应运行 gongkai keys rotate）" if key else ""
        print(f"  {key.partition(':')[2]} {cipher}：{values} 个{note}" if key else f"  没有封存：{values} 个")
    if found.stale_indexes:
        print(f"查找用的索引有 {found.stale_indexes} 行需要重算，请运行 gongkai keys rotate。")
    if found.broken:
        print("\n".join([f"有 {len(found.broken)} 个打不开：", *(f"  {sentence}" for sentence in found.broken)]))
        return 1
    print("全部能打开")
    return 0


def _rotate(_args: argparse.Namespace) -> int:
    office.start()
    from gongkai.audit import actions as audit
    from gongkai.sealing import rotation
    from gongkai.sealing.keys import keyring

    done = rotation.rotate(_bar)
    audit.record(
        verb="keys.rotated", by=None, subject=f"key:{keyring().current.id}",
        resealed=done.resealed, reindexed=done.reindexed, broken=len(done.broken),
    )  # fmt: skip
    print(f"重新封存 {done.resealed} 个值，重算索引 {done.reindexed} 行")
    if done.passed_over:
        print(f"{done.passed_over} 个值正被别人修改，没有动。请再运行一次。")
    if done.broken:
        print("\n".join([f"有 {len(done.broken)} 个打不开，原样保留：", *(f"  {one}" for one in done.broken)]))
    return 1 if done.broken or done.passed_over else 0


def _sign(args: argparse.Namespace) -> int:
    from gongkai.static_site import signing

    try:
        old = args.output.read_text(encoding="ascii") if args.output.exists() else ""
        key_id = args.id or _todays_id(signing.secrets_in(old))
        text = signing.new_secret(key_id) + old
        signing.checked_secrets(text)
        _kept_private(args.output, text)
    except ValueError as problem:
        raise UsageProblem(f"{args.output} 没有改动：{problem}") from None
    except OSError as problem:
        raise UsageProblem(f"不能写入 {args.output}：{problem.strerror}") from None
    print(f"已写入 {args.output}（权限 600）。请设置 GONGKAI_SIGN_KEY_FILE={args.output}，把下面的公钥交给对方：")
    print(signing.secrets_in(text)[key_id].peer.line)
    return 0


def _public(_args: argparse.Namespace) -> int:
    from gongkai.cli.bundle import own_key

    print(own_key().peer.line)
    return 0


PARTS = {"new": _new, "check": _check, "rotate": _rotate, "sign": _sign, "public": _public}


def _bar(what: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        filled = BAR * done // total
        end = "\n" if done >= total else ""
        print(f"\r{what} [{'#' * filled}{'.' * (BAR - filled)}] {done}/{total}", end=end, file=sys.stderr, flush=True)
