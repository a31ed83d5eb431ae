//! Answer once: what was answered elsewhere and could serve here. Offered with where it comes from; never taken over
//! by itself, and a 一部適合 never as an 適合.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

use super::model::{Answer, Answered, At};
use crate::catalogue::{Control, Counterparts, Kind, Meaning, Scale};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Offer {
    pub from: At,
    /// How the control here stands to the one there; nothing where it is the same control of an earlier year.
    pub kind: Option<Kind>,
    pub why: Option<String>,
    /// What it would be here. Nothing: shown for comparison only.
    pub answer: Option<Answer>,
    /// What was answered there.
    pub there: Answer,
}

/// What other answers of this assessment say about a control: rows of the same catalogue that one answer serves, and
/// mapped controls of the others. `scales` by catalogue.
pub fn offers(
    here: &At,
    control: &Control,
    counterparts: &Counterparts,
    answers: &BTreeMap<At, Answered>,
    scales: &BTreeMap<String, Scale>,
) -> Vec<Offer> {
    let same = control.same_as.iter().map(|id| {
        let from = At { catalogue: here.catalogue.clone(), control: id.clone() };
        (from, Kind::Equal, None)
    });
    let mapped = counterparts.get(&here.catalogue, &here.control).iter().map(|counterpart| {
        let from = At { catalogue: counterpart.catalogue.clone(), control: counterpart.control.clone() };
        (from, counterpart.kind, counterpart.why.clone())
    });
    same.chain(mapped)
        .filter_map(|(from, kind, why)| {
            let there =
                answers.get(&from).map(|found| found.answer.clone()).filter(|a| a.value != super::OPEN)?;
            let answer = translated(&there, kind, scales.get(&from.catalogue)?, scales.get(&here.catalogue)?);
            Some(Offer { from, kind: Some(kind), why, answer, there })
        })
        .collect()
}

/// The answer in the scale here, where the pair allows it and the scale has a word for it.
fn translated(there: &Answer, kind: Kind, theirs: &Scale, ours: &Scale) -> Option<Answer> {
    let means = theirs.answer(&there.value)?.means;
    // Whoever does the whole does the part; of somebody who does not, the part says nothing.
    let follows = match kind {
        Kind::Equal => true,
        Kind::PartOf => means == Meaning::Conforms,
        Kind::Contains | Kind::Related => false,
    };
    if !follows {
        return None;
    }
    let value = ours.saying(means)?.id.clone();
    Some(Answer { value, ..there.clone() })
}
