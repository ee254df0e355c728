#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# tables.sh - the tables in *.def agree with the fixtures, the tests and the manual (TAP).
# Usage: tables.sh BUILD   (nothing of it is needed; all test scripts are called alike)
# MAN names another folder of manual pages, for who writes them elsewhere.
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lint/lib.sh
export LC_ALL=C.UTF-8
man=${MAN:-docs/man}
known=tests/lint/findings.txt

# Findings that no fixture and no test can bring about: "TAG reason" on a line.  Aim: none.
exceptions='RUN-505 a guard behind the runner'"'"'s own count of stages; nothing that comes in reaches it'

# table FILE MACRO(ARGS) FORM: each row of a .def file, through the preprocessor.
table()
{
	printf '#define N_(text) text\n#define %s @ %s\n#include "%s"\n' "$2" "$3" "$1" |
	    gcc -E -P -I. - | tr '\n' ' ' | tr '@' '\n' | sed 's/  */ /g; s/^ //; s/ $//; /^$/d'
}

# Each must give something, or the tests below would be true of nothing.
findings=$(table pipeline/findings.def 'FINDING(stage, num, id, waive, text)' 'stage num id waive')
options=$(table cmd/options.def 'OPTION(id, name, letter, argument, commands, help)' 'name ; letter ; argument ; commands')
commands=$(table cmd/commands.def 'COMMAND(id, name, arguments, help, example)' 'name id')
stages=$(table pipeline/stages.def 'STAGE(site, name, ...)' 'name')
settings=$(sed -n 's/^\t\(TEXT\|NUMBER\|CYAML_FIELD_[A-Z_]*\)("\([^"]*\)".*/\2/p' pipeline/config/settings.c pipeline/config/outlets.c \
    pipeline/config/mailing.c)
keys=$(sed -n 's/^\tLINE([a-z]*, \([a-z]*\),.*/\1/p; s/^\t\(NAMED\|WORDS\)([a-z]*, "\([^"]*\)".*/\2/p; s/^\tCYAML_FIELD_[A-Z_]*("\([^"]*\)".*/\1/p' pipeline/sidecar/typed.c |
    sort -u)
read_all=
for row in "findings=$findings=SCR 501 BSN NEVER" 'options='"$options"'="config" ; ' "commands=$commands=check CHECK" \
    "stages=$stages=classify" "settings=$settings=max-file-mib" "keys=$keys=vrijgave" "keys=$keys=bestand"; do
	rest=${row#*=}
	printf '%s' "${rest%=*}" | grep -qF -- "${rest##*=}" || read_all="$read_all${row%%=*}: no ‘${rest##*=}’ among the rows
"
done
tap 'tables are read' "$read_all"

# --- findings ----------------------------------------------------------------

tap 'no number of a finding is used twice' "$(printf '%s\n' "$findings" | awk '{ print $1 "-" $2 }' | sort | uniq -d)"
tap 'no finding is renumbered, renamed or removed' "$(printf '%s\n' "$findings" | awk -v known="$known" '
	{ has[$1 "-" $2] = $3 }
	END {
		while ((getline line <known) > 0) {
			if (line ~ /^#/)
				continue
			split(line, f, " ")
			if (!(f[1] in has))
				print f[1] " " f[2] ": is gone"
			else if (has[f[1]] != f[2])
				print f[1] ": was " f[2] ", is " has[f[1]]
			n++
		}
		if (n == 0)
			print known ": nothing in it"
	}')"
tap "new findings are written down in $known" "$(printf '%s\n' "$findings" | while read -r stage num id _; do
	grep -qx "$stage-$num $id" "$known" || echo "add: $stage-$num $id"
done)"
tap 'who may waive fits the number' "$(printf '%s\n' "$findings" | awk '
	$2 < 200 || $2 > 599 { print $1 "-" $2 ": numbers are 2xx to 5xx" }
	$2 >= 500 && $4 == "FREE" { print $1 "-" $2 ": a 5xx is never FREE" }
	$2 < 500 && $4 != "FREE" { print $1 "-" $2 ": below 5xx is FREE" }')"
tap 'every finding is brought about by a fixture or a test' "$(printf '%s\n' "$findings" | while read -r stage num id _; do
	printf '%s\n' "$exceptions" | grep -q "^$stage-$num " && continue
	grep -rqwE "$stage-$num" fixtures/dossiers --include=about.md && continue
	grep -rqwE "$stage-$num" fixtures/dossiers/*/want 2>/dev/null && continue
	grep -rqwE "$stage-$num|F_${stage}_$id" tests --exclude-dir=lint || echo "$stage-$num $id"
done)"

# --- fixtures ----------------------------------------------------------------

tap 'every fixture dossier says what must become of it' "$(for dir in fixtures/dossiers/*/; do
	grep -qs '^- Outcome: ' "$dir/about.md" || echo "${dir}about.md: no ‘- Outcome:’"
	[ -d "$dir/in" ] || echo "${dir}in is missing"
done)"
tap 'every finding that a fixture names exists' "$(grep -rhowE '[A-Z]{3}-[2-5][0-9]{2}' fixtures/dossiers \
    --include=about.md | sort -u | while read -r tag; do
	printf '%s\n' "$findings" | grep -q "^${tag%-*} ${tag#*-} " || echo "$tag"
