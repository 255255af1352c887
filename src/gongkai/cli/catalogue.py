"""`gongkai catalogue export`: an organ's public catalogue as a file, for the archive, the library and anybody (Art. 25)."""

import argparse
import sys
from pathlib import Path

from gongkai.cli import office
from gongkai.cli.errors import UsageProblem
from gongkai.cli.organs import organ_of

HELP = "导出公开目录（xlsx 或 json），可带全文移交包"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", choices=["export", "handover"], help="export 目录；handover 向档案馆、图书馆移交的压缩包"
    )
    parser.add_argument("--organ", required=True, help="机关代号")
    parser.add_argument("--year", type=int, help="只要这一年公开的")
    parser.add_argument("--output", type=Path, required=True, help="输出文件：.xlsx、.json；移交包为 .zip")


def run(args: argparse.Namespace) -> int:
    office.start()
    from gongkai.catalogue import handover

    organ = organ_of(args.organ)
    writers = {".xlsx": handover.write_xlsx, ".json": handover.write_json}
    if args.what == "handover":
        writers = {".zip": handover.write_package}
    write = writers.get(args.output.suffix.lower())
    if write is None:
        raise UsageProblem(f"输出文件的扩展名应为 {'、'.join(writers)}")
    with args.output.open("wb") as stream:
        count = write(stream, organ=organ, year=args.year)
    print(f"{organ.name}：{count} 条，已写入 {args.output}", file=sys.stderr)
    return 0
