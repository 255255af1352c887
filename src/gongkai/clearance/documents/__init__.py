"""Reading files for review: plain Python, no Django, so that it runs in a small process of its own (see `apart`)."""
