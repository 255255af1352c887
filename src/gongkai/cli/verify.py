"""`gongkai verify`: is the public site, file by file, what was baked?

Exit 0 whole; 1 with every changed, missing and added file named; 2 cannot tell: no manifest, a broken chain, a bucket or
a site that does not answer. Needs no database; where one can be opened, the head kept in the audit trail is compared.
"""

import argparse
import json
import sys
from collections.abc import Collection, Iterator
from contextlib import nullcontext
from pathlib import Path

from gongkai.cli import office
from gongkai.cli.errors import UsageProblem
from gongkai.cli.progress import bar
from gongkai.static_site.bundles.container import BadBundle
from gongkai.static_site.chain import DIGEST, BrokenChain, Head
from gongkai.static_site.mirroring.targets import is_target, target
from gongkai.static_site.restoring import Source, from_tree, restore
from gongkai.static_site.segments import NoManifest
from gongkai.static_site.signing import NotTrusted
from gongkai.static_site.site import Site, SiteBusy
from gongkai.static_site.verifying.comparing import compare, state_of
from gongkai.static_site.verifying.live import SiteDown, ask
from gongkai.static_site.verifying.places import Release, locate
from gongkai.static_site.verifying.report import KINDS, Report, shown
from gongkai.static_site.verifying.trees import LocalTree, StorageTree, Tree

HELP = "核验静态网站：逐个文件与完整性清单核对，找出被改动、缺失和多出的文件（网页防篡改）"
WHOLE, TOUCHED, CANNOT_TELL = 0, 1, 2


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("directory", metavar="目录", nargs="?", type=Path, help="静态网站目录，默认是设置里的那一个")
    parser.add_argument("--manifest", metavar="目录", type=Path, help="完整性清单在另一处时，清单所在目录")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--url", metavar="网址", help="核验正在对外服务的网站：逐个地址取回，与本地的清单核对")
    where.add_argument(
        "--storage", metavar="名称", help="核验对象存储：s3://存储桶/前缀，或 Django 设置 STORAGES 里的名称"
    )
    parser.add_argument("--prefix", metavar="前缀", default="", help="对象存储里网站文件的前缀")
    parser.add_argument("--restore", action="store_true", help="修复：放回正确的文件，多出的文件移到隔离目录（不删除）")
    parser.add_argument(
        "--from", dest="sources", metavar="目录或文件", type=Path, action="append", default=[],
        help="修复用的来源：另一份网站目录，或签名的数据包；可以写几次",
    )  # fmt: skip
    parser.add_argument("--head", metavar="行号:链值", type=_head, help="另处记下的清单末行，用来发现清单被整个换过")
    parser.add_argument("--sample", metavar="个数", type=int, default=0, help="只抽查这么多个文件")
    parser.add_argument("--rate", metavar="次数", type=int, default=50, help="核验网址时每秒最多请求几次，默认 50")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(args: argparse.Namespace) -> int:
    if args.sample < 0 or args.rate < 1:
        raise UsageProblem("--sample 不能小于 0，--rate 不能小于 1")
    if args.restore and (args.url or args.storage):
        raise UsageProblem("--restore 只修复本地目录；对象存储请用 gongkai bake --all --to 重新发送")
    try:
        release, known, notes = _chosen(args)
        report = _verify(args, release, known)
        report.notes += notes
        if args.restore and report.faults:
            report = _restore(args, release, known, report)
    except (NoManifest, BrokenChain, SiteDown) as problem:
        return _cannot_tell(args, str(problem))
    except SiteBusy:
        return _cannot_tell(args, "正在静态化，没有修复，请稍后再试")
    except (NotTrusted, BadBundle) as problem:
        raise UsageProblem(str(problem)) from None
    except OSError as problem:
        return _cannot_tell(args, f"读不出来：{problem}")
    print(json.dumps(report.as_data(), ensure_ascii=False) if args.json else _in_words(report))
    if report.faults:
        return TOUCHED
    return CANNOT_TELL if report.unknown else WHOLE


def _head(text: str) -> Head:
    number, _, chain = text.partition(":")
    if not number.isdigit() or not DIGEST.fullmatch(chain):
        raise UsageProblem(f"--head 应为“行号:链值”，不能是 {text}")
    return Head(int(number), chain)


def _chosen(args: argparse.Namespace) -> tuple[Release, Head | None, list[str]]:
    """The release to compare with, the head kept elsewhere, and what to say about that."""
    if args.directory is not None:
        return locate(args.directory, args.manifest), args.head, []
    release = locate(configured_site(), args.manifest)
    if args.head:
        return release, args.head, []
    known = _kept_head(release)
    return release, known, [] if known else ["没有同审计记录里的清单末行核对（打不开数据库，或者没有记录）"]


