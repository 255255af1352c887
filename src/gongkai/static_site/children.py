"""How a process of a parallel bake begins. Apart from everything that loads models, which needs Django begun."""

import django

from gongkai.children import end_with_parent


def begin() -> None:
    """Django, as the parent began it; and an end with the parent, however that ends."""
    end_with_parent()
    django.setup()
