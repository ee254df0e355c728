#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# lang.sh - English for the person at the terminal, where no locale was installed; what is kept is Dutch, byte for byte.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

# said NAME VARIABLE=VALUE... -- ARGUMENT...: with nothing else in the environment that chooses a language.
said() {
	local name=$1 set=()
	shift
	while [ "$1" != -- ]; do
		set+=("$1")
		shift
	done
	shift
	env -u LC_ALL -u LC_MESSAGES -u LANG -u LANGUAGE "${set[@]}" "$build/woostraat" "$@" \
		>"$work/$name.out" 2>"$work/$name.err"
}

# --- which language -----------------------------------------------------------

dutch='^Gebruik: woostraat OPDRACHT'
english='^Usage: woostraat COMMAND'
said bare -- --help
has "without anything it is Dutch" "$work/bare.out" "$dutch"
for set in LANG=C LANG=C.UTF-8 LC_ALL=nl_NL.UTF-8 LANG=tr_TR.UTF-8 LANG=eng LANG=; do
	said other "$set" -- --help
	has "$set: Dutch" "$work/other.out" "$dutch"
done
for set in LANG=en_US.UTF-8 LC_MESSAGES=en_GB LC_ALL=en LANG=en@x; do
	said other "$set" -- --help
	has "$set: English" "$work/other.out" "$english"
done
said other LC_ALL=nl_NL.UTF-8 LC_MESSAGES=en_GB LANG=en_GB -- --help
has "LC_ALL goes before LC_MESSAGES and LANG" "$work/other.out" "$dutch"
said other LC_ALL= LC_MESSAGES=en_GB.UTF-8 LANG=nl_NL -- --help
has "an empty LC_ALL is none, and LC_MESSAGES goes before LANG" "$work/other.out" "$english"
said other LANG=en_GB.UTF-8 LANGUAGE=nl OUTPUT_CHARSET=ISO-8859-1 -- check /nergens
has "nothing else counts" "$work/other.err" '^woostraat: /nergens: .*does not exist$'

# --- every command ------------------------------------------------------------

lacks=
while read -r name; do
	said help LANG=en_GB.UTF-8 -- "$name" --help
	grep -q '^Usage: ' "$work/help.out" && grep -q '^Example:' "$work/help.out" || lacks+=" $name"
	sed '/^Example:/,$d' "$work/help.out" | grep -qE 'Gebruik|Voorbeeld|Opties| (het|een|van|niet) ' && lacks+=" $name:dutch"
done < <(sed -n 's/^COMMAND([A-Z]*, \([a-z]*\),.*/\1/p' cmd/commands.def)
is "the help of each command is English, with its example" "$lacks" ""

# --- a run --------------------------------------------------------------------

some="convenant bsn datum-onbekend vrijgave-nee twee-hoofddocumenten verkeersbesluit yaml-onbekende-sleutel zip-archief mail-met-bijlage"
# one NAME VARIABLE=VALUE: a world, always at the same place, and a run that speaks.
one() {
	rm -rf "$work/w"
	world "$work/w"
	# shellcheck disable=SC2086	# a list of words is meant
	take "$work/w" $some
	[ "$1" != set ] || sed -i '1i language: en' "$work/w/woostraat.yaml"
	said "$1" "$2" -- run --config "$work/w/woostraat.yaml" --now "$now"
	said "$1.status" "$2" -- status --config "$work/w/woostraat.yaml" --now "$now"
	said "$1.json" "$2" -- status --json --config "$work/w/woostraat.yaml" --now "$now"
	said "$1.verify" "$2" -- verify --config "$work/w/woostraat.yaml"
	rm -rf "${work:?}/$1"
	mv "$work/w" "$work/$1"
}
one nl LANG=nl_NL.UTF-8
one en LANG=en_GB.UTF-8
one set LANG=nl_NL.UTF-8
has "in Dutch a run speaks Dutch" "$work/nl.out" '^Wat nu\?$'
has "in English a run speaks English" "$work/en.out" '^What now\?$'
has "findings too" "$work/en.out" '^! HELD '
has "‘language: en’ in the settings goes before LANG" "$work/set.out" '^What now\?$'
has "status" "$work/en.status.out" '^Waiting for a person$'
has "verify" "$work/en.verify.out" '^whole: 0 faults'
for one in nl en; do sed 's/"\(ended\|started\)":"[^"]*"//g' "$work/$one.json.out" >"$work/$one.json"; done
same "JSON is the same" "$work/nl.json" "$work/en.json"

# kept NAME: what stands there, without when it was and which process it was.
kept() {
	(cd "$work/$1" && find portaal staat/kluis -type f ! -name "$(sha256sum <verslagen/*-run-1/dossiers.jsonl | cut -d' ' -f1)" \
		-exec sha256sum {} + | sort -k2)
	cat "$work/$1"/verslagen/*-run-1/dossiers.jsonl "$work/$1"/verslagen/organisaties/*/*-run-1/dossiers.jsonl |
		sed 's/"leaf":"[0-9a-f]*"//'
	sed 's/[0-9a-f]\{64\}//g' "$work/$1"/verslagen/*-run-1/verslag.html
	w=$work/$1
	for table in $(ledger "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"); do
		case $table in evidence | run) continue ;; esac
		ledger "SELECT * FROM $table" | sed 's/[0-9a-f]\{64\}//g; s/\b1[0-9]\{9\}\b//g' | sort
	done
}
kept nl >"$work/kept.nl"
kept en >"$work/kept.en"
same "portal, vault, account, page and ledger are the same, byte for byte" "$work/kept.nl" "$work/kept.en"
is "and there is something in them" "$(grep -c . "$work/kept.nl" | sed 's/.*/yes/')" yes

# --- wrong settings, and a program without its catalogue ------------------------

sed '1i language: de' "$work/nl/woostraat.yaml" >"$work/de.yaml"
said de LANG=nl_NL.UTF-8 -- config --check --config "$work/de.yaml"
has "another language is refused" "$work/de.out" "language: de.*: schrijf nl of en"
mkdir "$work/bin"
cp "$build/woostraat" "$work/bin/"
LC_ALL=en_GB.UTF-8 "$work/bin/woostraat" --help >"$work/none.out" 2>&1
has "without the catalogue it speaks Dutch" "$work/none.out" "$dutch"
tap_end
