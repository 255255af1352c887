"""For service: refuses to start where a convenience of development would be a danger."""

from gongkai.config.settings.base import *  # noqa: F403
from gongkai.config.settings.base import DEBUG, SECRET_KEY

if len(SECRET_KEY) < 50:
    raise SystemExit("没有设置 GONGKAI_SECRET_KEY（或 GONGKAI_SECRET_KEY_FILE），或少于 50 个字符：生产环境不能启动。")
if DEBUG:
    raise SystemExit("生产环境不能打开 GONGKAI_DEBUG：错误页面会向公众显示内部数据。")
