#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# real_servers.sh - files at places that others made: nginx with WebDAV, nginx with PUT alone, OpenSSH with SFTP, and a
# folder.  Put, replace, look, take back, switch; killed half-way; a file of 6 GiB in constant memory (TAP).
# Usage: real_servers.sh BUILD
cd "$(dirname "$0")/../.." || exit 1
. tests/e2e/lib.sh
. tests/slow/servers.sh
# shellcheck disable=SC2317	# lib.sh calls it
script_end() { nginx_down; }

order() {	# order KIND STEP URL [ARGUMENT...]: $said is its line
	local keys=()
	[ "${3#sftp:}" = "$3" ] || keys=(--netrc "$work/ssh/netrc" --token "$work/ssh/key")
	said=$("$build/tests/deliver" "$@" "${keys[@]}" 2>"$work/deliver.err")
	rc=$?
}

# wanted TEXT ANSWER FOUND
wanted() {
	if [ "${said% *}" = "$2 $3" ]; then pass "$1"; else echo "$said" >>"$work/deliver.err"; fail "$1" "$work/deliver.err"; fi
}

nginx_up || skip 'nginx' 'nginx-light and libnginx-mod-http-dav-ext are not installed, or do not start'
sshd_up || skip 'sshd' 'openssh-server is not installed, or does not start'
mkdir "$work/map" "$work/schijf"
places=("map file://$work/map/ $work/map")
[ -z "$dav_url" ] || places+=("webdav $dav_url $work/dav" "put $plain_url $work/plain")
[ -z "$sftp_url" ] || places+=("sftp $sftp_url $work/sftp")

head -c 300007 /dev/urandom >"$work/een.zip"
head -c 1000 /dev/urandom >"$work/twee.zip"
for place in "${places[@]}"; do
	read -r name url dir <<<"$place"
	order drop find "$url" --name b.zip "$work/een.zip"
	wanted "$name: niets" sent nothing
	order drop publish "$url" --name b.zip "$work/een.zip"
	wanted "$name: gezet" sent same
	is "$name: het zijn de bytes" "$(sha256sum <"$dir/b.zip")" "$(sha256sum <"$work/een.zip")"
	order drop publish "$url" --name b.zip "$work/een.zip"
	wanted "$name: nog eens" same same
	order drop publish "$url" --name b.zip "$work/twee.zip"
	wanted "$name: vervangen" sent same
	is "$name: door de andere" "$(sha256sum <"$dir/b.zip")" "$(sha256sum <"$work/twee.zip")"
	is "$name: er ligt niets anders" "$(find "$dir" -type f | wc -l)" 1
	order drop publish "${url%/}/er-niet/" --name b.zip "$work/twee.zip"
	# The second nginx makes folders by itself.
	[ "$name" = put ] || is "$name: een map die er niet is, wordt niet gemaakt" "$(ls "$dir")" b.zip
	rm -r "$dir/b.zip" "$dir/er-niet" 2>/dev/null
done

# --- a site --------------------------------------------------------------------------

one=aaaaaaaa-0000-5000-8000-000000000001
dossier=11111111-2222-5333-8444-555555555555
printf '<p>dossier' >"$work/blad.html"
printf '<p>ingetrokken' >"$work/weg.html"
jq -n --arg sha "$(sha256sum <"$work/een.zip" | cut -c1-64)" --arg d "$dossier" --arg i "$one" '{id: $d, documents: [{id: $i,
	public: "bijlage.zip", format: "application/zip", bytes: 300007, sha256: $sha}]}' >"$work/plan"
