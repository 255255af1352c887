"""Every listed file against its line, then everything that is there against the list.

A site may be baked while it is looked at: what seems wrong is looked at once more with the lines written since. A file
that is an older version of itself is told apart: where a bake was broken off, and is still ordered, it only waits.
"""

import random
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from gongkai.static_site.addresses import SIDECARS
from gongkai.static_site.chain import BrokenChain, Entry, Head, Line
from gongkai.static_site.listing import State
from gongkai.static_site.segments import lines
from gongkai.static_site.verifying.reading import Content, Unreadable, content_of, original_of
from gongkai.static_site.verifying.report import ADDED, CHANGED, MISSING, Fault, Report
from gongkai.static_site.verifying.trees import NotPlain, Tree

UNPACKED = 64 * 1024 * 1024  # bytes a compressed copy may unpack to, or the size of its original if that is more
# What is ordered and not done: paths, or True for "something": then every file that was not there before is awaited.
Pending = Callable[[], Collection[str] | bool]
Progress = Callable[[int, int], None]
Item = TypeVar("Item")
Result = TypeVar("Result")


def nothing_pending() -> bool:
    return False


@dataclass(frozen=True)
class Seen:
    """What was found at a path: a fault with the content that made it one, or the reason why nobody can tell."""

    path: str
    fault: Fault | None = None
    content: Content | None = None
    unknown: str = ""


def state_of(manifest: Path, known: Head | None = None) -> State:
    """The manifest read to its end, its chain checked, also against a head kept elsewhere (the audit trail, paper).

    Raises NoManifest, BrokenChain.
    """
    state = State()
    last: Line | None = None
    for last in lines(manifest):
        state.add(last)
        if known and last.n == known.n and last.chain != known.chain:
            raise BrokenChain("清单", last.n, "与另处保存的链值不同：清单被整个换过")
    if known and state.head.n < known.n:
        raise BrokenChain("清单", state.head.n, f"应至少到第 {known.n} 行，末尾被截去")
    return state


def compare(
    tree: Tree, manifest: Path, *, known: Head | None = None, pending: Pending = nothing_pending, sample: int = 0,
    only: Callable[[str], bool] | None = None, workers: int = 1, progress: Progress | None = None,
) -> Report:  # fmt: skip
    """Verify a tree. `sample` looks at so many listed files by chance and not for added ones; `only` chooses the listed
    files that are read.

    Raises NoManifest, BrokenChain, OSError when the tree cannot be listed.
    """
    state = state_of(manifest, known)
    chosen = _chosen(state, sample, only)
    report = Report(listed=len(state), head=state.head)
    found: list[Seen] = []
    total = len(chosen) if chosen is not None else len(state)
    entries = (state[path] for path in chosen) if chosen is not None else state.entries()
    for seen in each(lambda entry: _listed(tree, entry), entries, workers):
        report.checked += 1
        found += [seen] if seen.fault or seen.unknown else []
        if progress:
            progress(report.checked, total)
    extra = _sidecars(chosen or ()) if sample else _extra(tree, state, only)
    found += [
        seen
        for seen in each(lambda path: _unlisted(tree, state, path, may_lack=bool(sample)), extra, workers)
        if seen.fault or seen.unknown
    ]
    _settle(report, tree, manifest, state, found, pending)
    if sample:
        report.notes.append(f"抽查 {report.checked} 个文件，没有查找多出的文件")
    if state.clock_notes:
        report.notes.append(f"清单里有 {state.clock_notes} 行写入时系统时钟被往回拨过")
    return report


def _chosen(state: State, sample: int, only: Callable[[str], bool] | None) -> list[str] | None:
    if not sample and only is None:
        return None
    paths = [path for path in state if only is None or only(path)]
    return random.sample(paths, min(sample, len(paths))) if sample else paths


def _extra(tree: Tree, state: State, only: Callable[[str], bool] | None) -> Iterator[str]:
    """What is there and not listed: copies of the files that are read, and whatever belongs to no file."""
    for path in tree.paths():
        original = path if path in state else original_of(path)[0]
        if only is None or original not in state or (path not in state and only(original)):
            yield path


def _sidecars(paths: Iterable[str]) -> Iterator[str]:
    return (path + ending for path in paths for ending in SIDECARS)


def _listed(tree: Tree, entry: Entry) -> Seen:
    try:
        with tree.open(entry.path) as file:
            content = content_of(file, with_sm3=bool(entry.sm3))
    except FileNotFoundError:
        return Seen(entry.path, Fault(MISSING, entry.path, "清单里有，这里没有"))
    except NotPlain as problem:
        return Seen(entry.path, Fault(CHANGED, entry.path, str(problem)))
    except OSError as problem:
        return Seen(entry.path, unknown=reason_of(problem))
    return Seen(entry.path) if content.is_of(entry) else Seen(entry.path, _differs(entry, content), content)


