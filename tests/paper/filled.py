"""What a printer and a scanner do to a paper form, simulated: answers are printed into the places of a layout, pages are rasterised, tilted, blurred, speckled and stamped.

Everything follows from a seed. Lengths are millimetres on the sheet; pictures are numpy arrays of grey (0 black, 255 white), rows from the top.
"""
import json
import math
import random
import subprocess
import tempfile
from pathlib import Path

import numpy

DOTS = 200
FONTS = ["DejaVu Sans", "DejaVu Serif", "DejaVu Sans Mono", "Noto Sans", "Noto Serif"]

# Two lists of each: thresholds were chosen by looking at the first alone; the second is what the figure tells apart.
NAMES = (["Erika", "Mustermann", "Jürgen", "Özdemir", "Weiß-Schröder", "Anna Lena", "Kowalski", "von der Heide", "Łukasz", "Çelik", "Groß", "Böhmer"],
         ["Magdalena", "Terhörst", "Günther", "Schulze Wischeler", "Nguyễn", "Šimić", "Björn", "Hüning-Thesing", "Ayşe", "Wilhelmine", "Dîcle", "Lammers"])
STREETS = (["Marktplatz", "Bahnhofstraße", "Am alten Kirchhof", "Lange Straße", "Hofstr.", "Coesfelder Straße"],
           ["Borkener Damm", "Venningstiege", "Von-Galen-Straße", "Fabrikweg", "Hochmoorring", "Zum Estern"])
PLACES = (["Gescher", "Coesfeld", "Stadtlohn", "Vreden"], ["Südlohn", "Reken", "Legden", "Raesfeld"])
WORDS = (["Sofa mit Bezug", "ein alter Schrank", "Zweite Wohnung", "Lastenrad", "Linde am Zaun"], ["Kühltruhe, defekt", "Gartenhaus aus Holz", "Umzug nach Ahaus", "Rotbuche", "Stand mit Gebäck"])


def iban(rng):
    account = f"{rng.randrange(10**8):08d}{rng.randrange(10**10):010d}"
    return f"DE{98 - int(account + '131400') % 97:02d}{account}"


def text_for(name, kind, rng, part):
    """What somebody types into a place of this kind, by the name of the question."""
    last = name.split("-")[-1]
    if kind == "name":
        return rng.choice(NAMES[part])
    if kind == "email":
        return rng.choice(["erika.mustermann", "j.boehmer", "info", "k-schulze84", "anna_l"]) + "@" + rng.choice(["beispiel.de", "post.example", "web-mail.example"])
    if kind == "phone":
        return rng.choice([f"02542 {rng.randrange(10**4, 10**6)}", f"0171 {rng.randrange(10**6, 10**7)}", f"+49 2871 {rng.randrange(10**4, 10**5)}"])
    if kind == "number":
        return str(rng.choice([rng.randrange(1, 9), rng.randrange(1, 120)]))
    if kind == "money":
        return rng.choice([f"{rng.randrange(1, 999)},{rng.randrange(100):02d}", str(rng.randrange(1, 2000))])
    if kind == "date":
        return ".".join(day(rng))
    if kind == "time":
        return f"{rng.randrange(7, 19):02d}:{rng.choice(['00', '15', '30', '45'])}"
    if kind == "plate":
        return f"BOR-{rng.choice('ABCDEFGHKLMNPRSTUVWXYZ')}{rng.choice('ABCDEFGHKLMNPRSTUVWXYZ')} {rng.randrange(1, 999)}"
    if last.startswith("plz"):
        return f"{rng.randrange(46000, 48999)}"
    if last.startswith("hausnummer"):
        return rng.choice(["1", "17", "23a", "112", "8 b"])
    if last.startswith("ort") or "geburtsort" in last:
        return rng.choice(PLACES[part])
    if "strasse" in last:
        return rng.choice(STREETS[part])
    if kind == "area":
        return rng.choice(WORDS[part]) + ", " + rng.choice(WORDS[part])
    return rng.choice(WORDS[part])


def day(rng):
    return f"{rng.randrange(1, 29):02d}", f"{rng.randrange(1, 13):02d}", str(rng.randrange(1941, 2027))


def answers_for(layout, options, rng, part):
    """{name: value}: a text, for boxes to tick the list of values, for combs the digits of each group."""
    places = {}
    for place in layout:
        places.setdefault(place["name"], []).append(place)
    answers = {}
    for name, own in places.items():
        kind = own[0]["kind"]
        row = [p for p in name.split("-") if p.isdigit()]
        if kind == "signature" or (row and int(row[0]) > 2):
            continue
        if kind == "tick":
            values = [p["value"] for p in own]
            answers[name] = [rng.choice(values)]
        elif kind == "comb":
            sizes = [p["cells"] for p in sorted(own, key=lambda p: p["group"])]
            if sizes == [2, 2, 4]:
                answers[name] = list(day(rng))
            elif sizes == [2, 2]:
                answers[name] = [f"{rng.randrange(7, 19):02d}", rng.choice(["00", "15", "30", "45"])]
            else:
                whole = iban(rng)
                answers[name] = [whole[sum(sizes[:i]):sum(sizes[:i + 1])] for i in range(len(sizes))]
        elif kind == "choice":
            known = options.get(name.split("-")[-1]) or []
            if known:
                answers[name] = rng.choice(known)
        elif kind not in ("file", "list"):
            if rng.random() < 0.06:
                continue  # left empty
            answers[name] = text_for(name, kind, rng, part)
    return answers


def typed(text):
    return text.replace("\\", "\\\\").replace('"', '\\"')


