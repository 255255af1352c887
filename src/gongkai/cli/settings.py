"""`gongkai settings`: every variable a deployment may set, what it means and what it is now. Secrets are not shown."""

import argparse
import os

from gongkai.config.environment import SETTINGS, read

HELP = "列出全部设置、含义和当前值"
SECRET = {"GONGKAI_SECRET_KEY", "GONGKAI_SEAL_KEYS", "GONGKAI_SIGN_KEY", "GONGKAI_DATABASE", "GONGKAI_EMAIL"}


def configure(parser: argparse.ArgumentParser) -> None:
    pass


def run(args: argparse.Namespace) -> int:
    values = read()
    for setting in SETTINGS:
        given = setting.name in os.environ or f"{setting.name}_FILE" in os.environ
        shown = "（已设置，不显示）" if given and setting.name in SECRET else values[setting.name]
        print(
            f"{setting.name}\n    {setting.meaning}\n    可用：{setting.accepted}\n    当前：{shown}{'' if given else '（默认）'}"
        )
    return 0
