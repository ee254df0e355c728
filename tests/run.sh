#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# run.sh - run every test of the project, two at a time, and count.
# Usage: run.sh BUILD [--slow | NAME...]   NAME: a unit test (test_base) or a script (golden); none: all.
# --slow: only what asks for real servers, tests/slow/*.sh; those are in no other run but by their names.
# Each test speaks TAP.  Last line: "N passed, N failed, N skipped"; exit 1 when one failed.
set -u
build=$1
shift
out=$build/check
rm -rf "$out"
mkdir -p "$out"
export LC_ALL=C.UTF-8 CMOCKA_MESSAGE_OUTPUT=TAP
# Freed and fresh memory holds rubbish, another each time.
MALLOC_PERTURB_=$(($(date +%s) % 255 + 1))
export MALLOC_PERTURB_
# With a sanitizer too, memory that is refused is refused, and no end of the program.
export ASAN_OPTIONS=allocator_may_return_null=1${ASAN_OPTIONS:+:$ASAN_OPTIONS}

# One test: its output to a file, a failure of the program itself counted as a failed test.
cat >"$out/one.sh" <<'EOF'
#!/bin/sh
build=$1 test=$2 out=$3
name=$(basename "$test" .sh)
case $test in
*.sh) timeout 900 "$test" "$build" >"$out/$name.tap" 2>"$out/$name.err" ;;
*) timeout 900 "$test" >"$out/$name.tap" 2>"$out/$name.err" ;;
esac
rc=$?
# cmocka writes "not ok N # SKIP name" for what it left out.
sed -i 's/^not ok \([0-9]* *# SKIP\)/ok \1/' "$out/$name.tap"
if [ $rc -ne 0 ] && ! grep -q '^not ok' "$out/$name.tap"; then
	echo "not ok - $name ended with $rc" >>"$out/$name.tap"
elif ! grep -q '^\(not \)\{0,1\}ok' "$out/$name.tap"; then
	echo "not ok - $name tested nothing" >>"$out/$name.tap"
fi
EOF
chmod +x "$out/one.sh"
if [ $# -eq 0 ]; then
	set -- "$build"/tests/test_* tests/e2e/*.sh tests/sql/engines.sh tests/model/quick.sh tests/fuzz/replay.sh tests/lint/walls.sh tests/lint/tables.sh
elif [ "$1" = --slow ]; then
	set -- tests/slow/*.sh
else
	all=
	for name; do
		if [ -x "$build/tests/$name" ]; then all="$all $build/tests/$name"
		else all="$all $(echo tests/*/"$name".sh)"; fi
	done
	# shellcheck disable=SC2086
	set -- $all
fi
for test; do
	case $test in *.d | */lib.sh | */servers.sh | tests/bench/*) continue ;; esac
	if [ -x "$test" ]; then
		printf '%s
' "$test"
	else
		name=$(basename "$test" .sh)
		echo "not ok - $test is no program that may be executed" >"$out/$name.tap"
		: >"$out/$name.err"
	fi
done | xargs -P2 -I{} "$out/one.sh" "$build" {} "$out"
for tap in "$out"/*.tap; do
	name=$(basename "$tap" .tap)
	good=$(grep '^ok' "$tap" | grep -vc '# SKIP')
	bad=$(grep -c '^not ok' "$tap")
	printf '%-20s %4d ok, %d not ok\n' "$name" "$good" "$bad"
	if [ "$bad" -ne 0 ]; then
		grep -A8 '^not ok' "$tap" | sed 's/^/    /'
		tail -n 40 "$out/$name.err" | sed 's/^/    /'
	fi
done
passed=$(cat "$out"/*.tap | grep '^ok' | grep -vc '# SKIP')
failed=$(cat "$out"/*.tap | grep -c '^not ok')
skipped=$(cat "$out"/*.tap | grep -c '^ok.*# SKIP')
cat "$out"/*.tap | grep '^ok.*# SKIP' | sed 's/^/    /'
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
