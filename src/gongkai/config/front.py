"""The WSGI entry of `gongkai serve`: baked files from GONGKAI_SITE, Django for everything else.

Any WSGI server may use it (`gongkai.config.front:application`); Django is then loaded beside the first answers.
"""

from typing import cast

from gongkai.config import headers
from gongkai.config.environment import read
from gongkai.static_site.front.application import Front
from gongkai.static_site.front.office import Application


def django() -> Application:
    from gongkai.config.wsgi import application

    return cast(Application, application)


def front() -> Front:
    """The front as the environment describes it, with Django not loaded yet."""
    settings = read()
    return Front(
        settings["GONGKAI_SITE"] or settings["GONGKAI_DATA"] / "site",
        django,
        common=headers.PUBLIC,
        hsts=headers.STRICT_TRANSPORT if settings["GONGKAI_HTTPS"] else "",
        behind_proxy=settings["GONGKAI_TRUSTED_PROXIES"] > 0,
    )


application = front()
application.office.warm()