# listing FILE...: bring them and switch
listing() {
	local f
	for f; do
		order site list "$url" --name "$f" "$work/lijst/$f"
		[ $rc -eq 0 ] || return
	done
	(cd "$work/lijst" && sha256sum "$@") | jq -Rn '{files: [inputs | split("  ") | {path: .[1], sha256: .[0]}]}' >"$work/files"
	order site switch "$url" --plan "$work/files"
}
mkdir -p "$work/lijst/sitemaps"
echo een >"$work/lijst/index.html"
echo '<een/>' >"$work/lijst/sitemaps/a-1.xml"
echo '<twee/>' >"$work/lijst/sitemaps/a-2.xml"
for place in "${places[@]}"; do
	read -r name url dir <<<"$place"
	root=$dir waits=same
	if [ "$name" = map ]; then root=$dir/nu waits=concept; fi
	order site document "$url" --plan "$work/plan" --doc 0 "$work/een.zip"
	wanted "$name: document" sent $waits
	order site publish "$url" --plan "$work/plan" "$work/blad.html"
	wanted "$name: blad" sent $waits
	order site seen "$url" --plan "$work/plan" "$work/blad.html"
	wanted "$name: staat er" sent $waits
	listing index.html sitemaps/a-1.xml
	wanted "$name: lijst" sent same
	order site seen "$url" --plan "$work/plan" "$work/blad.html"
	wanted "$name: te zien" sent same
	is "$name: het document" "$(sha256sum <"$root/documenten/$one/bijlage.zip")" "$(sha256sum <"$work/een.zip")"
	echo twee >"$work/lijst/index.html"
	listing index.html sitemaps/a-2.xml
	wanted "$name: nieuwe lijst" sent same
	is "$name: de oude sitemap is weg" "$(ls "$root/sitemaps")" a-2.xml
	order site withdraw "$url" --plan "$work/plan" "$work/weg.html"
	wanted "$name: ingetrokken" sent withdrawn
	is "$name: het document is nergens meer" "$(find "$dir/" -name bijlage.zip | wc -l)" 0
	is "$name: het blad zegt het" "$(cat "$root/dossiers/$dossier/index.html")" '<p>ingetrokken'
	is "$name: geen delen" "$(find "$dir/" -name '*.deel' | wc -l)" 0
	echo een >"$work/lijst/index.html"
done

# --- killed half-way -------------------------------------------------------------------

truncate -s 300M "$work/groot.zip"
for place in "${places[@]}"; do
	read -r name url dir <<<"$place"
	bad=
	for wait in 0.05 0.15 0.3; do
		keys=()
		[ "$name" != sftp ] || keys=(--netrc "$work/ssh/netrc" --token "$work/ssh/key")
		"$build/tests/deliver" drop document "$url" --name groot.zip "$work/groot.zip" "${keys[@]}" >"$work/out" 2>&1 &
		pid=$!
		sleep "$wait"
		kill -KILL $pid 2>/dev/null
		wait $pid 2>/dev/null
		if [ -e "$dir/groot.zip" ] && ! cmp -s "$dir/groot.zip" "$work/groot.zip"; then bad="$bad $wait"; fi
	done
	is "$name: wie halverwege sterft, laat geen half bestand" "$bad" ''
	order drop publish "$url" --name groot.zip "$work/groot.zip"
	is "$name: de volgende zet het heel" "${said#* }" "same ${said##* }"
	rm -f "$dir/groot.zip"
	find "$dir" -maxdepth 1 -name '.groot*' -delete
done
rm "$work/groot.zip"

# --- whom we do not know ----------------------------------------------------------------

if [ -n "$sftp_url" ]; then
	url=$sftp_url
	sed -i "s| ssh-ed25519 .*| $(cut -d' ' -f1,2 "$work/ssh/another.pub")|" "$work/ssh/key.known_hosts"
	order drop publish "$url" --name b.zip "$work/een.zip"
	wanted 'sftp: een andere sleutel dan die bekend is' away unknown
	printf '%s %s\n' "$(cut -d' ' -f1 "$work/ssh/key.known_hosts")" "$(cut -d' ' -f1,2 "$work/ssh/host.pub")" >"$work/ssh/bekend"
	order drop publish "$url" --name c.zip "$work/een.zip" --known-hosts "$work/ssh/bekend"
	is 'sftp: waar de sleutel staat, zeggen de instellingen' "${said%% *}" sent
	: >"$work/ssh/key.known_hosts"
	order drop publish "$url" --name b.zip "$work/een.zip"
	wanted 'sftp: een server die niet bekend is' away unknown
	is 'sftp: er is niets verzonden' "$(find "$work/sftp" -maxdepth 1 -name '*b.zip*')" ''
fi

# --- 6 GiB ------------------------------------------------------------------------------

if [ -n "$plain_url" ] && [ "$(df -Pk "$work" | awk 'NR == 2 { print $4 }')" -gt $((14 << 20)) ]; then
	truncate -s 6G "$work/zes.zip"
	order drop document "$plain_url" --name zes.zip "$work/zes.zip"
	wanted '6 GiB: aangenomen' sent unknown
	is '6 GiB: zo groot staat het er' "$(stat -c %s "$work/plain/zes.zip")" $((6 << 30))
	most=$(sed -n 's/^most memory: \([0-9]*\) KiB/\1/p' "$work/deliver.err")
	if [ "$most" -lt 65536 ]; then pass "6 GiB: in constant geheugen ($most KiB)"; else fail "6 GiB: $most KiB geheugen"; fi
	rm -f "$work/plain/zes.zip"
else
	skip '6 GiB' 'no nginx, or less than 14 GiB of disk'
fi
tap_end
