"""How many items a second an archive takes in, set-wise: text, number, place, event and clearance record of each."""

from pathlib import Path

from benchmarks import archives
from benchmarks.targets import Line, Report

FROM_LARGE = 1_000_000  # from this size on the average may be lower: indexes no longer fit into the page cache


def report(folder: Path, sizes: list[int]) -> Report:
    engines = ["sqlite", *(["postgres"] if archives.has_postgres() else [])]
    rows = [f"{'items taken in':<28}{'engine':>10}{'items/s':>10}{'seconds':>10}{'peak MB':>10}"]
    lines = []
    for engine in engines:
        for size in sizes if engine == "sqlite" else sizes[1:2]:
            archives.made(folder, size, engine)
            told = archives.how_filled(folder, size, engine)
            speed = told["items"] / told["seconds"]
            rows.append(f"{size:<28,}{engine:>10}{speed:>10,.0f}{told['seconds']:>10.1f}{told['peak_mb']:>10,.0f}")
            if engine == "sqlite" and size == sizes[-1]:
                bound = 1_500 if size >= FROM_LARGE else 2_500
                lines.append(Line(f"ingest to {size:,}: items a second", speed, bound, at_least=True))
            elif engine == "sqlite" and size == 100_000:
                lines.append(Line(f"ingest to {size:,}: items a second", speed, 2_500, at_least=True))
    return Report("\n".join(rows), tuple(lines))
