//! All facilities side by side: how much of each section they conform to, over the years, what is weakest, who is late, and how
//! districts and kinds stand. Counted from a letter a row, so that thousands of facilities are looked at in one go.

mod model;
mod read;
mod view;

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

pub use self::model::{
    By, Cell, FacilityLine, Group, Late, Portfolio, PortfolioFilter, SectionHead, Weak, YearSum,
};
use self::view::{Last, Tally, View};
use super::query;
use crate::Result;
use crate::calendar::Day;
use crate::submission::model::Enrolled;
use crate::submission::query::all_enrolled;

const APPROVED: &str = "approved";

pub fn portfolio(db: &Connection, filter: &PortfolioFilter, today: Day) -> Result<Portfolio> {
    let settings = query::settings(db)?.0;
    let least = filter.masked.then(|| usize::try_from(settings.mask_below).unwrap_or(usize::MAX));
    let layouts = read::layouts(db)?;
    let mut sent = read::last_sent(db)?;
    let years_known: BTreeSet<i32> = sent.iter().map(|one| one.fiscal_year).collect();
    let fiscal_year =
        filter.fiscal_year.or(years_known.last().copied()).unwrap_or_else(|| today.fiscal_year());
    let catalogues = read::catalogues(&sent, &layouts);
    let catalogue = filter.catalogue.clone().or_else(|| catalogues.first().map(|one| one.0.clone()));
    let enrolled = all_enrolled(db)?.into_iter().map(|(public, one, _)| (public, one));
    let enrolled: BTreeMap<String, Enrolled> = enrolled.filter(|(_, one)| !one.stopped).collect();
    let districts: BTreeSet<String> =
        enrolled.values().map(|one| one.district.clone()).filter(|one| !one.is_empty()).collect();
    // What goes outside is of all of them: whoever narrows it again and again would learn of each.
    let (district, kind) = if filter.masked { (None, None) } else { (filter.district.as_ref(), filter.kind) };
    let chosen: BTreeMap<&str, &Enrolled> = enrolled
        .iter()
        .filter(|(_, one)| district.is_none_or(|wanted| one.district == *wanted))
        .filter(|(_, one)| kind.is_none_or(|wanted| one.kind == Some(wanted)))
        .map(|(public, one)| (public.as_str(), one))
        .collect();
    sent.retain(|one| chosen.contains_key(one.public.as_str()));
    let of_year = || sent.iter().filter(|one| one.fiscal_year == fiscal_year);
    let view = View::of(&layouts, catalogue.as_deref(), of_year());
    let this_year: BTreeMap<&str, &Last> = of_year().map(|one| (one.public.as_str(), one)).collect();
    let expected_by = query::day_of(fiscal_year, &settings.expected_by);
    let sums = Sums::of(&chosen, &this_year, &view, expected_by.is_some_and(|day| day < today));
    let enough = |count: usize| least.is_none_or(|least| count >= least);
    let received = this_year.len();
    let verdicts = || this_year.values().map(|one| one.verdict.as_deref());
    let rate = |sum: &Tally| sum.rate().filter(|_| enough(received));
    let heads = view.sections.iter().zip(&sums.sections);
    let (total, facilities) = page(sums.lines, filter);
    Ok(Portfolio {
        fiscal_year,
        years_known: years_known.into_iter().collect(),
        catalogues,
        districts: districts.into_iter().collect(),
        enrolled: chosen.len(),
        received,
        approved: verdicts().filter(|one| *one == Some(APPROVED)).count(),
        waiting: verdicts().filter(Option::is_none).count(),
        late: sums.late.len(),
        expected_by,
        rate: rate(&sum(&sums.sections)),
        sections: heads.map(|(title, sum)| SectionHead { title: title.clone(), rate: rate(sum) }).collect(),
        total,
        facilities,
        years: years(&sent, &view, &enough),
        weakest: if enough(received) { view.weakest(&this_year, least) } else { Vec::new() },
        groups: masked(sums.groups, least),
        late_ones: if filter.masked { Vec::new() } else { first_late(sums.late) },
        catalogue,
    })
}

/// What is counted in one go through everybody.
struct Sums {
    sections: Vec<Tally>,
    groups: BTreeMap<(By, String), (usize, usize, Tally)>,
    lines: Vec<FacilityLine>,
    late: Vec<Late>,
}

