"""The headers every answer carries. The public side gets the strict policy: nothing inline, nothing from elsewhere.

Plain values: Django's middleware, the front of baked files and the nginx it writes a file for all read this table.
"""

PUBLIC_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
)
# Wagtail's editor sets styles from scripts and keeps small icons inline; scripts stay limited to our own files.
OFFICE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'self'; "
    "base-uri 'none'; worker-src 'self' blob:"
)
PERMISSIONS = "camera=(), geolocation=(), microphone=()"
REFERRERS = "same-origin"
FRAMES = "SAMEORIGIN"
OPENERS = "same-origin"
HTTPS_SECONDS = 31536000  # how long a browser that came by HTTPS remembers to come that way

PUBLIC = (
    ("Content-Security-Policy", PUBLIC_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", REFERRERS),
    ("X-Frame-Options", FRAMES),
    ("Cross-Origin-Opener-Policy", OPENERS),
    ("Permissions-Policy", PERMISSIONS),
)
STRICT_TRANSPORT = f"max-age={HTTPS_SECONDS}"
