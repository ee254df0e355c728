#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# bench.sh - `make bench`: runs the parts over one set of documents and gathers what they say (docs/BENCHMARK.md).
# Usage: bench.sh BUILD
#   BENCH_DOCS=folder   PDFs of one's own; without it 200 are made, once, in BUILD/bench/docs
#   BENCH_ONLY="a b"    only these parts
#   QUICK=1             30 documents, one round: minutes, and figures to look at, no more
#   ROUNDS=n            turns of each (3)
# The figures stand in BUILD/bench.json, what each part said in BUILD/bench/parts.
set -u
cd "$(dirname "$0")/../.." || exit 1
export LC_ALL=C.UTF-8
build=$(realpath "$1")
here=tests/bench
parts=$build/bench/parts
count=200
if [ -n "${QUICK:-}" ]; then
	# Dossiers of five, or two workers cannot share thirty documents.
	export ROUNDS=${ROUNDS:-1} EACH=${EACH:-5}
	count=30
	# What the parts that make their own world take for its size.
	export COUNT=${COUNT:-2000}
fi
export ROUNDS=${ROUNDS:-3}
docs=${BENCH_DOCS:-}
if [ -z "$docs" ]; then
	docs=$build/bench/docs-$count
	echo "The documents of the bench are in $docs; they are made once, which takes minutes."
	$here/docs.sh "$docs" $count || exit 1
fi
docs=$(realpath "$docs") || exit 1
export BENCH_DOCS=$docs

mkdir -p "$parts"
# What was measured of other documents or by another build is no figure of this run; of one part, the others stay.
[ -n "${BENCH_ONLY:-}" ] || rm -f "$parts"/*

# part NAME SCRIPT ARGUMENT...: a script that is not there has no figures.
part() {
	local name=$1 script=$2
	shift
	case " ${BENCH_ONLY:-$name} " in *" $name "*) ;; *) return ;; esac
	if [ ! -x "$script" ]; then
		echo "== $name: not measured, there is no $script"
		return
	fi
	echo "== $name"
	shift
	"$script" "$@" 2>&1 | tee "$parts/$name.out"
	echo "${PIPESTATUS[0]}" >"$parts/$name.rc"
}
part street $here/whole.sh "$build" "$docs"
part text $here/text.sh "$build" "$docs"
part workers $here/workers.sh "$build" "$docs"
part rules $here/classify.sh "$build"
part diff $here/rules_diff.sh "$build"
part unchanged $here/unchanged.sh "$build"
part sitemap $here/sitemap.sh "$build"
# A ledger of a million documents takes an hour: only when it is asked for.
case " ${BENCH_ONLY:-} " in *" large "*) LARGE_DOSSIERS=50000 part large tests/slow/large.sh "$build" ledger ;; esac

# What it ran on.
pages=0 scans=0
for pdf in "$docs"/*.pdf; do
	n=$(pdfinfo "$pdf" 2>/dev/null | sed -n 's/^Pages: *//p')
	pages=$((pages + ${n:-0}))
	[ "$(pdftotext -l 3 "$pdf" - 2>/dev/null | tr -cd '[:alpha:]' | head -c 40 | wc -c)" -ge 40 ] || scans=$((scans + 1))
done
jq -n --arg when "$(date -u +%Y-%m-%dT%H:%M:%SZ)" --arg cpu "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)" \
    --argjson cores "$(nproc)" --arg memory "$(sed -n 's/^MemTotal: *//p' /proc/meminfo)" --arg kernel "$(uname -r)" \
    --arg load "$(cut -d' ' -f1 /proc/loadavg)" --arg woostraat "$("$build/woostraat" --version 2>/dev/null | head -1)" \
    --arg commit "$(git rev-parse --short HEAD 2>/dev/null || true)" --arg poppler "$(pdftotext -v 2>&1 | head -1)" \
    --arg folder "${docs##*/}" --argjson documents "$(find "$docs" -maxdepth 1 -name '*.pdf' | wc -l)" --argjson pages $pages --argjson scans $scans \
    --argjson mb "$(du -cb "$docs"/*.pdf | awk 'END { printf "%.1f", $1 / 1000000 }')" --argjson rounds "$ROUNDS" \
    --arg quick "${QUICK:-}" '{ when: $when, quick: ($quick != ""), rounds: $rounds, workers: 2,
	machine: { cpu: $cpu, cores: $cores, memory: $memory, kernel: $kernel, load: ($load | tonumber) },
	versions: { woostraat: $woostraat, commit: $commit, poppler: $poppler },
	set: { folder: $folder, documents: $documents, pages: $pages, mb: $mb, scans: $scans } }' >"$parts/about.json"
echo
jq -r '"\(.set.documents) documents, \(.set.pages) pages, \(.set.mb) MB, \(.set.scans) without text; \(.machine.cores) cores, load \(.machine.load)"' \
    "$parts/about.json"
$here/gather.sh "$parts" "$build/bench.json"
rc=$?
echo "All figures: $build/bench.json; what each part said: $parts"
exit $rc
