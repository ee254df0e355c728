#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# make-lijsten.sh - writes diwoo-lijsten.rng (address and label of each term) from the value lists, on stdout.
# Usage, from the top of the project:
#	templates/schema/make-lijsten.sh templates/lists > templates/schema/diwoo-lijsten.rng
set -eu
LC_ALL=C
export LC_ALL

dir=${1:?usage: make-lijsten.sh FOLDER-OF-LISTS}

cat <<'EOF'
<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: EUPL-1.2 -->
<!-- diwoo-lijsten.rng - address and label of each term.  Made by make-lijsten.sh from templates/lists; do not edit. -->
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="https://standaarden.overheid.nl/diwoo/metadata/">
EOF
for list in documenthandelingen documentrelaties documentsoorten formats informatiecategorieen organisaties redenen talen \
    themas; do
	awk -F '\t' -v list="$list" '
	function xml(s) {
		gsub(/&/, "\\&amp;", s)
		gsub(/</, "\\&lt;", s)
		gsub(/>/, "\\&gt;", s)
		return s
	}
	BEGIN {
		printf "  <define name=\"lijst-%s\">\n    <choice>\n", list
	}
	NR > 1 && $1 != "" {
		printf "      <group><attribute name=\"resource\" ns=\"\"><value type=\"string\">%s</value></attribute>", xml($1)
		printf "<value type=\"string\">%s</value></group>\n", xml($2)
	}
	END {
		print "    </choice>\n  </define>"
	}' "$dir/$list.tsv"
done
echo '</grammar>'
