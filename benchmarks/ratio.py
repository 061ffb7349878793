"""Time as a ratio to the floor, in one run: `python benchmarks/ratio.py [FILE] [--megabytes N]`.

The floor is what any tool must pay: lxml iterparse of the same file and spaCy's tokeniser over every text in it.
The product runs in a process of its own, so that its peak memory can be told.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import write

TEXTS = ("avsnitt", "motivering", "innehall")


def floor(path: Path) -> tuple[float, int]:
    """Seconds for iterparse plus tokenising, and the number of tokens."""
    from lxml import etree
    from spacy.lang.sv import Swedish

    nlp = Swedish()
    nlp("värm upp")
    tokens = 0
    started = time.perf_counter()
    for _, element in etree.iterparse(path, tag=[f"{{*}}{name}" for name in (*TEXTS, "personakt")], huge_tree=True):
        if element.text and not element.tag.endswith("personakt"):
            tokens += len(nlp.make_doc(element.text))
        if element.tag.endswith("personakt"):
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    return time.perf_counter() - started, tokens


def product(path: Path) -> tuple[float, float, dict[str, int]]:
    """Seconds, peak megabytes and the summary of a whole check in its own process."""
    started = time.perf_counter()
    done = subprocess.run([sys.executable, __file__, "--child", str(path)], capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - started
    told = json.loads(done.stdout)
    return seconds, told["megabytes"], told["summary"]


def child(path: str) -> None:
    from sosfs_lint.linting import Options
    from sosfs_lint.packs import load_rulebook
    from sosfs_lint.plugins import Plugins
    from sosfs_lint.reporters import Settings
    from sosfs_lint.reporters.json_stream import JsonLinesReporter
    from sosfs_lint.run import run

    plugins = Plugins()
    book = load_rulebook(plugins.folders(), plugins.checks())
    with Path("/dev/null").open("w") as sink:
        summary = run([path], book, Options(), plugins.readers(), JsonLinesReporter(sink, Settings(packs=book.packs)))
    # VmHWM, not ru_maxrss: the latter carries over what the parent held when it forked.
    status = Path("/proc/self/status").read_text()
    peak = int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024
    print(json.dumps({"megabytes": peak, "summary": {"akter": summary.akter, "poster": summary.poster, "checked": summary.checked}}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--megabytes", type=float, default=20)
    parser.add_argument("--child", metavar="FILE", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        child(args.child)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = args.file or Path(folder) / "export.xml"
        if args.file is None:
            write(path, args.megabytes, 1)
        bottom, tokens = floor(path)
        seconds, megabytes, summary = product(path)
    print(
        f"file        {path.stat().st_size / 1e6 if path.exists() else args.megabytes:.0f} MB, {summary['akter']} akter, {summary['poster']} posts, {tokens} tokens"
    )
    print(f"floor       {bottom:.1f} s (lxml iterparse + spaCy tokenise)")
    print(f"sosfs-lint  {seconds:.1f} s, {summary['checked']} answers, peak {megabytes:.0f} MB")
    print(f"ratio       {seconds / bottom:.2f}")


if __name__ == "__main__":
    main()
