"""Paper there and back: the program prints its forms, a simulated person and scanner fill and spoil them, the program reads them. What is right of what was typed?

    python3 tests/paper/run.py --binary build/release/kreislauf [--forms 3] [--first 0] [--services a,b] [--least 0.95] [--json FILE] [--keep DIR]

Ends with `N passed, M failed`. `--forms` is how many of each service and half of the texts, `--first` the number of the first: with other numbers other scans. The second half of all names, streets and words was not looked at while
thresholds were chosen; it is told apart. Needs pdftoppm, numpy and, to print what was typed, the package typst of build/pdf.
"""
import argparse
import json
import os
import random
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ["sperrmuell-abholen", "hund-anmelden", "bewohnerparkausweis", "meldebescheinigung", "wohnsitz-ummelden", "gewerbe-anmelden", "sondernutzung", "leihgeraet-schule"]
NOT_MACHINE = {"signature", "file"}


def skip(why):
    print(f"skipped: {why}")
    print("0 passed, 0 failed")
    sys.exit(0)


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", default=str(ROOT / "build/release/kreislauf"))
    parser.add_argument("--packages", default=str(ROOT / "build/pdf"))
    parser.add_argument("--forms", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--services", default=",".join(SERVICES))
    parser.add_argument("--least", type=float, default=0.95, help="share of fields that must be read right; few forms swing more")
    parser.add_argument("--json")
    parser.add_argument("--keep")
    parser.add_argument("--show", action="store_true", help="print what was read wrong")
    return parser.parse_args()


class Portal:
    """A town of the demonstration, on a port of its own."""

    def __init__(self, binary, folder):
        self.binary, self.data = binary, str(Path(folder) / "data")
        # A folder of its own for temporary files: what is left by a stop is nobody else's.
        self.run("import", "authorities", str(ROOT / "build/data/authorities.csv"))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.child = subprocess.Popen([binary, "serve", "--data", self.data, "--port", str(self.port), "--demo", "--without-limits", "--rate-limit", "0", "--scanner", "none"],
                                      cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def run(self, *words):
        done = subprocess.run([self.binary, *words, "--data", self.data], cwd=ROOT, capture_output=True, text=True)
        if done.returncode not in (0, 1):
            raise RuntimeError(f"{words}: {done.stdout}{done.stderr}")
        return done.stdout

    def get(self, path):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers={"Host": f"gescher.localhost:{self.port}"})
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answer.read()

    def wait(self):
        for _ in range(600):
            try:
                return self.get("/")
            except OSError:
                time.sleep(0.3)
        raise RuntimeError("the program did not start")

    def layouts(self):
        """{service: layout} of everything that was printed so far."""
        keys, found = ("name", "kind", "value", "group", "cells", "page", "x", "y", "w", "h"), {}
        for path in Path(self.data).glob("authorities/*/authority.db"):
            if sqlite3.connect(path).execute("SELECT COUNT(*) FROM sqlite_master WHERE name = 'paper_layouts'").fetchone()[0]:
                for service, layout in sqlite3.connect(path).execute("SELECT service, layout FROM paper_layouts"):
                    found[service] = [dict(zip(keys, place)) for place in json.loads(layout)["places"]]
        return found

    def stop(self):
        self.child.terminate()
        try:
            self.child.wait(20)
        except subprocess.TimeoutExpired:
            self.child.kill()


def options_of(service):
    """{question: labels} of choices whose options lie in a file of their own: they are written into rows of a list."""
    found = {}
    for path in (ROOT / "services" / service).glob("*.csv"):
        lines = [line.split(",") for line in path.read_text().splitlines() if line and not line.startswith("#")]
        found[path.stem] = [line[1].strip('"') for line in lines[1:] if len(line) > 1]
    form = (ROOT / "services" / service / "form.toml").read_text()
    by_name = {}
    for name, file in re.findall(r'name *= *"(\w+)"[^\n]*?options *= *"([\w-]+)\.csv"', form):
        by_name[name] = found.get(file, [])
    return by_name, {label: line[0] for path in (ROOT / "services" / service).glob("*.csv") for line in
                     [x.split(",") for x in path.read_text().splitlines() if x and not x.startswith("#")][1:] if len(line) > 1 for label in [line[1].strip('"')]}


def expected(place, answers, values):
    """What the program should say of this field: the list `typed`."""
    name = place["name"]
    if name not in answers:
        return []
    value = answers[name]
    if place["kind"] == "tick":
        return value
    if place["kind"] == "comb":
        return [" ".join(value) if len(value) > 3 else (".".join(value) if len(value) == 3 else ":".join(value))]
    if place["kind"] == "choice":
        return [values.get(value, value)]
    return [value]


def same(a, b):
    tidy = lambda words: [" ".join(word.split()) for word in words]
    return tidy(a) == tidy(b)


class Figures:
    def __init__(self):
        self.counts, self.wrong = Counter(), []

    def add(self, part, kind, right, certainty):
        self.counts[part, kind, right, certainty] += 1

    def share(self, fine):
        own = {key: count for key, count in self.counts.items() if fine(*key)}
        total = sum(own.values())
        return (sum(count for key, count in own.items() if key[2]) / total if total else 1.0), total


def one_form(portal, folder, service, layout, sheet, number, part, figures, args, filled, typst, fonts, numpy):
    rng = random.Random(f"{service} {number} {part}")
    options, values = options_of(service)
    answers = filled.answers_for(layout, options, rng, part)
    pages = max(place["page"] for place in layout)
    work = Path(folder)
    (work / "typed.typ").write_text(filled.sheet_of(layout, answers, pages, rng))
    typst.compile(str(work / "typed.typ"), output=str(work / "typed.pdf"), font_paths=fonts)
    printed = filled.rasterised(str(sheet), folder, "printed")
    written = filled.rasterised(str(work / "typed.pdf"), folder, "written")
    files = []
    for page in range(pages):
        scan = filled.scanned(numpy.minimum(printed[page], written[page]), rng, stamp=rng.random() < 0.3)
        path = work / f"scan-{service}-{number}-{part}-{page + 1}.pgm"
        path.write_bytes(filled.to_pgm(scan))
        files.append(str(path))
    read = json.loads(portal.run("check", "scan", "gescher", *files, "--json"))
    by_name = {answer["name"]: answer for page in read for answer in page.get("answers", [])}
    seen = set()
    for place in layout:
        name = place["name"]
        if place["kind"] in NOT_MACHINE or place["value"] == "liegt-bei" or name in seen:
            continue
        seen.add(name)
        wanted = expected(place, answers, values)
        got = by_name.get(name, {"typed": [], "certainty": "empty", "seen": "", "why": "no page"})
        right = same(got["typed"], wanted)
        if not wanted and got["certainty"] == "empty":
            continue  # nothing typed and nothing seen proves little
        figures.add(part, place["kind"], right, got["certainty"])
        if not right:
            figures.wrong.append(f"{service} {number}.{part} {name}: {wanted} was read as {got['typed']} ({got['certainty']}, {got['seen']!r})")
    for path in files:
        if args.keep:
            shutil.copy(path, args.keep)
        os.unlink(path)
    return [page.get("marks") for page in read]


def main():
    args = arguments()
    if not Path(args.binary).with_name("kreislauf-reader").exists() or not Path("/usr/share/tesseract-ocr/5/tessdata/Latin.traineddata").exists():
        skip("tesseract-ocr-script-latn or kreislauf-reader is missing")
    sys.path[:0] = [str(Path(__file__).parent), args.packages]
    try:
        import numpy
        import typst
        import filled
    except ImportError as missing:
        skip(f"no {missing.name}")
    folder = tempfile.mkdtemp(prefix="kreislauf-paper-")
    portal = Portal(args.binary, folder)
    figures, begun, pages = Figures(), time.time(), 0
    try:
        portal.wait()
        sheets = {}
        for service in args.services.split(","):
            try:
                sheets[service] = Path(folder) / f"{service}.pdf"
                sheets[service].write_bytes(portal.get(f"/antrag/{service}/formular.pdf"))
            except OSError as reason:
                print(f"FAILED {service} is not printed: {reason}")
                del sheets[service]
        layouts, fonts = portal.layouts(), typst.Fonts(include_system_fonts=True)
        for number in range(args.first, args.first + args.forms):
            for service, sheet in sheets.items():
                for part in (0, 1):
                    marks = one_form(portal, folder, service, layouts[service], sheet, number, part, figures, args, filled, typst, fonts, numpy)
                    pages += len(marks)
    finally:
        portal.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return tell(figures, pages, time.time() - begun, len(sheets), args)


def tell(figures, pages, seconds, services, args):
    if args.show:
        print("\n".join(figures.wrong))
    all_right, all_count = figures.share(lambda *key: True)
    sure, sure_count = figures.share(lambda part, kind, right, certainty: certainty == "certain")
    unseen, unseen_count = figures.share(lambda part, kind, right, certainty: part == 1)
    unseen_sure, unseen_sure_count = figures.share(lambda part, kind, right, certainty: part == 1 and certainty == "certain")
    names = sum(count for (part, kind, right, certainty), count in figures.counts.items() if kind == "name" and certainty == "certain")
    for kind in sorted({key[1] for key in figures.counts}):
        share, count = figures.share(lambda part, own, right, certainty: own == kind)
        print(f"  {kind:<8} {share:7.2%} of {count}")
    print(f"{services} forms, {pages} pages, {seconds:.0f} s")
    print(f"fields read right: {all_right:.2%} of {all_count}; unseen part: {unseen:.2%} of {unseen_count}")
    print(f"of those shown as certain: {sure:.2%} of {sure_count}; unseen part: {unseen_sure:.2%} of {unseen_sure_count}")
    checks = [("nearly all fields are read right", all_right >= args.least), ("hardly anything certain is wrong", sure >= 0.99), ("something is certain", sure_count > all_count / 4),
              ("a name is never certain", names == 0), ("several forms were read", services >= min(2, len(args.services.split(","))))]
    for name, fine in checks:
        print(f"{'ok  ' if fine else 'FAIL'} {name}")
    if args.json:
        Path(args.json).write_text(json.dumps({"fields": all_count, "right": all_right, "certain": sure_count, "certain_right": sure, "unseen": unseen_count, "unseen_right": unseen,
                                               "unseen_certain": unseen_sure_count, "unseen_certain_right": unseen_sure, "pages": pages, "forms": services}))
    failed = sum(not fine for _, fine in checks)
    print(f"{len(checks) - failed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
