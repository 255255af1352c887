"""How the public pages become files: which there are, which an event touches, what stands at each.

Every page is answered by the view that also answers a reader, so a baked page and a rendered one are the same bytes.
"""