def sheet_of(layout, answers, pages, rng):
    """Typst: the answers alone, each page of the form as an empty page with them."""
    font, size = rng.choice(FONTS), rng.choice([10, 11, 12])
    out = [f'#set page(paper: "a4", margin: 0mm)\n#set text(font: "{font}", size: {size}pt, fallback: true, lang: "de")']
    for page in range(1, pages + 1):
        for place in (p for p in layout if p["page"] == page and p["name"] in answers):
            value = answers[place["name"]]
            x, y, w, h = place["x"], place["y"], place["w"], place["h"]
            if place["kind"] == "tick":
                if place["value"] in value:
                    dx, dy, s = rng.uniform(-0.4, 0.4), rng.uniform(-0.4, 0.4), rng.uniform(0.9, 1.5)
                    out.append(f"#place(dx: {x + w/2 + dx - s}mm, dy: {y + h/2 + dy - s}mm, line(start: (0mm, 0mm), end: ({2*s}mm, {2*s}mm), stroke: 0.9pt))")
                    out.append(f"#place(dx: {x + w/2 + dx - s}mm, dy: {y + h/2 + dy - s}mm, line(start: ({2*s}mm, 0mm), end: (0mm, {2*s}mm), stroke: 0.9pt))")
            elif place["kind"] == "comb":
                step = w / place["cells"]
                for i, sign in enumerate(value[place["group"]]):
                    out.append(f'#place(dx: {x + i*step}mm, dy: {y}mm, box(width: {step}mm, height: {h}mm, align(center + horizon, "{sign}")))')
            else:
                up = rng.uniform(-0.6, 0.6)
                vertical = "top" if place["kind"] == "area" else "horizon"
                out.append(f'#place(dx: {x}mm, dy: {y + up}mm, box(width: {w}mm, height: {h}mm, inset: (x: 2mm, y: 1mm), align(start + {vertical}, "{typed(value)}")))')
        if page < pages:
            out.append("#pagebreak(weak: false)")
    return "\n".join(out)


def rasterised(pdf, folder, name):
    subprocess.run(["pdftoppm", "-r", str(DOTS), "-gray", pdf, str(Path(folder) / name)], check=True)
    pictures = []
    for path in sorted(Path(folder).glob(f"{name}-*.pgm")):
        pictures.append(from_pgm(path.read_bytes()))
        path.unlink()
    return pictures


def from_pgm(data):
    head, at = [], 0
    while len(head) < 4:
        end = at
        while data[end:end + 1] not in (b" ", b"\n"):
            end += 1
        head.append(data[at:end])
        at = end + 1
    width, height = int(head[1]), int(head[2])
    return numpy.frombuffer(data, numpy.uint8, width * height, at).reshape(height, width).astype(numpy.float32)


def to_pgm(picture):
    height, width = picture.shape
    return f"P5\n{width} {height}\n255\n".encode() + numpy.clip(picture, 0, 255).astype(numpy.uint8).tobytes()


def stamped(picture, rng):
    """A round stamp with lines of text somewhere on the upper two thirds, as pale as ink is when little is left."""
    height, width = picture.shape
    cx, cy, r = rng.uniform(0.3, 0.9) * width, rng.uniform(0.1, 0.65) * height, rng.uniform(90, 140)
    yy, xx = numpy.mgrid[0:height, 0:width]
    distance = numpy.hypot(xx - cx, yy - cy)
    ring = (numpy.abs(distance - r) < 3) | (numpy.abs(distance - r * 0.72) < 2)
    letters = (distance > r * 0.76) & (distance < r * 0.94) & (numpy.sin(numpy.arctan2(yy - cy, xx - cx) * 26) > 0.55)
    ink = numpy.where(ring | letters, rng.uniform(95, 150), 255)
    return numpy.minimum(picture, ink)


def scanned(picture, rng, stamp=False):
    """As it comes from a scanner: tilted by up to three degrees, a little off in size and place, blurred, with grey paper and noise."""
    if stamp:
        picture = stamped(picture, rng)
    height, width = picture.shape
    angle, scale = math.radians(rng.uniform(-3, 3)), rng.uniform(0.975, 1.01)
    dx, dy = rng.uniform(-12, 12), rng.uniform(-12, 12)
    yy, xx = numpy.mgrid[0:height, 0:width].astype(numpy.float32)
    px, py = xx - width / 2 - dx, yy - height / 2 - dy
    sx = (math.cos(angle) * px + math.sin(angle) * py) / scale + width / 2
    sy = (-math.sin(angle) * px + math.cos(angle) * py) / scale + height / 2
    x0, y0 = numpy.floor(sx).astype(int), numpy.floor(sy).astype(int)
    fx, fy = sx - x0, sy - y0
    edge = numpy.pad(picture, 1, constant_values=255)
    x0c, y0c = numpy.clip(x0 + 1, 0, width), numpy.clip(y0 + 1, 0, height)
    out = (edge[y0c, x0c] * (1 - fx) + edge[y0c, x0c + 1] * fx) * (1 - fy) + (edge[y0c + 1, x0c] * (1 - fx) + edge[y0c + 1, x0c + 1] * fx) * fy
    sigma = rng.uniform(0.4, 0.9)
    kernel = numpy.exp(-numpy.arange(-2, 3) ** 2 / (2 * sigma ** 2))
    kernel /= kernel.sum()
    for axis in (0, 1):
        out = sum(k * numpy.roll(out, i - 2, axis) for i, k in enumerate(kernel))
    paper, ink = rng.uniform(225, 250), rng.uniform(15, 50)
    out = ink + out * (paper - ink) / 255
    noise = numpy.random.default_rng(rng.randrange(2**31))
    out = out + noise.normal(0, rng.uniform(3, 9), out.shape)
    specks = noise.random(out.shape)
    out[specks < 0.00008] = 40
    out[specks > 0.99992] = 255
    return numpy.clip(out, 0, 255)
