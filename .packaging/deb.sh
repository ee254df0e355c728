#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# deb.sh - make the Debian package from a copy of the sources, in BUILD/deb; `make deb` calls it.
# Usage: deb.sh VERSION BUILD
set -eu
version=$1 build=$2
cd "$(dirname "$0")/.."
dir=$build/deb/woostraat-$version
rm -rf "$build/deb"
mkdir -p "$dir/tests"
cp -R Makefile .packaging LICENSE README.md SECURITY.md CHANGES publiccode.yml cmd docs pipeline templates "$dir/"
cp -R tests/portal tests/packages.sh "$dir/tests/"
mv "$dir/.packaging/debian" "$dir/debian"
mkdir "$dir/debian/source"
mv "$dir/debian/source-format" "$dir/debian/source/format"
# The whole text of the licence, since Debian's common licences have not this one.
{ cat "$dir/debian/copyright.in"; sed 's/^/ /; s/^ *$/ ./' LICENSE; } >"$dir/debian/copyright"
rm "$dir/debian/copyright.in"
chmod +x "$dir/debian/rules"
found=$(sed -n '1s/^woostraat (\(.*\)) .*/\1/p' "$dir/debian/changelog")
if [ "$found" != "$version" ]; then
	echo "deb.sh: .packaging/debian/changelog says $found, the Makefile $version" >&2
	exit 1
fi
# Without what a surrounding make passes down: its BUILD and PREFIX are not those of the package.
unset MAKEFLAGS MFLAGS MAKEOVERRIDES DESTDIR PREFIX BUILD UNITDIR DOCDIR
# Cores are never made, so no package of symbols either.
export DEB_BUILD_OPTIONS="${DEB_BUILD_OPTIONS:-} noautodbgsym"
(cd "$dir" && dpkg-buildpackage --build=binary --unsigned-source --unsigned-changes) >"$build/deb/log" 2>&1 || {
	tail -n 40 "$build/deb/log" >&2
	exit 1
}
ls "$build"/deb/*.deb
