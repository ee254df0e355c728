#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# verifieer.sh - controleert zonder woostraat wat woostraat heeft vastgelegd.
#
#	verifieer.sh MAP [NUMMER:HASH]
#
# MAP is de map `state` van woostraat (terwijl er geen run loopt), of een map van `woostraat evidence`.
# NUMMER:HASH is een bewijs dat een eerdere run afdrukte en dat elders is bewaard: staat het nog in de keten?
# Nodig: sh, awk, sed, grep, sort, cmp, comm, sha256sum; voor de map `state` ook sqlite3 (3.38 of later).
# Elk bewijs is een regel JSON met nummer (seq) en voorganger (prev); zijn hash is SHA-256 van een nulbyte en die regel.
# Er wordt niets gewijzigd.  Afloop: 0 heel, 70 niet heel (elke fout op een regel), 64 verkeerd aangeroepen.
set -u
export LC_ALL=C
if [ $# -lt 1 ] || [ $# -gt 2 ] || ! cd -- "$1"; then
	echo "gebruik: verifieer.sh MAP [NUMMER:HASH]" >&2
	exit 64
fi
head=${2:-}
tmp=$(mktemp -d) || exit 74
trap 'rm -rf "$tmp"' EXIT
: >"$tmp/tidied"

# What follows prints one line for each fault.

# vault MAP FLAT: each file is named after its bytes, in MAP/ab/ or (FLAT 1) in MAP; $tmp/there gets the digests.
vault() {
	: >"$tmp/some.there"
	find "$1" -type f ! -path "$1/tmp/*" -exec sha256sum {} + | awk -v flat="$2" -v there="$tmp/some.there" '
		{ n = split($2, part, "/") }
		part[n] == $1 && NF == 2 && n == 3 - flat && (flat || part[2] == substr($1, 1, 2)) { print $1 >there; next }
		{ print "kluis: " $2 ": de inhoud hoort niet bij de naam" }'
	find "$1" ! -type f ! -type d | sed 's/$/: dit hoort niet in de kluis/'
	sort -u "$tmp/some.there" >"$tmp/there"
}

# missing: what $tmp/named names must be there.
missing() {
	sort -u "$tmp/named" | comm -13 "$tmp/there" - | comm -23 - "$tmp/tidied" | sed 's/^/kluis: ontbreekt: /'
}

# chain: $tmp/chain has "seq prev leaf" by number; each follows the one before it, and a head kept elsewhere is among them.
chain() {
	awk -v prev="$(printf %064d 0)" -v want="$head" '
		$1 != NR || $2 != prev { print "bewijs " $1 ": volgt niet op het bewijs ervoor" }
		{ prev = $3; found = found || $1 ":" $3 == want }
		END { if (want != "" && !found) print "bewijs " want ": staat niet in de keten; herschreven, ingekort of een oude kopie" }
		' "$tmp/chain"
}

query() {
	sqlite3 -batch -bail -separator ' ' "file:administratie.sqlite?$open" "$@" 2>&1
}

# The hash of each entry, by way of files, a thousand at a time: "hash seq".
hashes() {
	from=0
	mkdir "$tmp/some"
	while [ "$from" -lt "$(awk 'END { print $1 + 0 }' "$tmp/chain")" ]; do
		query "SELECT writefile('$tmp/some/' || seq, X'00' || CAST(body AS BLOB)) FROM evidence
			WHERE seq > $from AND seq <= $from + 1000" >"$tmp/written"
		find "$tmp/some" -type f -exec sha256sum {} + | sed 's|  .*/| |'
		rm -rf "$tmp/some"
		mkdir "$tmp/some"
		from=$((from + 1000))
	done
}

# The ledger and the vault of a state folder.
state() {
	if [ -f administratie.sqlite.sha256 ]; then
		sha256sum administratie.sqlite | cmp -s - administratie.sqlite.sha256 ||
			echo "het zegel is verbroken: administratie.sqlite of het zegel is gewijzigd"
		for beside in administratie.sqlite-wal administratie.sqlite-journal; do
			[ ! -s "$beside" ] || echo "$beside: hoort er niet"
		done
	else
		echo "let op: het zegel ontbreekt: een run is afgebroken, of loopt nog" >&2
	fi
	open=immutable=1
	[ ! -s administratie.sqlite-wal ] || open=mode=ro
	query "PRAGMA integrity_check" | grep -vx ok
	query "SELECT seq, prev, leaf FROM evidence ORDER BY seq" >"$tmp/chain"
	chain
	hashes | awk 'NR == FNR { leaf[$2] = $1; next }
		leaf[$1] != $3 { print "bewijs " $1 ": is gewijzigd: de inhoud hoort niet bij de hash" }' - "$tmp/chain"
	query "SELECT 'bewijs ' || seq || ': zegt iets anders over zichzelf dan de tabel' FROM evidence
		WHERE NOT json_valid(body) OR json_extract(body, '\$.seq') IS NOT seq
		OR json_extract(body, '\$.prev') IS NOT prev OR json_extract(body, '\$.dossier') IS NOT dossier_id"
	differs="d.run_id IS NOT json_extract(e.body, '\$.run')"
	for column in state revision epoch input_sha256 config_sha256 gate_sha256 bundle_sha256 held_sha256 remote_id remote_url \
	    exposed spares attempts last_error since; do
		differs="$differs OR d.$column IS NOT json_extract(e.body, '\$.row.$column')"
	done
	query "SELECT 'dossier ' || d.id || ': de tabel zegt iets anders dan het laatste bewijs' FROM dossier d
		LEFT JOIN evidence e ON e.seq = (SELECT max(seq) FROM evidence WHERE dossier_id = d.id
		AND json_extract(body, '\$.event') = 'state') WHERE $differs"
	query "SELECT DISTINCT 'dossier ' || dossier_id || ': staat niet in de tabel' FROM evidence WHERE dossier_id NOT NULL
		AND dossier_id NOT IN (SELECT id FROM dossier)"
	query "SELECT 'runs: de tabel heeft er ' || t || ', het bewijs ' || e FROM (SELECT
		(SELECT count(*) || ' (' || count(ended) || ' af)' FROM run) AS t,
		(SELECT count(iif(event = 'run-begin', 1, NULL)) || ' (' || count(iif(event = 'run-end', 1, NULL)) || ' af)' FROM
		(SELECT json_extract(body, '\$.event') AS event FROM evidence WHERE dossier_id IS NULL)) AS e) WHERE t <> e"
	vault kluis 0
	query "SELECT bundle_sha256 FROM dossier WHERE bundle_sha256 NOT NULL UNION SELECT sha256 FROM account
		UNION SELECT templates_sha256 FROM run WHERE templates_sha256 NOT NULL
		UNION SELECT json_extract(value, '\$.sha256') FROM evidence, json_each(body, '\$.documents')
		UNION SELECT json_extract(value, '\$.sha256') FROM (SELECT DISTINCT templates_sha256 AS t FROM run),
		json_each(CAST(readfile('kluis/' || substr(t, 1, 2) || '/' || t) AS TEXT), '\$.files')" >"$tmp/named"
	# What went on purpose (woostraat.yaml, bewaren), and did not come in again after that.
	query "SELECT value FROM evidence t, json_each(t.body, '\$.objects') WHERE json_extract(t.body, '\$.event') = 'tidied'
		EXCEPT SELECT json_extract(d.value, '\$.sha256') FROM evidence e, json_each(e.body, '\$.documents') d
		WHERE e.seq > (SELECT max(seq) FROM evidence t, json_each(t.body, '\$.objects') o
		WHERE json_extract(t.body, '\$.event') = 'tidied' AND o.value = json_extract(d.value, '\$.sha256'))" | sort -u >"$tmp/tidied"
	missing
}

