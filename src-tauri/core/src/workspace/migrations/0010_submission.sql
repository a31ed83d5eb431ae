-- The facility's own key: made at first use, never changed.
CREATE TABLE facility_key (
    public TEXT PRIMARY KEY,
    secret TEXT NOT NULL
) STRICT;

-- What this facility submits.
CREATE TABLE submission (
    id          TEXT PRIMARY KEY,
    submission  TEXT NOT NULL,
    state       TEXT NOT NULL,
    -- 提出-2026-1, given when it is sent.
    number      TEXT,
    -- As it was frozen; empty before.
    snapshot    TEXT NOT NULL,
    -- Of the package that was sent.
    fingerprint TEXT,
    chain       INTEGER,
    made        TEXT NOT NULL,
    revision    INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX submission_of_fingerprint ON submission (fingerprint);

-- What happened to it, in order: signed, returned, sent, decided.
CREATE TABLE submission_step (
    submission TEXT NOT NULL REFERENCES submission (id),
    number     INTEGER NOT NULL,
    step       TEXT NOT NULL,
    PRIMARY KEY (submission, number)
) STRICT, WITHOUT ROWID;

-- Facilities whose packages are taken here.
CREATE TABLE enrolled (
    public   TEXT PRIMARY KEY,
    enrolled TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

-- What they sent.
CREATE TABLE received (
    fingerprint TEXT PRIMARY KEY,
    public      TEXT NOT NULL REFERENCES enrolled (public),
    chain       INTEGER NOT NULL,
    received    TEXT NOT NULL,
    snapshot    TEXT NOT NULL,
    decision    TEXT,
    at          TEXT NOT NULL,
    revision    INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX received_in_order ON received (public, chain);
