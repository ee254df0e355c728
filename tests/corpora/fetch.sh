#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# fetch.sh - bring the public collections of sources.txt, outside the project.
# Usage: fetch.sh [--large] [DIR]   DIR: $XDG_CACHE_HOME/woostraat-corpora, or ~/.cache/woostraat-corpora
#
# Debian's own archive of source packages is asked through apt, with lists of its own so that the system's stay as they
# are; each archive must have the SHA-256 of sources.txt.  What is there already is not brought again.  DIR/files gets
# what stands below folders of tests, or else the files with an extension of documents, archives or images.  A mirror may
# lack some collections; they are named, and the rest is used.
set -u
export LC_ALL=C.UTF-8
sizes=small
[ "${1:-}" != --large ] || { sizes='small large'; shift; }
dir=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/woostraat-corpora}
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$dir/apt/lists/partial" "$dir/apt/cache/archives/partial" "$dir/apt/sources" "$dir/tar" "$dir/files"
dir=$(cd "$dir" && pwd)

apt() {
	apt-get -q -o Dir::State::lists="$dir/apt/lists" -o Dir::Cache="$dir/apt/cache" -o Dir::Etc::sourcelist=/dev/null \
	    -o Dir::Etc::sourceparts="$dir/apt/sources" -o APT::Sandbox::User=root "$@" >"$dir/apt/log" 2>&1
}

# The system's own places, asked for sources.
ask() {
	[ ! -e "$dir/apt/asked" ] || return 0
	sed 's/^Types:.*/Types: deb-src/' /etc/apt/sources.list.d/debian.sources >"$dir/apt/sources/debian.sources"
	apt update && touch "$dir/apt/asked"
}

# bring PACKAGE SHA256: its archive in DIR/tar.
bring() {
	local got
	for got in "$dir/tar/$1"_*.orig.tar.*; do
		[ -e "$got" ] && break
	done
	if [ ! -e "$got" ]; then
		ask || { echo "$1: $(tail -n 1 "$dir/apt/log")"; return 1; }
		(cd "$dir/tar" && apt source --download-only --tar-only "$1") || {
			echo "$1: $(tail -n 1 "$dir/apt/log")"
			return 1
		}
		for got in "$dir/tar/$1"_*.orig.tar.*; do
			case $got in *.asc) ;; *) break ;; esac
		done
	fi
	echo "$2  $got" | sha256sum --check --quiet || { rm -f "$got"; return 1; }
	archive=$got
}

wanted='pdf|docx?|docm|dotx?|xls[xmb]?|xlt[xm]?|pptx?|pptm|ppsx?|od[tspgf]|ot[tsp]|fod[tsp]|sx[wci]|rtf|html?|xhtml|xml|eml|msg|mbox|mht|txt|csv|zip|7z|rar|tar|t?gz|bz2|xz|zst|lz4?|lzma|Z|cab|iso|jar|epub|cpio|lha|lzh|xar|warc|ar|jpe?g|png|gif|tiff?|bmp|webp|svg|heic|avif|jp2|psd|wmf|emf|ps|eps|xps|one|vsdx?|pub|mdb|sql|json|yaml'

tests='tests?|testing|testdata|test[-_]?documents|test-data|test_files|fixtures|corpora|corpus|unit_tests|seed_corpus|qtest|qa|samples?|spec'
sources='c|h|cc|cpp|cxx|hxx|hrc|java|py|pl|pm|t|rb|js|mk|am|in|sh|cmake|hs|po|ts|css|md|rst|m4|ui|class|properties|php|idl'

# unfold PACKAGE ARCHIVE: what it has of documents, under names that say where they stood.
unfold() {
	local to=$dir/files/$1
	[ ! -e "$to/.done" ] || return 0
	rm -rf "$to" "$dir/tmp"
	mkdir -p "$to" "$dir/tmp"
	tar -xf "$2" -C "$dir/tmp" --no-same-owner --no-same-permissions 2>/dev/null
	# libarchive keeps its files as text.
	find "$dir/tmp" -name '*.uu' -type f | while read -r uu; do
		perl -ne 'if (/^begin /) { $on = 1 } elsif (/^end/) { $on = 0 } elsif ($on) { print unpack("u", $_) }' "$uu" >"${uu%.uu}"
		rm -f "$uu"
	done
	(
		cd "$dir/tmp" || exit 1
		find . -type f -size +0 -size -64M -regextype posix-extended -regex ".*/($tests)/.*" ! -regex ".*\.($sources)" >../list
		[ "$(wc -l <../list)" -ge 20 ] ||
			find . -type f -size +0 -size -64M -regextype posix-extended -iregex ".*\.($wanted)" >../list
		while read -r file; do
			name=${file#./*/}
			name=${name//\//_}
			[ ${#name} -le 180 ] || name=${name: -180}
			mv "$file" "$to/$name"
		done <../list
	)
	chmod -R u+rwX "$dir/tmp"
	rm -rf "$dir/tmp"
	touch "$to/.done"
}

bad=0
while read -r package sum size _; do
	case $package in '' | '#'*) continue ;; esac
	case " $sizes " in *" $size "*) ;; *) continue ;; esac
	if bring "$package" "$sum"; then
		unfold "$package" "$archive"
		printf '%-26s %6d files\n' "$package" "$(find "$dir/files/$package" -type f ! -name .done | wc -l)"
	else
		bad=$((bad + 1))
		printf '%-26s not brought\n' "$package"
	fi
done <"$here/sources.txt"
files=$(find "$dir/files" -type f ! -name .done | wc -l)
echo "corpora: $files files in $dir/files, $bad collections missing"
[ "$files" -ne 0 ]
