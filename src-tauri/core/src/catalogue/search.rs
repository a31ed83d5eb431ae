//! Search over everything textual of all catalogues: an index in memory (FTS5, trigrams, so that Japanese works), made
//! once for a shelf. Keys are folded; what is shown is not. Nothing is written to the disk.

use rusqlite::{Connection, params};
use serde::Serialize;
use ts_rs::TS;

use super::fold::{excerpt, fold};
use super::model::{Control, Section};
use super::shelf::Shelf;
use crate::{Error, Result};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Hit {
    pub catalogue: String,
    pub control: String,
    pub section: String,
    pub practice: String,
    pub grade: Vec<String>,
    /// Where it was found, as it is written.
    pub excerpt: String,
}

pub struct Index {
    db: Connection,
    rows: Vec<Indexed>,
}

struct Indexed {
    hit: Hit,
    texts: Vec<String>,
}

/// Trigrams find nothing shorter: shorter words are looked up in the list of trigrams that begin with them. So every
/// text ends in two of these, and its last two characters begin trigrams too.
const TAIL: &str = "\u{2028}\u{2028}";
/// Of all trigrams that begin with a short word, no more than this many are searched.
const BEGINNINGS: usize = 400;

impl Index {
    pub fn of(shelf: &Shelf) -> Result<Self> {
        let doing = Error::db("making the index of catalogues");
        let db = Connection::open_in_memory().map_err(&doing)?;
        db.execute_batch(
            "CREATE VIRTUAL TABLE found USING fts5(name, body, tokenize = 'trigram case_sensitive 1', content = '');
             CREATE VIRTUAL TABLE word USING fts5vocab(found, row);
             BEGIN",
        )
        .map_err(&doing)?;
        let mut rows = Vec::new();
        {
            let mut insert =
                db.prepare("INSERT INTO found (rowid, name, body) VALUES (?1, ?2, ?3)").map_err(&doing)?;
            for loaded in shelf.catalogues().iter().filter(|loaded| !loaded.retired) {
                let catalogue = &loaded.catalogue;
                for (section, control) in catalogue.rows() {
                    let (name, texts) = (name(section, control), texts(section, control));
                    let body = texts.iter().map(|text| fold(text)).collect::<Vec<_>>().join(TAIL);
                    let id = i64::try_from(rows.len()).unwrap_or(i64::MAX);
                    insert.execute(params![id, fold(&name) + TAIL, body + TAIL]).map_err(&doing)?;
                    let hit = Hit {
                        catalogue: catalogue.head.id.clone(),
                        control: control.id.clone(),
                        section: section.title.clone(),
                        practice: control.practice.clone(),
                        grade: control.grade.clone(),
                        excerpt: String::new(),
                    };
                    rows.push(Indexed { hit, texts });
                }
            }
        }
        db.execute_batch("COMMIT").map_err(&doing)?;
        Ok(Self { db, rows })
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Rows that hold every word of the query, the best first: a hit in the name counts more than one in the text.
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>> {
        let doing = Error::db("searching the catalogues");
        let words: Vec<String> = fold(query).split_whitespace().map(str::to_owned).collect();
        let Some(expression) = self.expression(&words)? else {
            return Ok(Vec::new());
        };
        let mut statement = self
            .db
            .prepare_cached(
                "SELECT rowid FROM found WHERE found MATCH ?1 ORDER BY bm25(found, 8.0, 1.0) LIMIT ?2",
            )
            .map_err(&doing)?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let ids: Vec<i64> = statement
            .query_map(params![expression, limit], |row| row.get(0))
            .and_then(Iterator::collect)
            .map_err(&doing)?;
        let row = |id: i64| usize::try_from(id).ok().and_then(|id| self.rows.get(id));
        Ok(ids.into_iter().filter_map(row).map(|row| row.hit(&words)).collect())
    }

    /// The FTS5 expression of all words; nothing where a short word begins no trigram at all.
    fn expression(&self, words: &[String]) -> Result<Option<String>> {
        let mut parts = Vec::new();
        for word in words {
            let phrases = if word.chars().count() >= 3 { vec![word.clone()] } else { self.beginning(word)? };
            if phrases.is_empty() {
                return Ok(None);
            }
            let quoted: Vec<String> =
                phrases.iter().map(|phrase| format!("\"{}\"", phrase.replace('"', "\"\""))).collect();
            parts.push(format!("({})", quoted.join(" OR ")));
        }
        Ok((!parts.is_empty()).then(|| parts.join(" AND ")))
    }

    fn beginning(&self, word: &str) -> Result<Vec<String>> {
        let doing = Error::db("searching the catalogues");
        let after = format!("{word}\u{10FFFF}");
        let limit = i64::try_from(BEGINNINGS).unwrap_or(i64::MAX);
        self.db
            .prepare_cached("SELECT term FROM word WHERE term >= ?1 AND term < ?2 LIMIT ?3")
            .and_then(|mut s| s.query_map(params![word, after, limit], |row| row.get(0))?.collect())
            .map_err(doing)
    }
}

impl Indexed {
    fn hit(&self, words: &[String]) -> Hit {
        let in_text =
            words.iter().find_map(|word| self.texts.iter().find_map(|text| excerpt(text, word, 60)));
        let first = || self.texts.first().and_then(|text| excerpt(text, "", 60)).unwrap_or_default();
        Hit { excerpt: in_text.unwrap_or_else(first), ..self.hit.clone() }
    }
}

fn name(section: &Section, control: &Control) -> String {
    let grade = control.grade.join(" ");
    [&control.id, &control.section_number, &section.title, &control.domain, &control.practice, &grade]
        .map(String::as_str)
        .join(" ")
}

/// Everything textual below the name.
fn texts(section: &Section, control: &Control) -> Vec<String> {
    let mut texts = vec![control.question.clone()];
    texts.extend(control.statement.clone());
    texts.extend(control.asks.iter().map(|ask| ask.text.clone()));
    texts.extend(control.technical.iter().chain(&control.operational).chain(&control.proof).cloned());
    texts.extend(control.clauses.iter().map(|clause| clause.text.clone()));
    let duty = control.duty.clone().unwrap_or_default();
    texts.extend([duty.actor, duty.recipient, duty.when, duty.deadline].into_iter().flatten());
    texts.extend(control.note.clone());
    texts.extend([control.source.clone(), section.text.clone().unwrap_or_default()]);
    texts.retain(|text| !text.is_empty());
    texts
}
