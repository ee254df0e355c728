#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# json.sh - the interface of --json: the keys of pipeline/report/account.h and no others, and the exit codes.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

world "$work/w"
take "$work/w"
rehearse "$work/w" check "$work/w/intake"
is "some are held: 1" "$rc" 1
is "nothing on stderr that is no message" "$(grep -vc '^woostraat' "$work/check.err")" 0
jq -ce . "$work/check.out" >"$work/compact" 2>"$work/why"
is "one object on each line" "$(wc -l <"$work/compact")" "$(wc -l <"$work/check.out")"
is "every line is whole UTF-8" "$(iconv -f UTF-8 -t UTF-8 "$work/check.out" 2>&1 | sha256sum)" "$(sha256sum <"$work/check.out")"
is "the run stands on the last line, and only there" "$(jq -c 'has("run")' "$work/check.out" | uniq -c | awk '{ print $1, $2 }' |
	paste -sd' ')" "$(find "$dossiers" -mindepth 3 -maxdepth 3 -path '*/in/*' -exec find {} -mindepth 1 -maxdepth 1 \; | wc -l) false 1 true"

# Every path of keys that any line has; numbers stand for the members of lists, * for the elements of DiWoo.
jq -r 'paths | map(if type == "number" then 0 else . end) | . as $p |
	(if (length > 3 and .[2] == "metadata") then .[3] = "*" else . end) | map(tostring) | join(".")' "$work/check.out" |
	sed 's/\.0//g' | sort -u >"$work/paths"
sort -u >"$work/documented" <<'EOS'
bundle
bundle.bytes
bundle.sha256
declared
declared.titel
declared.zaaktype
documents
documents.bytes
documents.categories
documents.categories.chosen
documents.categories.label
documents.categories.lead
documents.categories.need
documents.categories.reasons
documents.categories.reasons.length
documents.categories.reasons.offset
documents.categories.reasons.page
documents.categories.reasons.rule
documents.categories.reasons.weight
documents.categories.score
documents.categories.uri
documents.complete
documents.container
documents.coverage
documents.coverage.drawn
documents.coverage.drawn.examined
documents.coverage.drawn.there
documents.coverage.pages
documents.coverage.pages.examined
documents.coverage.pages.there
documents.coverage.parts
documents.coverage.parts.examined
documents.coverage.parts.there
documents.coverage.sifted
documents.coverage.sifted.examined
documents.coverage.sifted.there
documents.coverage.text
documents.coverage.text.examined
documents.coverage.text.there
documents.coverage.unseen
documents.coverage.unseen.examined
documents.coverage.unseen.there
documents.facts
documents.facts.categories
documents.facts.documentsoort
documents.facts.heading
documents.facts.property
documents.facts.props_bytes
documents.facts.props_sha256
documents.facts.title
documents.findings
documents.findings.code
documents.findings.gravity
documents.findings.length
documents.findings.masked
documents.findings.offset
documents.findings.page
documents.findings.text
documents.findings.waive
documents.format_version
documents.gleaned
documents.gleaned.date
documents.gleaned.length
documents.gleaned.offset
documents.gleaned.page
documents.gleaned.sure
documents.gleaned.text
documents.gleaned.uri
documents.gleaned.until
documents.gleaned.what
documents.media_type
documents.metadata
documents.metadata.*
documents.metadata.*.length
documents.metadata.*.offset
documents.metadata.*.origin
documents.metadata.*.page
documents.metadata.*.uri
documents.metadata.*.value
documents.outcome
notices
notices.complete
notices.id
notices.metadata
notices.metadata.*
notices.metadata.*.origin
notices.metadata.*.uri
notices.metadata.*.value
notices.outcome
notices.told
documents.pages
documents.path
documents.pdf_claim
documents.role
documents.sha256
documents.text_bytes
documents.text_sha256
dossier
findings
findings.code
findings.gravity
findings.text
findings.waive
organisation
plan
portals
portals.class
portals.guarantee
portals.kind
run
run.balanced
run.dossiers
run.held
run.later
run.mode
run.notices
run.published
run.rejected
run.seen
run.skipped
run.started
run.unchanged
sandbox
sandbox.landlock
sandbox.walls
sandbox.walls.name
sandbox.walls.stands
sandbox.walls.text
sent
sent.answer
sent.url
timing
timing.stages
timing.stages.cpu_ms
timing.stages.document
timing.stages.dossier
timing.stages.organisation
timing.stages.remembered
timing.stages.slowest_ms
timing.stages.stage
timing.stages.visits
timing.stages.wall_ms
timing.supervisor_cpu_ms
timing.wall_ms
timing.workers
title
verdict
EOS
same "the keys are those of account.h" "$work/documented" "$work/paths"
tr . '\n' <"$work/documented" | sort -u | while read -r key; do
	[ "$key" = '*' ] || grep -q "\"$key\"" pipeline/report/account.h || echo "$key"
done >"$work/faults"
empty "account.h names every one of them" "$work/faults"

# never TEXT FILTER: jq finds nothing for which the filter holds.
never() {
	jq -c "$2" "$work/check.out" >"$work/faults" 2>&1
	empty "$1" "$work/faults"
}

never "verdicts are publish, look, later or hold" \
	'select(has("dossier")) | .verdict | select(IN("publish", "look", "later", "hold") | not)'
