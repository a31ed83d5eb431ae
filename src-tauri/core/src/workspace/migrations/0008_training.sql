-- Who is trained; most of them never sign in here.
CREATE TABLE trainee (
    id       TEXT PRIMARY KEY,
    trainee  TEXT NOT NULL,
    sorted   TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

CREATE INDEX trainee_sorted ON trainee (sorted, id);

-- Courses that people here changed or made.
CREATE TABLE training_course (
    id       TEXT PRIMARY KEY,
    course   TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

CREATE TABLE training_session (
    id       TEXT PRIMARY KEY,
    session  TEXT NOT NULL,
    day      TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

CREATE INDEX training_session_of_day ON training_session (day);

-- Which courses a session is good for: follows from the session.
CREATE TABLE session_course (
    session TEXT NOT NULL,
    course  TEXT NOT NULL,
    day     TEXT NOT NULL,
    held    INTEGER NOT NULL,
    -- Whoever has less than this has not taken it.
    pass    INTEGER,
    PRIMARY KEY (session, course)
) STRICT, WITHOUT ROWID;

-- Rosters, and who was there.
CREATE TABLE attendance (
    session  TEXT NOT NULL REFERENCES training_session (id),
    trainee  TEXT NOT NULL REFERENCES trainee (id),
    mark     TEXT NOT NULL,
    how      TEXT NOT NULL,
    reason   TEXT NOT NULL,
    score    INTEGER,
    taken    INTEGER NOT NULL,
    at       TEXT NOT NULL,
    by       TEXT NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (session, trainee)
) STRICT, WITHOUT ROWID;

CREATE INDEX attendance_of_trainee ON attendance (trainee);
