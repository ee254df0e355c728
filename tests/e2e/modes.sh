#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# modes.sh - the rehearsal says what the night does, and changes nothing anywhere.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

world "$work/w"
take "$work/w"
# A dossier that a person must look at twice: names that need escaping, a symlink, an empty folder.
mkdir "$work/w/intake/leiden/leeg" "$work/w/intake/leiden/vreemd"
printf 'x\n' >"$work/w/intake/leiden/vreemd/$(printf 'a\033[31m\tb.txt')"
ln -s /etc/hostname "$work/w/intake/leiden/vreemd/koppeling.txt"

files "$work/w" >"$work/before"
rehearse "$work/w" check "$work/w/intake"
if [ "$rc" -eq 1 ]; then pass "check of all fixtures ends with 1"; else fail "check ends with $rc" "$work/check.err"; fi
files "$work/w" >"$work/after"
same "check changes nothing in intake, portal or state" "$work/before" "$work/after"
is "check leaves nothing in TMPDIR" "$(find "$TMPDIR" -mindepth 1 | wc -l)" 0
woo table check --config "$work/w/woostraat.yaml" --now "$now" "$work/w/intake/leiden"
woo quiet check -q --html "$work/verslag.html" --config "$work/w/woostraat.yaml" --now "$now" "$work/w/intake/leiden"
files "$work/w" >"$work/after"
same "nor does check with a table, or with a page" "$work/before" "$work/after"
is "nor do they leave anything in TMPDIR" "$(find "$TMPDIR" -mindepth 1 | wc -l)" 0
has "the page that check wrote is whole" "$work/verslag.html" '</html>'

night "$work/w" run
is "the first run ends as check did" "$rc" 1
# `sent` is what differs by right: a rehearsal would send ("would-send"), a run has sent ("sent").  All the rest is equal.
# Of what only the ledger knows a rehearsal says nothing.
line='select(has("dossier")) | del(.sent.answer, .revision) | [.organisation, .dossier, .]'
jq -cS "$line" "$work/check.out" | sort >"$work/check.lines"
jq -cS "$line" "$work/run.out" | sort >"$work/run.lines"
n=0
while IFS= read -r theirs <&3 && IFS= read -r ours <&4; do
	n=$((n + 1))
	if [ "$theirs" != "$ours" ]; then
		diff -u <(jq -S . <<<"$ours") <(jq -S . <<<"$theirs") >"$work/why"
		fail "check and run agree on $(jq -r '.[1]' <<<"$ours")" "$work/why"
	fi
done 3<"$work/run.lines" 4<"$work/check.lines"
is "check and run speak of equally many dossiers" "$(wc -l <"$work/run.lines")" "$(wc -l <"$work/check.lines")"
is "findings, verdicts, categories, metadata, bundles and addresses are equal in all $n dossiers" \
	"$(sha256sum <"$work/run.lines")" "$(sha256sum <"$work/check.lines")"
is "answers of a rehearsal" "$(jq -r '.sent.answer // empty' "$work/check.out" | sort -u)" would-send
is "answers of a first run" "$(jq -r '.sent.answer // empty' "$work/run.out" | sort -u)" sent
jq -c 'select(has("run")).run | del(.mode)' "$work/check.out" >"$work/a"
jq -c 'select(has("run")).run | del(.mode)' "$work/run.out" >"$work/b"
same "and the totals are equal" "$work/a" "$work/b"

# A dossier that is named alone, and one at a time, and with one worker, gets the same words.
rehearse "$work/w" single "$work/w/intake/leiden/2026-0093 Convenant veilig uitgaan"
jq -cS 'select(.dossier == "2026-0093 Convenant veilig uitgaan")' "$work/check.out" >"$work/a"
jq -cS 'select(has("dossier"))' "$work/single.out" >"$work/b"
same "one dossier alone gets the same words" "$work/a" "$work/b"
rehearse "$work/w" narrow -w 1 "$work/w/intake/leiden"
jq -c 'select(.organisation == "leiden")' "$work/check.out" >"$work/a"
jq -c 'select(has("dossier"))' "$work/narrow.out" >"$work/b"
is "one worker says what many say" "$(sha256sum <"$work/b")" "$(sha256sum <"$work/a")"

# At night a loose file is a dossier of its own, and an organisation without work has none: so it is in the rehearsal.
world "$work/v"
take "$work/v" convenant bsn
printf 'Convenant\n' >"$work/v/intake/leiden/los.txt"
rehearse "$work/v" loose-check "$work/v/intake"
night "$work/v" loose-run
for mode in run check; do
	jq -r 'select(has("dossier")) | "\(.organisation)/\(.dossier)"' "$work/loose-$mode.out" | sort >"$work/loose.$mode"
done
same "with a loose file and with empty folders in the intake, check sees the dossiers that run sees" "$work/loose.run" "$work/loose.check"
tap_end
