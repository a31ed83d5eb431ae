-- Audits: what is planned, what was pinned when it began, what was judged.
CREATE TABLE audit (
    id         TEXT PRIMARY KEY,
    plan       TEXT NOT NULL,
    conclusion TEXT NOT NULL,
    state      TEXT NOT NULL,
    day        TEXT NOT NULL,
    revision   INTEGER NOT NULL
) STRICT;

CREATE INDEX audit_of_day ON audit (day);

-- What an audit looks at, as it stood when it began.
CREATE TABLE audit_line (
    audit    TEXT NOT NULL REFERENCES audit (id),
    item     TEXT NOT NULL,
    position INTEGER NOT NULL,
    line     TEXT NOT NULL,
    PRIMARY KEY (audit, item)
) STRICT, WITHOUT ROWID;

-- Judgements are only ever added: a later one names those that it replaces.
CREATE TABLE judgement (
    id        TEXT PRIMARY KEY,
    audit     TEXT NOT NULL REFERENCES audit (id),
    item      TEXT NOT NULL,
    judgement TEXT NOT NULL
) STRICT;

CREATE INDEX judgement_of_item ON judgement (audit, item);

-- "毎年2回": audits that come back.
CREATE TABLE audit_series (
    id       TEXT PRIMARY KEY,
    series   TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

-- Findings, from an audit or not, with what was done about them.
CREATE TABLE finding (
    id         TEXT PRIMARY KEY,
    audit      TEXT REFERENCES audit (id),
    number     TEXT NOT NULL,
    finding    TEXT NOT NULL,
    correction TEXT NOT NULL,
    state      TEXT NOT NULL,
    -- What it is about: finds repeated ones.
    item       TEXT NOT NULL,
    found      TEXT NOT NULL,
    due        TEXT,
    revision   INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX finding_of_number ON finding (number);
CREATE INDEX finding_of_audit ON finding (audit);
CREATE INDEX finding_of_item ON finding (item);

-- What happened to a finding, in order.
CREATE TABLE finding_step (
    finding TEXT NOT NULL REFERENCES finding (id),
    number  INTEGER NOT NULL,
    step    TEXT NOT NULL,
    PRIMARY KEY (finding, number)
) STRICT, WITHOUT ROWID;
