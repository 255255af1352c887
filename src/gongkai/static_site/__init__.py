"""The public site as files (静态化): baked when something is published, served without Python, checked file by file.

Owns what was baked, the manifest of it, and the bundles that carry it across an air gap. Never shows what is not public.
"""
