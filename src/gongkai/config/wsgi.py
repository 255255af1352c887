"""The WSGI entry of granian and of any other server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings.production")
application = get_wsgi_application()
