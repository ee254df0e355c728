# SPDX-License-Identifier: EUPL-1.2
# contract.jq - what exchanges with a GPP-publicatiebank break of contract.json, a line each; nothing when they keep it.
#
#	jq -r --slurpfile contract contract.json -f contract.jq RECORD
#
# RECORD holds a line of JSON for each exchange (gpp_record.h).  An answer that a script made up is not looked at.

$contract[0] as $c

# The part of JSON Schema that contract.json uses.
| def check($schema; $at):
	. as $v | (if $schema | has("$ref") then $c.types[$schema["$ref"]] else $schema end) as $s | ($v | type) as $t
	| if ($s | has("type")) and ([$s.type] | flatten | any(. == $t or (. == "integer" and $t == "number" and $v == ($v | floor))) | not)
	  then "\($at): \($t)" else
		(if $s | has("enum") then (if $s.enum | index([$v]) == null and ($s.enum | any(. == $v) | not) then "\($at): no such choice" else empty end) else empty end),
		(if $t == "string" then
			(if ($s | has("maxLength")) and ($v | length) > $s.maxLength then "\($at): longer than \($s.maxLength)" else empty end),
			(if ($s | has("minLength")) and ($v | length) < $s.minLength then "\($at): empty" else empty end),
			(if ($s | has("pattern")) and ($v | test($s.pattern) | not) then "\($at): not like \($s.pattern)" else empty end),
			(if $v | explode | any(. == 0) then "\($at): NUL" else empty end)
		elif $t == "number" then
			(if ($s | has("minimum")) and $v < $s.minimum then "\($at): below \($s.minimum)" else empty end),
			(if ($s | has("maximum")) and $v > $s.maximum then "\($at): above \($s.maximum)" else empty end)
		elif $t == "array" then
			(if ($s | has("maxItems")) and ($v | length) > $s.maxItems then "\($at): more than \($s.maxItems)" else empty end),
			(if ($s | has("minItems")) and ($v | length) < $s.minItems then "\($at): fewer than \($s.minItems)" else empty end),
			(if $s.uniqueItems == true and ($v | unique | length) != ($v | length) then "\($at): twice the same" else empty end),
			(if $s | has("items") then ($v | to_entries[] | .key as $i | .value | check($s.items; "\($at)[\($i)]")) else empty end)
		elif $t == "object" then
			($s.required // [] | .[] | select(. as $k | $v | has($k) | not) | "\($at).\(.): required"),
			($v | to_entries[] | .key as $k | if ($s.properties // {}) | has($k)
				then .value | check($s.properties[$k]; "\($at).\($k)")
				elif $s.additionalProperties == false then "\($at).\($k): unknown" else empty end)
		else empty end)
	  end;

def request($route):
	(if .token then empty else "no key" end),
	(if .audit then empty else "an audit header lacks, or is not ASCII" end),
	(.query | check($route.query; "query")),
	(if $route.body != null then
		if .json and .length then .body | check({"$ref": $route.body}; "body") else "body: no JSON with a length" end
	elif .body != null then "body: one where none belongs" else empty end),
	(if $route.multipart == true and (.multipart and .length and .part > 0 | not) then "body: no multipart with a length and one file" else empty end),
	# All that is required goes with the status that makes it public (contract 6.2).
	(if $route.publishing != null and .body.publicatiestatus == "gepubliceerd" then
		.body | check({"$ref": $route.publishing}; "body to publish")
	else empty end);

def reply($route):
	((.status | tostring) as $s | if $route.replies | has($s) then [$route.replies[$s]] elif $c.always | has($s) then [$c.always[$s]]
		else "unknown" end) as $kind
	| if $kind == "unknown" then "status \(.status): not in the contract"
	elif $kind == [null] then (if .reply == null and .html == false then empty else "reply: there is one" end)
	elif $kind == ["html"] then (if .html then empty else "reply: no HTML" end)
	elif $kind == ["bytes"] then (if .reply == null and .bytes > 0 then empty else "reply: no bytes" end)
	elif .html and .status == 500 then empty
	else (.reply | check({"$ref": $kind[0]}; "reply")) end;

. as $x
| [$c.routes[] | select(.method == $x.method and (.path as $p | $x.path | test($p)))] as $routes
| if ($routes | length) != 1 then "no such request" else
	request($routes[0]), (if has("fault") then empty else reply($routes[0]) end)
  end
| "\($x.method) \($x.path) \($x.status): \(.)"
