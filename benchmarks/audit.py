"""The nightly audit on a seeded synthetic municipality: `python benchmarks/audit.py [--akter N] [--select RULES]`.

Prints the time of the first night with one and with two workers, of a night with 1 % changed, of one with nothing changed,
and of a first night over twice the records, with the processors' time, peak memory (all processes; shared pages count once)
and the size of the store. Where a machine is shared, the processors' time is the fairer figure.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from generate import FIRST, LAST, TITLES, personakter

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<aktexport xmlns="urn:sosfs-lint:aktexport:1" version="1.0">\n<export tid="{day}" fullstandig="true"/>\n'
    '<aktor typ="namnd" namn="Socialnämnden i Provby"/>\n'
    + "".join(f'<enhet id="e{i}" namn="Stadsdel {i}"/>\n' for i in range(14))
    + "".join(f'<medarbetare id="m{i}" namn="{FIRST[i]} {LAST[i]}"><befattning benamning="{TITLES[i]}"/></medarbetare>\n' for i in range(7))
)


def write(path: Path, akter: int, notes: float, *, changed: int = 0, day: str = "2025-06-01") -> None:
    """An export of so many records in 14 units, each with a share of the generator's notes; the first ones may be changed."""
    source = personakter(random.Random(1))
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(HEAD.format(day=day))
        for number in range(akter):
            record = next(source)
            posts = record.split("\n<anteckning ")
            kept = posts[: 1 + max(1, int(notes * (len(posts) - 1)))]
            text = "\n<anteckning ".join(kept)
            text = text if text.rstrip().endswith("</personakt>") else text + "\n</personakt>\n"
            text = text.replace('enhet="e1"', f'enhet="e{number % 14}"')
            out.write(text.replace("<avsnitt>", "<avsnitt>Tillägg: ", 1) if number < changed else text)
        out.write("</aktexport>\n")


def night(file: Path, store: Path, *, workers: int, select: str | None) -> tuple[float, float, float, str]:
    """Seconds, seconds of processors, peak megabytes over all processes, and what was judged."""
    command = [sys.executable, "-m", "sosfs_lint", "audit", str(file), "--store", f"sqlite:///{store}", "--workers", str(workers)]
    command += ["--deadline", "600"] + (["--select", select] if select else [])
    started, before = time.perf_counter(), _processors()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peak = [0.0]
    watch = threading.Thread(target=_watch, args=(process, peak), daemon=True)
    watch.start()
    out = process.communicate()[0]
    return (
        time.perf_counter() - started,
        _processors() - before,
        peak[0],
        " ".join(out.splitlines()[3].split()[:4]) if len(out.splitlines()) > 3 else out,
    )


def _processors() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(process: subprocess.Popen[str], peak: list[float]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(_proportional(pid) for pid in _family(process.pid)))
        time.sleep(0.2)


def _family(pid: int) -> list[int]:
    try:
        children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return [pid]
    return [pid, *(each for child in children for each in _family(child))]


def _proportional(pid: int) -> float:
    try:
        found = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--akter", type=int, default=200)
    parser.add_argument("--notes", type=float, default=1.0, help="share of the generator's 30-100 notes per record")
    parser.add_argument("--select", metavar="RULES")
    parser.add_argument("--only", nargs="*", help="which nights: two one changed same double")
    args = parser.parse_args()
    wanted = args.only or ["two", "one", "changed", "same", "double"]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        file = place / "export.xml"
        write(file, args.akter, args.notes)
        print(f"{args.akter} akter, {file.stat().st_size / 1e6:.1f} MB")
        times: dict[str, float] = {}
        processors: dict[str, float] = {}

        def go(name: str, store: str, workers: int) -> None:
            times[name], processors[name], megabytes, judged = night(file, place / store, workers=workers, select=args.select)
            print(f"{name:<8} {times[name]:8.1f} s  {processors[name]:8.1f} s of processors  {megabytes:6.0f} MB  {judged}", flush=True)

        if "one" in wanted:
            go("one", "one.db", 1)
        go("two", "two.db", 2)
        print(f"store    {(place / 'two.db').stat().st_size / 1e6:.1f} MB")
        if "changed" in wanted:
            write(file, args.akter, args.notes, changed=max(1, args.akter // 100), day="2025-06-02")
            go("changed", "two.db", 2)
        if "same" in wanted:
            write(file, args.akter, args.notes, changed=max(1, args.akter // 100), day="2025-06-03")
            go("same", "two.db", 2)
        if "double" in wanted:
            write(file, 2 * args.akter, args.notes)
            go("double", "double.db", 2)
    full = times["two"]
    for name, of in (("one", "one"), ("changed", "changed"), ("same", "same"), ("double", "double")):
        if of in times:
            print(f"{name + '/two':<12} {times[of] / full:.3f}  processors {processors[of] / processors['two']:.3f}")


if __name__ == "__main__":
    main()
