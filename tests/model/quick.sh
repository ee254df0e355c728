#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# quick.sh - the Spin model with one worker, and its broken forms; model.sh has two workers, and takes minutes.
# Usage: quick.sh [BUILD]
exec "$(dirname "$0")/model.sh" "$@" quick
