"""The front of one's own server: answers what is baked from files, and asks Django for the rest.

Plain Python, and Django is not imported here: a page is on its way some microseconds after the request came in, also while
Django is still being loaded, and also when it cannot be loaded at all. `nginx` writes the same rules for nginx.
"""
