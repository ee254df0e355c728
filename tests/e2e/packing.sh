#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# packing.sh - bundle: tar.zst in the settings: what goes out, the same bytes each time, and what was public stays what it was.
# shellcheck source-path=SCRIPTDIR
. "$(dirname "$0")/lib.sh"

# names DIR: the names at the portal.
names() {
	(cd "$1/portaal" && find . -type f -printf '%P\n' | sort)
}

world "$work/w"
sed -i '/^patience:/a bundle: tar.zst' "$work/w/woostraat.yaml"
take "$work/w" convenant raadsvoorstel
night "$work/w" first
published=$(total first published)
if [ "$published" -gt 0 ]; then pass "published as tar.zst"; else fail "nothing was published" "$work/first.err"; fi
is "all of it is tar.zst" "$(names "$work/w" | grep -vc '\.tar\.zst$')" 0
woo verify bundle verify --json "$work"/w/portaal/*/*.tar.zst
is "and a valid bag" "$rc $(jq -r 'select(.valid and (.faults | length == 0)) | .bag' "$work/verify.out" | wc -l)" "0 $(names "$work/w" | wc -l)"
find "$work/w/portaal" -name '*.tar.zst' -exec zstd -tq {} \; 2>"$work/faults"
empty "zstd finds them whole" "$work/faults"
digests "$work/w/portaal" >"$work/bundles.1"
night "$work/w" again
is "a second run sends nothing" "$(total again published) $(total again unchanged)" "0 $published"

cp -Rp "$work/w/intake" "$work/intake.copy"
world "$work/v"
sed -i '/^patience:/a bundle: tar.zst' "$work/v/woostraat.yaml"
rm -rf "$work/v/intake"
mv "$work/intake.copy" "$work/v/intake"
(umask 077 && TZ=Pacific/Kiritimati LANG=tr_TR.UTF-8 LC_ALL=C woo elsewhere run --json --config "$work/v/woostraat.yaml" --now "$now")
digests "$work/v/portaal" >"$work/bundles.2"
same "the same bytes in another zone and language, with another umask" "$work/bundles.1" "$work/bundles.2"

# The setting changes: what is public keeps its archive, what is new gets the other.
names "$work/w" >"$work/names.1"
sed -i 's/^bundle: .*/bundle: zip/' "$work/w/woostraat.yaml"
take "$work/w" motie-amendement
night "$work/w" changed
is "nothing that was public is sent again" "$(total changed unchanged)" "$published"
names "$work/w" >"$work/names.2"
is "one bundle more" "$(comm -13 "$work/names.1" "$work/names.2" | wc -l)" 1
is "and that is a ZIP" "$(comm -13 "$work/names.1" "$work/names.2" | sed 's/.*\.//')" zip
is "none is gone" "$(comm -23 "$work/names.1" "$work/names.2" | wc -l)" 0
sed -i 's/^titel: .*/&, herzien/' "$work/w/intake/leiden/2026-0093 Convenant veilig uitgaan/dossier.yaml"
night "$work/w" revised
if [ "$(total revised published)" -gt 0 ]; then pass "the revision is sent"; else fail "the revision is sent" "$work/revised.err"; fi
names "$work/w" >"$work/names.3"
same "a revision of what is public as tar.zst keeps its name" "$work/names.2" "$work/names.3"
woo verify bundle verify "$work"/w/portaal/*/*
is "and all are valid" "$rc" 0

# One organisation says something else.
world "$work/o"
sed -i 's|^    portal: portaal/leiden$|&\n    bundle: tar.zst|' "$work/o/woostraat.yaml"
take "$work/o"
night "$work/o" own
is "only Leiden has tar.zst" "$(names "$work/o" | sed -n 's|\(.*\)/.*\.tar\.zst$|\1|p' | sort -u)" leiden
is "and no ZIP" "$(names "$work/o" | grep -c '^leiden/.*\.zip$')" 0
if [ "$(names "$work/o" | grep -c '\.zip$')" -gt 0 ]; then pass "the others have ZIP"; else fail "the others have ZIP"; fi
tap_end
