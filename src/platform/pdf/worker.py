# Makes documents for the program: a process that lives long, knows templates and fonts, and has nothing else (confine.cc).
#
#   python3 -I -S -B worker.py FOLDER PACKAGES      templates and fonts; where the package typst lies
#
# It reads from its standard input and writes to its standard output, nothing else; it ends when the input ends, so it never outlives the program.
#   request   length of the head (4 bytes, big-endian), head (JSON), then the bytes of each attachment one after the other
#             head: {"template", "data", "attachments": [{"name", "type", "description", "relation", "size"}], "places"}
#   answer    one letter and a length (4 bytes, big-endian), then so many bytes: R ready (version), P the document (with "places": where its answers
#             stand, as JSON), E why there is none (UTF-8)
import json
import re
import struct
import sys

STANDARDS = ["a-3a", "ua-1"]  # PDF/A-3a to keep it, with data inside; PDF/UA-1 to have it read aloud
NO_GLYPH = "\u25a1"
# What would turn or hide the text around it, and line ends of other systems.
INVISIBLE = re.compile("[\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\r(?=\n)")


def read_exactly(stream, size):
    data = stream.read(size)
    if len(data) < size:
        sys.exit(0)
    return data


def answer(letter, data):
    sys.stdout.buffer.write(letter + struct.pack(">I", len(data)) + data)
    sys.stdout.buffer.flush()


def without_glyph(path):
    """Matches what no font has. PDF/A forbids empty glyphs: one such letter would cost the whole document."""
    with open(path, encoding="ascii") as lines:
        ranges = [line.strip().split("-") for line in lines if line.strip()]
    return re.compile("[^\n\t" + "".join(f"\\U{int(r[0], 16):08x}-\\U{int(r[-1], 16):08x}" for r in ranges) + "]")


class Maker:
    def __init__(self, folder):
        import typst

        self.typst, self.folder, self.compilers = typst, folder, {}
        self.fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
        self.strange = without_glyph(folder + "/letters.txt")

    def compiler(self, template):
        if template not in self.compilers:
            path = f"{self.folder}/{template}.typ"
            self.compilers[template] = self.typst.Compiler(path, root=self.folder, font_paths=self.fonts)
        return self.compilers[template]

    def printable(self, value, key=""):
        if isinstance(value, str):
            return value if key in ("svg", "arms") else self.strange.sub(NO_GLYPH, INVISIBLE.sub("", value))
        if isinstance(value, list):
            return [self.printable(one) for one in value]
        if isinstance(value, dict):
            return {name: self.printable(one, name) for name, one in value.items()}
        return value

    def places(self, template, inputs):
        """Where what the template has marked lies on the pages; a compiler of its own, because a query takes no inputs."""
        path = f"{self.folder}/{template}.typ"
        compiler = self.typst.Compiler(path, root=self.folder, font_paths=self.fonts, sys_inputs=inputs)
        return compiler.query("<place>", field="value").encode()

    def make(self, head, contents):
        inputs = {"d": json.dumps(self.printable(head["data"]), ensure_ascii=False)}
        for number, (one, content) in enumerate(zip(head["attachments"], contents)):
            one["key"] = f"a{number}"
            try:
                inputs[one["key"]], one["text"] = content.decode(), True
            except UnicodeDecodeError:  # inputs are text: other bytes travel as numbers
                inputs[one["key"]], one["text"] = json.dumps(list(content)), False
        inputs["a"] = json.dumps(head["attachments"], ensure_ascii=False)
        if head.get("places"):
            return self.places(head["template"], inputs)
        return self.compiler(head["template"]).compile(sys_inputs=inputs, pdf_standards=STANDARDS)


def main(folder, packages):
    sys.path.append(packages)
    try:
        maker = Maker(folder)
    except Exception as reason:
        answer(b"E", f"{type(reason).__name__}: {reason}".encode(errors="replace"))
        sys.exit(1)
    answer(b"R", getattr(maker.typst, "__version__", "").encode())
    while True:
        (size,) = struct.unpack(">I", read_exactly(sys.stdin.buffer, 4))
        head = json.loads(read_exactly(sys.stdin.buffer, size))
        contents = [read_exactly(sys.stdin.buffer, one["size"]) for one in head["attachments"]]
        try:
            answer(b"P", maker.make(head, contents))
        except maker.typst.TypstError as reason:
            answer(b"E", str(reason.message).removeprefix("panicked with: ").encode(errors="replace"))
        except Exception as reason:
            answer(b"E", type(reason).__name__.encode())


main(*sys.argv[1:])
