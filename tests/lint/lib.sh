# SPDX-License-Identifier: EUPL-1.2
# shellcheck shell=sh
# lib.sh - what the lint scripts share.  Sourced with the project's top as working directory.

# The compiler's flags as the Makefile has them, quoted for eval.
flags()
{
	# shellcheck disable=SC2016	# make expands it
	make --no-print-directory --eval 'lint-flags: ; @:$(info $(ALLFLAGS) -Itests/unit -Itests/portal)' lint-flags
}

# Every tracked or new text file that is ours, one on a line.
tree()
{
	git ls-files --cached --others --exclude-standard -- "$@" 2>/dev/null | while IFS= read -r file; do
		[ ! -f "$file" ] || printf '%s\n' "$file"
	done
}

# TAP: ok NAME when PROBLEMS is empty, else not ok with a line for each.
count=0
bad=0
tap()
{
	count=$((count + 1))
	if [ -z "$2" ]; then
		echo "ok $count - $1"
	else
		bad=$((bad + 1))
		echo "not ok $count - $1"
		printf '%s\n' "$2" | sed 's/^/# /'
	fi
}

tap_end()
{
	echo "1..$count"
	[ "$bad" -eq 0 ]
}
