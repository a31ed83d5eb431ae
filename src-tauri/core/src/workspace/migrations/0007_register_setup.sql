-- What people here made of a register: fields and cycles of their own, or a register that is wholly theirs.
CREATE TABLE register_setup (
    register TEXT PRIMARY KEY,
    setup    TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

-- Open records of a register are found without reading the others.
CREATE INDEX record_of_state ON record (register, struck, state, day);

-- New records that were taken back are told from those that somebody struck out and said why: 2, not 1.
UPDATE record SET struck = 2 WHERE struck = 1 AND '' = (
    SELECT json_extract(entry.change, '$.register.strike.reason')
    FROM entry, json_each(entry.change, '$.register.strike.items') AS item
    WHERE entry.kind = 'register.strike' AND json_extract(item.value, '$.id') = record.id
    ORDER BY entry.seq DESC LIMIT 1
);
