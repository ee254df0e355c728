# SPDX-License-Identifier: EUPL-1.2
"""ere.py - 212 rules as a scripter would write them for `grep -icE -f`, a file for each category.

    ere.py FOLDER

The words are those of templates/rules: of each category the first twelve runs of letters that a pattern spells out, as a
word or with something between two of them; and what finds personal data.  No translation of our rules, which also have
parts, weights and exceptions that grep has not: less work for grep than ours do.
"""
import glob, os, re, sys

LETTERS = re.compile(r"(?<![\\\[{])\b[a-zë][a-zë]+(?: [a-zë]+)*")
OTHERS = [r"\b[0-9]{9}\b", r"\b[1-9][0-9]{3} ?[A-Z]{2}\b", r"\bNL[0-9]{2} ?[A-Z]{4}( ?[0-9]){10}\b",
          r"[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,10}", r"\b0[1-9][0-9-]{8,9}\b", r"\bartikel 5\.[12]\b", r"\bart\. ?[0-9]+",
          r"\bgeboren op [0-9]{1,2}"]
for path in sorted(glob.glob("templates/rules/[123][a-l1]-[!u]*.yaml")):
    found = []
    with open(path, encoding="utf-8") as f:
        for line in f:
            if m := re.match(r"\s+(?:- )?pattern: '(.*)'\s*$", line):
                found += [w for w in LETTERS.findall(re.sub(r"\[[^\]]*\]|\{[^}]*\}|\\.", "|", m.group(1))) if len(w) > 5]
    found = list(dict.fromkeys(found))[:12]
    rules = [rf"\b{w}\b" for w in found[:9]] + [rf"\b{w}.*\b{found[0]}" for w in found[9:]]
    with open(f"{sys.argv[1]}/{os.path.basename(path)[:-5]}", "w", encoding="utf-8") as f:
        f.write("\n".join(rules) + "\n")
with open(f"{sys.argv[1]}/31-persoonsgegevens", "w", encoding="utf-8") as f:
    f.write("\n".join(OTHERS) + "\n")