# A folder of `woostraat evidence`: the dossier's entries in bewijs.jsonl, all hashes in keten.txt, files in objecten.
folder() {
	if grep -Evq '^[0-9a-f]{64}  [^ ]' sha256sums || ! sha256sum --status --strict -c sha256sums 2>/dev/null; then
		echo "sha256sums: niet alle bestanden zijn nog wat ze waren"
	fi
	awk -v prev="$(printf %064d 0)" '{ print NR, prev, $1; prev = $1 }' keten.txt >"$tmp/chain"
	chain
	awk 'END { print $1 ":" $3 }' "$tmp/chain" | cmp -s - kop.txt || echo "kop.txt: is niet het eind van keten.txt"
	while IFS= read -r entry; do
		printf '%s %s %s\n' "$(printf '%s\n' "$entry" | sed -n 's/.*"seq":\([0-9]*\).*/\1/p')" \
		    "$(printf '%s\n' "$entry" | sed -n 's/.*"prev":"\([0-9a-f]*\)".*/\1/p')" \
		    "$(printf '\0%s' "$entry" | sha256sum | cut -c -64)"
	done <bewijs.jsonl >"$tmp/entries"
	awk 'NR == FNR { was[$1] = $0; next }
		was[$1] != $0 || $1 + 0 <= last + 0 { print "bewijs.jsonl, regel " FNR ": staat zo niet in de keten" }
		{ last = $1 }
		END { if (!last) print "bewijs.jsonl: leeg" }' "$tmp/chain" "$tmp/entries"
	vault objecten 1
	cut -c -64 niet-bijgevoegd.txt | sort -u >"$tmp/elsewhere"
	grep -oE '"(bundle_)?sha256":"[0-9a-f]{64}"' bewijs.jsonl | cut -d '"' -f 4 | sort -u |
	    comm -23 - "$tmp/elsewhere" >"$tmp/named"
	missing
}

if [ -f keten.txt ]; then
	folder >"$tmp/faults"
else
	state >"$tmp/faults"
fi
sed 's/^/FOUT: /' "$tmp/faults"
end=$(awk 'END { print $1 + 0 " bewijzen, bewijs " $1 ":" $3 }' "$tmp/chain")
if [ -s "$tmp/faults" ]; then
	echo "NIET HEEL: $(wc -l <"$tmp/faults") fouten; $end"
	exit 70
fi
echo "heel: $(wc -l <"$tmp/there") objecten, $end"
