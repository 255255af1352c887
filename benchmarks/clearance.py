"""How well and how fast files are scanned before they are published.

Recall by rule: on the samples with planted leaks beside the project, where there are any, and on some hundred files made by
a seed (`benchmarks.leaks`). Precision: everything blocked or warned of on real pages, unless a person has judged it right
(`judged-alarms.txt`). Time and memory: a page of text against reading the same file with the bare library, a page for
optical reading against one bare run of the same engine; each in a process of its own.
"""

import json
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from benchmarks.leaks import made

NEAR = [Path(__file__).resolve().parents[up] / "shared" / "data" for up in (2, 3)]
JUDGED = Path(__file__).with_name("judged-alarms.txt")
MADE, PICTURES, TURNS = 120, 2, 7
# What the manifest of the samples calls a leak, and the rule that should speak.
MANIFEST = {
    "cn_ids": "ID18", "under_black_box_cn_id": "ID18", "mobiles": "MOBILE", "health": "HEALTH", "addresses": "ADDRESS", "classification_mark": "SECRET", "header_mark": "SECRET",
    "hidden_sheet": "HIDDEN", "very_hidden_sheet": "HIDDEN", "hidden_row": "HIDDEN", "hidden_column": "HIDDEN", "cell_comment": "HIDDEN", "white_text": "HIDDEN", "hidden_defined_name": "HIDDEN",
    "deleted_text": "HIDDEN", "inserted_text": "HIDDEN", "hidden_run": "HIDDEN", "comment": "HIDDEN", "tiny_text_mobile": "HIDDEN", "old_revision_annotation": "HIDDEN", "current_annotation": "HIDDEN",
    "attachment": "HIDDEN", "open_action": "HIDDEN", "creator": "METADATA", "last_modified_by": "METADATA", "author": "METADATA", "doc_comments": "METADATA", "docinfo_author": "METADATA",
    "docinfo_company": "METADATA", "xmp_creator": "METADATA", "exif_gps": "METADATA", "exif_artist": "METADATA", "exif_datetime": "METADATA",
}  # fmt: skip


def report(folder: Path, sizes: list[int]) -> str:
    """`sizes` is how many files are made."""
    lines = ["Files scanned before publication", *_samples(), *_made(sizes[0]), *_real(), *_speed(folder)]
    return "\n".join(lines)


def _scanned(data: bytes, name: str) -> tuple[list[tuple[str, str, str, str]], list[str]]:
    """(rule, severity, value without blanks, place) of each finding; what could not be read."""
    from gongkai.clearance.documents import read
    from gongkai.clearance.scanners import scan

    document = read(data, name)
    found = []
    for finding in scan(document):
        value = document.blocks[finding.block].text[finding.start : finding.end]
        found.append((finding.rule, finding.severity, "".join(value.split()), finding.place.code()))
    return found, [f"{part.place.code()}: {part.why}" for part in document.unread]


def _samples() -> list[str]:
    folder = next((near / "samples" for near in NEAR if (near / "samples" / "manifest.json").exists()), None)
    if folder is None:
        return ["  samples          none beside the project"]
    files = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    asked: Counter[str] = Counter()
    got: Counter[str] = Counter()
    missed, alarms = [], []
    for name, entry in files.items():
        entry = files[entry["same_as"]] if "same_as" in entry else entry
        found, _unread = _scanned((folder / name).read_bytes(), name)
        for rule, value in _planted_in(entry):
            asked[rule] += 1
            if any(_is(rule, value, one) for one in found):
                got[rule] += 1
            else:
                missed.append(f"{name}: {rule} {value[:12]}")
        for value in entry.get("not_personal", []):
            alarms += [f"{name}: {one[0]} {one[2]}" for one in found if one[1] != "info" and one[2] and one[2] in value]
    return [
        "  samples",
        *_recall(asked, got, missed),
        f"    look-alikes alarmed of   {len(alarms)} {'; '.join(alarms)}".rstrip(),
    ]


def _planted_in(entry: dict) -> list[tuple[str, str]]:
    """A leak whose words are not in the manifest (a row number, a column's letter) is asked for by its rule alone."""
    leaks = []
    for key, value in [*entry.items(), *entry.get("hidden", {}).items()]:
        if key in MANIFEST:
            values = value if isinstance(value, list) else [value]
            inner = key in {
                "cell_comment",
                "deleted_text",
                "inserted_text",
                "hidden_run",
                "comment",
                "old_revision_annotation",
            }
            exact = inner or MANIFEST[key] in {"ID18", "MOBILE", "HEALTH", "ADDRESS"}
            leaks += [(MANIFEST[key], str(one) if exact else "") for one in values]
    return leaks


def _is(rule: str, value: str, found: tuple[str, str, str, str]) -> bool:
    squeezed = "".join(value.split())
    return found[0] == rule and (squeezed in found[2] or (len(found[2]) > 3 and found[2] in squeezed))


def _recall(asked: Counter[str], got: Counter[str], missed: list[str]) -> list[str]:
    lines = [f"    {rule:<12} found  {got[rule]:>5} / {asked[rule]}" for rule in sorted(asked)]
    return [*lines, *(f"    missed       {miss}" for miss in missed[:20])]


