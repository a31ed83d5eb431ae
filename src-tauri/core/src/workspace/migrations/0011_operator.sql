-- What packages for this facility are sealed to: made at first use, never changed.
CREATE TABLE sealing_key (
    public TEXT PRIMARY KEY,
    secret TEXT NOT NULL
) STRICT;

-- What was submitted before there were kinds of it.
UPDATE submission SET submission = '{"kind":"conformance",' || substr(submission, 2);

-- The package that was sent, by its content: it can be handed over once more.
ALTER TABLE submission ADD COLUMN kept TEXT;

-- What lists and sums ask for stands beside the package; the package itself lies among the files.
ALTER TABLE received ADD COLUMN kind TEXT NOT NULL DEFAULT 'conformance';
ALTER TABLE received ADD COLUMN facility TEXT NOT NULL DEFAULT '';
ALTER TABLE received ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE received ADD COLUMN fiscal_year INTEGER NOT NULL DEFAULT 0;
ALTER TABLE received ADD COLUMN kept TEXT;
-- Its answers, a letter a row: see received_layout.
ALTER TABLE received ADD COLUMN rolled TEXT NOT NULL DEFAULT '[]';
-- The recommendation that it answers.
ALTER TABLE received ADD COLUMN answers TEXT;
-- What a reviewer wrote down before anything was decided.
ALTER TABLE received ADD COLUMN review TEXT;
-- What one person wants to decide and another one has to confirm.
ALTER TABLE received ADD COLUMN proposed TEXT;

UPDATE received SET
    facility = json_extract(snapshot, '$.facility.name'),
    title = json_extract(snapshot, '$.title'),
    fiscal_year = json_extract(snapshot, '$.fiscal_year');

CREATE INDEX received_of_year ON received (fiscal_year, kind);

-- The rows that a letter of `rolled` stands for, in their order: thousands of facilities share a few.
CREATE TABLE received_layout (
    id     TEXT PRIMARY KEY,
    layout TEXT NOT NULL
) STRICT;

-- 勧告 that were given to a facility.
CREATE TABLE recommendation (
    id             TEXT PRIMARY KEY,
    public         TEXT NOT NULL REFERENCES enrolled (public),
    recommendation TEXT NOT NULL,
    at             TEXT NOT NULL,
    revision       INTEGER NOT NULL
) STRICT;

-- How the operator works.
CREATE TABLE operator_desk (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    settings TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;
