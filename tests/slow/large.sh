#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# large.sh - any size without a special mode: a large ledger, a dossier of many documents, a document of many pages, one of
# many bytes.  Memory and what came of it are judged; time only as the ratio of what one document costs in two sizes.
# Usage: large.sh BUILD [PART...]	parts: ledger dossier pages bytes
#   LARGE_DOSSIERS=5000   dossiers of twenty documents in the ledger (50000 is a million documents: 6 GB and an hour)
#   LARGE_DOCUMENTS=2000  documents of one dossier; compared with a tenth of that
#   LARGE_PAGES=5000      pages of one PDF
#   LARGE_BYTES=4300000000	bytes of one PDF, and so more than 4 GiB in its bundle
# shellcheck source-path=SCRIPTDIR/../e2e
export TMPDIR=${LARGE_TMP:-${TMPDIR:-/var/tmp}}	# what is large does not belong in memory
. "$(dirname "$0")/../e2e/lib.sh"
shift
parts=" ${*:-ledger dossier pages bytes} "

most=131072		# KiB of the supervisor over a large ledger (issue 9)
few_kib=32768		# of a dossier of few documents
each_kib=12		# and for each document of an open dossier (053)
later=2026-11-16T04:15:00Z
dossiers_n=${LARGE_DOSSIERS:-5000}
documents_n=${LARGE_DOCUMENTS:-2000}
pages_n=${LARGE_PAGES:-5000}
bytes_n=${LARGE_BYTES:-4300000000}

# peak NAME ARGUMENT...: as woo; $kib is the most memory that the program itself had, not that of its workers; $cpu: seconds
# of a processor of all of them.
peak() {
	local name=$1 pid more
	shift
	kib=0
	times >"$work/before"
	"$build/woostraat" "$@" >"$work/$name.out" 2>"$work/$name.err" &
	pid=$!
	started+=("$pid")
	while more=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$pid/status" 2>/dev/null) && [ -n "$more" ]; do
		[ "$more" -le "$kib" ] || kib=$more
		sleep 0.1
	done
	rc=0
	wait "$pid" || rc=$?
	times >"$work/after"
	cpu=$(cat "$work/before" "$work/after" |
		awk '{ gsub(/[ms]/, " "); s[NR] = $1 * 60 + $2 + $3 * 60 + $4 } END { printf "%.1f", s[4] - s[2] }')
	printf '# %s: ends with %d, at most %d KiB, %s s of a processor\n' "$name" "$rc" "$kib" "$cpu"
}

# below TEXT MOST: the last peak.
below() {
	if [ "$kib" -le "$2" ]; then
		pass "$1: at most $2 KiB"
	else
		fail "$1: $kib KiB, and not at most $2"
	fi
}

# settings DIR: one organisation, with a folder for bundles and a site.
settings() {
	mkdir -p "$1/intake/leiden" "$1/portaal" "$1/site"
	leiden "$1/woostraat.yaml" <<-END
		portals:
		  - name: zip
		    kind: drop
		    url: portaal
		  - name: site
		    kind: site
		    url: site
		    public: https://127.0.0.1:9/leiden/
	END
}

# outcome NAME: what came of the documents of a run, and how many, without what was left out.
outcome() {
	jq -r 'select(has("documents")) | .documents[] | select(.outcome != "skipped") | .outcome' "$work/$1.out" |
		sort | uniq -c | awk '{ printf "%s%s %d", NR == 1 ? "" : " ", $2, $1 }'
}

# --- a ledger of many dossiers ---------------------------------------------------------

