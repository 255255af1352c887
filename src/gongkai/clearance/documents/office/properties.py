"""Who wrote it, where, from which template: the properties of a file, each in the format's own word."""

from gongkai.clearance.documents.document import METADATA, Document
from gongkai.clearance.documents.office.package import Package
from gongkai.clearance.documents.office.trees import Node, local, value
from gongkai.clearance.documents.places import Place

# counts and switches that tell nothing of anybody
SILENT = {
    "Application", "AppVersion", "DocSecurity", "Pages", "Words", "Characters", "Lines", "Paragraphs", "TotalTime",
    "ScaleCrop", "LinksUpToDate", "SharedDoc", "HyperlinksChanged", "CharactersWithSpaces", "PresentationFormat", "Slides",
    "Notes", "HiddenSlides", "MMClips", "HeadingPairs", "TitlesOfParts", "DigSig", "created", "modified", "revision",
    "lastPrinted", "version", "language", "KSOProductBuildVer",
}  # fmt: skip


def note(document: Document, name: str, text: str, place: Place | None = None) -> None:
    """One property. Its place names it, unless it belongs to something inside the file."""
    text = text.strip("\0 \t\r\n")
    if text:
        document.add(text, place or Place.of(("metadata", name)), kind=METADATA, name=name)


def read_properties(package: Package) -> None:
    for part in package.names:
        if part.endswith(".psmdcp") or (part.startswith("docprops/") and part.endswith(".xml")):
            root = package.xml(part)
            for entry in root if root is not None else ():
                _read_one(package.document, entry)


def _read_one(document: Document, entry: Node) -> None:
    name = value(entry, "name") if local(entry) == "property" else local(entry)
    text = " ".join(piece.strip() for piece in entry.itertext() if piece.strip())
    if name in SILENT:
        return
    note(document, name, text)
    if local(entry) == "property" and any(letter > "\x7f" for letter in name):
        note(document, "property name", name)
    if link := value(entry, "linkTarget"):
        note(document, name, link)
