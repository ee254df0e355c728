#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""large.py - large input for large.sh, of our own making.

Usage: large.py pages FILE COUNT      a PDF of COUNT pages of text
       large.py bytes FILE BYTES      a PDF of one page and at least BYTES bytes: a stream of zeros that nothing draws (sparse)
       large.py texts FOLDER COUNT    COUNT small texts, each other bytes
"""
import os
import sys

LINE = "De raad besluit over het parkeren in de binnenstad, bladzijde %d regel %d."


def pdf(path, pages, hole):
    """One font, a page tree of one level, and as many pages; hole: bytes of a stream beside them."""
    at = {}
    with open(path, "wb") as f:

        def obj(n, text):
            at[n] = f.tell()
            f.write(b"%d 0 obj\n" % n + text + b"\nendobj\n")

        f.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        kids = b" ".join(b"%d 0 R" % (4 + 2 * i) for i in range(pages))
        obj(1, b"<</Type/Catalog/Pages 2 0 R/Lang(nl)>>")
        obj(2, b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids))
        obj(3, b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
        for i in range(pages):
            text = b"BT /F1 11 Tf 60 780 Td 14 TL\n"
            if i == 0:
                text += b"(Besluit over parkeren) Tj T* (Datum: 12 mei 2026) Tj T*\n"
            for k in range(30):
                text += b"(" + (LINE % (i + 1, k + 1)).encode("ascii") + b") Tj T*\n"
            text += b"ET"
            obj(4 + 2 * i, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
                b"/Resources<</Font<</F1 3 0 R>>>>>>" % (5 + 2 * i))
            obj(5 + 2 * i, b"<</Length %d>>stream\n%s\nendstream" % (len(text), text))
        last = 4 + 2 * pages
        if hole:
            at[last] = f.tell()
            f.write(b"%d 0 obj\n<</Length %d>>stream\n" % (last, hole))
            f.seek(hole, os.SEEK_CUR)
            f.write(b"\nendstream\nendobj\n")
            last += 1
        start = f.tell()
        f.write(b"xref\n0 %d\n0000000000 65535 f \n" % last)
        for n in range(1, last):
            f.write(b"%010d 00000 n \n" % at[n])
        f.write(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (last, start))


def texts(folder, count):
    for i in range(1, count + 1):
        with open("%s/Besluit %d.txt" % (folder, i), "w", encoding="utf-8") as f:
            f.write("Besluit %d over parkeren\n\nDatum: 12 mei 2026\n\n" % i)
            f.write("De raad besluit over het parkeren in de binnenstad.\n" * 8)


what, where, much = sys.argv[1], sys.argv[2], int(sys.argv[3])
if what == "pages":
    pdf(where, much, 0)
elif what == "bytes":
    pdf(where, 1, much)
else:
    texts(where, much)
