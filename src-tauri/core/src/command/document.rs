//! Commands around papers: which there are, how one looks, putting it on disk under a number, changing its template.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tenken_paper::layout::Laid;
use ts_rs::TS;

use super::paper::{PaperFormat, PaperRequest, Stand, broken, bytes};
use super::{Call, Nothing};
use crate::catalogue::Fault;
use crate::document::{self, Choice, DocumentChange, IssuedPaper, OwnTemplate, Source};
use crate::ledger::{self, Change, Outcome};
use crate::workspace::write_atomically;
use crate::{Error, Result};

/// One paper that can be printed.
#[derive(Debug, Serialize, TS)]
pub struct Paper {
    id: String,
    name: String,
    name_en: String,
    source: Source,
    basis: String,
    number: String,
    choices: Vec<Choice>,
    /// Changed by people here.
    own: bool,
    /// Whether this person may see what stands on it.
    may: bool,
}

pub fn list(call: &mut Call<'_>, _: Nothing) -> Result<Vec<Paper>> {
    let session = call.session()?;
    document::bundled_all()
        .map(|(id, _)| {
            let (text, own) = document::find(Some(session.db()), id)?;
            let head = document::read(id, &text)?;
            let may = head.source.right().is_none_or(|right| session.require(right).is_ok());
            Ok(Paper {
                id: head.id,
                name: head.name,
                name_en: head.name_en,
                source: head.source,
                basis: head.basis,
                number: head.number,
                choices: head.choices,
                own,
                may,
            })
        })
        .collect()
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct PreviewRequest {
    paper: PaperRequest,
    /// From which page on, counted from 0, and how many.
    from: usize,
    count: usize,
}

#[derive(Debug, Serialize, TS)]
pub struct Preview {
    title: String,
    /// How many pages there are in all, and their sizes in points.
    sizes: Vec<(f32, f32)>,
    /// Those that were asked for, as SVG.
    pages: Vec<String>,
    bookmarks: Vec<PageMark>,
    /// Characters that no typeface has, each with how often it stands there.
    missing: Vec<(String, usize)>,
    /// What is still missing before it can be handed in: one sentence each.
    gaps: Vec<Gap>,
}

#[derive(Debug, Serialize, TS)]
pub struct PageMark {
    text: String,
    level: u8,
    page: usize,
}

#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(rename = "PaperGap")]
pub struct Gap {
    catalogue: String,
    control: String,
    practice: String,
    /// Its sentence.
    text: String,
}

const MOST_PAGES: usize = 20;

pub fn preview(call: &mut Call<'_>, request: PreviewRequest) -> Result<Preview> {
    let made = call.paper(&request.paper, &Stand::default())?;
    let all = &made.laid.pages;
    let shown = all.iter().skip(request.from).take(request.count.min(MOST_PAGES));
    let pages = shown
        .map(|page| tenken_paper::html::page(&made.document, page).map_err(broken))
        .collect::<Result<_>>()?;
    let gaps = made.gaps.iter().map(|gap| serde_json::from_value(gap.clone()));
    let answer = Preview {
        title: made.document.title.clone(),
        sizes: all.iter().map(|page| (page.width, page.height)).collect(),
        pages,
        bookmarks: made
            .laid
            .bookmarks
            .iter()
            .map(|mark| PageMark { text: mark.text.clone(), level: mark.level, page: mark.page })
            .collect(),
        missing: made.laid.missing.clone(),
        gaps: gaps.collect::<Result<_, _>>().map_err(|e| Error::internal(e.to_string()))?,
    };
    call.desk.paper = Some(made);
    Ok(answer)
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PaperPictureRequest {
    paper: PaperRequest,
    /// From 0.
    page: usize,
}

#[derive(Debug, Serialize, TS)]
pub struct PaperPicture {
    pages: usize,
}

/// A page as a picture, as PNG: drawn from the very file that would be saved.
pub fn picture(call: &mut Call<'_>, request: PaperPictureRequest) -> Result<PaperPicture> {
    let made = call.paper(&request.paper, &Stand::default())?;
    let pages = made.laid.pages.len();
    let found = made.laid.pages.get(request.page).cloned();
    let one = Laid { pages: found.into_iter().collect(), ..Laid::default() };
    let file = tenken_paper::pdf::write(&made.document, &one).map_err(broken)?;
    call.desk.paper = Some(made);
    let drawn = crate::evidence::page_as_png(file, DOTS);
    *call.bytes_out =
        drawn.ok_or_else(|| Error::NoSuchThing { thing: format!("page {}", request.page + 1) })?;
    Ok(PaperPicture { pages })
}

/// Dots an inch.
const DOTS: f32 = 110.0;

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SaveRequest {
    paper: PaperRequest,
    format: PaperFormat,
    path: PathBuf,
    /// Under a number of its own, kept in the record.
    #[serde(default)]
    #[ts(as = "Option<_>")]
    issue: bool,
}

#[derive(Debug, Serialize, TS)]
pub struct Saved {
    path: String,
    number: Option<String>,
    pages: usize,
    missing: Vec<(String, usize)>,
    outcome: Option<Outcome>,
}

pub fn save(call: &mut Call<'_>, request: SaveRequest) -> Result<Saved> {
    if request.issue && request.paper.sample {
        return Err(Error::Invalid { field: "sample".into(), detail: "issue".into() });
    }
    let stand = if request.issue { call.numbered(&request.paper)? } else { Stand::default() };
    let made = call.paper(&request.paper, &stand)?;
    let bytes = bytes(&made, request.format)?;
    // Recorded only where the file can be written, and written only where it was recorded.
    let beside = beside(&request.path);
    write_atomically(&beside, &bytes)?;
    let recorded = call.record(&made, &stand, &bytes);
    let outcome = match recorded {
        Ok(outcome) => outcome,
        Err(error) => {
            let _ = std::fs::remove_file(&beside);
            return Err(error);
        }
    };
    std::fs::rename(&beside, &request.path).map_err(|e| Error::io("write", &request.path, &e))?;
    Ok(Saved {
        path: crate::error::display(&request.path),
        number: stand.number,
        pages: made.laid.pages.len(),
        missing: made.laid.missing.clone(),
        outcome,
    })
}

fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    path.with_file_name(format!(".{name}.new"))
}

pub fn issued(call: &mut Call<'_>, _: Nothing) -> Result<Vec<IssuedPaper>> {
    document::issued(call.session()?.db())
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WhichPaper {
    id: String,
}

/// A template to be changed, and where the work on it stands.
#[derive(Debug, Serialize, TS)]
pub struct PaperTemplate {
    text: String,
    own: Option<OwnTemplate>,
    /// As it came with Tenken.
    original: String,
}

pub fn template(call: &mut Call<'_>, request: WhichPaper) -> Result<PaperTemplate> {
    let db = call.session()?.db();
    let (original, _) = document::find(None, &request.id)?;
    let own = document::own(db, &request.id)?;
    let text = own.as_ref().map_or_else(|| original.clone(), |own| own.text.clone());
    Ok(PaperTemplate { text, own, original })
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CheckRequest {
    id: String,
    text: String,
}

/// Every fault of a template, looked for with the example's content: empty where it is good.
pub fn check_template(call: &mut Call<'_>, request: CheckRequest) -> Result<Vec<Fault>> {
    let paper = PaperRequest {
        values: Map::from_iter([("code".to_owned(), Value::String("0000-0000".into()))]),
        id: request.id,
        sample: true,
        text: Some(request.text),
        ..PaperRequest::default()
    };
    match call.paper(&paper, &Stand::default()) {
        Ok(_) => Ok(Vec::new()),
        Err(Error::Faulty { faults, .. }) => Ok(faults),
        Err(other) => Err(other),
    }
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetTemplateRequest {
    id: String,
    base: i64,
    text: String,
}

pub fn set_template(call: &mut Call<'_>, request: SetTemplateRequest) -> Result<Outcome> {
    let SetTemplateRequest { id, base, text } = request;
    let change = DocumentChange::SetTemplate { template: id, base, text, back_to: None };
    ledger::record(call.session()?, Change::Document(change))
}

#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DropTemplateRequest {
    id: String,
    base: i64,
}

pub fn drop_template(call: &mut Call<'_>, request: DropTemplateRequest) -> Result<Outcome> {
    let change = DocumentChange::DropTemplate { template: request.id, base: request.base };
    ledger::record(call.session()?, Change::Document(change))
}