done)"

# --- the manual --------------------------------------------------------------

# Rows "-x long ARG" of the options that a command takes.
options_of()
{
	printf '%s\n' "$options" | awk -F ' ; ' -v c="C_$1" '{
		n = split($4, set, / *\| */)
		for (i = 1; i <= n; i++)
			if (set[i] == c || set[i] == "C_ALL") {
				gsub(/["'\'']/, "")
				print ($2 == "0" ? "-" : $2), $1, ($3 == "NULL" ? "-" : $3)
			}
	}'
}

while read -r name id; do
	page=$man/woostraat-$name.1
	if [ ! -f "$page" ]; then
		tap "manual: $page exists" "$page is missing"
		continue
	fi
	tap "manual: woostraat-$name.1 has every option of $name" "$(options_of "$id" | while read -r letter long argument; do
		want=".It Fl -$long"
		[ "$letter" = - ] || want=".It Fl $letter , Fl -$long"
		[ "$argument" = - ] || want="$want Ar $argument"
		grep -qxF -- "$want" "$page" || echo "missing: $want"
	done)"
	tap "manual: woostraat-$name.1 has no option that $name does not take" "$(sed -n 's/^\.It Fl \(. , Fl \)\{0,1\}-\([a-z][a-z-]*\).*/\2/p' \
	    "$page" | while read -r long; do
		options_of "$id" | grep -q "^. $long " || echo "--$long"
	done)"
done <<EOF
$commands
EOF

# keys_in PAGE KEYS: each key has an item of its own.
keys_in()
{
	if [ ! -f "$man/$1" ]; then
		echo "$man/$1 is missing"
		return
	fi
	printf '%s\n' "$2" | while read -r key; do
		grep -qE "^\.It (Cm|Ic|Va) $key( |$)" "$man/$1" || echo "missing: .It Cm $key"
	done
}
tap 'manual: woostraat.yaml.5 has every setting' "$(keys_in woostraat.yaml.5 "$settings")"
tap 'manual: dossier.yaml.5 has every key' "$(keys_in dossier.yaml.5 "$keys")"
tap 'manual: woostraat-stage.1 has every stage' "$(if [ ! -f "$man/woostraat-stage.1" ]; then
	echo "$man/woostraat-stage.1 is missing"
else
	printf '%s\n' "$stages" | while read -r stage; do
		grep -E '^\.(It )?Cm ' "$man/woostraat-stage.1" | grep -qw "$stage" || echo "$stage"
	done
fi)"

account=$(grep -E 'json_put[a-z_]*\(|put_shown\(|put_said\(' pipeline/report/account.c | grep -oE '"[a-z][a-z0-9_]*"' | tr -d '"' | sort -u)
tap 'manual: woostraat-check.1 has every key of the JSON' "$(if ! printf '%s\n' "$account" | grep -qx outcome; then
	echo 'no keys among the lines of account.c'
else
	printf '%s\n' "$account" | while read -r key; do
		grep -E '^\.(It )?Cm ' "$man/woostraat-check.1" | grep -qw -- "$key" || echo "$key"
	done
fi)"

tap_end
