"""One form, filled and scanned, as files for other tests: `scan.py FORM.pdf LAYOUT.json OUT.tif SEED [--stamp]` writes all pages as one TIFF (grey, uncompressed), and prints what was typed as JSON."""
import json
import random
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

import filled
import numpy


def tiff_of(pages):
    """Baseline TIFF 6.0: each page one strip of grey points."""
    out = bytearray(b"II*\0\0\0\0\0")
    link = 4
    for page in pages:
        picture = numpy.clip(page, 0, 255).astype(numpy.uint8)
        height, width = picture.shape
        strip = len(out)
        out += picture.tobytes() + (b"\0" if picture.size % 2 else b"")
        struct.pack_into("<I", out, link, len(out))
        fields = [(256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, strip), (277, 3, 1), (278, 4, height), (279, 4, picture.size)]
        out += struct.pack("<H", len(fields))
        for tag, kind, value in fields:
            out += struct.pack("<HHII", tag, kind, 1, value)
        link = len(out)
        out += b"\0\0\0\0"
    return bytes(out)


def main():
    form, layout, target, seed = sys.argv[1:5]
    sys.path.append(str(Path(__file__).resolve().parents[2] / "build/pdf"))
    import typst
    rng, places = random.Random(seed), json.loads(Path(layout).read_text())
    answers = filled.answers_for(places, {}, rng, 0)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "typed.typ").write_text(filled.sheet_of(places, answers, max(place["page"] for place in places), rng))
        typst.compile(f"{folder}/typed.typ", output=f"{folder}/typed.pdf", font_paths=typst.Fonts(include_system_fonts=True))
        printed, written = filled.rasterised(form, folder, "printed"), filled.rasterised(f"{folder}/typed.pdf", folder, "written")
    scans = [filled.scanned(numpy.minimum(a, b), rng, stamp="--stamp" in sys.argv) for a, b in zip(printed, written)]
    Path(target).write_bytes(tiff_of(scans))
    print(json.dumps(answers, ensure_ascii=False))


main()
