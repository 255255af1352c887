"""For service: refuses to start where a convenience of development would be a danger."""

from gongkai.config.settings.base import *  # noqa: F403
from gongkai.config.settings.base import DEBUG, SEAL_KEYS, SECRET_KEY

if len(SECRET_KEY) < 50:
    raise SystemExit("没有设置 GONGKAI_SECRET_KEY（或 GONGKAI_SECRET_KEY_FILE），或少于 50 个字符：生产环境不能启动。")
if not SEAL_KEYS.strip():
    raise SystemExit(
        "没有设置 GONGKAI_SEAL_KEYS（或 GONGKAI_SEAL_KEYS_FILE）：申请人的个人信息没有密钥不能封存，生产环境不能启动。"
        "请用 gongkai keys new --output 文件 建立。"
    )
if DEBUG:
    raise SystemExit("生产环境不能打开 GONGKAI_DEBUG：错误页面会向公众显示内部数据。")
