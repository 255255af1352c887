"""What surrounds a text in a Word document, and the wrappers text may stand in."""

from dataclasses import dataclass, field

from gongkai.clearance.documents.office.colours import Ground
from gongkai.clearance.documents.office.word_styles import Look
from gongkai.clearance.documents.places import Place

TRACKED = {"del": "deleted", "moveFrom": "deleted", "ins": "inserted", "moveTo": "inserted"}
# around letters, and around paragraphs, rows and cells
AROUND = set(
    "hyperlink smartTag customXml fldSimple sdt sdtContent ruby rubyBase rt dir bdo oMath oMathPara permStart".split()
)
WRAPPERS = {*TRACKED, *"sdt sdtContent customXml smartTag AlternateContent Choice altChunk".split()}
FLAT = 60  # twentieths of a point: a line or row not higher than three points


@dataclass(frozen=True)
class Setting:
    """What surrounds a text: where it stands, how it is hidden, what lies behind it, what its table gives to its letters."""

    place: Place
    trace: str = ""
    ground: Ground = None
    letters: Look = field(default_factory=dict)
    numbered: bool = True  # whether paragraphs are counted in the place