impl Sums {
    fn of(
        chosen: &BTreeMap<&str, &Enrolled>,
        this_year: &BTreeMap<&str, &Last>,
        view: &View<'_>,
        over: bool,
    ) -> Self {
        let mut sums = Self {
            sections: vec![Tally::default(); view.sections.len()],
            groups: BTreeMap::new(),
            lines: Vec::new(),
            late: Vec::new(),
        };
        for (public, one) in chosen {
            let sent = this_year.get(public);
            let cells = sent.map(|sent| view.cells(sent)).unwrap_or_default();
            for (sum, cell) in sums.sections.iter_mut().zip(&cells) {
                sum.join(*cell);
            }
            let whole = sum(&cells);
            let kind: &str = one.kind.map_or("", Into::into);
            for key in [(By::District, one.district.clone()), (By::Kind, kind.to_owned())] {
                let group = sums.groups.entry(key).or_default();
                group.0 += 1;
                group.1 += usize::from(sent.is_some());
                group.2.join(whole);
            }
            let (public, name, district) = ((*public).to_owned(), one.name.clone(), one.district.clone());
            let late = over && sent.is_none();
            if late {
                let (public, name, district) = (public.clone(), name.clone(), district.clone());
                sums.late.push(Late { public, name, district });
            }
            let cell = |cell: &Tally| Cell { rate: cell.rate(), fails: cell.fails, open: cell.open };
            sums.lines.push(FacilityLine {
                public,
                name,
                district,
                kind: one.kind,
                fingerprint: sent.map(|sent| sent.fingerprint.clone()),
                verdict: sent.and_then(|sent| sent.verdict.clone()),
                rate: whole.rate(),
                cells: cells.iter().map(cell).collect(),
                late,
            });
        }
        sums
    }
}

fn years(sent: &[Last], view: &View<'_>, enough: &impl Fn(usize) -> bool) -> Vec<YearSum> {
    let mut years: BTreeMap<i32, (usize, usize, Tally)> = BTreeMap::new();
    for one in sent {
        let year = years.entry(one.fiscal_year).or_default();
        year.0 += 1;
        year.1 += usize::from(one.verdict.as_deref() == Some(APPROVED));
        year.2.join(view.whole(one));
    }
    let year = |(fiscal_year, (received, approved, sum)): (i32, (usize, usize, Tally))| {
        let rate = sum.rate().filter(|_| enough(received));
        YearSum { fiscal_year, received, approved, rate }
    };
    years.into_iter().map(year).collect()
}

/// How many there are, and those that are shown.
fn page(mut lines: Vec<FacilityLine>, filter: &PortfolioFilter) -> (usize, Vec<FacilityLine>) {
    if filter.masked {
        return (0, Vec::new());
    }
    let text = filter.text.trim();
    lines.retain(|line| line.name.contains(text));
    lines.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.public.cmp(&b.public)));
    if filter.weakest_first {
        // Who sent nothing comes last: there is nothing to be weak in.
        lines.sort_by_key(|line| line.rate.unwrap_or(u32::MAX));
    }
    (lines.len(), lines.into_iter().skip(filter.from).take(filter.count.unwrap_or(100)).collect())
}

fn first_late(mut late: Vec<Late>) -> Vec<Late> {
    late.sort_by(|a, b| a.name.cmp(&b.name));
    late.truncate(MOST_LATE);
    late
}

const MOST_LATE: usize = 200;

fn sum(all: &[Tally]) -> Tally {
    let mut whole = Tally::default();
    for one in all {
        whole.join(*one);
    }
    whole
}

/// Small groups say nothing; and where only one of them would be hidden, the next smallest is too: it could be reckoned from
/// the rest.
fn masked(groups: BTreeMap<(By, String), (usize, usize, Tally)>, least: Option<usize>) -> Vec<Group> {
    let mut all: Vec<Group> = groups
        .into_iter()
        .map(|((by, name), (enrolled, received, sum))| {
            let hidden = least.is_some_and(|least| received < least);
            Group { by, name, enrolled, received: Some(received), rate: sum.rate(), masked: hidden }
        })
        .collect();
    if least.is_some() {
        for by in [By::District, By::Kind] {
            if all.iter().filter(|one| one.by == by && one.masked).count() == 1 {
                let next = all.iter_mut().filter(|one| one.by == by && !one.masked);
                if let Some(next) = next.min_by_key(|one| one.received) {
                    next.masked = true;
                }
            }
        }
        for one in all.iter_mut().filter(|one| one.masked) {
            (one.received, one.rate) = (None, None);
        }
    }
    all
}
