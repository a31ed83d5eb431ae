-- Papers that were issued under a number. A number is given once.
CREATE TABLE paper (
    id          TEXT PRIMARY KEY,
    template    TEXT NOT NULL,
    title       TEXT NOT NULL,
    fiscal_year INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    number      TEXT NOT NULL UNIQUE,
    sha256      TEXT NOT NULL,
    pages       INTEGER NOT NULL,
    issued      TEXT NOT NULL,
    issued_by   TEXT NOT NULL,
    UNIQUE (template, fiscal_year, seq)
) STRICT;

-- What people made of a template that came with Tenken.
CREATE TABLE paper_template (
    template TEXT PRIMARY KEY,
    text     TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;
