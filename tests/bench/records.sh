#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# records.sh - what 1,000 records cost through the stylesheet of DiWoo and its schema, as dossiers have them and with
# every field filled.  Above 2 s for the first it fails.
# Usage: records.sh BUILD
set -eu
cd "$(dirname "$0")/../.."
export LC_ALL=C
said=$("$1/tests/test_diwoo" --bench 1000)
echo "$said"
echo "$said" | sed 's/.*: \([0-9.]*\) s of.*/\1/' | awk '{ exit !($1 <= 2) }'