def _made(number: int) -> list[str]:
    asked: Counter[str] = Counter()
    got: Counter[str] = Counter()
    missed: list[str] = []
    unread: list[str] = []
    extra: Counter[str] = Counter()
    for file in made(number, PICTURES):
        found, parts = _scanned(file.data, file.name)
        unread += [f"{file.name}: {part}" for part in parts]
        rules = {rule for rule, _value in file.planted}
        for rule, value in sorted(file.planted):
            asked[rule] += 1
            # optical reading is asked for the rule alone: a stroke misread is not the scanners' fault
            if any(_is(rule, "" if file.name.endswith("png") else value, one) for one in found):
                got[rule] += 1
            else:
                missed.append(f"{file.name}: {rule} {value}")
        extra.update(rule for rule, severity, _value, _place in found if severity != "info" and rule not in rules)
    return [
        f"  made by seed     {number} files and {PICTURES} pictures", *_recall(asked, got, missed),
        f"    rules that spoke where nothing of theirs was planted   {dict(extra) or 'none'}", *(f"    not read     {part}" for part in unread),
    ]  # fmt: skip


def judged() -> set[tuple[str, str]]:
    lines = JUDGED.read_text(encoding="utf-8").splitlines()
    return {(words[0], words[1]) for line in lines if not line.startswith("#") and len(words := line.split()) > 1}


def _real() -> list[str]:
    folder = next((near for near in NEAR if (near / "pages").exists()), None)
    if folder is None:
        return ["  real pages       none beside the project"]
    pages = sorted([*folder.glob("pages/*.txt"), *folder.glob("annual-reports/*.txt")])
    right, alarms, hints = 0, [], Counter()
    for page in pages:
        text = page.read_text(encoding="utf-8")
        if text.startswith("{"):  # the collection's own line about the page
            text = text.partition("\n")[2]
        for rule, severity, value, place in _scanned(text.encode(), page.name)[0]:
            if severity == "info":
                hints[rule] += 1
            elif (page.stem, rule) in judged():
                right += 1
            else:
                alarms.append(f"    false alarm? {page.stem} {place}: {rule} {severity} {value[:24]}")
    total = right + len(alarms)
    return [
        f"  real pages       {len(pages)}; blocked or warned of {total}, judged right {right}", *alarms, f"    hints        {dict(hints) or 'none'}",
    ]  # fmt: skip


def _speed(folder: Path) -> list[str]:
    """Each measured in a process of its own, since the peak of a process never falls."""
    lines = ["  time and memory              seconds   ratio   peak MB   ratio"]
    pages = {kind: folder / f"page.{kind}" for kind in ("pdf", "png")}
    for kind, path in pages.items():
        path.write_bytes(_longest(kind))
    asked = (
        ("text page (PDF)", "text", "pdf"), ("text page, scanners only", "scan", "pdf"), ("page read optically", "optical", "png"),
    )  # fmt: skip
    for title, ours, kind in asked:
        one, other = (_child(what, pages[kind]) for what in (ours, "text-bare" if kind == "pdf" else "optical-bare"))
        lines.append(
            f"    {title:<26} {one['seconds']:>8.4f} {one['seconds'] / other['seconds']:>7.1f}"
            f"  {one['peak']:>8.0f} {one['peak'] / other['peak']:>7.1f}"
        )
    return [*lines, "    ratios: against bare pypdfium2 text extraction, and one bare rapidocr run, of the same page"]


def _child(what: str, page: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.clearance", what, str(page)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    return json.loads(done.stdout.splitlines()[-1])


def _measured(what: str, path: Path) -> dict[str, float]:
    page, optical = path.read_bytes(), what.startswith("optical")
    call = {
        "text": _ours,
        "scan": _scanners_only(page),
        "optical": _ours,
        "text-bare": _bare_text,
        "optical-bare": _bare_optical(),
    }[what]
    call(page)  # warm: imports, models, tables of words
    took = []
    for _turn in range(2 if optical else TURNS):
        started = time.perf_counter()
        call(page)
        took.append(time.perf_counter() - started)
    return {"seconds": statistics.median(took), "peak": _peak()}


def _peak() -> float:
    """MB this process held at most; the kernel's other figure for it remembers the process that started this one."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _longest(kind: str) -> bytes:
    files = made(24) if kind == "pdf" else made(0, 4)
    return max((file.data for file in files if file.name.endswith(kind)), key=len)


def _ours(page: bytes) -> None:
    _scanned(page, "page")


def _scanners_only(page: bytes):
    """Nothing kept from one turn to the next: the views of a block are made anew for a document read anew."""
    from gongkai.clearance.documents import read
    from gongkai.clearance.scanners import scan

    documents = iter([read(page, "page.pdf") for _turn in range(TURNS + 1)]) if page.startswith(b"%PDF") else iter(())
    return lambda _page: scan(next(documents))


def _bare_text(page: bytes) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(page)
    for sheet in document:
        sheet.get_textpage().get_text_bounded()
    document.close()


def _bare_optical():
    import io

    engine: list = []

    def run(page: bytes) -> None:
        import numpy
        from PIL import Image
        from rapidocr import RapidOCR

        if not engine:
            engine.append(RapidOCR())
        engine[0](numpy.asarray(Image.open(io.BytesIO(page)).convert("RGB")))

    return run


if __name__ == "__main__":
    print(json.dumps(_measured(sys.argv[1], Path(sys.argv[2]))))
