"""CPU time of the whole extraction against pdfplumber's text and stock ja_ginza on the same PDFs, run in pairs.

Each run is a process of its own over all PDFs of corpus/; its user and system time is taken from the kernel. The
pairs are interleaved, and every other pair is run the other way round, so that a busy machine slows both alike.
Exits with 1 where the median ratio is above 1.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

EXTRACTION = """
import sys
from pathlib import Path
from extract.export import document_json, dump_json
from extract.pipeline import extract_document
for name in sys.argv[1:]:
    dump_json(document_json(extract_document(Path(name))))
"""
BASELINE = """
import sys
import pdfplumber, spacy
nlp = spacy.load("ja_ginza")
for name in sys.argv[1:]:
    with pdfplumber.open(name) as pdf:
        for page in pdf.pages:
            nlp(page.extract_text() or "")
            page.close()
"""


def measure(code: str, files: list[str]) -> float:
    """Return the CPU seconds (user and system) of a Python process that runs `code` on the files."""
    process = subprocess.Popen([sys.executable, "-W", "ignore", "-c", code, *files], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the measured process failed with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def main() -> int:
    """Run the pairs, print the table, and say by the exit code whether the extraction took no more."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("files", nargs="*", help="PDFs; those of corpus/ by default")
    args = parser.parse_args()
    files = args.files or [str(path) for path in sorted((ROOT / "corpus").glob("*.pdf"))]
    if not files:
        raise SystemExit("no PDFs in corpus/")
    print(f"{len(files)} PDFs, {args.pairs} pairs, CPU seconds (user + system) of one process each\n")
    print(f"{'pair':>6} {'extraction':>12} {'baseline':>12} {'ratio':>8}")
    pairs = []
    for number in range(1, args.pairs + 1):
        ours, theirs = measure_pair(files, swapped=number % 2 == 0)
        pairs.append((ours, theirs))
        print(f"{number:>6} {ours:>12.2f} {theirs:>12.2f} {ours / theirs:>8.3f}", flush=True)
    ratios = sorted(ours / theirs for ours, theirs in pairs)
    middle = statistics.median(ratios)
    ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"{'median':>6} {ours:>12.2f} {theirs:>12.2f} {middle:>8.3f}   (from {ratios[0]:.3f} to {ratios[-1]:.3f})")
    return int(middle > 1)


def measure_pair(files: list[str], *, swapped: bool) -> tuple[float, float]:
    """Return the CPU seconds of (extraction, baseline), the baseline first where `swapped`."""
    if swapped:
        theirs = measure(BASELINE, files)
        return measure(EXTRACTION, files), theirs
    ours = measure(EXTRACTION, files)
    return ours, measure(BASELINE, files)


if __name__ == "__main__":
    sys.exit(main())
