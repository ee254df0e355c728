#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# world.sh - make what all worlds of the torture have in common: an intake of tiny dossiers, and templates cut down so
# that a worker starts in milliseconds.  Usage: world.sh DIR, from the top of the project; makes DIR/intake, DIR/templates.
#
# The dossiers: een and twee go out, by their own organisations; bsn is held and may never be seen outside.
set -eu
export LC_ALL=C.UTF-8
dir=$1
docs=fixtures/docs
organisation=gm0546

# --- templates: the rules of one category, the list of one organisation ------------

mkdir -p "$dir"
cp -R templates "$dir/"
chmod -R u+w "$dir/templates"
find "$dir/templates/rules" -type f ! -name basis.yaml ! -name 1e-bereikbaarheidsgegevens.yaml -delete
rm -rf "$dir/templates/organisations"
sed "2,\${/$organisation/!d}" templates/lists/organisaties.tsv >"$dir/templates/lists/organisaties.tsv"
sed "\\|tooi/id/|{/$organisation/!d}" templates/schema/diwoo-lijsten.rng >"$dir/templates/schema/diwoo-lijsten.rng"

# --- the intake -----------------------------------------------------------------------

# dossier ORGANISATION NAME [LINE]: a text that the rules know, with LINE at its end.
dossier() {
	mkdir -p "$dir/intake/$1/$2"
	printf 'titel: Bereikbaarheid van het loket %s\ndatum: 2026-01-05\nkenmerk: Z/26/%s\nvrijgave: ja\n' "$2" "$2" \
	    >"$dir/intake/$1/$2/dossier.yaml"
	{
		printf 'Bereikbaarheidsgegevens van loket %s\n\nBezoekadres\nStadhuisplein 1, op afspraak.\n\n' "$2"
		printf 'Openingstijden\nMaandag tot en met vrijdag van 08.30 tot 17.00 uur\n\nTelefoon\n14 071\n%s\n' "${3-}"
	} >"$dir/intake/$1/$2/bereikbaarheid.txt"
}

dossier leiden een
dossier leiden bsn 'Het burgerservicenummer (BSN) van de aanvrager is 111222333.'
dossier leiderdorp twee
cp $docs/besluit.odt "$dir/intake/leiderdorp/twee/bijlage.odt"
printf 'documenten:\n  - bestand: bereikbaarheid.txt\n    rol: hoofddocument\n  - bestand: bijlage.odt\n    rol: bijlage\n' \
    >>"$dir/intake/leiderdorp/twee/dossier.yaml"
# --- the key of the fake bank ------------------------------------------------------

printf 'GEHEIM-SLEUTEL-0123456789' >"$dir/sleutel"
chmod 600 "$dir/sleutel"

# Bytes and times are older than any run, so that every world sees the same.
find "$dir/intake" "$dir/templates" -exec touch -d 2026-01-05T12:00:00Z {} +
