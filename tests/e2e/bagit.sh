#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# bagit.sh - bundle verify: every bag of fixtures/bags, and of the conformance suite where it is, is judged as its folder says.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

suite=${WOO_BAGS:-../shared/samples/bagit}

# bags DIR...: folders VERSION/GRADE/NAME or GRADE/NAME below these, as the suite has them.
bags() {
	find "$@" -mindepth 2 -maxdepth 3 -type d -regextype posix-extended \
	    -regex '.*/(valid|warning|linux-only|invalid)/[^/]*' | sort
}

# judge NAME: what the program says of $work/list, held against the folder that each bag lies in.
judge() {
	local bag grade name
	: >"$work/faults"
	while read -r bag; do
		grade=$(basename "$(dirname "$bag")")
		name=$(jq -r --arg bag "$bag" 'select(.bag == $bag) | if .read == false then "unread" elif .valid == false then "invalid"
			elif any(.faults[]; .grade == "note") then "warning" else "valid" end' "$work/$1.out")
		case $grade:$name in
		valid:valid | warning:warning | invalid:invalid | linux-only:valid | linux-only:warning) ;;
		# The suite knows no notes on md5 and sha1.
		valid:warning) [ "${bag#fixtures/}" = "$bag" ] || echo "$bag: $name" >>"$work/faults" ;;
		*) echo "$bag: ${name:-not said}" >>"$work/faults" ;;
		esac
	done <"$work/list"
}

bags fixtures/bags >"$work/list"
xargs -d '\n' "$build/woostraat" bundle verify --json <"$work/list" >"$work/own.out" 2>"$work/own.err"
judge own
empty "every bag of fixtures/bags is judged as its folder says" "$work/faults"
is "and each once" "$(wc -l <"$work/own.out")" "$(wc -l <"$work/list")"
is "each kind is there" "$(jq -r '"\(.valid) \(.faults | length > 0)"' "$work/own.out" | sort -u | tr '\n' ' ')" \
	"false true true false true true "

if [ -d "$suite" ]; then
	bags "$suite" >"$work/list"
	xargs -d '\n' "$build/woostraat" bundle verify --json <"$work/list" >"$work/suite.out" 2>"$work/suite.err"
	judge suite
	empty "every bag of the conformance suite is judged as its folder says" "$work/faults"
	is "and there are some" "$([ "$(wc -l <"$work/suite.out")" -ge 5 ] && echo yes)" yes
else
	printf '# the conformance suite is not ours to keep here, and not at %s: only our own bags were judged\n' "$suite"
fi

# --- the same bag, whatever it lies in ------------------------------------------------------------

