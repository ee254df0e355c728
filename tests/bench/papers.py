#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""papers.py - ordinary Dutch papers of 1 to 100 pages, as flat ODF for LibreOffice: headings, paragraphs, tables.

Usage: papers.py COUNT FOLDER   The words are those of fixtures/categorieen; the same every time.
"""
import glob
import random
import sys
from xml.sax.saxutils import escape

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="F" svg:font-family="'%s'"/></office:font-face-decls>
<office:styles>
<style:style style:name="Standard" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.2cm"
 fo:text-align="%s" fo:hyphenation-ladder-count="no-limit"/><style:text-properties style:font-name="F" fo:font-size="%dpt"
 fo:language="nl" fo:country="NL"/></style:style>
<style:style style:name="Heading" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties
 fo:margin-top="0.5cm"/><style:text-properties fo:font-size="15pt" fo:font-weight="bold" fo:color="#1f4e79"/></style:style>
</office:styles><office:automatic-styles>
<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #888888"
 fo:padding="0.1cm"/></style:style>
<style:style style:name="Top" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #888888"
 fo:padding="0.1cm" fo:background-color="#dbe5f1"/></style:style>
</office:automatic-styles><office:body><office:text>
"""
TAIL = "</office:text></office:body></office:document>\n"


def table(draw, words):
    columns = draw.randint(3, 5)
    rows = ["<table:table>", f'<table:table-column table:number-columns-repeated="{columns}"/>']
    for i in range(draw.randint(4, 14)):
        style = "Cell" if i else "Top"
        rows.append("<table:table-row>")
        for _ in range(columns):
            at = draw.randrange(len(words) - 6)
            said = escape(" ".join(words[at:at + draw.randint(1, 5)]))
            rows.append(f'<table:table-cell table:style-name="{style}"><text:p>{said}</text:p></table:table-cell>')
        rows.append("</table:table-row>")
    return "".join(rows) + "</table:table>\n"


def paper(draw, pages, lines, words):
    font = draw.choice(["Liberation Sans", "Carlito", "Liberation Serif", "DejaVu Sans", "Liberation Sans"])
    said = [HEAD % (font, draw.choice(["start", "start", "justify"]), draw.choice([10, 11, 11, 12]))]
    # Some 2,600 letters fill a page.
    room = pages * 2600
    while room > 0:
        chapter = f"{len(said)} {' '.join(draw.choice(lines).split()[:6])}"
        said.append(f'<text:h text:style-name="Heading" text:outline-level="1">{escape(chapter)}</text:h>\n')
        for _ in range(draw.randint(2, 6)):
            one = " ".join(draw.choice(lines) for _ in range(draw.randint(2, 5)))
            said.append(f"<text:p>{escape(one)}</text:p>\n")
            room -= len(one)
        if draw.random() < 0.25:
            said.append(table(draw, words))
            room -= 700
    return "".join(said) + TAIL


def main():
    count, folder = int(sys.argv[1]), sys.argv[2]
    draw = random.Random(9)
    text = ""
    for path in sorted(glob.glob("fixtures/categorieen/*/*.txt")):
        with open(path, encoding="utf-8") as f:
            text += f.read() + "\n"
    lines = [line.strip() for line in text.split("\n") if 40 < len(line.strip()) < 400]
    words = text.split()
    for i in range(count):
        # Median 7 pages, one in ten 58 or more.
        pages = min(100, max(1, round(7 * 2.718 ** draw.gauss(0, 1.4))))
        with open(f"{folder}/stuk-{i:03}.fodt", "w", encoding="utf-8") as f:
            f.write(paper(draw, pages, lines, words))


main()
