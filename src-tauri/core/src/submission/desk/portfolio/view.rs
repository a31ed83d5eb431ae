//! How letters are read: counted by section, by control and as a whole.

use std::collections::{BTreeMap, BTreeSet};

use super::super::model::{Layout, Rolled};
use super::model::Weak;

/// How many of each answer there are.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    pub conforms: u32,
    pub partly: u32,
    pub fails: u32,
    pub open: u32,
}

impl Tally {
    pub fn add(&mut self, mark: u8) {
        match mark {
            b'c' => self.conforms += 1,
            b'p' => self.partly += 1,
            b'f' => self.fails += 1,
            b'n' => {}
            _ => self.open += 1,
        }
    }

    pub fn join(&mut self, other: Self) {
        self.conforms += other.conforms;
        self.partly += other.partly;
        self.fails += other.fails;
        self.open += other.open;
    }

    pub const fn asked(self) -> u32 {
        self.conforms + self.partly + self.fails + self.open
    }

    /// As every other rate of the app: rounded down, so that 100 means all.
    pub fn rate(self) -> Option<u32> {
        (self.conforms * 100).checked_div(self.asked())
    }
}

/// What a facility sent last for a year.
pub struct Last {
    pub public: String,
    pub fiscal_year: i32,
    pub fingerprint: String,
    pub verdict: Option<String>,
    pub rolled: Vec<Rolled>,
}

const MOST_WEAK: usize = 20;

/// How the letters of a year are read: one catalogue, and the sections that anybody has of it.
pub struct View<'a> {
    layouts: &'a BTreeMap<String, Layout>,
    catalogue: Option<&'a str>,
    pub sections: Vec<String>,
}

impl<'a> View<'a> {
    /// The sections that any of these have.
    pub fn of<'b>(
        layouts: &'a BTreeMap<String, Layout>,
        catalogue: Option<&'a str>,
        all: impl Iterator<Item = &'b Last>,
    ) -> Self {
        let mut view = Self { layouts, catalogue, sections: Vec::new() };
        let ids: BTreeSet<&str> =
            all.flat_map(|one| &one.rolled).map(|rolled| rolled.layout.as_str()).collect();
        for layout in ids.into_iter().filter_map(|id| view.of_catalogue(id)).collect::<Vec<_>>() {
            // Where each layout leaves some out, they still stand in the order of the catalogue.
            let mut at = 0;
            for (section, _, _) in &layout.rows {
                let there = view.sections.iter().position(|one| one == section);
                let place = there.unwrap_or_else(|| {
                    view.sections.insert(at, section.clone());
                    at
                });
                at = place + 1;
            }
        }
        view
    }

    fn of_catalogue(&self, layout: &str) -> Option<&'a Layout> {
        self.layouts.get(layout).filter(|one| Some(one.catalogue.as_str()) == self.catalogue)
    }

    /// Each row with its letter.
    fn rows<'b>(
        &self,
        one: &'b Last,
    ) -> impl Iterator<Item = (&'a (String, String, String), u8)> + use<'a, 'b, '_> {
        one.rolled
            .iter()
            .filter_map(|rolled| Some((self.of_catalogue(&rolled.layout)?, rolled)))
            .flat_map(|(layout, rolled)| layout.rows.iter().zip(rolled.marks.bytes()))
    }

    pub fn whole(&self, one: &Last) -> Tally {
        let mut whole = Tally::default();
        let all = one.rolled.iter().filter(|rolled| self.of_catalogue(&rolled.layout).is_some());
        all.flat_map(|rolled| rolled.marks.bytes()).for_each(|mark| whole.add(mark));
        whole
    }

    pub fn cells(&self, one: &Last) -> Vec<Tally> {
        let mut cells = vec![Tally::default(); self.sections.len()];
        let mut here = (0, "");
        for ((section, _, _), mark) in self.rows(one) {
            // Rows of a section stand together: it is looked up once.
            if here.1 != section {
                here = (self.sections.iter().position(|found| found == section).unwrap_or(0), section);
            }
            if let Some(cell) = cells.get_mut(here.0) {
                cell.add(mark);
            }
        }
        cells
    }

    pub fn weakest(&self, all: &BTreeMap<&str, &Last>, least: Option<usize>) -> Vec<Weak> {
        let mut found: BTreeMap<&str, (&(String, String, String), Tally)> = BTreeMap::new();
        let mut of_layout: BTreeMap<&str, Vec<Tally>> = BTreeMap::new();
        for rolled in all.values().flat_map(|one| &one.rolled) {
            let Some(layout) = self.of_catalogue(&rolled.layout) else { continue };
            let sums = of_layout
                .entry(rolled.layout.as_str())
                .or_insert_with(|| vec![Tally::default(); layout.rows.len()]);
            sums.iter_mut().zip(rolled.marks.bytes()).for_each(|(sum, mark)| sum.add(mark));
        }
        for (id, sums) in of_layout {
            let Some(layout) = self.of_catalogue(id) else { continue };
            for (row, sum) in layout.rows.iter().zip(sums) {
                found.entry(row.1.as_str()).or_insert((row, Tally::default())).1.join(sum);
            }
        }
        let mut weak: Vec<Weak> = found
            .into_values()
            .filter_map(|((section, control, practice), sum)| {
                let rate = sum.rate()?;
                Some(Weak {
                    section: section.clone(),
                    control: control.clone(),
                    practice: practice.clone(),
                    fails: sum.fails,
                    partly: sum.partly,
                    open: sum.open,
                    facilities: sum.asked(),
                    rate,
                })
            })
            .filter(|one| least.is_none_or(|least| usize::try_from(one.facilities).unwrap_or(0) >= least))
            .filter(|one| one.rate < 100)
            .collect();
        weak.sort_by(|a, b| (a.rate, &a.control).cmp(&(b.rate, &b.control)));
        weak.truncate(MOST_WEAK);
        weak
    }
}
