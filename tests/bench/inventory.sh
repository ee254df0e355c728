#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# inventory.sh - time and memory of a list of 1,000 and of 50,001 documents, CSV and XLSX.  Memory that grows with the
# rows, beyond the workbook itself and its shared texts, fails.
# Usage: inventory.sh BUILD
set -eu
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

python3 - "$tmp" <<'END'
import sys, zipfile
HEAD = ["ID", "Matter", "Family", "Email Thread ID", "Document", "File type", "Datum", "Beoordeling", "Opgeschort",
        "Beoordelingsgrond", "Toelichting", "Publieke link", "Gerelateerd ID", "Zaaknummer"]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG = "http://schemas.openxmlformats.org/package/2006/relationships"

def rows(n):
    yield HEAD
    for i in range(1, n):
        judged = ("Openbaar", "Deels openbaar", "Niet openbaar", "Reeds openbaar")[i % 4] if i not in (3, 999) else "Openbaar"
        yield [str(i), "M-1", str(i // 10 + 1), "", f"Bericht {i} over het parkeren in de binnenstad van Leiden", "email",
               f"2026-{i % 12 + 1:02}-{i % 28 + 1:02}", judged, "", "5.1.2.e; 5.1.2.i", f"Toelichting bij {i}", "", "", f"Z-{i % 7}"]

for n in 1000, 50001:
    with open(f"{sys.argv[1]}/productierapport-{n}.csv", "w") as f:
        f.writelines(";".join(row) + "\n" for row in rows(n))
    shared, lines = {}, []
    for r, row in enumerate(rows(n), 1):
        cells = "".join(f'<c r="{chr(65 + c)}{r}" t="s"><v>{shared.setdefault(v, len(shared))}</v></c>'
                        for c, v in enumerate(row) if v)
        lines.append(f'<row r="{r}">{cells}</row>')
    with zipfile.ZipFile(f"{sys.argv[1]}/productierapport-{n}.xlsx", "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("_rels/.rels", f'<Relationships xmlns="{PKG}"><Relationship Id="a" Type="{REL}/officeDocument" '
                   'Target="xl/workbook.xml"/></Relationships>')
        z.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets><sheet name="a" sheetId="1" r:id="a"/>'
                   '</sheets></workbook>')
        z.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PKG}"><Relationship Id="a" Type="{REL}/worksheet" '
                   f'Target="sheet.xml"/><Relationship Id="b" Type="{REL}/sharedStrings" Target="strings.xml"/></Relationships>')
        z.writestr("xl/sheet.xml", f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>')
        z.writestr("xl/strings.xml", f'<sst xmlns="{MAIN}">' + "".join(f"<si><t>{s}</t></si>" for s in shared) + "</sst>")
END

# The workbook of 50,001 rows takes 5 MB, its shared texts 9 MB and their places in a table that doubles 6 MB.
for kind in csv:8192 xlsx:49152; do
	least=0
	for n in 1000 50001; do
		file=$tmp/productierapport-$n.${kind%:*}
		said=$("$1/tests/test_tables" --bench "$file")
		peak=$(echo "$said" | sed 's/.* \([0-9]*\) KiB.*/\1/')
		printf '%-5s %6d rows, %6d KiB: %s\n' "${kind%:*}" "$n" "$(($(wc -c <"$file") / 1024))" "$said"
		[ "$least" -ne 0 ] || least=$peak
	done
	if [ $((peak - least)) -gt "${kind#*:}" ]; then
		echo "inventory.sh: ${kind%:*} takes $((peak - least)) KiB more for 50 times the rows; at most ${kind#*:}" >&2
		exit 1
	fi
done
