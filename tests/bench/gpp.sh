#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# gpp.sh - a document of 6 GiB to a fake GPP-publicatiebank, in parts of 1 GiB.  More than 96 MiB in memory fails.
# Usage: gpp.sh BUILD
set -eu
cd "$(dirname "$0")/../.."
exec "$1/tests/test_gpp_parts" --large
