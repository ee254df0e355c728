#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# detect.sh - what the detectors of personal data cost for each byte, and what they find of labelled cases.  A recall
# below 0.95 fails.
# Usage: detect.sh BUILD [FOLDER]
#   FOLDER: phone_numbers.json, emails.json and identifiers.json of the regression cases of deduce (vmenger/deduce,
#   tests/data/regression_cases; GPL, so not here).  Without it only the cost is printed.
set -eu
cd "$(dirname "$0")/../.."
export LC_ALL=C.UTF-8
text=$(mktemp)
trap 'rm -f "$text"' EXIT
cat fixtures/categorieen/*/*.txt >"$text"
"$1/tests/test_detectors" --bench "$text"
[ $# -gt 1 ] || exit 0
failed=0
for row in phone_numbers:telefoon emails:e-mail identifiers:bsn; do
	if [ ! -f "$2/${row%:*}.json" ]; then
		echo "detect.sh: ${row%:*}.json is not in $2" >&2
		continue
	fi
	"$1/tests/test_detectors" --cases "$2/${row%:*}.json" "${row#*:}" || failed=1
done
exit $failed
