# SPDX-License-Identifier: EUPL-1.2
"""docs.py - ordinary municipal documents as flat ODT, for docs.sh to have printed as PDF.

    docs.py make FOLDER COUNT SEED      FOLDER/{plain,pdfa,scans,layer}/*.fodt: what becomes an export, PDF/A, and pictures
    docs.py bind PDF PICTURE...         a PDF of JPEGs, a page each, as a scanner makes it

The words come from fixtures/categorieen: paragraphs of a document's own category and of others, with other numbers in
them.  Pages per document: median 7, 90th percentile 58, some of 200 (lognormal, its quantiles in a shuffled order).
Everything follows from SEED.
"""
import base64, functools, glob, math, os, random, re, statistics, struct, sys, zlib

MEDIAN, SPREAD, MOST = 7, math.log(58 / 7) / 1.2816, 200
PER_PAGE = 3000         # characters, and what stands for the room of tables and pictures; 2,650 bytes of text a page come of it
# What the gate would hold, or takes for a person: these paragraphs are left out.
PERSONAL = re.compile(r"@|\d{6}|\d \d{3}\b|\d{3}[. -]\d{2,3}[. -]\d{2}|\b\d{4} ?[A-Z]{2}\b|\b(mevrouw|de heer|mw\.|dhr\.|drs\.|ir\.|mr\.|"
                      r"geb|bsn|burgerservice|iban|telefoon|tel\.|vertrouwelijk|geheim|concept|"
                      r"niet openbaar|persoonlijk|\w+(straat|weg|laan|plein|kade|gracht|hof|pad|dijk|singel) \d)", re.I)
COLOURS = ["#1f4e79", "#c00000", "#385723", "#7030a0", "#00a9ce", "#833c0b"]
PLACES = ["Voorbeeldstad", "Waterwijk", "Oosterveld", "Havenkwartier", "Nieuwland", "Dorpsrand"]
SUBJECTS = ["parkeren in de binnenstad", "de jaarrekening", "het groenbeheer", "de huisvesting van het onderwijs", "afvalstoffen",
            "de energietransitie", "het evenementenbeleid", "de jeugdhulp", "de verkeersveiligheid", "sport en bewegen"]


def png(width, height, pixel):
    rows = b"".join(b"\0" + b"".join(bytes(pixel(x, y)) for x in range(width)) for y in range(height))
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows, 6)) + chunk(b"IEND", b""))


def rgb(colour):
    return tuple(int(colour[i:i + 2], 16) for i in (1, 3, 5))