never "outcomes are those of types.h" 'select(has("dossier")) | .documents[].outcome |
	select(IN("published", "unchanged", "handed", "held", "rejected", "later", "skipped") | not)'
never "roles are those of types.h" 'select(has("dossier")) | .documents[].role |
	select(IN("unknown", "main", "annex", "inventory", "withheld", "sidecar", "junk", "package") | not)'
never "origins are those of types.h" 'select(has("dossier")) | .documents[].metadata[][].origin |
	select(IN("source", "document", "rule", "default", "operator") | not)'
never "waive stands with gravity 5, and there only" 'select(has("dossier")) | .findings[], .documents[].findings[] |
	select((.gravity == 5) != (.waive | IN("one", "two", "never")))'
never "a code's hundreds are its gravity" 'select(has("dossier")) | .findings[], .documents[].findings[] |
	select((.code | test("^[A-Z]{3}-[2-5][0-9]{2}$") | not) or (.code[4:5] | tonumber) != .gravity)'
# shellcheck disable=SC2016	# $g is jq's
never "the gravest finding is the verdict" 'select(has("dossier")) |
	([.findings[], .documents[].findings[]] | map(.gravity) + [2] | max) as $g |
	select({"2": "publish", "3": "look", "4": "later", "5": "hold"}["\($g)"] != .verdict) | [.dossier, $g, .verdict]'
never "only what is held back by nothing has a bundle and is sent" 'select(has("dossier")) |
	select((.verdict == "publish" or .verdict == "look") != (has("bundle") and has("sent"))) | .dossier'
never "a document of a held dossier is not published" 'select(.verdict == "hold") |
	select(any(.documents[]; .outcome == "published")) | .dossier'
never "at most one category is chosen" 'select(has("dossier")) | .documents[] |
	select([.categories[] | select(.chosen)] | length > 1) | .path'
never "categories stand best first" 'select(has("dossier")) | .documents[] |
	select([.categories[].score] != ([.categories[].score] | sort | reverse)) | .path'
never "what is published has its required metadata" 'select(has("dossier")) | .documents[] | select(.outcome == "published") |
	select((.metadata | has("identifier") and has("officieleTitel") and has("publisher") and has("informatiecategorie") and
	  has("format") and has("language") and has("creatiedatum") and has("soortHandeling") and has("atTime")) | not) | .path'
never "no citizen service number stands in it" '.. | strings | select(test("111222333|123456782"))'

# The account adds up, counted again.
is "the totals are those of the lines" "$(total check seen) $(total check published) $(total check held) $(total check skipped)" \
	"$(jq -rs '[.[] | select(has("dossier")).documents[].outcome] | "\(length) \(map(select(. == "published")) | length) " +
		"\(map(select(. == "held")) | length) \(map(select(. == "skipped")) | length)"' "$work/check.out")"
inside=$(jq -s '[.[] | select(has("dossier")).documents[] | select(.container)] | length' "$work/check.out")
is "seen is every file of the intake, and what was in it" "$(total check seen)" $(($(find "$work/w/intake" -type f | wc -l) + inside))
is "balanced" "$(total check balanced)" true
is "the clock is the one that was given" "$(total check started) $(total check mode)" "$now check"

# Where the time went.  How much it is never decides.
# visits FILTER: of the stages of the last run, those for which it holds, by name with how often they were done.
visits() {
	jq -r "select(has(\"run\")).timing.stages[] | select($1) | \"\(.stage) \(.visits)\"" "$work/check.out" | paste -sd' '
}
went=$(jq -s '[.[] | select(has("dossier")).documents[] | select(.coverage and .role != "package")] | length' "$work/check.out")
is "every document was screened once" "$(visits '.stage == "screen"')" "screen $went"
is "every dossier was taken in once" "$(visits '.stage == "ingest"')" "ingest $(jq -s '[.[] | select(has("dossier"))] | length' "$work/check.out")"
is "a rehearsal remembers nothing" "$(visits '.remembered != 0')" ""
is "no stage takes longer than all of its children, none of them longer than the run" \
	"$(jq -c 'select(has("run")).timing | .wall_ms as $w | .stages[] | select(.slowest_ms > .wall_ms or .slowest_ms > $w)' "$work/check.out")" ""

rehearse "$work/w" page "$dossiers/convenant/in" --html "$work/page.html"
is "the page has a row for each stage that did something" "$(grep -o 'data-label="Keren gedaan"' "$work/page.html" | wc -l)" \
	"$(jq -r 'select(has("run")).timing.stages | length' "$work/page.out")"

# exit TEXT CODE CASE...: a check of these fixtures.
exits() {
	local text=$1 code=$2 paths=() name
	shift 2
	for name; do
		paths+=("$dossiers/$name/in")
	done
	rehearse "$work/w" exits "${paths[@]}"
	is "$text: $code" "$rc" "$code"
}

exits "published" 0 convenant
exits "published, worth a look" 0 extensie-liegt
exits "held" 1 bsn
exits "published and held" 1 convenant bsn
"$build/woostraat" check --json --config "$work/w/woostraat.yaml" --now "$now" "$dossiers/convenant/in" >/dev/full 2>"$work/full.err"
is "the output cannot be written: 74" "$?" 74
tap_end
