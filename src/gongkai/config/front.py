"""The WSGI entry of `gongkai serve`: baked files from GONGKAI_SITE, Django for everything else.

Any WSGI server may use it (`gongkai.config.front:application`); Django is then loaded beside the first answers.
"""

import os
from pathlib import Path
from typing import cast

from gongkai.config import headers
from gongkai.config.environment import read, site_folder
from gongkai.static_site.front.application import Front
from gongkai.static_site.front.nginx import Deployment, configuration
from gongkai.static_site.front.office import Application

NOWHERE = Path(
    os.devnull
)  # nothing can lie under it: where no page is baked, or none is public, Django answers everything


def django() -> Application:
    from gongkai.config.wsgi import application

    return cast(Application, application)


def front() -> Front:
    """The front as the environment describes it, with Django not loaded yet."""
    settings = read()
    has_public_side = settings["GONGKAI_ROUTES"] != "office"
    return Front(
        (site_folder(settings) if has_public_side else None) or NOWHERE,
        django,
        common=headers.PUBLIC,
        hsts=headers.STRICT_TRANSPORT if settings["GONGKAI_HTTPS"] else "",
        behind_proxy=settings["GONGKAI_TRUSTED_PROXIES"] > 0,
    )


def nginx(*, office: str, has_brotli: bool = False) -> str:
    """The configuration for an nginx in front, with the paths and names of the environment."""
    settings = read()
    return configuration(
        Deployment(
            site=site_folder(settings) or NOWHERE,
            hosts=settings["GONGKAI_HOSTS"],
            office=office,
            common=headers.PUBLIC,
            hsts=headers.STRICT_TRANSPORT,
            is_https=settings["GONGKAI_HTTPS"],
            upload_mb=settings["GONGKAI_UPLOAD_MB"],
            has_brotli=has_brotli,
        )
    )


def __getattr__(name: str) -> Front:
    """`application` is made when a server asks for it: whoever only wants `front` gets no second one."""
    if name != "application":
        raise AttributeError(name)
    made = globals()["application"] = front()
    made.office.warm()
    return made
