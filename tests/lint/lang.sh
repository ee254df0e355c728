#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# lang.sh - whether all that is said to a person at the terminal has its English in templates/lang/en.po.
# Usage: lang.sh BUILD [--add]   Prints what is wrong, exit 1.  --add: put what is new into the catalogue, without English,
# and take out what is gone; then write the English behind each empty msgstr.
#
# What only a worker or the uploader says is kept, and so Dutch (decision 046): their folders are not read.  Neither are
# three files that write Dutch documents: the register of the rules, the worksheet and the folder of evidence.
set -u
: "${1:-build}"
po=templates/lang/en.po
cd "$(dirname "$0")/../.." || exit 1
. tests/lint/lib.sh
export LC_ALL=C.UTF-8
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT

{
	tree 'cmd/*.c' | grep -Ev '^cmd/(rulebook|worksheet|completion|woostraat-[a-z]*)\.c$'
	tree 'cmd/*.def'
	tree 'pipeline/*.[ch]' 'pipeline/*.def' | grep -E '^pipeline/[^/]*$'
	for folder in base config ingest proc report store verify; do
		tree "pipeline/$folder/*.[ch]" "pipeline/$folder/*.def" | grep -v '^pipeline/verify/proof\.c$'
	done
	echo pipeline/clean/removals.def
} >"$tmp/files"
xgettext -L C --from-code=UTF-8 --no-wrap --no-location --package-name=woostraat \
    -k -k_ -kN_ -kngettext:1,2 -kFINDING:5 --flag=_:1:pass-c-format --flag=N_:1:pass-c-format \
    -f "$tmp/files" -o "$tmp/woostraat.pot" 2>"$tmp/said" || { cat "$tmp/said"; exit 1; }

if [ "${2:-}" = --add ]; then
	msgmerge --quiet --no-wrap --no-location --no-fuzzy-matching -o "$tmp/new.po" "$po" "$tmp/woostraat.pot" &&
	    msgattrib --no-wrap --no-obsolete -o "$tmp/en.po" "$tmp/new.po" && sed -i '/^"POT-Creation-Date/d' "$tmp/en.po" &&
	    cp "$tmp/en.po" "$po" || exit 1
fi

bad=0
# In the catalogue as it would be after --add: without English, or only in one of the two.
msgmerge --quiet --no-wrap --no-location --no-fuzzy-matching -o "$tmp/new.po" "$po" "$tmp/woostraat.pot" || exit 1
msgattrib --no-wrap --no-obsolete --untranslated "$tmp/new.po" | sed -n 's/^msgid "\(..*\)"$/no English: \1/p' >"$tmp/lacks"
# shellcheck disable=SC2129	# each part has its own reason
grep '^#~ msgid "' "$tmp/new.po" | sed 's/^#~ msgid "\(.*\)"$/no longer said: \1/' >>"$tmp/lacks"
msgattrib --no-wrap --only-fuzzy "$po" | sed -n 's/^msgid "\(..*\)"$/fuzzy: \1/p' >>"$tmp/lacks"
# The places of a finding's arguments, which are no specifiers of printf.
awk '
	function places(s) { return (s ~ /%1/) (s ~ /%2/) }
	/^msgid "/ { id = $0 }
	/^msgstr "/ { if ($0 != "msgstr \"\"" && places(id) != places($0)) print "%1 and %2: " id }
' "$po" >>"$tmp/lacks"
if [ -s "$tmp/lacks" ]; then
	cat "$tmp/lacks"
	bad=1
fi
# Format specifiers that do not agree, and the head.
if ! msgfmt --check --check-domain -o /dev/null "$po" >"$tmp/said" 2>&1; then
	cat "$tmp/said"
	bad=1
fi
[ $bad -eq 0 ] || echo 'make lang adds what is new to templates/lang/en.po; the English is written there by hand'
exit $bad
