"""The front over GONGKAI_SITE with a stand-in for Django, for servers in tests: `granian tests.static_site.standing_in:application`."""

from gongkai.config import front as entry
from tests.static_site.front_site import django_says

entry.django = django_says
application = entry.front()
