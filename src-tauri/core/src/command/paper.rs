//! A paper that is filled and laid out: what is asked for, and the file that becomes of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use tenken_paper::block::Document;
use tenken_paper::layout::{Laid, lay_out};
use ts_rs::TS;
use uuid::Uuid;

use super::Call;
use crate::assessment::{self, State};
use crate::document::{self, Ask, Audited, DocumentChange, Handed, Listed, Source, Taught, fill, of_pattern};
use crate::ledger::{self, Change, Outcome};
use crate::package::spoken;
use crate::people::{self, Right};
use crate::submission::{self, About, Snapshot, SubmissionRow};
use crate::{Error, Result};

/// Which paper, of what, and how.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct PaperRequest {
    #[ts(as = "String", optional = false)]
    pub(super) id: String,
    /// An assessment's id; the newest where none is given.
    pub(super) subject: Option<Uuid>,
    #[ts(as = "Option<_>")]
    pub(super) choices: BTreeMap<String, String>,
    /// What is handed over for this paper alone: a form's `record`, a recovery `code`, `from` and `to`.
    #[ts(as = "Option<_>")]
    pub(super) values: Map<String, Value>,
    /// Records that stand on a form: the first one fills its fields, each of them a line where there are lines.
    #[ts(as = "Option<_>")]
    pub(super) records: Vec<Uuid>,
    /// The register that is listed on the paper `register`.
    pub(super) register: Option<Listed>,
    /// The training that it is about.
    pub(super) training: Option<Taught>,
    /// The audit or the finding that it is about.
    pub(super) audit: Option<Audited>,
    /// What was handed in, decided or recommended, and how all stand.
    pub(super) handed: Option<Handed>,
    /// The 年度 whose days are listed on the paper `year-calendar`.
    pub(super) year: Option<i32>,
    /// Filled with an example.
    #[ts(as = "Option<_>")]
    pub(super) sample: bool,
    /// A template that is being changed, not yet saved.
    pub(super) text: Option<String>,
}

/// A paper that is filled and laid out, and what it was made from.
pub struct Made {
    pub(super) key: String,
    pub(super) document: Document,
    pub(super) laid: Laid,
    pub(super) gaps: Vec<Value>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaperFormat {
    Pdf,
    Xlsx,
    Html,
}

pub(super) fn bytes(made: &Made, format: PaperFormat) -> Result<Vec<u8>> {
    let Made { document, laid, .. } = made;
    match format {
        PaperFormat::Pdf => tenken_paper::pdf::write(document, laid).map_err(broken),
        PaperFormat::Xlsx => tenken_paper::sheet::write(document).map_err(broken),
        PaperFormat::Html => {
            tenken_paper::html::write(document, laid).map(String::into_bytes).map_err(broken)
        }
    }
}

pub(super) fn broken(error: tenken_paper::Error) -> Error {
    match error {
        tenken_paper::Error::Picture { name, detail } => Error::PaperPicture { name, detail },
        other => Error::internal(other.to_string()),
    }
}

/// Under which number a paper goes out.
#[derive(Default)]
pub(super) struct Stand {
    pub(super) number: Option<String>,
    pub(super) seq: i64,
    pub(super) fiscal_year: i32,
    pub(super) template: String,
    /// A submission that is just being frozen, and the fingerprint that its papers carry.
    pub(super) frozen: Option<Frozen>,
}

/// A submission as it stands and as it was frozen, and what is known by its fingerprint.
pub(super) type Frozen = Arc<(SubmissionRow, Snapshot)>;

impl Call<'_> {
    /// A paper that is handed in with a submission: it carries the fingerprint of what is said.
    pub(super) fn paper_of_submission(&mut self, id: &str, frozen: &Frozen) -> Result<Vec<u8>> {
        let one = &frozen.0.submission;
        let about = submission::kind(&one.kind)?.about;
        let own = id == submission::SHEET || id == submission::RECORDS;
        let request = PaperRequest {
            id: id.to_owned(),
            subject: one.assessment.filter(|_| about == About::Assessment),
            records: if own { Vec::new() } else { one.records.clone() },
            audit: one.finding.filter(|_| !own).map(Audited::of_finding),
            handed: own.then_some(Handed::Submission { id: frozen.0.id }),
            ..PaperRequest::default()
        };
        let stand = Stand { frozen: Some(Arc::clone(frozen)), ..Stand::default() };
        let made = self.paper(&request, &stand)?;
        bytes(&made, PaperFormat::Pdf)
    }

    /// What a paper is called.
    pub(super) fn paper_name(&mut self, id: &str) -> Result<String> {
        document::name_of(self.session()?.db(), id)
    }

    pub(super) fn numbered(&mut self, request: &PaperRequest) -> Result<Stand> {
        let fiscal_year = self.today().fiscal_year();
        let session = self.session()?;
        session.require(Right::IssuePapers)?;
        let (text, _) = document::find(Some(session.db()), &request.id)?;
        let template = document::read(&request.id, &text)?;
        let seq = document::next(session.db(), &request.id, fiscal_year)?;
        let number = of_pattern(&template.number, fiscal_year, seq);
        let template = request.id.clone();
        Ok(Stand { number: Some(number), seq, fiscal_year, template, frozen: None })
    }

    pub(super) fn record(&mut self, made: &Made, stand: &Stand, bytes: &[u8]) -> Result<Option<Outcome>> {
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
    pub(super) fn paper(&mut self, request: &PaperRequest, stand: &Stand) -> Result<Made> {
        let now = self.desk.clock.now();
        let head = self.session()?.head()?.seq;
        let facts = stand.frozen.as_ref().map(|one| submission::facts(&one.1)).transpose()?;
        let key = serde_json::to_string(&(request, &stand.number, head, now.day(), &facts))
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
        if let Some(handed) = &request.handed {
            self.session()?.require(handed.right())?;
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
                handed: request.handed.as_ref(),
                frozen: stand.frozen.as_deref(),
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
        if let Some(facts) = &facts {
            // Every page says what it belongs to.
            let left = format!("{}　照合番号 {}", document.footer.left, spoken(facts));
            left.trim().clone_into(&mut document.footer.left);
        }
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
