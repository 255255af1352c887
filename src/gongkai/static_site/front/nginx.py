"""The same rules for nginx: a server block that sends baked files itself and asks `gongkai serve` for the rest.

Written for nginx 1.18 and later with its standard modules. What the front and nginx may answer differently is the entity tag
and how broken addresses are refused; a test walks both over one directory and compares.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.pages.file_kinds import FILE_POLICY, INLINE
from gongkai.static_site.front import headers, routes

CERTIFICATE = "/etc/gongkai/tls/fullchain.pem"
CERTIFICATE_KEY = "/etc/gongkai/tls/privkey.pem"


@dataclass(frozen=True)
class Deployment:
    """What differs from place to place. `common`: headers of every answer; `hsts`: of those over HTTPS."""

    site: Path
    hosts: Sequence[str]
    office: str  # host:port of `gongkai serve`
    common: Sequence[tuple[str, str]]
    hsts: str
    is_https: bool = True
    upload_mb: int = 50
    port: int = 0  # 0: 443 or 80
    has_brotli: bool = False  # the module ngx_brotli is loaded


def configuration(deployment: Deployment) -> str:
    """A file for `conf.d` or `sites-enabled` (inside `http {}`)."""
    return "\n".join([_maps(deployment), _plain_server(deployment), _server(deployment)])


def _maps(deployment: Deployment) -> str:
    return f"""\
# Written by `gongkai serve --print-nginx`. Paths and names come from the settings: change them there and print again.
map $http_cookie $gongkai_display {{  # large type or another text size: the page comes from the office while it is up
    default "";
    "~gongkai_t(?:ype|ext)=" 1;
}}
map $uri $gongkai_way {{
    default attachment;
    "~*\\.(?:{"|".join(sorted(INLINE))})$" inline;
}}
map $request_uri $gongkai_name {{
    default "";
    "~^[^?]*/(?<gongkai_last>[^/?]+)" $gongkai_last;
}}
upstream gongkai_office {{
    server {deployment.office} max_fails=0;
    keepalive 16;
}}
"""


def _plain_server(deployment: Deployment) -> str:
    if not deployment.is_https:
        return ""
    return f"""\
server {{
    listen 80;
    listen [::]:80;
    server_name {_names(deployment)};
    return 301 https://$host$request_uri;
}}
"""


def _server(deployment: Deployment) -> str:
    """The server that answers. Each block sends all its headers itself: nginx inherits none where one is added."""
    page = _with(deployment, headers.of_page())
    notice = _with(deployment, headers.of_notice())
    return f"""\
