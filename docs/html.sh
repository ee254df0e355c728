#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# html.sh - the manuals for users as pages: one of each .md that is named here, with one style sheet; `make docs` calls it.
# Usage: html.sh OUT VERSION   OUT is made new as a whole.
set -eu
out=$1 version=$2
cd "$(dirname "$0")"
export LC_ALL=C.UTF-8
# In the order in which they stand above each page.
pages="HANDLEIDING DOSSIER AANLEVEREN TOETS REGELS SITE BUNDEL BEHEER"

case $out in /*) ;; *) out=../$out ;; esac
new=$out.new
rm -rf "$new"
mkdir -p "$new/beelden"
cp docs.css "$new/"
for picture in beelden/*.png; do
	[ ! -f "$picture" ] || cp "$picture" "$new/beelden/"
done

short()
{
	case $1 in
	HANDLEIDING) echo Handleiding ;; DOSSIER) echo 'Dossier aanleveren' ;; AANLEVEREN) echo Exports ;; TOETS) echo Toets ;;
	REGELS) echo Regels ;; SITE) echo Site ;; BUNDEL) echo Bundel ;; BEHEER) echo Beheer ;;
	esac
}

for page in $pages; do
	links=
	for other in $pages; do
		here=
		[ "$other" != "$page" ] || here=' aria-current="page"'
		links="$links<li><a href=\"$other.html\"$here>$(short "$other")</a></li>"
	done
	# shellcheck disable=SC1112	# those quotes are meant
	# Raw HTML is left out by cmark-gfm: what is in a page is ours.
	sed '/^<!--.*-->$/d' "$page.md" | cmark-gfm -e table | awk -v links="$links" -v version="$version" '
	# As GitHub makes them, so that one link works in both.  Bytes, not letters: the quotes are named.
	function slug(text) {
		gsub(/<[^>]*>/, "", text)
		gsub(/&[a-z]+;/, "", text)
		gsub(/’|‘|“|”|…/, "", text)
		text = tolower(text)
		gsub(/[!"#$%&()*+,.\/:;<=>?@[\\\]^`{|}~\047]/, "", text)
		gsub(/ /, "-", text)
		if (seen[text]++) text = text "-" (seen[text] - 1)
		return text
	}
	/^<h[1-6]>/ {
		level = substr($0, 3, 1)
		text = substr($0, 5, length($0) - 9)
		id = slug(text)
		if (level == 1 && title == "") title = text
		if (level == 2) toc = toc "<li><a href=\"#" id "\">" text "</a></li>\n"
		$0 = "<h" level " id=\"" id "\">" text "</h" level ">"
	}
	{
		# Manual pages are read with man; the other pages stand beside this one.
		$0 = man($0)
		$0 = pages($0)
		# cmark-gfm gives each cell a line. On a phone a row is a block, and each cell says its column; the roles keep it a table.
		if (/<table>/) columns = 0
		if (/<tr>/) column = 0
		if (/^<th>/) {
			name = $0
			gsub(/<[^>]*>/, "", name)
			names[++columns] = name
		}
		gsub(/<table>/, "<table role=\"table\" aria-labelledby=\"" id "\">")
		gsub(/<thead>/, "<thead role=\"rowgroup\">")
		gsub(/<tbody>/, "<tbody role=\"rowgroup\">")
		gsub(/<tr>/, "<tr role=\"row\">")
		gsub(/<th>/, "<th role=\"columnheader\" scope=\"col\">")
		if (/^<td/) sub(/<td/, "<td role=\"cell\" data-label=\"" names[++column] "\"")
		gsub(/<pre>/, "<pre tabindex=\"0\">")
		body = body $0 "\n"
	}
	function man(line,  at, rest, end, text) {
		while ((at = match(line, /<a href="man\/[^"]*">/)) > 0) {
			rest = substr(line, at + RLENGTH)
			end = index(rest, "</a>")
			text = substr(rest, 1, end - 1)
			line = substr(line, 1, at - 1) "<code>" text "</code>" substr(rest, end + 4)
		}
		return line
	}
	function pages(line,  at) {
		while ((at = match(line, /href="[A-Z]+\.md/)) > 0)
			line = substr(line, 1, at + RLENGTH - 4) ".html" substr(line, at + RLENGTH)
		return line
	}
	END {
		plain = title
		gsub(/<[^>]*>/, "", plain)
		print "<!DOCTYPE html>"
		print "<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">"
		print "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
		print "<title>" plain " - woostraat</title>\n<link rel=\"stylesheet\" href=\"docs.css\">\n</head>\n<body>"
		print "<a class=\"skip\" href=\"#hoofd\">Naar de inhoud</a>"
		print "<header class=\"top\"><p class=\"brand\">woostraat " version "</p>"
		print "<nav aria-label=\"Handleidingen\"><ul>" links "</ul></nav></header>"
		if (toc != "")
			print "<nav class=\"toc\" aria-label=\"Op deze bladzijde\"><p>Op deze bladzijde</p>\n<ul>\n" toc "</ul></nav>"
		print "<main id=\"hoofd\" tabindex=\"-1\">\n" body "</main>"
		print "</body>\n</html>"
	}' >"$new/$page.html"
done
rm -rf "$out"
mv "$new" "$out"
