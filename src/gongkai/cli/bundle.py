"""`gongkai bundle`: what crosses an air gap on a medium, both ways, signed.

Exit 0 done, or nothing was left to do; 1 done in part, each remaining thing named; 2 refused: not signed by a known key,
damaged, out of sequence, or the call cannot be understood. `site`, `apply` and `head` need no database.
"""

import argparse
from collections.abc import Mapping
from pathlib import Path

from gongkai.cli import office
from gongkai.cli.errors import UsageProblem
from gongkai.cli.progress import bar
from gongkai.static_site import signing
from gongkai.static_site.bundles.container import BadBundle
from gongkai.static_site.bundles.marks import Mark, mark_of
from gongkai.static_site.chain import BrokenChain
from gongkai.static_site.segments import NoManifest

HELP = "跨网摆渡的数据包：site 网站打包，apply 应用到外网，applications 申请打包，receive 内网接收，acknowledge 核销"


def configure(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True, metavar="|".join(PARTS))
    site = what.add_parser("site", help="（内网）把静态网站打成签名的数据包")
    site.add_argument("directory", metavar="目录", nargs="?", type=Path, help="静态网站目录，默认是设置里的那一个")
    site.add_argument("--out", metavar="文件", type=Path, required=True, help="数据包")
    site.add_argument("--since", metavar="标记", help="外网现在的位置（gongkai bundle head 显示的），只打包之后的变化")
    taking = what.add_parser("apply", help="（外网）核对签名和次序，把数据包应用到网站目录")
    taking.add_argument("bundle", metavar="数据包", type=Path)
    taking.add_argument("--to", metavar="目录", type=Path, required=True, help="网站目录")
    packing = what.add_parser("applications", help="（外网）把收到的申请加密打包，交给内网；没有核销的每次都在内")
    packing.add_argument("--out", metavar="文件", type=Path, required=True, help="数据包")
    packing.add_argument("--for", dest="peer", metavar="编号", help="内网密钥的编号；只相信一把密钥时不用写")
    receiving = what.add_parser("receive", help="（内网）接收申请数据包，逐件登记，写出接收回执")
    receiving.add_argument("bundle", metavar="数据包", type=Path)
    receiving.add_argument("--ack", metavar="文件", type=Path, required=True, help="接收回执，带回外网核销")
    closing = what.add_parser("acknowledge", help="（外网）按接收回执删除已经到达内网的申请")
    closing.add_argument("bundle", metavar="回执", type=Path)
    head = what.add_parser("head", help="显示网站目录现在的位置，供 --since 使用")
    head.add_argument("directory", metavar="目录", nargs="?", type=Path, help="静态网站目录，默认是设置里的那一个")


def run(args: argparse.Namespace) -> int:
    try:
        return PARTS[args.what](args)
    except (signing.NotTrusted, BadBundle, NoManifest, BrokenChain) as problem:
        raise UsageProblem(f"没有办理：{problem}") from None
    except OSError as problem:
        raise UsageProblem(f"不能读写 {problem.filename or '文件'}：{problem.strerror or problem}") from None


def _site(args: argparse.Namespace) -> int:
    from gongkai.static_site.bundles.site_out import pack
    from gongkai.static_site.verifying.places import locate

    since = None
    if args.since:
        try:
            since = Mark.read(args.since)
        except ValueError:
            raise UsageProblem("--since 应为 gongkai bundle head 显示的标记（发布号:行号:链值）") from None
    done = pack(locate(_place(args)), args.out, key=own_key(), since=since, progress=bar("打包"))
    what = "之后的变化" if since else "完整网站"
    print(f"已写入 {args.out}：{what}，清单 {done.lines} 行，文件 {done.files} 个，{done.size} 字节")
    print(f"打包至 {done.end}")
    return 0


def _apply(args: argparse.Namespace) -> int:
    from gongkai.static_site.bundles.site_in import apply

    done = apply(args.bundle, args.to, peers=trusted(), progress=bar("应用"))
    if done.is_news:
        print(f"已应用：写入 {done.written} 个文件，撤下 {done.removed} 个")
    else:
        print("这个数据包的内容这里已经有了，没有改动")
    print(f"网站现在是 {done.end}")
    return 0


def _head(args: argparse.Namespace) -> int:
    print(mark_of(_place(args)))
    return 0


def _applications(args: argparse.Namespace) -> int:
    office.start()
    from gongkai.static_site.bundles.applications_out import pack

    peers = trusted()
    if args.peer is None and len(peers) > 1:
        raise UsageProblem(f"相信的密钥不止一把，请用 --for 写明给谁：{'、'.join(peers)}")
    to = signing.known(peers, args.peer or next(iter(peers)))
    _on_this_side(outer=True)
    count = pack(args.out, key=own_key(), to=to)
    print(f"已写入 {args.out}：申请 {count} 件，只有 {to.id} 能打开" if count else "没有待交接的申请，没有打包")
    return 0


def _receive(args: argparse.Namespace) -> int:
    office.start()
    from gongkai.static_site.bundles.applications_in import receive, write_acknowledgement

    key, keys = own_key(), signing.secrets_in(_setting("GONGKAI_SIGN_KEY"))
    _on_this_side(outer=False)
    done = receive(args.bundle, keys=keys, peers=trusted())
    write_acknowledgement(args.ack, done, key=key)
    print(f"登记 {len(done.new)} 件，早已登记 {len(done.known)} 件；接收回执 {args.ack}")
    if done.refused:
        print(f"没有接收 {len(done.refused)} 件，仍在外网：")
        print("\n".join(f"  {number}：{why}" for number, why in done.refused))
    return 1 if done.refused else 0


def _acknowledge(args: argparse.Namespace) -> int:
    office.start()
    from gongkai.static_site.bundles.applications_out import acknowledge

    _on_this_side(outer=True)
    forgotten, kept = acknowledge(args.bundle, peers=trusted())
    print(f"已到达内网并从这里删除 {len(forgotten)} 件")
    if kept:
        print(f"打包之后申请人又有改动、等下次交接的 {len(kept)} 件：{'、'.join(kept)}")
    return 0


def _on_this_side(*, outer: bool) -> None:
    from django.conf import settings

    if outer != settings.IS_OUTER:
        here = "外网" if settings.IS_OUTER else "内网"
        raise UsageProblem(f"这台机器是{here}一侧（GONGKAI_GAP），不能办理这一步")


PARTS = {
    "site": _site, "apply": _apply, "head": _head, "applications": _applications, "receive": _receive,
    "acknowledge": _acknowledge,
}  # fmt: skip


def _place(args: argparse.Namespace) -> Path:
    if args.directory is not None:
        return Path(args.directory)
    from gongkai.cli.verify import configured_site

    return configured_site()


def own_key() -> signing.SigningKey:
    """The key this machine signs with."""
    keys = signing.secrets_in(_setting("GONGKAI_SIGN_KEY"))
    if not keys:
        raise UsageProblem("没有设置 GONGKAI_SIGN_KEY（或 GONGKAI_SIGN_KEY_FILE）：请先运行 gongkai keys sign")
    return next(iter(keys.values()))


def trusted() -> Mapping[str, signing.Peer]:
    peers = signing.peers_in(_setting("GONGKAI_TRUST_KEYS"))
    if not peers:
        raise UsageProblem("没有设置 GONGKAI_TRUST_KEYS（或 GONGKAI_TRUST_KEYS_FILE）：不知道应当相信谁的签名")
    return peers


def _setting(name: str) -> str:
    """From the environment alone: these parts run where no database is."""
    from gongkai.config.environment import read

    value: str = read()[name]
    return value