def _differs(entry: Entry, content: Content) -> Fault:
    if content.size != entry.size:
        return Fault(CHANGED, entry.path, f"应为 {entry.size} 字节，实际 {content.size} 字节")
    return Fault(CHANGED, entry.path, "长度相同，内容不同")


def _unlisted(tree: Tree, state: State, path: str, *, may_lack: bool = False) -> Seen:
    """A path that is listed is another's work; a compressed copy must unpack to its original."""
    if path in state:
        return Seen(path)
    original, ending = original_of(path)
    entry = state.get(original) if ending else None
    is_copy = bool(ending) and (entry is not None or state.was_removed(original))
    most = max(UNPACKED, entry.size if entry else 0) if is_copy else None
    try:
        with tree.open(path) as file:
            content = content_of(file, ending if is_copy else "", most, with_sm3=bool(entry and entry.sm3))
    except FileNotFoundError:  # gone while we looked, or a copy that need not be there
        return Seen(path)
    except NotPlain as problem:
        return Seen(path, Fault(ADDED, path, str(problem)))
    except Unreadable as problem:
        return Seen(path, Fault(CHANGED, path, str(problem)))
    except OSError as problem:
        if may_lack and entry is None:
            return Seen(path)
        return Seen(path, unknown=reason_of(problem))
    if entry is not None:
        fault = None if content.is_of(entry) else Fault(CHANGED, path, "解开后与原文件应有的内容不同")
        return Seen(path, fault, content)
    why = "已经撤下，文件却还在" if state.was_removed(original) else "清单里没有"
    return Seen(path, Fault(ADDED, path, why), content)


def _settle(
    report: Report, tree: Tree, manifest: Path, state: State, found: list[Seen], pending: Pending
) -> None:  # fmt: skip
    """Look again at what seems wrong, knowing what was baked meanwhile; then sort faults from what waits."""
    if not found:
        return
    for line in lines(manifest, after=state.head):
        state.add(line)
    report.head, report.listed = state.head, len(state)
    again = []
    for seen in found:
        entry = state.get(seen.path)
        again.append(_listed(tree, entry) if entry else _unlisted(tree, state, seen.path))
    versions = _versions(manifest, {original_of(seen.path)[0] for seen in again} | {seen.path for seen in again})
    awaited = pending()
    for seen in again:
        if seen.unknown:
            report.unknown.append((seen.path, seen.unknown))
        elif seen.fault is not None:
            name = seen.path if seen.path in versions else original_of(seen.path)[0]
            older = _older(seen, versions.get(name, []))
            is_awaited = awaited if isinstance(awaited, bool) else name in awaited or seen.path in awaited
            if older is not None and is_awaited:
                report.waiting.append(Fault(seen.fault.kind, seen.path, "静态化没有做完，仍在等待"))
            elif older:
                report.faults.append(Fault(seen.fault.kind, seen.path, f"{seen.fault.reason}；是较早的版本（{older}）"))
            else:
                report.faults.append(seen.fault)


def _versions(manifest: Path, paths: set[str]) -> dict[str, list[Line]]:
    """Every line of these paths, in order."""
    versions: dict[str, list[Line]] = {}
    for line in lines(manifest):
        if line.entry.path in paths:
            versions.setdefault(line.entry.path, []).append(line)
    return versions


def _older(seen: Seen, versions: list[Line]) -> str | None:
    """When this very content was baked before the latest line; "" for a file that was not there before; else None."""
    before = versions[:-1]
    if seen.content is None:
        was_absent = not before or before[-1].entry.is_removal
        return "" if versions and was_absent and seen.fault and seen.fault.kind == MISSING else None
    return next((line.at for line in reversed(before) if seen.content.is_of(line.entry)), None)


def each(do: Callable[[Item], Result], items: Iterable[Item], workers: int) -> Iterator[Result]:
    """`do` for each item in threads, in order, with few items waiting at a time."""
    if workers < 2:
        yield from map(do, items)
        return
    waiting: deque[Future[Result]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        try:
            for item in items:
                waiting.append(pool.submit(do, item))
                if len(waiting) >= workers * 8:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def reason_of(problem: OSError) -> str:
    if isinstance(problem, PermissionError):
        return "没有权限读取"
    return f"读不出来（{problem.strerror or problem}）"
