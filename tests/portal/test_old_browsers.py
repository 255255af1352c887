"""Old browsers at counters (docs/decisions/0028-old-browsers.md): a sheet is read as a whole or not at all, and no page needs one.

Chrome 69 and Internet Explorer are not to be had here. What they would do is played: they pass over every `@layer` block and every
module, so a browser of today is given the sheets without those blocks, and no module.
"""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

import gongkai

ROOT = Path(gongkai.__file__).parent
PUBLIC = ("portal", "doorkeeping", "annual_reports")
SHEETS = sorted(sheet for app in PUBLIC for sheet in (ROOT / app).glob("static/**/*.css"))
TEMPLATES = sorted(page for app in PUBLIC for page in (ROOT / app).glob("templates/**/*.html"))
PLAIN = "plain.css"
# Sheets of documents that are also saved and printed apart from the site: no layer, each value with a fallback of its own.
APART = {"report.css", "checked.css"}
# Newer than @layer (Chrome 99). Each stands alone in its rule or its declaration, and this is what is lost without it.
NEWER = {
    ":has(": "fields, drawings and tables stand at another height or width",
    "color-mix(": "a line has the colour of the text or of other lines",
    "text-wrap": "a long title breaks where it happens to",
    "rotate:": "an arrow is a corner",
    "text-autospace": "no gap between Chinese and figures",
    "text-spacing-trim": "a full-width mark keeps its width at the start of a line",
    "hanging-punctuation": "marks do not hang",
    "::details-content": "the count of days is printed only when it was open",
    "text-justify": "lines end unevenly",
}
# As of 2026; whoever uses one of these decides first what happens without it, and says so above.
WATCHED = (
    *NEWER, "@container", "@scope", "@starting-style", "@property", "@position-try", "subgrid", "anchor-name", "position-anchor", "light-dark(",
    "oklch(", "oklab(", "lch(", "animation-timeline", "field-sizing", "interpolate-size", "view-transition", "dvh", "svh", "lvh", "cqw", "cqi",
    ":user-valid", ":user-invalid", "@media (width", "round(", "popover", "if(", "sibling-index", "contrast-color(", "translate:", "scale:",
)  # fmt: skip


def text_of(sheet: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S)


def without_layers(css: str) -> str:
    """What a browser reads that does not know @layer: the statement and each block are passed over."""
    kept, at = [], 0
    for found in re.finditer(r"@layer[^;{]*([;{])", css):
        if found.start() < at:
            continue
        kept.append(css[at : found.start()])
        at, depth = found.end(), int(found[1] == "{")
        while depth:
            depth += {"{": 1, "}": -1}.get(css[at], 0)
            at += 1
    return "".join([*kept, css[at:]])


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_sheet_is_passed_over_as_a_whole_or_is_for_every_browser(sheet):
    left = without_layers(text_of(sheet)).strip()
    if sheet.name in APART:
        bare = re.findall(r"var\((?!--report|--checked)--[\w-]+\)", left)
        assert bare == [], "each value of the portal has a fallback"
    elif sheet.name not in {PLAIN, "print.css"}:
        assert left == "", "outside of @layer an old browser would read half a page"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_nothing_newer_than_layers_is_used_without_saying_what_is_lost(sheet):
    css = text_of(sheet)
    assert [name for name in WATCHED if name in css and name not in NEWER] == []
    nested = re.findall(r"(?m)^\s*&", css)
    assert nested == [], "nesting is newer than layers, and lost with everything in it"
    for selector in re.findall(r"([^{}]*):has\([^{}]*\{", css):
        assert "," not in selector, "a browser that does not know :has passes over the whole list of selectors"


def test_the_plain_sheet_has_nothing_internet_explorer_9_does_not_know():
    css = text_of(next(sheet for sheet in SHEETS if sheet.name == PLAIN))
    modern = re.findall(r"var\(|--[a-z]|display: *(?:flex|grid|inline-flex)|clamp\(|min\(|max\(|@supports|@layer|:is\(|:where\(|:not\([^)]*,|inline-start|inline-end|-inline:|-block:|\brem\b|inset:|gap:", css)  # fmt: skip
    assert modern == []


def test_the_one_script_for_old_browsers_is_written_as_they_read_and_all_others_are_modules():
    script = Path(finders.find("portal/js/old_browser.js")).read_text(encoding="utf-8")
    code = re.sub(r"/\*.*?\*/", "", script, flags=re.S)
    assert not re.search(r"=>|`|\b(?:let|const|class|import|export|async|await)\b|\?\.|\?\?", code)
    for page in TEMPLATES:
        for tag in re.findall(r"<script\b[^>]*>", page.read_text(encoding="utf-8")):
            assert 'type="module"' in tag or 'id="old-browser"' in tag, (page.name, tag)


@pytest.mark.django_db
def test_every_page_offers_the_plain_sheet(client, site):
    for name, address in site.addresses().items():
        text = client.get(address).content.decode()
        assert re.search(r'<script id="old-browser" async src="[^"]+old_browser[^"]*\.js" data-sheet="[^"]+plain[^"]*\.css">', text), name  # fmt: skip
