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

# kept NAME: what stands there, without when it was, how long it took and which process it was.
kept() {
	(cd "$work/$1" && find portaal staat/kluis -type f ! -name "$(sha256sum <verslagen/*-run-1/dossiers.jsonl | cut -d' ' -f1)" \
		-exec sha256sum {} + | sort -k2)
	cat "$work/$1"/verslagen/*-run-1/dossiers.jsonl "$work/$1"/verslagen/organisaties/*/*-run-1/dossiers.jsonl |
		jq -c 'del(.timing) | del(.. | .leaf?)'
	tr '\n' ' ' <"$work/$1"/verslagen/*-run-1/verslag.html | sed 's|Waar de tijd bleef|\n&|; s|</details>|&\n|g; s/[0-9a-f]\{64\}//g' |
		grep -v '^Waar de tijd bleef'
	w=$work/$1
	for table in $(ledger "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"); do
		case $table in evidence | run) continue ;; esac
		ledger "SELECT * FROM $table" | sed 's/[0-9a-f]\{64\}//g; s/\b1[0-9]\{9\}\b//g' | sort
	done
}
kept nl >"$work/kept.nl"
kept en >"$work/kept.en"
same "portal, vault, account, page and ledger are the same, byte for byte" "$work/kept.nl" "$work/kept.en"
is "and there is something in them" "$([ -s "$work/kept.nl" ] && echo yes)" yes

# --- looked at afterwards, and put aside -----------------------------------------

# both NAME ARGUMENT...: over one and the same world, in Dutch and in English.
both() {
	local name=$1
	shift
	said "nl.$name" LANG=nl_NL.UTF-8 -- "$@" --config "$work/en/woostraat.yaml"
	said "en.$name" LANG=en_GB.UTF-8 -- "$@" --config "$work/en/woostraat.yaml"
	grep -nE ' (het|een|niet|wordt|zijn) |^woostraat: ' "$work/en.$name.out" "$work/en.$name.err" >"$work/en.$name.dutch"
	empty "$1: nothing Dutch in the English, and it went well" "$work/en.$name.dutch"
}
printf 'kenmerk\nbestaat-niet\nbestaat-niet\n' >"$work/lijst.csv"
figures=(year --now "$now" --org leiden --year "${now%%-*}")
list=(reconcile --now "$now" --organisation leiden "$work/lijst.csv")
both year "${figures[@]}"
has "year, in Dutch" "$work/nl.year.out" "^Jaarcijfers ${now%%-*}, leiden$"
has "year" "$work/en.year.out" "^Figures of the year ${now%%-*}, leiden$"
has "year: a finding" "$work/en.year.out" '^  SCR-501 Citizen service number'
has "year: what leaked almost" "$work/en.year.out" '^  citizen service number '
has "year: a portal without a name" "$work/en.year.out" '^  first portal '
both reconcile "${list[@]}"
has "reconcile, in Dutch" "$work/nl.reconcile.out" 'Hetzelfde kenmerk als rij 2: '
has "reconcile" "$work/en.reconcile.out" 'The same reference as row 2: '
has "reconcile: how rows end" "$work/en.reconcile.out" '^  not delivered  *1$'
both doctor doctor --now "$now"
has "doctor, in Dutch" "$work/nl.doctor.out" '^ok  *zegel  *de administratie is die van de laatste run$'
has "doctor" "$work/en.doctor.out" '^ok  *seal  *the ledger is that of the last run$'
has "doctor: its sum" "$work/en.doctor.out" '^[0-9]* in order, [0-9]* to look at, '
both tidy tidy --dry-run --now "$now"
has "tidy" "$work/en.tidy.out" '^Nothing to tidy\.$'
mkdir "$work/nl.kopie" "$work/en.kopie"
for one in nl en; do
	said "$one.backup" LANG="${one}_X" -- backup "$work/$one.kopie" --now "$now" --config "$work/en/woostraat.yaml"
	said "$one.restore" LANG="${one}_X" -- restore --dry-run "$work/$one.kopie" --config "$work/en/woostraat.yaml"
done
has "backup, in Dutch" "$work/nl.backup.out" '^Reservekopie: '
has "backup" "$work/en.backup.out" '^Backup: .* files, .* linked)$'
has "restore, in Dutch" "$work/nl.restore.out" '^Heel: '
has "restore" "$work/en.restore.out" '^Whole: .* files, '
said norestore LANG=en_GB -- restore "$work/en.kopie" --config "$work/en/woostraat.yaml"
has "restore: what it refuses" "$work/norestore.err" 'there is a ledger here already; with --replace '

# In JSON and in a file it is Dutch; of this machine only the disk may say something else a moment later.
for one in nl en; do
	for as in csv xlsx; do
		said "$one.file" LANG="${one}_X" -- "${figures[@]}" --output "$work/$one.jaar.$as" --config "$work/en/woostraat.yaml"
		said "$one.file" LANG="${one}_X" -- "${list[@]}" --output "$work/$one.lijst.$as" --config "$work/en/woostraat.yaml"
	done
	for what in figures list; do
		declare -n asked=$what
		said "$one.json" LANG="${one}_X" -- "${asked[@]}" --json --config "$work/en/woostraat.yaml"
		cat "$work/$one.json.out"
	done >"$work/$one.lines"
	said "$one.json" LANG="${one}_X" -- doctor --now "$now" --json --config "$work/en/woostraat.yaml"
	jq -c 'select(.check != "disk")' "$work/$one.json.out" >>"$work/$one.lines"
done
same "JSON of year, reconcile and doctor is the same" "$work/nl.lines" "$work/en.lines"
has "and Dutch" "$work/en.lines" 'Hetzelfde kenmerk als rij 2: '
for one in jaar.csv jaar.xlsx lijst.csv lijst.xlsx; do
	same "$one is the same" "$work/nl.$one" "$work/en.$one"
done
has "and Dutch" "$work/en.jaar.csv" '^"Openbaar gemaakt, per informatiecategorie";'

# --- wrong settings, and a program without its catalogue ------------------------

sed '1i language: de' "$work/nl/woostraat.yaml" >"$work/de.yaml"
said de LANG=nl_NL.UTF-8 -- config --check --config "$work/de.yaml"
has "another language is refused" "$work/de.out" "language: de.*: schrijf nl of en"
mkdir "$work/bin"
cp "$build/woostraat" "$work/bin/"
LC_ALL=en_GB.UTF-8 "$work/bin/woostraat" --help >"$work/none.out" 2>&1
has "without the catalogue it speaks Dutch" "$work/none.out" "$dutch"
tap_end
