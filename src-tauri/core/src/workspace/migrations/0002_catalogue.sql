-- Packs: what is in use, and every content that ever was. Official wording beside a catalogue's own.
CREATE TABLE pack_content (
    digest   TEXT PRIMARY KEY,
    manifest TEXT NOT NULL,
    files    TEXT NOT NULL
) STRICT;

CREATE TABLE pack (
    id       TEXT PRIMARY KEY,
    digest   TEXT NOT NULL REFERENCES pack_content (digest),
    retired  INTEGER NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

CREATE TABLE overlay (
    catalogue TEXT PRIMARY KEY,
    texts     TEXT NOT NULL,
    revision  INTEGER NOT NULL
) STRICT;