mkdir "$work/p"
for grade in valid/twee-manifesten warning/hoofdletters invalid/weg invalid/gewijzigd; do
	name=${grade#*/}
	tar -C "fixtures/bags/${grade%/*}" -cf "$work/p/$name.tar" "$name"
	gzip -k "$work/p/$name.tar"
	zstd -q "$work/p/$name.tar"
	(cd "fixtures/bags/${grade%/*}" && zip -qr "$work/p/$name.zip" "$name")
	: >"$work/faults"
	woo all bundle verify --json "fixtures/bags/$grade" "$work/p/$name".{tar,tar.gz,tar.zst,zip}
	[ "$(wc -l <"$work/all.out")" -eq 5 ] || cat "$work/all.out" "$work/all.err" >>"$work/faults"
	jq -cS 'del(.bag)' "$work/all.out" | sort -u >"$work/kinds"
	[ "$(wc -l <"$work/kinds")" -eq 1 ] || cat "$work/kinds" >>"$work/faults"
	empty "$grade is the same in a folder, a tar and a ZIP" "$work/faults"
done

# --- exit codes and words ------------------------------------------------------------------------------

woo good bundle verify fixtures/bags/valid/*
is "valid bags end with 0" "$rc" 0
woo noted bundle verify fixtures/bags/warning/md5
is "a note is no fault" "$rc" 0
has "and is said" "$work/noted.out" '^ *let op: manifest-md5\.txt: md5'
woo bad bundle verify fixtures/bags/valid/twee-manifesten fixtures/bags/invalid/gewijzigd
is "an invalid bag ends with 1" "$rc" 1
has "the valid one is said" "$work/bad.out" '^geldig    fixtures/bags/valid/twee-manifesten$'
has "with what it is" "$work/bad.out" '^    urn:uuid:00000000-0000-4000-8000-000000000001$'
has "the fault has file and line" "$work/bad.out" '^ *FOUT: manifest-sha256\.txt, regel 1: '
printf 'dit is geen archief\n' >"$work/brief.txt"
woo no bundle verify "$work/brief.txt" "$work/nergens" fixtures/bags/invalid/weg
is "what cannot be read ends with 66" "$rc" 66
is "and each is said" "$(grep -c '^NIET GELEZEN' "$work/no.out")" 2
head -c 300 "$work/p/twee-manifesten.tar.gz" >"$work/half.tar.gz"
woo half bundle verify "$work/half.tar.gz"
is "half an archive ends with 66" "$rc" 66
woo none bundle verify
is "no bag ends with 64" "$rc" 64
woo other bundle maken x
is "another word ends with 64" "$rc" 64

# --- a folder that is odd -------------------------------------------------------------------------------

cp -R fixtures/bags/valid/twee-manifesten "$work/odd"
ln -s /etc/passwd "$work/odd/data/link"
woo odd bundle verify "$work/odd"
is "a link is not followed" "$rc" 1
has "and said" "$work/odd.out" 'FOUT: data/link: is geen gewoon bestand'
rm "$work/odd/data/link"
mkfifo "$work/odd/data/pijp"
woo odd bundle verify "$work/odd"
has "a pipe does not hold it up" "$work/odd.out" 'FOUT: data/pijp: is geen gewoon bestand'
rm "$work/odd/data/pijp"
printf 'x' >"$work/odd/data/$(printf 'a\033[31m\nb')"
woo odd bundle verify "$work/odd"
is "a name cannot steer a terminal" "$(grep -c "$(printf '\033')" "$work/odd.out")" 0

# A bomb ends within its limits: 2 GiB of zeros in a tenth of a MiB.
mkdir -p "$work/bom/data"
cp fixtures/bags/valid/twee-manifesten/bagit.txt "$work/bom"
truncate -s 2G "$work/bom/data/nul"
tar -C "$work" -cf - bom | zstd -q -1 -o "$work/bom.tar.zst"
rm "$work/bom/data/nul"
woo bomb bundle verify "$work/bom.tar.zst"
is "a bomb is not read to its end" "$rc" 66
has "and the limit is named" "$work/bomb.out" '1100 keer'

# Thousands of names that differ in case only, and as many in a manifest that are not there: each is looked up once.
mkdir -p "$work/alike/data"
cp fixtures/bags/valid/twee-manifesten/bagit.txt "$work/alike"
awk 'BEGIN { for (i = 0; i < 8192; i++) { s = "é"; for (k = 0; k < 13; k++) s = s sprintf("%c", 97 + k - 32 * (int(i / 2 ^ k) % 2)); print s } }' >"$work/cases"
sum=$(sha256sum </dev/null)
(cd "$work/alike/data" && sed -n 'p;n' "$work/cases" | xargs touch)
sed -n "n;s|^|${sum%% *}  data/|p" "$work/cases" >"$work/alike/manifest-sha256.txt"
rc=0
timeout -k 1 20 "$build/woostraat" bundle verify --json "$work/alike" >"$work/alike.out" 2>"$work/alike.err" || rc=$?
is "names that are alike are found without trying all of them" "$rc $(jq '.faults | length' "$work/alike.out")" "1 1000"
tap_end
