//! What stands of an item: judgements that no later one replaces. Where two were given apart and differ, it is contested
//! until somebody judges again, knowing both.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use super::model::{Grade, Item, Judgement};
use super::query;
use crate::Result;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "JudgedItem")]
pub struct Standing {
    pub grade: Grade,
    /// Two auditors say different things.
    pub contested: bool,
    /// What nobody replaced yet, the last first.
    pub heads: Vec<Judgement>,
}

pub fn standing(db: &Connection, audit: Uuid) -> Result<BTreeMap<Item, Standing>> {
    Ok(stand(query::judgements(db, audit)?))
}

/// Of all that were given.
pub fn stand(all: Vec<Judgement>) -> BTreeMap<Item, Standing> {
    let replaced: BTreeSet<Uuid> = all.iter().flat_map(|one| one.replaces.iter().copied()).collect();
    let mut heads: BTreeMap<Item, Vec<Judgement>> = BTreeMap::new();
    for one in all.into_iter().filter(|one| !replaced.contains(&one.id)) {
        heads.entry(one.item.clone()).or_default().push(one);
    }
    let stand = |(item, mut heads): (Item, Vec<Judgement>)| {
        heads.sort_by_key(|one| std::cmp::Reverse((one.given, one.id)));
        let grade = heads.first().map(|one| one.grade).unwrap_or_default();
        let contested = heads.iter().any(|one| one.grade != grade);
        (item, Standing { grade, contested, heads })
    };
    heads.into_iter().map(stand).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::At;

    #[test]
    fn what_was_judged_apart_is_contested_until_somebody_decides() {
        let item = Item::Control(At { catalogue: "fuhyo-5.1".into(), control: "F1-08".into() });
        let given = |grade, replaces: &[Uuid]| Judgement {
            id: Uuid::now_v7(),
            item: item.clone(),
            auditor: Uuid::now_v7(),
            grade,
            methods: Vec::new(),
            observation: String::new(),
            interviewees: String::new(),
            reason: String::new(),
            replaces: replaces.to_vec(),
            given: None,
        };
        let first = given(Grade::Conforms, &[]);
        let same = given(Grade::Conforms, &[]);
        let other = given(Grade::Minor, &[]);
        let stood = |all: &[&Judgement]| stand(all.iter().map(|one| (*one).clone()).collect())[&item].clone();
        assert!(!stood(&[&first, &same]).contested);
        assert!(stood(&[&first, &other]).contested);
        let decided = given(Grade::Minor, &[first.id, other.id]);
        let after = stood(&[&decided, &first, &other]);
        assert_eq!((after.grade, after.contested, after.heads.len()), (Grade::Minor, false, 1));
    }
}
