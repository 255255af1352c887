"""`gongkai audit verify`: whether the trail is as it was written. Exit 0 whole, 1 with every fault named."""

import argparse
import json

from gongkai.cli import office

HELP = "核验审计记录是否被改动、删除或调换"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["verify", "export"], help="verify 核验；export 逐行输出 JSON，供离线核验")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(args: argparse.Namespace) -> int:
    office.start()
    from gongkai.audit import queries
    from gongkai.audit.models import AuditEntry

    if args.what == "export":
        for entry in AuditEntry.objects.order_by("number").iterator():
            print(json.dumps(entry.as_row(), ensure_ascii=False))
        return 0
    count, faults = queries.verify()
    if args.json:
        print(json.dumps({"rows": count, "faults": [vars(fault) for fault in faults]}, ensure_ascii=False))
    elif faults:
        print(
            "\n".join(
                [f"审计记录 {count} 行，发现 {len(faults)} 处问题：", *(f"  {fault.message}" for fault in faults)]
            )
        )
    else:
        print(f"审计记录 {count} 行，完整无误")
    return 1 if faults else 0
