"""Every letter becomes a Word file that opens, a PDF, and a page; and none of them reads a fact as markup."""

import re
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from gongkai.applications import letters
from gongkai.applications.letters import render
from gongkai.applications.letters.templates import TEMPLATES
from tests.applications.letter_samples import FACTS, Cast

STYLES = Path(letters.__file__).parents[1] / "static" / "applications" / "letter.css"


@pytest.fixture
def values(organ):
    case = Cast(organ)
    return {name: case.compose(name).as_data() for name in TEMPLATES}


def text_of(pdf: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def test_every_letter_is_a_pdf_with_its_title_and_its_signer(values):
    for name, value in values.items():
        text = re.sub(r"\s", "", text_of(render.as_pdf(value)))
        assert value["kind"] in text and value["signed_by"] in text, name


def test_every_letter_is_a_word_file_that_libreoffice_opens(values, tmp_path):
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not here")
    for name, value in values.items():
        (tmp_path / f"{name}.docx").write_bytes(render.as_docx(value))
    command = [
        soffice, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", "pdf",
        "--outdir", str(tmp_path), *sorted(map(str, tmp_path.glob("*.docx"))),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for name, value in values.items():
        text = re.sub(r"\s", "", text_of((tmp_path / f"{name}.pdf").read_bytes()))
        assert value["kind"] in text and value["signed_by"] in text, name


def test_every_letter_is_a_page_without_inline_style_whose_classes_the_stylesheet_knows(values):
    styles = STYLES.read_text(encoding="utf-8")
    for name, value in values.items():
        page = render.as_html(value)
        assert "style=" not in page and "<script" not in page
        assert value["kind"] in page and page.count("<article") == page.count("</article>") == 1, name
        classes = {one for found in re.findall('class="([^"]+)"', page) for one in found.split()}
        assert not [one for one in classes - {"letter--draft"} if f".{one}" not in styles], name


def test_a_page_shows_facts_as_text_and_a_draft_as_a_draft(organ):
    facts = FACTS["withheld_internal_affairs"] | {"reasons": "<script>alert(1)</script>\n{you} & “引号”"}
    value = Cast(organ).compose("withheld_internal_affairs", facts=facts, is_draft=True, number="").as_data()
    page = render.as_html(value)
    assert "<script" not in page and "&lt;script&gt;" in page and "{you} &amp;" in page
    assert "未经签发" in page and "letter--draft" in page
