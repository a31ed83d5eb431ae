//! Commands around papers: which there are, how one looks, putting it on disk under a number, changing its template.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use tenken_paper::block::Document;
use tenken_paper::layout::{Laid, lay_out};
use ts_rs::TS;
use uuid::Uuid;

use super::{Call, Nothing};
use crate::assessment::{self, State};
use crate::catalogue::Fault;
use crate::document::{
    self, Ask, Audited, Choice, DocumentChange, IssuedPaper, Listed, OwnTemplate, Source, Taught, fill,
    of_pattern,
};
use crate::ledger::{self, Change, Outcome};
use crate::people::{self, Right};
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

/// Which paper, of what, and how.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct PaperRequest {
    #[ts(as = "String", optional = false)]
    id: String,
    /// An assessment's id; the newest where none is given.
    subject: Option<Uuid>,
    #[ts(as = "Option<_>")]
    choices: BTreeMap<String, String>,
    /// What is handed over for this paper alone: a form's `record`, a recovery `code`, `from` and `to`.
    #[ts(as = "Option<_>")]
    values: Map<String, Value>,
    /// Records that stand on a form: the first one fills its fields, each of them a line where there are lines.
    #[ts(as = "Option<_>")]
    records: Vec<Uuid>,
    /// The register that is listed on the paper `register`.
    register: Option<Listed>,
    /// The training that it is about.
    training: Option<Taught>,
    /// The audit or the finding that it is about.
    audit: Option<Audited>,
    /// The 年度 whose days are listed on the paper `year-calendar`.
    year: Option<i32>,
    /// Filled with an example.
    #[ts(as = "Option<_>")]
    sample: bool,
    /// A template that is being changed, not yet saved.
    text: Option<String>,
}

/// A paper that is filled and laid out, and what it was made from.
pub struct Made {
    key: String,
    document: Document,
    laid: Laid,
    gaps: Vec<Value>,
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaperFormat {
    Pdf,
    Xlsx,
    Html,
}

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

fn bytes(made: &Made, format: PaperFormat) -> Result<Vec<u8>> {
    let Made { document, laid, .. } = made;
    match format {
        PaperFormat::Pdf => tenken_paper::pdf::write(document, laid).map_err(broken),
        PaperFormat::Xlsx => tenken_paper::sheet::write(document).map_err(broken),
        PaperFormat::Html => {
            tenken_paper::html::write(document, laid).map(String::into_bytes).map_err(broken)
        }
    }
}

fn broken(error: tenken_paper::Error) -> Error {
    match error {
        tenken_paper::Error::Picture { name, detail } => Error::PaperPicture { name, detail },
        other => Error::internal(other.to_string()),
    }
}

/// Under which number a paper goes out.
#[derive(Default)]
struct Stand {
    number: Option<String>,
    seq: i64,
    fiscal_year: i32,
    template: String,
}

impl PaperRequest {
    /// The paper of an assessment.
    pub(super) fn of(id: &str, subject: Uuid) -> Self {
        Self { id: id.into(), subject: Some(subject), ..Self::default() }
    }
}

impl Call<'_> {
    /// A paper's PDF, without a number.
    pub(super) fn pdf(&mut self, request: &PaperRequest) -> Result<Vec<u8>> {
        let made = self.paper(request, &Stand::default())?;
        bytes(&made, PaperFormat::Pdf)
    }

    fn numbered(&mut self, request: &PaperRequest) -> Result<Stand> {
        let fiscal_year = self.today().fiscal_year();
        let session = self.session()?;
        session.require(Right::IssuePapers)?;
        let (text, _) = document::find(Some(session.db()), &request.id)?;
        let template = document::read(&request.id, &text)?;
        let seq = document::next(session.db(), &request.id, fiscal_year)?;
        let number = of_pattern(&template.number, fiscal_year, seq);
        Ok(Stand { number: Some(number), seq, fiscal_year, template: request.id.clone() })
    }

