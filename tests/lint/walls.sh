#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# walls.sh - each program links only what its site may touch: by library and by symbol (TAP).
# Usage: walls.sh BUILD
set -u
build=$1
cd "$(dirname "$0")/../.." || exit 1
. tests/lint/lib.sh
export LC_ALL=C

# Of each program: the libraries it loads, and its symbols, defined or not (what is linked statically shows there only).
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
for program in woostraat woostraat-worker woostraat-upload woostraat-portal; do
	readelf -d "$build/$program" | sed -n 's/.*(NEEDED).*\[\(.*\)\]$/\1/p' >"$tmp/$program.libraries"
	{ nm "$build/$program"; nm -D "$build/$program"; } | awk '{ sub(/@.*/, "", $NF); print $NF }' | sort -u \
	    >"$tmp/$program.symbols"
done

no_library()
{
	program=$1
	shift
	for lib; do
		tap "$program does not load $lib" "$(grep -E "^$lib(-[0-9.]+)?\.so" "$tmp/$program.libraries")"
	done
}

no_symbol()
{
	program=$1
	shift
	for prefix; do
		tap "$program has no $prefix symbol" "$(grep -E "^$prefix" "$tmp/$program.symbols" | head -5)"
	done
}

# The eyes of this test: it must see what is known to be there.
sees()
{
	tap "sees $3 in $1 ($2)" "$(grep -qE "$3" "$tmp/$1.$2" || echo "not found: is $build/$1 stripped or not built?")"
}

sees woostraat libraries '^libsqlite3\.so'
sees woostraat symbols '^sqlite3_'
sees woostraat-worker libraries '^libxml2\.so'
sees woostraat-worker symbols '^xml[A-Z]'
sees woostraat-worker symbols '^fz_'
sees woostraat-worker symbols '^archive_'
sees woostraat-worker symbols '^magic_'
sees woostraat-worker libraries '^libgmime-3\.0\.so'
sees woostraat-worker libraries '^libgsf-1\.so'
sees woostraat-worker symbols '^g_mime_'
sees woostraat-worker libraries '^libqpdf\.so'
sees woostraat-worker symbols '^qpdf_'
sees woostraat-worker libraries '^libseccomp\.so'
sees woostraat-upload libraries '^libcurl\.so'
sees woostraat-upload libraries '^libseccomp\.so'
sees woostraat-upload symbols '^curl_'

parsers='libxml2 libxslt libexslt libarchive libmupdf libmagic libpcre2-8 libfreetype libmujs libgumbo libopenjp2
	libjbig2dec libjpeg libuchardet libz libgmime libgsf libgobject libglib libqpdf'
parser_names='xml[A-Z] html[A-Z] xslt[A-Z] archive_ fz_ pdf_ magic_ pcre2_ uchardet_ FT_ g_mime_ gsf_ g_object_ qpdf_'

# The supervisor: state and order, no document bytes and no network.
# shellcheck disable=SC2086	# lists of words
no_library woostraat $parsers libcurl libssl libseccomp
# shellcheck disable=SC2086
no_symbol woostraat $parser_names curl_ 'connect$' 'getaddrinfo$'

# The worker: document bytes, no state and no network.
no_library woostraat-worker libsqlite3 libcurl libssl libnghttp2
no_symbol woostraat-worker sqlite3_ curl_ SSL_ 'connect$' 'getaddrinfo$' store_ portal_

# The uploader: network and keys, no state and no parsers.
# shellcheck disable=SC2086
no_library woostraat-upload $parsers libsqlite3 libcyaml libyaml
# shellcheck disable=SC2086
no_symbol woostraat-upload $parser_names sqlite3_ cyaml_ yaml_ store_ vault_

# The portal of rehearsals: a server, no state, no parsers, and it asks nobody.
# shellcheck disable=SC2086
no_library woostraat-portal $parsers libsqlite3 libcyaml libyaml libcurl
# shellcheck disable=SC2086
no_symbol woostraat-portal $parser_names sqlite3_ cyaml_ yaml_ curl_ store_ vault_ 'connect$' 'getaddrinfo$'
sees woostraat-portal libraries '^libmicrohttpd\.so'

# Memory that fails ends who asked so, in its shared libraries too: those must find our malloc first (base/heap.c).
# A sanitizer has a malloc of its own.
for program in woostraat woostraat-worker woostraat-upload; do
	[ "$(nm "$build/$program" | grep -c ' __asan_init$')" = 0 ] || continue
	tap "the libraries of $program ask its own malloc" "$(for name in malloc calloc realloc memalign aligned_alloc \
	    posix_memalign; do
		nm -D --defined-only "$build/$program" | grep -q " T $name$" || echo "$name is not exported"
	done)"
done

tap_end
