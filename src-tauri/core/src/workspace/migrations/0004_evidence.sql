-- What lies in the folder `evidence/`: each content once, with the key that opens it.
CREATE TABLE content (
    sha256   TEXT PRIMARY KEY,
    stored   TEXT NOT NULL,
    shredded INTEGER NOT NULL
) STRICT;

CREATE TABLE proof (
    id        TEXT PRIMARY KEY,
    details   TEXT NOT NULL,
    added     TEXT NOT NULL,
    added_by  TEXT NOT NULL,
    number    INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL,
    revision  INTEGER NOT NULL
) STRICT;

CREATE TABLE proof_revision (
    proof    TEXT NOT NULL REFERENCES proof (id),
    number   INTEGER NOT NULL,
    files    TEXT NOT NULL,
    note     TEXT NOT NULL,
    added    TEXT NOT NULL,
    added_by TEXT NOT NULL,
    PRIMARY KEY (proof, number)
) STRICT, WITHOUT ROWID;

-- What a proof proves: `control:<assessment>:<catalogue>:<control>`.
CREATE TABLE proof_use (
    proof TEXT NOT NULL REFERENCES proof (id),
    thing TEXT NOT NULL,
    PRIMARY KEY (proof, thing)
) STRICT, WITHOUT ROWID;
CREATE INDEX proof_use_by_thing ON proof_use (thing);
