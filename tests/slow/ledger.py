#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""ledger.py - makes a ledger large: what one real run wrote about its last dossier, many times over under new ids.

Usage: ledger.py LEDGER DOSSIERS NIGHTS

The rows have the shape that the program gave them, the chain of the evidence holds, and all guards are back at the end;
so `woostraat verify` finds nothing.  Each dossier has its originals and, of what is remembered, ten answers.  NIGHTS
runs stand between the dossiers, with what a night notes about itself.
"""
import hashlib
import re
import sqlite3
import sys
import uuid

LAST = re.compile(r'"prev":"[0-9a-f]{64}"')
SEQ = re.compile(r'"seq":\d+(?=[,}])')
FACTS = re.compile(r'"facts":"[0-9a-f]{64}"')
MEMOS = 10


class Chain:
    """The evidence, an entry after the other."""

    def __init__(self, db):
        self.seq, self.leaf = db.execute("SELECT seq, leaf FROM evidence ORDER BY seq DESC LIMIT 1").fetchone()

    def add(self, dossier, head, tail, end):
        """A row of the table.  head, tail, end: what stands around its prev and its number."""
        self.seq += 1
        body = '%s"prev":"%s"%s"seq":%d%s' % (head, self.leaf, tail, self.seq, end)
        row = (self.seq, self.leaf, hashlib.sha256(b"\0" + body.encode()).hexdigest(), dossier, body)
        self.leaf = row[2]
        return row


def cut(body):
    """An entry in its parts, around its prev and its number."""
    at = LAST.search(body)
    to = SEQ.search(body, at.end())
    return body[: at.start()], body[at.end() : to.start()], body[to.end() :]


def rows_of(db, table, where, ids):
    return [
        (ids.index(row[0]), row)
        for row in db.execute(
            "SELECT * FROM %s WHERE %s IN (%s) ORDER BY rowid" % (table, where, ",".join("?" * len(ids))), ids
        )
    ]


def put(db, table, rows):
    if rows:
        db.executemany("INSERT INTO %s VALUES (%s)" % (table, ",".join("?" * len(rows[0]))), rows)


def main():
    path, dossiers, nights = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA synchronous=OFF")
    db.execute("PRAGMA cache_size=-200000")
    guards = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    org, key = db.execute("SELECT organisation, dossier_key FROM dossier ORDER BY since, rowid DESC LIMIT 1").fetchone()
    space = uuid.UUID(db.execute("SELECT ns FROM organisation WHERE folder = ?", (org,)).fetchone()[0])
    ids, outlets = zip(*db.execute(
        "SELECT id, outlet FROM dossier WHERE organisation = ? AND dossier_key = ? ORDER BY outlet", (org, key)))
    shape = {t: rows_of(db, t, "id" if t == "dossier" else "dossier_id", ids) for t in ("dossier", "attempt", "account", "page")}
    told = [(ids.index(d), cut(b)) for d, b in db.execute(
        "SELECT dossier_id, body FROM evidence WHERE dossier_id IN (%s) ORDER BY seq" % ",".join("?" * len(ids)), ids)]
    run_id = db.execute("SELECT max(id) FROM run").fetchone()[0]
    run = db.execute("SELECT * FROM run WHERE id = ?", (run_id,)).fetchone()
    of_run = [cut(b) for (b,) in db.execute("SELECT body FROM evidence WHERE dossier_id IS NULL AND body LIKE ? ORDER BY seq",
        ('%%"run":%d,%%' % run_id,))]
    memos = db.execute("SELECT stage, answer FROM memo LIMIT ?", (MEMOS,)).fetchall()
    originals = int(sys.argv[4]) if len(sys.argv) > 4 else 20
    pages = db.execute("SELECT coalesce(max(n), 0) FROM page").fetchone()[0]

    for name, _ in guards:
        db.execute("DROP TRIGGER %s" % name)
    db.execute("BEGIN")
    chain = Chain(db)
    seen = db.execute("SELECT count(*) FROM memo").fetchone()[0]
    every = max(1, dossiers // nights) if nights else dossiers + 1
    batch = {t: [] for t in ("run", "dossier", "attempt", "account", "page", "evidence", "memo", "original")}
    for i in range(1, dossiers + 1):
        main_id = uuid.uuid5(space, "%s\x1foud-%d" % (org, i))
        new = [str(uuid.uuid5(main_id, "outlet\x1f" + o)) if o else str(main_id) for o in outlets]

        def own(v):
            if not isinstance(v, str):
                return v
            for k, old in enumerate(ids):
                v = v.replace(old, new[k])
            return v.replace(key, "oud-%d" % i)

        facts = ""
        for table in ("dossier", "attempt", "account", "page"):
            for _, row in shape[table]:
                row = [own(v) for v in row]
                if table == "page":
                    row[1] = pages + i
                    facts = hashlib.sha256(row[-1].encode()).hexdigest()
                batch[table].append(row)
        for k, parts in told:
            batch["evidence"].append(chain.add(new[k], *[own(FACTS.sub('"facts":"%s"' % facts, p)) for p in parts]))
        for k, (stage, answer) in enumerate(memos):
            batch["memo"].append(("%064x" % (i * MEMOS + k + seen), stage, answer, run_id))
        for k in range(originals):
            batch["original"].append(("%064x" % (i * originals + k), run[2]))
        if i % every == 0:
            run_id += 1
            batch["run"].append((run_id,) + tuple(run[1:]))
            old = '"run":%d' % run[0]
            for head, tail, end in of_run:
                batch["evidence"].append(chain.add(None, head.replace(old, '"run":%d' % run_id), tail.replace(old, '"run":%d' % run_id), end))
        if i % 500 == 0 or i == dossiers:
            for table in ("run", "dossier", "attempt", "account", "page", "evidence", "memo", "original"):
                put(db, table, batch[table])
                batch[table] = []
    db.execute("COMMIT")
    for _, sql in guards:
        db.execute(sql)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    print(chain.seq)


if __name__ == "__main__":
    main()
