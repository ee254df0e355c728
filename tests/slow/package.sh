#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# package.sh - the Debian package: lintian, and then in a new Debian 12 (debootstrap): installed, tried, started by a real
# systemd (systemd-nspawn) as the service it is, removed and purged (TAP).
# Usage: package.sh BUILD   Wants root and a mirror of Debian (MIRROR, else deb.debian.org); DEB names a package that is made.
cd "$(dirname "$0")/../.." || exit 1
. tests/e2e/lib.sh
mirror=${MIRROR:-http://deb.debian.org/debian}
root=$work/root
export LC_ALL=C.UTF-8 PATH=$PATH:/usr/sbin:/sbin DEBIAN_FRONTEND=noninteractive

inside() { env -u TMPDIR chroot "$root" "$@"; }

# names: what stands in the new Debian, but for accounts, logs and what apt and dpkg keep for themselves.
names() {
	(cd "$root" && find . -xdev \( -path ./proc -o -path ./sys -o -path ./dev -o -path ./tmp -o -path ./run -o -path ./var/log \
	    -o -path ./var/cache -o -path ./var/lib/apt -o -path ./var/lib/dpkg \) -prune -o -print) |
	    grep -vx './etc/\(passwd\|group\|shadow\|gshadow\)-\|./etc/.pwd.lock' | sort
}

# step TEXT COMMAND...
step() {
	local text=$1
	shift
	if "$@" >"$work/said" 2>&1; then pass "$text"; else tail -n 30 "$work/said" >"$work/why"; fail "$text" "$work/why"; fi
}

for program in dh lintian debootstrap systemd-nspawn; do
	command -v "$program" >/dev/null || { skip 'the package' "$program is not installed"; tap_end; }
done
[ -n "${DEB:-}" ] || step 'make deb' make --no-print-directory BUILD="$build" deb
deb=${DEB:-$(echo "$build"/deb/woostraat_*.deb)}
[ -f "$deb" ] || tap_end
step 'lintian has no error and no warning' lintian --allow-root --fail-on error,warning "$deb"
if [ "$(id -u)" -ne 0 ]; then
	skip 'a new Debian' 'this wants root'
	tap_end
fi
if ! debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus,ca-certificates bookworm "$root" "$mirror" \
    >"$work/said" 2>&1; then
	skip 'a new Debian' "debootstrap did not make one: $(tail -n 1 "$work/said")"
	tap_end
fi

# --- in and out, without having been used --------------------------------------------

cp "$deb" "$root/tmp/woostraat.deb"
cp /etc/resolv.conf "$root/etc/resolv.conf"
# What it depends on comes first, so that what it leaves itself can be seen.
# shellcheck disable=SC2016	# the shell there expands it
step 'what it depends on is in Debian 12' inside sh -c \
    'apt-get -q update && apt-get -qy --no-install-recommends satisfy "$(dpkg-deb -f /tmp/woostraat.deb Depends)"'
names >"$work/before"
step 'it installs' inside dpkg -i /tmp/woostraat.deb
is 'it says its version' "$(inside woostraat --version 2>&1)" "woostraat $(dpkg-deb -f "$deb" Version)"
step 'it has an account of its own' inside id woostraat
is 'its timer is off' "$(inside systemctl is-enabled woostraat.timer 2>&1)" disabled
cp -R "$dossiers/bsn/in" "$root/tmp/bsn"
# A program finds the others beside itself through /proc.
mount -t proc proc "$root/proc"
inside su -s /bin/sh woostraat -c 'cd /tmp && woostraat check --json --strict --organisation Leiden bsn' \
    >"$work/bsn.out" 2>"$work/bsn.err"
is 'as that account a rehearsal holds a burgerservicenummer' \
    "$? $(jq -r 'select(has("dossier")).verdict' "$work/bsn.out" | sort -u)" '1 hold'
umount "$root/proc"
step 'it goes' inside dpkg --remove woostraat
step 'and is purged' inside dpkg --purge woostraat
names >"$work/after"
same 'nothing is left of it but its account' "$work/before" "$work/after"

# --- as a service -------------------------------------------------------------------------

step 'it installs again' inside dpkg -i /tmp/woostraat.deb
w=$root/srv/woo
world "$w"
take "$w"
sed "s|^intake: |&/srv/woo/|; s|^state: .*|state: /var/lib/woostraat|; s|^reports: .*|reports: /srv/woo/verslagen|
    s|portal: |&/srv/woo/|" "$w/woostraat.yaml" >"$root/etc/woostraat/woostraat.yaml"
mkdir "$w/verslagen"
inside chown -R woostraat: /srv/woo/verslagen /srv/woo/portaal
chmod 755 "$w"
# Three nights: folders; a portal whose key nobody handed over; the same with the key, which is of root alone.
cat >"$root/nachten.sh" <<'END'
#!/bin/sh
own=/etc/systemd/system/woostraat.service.d
night() {
	systemctl daemon-reload
	systemctl start --wait woostraat.service
	echo "$1 $? $(cat /var/lib/woostraat/einde)" >>/nachten.txt
}
mkdir $own
printf '[Service]\nExecStopPost=/bin/sh -c "echo $SERVICE_RESULT $EXIT_STATUS $(id -un) >/var/lib/woostraat/einde"\n' >$own/einde.conf
night mappen
sed -i 's|portal: /srv/woo/portaal/leiden$|portal: http://127.0.0.1:9/\n    netrc: credential:proef|' /etc/woostraat/woostraat.yaml
night zonder
echo 'machine 127.0.0.1 login a password b' >/etc/woostraat/proef
chmod 600 /etc/woostraat/proef
printf '[Service]\nLoadCredential=proef:/etc/woostraat/proef\n' >$own/sleutel.conf
night met
journalctl --no-pager -u woostraat.service >/nachten.log
systemctl poweroff
END
chmod 755 "$root/nachten.sh"
printf '[Service]\nType=oneshot\nExecStart=/nachten.sh\n' >"$root/etc/systemd/system/nachten.service"
mkdir -p "$root/etc/systemd/system/multi-user.target.wants"
ln -s ../nachten.service "$root/etc/systemd/system/multi-user.target.wants/"
# nspawn's own list of system calls lacks Landlock's; a machine has no such list.
timeout 400 systemd-nspawn --register=no --keep-unit --link-journal=no --private-network -D "$root" --boot \
    --system-call-filter='landlock_create_ruleset landlock_add_rule landlock_restrict_self' </dev/null >"$work/boot" 2>&1
if [ -s "$root/nachten.txt" ]; then
	is 'as a service: what is held is a success (1), a key that is not there a failure (78), credentials are read' \
	    "$(cat "$root/nachten.txt")" "$(printf '%s\n' 'mappen 0 success 1 woostraat' 'zonder 1 exit-code 78 woostraat' \
	    'met 0 success 1 woostraat')"
	run=$(echo "$w"/verslagen/*-run-1/dossiers.jsonl)
	is 'all walls stand within the service' "$(jq -r 'select(has("run")).sandbox.walls[] | select(.stands | not).name' "$run")" ''
	cp -R "$w/portaal" "$work/stands"
	world "$work/w"
	take "$work/w"
	night "$work/w" here
	verdicts='select(has("dossier")) | "\(.organisation)/\(.dossier) \(.verdict)"'
	jq -r "$verdicts" "$run" | sort >"$work/there"
	jq -r "$verdicts" "$work/here.out" | sort >"$work/here"
	same 'its verdicts are those of a run without all that' "$work/here" "$work/there"
	(cd "$work/w/portaal" && find . -type f) | sort >"$work/here"
	(cd "$work/stands" && find . -type f) | sort >"$work/there"
	same 'and so is what became public' "$work/here" "$work/there"
	has 'which is something' "$work/there" 'zip'
else
	skip 'as a service' "systemd-nspawn does not start systemd here: $(tail -n 1 "$work/boot")"
fi

# --- out, having been used --------------------------------------------------------------------

rm -rf "$root/etc/systemd/system/nachten.service" "$root/etc/systemd/system/multi-user.target.wants/nachten.service"
mkdir -p "$root/var/lib/woostraat/kluis"
step 'it is purged' inside dpkg --purge woostraat
is 'settings, keys and records stay' \
    "$(cd "$root" && find etc/woostraat var/lib/woostraat -maxdepth 1 | grep -c 'woostraat.yaml$\|kluis$')" 2
tap_end
