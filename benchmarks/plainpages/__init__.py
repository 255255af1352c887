"""The named baseline: an item as a plain Wagtail page below its column page, used as Wagtail's own tutorial uses it."""
