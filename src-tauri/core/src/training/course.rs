//! What must be taken: the courses that come with Tenken, and what people here made of them.

use std::sync::LazyLock;

use rusqlite::{Connection, OptionalExtension};
use serde::Deserialize;

use super::model::Course;
use crate::{Error, Result, bundled as files};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    courses: Vec<Course>,
}

/// As they came with Tenken, in the order of their file.
pub fn bundled() -> Result<&'static [Course]> {
    static ALL: LazyLock<Result<Vec<Course>>> = LazyLock::new(|| {
        let found = files::files("templates/training/").find(|(name, _)| *name == "courses.toml");
        let Some((name, text)) = found else { return Ok(Vec::new()) };
        let file: File =
            toml::from_str(text).map_err(|e| Error::Damaged { path: name.into(), detail: e.to_string() })?;
        Ok(file.courses)
    });
    match &*ALL {
        Ok(all) => Ok(all),
        Err(error) => Err(error.clone()),
    }
}

/// One that was made or changed here, with its revision.
pub fn own(db: &Connection, id: &str) -> Result<Option<(Course, i64)>> {
    let row: Option<(String, i64)> = db
        .prepare_cached("SELECT course, revision FROM training_course WHERE id = ?1")
        .and_then(|mut s| s.query_row([id], |r| Ok((r.get(0)?, r.get(1)?))).optional())
        .map_err(Error::db("reading a course"))?;
    row.map(|(text, revision)| Ok((parsed(&text)?, revision))).transpose()
}

fn parsed(text: &str) -> Result<Course> {
    serde_json::from_str(text)
        .map_err(|e| Error::Damaged { path: "training_course".into(), detail: e.to_string() })
}

/// All of them as they are asked for here: ours, changed where they were, then their own. Each with its revision.
pub fn courses(db: &Connection) -> Result<Vec<(Course, i64)>> {
    let rows: Vec<(String, i64)> = db
        .prepare_cached("SELECT course, revision FROM training_course ORDER BY id")
        .and_then(|mut s| s.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect())
        .map_err(Error::db("reading the courses"))?;
    let mut own =
        rows.iter().map(|(text, revision)| Ok((parsed(text)?, *revision))).collect::<Result<Vec<_>>>()?;
    let mut all = Vec::new();
    for one in bundled()? {
        match own.iter().position(|(course, _)| course.id == one.id) {
            Some(at) => all.push(own.remove(at)),
            None => all.push((one.clone(), 0)),
        }
    }
    all.extend(own);
    Ok(all)
}
