"""`gongkai demo`: a county of the year 2019 in the database; with `--serve` the site on top of it."""

import argparse
import sys

from gongkai.cli import office, setup

HELP = "建立演示数据（榕江县民政局 2019 年度），--serve 随后启动网站"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--serve", action="store_true", help="建立后启动网站")
    parser.add_argument("--host", default="127.0.0.1", help="监听地址，默认 127.0.0.1")
    parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")


def run(args: argparse.Namespace) -> int:
    office.start(needs_data=False)
    setup.prepare()
    from gongkai.demo.build import build
    from gongkai.static_site import orders

    with orders.held_back():
        build()
    _bake()
    _tell(args)
    if args.serve:
        from gongkai.cli import serve

        return serve.serve(host=args.host, port=args.port)
    return 0


def _bake() -> None:
    """The public pages as files, unless they are there already."""
    from django.conf import settings

    from gongkai.cli.progress import bar
    from gongkai.static_site import baking, full, orders

    if not orders.is_on():
        return
    if full.is_needed(baking.site()):
        done = full.bake_all(baking.site(), processes=settings.ENV["GONGKAI_WORKERS"], progress=bar("静态化"))
        print(
            f"公开页面已生成为静态文件 {done.written.written} 个：{baking.site().folder}", file=sys.stderr, flush=True
        )
    else:
        baking.bake_waiting()


def _tell(args: argparse.Namespace) -> None:
    from gongkai.annual_reports.compile import compile_report
    from gongkai.demo.build import SIGN_INS
    from gongkai.demo.people import PASSWORD
    from gongkai.organs.models import Organ

    report = compile_report(Organ.objects.get(slug="rongjiang-mzj"), 2019)
    year_of_applications = compile_report(Organ.objects.get(slug="rongjiang-mzj"), 2024)
    parts = "、".join(f"{name} {count}" for name, count in report.categories.items())
    lines = [
        "",
        f"榕江县民政局 2019 年度：主动公开 {report.total} 条（{parts}），依申请公开 {report.applications_received} 件，"
        f"行政复议、行政诉讼 {report.remedies_total} 件",
        f"2024 年度：收到公开申请 {year_of_applications.applications['new_received']} 件，"
        f"办结 {year_of_applications.applications['processed']} 件，结转 {year_of_applications.applications['carried_out']} 件",
        "",
        f"演示账号（口令都是 {PASSWORD}）：",
        *(f"  {name:<14}{what}" for name, what in SIGN_INS),
        "",
        f"门户  http://{args.host}:{args.port}/",
        f"工作台 http://{args.host}:{args.port}/office/",
        "",
    ]
    print("\n".join(lines), file=sys.stdout, flush=True)
