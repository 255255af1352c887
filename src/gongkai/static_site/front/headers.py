"""The headers of a baked file, by the address it lies under. The common ones of the public side come from config."""

from gongkai.pages.file_kinds import FILE_POLICY, INLINE, KINDS, disposition
from gongkai.static_site.front import routes

PAGE = "public, max-age=60, stale-while-revalidate=600"
PINNED = "public, max-age=31536000, immutable"
ATTACHED = "public, max-age=300"
RETRY_SECONDS = 120  # what a reader is told to wait while the office is off
FOR_PROGRAMS = (
    '{"type": "about:blank", "title": "服务暂时不能使用，请稍后再试。", "status": 503}'  # the API's words meanwhile
)

MEDIA_TYPES = {kind.extension: kind.media_type for kind in KINDS.values()} | {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "xml": "application/xml",
    "atom": "application/atom+xml; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "svg": "image/svg+xml",
    "ico": "image/x-icon",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "ttf": "font/ttf",
    "wasm": "application/wasm",
}
UNKNOWN = "application/octet-stream"
# Papers and tables the site itself makes, outside /files/: saved, not shown.
SAVED = frozenset({"docx", "xlsx", "pdf", "csv"})

Headers = list[tuple[str, str]]


def extension(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[2].lower()


def of_file(address: str) -> Headers:
    """Kind and keeping of the file at an address that does not end in a slash. Content-Security-Policy only where it differs."""
    ending = extension(address)
    name = address.rpartition("/")[2]
    kind = "application/ld+json" if name == "data.json" else MEDIA_TYPES.get(ending, UNKNOWN)
    found: Headers = [("Content-Type", kind)]
    if address.startswith(routes.FILES):
        found += [
            ("Content-Disposition", disposition(name, inline=ending in INLINE)),
            ("Content-Security-Policy", FILE_POLICY),
            ("Cache-Control", ATTACHED),
            ("Accept-Ranges", "bytes"),
        ]
    elif address.startswith(routes.STATIC):
        found += [("Cache-Control", PINNED), ("Vary", "Accept-Encoding")]
    else:
        if ending in SAVED:
            found.append(("Content-Disposition", "attachment"))
        found += [("Cache-Control", PAGE), ("Vary", "Accept-Encoding")]
    return found


def of_page() -> Headers:
    """A page differs by the display cookies, so it varies by them: a browser asks again after the reader's choice."""
    return [("Content-Type", MEDIA_TYPES["html"]), ("Cache-Control", PAGE), ("Vary", "Accept-Encoding, Cookie")]


def of_notice() -> Headers:
    """A page that stands in for another (gone, not found, office off): never kept."""
    return [("Content-Type", MEDIA_TYPES["html"]), ("Cache-Control", "no-cache"), ("Vary", "Accept-Encoding, Cookie")]