def configured_site() -> Path:
    """Where the settings say the baked site lies."""
    office.start(needs_data=False)
    from django.conf import settings

    if settings.SITE_FOLDER is None:
        raise NoManifest("静态化没有打开（GONGKAI_SITE=off），没有可以核验的静态网站")
    if not (settings.SITE_FOLDER / "current").exists():
        raise NoManifest(f"{settings.SITE_FOLDER} 里还没有静态网站：请先运行 gongkai bake --all")
    return Path(settings.SITE_FOLDER)


def _kept_head(release: Release) -> Head | None:
    from gongkai.static_site.verifying.heads import kept_head

    return kept_head(release.name)


def _verify(args: argparse.Namespace, release: Release, known: Head | None) -> Report:
    show = bar("核验") if not args.json else None
    if args.url:
        return ask(
            args.url, release.manifest, www=release.www, known=known, sample=args.sample, rate=args.rate, progress=show
        )
    tree: Tree = LocalTree(release.www)
    workers = 1
    if args.storage:
        tree, workers = _storage(args), 16
    pending = _pending if args.directory is None else lambda: False
    return compare(
        tree, release.manifest, known=known, sample=args.sample, workers=workers, pending=pending, progress=show
    )


def _storage(args: argparse.Namespace) -> Tree:
    office.start(needs_data=False)
    from django.core.files.storage import InvalidStorageError, storages

    if is_target(args.storage):
        return _mirror(args)
    try:
        return StorageTree(storages[args.storage], args.prefix)
    except InvalidStorageError:
        raise UsageProblem(f"设置 STORAGES 里没有“{args.storage}”") from None


def _mirror(args: argparse.Namespace) -> Tree:
    from gongkai.static_site.mirroring.places import MirrorProblem, place_of

    if args.prefix:
        raise UsageProblem("前缀写在镜像的名称里：--storage s3://存储桶/前缀")
    try:
        return place_of(target(args.storage)).tree()
    except MirrorProblem as problem:
        raise UsageProblem(str(problem)) from None
    except ValueError:
        raise UsageProblem(f"--storage {args.storage} 不能使用：应为 s3://存储桶/前缀，或 STORAGES 里的名称") from None


def _pending() -> Collection[str] | bool:
    """What is ordered to be baked and not done: an older version of it is no tampering."""
    from gongkai.static_site.awaited import awaited_paths

    return awaited_paths()


def _restore(args: argparse.Namespace, release: Release, known: Head | None, report: Report) -> Report:
    office.start_bare()
    sources: list[Source] = []
    sources += [_source(place) for place in args.sources]
    if release.site is not None:
        others = (release.site / "releases").iterdir()
        sources += [from_tree(LocalTree(other / "www")) for other in others if other.name != release.name]
    if args.directory is None:
        sources.append(_rebaked)
    with Site(release.site).alone() if release.site else nullcontext():
        state = state_of(release.manifest, known)  # as it is now that nobody bakes
        done = restore(release.www, state, report.faults, sources, quarantine=release.quarantine)
    after = compare(LocalTree(release.www), release.manifest, known=known, progress=bar("复核"))
    after.notes += [*report.notes, f"放回 {len(done.put_back)} 个文件，移走 {len(done.moved_away)} 个多出的文件"]
    after.notes += [f"移走的文件在 {done.quarantine}"] if done.quarantine else []
    after.notes += [f"没有修复 {shown(path)}：{why}" for path, why in done.failed]
    return after


def _source(place: Path) -> Source:
    """A directory, or a bundle whose signature holds."""
    if place.is_dir():
        return from_tree(LocalTree(_www(place)))
    from gongkai.cli.bundle import trusted
    from gongkai.static_site.bundles.site_in import source

    return source(place, peers=trusted())


def _www(place: Path) -> Path:
    place = (place / "current").resolve() if (place / "current").is_dir() else place
    return place / "www" if (place / "www").is_dir() else place


def _rebaked(paths: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """From the database, baked anew; nothing where it cannot be asked."""
    from django.db import DatabaseError

    from gongkai.static_site import baking

    try:
        yield from baking.baked_anew(paths)
    except DatabaseError:
        return


def _in_words(report: Report) -> str:
    words = [f"{KINDS[kind]} {count} 个" for kind in KINDS if (count := sum(1 for _fault in report.of(kind)))]
    verdict = "、".join(words) or ("有文件不能核验" if report.unknown else "完整无误")
    out = [f"核验 {report.checked} 个文件：{verdict}"]
    out += [f"  {KINDS[fault.kind]}  {shown(fault.path)}：{fault.reason}" for fault in report.faults]
    out += [f"  不能核验  {shown(path)}：{why}" for path, why in report.unknown]
    out += [f"  等待  {shown(fault.path)}：{fault.reason}" for fault in report.waiting]
    out += [f"  {note}" for note in report.notes]
    out.append(f"清单末行 {report.head.n}:{report.head.chain}")
    return "\n".join(out)


def _cannot_tell(args: argparse.Namespace, why: str) -> int:
    if args.json:
        print(json.dumps({"whole": None, "reason": why}, ensure_ascii=False))
    else:
        print(f"gongkai verify: 不能核验：{why}", file=sys.stderr)
    return CANNOT_TELL
