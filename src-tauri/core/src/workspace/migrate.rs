//! Numbered steps from any released schema to today's. A released step never changes (its hash is held by a test).

use rusqlite::{Connection, TransactionBehavior};

use crate::{Error, Result};

/// Step N brings the schema to version N.
pub const STEPS: &[&str] = &[
    include_str!("migrations/0001_ground.sql"),
    include_str!("migrations/0002_catalogue.sql"),
    include_str!("migrations/0003_assessment.sql"),
    include_str!("migrations/0004_evidence.sql"),
    include_str!("migrations/0005_document.sql"),
    include_str!("migrations/0006_register.sql"),
    include_str!("migrations/0007_register_setup.sql"),
    include_str!("migrations/0008_training.sql"),
    include_str!("migrations/0009_audit.sql"),
    include_str!("migrations/0010_submission.sql"),
    include_str!("migrations/0011_operator.sql"),
];

pub fn latest() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}

pub fn version(db: &Connection) -> Result<i64> {
    db.pragma_query_value(None, "user_version", |r| r.get(0)).map_err(Error::db("reading the version"))
}

/// Refuses files of a newer Tenken with a sentence.
pub fn require_known(db: &Connection) -> Result<i64> {
    let found = version(db)?;
    if found > latest() {
        return Err(Error::NewerVersion { path: "ledger.db".into(), found, known: latest() });
    }
    Ok(found)
}

pub fn run(db: &mut Connection) -> Result<()> {
    run_steps(db, STEPS)
}

fn run_steps(db: &mut Connection, steps: &[&str]) -> Result<()> {
    let doing = Error::db("updating the schema");
    let from = usize::try_from(version(db)?).unwrap_or(0);
    for (done, step) in steps.iter().enumerate().skip(from) {
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&doing)?;
        tx.execute_batch(step).map_err(&doing)?;
        tx.pragma_update(None, "user_version", i64::try_from(done + 1).unwrap_or(i64::MAX))
            .map_err(&doing)?;
        tx.commit().map_err(&doing)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_run_once_each_and_a_broken_one_leaves_the_last_good_state() {
        let mut db = Connection::open_in_memory().unwrap();
        run_steps(&mut db, &["CREATE TABLE a (x)"]).unwrap();
        run_steps(&mut db, &["CREATE TABLE a (x)", "CREATE TABLE b (x)"]).unwrap();
        assert_eq!(version(&db).unwrap(), 2);
        let broken = ["", "", "CREATE TABLE c (x); SELECT nonsense FROM nowhere;"];
        assert!(run_steps(&mut db, &broken).is_err());
        assert_eq!(version(&db).unwrap(), 2);
        let c: i64 =
            db.query_row("SELECT count(*) FROM sqlite_schema WHERE name='c'", [], |r| r.get(0)).unwrap();
        assert_eq!(c, 0);
    }

    #[test]
    fn a_newer_file_is_refused() {
        let db = Connection::open_in_memory().unwrap();
        db.pragma_update(None, "user_version", latest() + 1).unwrap();
        assert_eq!(require_known(&db).unwrap_err().code(), "newer-version");
    }
}