    fn record(&mut self, made: &Made, stand: &Stand, bytes: &[u8]) -> Result<Option<Outcome>> {
        let Some(number) = stand.number.clone() else { return Ok(None) };
        let change = DocumentChange::Issue {
            id: Uuid::now_v7(),
            template: stand.template.clone(),
            title: made.document.title.clone(),
            fiscal_year: stand.fiscal_year,
            seq: stand.seq,
            number,
            sha256: data_encoding::HEXLOWER.encode(&Sha256::digest(bytes)),
            pages: i64::try_from(made.laid.pages.len()).unwrap_or(i64::MAX),
        };
        ledger::record(self.session()?, Change::Document(change)).map(Some)
    }

    /// Filled and laid out. What was just shown is not made again.
    fn paper(&mut self, request: &PaperRequest, stand: &Stand) -> Result<Made> {
        let now = self.desk.clock.now();
        let head = self.session()?.head()?.seq;
        let key = serde_json::to_string(&(request, &stand.number, head, now.day()))
            .map_err(|e| Error::internal(e.to_string()))?;
        if let Some(made) = self.desk.paper.take()
            && made.key == key
        {
            return Ok(made);
        }
        let text = match &request.text {
            Some(text) => text.clone(),
            None => document::find(Some(self.session()?.db()), &request.id)?.0,
        };
        let file = format!("{}.toml", request.id);
        let template = document::read(&file, &text)?;
        document::require_id(&file, &text, &template, &request.id)?;
        if let Some(right) = template.source.right() {
            self.session()?.require(right)?;
        }
        if !request.records.is_empty() || request.register.is_some() {
            self.session()?.require(Right::SeeRegisters)?;
        }
        if request.training.is_some() {
            self.session()?.require(Right::SeeTraining)?;
        }
        if request.audit.is_some() {
            self.session()?.require(Right::SeeAudits)?;
        }
        let mut values = request.values.clone();
        if let Some(year) = request.year {
            values.insert("record".into(), super::calendar::of_year(self, year)?);
        }
        let assessment = match template.source {
            Source::Checklist => Some(self.chosen(request.subject)?),
            _ => None,
        };
        let session = self.session()?;
        let (_, roles) = people::roles_of(session.db(), session.person())?;
        let issued_on = stand.number.as_ref().map(|_| now.day().to_string()).unwrap_or_default();
        let data = document::data(
            &template,
            &Ask {
                db: session.db(),
                person: session.person(),
                roles: &roles,
                today: now.day(),
                assessment,
                choices: &request.choices,
                values: &values,
                records: &request.records,
                register: request.register.as_ref(),
                training: request.training.as_ref(),
                audit: request.audit.as_ref(),
                sample: request.sample,
                number: stand.number.as_deref().unwrap_or_default(),
                issued_on: &issued_on,
            },
        )?;
        let mut document = fill(&file, &text, &data)?;
        let author = data.pointer("/facility/name").and_then(Value::as_str).unwrap_or_default();
        author.clone_into(&mut document.author);
        document.number = stand.number.clone().unwrap_or_default();
        document.made_at = now.to_string();
        let laid = lay_out(&document).map_err(broken)?;
        let gaps = data.get("missing").and_then(Value::as_array).cloned().unwrap_or_default();
        Ok(Made { key, document, laid, gaps })
    }

    /// The assessment that is meant: the newest that was not withdrawn, where none is named.
    fn chosen(
        &mut self,
        subject: Option<Uuid>,
    ) -> Result<(assessment::Assessment, super::assessment::Pinned)> {
        if let Some(id) = subject {
            return self.pinned(id);
        }
        let all = assessment::list(self.session()?.db())?;
        let newest = all.into_iter().find(|one| one.state != State::Withdrawn);
        self.pinned(newest.ok_or_else(|| Error::NoSuchThing { thing: "assessment".into() })?.id)
    }
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
