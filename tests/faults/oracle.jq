# SPDX-License-Identifier: EUPL-1.2
# oracle.jq - what a fake bank has, held to what may be there: a line for each fault, "lost", "dup" or "leak" first.
#
# Input: its __state.  $held: the title, id and sha256 of what the gate held back; $may: the sha256 that it let through.
# $last: nothing is under way any more, and $want is the one file that must be public; "": it was taken back.

def public: .status == "gepubliceerd" and (.deleted | not);
. as $bank
| [.publications[] | select(public)] as $shown
| (.publications[] | select(.title == $held.title or any(.kenmerken[]; .kenmerk == $held.id))
	| "leak\ta record of the held dossier: \(.uuid) \(.status)"),
  (.documents[] | select(.sha256 == $held.sha256) | "leak\tthe file of the held dossier: \(.uuid) \(.status)"),
  (.documents[] | select(.whole and (.sha256 | IN($may[]) | not)) | "leak\tbytes that never passed: \(.uuid) \(.status)"),
  (.documents[] | select(public) | . as $d | select([$bank.publications[] | select(.uuid == $d.publication and .public > 0)] == [])
	| "leak\ta public document of a record that is not: \(.uuid)"),
  (if ($shown | length) > 1 then "dup\tpublic \($shown | length) times" else empty end),
  (if $last and $want == "" then
	($shown[] | "leak\tstill public: \(.uuid)"),
	($bank.documents[] | select(public) | "leak\ta document is still public: \(.uuid)")
  elif $last then
	(if ($shown | length) == 0 then "lost\tnot public" else empty end),
	([.publications[].public] | add // 0 | if . > 1 then "dup\tmade public \(.) times" else empty end),
	(.publications[] | select(.status == "concept" and (.deleted | not)) | "dup\ta concept is left: \(.uuid)"),
	($shown[] | .uuid as $record | [$bank.documents[] | select(.publication == $record and public)]
		| (if map(select(.whole).sha256) | index($want) then empty else "lost\tpublic without its file" end),
		  (if length > 1 then "dup\t\(length) documents are public, \(map(select(.whole)) | length) of them whole" else empty end),
		  (.[] | select(.whole and .sha256 != $want) | "leak\ta file of an earlier time is public: \(.uuid)"))
  else empty end)
