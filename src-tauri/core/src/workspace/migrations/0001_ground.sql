-- The ledger: everything else can be made again from it.
CREATE TABLE entry (
    seq    INTEGER PRIMARY KEY,
    id     TEXT NOT NULL,
    at     TEXT NOT NULL,
    person TEXT NOT NULL,
    device TEXT NOT NULL,
    kind   TEXT NOT NULL,
    thing  TEXT NOT NULL,
    change TEXT NOT NULL,
    undo   TEXT,
    undoes INTEGER,
    prev   BLOB NOT NULL,
    hash   BLOB NOT NULL
) STRICT;
CREATE INDEX entry_by_person ON entry (person, seq);
CREATE INDEX entry_by_thing ON entry (thing, seq);
CREATE UNIQUE INDEX entry_by_undoes ON entry (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE workspace (
    id           TEXT PRIMARY KEY,
    created_at   TEXT NOT NULL,
    sample       INTEGER NOT NULL,
    idle_minutes INTEGER NOT NULL,
    keys_serial  INTEGER NOT NULL,
    revision     INTEGER NOT NULL
) STRICT;

CREATE TABLE facility (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    name     TEXT NOT NULL,
    kana     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    beds     INTEGER NOT NULL,
    address  TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

CREATE TABLE person (
    id         TEXT PRIMARY KEY,
    login      TEXT NOT NULL,
    login_key  TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    kana       TEXT NOT NULL,
    title      TEXT NOT NULL,
    department TEXT NOT NULL,
    email      TEXT NOT NULL,
    roles      TEXT NOT NULL,
    state      TEXT NOT NULL,
    revision   INTEGER NOT NULL
) STRICT;
