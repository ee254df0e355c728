#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# packages.sh - install the Debian packages that are missing.  With `lint`, those of the checkers too; with `fuzz`, those
# of fuzzing; with `deb`, what makes our own package; with `slow`, the real servers and what tries that package; with
# `corpora`, the programs that recall is compared with; with `bench`, what makes its documents and what it is held against.
set -eu
build="gcc libc6-dev make pkg-config libxml2-dev libxslt1-dev libarchive-dev libpcre2-dev libcyaml-dev libyaml-dev
	libjansson-dev libsqlite3-dev libssl-dev libcurl4-openssl-dev libmagic-dev libutf8proc-dev libuchardet-dev
	libmupdf-dev libfreetype-dev libharfbuzz-dev libmujs-dev libgumbo-dev libopenjp2-7-dev libjbig2dec0-dev
	libjpeg-dev zlib1g-dev libgmime-3.0-dev libgsf-1-dev libseccomp-dev libxlsxwriter-dev libqpdf-dev
	libmicrohttpd-dev libgnutls28-dev gettext tzdata cmark-gfm"
tests="libcmocka-dev libxml2-utils unzip jq curl binutils spin
	sqlite3 postgresql-15 bsdutils procps systemd tesseract-ocr tesseract-ocr-nld zip zstd"
deb="debhelper dpkg-dev fakeroot"
slow="nginx-light libnginx-mod-http-dav-ext openssh-server openssh-client curl $deb lintian debootstrap systemd-container"
corpora="poppler-utils pandoc libreoffice-writer libreoffice-calc libreoffice-impress"
bench="nginx-light libnginx-mod-http-dav-ext curl file zip poppler-utils mupdf-tools python3 hyphen-nl fonts-liberation fonts-crosextra-carlito"
# Either of two packages has LibreOffice, and they do not go together.
command -v soffice >/dev/null 2>&1 || bench="$bench libreoffice-writer-nogui"
fuzzers="clang libclang-rt-14-dev"
checkers="clang-tidy clang-format cppcheck codespell shellcheck mandoc"
wanted="$build $tests"
[ "${1:-}" != lint ] || wanted="$wanted $checkers"
[ "${1:-}" != slow ] || wanted="$wanted $slow"
[ "${1:-}" != deb ] || wanted="$wanted $deb"
[ "${1:-}" != corpora ] || wanted="$wanted $corpora"
[ "${1:-}" != bench ] || wanted="$wanted $bench"
[ "${1:-}" != fuzz ] || wanted="$wanted $fuzzers"
missing=
for package in $wanted; do
	if ! dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed'; then
		missing="$missing $package"
	fi
done
[ -n "$missing" ] || exit 0
echo "Ontbrekende pakketten worden geïnstalleerd:$missing"
sudo=
if [ "$(id -u)" -ne 0 ]; then
	if ! command -v sudo >/dev/null 2>&1; then
		echo "Dit vraagt rechten van root: apt-get install$missing" >&2
		exit 1
	fi
	sudo=sudo
fi
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086	# a list of words is meant
$sudo apt-get update -qq && $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
