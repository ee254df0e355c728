#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""many.py - makes an archive large that one real night published and a second one read: its last dossier, many times over.

Usage: many.py WORLD DOSSIERS      (WORLD: intake/ORGANISATION, staat; DOSSIERS: how many there are to be)

Each new dossier has its folder and files in the intake, its account in the vault, and all rows that a real one has, what is
remembered and the entries of evidence too; only the digest of its row in `rest` is to be taken (rests.c).  Its originals
are those of the one that it was made after: what is looked at in a night in which nothing changed is all there.
"""
import hashlib
import os
import re
import shutil
import sqlite3
import sys
import uuid

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "slow"))
from ledger import Chain, cut, put, rows_of  # noqa: E402

TABLES = ("dossier", "attempt", "account", "rest")


def vault(world, sha):
    return os.path.join(world, "staat", "kluis", sha[:2], sha)


def main():
    world, wanted = sys.argv[1], int(sys.argv[2])
    path = os.path.join(world, "staat", "administratie.sqlite")
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA synchronous=OFF")
    db.execute("PRAGMA cache_size=-200000")
    guards = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    have = db.execute("SELECT count(*) FROM rest").fetchone()[0]
    org, key, model = db.execute(
        "SELECT organisation, dossier_key, id FROM dossier WHERE outlet = '' ORDER BY dossier_key DESC LIMIT 1").fetchone()
    stem, number = re.match(r"(.*?)(\d+)$", key).groups()
    space = uuid.UUID(db.execute("SELECT ns FROM organisation WHERE folder = ?", (org,)).fetchone()[0])
    shape = {t: rows_of(db, t, "id" if t == "dossier" else "dossier_id", [model]) for t in TABLES}
    told = [cut(b) for (b,) in db.execute("SELECT body FROM evidence WHERE dossier_id = ? ORDER BY seq", (model,))]
    remembered = db.execute("SELECT stage, answer, run_id FROM memo ORDER BY rowid").fetchall()
    remembered = remembered[: len(remembered) // have]
    (sha,) = db.execute("SELECT sha256 FROM account WHERE dossier_id = ?", (model,)).fetchone()
    with open(vault(world, sha), "rb") as f:
        account = f.read().decode()
    folder = os.path.join(world, "intake", org, key)
    files = [(n, open(os.path.join(folder, n), "rb").read()) for n in sorted(os.listdir(folder))]
    since = db.execute("SELECT max(since) FROM original").fetchone()[0]

    for name, _ in guards:
        db.execute("DROP TRIGGER %s" % name)
    db.execute("BEGIN")
    chain = Chain(db)
    for i in range(have, wanted):
        new_key = "%s%0*d" % (stem, len(number), i)
        new_id = str(uuid.uuid5(space, "%s\x1f%s" % (org, new_key)))
        if i == have and str(uuid.uuid5(space, "%s\x1f%s" % (org, key))) != model:
            sys.exit("many.py: a dossier gets its id in another way now")

        def own(v):
            return v.replace(model, new_id).replace(key, new_key) if isinstance(v, str) else v

        line = own(account).encode()
        new_sha = hashlib.sha256(line).hexdigest()
        place = vault(world, new_sha)
        os.makedirs(os.path.dirname(place), mode=0o700, exist_ok=True)
        with open(place, "wb") as f:
            f.write(line)
        os.chmod(place, 0o400)
        for t in TABLES:
            put(db, t, [[own(v).replace(sha, new_sha) if isinstance(v, str) else v for v in row] for _, row in shape[t]])
        put(db, "evidence", [chain.add(new_id, *[own(p) for p in parts]) for parts in told])
        put(db, "memo", [(hashlib.sha256(b"%s %d %d" % (key.encode(), i, k)).hexdigest(),) + row
            for k, row in enumerate(remembered)])
        put(db, "original", [(hashlib.sha256(b"%d %s" % (i, n.encode())).hexdigest(), since) for n, _ in files])
        os.mkdir(os.path.join(world, "intake", org, new_key))
        for n, data in files:
            with open(os.path.join(world, "intake", org, new_key, n), "wb") as f:
                f.write(data)
    db.execute("COMMIT")
    for _, sql in guards:
        db.execute(sql)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    # The seal is of the ledger as it was.
    if os.path.exists(path + ".sha256"):
        os.remove(path + ".sha256")


main()
