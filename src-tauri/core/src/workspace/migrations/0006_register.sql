-- Records of all registers; what a register is, its definition says.
CREATE TABLE record (
    id         TEXT PRIMARY KEY,
    register   TEXT NOT NULL,
    number     INTEGER NOT NULL,
    day        TEXT NOT NULL,
    title      TEXT NOT NULL,
    state      TEXT,
    fields     TEXT NOT NULL,
    created    TEXT NOT NULL,
    created_by TEXT NOT NULL,
    struck     INTEGER NOT NULL,
    revision   INTEGER NOT NULL,
    UNIQUE (register, number)
) STRICT;

CREATE INDEX record_of_day ON record (register, struck, day, number);

-- Who took which step with a record.
CREATE TABLE record_step (
    record TEXT NOT NULL REFERENCES record (id),
    seq    INTEGER NOT NULL,
    step   TEXT NOT NULL,
    by     TEXT NOT NULL,
    at     TEXT NOT NULL,
    PRIMARY KEY (record, seq)
) STRICT, WITHOUT ROWID;
