-- Catalogues as they were when an assessment began to use them.
CREATE TABLE pin (
    hash      TEXT PRIMARY KEY,
    id        TEXT NOT NULL,
    catalogue TEXT NOT NULL,
    scale     TEXT NOT NULL
) STRICT;

-- What may be answered: asked at every answer, so not dug out of the catalogue each time.
CREATE TABLE pin_control (
    hash    TEXT NOT NULL REFERENCES pin (hash),
    control TEXT NOT NULL,
    PRIMARY KEY (hash, control)
) STRICT, WITHOUT ROWID;

CREATE TABLE assessment (
    id           TEXT PRIMARY KEY,
    title        TEXT NOT NULL,
    fiscal_year  INTEGER NOT NULL,
    parts        TEXT NOT NULL,
    carried_from TEXT,
    state        TEXT NOT NULL,
    revision     INTEGER NOT NULL
) STRICT;

CREATE TABLE answer (
    assessment   TEXT NOT NULL REFERENCES assessment (id),
    catalogue    TEXT NOT NULL,
    control      TEXT NOT NULL,
    value        TEXT NOT NULL,
    note         TEXT NOT NULL,
    reason       TEXT NOT NULL,
    plan         TEXT NOT NULL,
    planned_date TEXT,
    checked_date TEXT,
    responsible  TEXT,
    revision     INTEGER NOT NULL,
    PRIMARY KEY (assessment, catalogue, control)
) STRICT, WITHOUT ROWID;

CREATE TABLE assignment (
    assessment TEXT NOT NULL REFERENCES assessment (id),
    catalogue  TEXT NOT NULL,
    control    TEXT NOT NULL,
    person     TEXT NOT NULL,
    revision   INTEGER NOT NULL,
    PRIMARY KEY (assessment, catalogue, control)
) STRICT, WITHOUT ROWID;
CREATE INDEX assignment_by_person ON assignment (person);

CREATE TABLE comment (
    id         TEXT PRIMARY KEY,
    assessment TEXT NOT NULL REFERENCES assessment (id),
    catalogue  TEXT NOT NULL,
    control    TEXT NOT NULL,
    person     TEXT NOT NULL,
    at         TEXT NOT NULL,
    text       TEXT NOT NULL
) STRICT;
CREATE INDEX comment_by_control ON comment (assessment, catalogue, control);

-- Which entries touched an answer, also those that touched many at once.
CREATE TABLE answer_entry (
    assessment TEXT NOT NULL,
    catalogue  TEXT NOT NULL,
    control    TEXT NOT NULL,
    seq        INTEGER NOT NULL,
    PRIMARY KEY (assessment, catalogue, control, seq)
) STRICT, WITHOUT ROWID;
