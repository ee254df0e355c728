#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""words.py - recall and precision of our text against the words that two of three programs attest.

Usage: words.py FOLDER COUNT   For each document N of 1..COUNT: FOLDER/N.ours, N.poppler and, where it is, N.mutool.
Words of three letters or more, as multisets, document by document.  With two programs a word counts that both have, so
recall says nothing then, and is not printed.
"""
import collections
import os
import re
import sys

WORD = re.compile(r"[^\W\d_]{3,}")


def words(path):
    if not os.path.exists(path):
        return None
    with open(path, encoding="utf-8", errors="replace") as f:
        return collections.Counter(word.lower() for word in WORD.findall(f.read()))


def main():
    folder, count = sys.argv[1], int(sys.argv[2])
    both = want = have = 0
    worst = (2.0, "")
    three = False
    for i in range(1, count + 1):
        ours = words(f"{folder}/{i}.ours")
        others = [words(f"{folder}/{i}.{name}") for name in ("poppler", "mutool")]
        others = [other for other in others if other is not None]
        # What we hold back as unread is nobody's text, and no word was missed without a finding.
        if ours is None or not others:
            continue
        three = three or len(others) == 2
        agreed = collections.Counter()
        for word in set().union(ours, *others):
            agreed[word] = sorted([ours[word]] + [other[word] for other in others])[-2]
        found = sum((ours & agreed).values())
        both += found
        want += sum(agreed.values())
        have += sum(ours.values())
        if sum(agreed.values()) >= 20:
            worst = min(worst, (found / sum(agreed.values()), str(i)))
    if three and want:
        print(f"text_recall {100 * both / want:.2f}")
        print(f"document {worst[1]} has least: {100 * worst[0]:.2f} % of the words that two of three attest")
    if have:
        print(f"text_precision {100 * both / have:.2f}")


main()