@functools.cache
def logo(colour):
    c = rgb(colour)
    return png(300, 90, lambda x, y: c if (x - 45) ** 2 + (y - 45) ** 2 < 1600 and (x // 9 + y // 9) % 3 else
               c if x > 100 and 30 < y < 42 or 100 < x < 240 and 52 < y < 60 else (255, 255, 255))


@functools.cache
def chart(which, colour):
    r = random.Random(which)
    c, bars = rgb(colour), [r.randint(20, 190) for _ in range(8)]
    return png(420, 220, lambda x, y: (0, 0, 0) if y == 205 or x == 12 else
               c if 15 < x < 415 and (x - 15) % 50 < 34 and 205 > y > 205 - bars[(x - 15) // 50] else (250, 250, 250))


@functools.cache
def photo(which):
    r = random.Random(which)
    a, b, c = (r.uniform(0.01, 0.06) for _ in range(3))
    noise = [r.randint(-18, 18) for _ in range(997)]
    def pixel(x, y):
        n = noise[(x * 31 + y * 17) % 997]
        return tuple(max(0, min(255, int(128 + 100 * math.sin(a * x + k) * math.cos(b * y - k * c * 40)) + n)) for k in range(3))
    return png(400, 260, pixel)


def words():
    found = {}
    for path in sorted(glob.glob("fixtures/categorieen/*/*.txt")):
        if re.search(r"ocr|afgebroken|bijna", path):
            continue
        with open(path, encoding="utf-8") as f:
            parts = [" ".join(p.split()) for p in re.split(r"\n\s*\n", f.read())]
        found.setdefault(path.split("/")[2], []).append([p for p in parts if p and not PERSONAL.search(p)])
    return {k: [x for x in v if len(x) > 4] for k, v in found.items()}


def text(s):
    return s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def image(data, width, height, name):
    return (f'<draw:frame draw:name="{name}" text:anchor-type="as-char" svg:width="{width}cm" svg:height="{height}cm"><draw:image>'
            f'<office:binary-data>{base64.b64encode(data).decode()}</office:binary-data></draw:image>'
            f'<svg:desc>{name}</svg:desc></draw:frame>')


class Document:
    def __init__(self, r, kinds, kind, pages, number):
        self.r, self.pages, self.number = r, pages, number
        self.colour = r.choice(COLOURS)
        self.font = r.choice(["Carlito", "Carlito", "Liberation Sans", "Liberation Serif"])
        self.own = r.choice(kinds[kind])
        self.near = [p for d in kinds[kind] for p in d if len(p) > 60]
        self.all = [p for k in kinds for d in kinds[k] for p in d if len(p) > 60]
        self.body, self.size, self.notes, self.tables = [], 0, 0, 0

    def varied(self, s):
        """The same with other numbers of one or two figures, so that no two documents are equal."""
        return re.sub(r"(?<![\d.,/-])\d{1,2}(?![\d.,/-])", lambda m: str(self.r.randint(1, 28)), s)

    def sentence(self):
        parts = [x for x in re.split(r"(?<=[.;]) ", self.varied(self.r.choice(self.all))) if len(x) > 20]
        return self.r.choice(parts) if parts else "De raad stelt het voorstel vast."

    def put(self, style, s, cost=None):
        self.body.append(f'<text:p text:style-name="{style}">{s}</text:p>')
        self.size += len(s) if cost is None else cost

    def heading(self, level, s):
        self.body.append(f'<text:h text:style-name="Kop{level}" text:outline-level="{level}">{text(s)}</text:h>')
        self.size += 120

    def paragraph(self):
        s = self.varied(self.r.choice(self.near if self.r.random() < 0.6 else self.all))
        while len(s) < self.r.randint(250, 700):
            s += " " + self.sentence()
        xml = text(s)
        if self.r.random() < 0.06:
            self.notes += 1
            xml += (f'<text:note text:note-class="footnote"><text:note-citation>{self.notes}</text:note-citation><text:note-body>'
                    f'<text:p text:style-name="Voetnoot">{text(self.sentence())}</text:p></text:note-body></text:note>')
        if self.r.random() < 0.1:
            first, _, rest = xml.partition(" ")
            xml = f'<text:span text:style-name="Vet">{first}</text:span> {rest}'
        self.put("Lijf", xml, len(s))

    def bullets(self):
        items = [self.sentence()[:160] for _ in range(self.r.randint(3, 7))]
        self.body.append('<text:list text:style-name="Punten">' + "".join(
            f'<text:list-item><text:p text:style-name="Punt">{text(i)}</text:p></text:list-item>' for i in items) + "</text:list>")
        self.size += sum(map(len, items)) + 40 * len(items)

    def table(self):
        self.tables += 1
        heads = self.r.choice([["Programma", "Begroot", "Werkelijk", "Verschil"], ["Onderdeel", "2024", "2025", "2026"],
                               ["Activiteit", "Wie", "Gereed", "Stand"], ["Wijk", "Aantal", "Aandeel", "Doel"]])
        def cell(style, p, s):
            return f'<table:table-cell table:style-name="{style}"><text:p text:style-name="{p}">{text(s)}</text:p></table:table-cell>'
        rows = ["<table:table-header-rows><table:table-row>" + "".join(cell("Kopcel", "KopcelTekst", h) for h in heads) +
                "</table:table-row></table:table-header-rows>"]
        for i in range(self.r.randint(4, 14)):
            # With a sign before it: two amounts side by side are no number of nine figures.
            values = [f"€ {self.r.randint(1, 999)}.{self.r.randint(0, 999):03}" if self.r.random() < 0.7 else f"{self.r.randint(1, 99)} %"
                      for _ in heads[1:]]
            rows.append("<table:table-row>" + cell("Even" if i % 2 else "Oneven", "CelTekst", self.sentence()[:48]) +
                        "".join(cell("Even" if i % 2 else "Oneven", "CelGetal", v) for v in values) + "</table:table-row>")
        self.put("Bijschrift", f"Tabel {self.tables}: {text(self.r.choice(SUBJECTS))}", 60)
        self.body.append(f'<table:table table:name="T{self.tables}" table:style-name="Tabel">' +
                         '<table:table-column table:style-name="Breed"/><table:table-column table:style-name="Smal" '
                         f'table:number-columns-repeated="3"/>{"".join(rows)}</table:table>')
        self.put("Lijf", "", 90 * len(rows))

    def opening(self):
        head = self.own[0] if len(self.own[0]) < 160 else self.own[0][:157] + "..."
        self.put("Logo", image(logo(self.colour), 4.5, 1.35, "Beeldmerk"), 150)
        self.put("Titel", text(self.varied(head)), 200)
        self.body.append('<table:table table:name="Kader" table:style-name="Tabel"><table:table-column table:style-name="Smal"/>'
                         '<table:table-column table:style-name="Breed"/>' + "".join(
            '<table:table-row>' + "".join(f'<table:table-cell table:style-name="Kaal"><text:p text:style-name="{st}">{text(s)}</text:p>'
            '</table:table-cell>' for st, s in (("KaalKop", a), ("CelTekst", b))) + "</table:table-row>" for a, b in (
                ("Onderwerp", self.r.choice(SUBJECTS)), ("Kenmerk", f"Z/26/{self.number:06}"),
                ("Datum", f"{self.r.randint(1, 28)} maart 2026"), ("Afdeling", "Ruimte en samenleving"))) + "</table:table>")
        self.size += 300
        for p in self.own[1:]:
            self.put("Lijf", text(self.varied(p)), len(p))

    def write(self):
        r, want = self.r, self.pages * PER_PAGE - 500
        self.opening()
        chapter = section = 0
        while self.size < want:
            if self.pages > 2 and r.random() < 0.12:
                chapter, section = chapter + 1, 0
                self.heading(1, f"{chapter}. {self.sentence()[:60].rstrip('.;, ')}")
            elif chapter and r.random() < 0.2:
                section += 1
                self.heading(2, f"{chapter}.{section} {self.sentence()[:50].rstrip('.;, ')}")
            kind = r.random()
            if kind < 0.72:
                self.paragraph()
            elif kind < 0.84:
                self.bullets()
            elif kind < 0.95:
                self.table()
            elif kind < 0.98:
                self.put("Logo", image(chart(r.randrange(4), self.colour), 10, 5.2, "Grafiek"), 600)
            elif self.pages > 5:
                self.put("Logo", image(photo(r.randrange(12)), 9, 5.85, "Foto"), 650)
        return PAGE.replace("@COLOUR@", self.colour).replace("@FONT@", self.font).replace("@NUMBER@", f"Z/26/{self.number:06}") \
            .replace("@PLACE@", r.choice(PLACES)).replace("@BODY@", "\n".join(self.body))


def cell(name, back, line):
    return (f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties fo:padding="0.1cm" '
            f'fo:background-color="{back}" fo:border="{line}"/></style:style>')


def para(name, parent, props="", chars=""):
    return (f'<style:style style:name="{name}" style:family="paragraph"{f" style:parent-style-name={chr(34)}{parent}{chr(34)}" if parent else ""}>'
            f'<style:paragraph-properties {props}/><style:text-properties {chars}/></style:style>')


SPACES = " ".join(f'xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{v}"' for k, v in (
    ("office", "office:1.0"), ("style", "style:1.0"), ("text", "text:1.0"), ("table", "table:1.0"), ("draw", "drawing:1.0"),
    ("fo", "xsl-fo-compatible:1.0"), ("svg", "svg-compatible:1.0")))
PAGE = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {SPACES} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="@FONT@" svg:font-family="'@FONT@'"/></office:font-face-decls>
<office:styles><style:default-style style:family="paragraph"><style:paragraph-properties fo:hyphenation-ladder-count="2"/>
<style:text-properties style:font-name="@FONT@" fo:font-size="11pt" fo:language="nl" fo:country="NL" fo:hyphenate="true"
fo:hyphenation-remain-char-count="3" fo:hyphenation-push-char-count="3"/></style:default-style>
{para("Lijf", "", 'fo:margin-bottom="0.3cm" fo:text-align="justify" fo:line-height="125%"')}
{para("Titel", "", 'fo:margin-top="0.6cm" fo:margin-bottom="0.5cm"', 'fo:font-size="20pt" fo:font-weight="bold" fo:color="@COLOUR@" fo:hyphenate="false"')}
{para("Kop1", "", 'fo:margin-top="0.6cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"', 'fo:font-size="15pt" fo:font-weight="bold" fo:color="@COLOUR@"')}
{para("Kop2", "", 'fo:margin-top="0.4cm" fo:margin-bottom="0.15cm" fo:keep-with-next="always"', 'fo:font-size="12pt" fo:font-weight="bold"')}
{para("Punt", "Lijf", 'fo:margin-bottom="0.1cm"')}
{para("Bijschrift", "", 'fo:margin-top="0.3cm" fo:margin-bottom="0.1cm" fo:keep-with-next="always"', 'fo:font-size="9pt" fo:font-style="italic"')}
{para("Voetnoot", "", 'fo:margin-left="0.3cm"', 'fo:font-size="8.5pt"')}
{para("Logo", "", 'fo:margin-bottom="0.3cm"')}
{para("KopcelTekst", "", "", 'fo:font-size="9.5pt" fo:font-weight="bold" fo:color="#ffffff"')}
{para("CelTekst", "", "", 'fo:font-size="9.5pt"')}
{para("CelGetal", "", 'fo:text-align="end"', 'fo:font-size="9.5pt"')}
{para("KaalKop", "", "", 'fo:font-size="9.5pt" fo:font-weight="bold"')}
{para("Rand", "", 'fo:text-align="end"', 'fo:font-size="8.5pt" fo:color="#595959"')}
</office:styles>
<office:automatic-styles>
<style:style style:name="Vet" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Tabel" style:family="table"><style:table-properties style:width="16cm" fo:margin-bottom="0.3cm"/></style:style>
<style:style style:name="Breed" style:family="table-column"><style:table-column-properties style:column-width="7cm"/></style:style>
<style:style style:name="Smal" style:family="table-column"><style:table-column-properties style:column-width="3cm"/></style:style>
{cell("Kopcel", "@COLOUR@", "0.5pt solid @COLOUR@")}{cell("Even", "#f2f2f2", "0.5pt solid #bfbfbf")}
{cell("Oneven", "transparent", "0.5pt solid #bfbfbf")}{cell("Kaal", "transparent", "none")}
<text:list-style style:name="Punten"><text:list-level-style-bullet text:level="1" text:bullet-char="&#8226;">
<style:list-level-properties text:space-before="0.4cm" text:min-label-width="0.5cm"/></text:list-level-style-bullet></text:list-style>
<style:page-layout style:name="Blad"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
fo:margin="2cm 2.5cm 2cm 2.5cm" fo:margin-top="1.5cm" fo:margin-bottom="1.5cm" fo:margin-left="2.5cm" fo:margin-right="2.5cm"/>
<style:header-style><style:header-footer-properties fo:min-height="0.9cm" fo:margin-bottom="0.5cm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="0.9cm" fo:margin-top="0.5cm"/></style:footer-style>
</style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Blad">
<style:header><text:p text:style-name="Rand">Gemeente @PLACE@</text:p></style:header>
<style:footer><text:p text:style-name="Rand">@NUMBER@ | bladzijde <text:page-number/> van <text:page-count/></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>
@BODY@
</office:text></office:body></office:document>
"""


def make(folder, count, seed):
    r, kinds = random.Random(seed), words()
    normal = statistics.NormalDist()
    pages = [max(1, min(MOST, round(MEDIAN * math.exp(SPREAD * normal.inv_cdf((i + 0.5) / count))))) for i in range(count)]
    r.shuffle(pages)
    names = sorted(kinds)
    short = [i for i in range(count) if pages[i] <= 12]
    # Of forty documents two are scans without a text, and one has what a scanner read below its picture.
    scans = set(r.sample(short, max(1, count // 20)))
    layer = set(r.sample([i for i in short if pages[i] <= 6 and i not in scans], max(1, count // 40)))
    for i in range(count):
        kind = "scans" if i in scans else "layer" if i in layer else "pdfa" if i % 5 == 0 else "plain"
        os.makedirs(f"{folder}/{kind}", exist_ok=True)
        with open(f"{folder}/{kind}/stuk-{i:04}.fodt", "w", encoding="utf-8") as f:
            f.write(Document(random.Random(seed * 100003 + i), kinds, names[i % len(names)], pages[i], i).write())


def bind(out, pictures):
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    kids = []
    for path in pictures:
        with open(path, "rb") as f:
            data = f.read()
        at = data.index(b"\xff\xc0")
        height, width, parts = struct.unpack(">HHB", data[at + 5:at + 10])
        n = len(objects)
        kids.append(f"{n + 1} 0 R")
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I {n + 3} 0 R>>>>/Contents {n + 2} 0 R>>")
        objects.append("<</Length 28>>stream\nq 595 0 0 842 0 0 cm /I Do Q\nendstream")
        objects.append((f"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 8/Filter/DCTDecode/ColorSpace"
                        f"/Device{'Gray' if parts == 1 else 'RGB'}/Length {len(data)}>>stream\n").encode() + data + b"\nendstream")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    with open(out, "wb") as f:
        f.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
        at = []
        for i, o in enumerate(objects):
            at.append(f.tell())
            f.write(f"{i + 1} 0 obj\n".encode() + (o if isinstance(o, bytes) else o.encode()) + b"\nendobj\n")
        start = f.tell()
        f.write(f"xref\n0 {len(at) + 1}\n0000000000 65535 f \n".encode() + b"".join(f"{x:010} 00000 n \n".encode() for x in at))
        f.write(f"trailer<</Size {len(at) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode())


if sys.argv[1] == "make":
    make(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
else:
    bind(sys.argv[2], sys.argv[3:])
