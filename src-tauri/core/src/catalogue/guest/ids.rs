//! Ids that are one of a kind: a second `x` becomes `x-2`.

use std::collections::{HashMap, HashSet};

use super::{Note, Noted};

#[derive(Default)]
pub struct Ids {
    taken: HashSet<String>,
    /// The next number to try, so that a file of nothing but one id is not tried from 2 each time.
    next: HashMap<String, usize>,
}

impl Ids {
    pub fn has(&self, id: &str) -> bool {
        self.taken.contains(id)
    }

    pub fn len(&self) -> usize {
        self.taken.len()
    }

    pub fn take(&mut self, wanted: &str) -> String {
        let mut id = wanted.to_owned();
        while !self.taken.insert(id.clone()) {
            let number = self.next.entry(wanted.to_owned()).or_insert(2);
            id = format!("{wanted}-{number}");
            *number += 1;
        }
        id
    }

    /// The same, telling of it where the file had the id twice.
    pub fn take_noting(&mut self, wanted: &str, place: &str, notes: &mut Vec<Note>) -> String {
        let id = self.take(wanted);
        if id != wanted {
            let what = Noted::IdTwice { id: wanted.to_owned(), now: id.clone() };
            notes.push(Note { place: place.to_owned(), what });
        }
        id
    }
}
