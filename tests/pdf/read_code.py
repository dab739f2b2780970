# Reads the codes of pictures as somebody's telephone does: python3 read_code.py PAGE.pgm ... prints the text of each, one a line.
import sys

import numpy
import zxingcpp

for path in sys.argv[1:]:
    with open(path, "rb") as file:
        kind, size, deepest = file.readline(), file.readline(), file.readline()
        width, height = map(int, size.split())
        page = numpy.frombuffer(file.read(), numpy.uint8).reshape(height, width)
    found = zxingcpp.read_barcodes(page) if hasattr(zxingcpp, "read_barcodes") else zxingcpp.read_barcode(page)
    for code in found if isinstance(found, list) else [found]:
        if code is not None:
            print(code.text)