server {{
{_listening(deployment)}
    server_name {_names(deployment)};
    server_tokens off;
    absolute_redirect off;
    client_max_body_size {deployment.upload_mb * 5}m;

    root {deployment.site}/current/www;  # `current` is switched in one step; nothing here holds on to an old release
    sendfile on;
    tcp_nopush on;
    gzip_static on;
    {"brotli_static on;" if deployment.has_brotli else "# brotli_static on;  # with the module ngx_brotli"}
    gzip_vary off;  # each block says itself what an answer varies by
    max_ranges 0;
    if_modified_since before;
    charset off;
    default_type {headers.UNKNOWN};
    types {{
{_types()}
    }}
    error_page 404 /404.html;
    error_page 405 = @office;  # a form sent to a page
    recursive_error_pages on;

    location ^~ {routes.STATIC} {{
        try_files $uri @office;
        {_with(deployment, [("Cache-Control", headers.PINNED), ("Vary", "Accept-Encoding")])}
    }}
    location ^~ {routes.FILES} {{
        try_files $uri @unbaked;
        gzip_static off;
        {"brotli_static off;" if deployment.has_brotli else ""}
        max_ranges 1;
        add_header Content-Disposition "$gongkai_way; filename*=UTF-8''$gongkai_name";
        {_with(deployment, [("Content-Security-Policy", FILE_POLICY), ("Cache-Control", headers.ATTACHED)])}
    }}
    location ^~ {routes.API} {{
        error_page 502 504 = @closed_for_programs;
        {_proxy()}
    }}
{_dynamic()}
    location ~ /$ {{
        error_page 405 = @office;
        error_page 418 = @display;
        if ($gongkai_display) {{ return 418; }}
        try_files ${{uri}}index.html @unbaked;
        {page}
    }}
{_reading_queries(page)}
    location ~ /\\. {{ return 404; }}
    location = /404.html {{
        internal;
        {notice}
    }}
    location = /offline.html {{
        internal;
        {_with(deployment, [*headers.of_notice(), ("Retry-After", str(headers.RETRY_SECONDS))])}
    }}
    location ~ /gone\\.html$ {{
        internal;
        {notice}
    }}
    location ~ /(?:index|moved)\\.html$ {{
        internal;
        error_page 404 = @former;
        {page}
    }}
    location ~ \\.(?:gz|br)$ {{ return 404; }}
    location ~ \\.html$ {{  # nothing of ours: perhaps a former site's, baked or known to the office
        error_page 418 = @former;
        error_page 419 = @slash;
        if (-f $document_root${{uri}}/moved.html) {{ return 419; }}
        return 418;
    }}
    location ~* \\.(?:{"|".join(sorted(headers.SAVED))})$ {{
        try_files $uri @unbaked;
        {_with(deployment, [("Content-Disposition", "attachment"), ("Cache-Control", headers.PAGE), ("Vary", "Accept-Encoding")])}
    }}
    location ~ /data\\.json$ {{
        types {{ }}
        default_type application/ld+json;
        try_files $uri @unbaked;
        {_with(deployment, [("Cache-Control", headers.PAGE), ("Vary", "Accept-Encoding")])}
    }}
    location / {{
        try_files $uri @unbaked;
        {_with(deployment, [("Cache-Control", headers.PAGE), ("Vary", "Accept-Encoding")])}
    }}

    # Nothing is baked under exactly this name: withdrawn, moved, without its slash, or for the office to answer.
    location @unbaked {{
        error_page 410 ${{uri}}gone.html;
        error_page 418 = @moved;
        error_page 419 = @slash;
        error_page 502 504 =404 /404.html;
        if (-f $document_root${{uri}}gone.html) {{ return 410; }}
        if (-f $document_root${{uri}}moved.html) {{ return 418; }}
        if (-f $document_root${{uri}}/index.html) {{ return 419; }}
        if (-f $document_root${{uri}}/gone.html) {{ return 419; }}
        if (-f $document_root${{uri}}/moved.html) {{ return 419; }}
        {_proxy()}
    }}
    location @former {{
        error_page 502 504 =404 /404.html;
        {_proxy()}
    }}
    location @slash {{
        {_with(deployment, [("Cache-Control", headers.PAGE)])}
        rewrite ^(.*)$ $1/ permanent;
    }}
    location @moved {{  # `gongkai serve` reads where to and answers 301; without it the page itself leads on
        error_page 502 504 =200 ${{uri}}moved.html;
        {_proxy()}
    }}
    location @display {{  # `gongkai serve` falls back to the baked page by itself; nginx when that is gone too
        error_page 502 504 = @baked;
        {_proxy()}
    }}
    location @baked {{
        try_files ${{uri}}index.html @unbaked;
        {page}
    }}
    location @office {{
        error_page 502 504 =503 /offline.html;
        {_proxy()}
    }}
    location @closed_for_programs {{
        default_type application/problem+json;
        {_with(deployment, [("Retry-After", str(headers.RETRY_SECONDS)), ("Cache-Control", "no-cache")])}
        return 503 '{headers.FOR_PROGRAMS}';
    }}
}}
"""


def _listening(deployment: Deployment) -> str:
    if not deployment.is_https:
        return f"    listen {deployment.port or 80};"
    port = deployment.port or 443
    return f"""\
    listen {port} ssl http2;
    listen [::]:{port} ssl http2;
    ssl_certificate {CERTIFICATE};
    ssl_certificate_key {CERTIFICATE_KEY};
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_cache shared:gongkai:10m;"""


def _names(deployment: Deployment) -> str:
    return " ".join(host for host in deployment.hosts if not host.startswith("[")) or "_"


def _types() -> str:
    endings: dict[str, list[str]] = {}
    for ending, kind in headers.MEDIA_TYPES.items():
        endings.setdefault(kind, []).append(ending)
    return "\n".join(f'        "{kind}" {" ".join(sorted(found))};' for kind, found in sorted(endings.items()))


def _with(deployment: Deployment, own: Sequence[tuple[str, str]]) -> str:
    """add_header lines: the block's own, and the common ones it does not replace."""
    kept: Mapping[str, str] = dict(deployment.common) | dict(own)
    if deployment.is_https and deployment.hsts:
        kept = {**kept, "Strict-Transport-Security": deployment.hsts}
    lines = [f'add_header {name} "{value}" always;' for name, value in kept.items() if name != "Content-Type"]
    return "\n        ".join(lines)


def _reading_queries(page: str) -> str:
    blocks = [
        f"""\
    location = {address} {{
        error_page 405 419 = @office;
        error_page 418 = @display;
        if ($args) {{ return 419; }}
        if ($gongkai_display) {{ return 418; }}
        try_files ${{uri}}index.html @unbaked;
        {page}
    }}"""
        for address in sorted(routes.READ_QUERIES)
    ]
    return "\n".join(blocks)


def _dynamic() -> str:
    """What only the office answers. Prefixes and whole names are found without trying an expression."""
    found = [f"= {prefix}" for prefix in routes.PREFIXES]
    found += [f"^~ {prefix}/" for prefix in routes.PREFIXES if f"{prefix}/" != routes.API]
    found += [f"= {address}" for address in sorted(routes.EXACTLY)] + [f'~ "{routes.PATTERN}"']
    return "\n".join(f"    location {one} {{ error_page 418 = @office; return 418; }}" for one in found)


def _proxy() -> str:
    return """proxy_pass http://gongkai_office;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_connect_timeout 2s;
        proxy_read_timeout 120s;"""