if [[ $parts == *" ledger "* ]]; then
	w=$work/many
	settings "$w"
	for n in 1 2; do
		dossier "$w" "$n" "Besluit 1.txt"
		python3 tests/slow/large.py texts "$folder" 20
	done
	night "$w" seed
	is "a night over two dossiers" "$rc" 0
	python3 tests/slow/ledger.py "$w/staat/administratie.sqlite" "$dossiers_n" 1000 >"$work/head"
	rm -f "$w/staat/administratie.sqlite.sha256"
	printf '# %d dossiers of 20 documents, %s entries of evidence, %d MiB\n' "$dossiers_n" "$(cat "$work/head")" \
		$(($(stat -c %s "$w/staat/administratie.sqlite") >> 20))
	peak verify verify --config "$w/woostraat.yaml"
	is "it is whole" "$rc $(grep -c '^FOUT' "$work/verify.out")" "0 0"
	below "verify" "$most"
	dossier "$w" 3 "Besluit 1.txt"
	python3 tests/slow/large.py texts "$folder" 20
	# A date in it makes them other bytes than those of the first two.
	sed -i 's/12 mei 2026/13 mei 2026/' "$folder"/*.txt
	peak night run --json --config "$w/woostraat.yaml" --now "$now"
	is "a night over a small intake" "$rc $(outcome night)" "0 published 20 unchanged 40"
	is "its site names all of them" "$(jq -r 'select(has("sites")).sites[] | "\(.dossiers) \(.fine)"' "$work/night.out")" \
		"$((dossiers_n + 3)) true"
	below "the supervisor of a night" "$most"
	printf 'supervisor_rss_mib %d\n' $(((kib + 1023) / 1024))
	peak status status --config "$w/woostraat.yaml"
	is "status" "$rc" 0
	below "status" "$most"
	peak plan plan --config "$w/woostraat.yaml"
	is "plan" "$rc" 0
	below "plan" "$most"
	peak year year --config "$w/woostraat.yaml" --year 2026
	below "year" "$most"
	mkdir "$w/kopie"
	peak backup backup "$w/kopie" --config "$w/woostraat.yaml"
	is "backup" "$rc" 0
	below "backup" "$most"
	peak doctor doctor --config "$w/woostraat.yaml"
	below "doctor" "$most"
	sed -i '1i bewaren:\n  stukken: 24 maanden' "$w/woostraat.yaml"
	peak tidy tidy --dry-run --config "$w/woostraat.yaml"
	is "tidy, which reads all evidence" "$rc" 0
	below "tidy" "$most"
	chmod -R u+w "$w" && rm -rf "$w"
fi

# --- a dossier of many documents ---------------------------------------------------------

# many COUNT: $each is what one document of a dossier of so many costs, in milliseconds.
many() {
	w=$work/dossier$1
	settings "$w"
	dossier "$w" 1 "Besluit 1.txt"
	python3 tests/slow/large.py texts "$folder" "$1"
	peak "documents$1" run --json --config "$w/woostraat.yaml" --now "$now"
	is "a dossier of $1 documents is published" "$rc $(outcome "documents$1")" "0 published $1"
	below "the supervisor of a dossier of $1 documents" $((few_kib + $1 * each_kib))
	is "its bag has them all" "$(unzip -Z1 "$w"/portaal/*.zip | grep -c '/data/.*txt$')" "$1"
	each=$(awk -v s="$cpu" -v n="$1" 'BEGIN { printf "%.3f", s * 1000 / n }')
	peak "again$1" run --json --config "$w/woostraat.yaml" --now "$later"
	is "nothing of it is new the next night" "$rc $(outcome "again$1")" "0 unchanged $1"
	below "the supervisor of that night" $((few_kib + $1 * each_kib))
	chmod -R u+w "$w" && rm -rf "$w"
}

# flat WHAT: where there are many of it, one costs ($each) about what it costs where there are few ($few).
flat() {
	printf '# %s costs %s ms of a processor, and %s in a small one\n' "$1" "$each" "$few"
	is "$1 costs at most half as much again" "$(awk -v a="$few" -v b="$each" 'BEGIN { print b <= a * 1.5 ? "yes" : "no" }')" yes
}

if [[ $parts == *" dossier "* ]]; then
	many $((documents_n / 10))
	few=$each
	many "$documents_n"
	flat "a document of a large dossier"
fi

# --- a document of many pages ------------------------------------------------------------

# paged COUNT: $each is what one page of a document of so many costs, in milliseconds.
paged() {
	w=$work/pages$1
	settings "$w"
	dossier "$w" 1 besluit.pdf
	python3 tests/slow/large.py pages "$folder/besluit.pdf" "$1"
	peak "pages$1" run --json --config "$w/woostraat.yaml" --now "$now"
	is "a document of $1 pages is published" "$rc $(outcome "pages$1")" "0 published 1"
	is "all its pages were looked at" "$(jq -r 'select(has("documents")) | .documents[].pages // empty' "$work/pages$1.out")" "$1"
	below "the supervisor" "$most"
	# What the two stages took that look at pages; the start of a run would hide it in the small one.
	each=$(jq -r --argjson n "$1" 'select(has("run")) | [.timing.stages[] | select(.stage == "extract" or .stage == "reveal").cpu_ms] | add / $n' \
		"$work/pages$1.out")
	rm -rf "$w"
}

if [[ $parts == *" pages "* ]]; then
	paged $((pages_n / 5))
	few=$each
	paged "$pages_n"
	flat "a page of a large document"
fi

# --- a document of many bytes ------------------------------------------------------------

if [[ $parts == *" bytes "* ]]; then
	w=$work/bytes
	settings "$w"
	dossier "$w" 1 besluit.txt
	python3 tests/slow/large.py texts "$folder" 1
	mv "$folder/Besluit 1.txt" "$folder/besluit.txt"
	python3 tests/slow/large.py bytes "$folder/tekening.pdf" "$bytes_n"
	peak bytes run --json --config "$w/woostraat.yaml" --now "$now"
	is "a document of $bytes_n bytes has an outcome, and the run balances" \
		"$rc $(jq -r 'select(has("run")).run.balanced' "$work/bytes.out")" "1 true"
	jq -r 'select(has("documents")) | .documents[] | select(.path == "tekening.pdf") | .findings[] | "# \(.code) \(.text)"' \
		"$work/bytes.out"
	is "it is held, with the reason: larger than what is examined" \
		"$(jq -r 'select(has("documents")) | .documents[] | select(.path == "tekening.pdf") | .findings[].code' "$work/bytes.out" |
			grep -c '^ING-504')" 1
	below "the supervisor" "$most"
	rm -rf "$w"
fi
tap_end
