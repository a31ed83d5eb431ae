//! The nouns of a catalogue, exactly as its TOML file has them. `checklists/schema.json` is made from these types.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use strum::{EnumString, IntoStaticStr, VariantNames};
use ts_rs::TS;

use super::plain::{OneOrMany, is_false};
use crate::{Error, Result};

/// One source document（付表, a network's regulation, a foreign framework）as controls.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Catalogue {
    #[serde(rename = "catalogue")]
    pub head: Head,
    /// 対象: the grades there are and whom they concern. Left out: A, B, C as 付表 has them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub grades: Vec<Grade>,
    /// 文例の空欄: every `{{…}}` of a clause.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub blanks: Vec<Blank>,
    /// 施設への問い: what decides whether rows apply.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub profile_questions: Vec<ProfileQuestion>,
    /// An answer scale of the catalogue's own, where none of the named ones fits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_scale: Option<super::Scale>,
    pub sections: Vec<Section>,
}

/// What the document is, who issued it, and which of our scales answers it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Head {
    /// Stable id, e.g. `fuhyo-5.1`.
    pub id: String,
    /// 正式な名称
    pub title: String,
    /// 狭いところで使う短い名称
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_title: Option<String>,
    /// 版, as the document says it.
    pub version: String,
    /// 発行者
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// 発行日: YYYY, YYYY-MM or YYYY-MM-DD.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^\d{4}(-\d{2}(-\d{2})?)?$"))]
    pub issued: Option<String>,
    /// `ja`, `en`, …
    #[serde(default = "japanese")]
    pub language: String,
    /// 出典の文書
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The catalogue that this one replaces（旧版の id）.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<String>,
    /// 回答の形式: `conformance`（〇△×－）, `yes_no_dates`, `yes_no_na`, or `own` with `[own_scale]`.
    #[serde(default = "conformance")]
    pub scale: String,
    /// 版や収録範囲について、読む人が知っておくこと
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

fn japanese() -> String {
    "ja".into()
}

fn conformance() -> String {
    "conformance".into()
}

/// 対象の区分
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Grade {
    pub id: String,
    pub label: String,
    /// Facility sizes it concerns. Left out: nobody by size, only by choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub sizes: Vec<Size>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The two sizes that 付表 tells apart.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    JsonSchema,
    TS,
    IntoStaticStr,
    EnumString,
    VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Size {
    /// 大/中規模病院
    Large,
    /// 小規模病院、診療所
    Small,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct Blank {
    /// `facility.name`
    pub id: String,
    pub label: String,
    #[serde(rename = "type")]
    pub kind: BlankKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum BlankKind {
    Text,
    Number,
    Person,
    Role,
    Facility,
    Date,
    List,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ProfileQuestion {
    pub id: String,
    pub ask: String,
}

/// 章・条. Sections of foreign frameworks may stand in one another.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Section {
    pub id: String,
    /// The section it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// 付表1, 付表2, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// ①, 第3条, 2.1, as printed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub number: String,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub controls: Vec<Control>,
}

/// One row of a table, one thing that is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Control {
    /// Stable id, e.g. `F1-01`.
    pub id: String,
    /// The control it belongs under, in foreign frameworks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// 管理事項番号
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub section_number: String,
    /// 運用管理項目
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub domain: String,
    /// 実施項目
    pub practice: String,
    /// 対象の区分
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "super::plain::one_or_many")]
    #[ts(as = "Option<_>")]
    #[schemars(with = "OneOrMany")]
    #[ts(as = "Option<OneOrMany>", optional)]
    pub grade: Vec<String>,
    /// The grade as printed（全角・半角のまま）.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade_mark: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternative: Option<Alternative>,
    /// A row for the other size that a facility may take in by choice.
    #[serde(default, skip_serializing_if = "is_false")]
    #[ts(as = "Option<_>")]
    pub opt_in: bool,
    /// Profile questions that must all be answered yes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub applies_if: Vec<String>,
    /// 対象から外れたときに見せる理由
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applies_why: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub aspects: Vec<Aspect>,
    /// 何を聞かれているか
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub question: String,
    /// The requirement in its issuer's own words, where a guest brought them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// Questions of a questionnaire, with the choices it offers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub asks: Vec<Ask>,
    /// 技術的対策
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub technical: Vec<String>,
    /// 運用的対策
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub operational: Vec<String>,
    /// 証跡の例
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub proof: Vec<String>,
    /// 出典の箇所
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub source: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duty: Option<Duty>,
    /// 証明になる台帳と、その新しさ
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub registers: Vec<RegisterProof>,
    /// Rows of this catalogue which the same answer should serve.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub same_as: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// 運用管理規程文例
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub clauses: Vec<Clause>,
}

/// Rows of which a facility keeps one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct Alternative {
    pub group: String,
    pub by: AlternativeBy,
}

#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    JsonSchema,
    TS,
    IntoStaticStr,
    EnumString,
    VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum AlternativeBy {
    /// The grade decides.
    Size,
    /// The facility decides.
    Situation,
}

#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    JsonSchema,
    TS,
    IntoStaticStr,
    EnumString,
    VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Aspect {
    Organizational,
    Personnel,
    Physical,
    Technical,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Ask {
    pub text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub choices: Vec<String>,
    /// More than one choice may be taken.
    #[serde(default, skip_serializing_if = "is_false")]
    #[ts(as = "Option<_>")]
    pub many: bool,
}

/// Who does it, for whom, how often, by when.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Duty {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct RegisterProof {
    /// The register's id, e.g. `backup`.
    pub id: String,
    pub cycle: Cycle,
    /// Only records for which this holds prove it: an expression over the register's fields（`kind == 'firewall'`）.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[ts(as = "Option<_>")]
    pub when: String,
}

#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    JsonSchema,
    TS,
    IntoStaticStr,
    EnumString,
    VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Cycle {
    Day,
    Month,
    HalfYear,
    Year,
    FiscalYear,
    /// Whenever it happens.
    Event,
    /// The source gives no period: the person chooses one, and it is shown as their own decision.
    Own,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct Clause {
    /// Left out: for both.
    #[serde(default, rename = "for", skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<_>")]
    pub audience: Vec<Audience>,
    pub text: String,
}

#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    JsonSchema,
    TS,
    IntoStaticStr,
    EnumString,
    VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Audience {
    Hospital,
    Clinic,
}

impl Catalogue {
    pub fn controls(&self) -> impl Iterator<Item = &Control> {
        self.sections.iter().flat_map(|section| &section.controls)
    }

    pub fn control_count(&self) -> usize {
        self.sections.iter().map(|section| section.controls.len()).sum()
    }

    /// Sections with their controls, one by one.
    pub fn rows(&self) -> impl Iterator<Item = (&Section, &Control)> {
        self.sections
            .iter()
            .flat_map(|section| section.controls.iter().map(move |control| (section, control)))
    }

    pub fn find(&self, id: &str) -> Option<&Control> {
        self.controls().find(|control| control.id == id)
    }

    pub fn short_title(&self) -> &str {
        self.head.short_title.as_deref().unwrap_or(&self.head.title)
    }

    /// The grades of the catalogue, or those of 付表 where it names none.
    pub fn grades(&self) -> Vec<Grade> {
        if self.grades.is_empty() { usual_grades() } else { self.grades.clone() }
    }

    /// SHA-256 over the canonical JSON: two files of one content have one hash, whatever their layout.
    pub fn content_hash(&self) -> Result<String> {
        let text = serde_json_canonicalizer::to_string(self).map_err(|e| Error::internal(e.to_string()))?;
        Ok(data_encoding::HEXLOWER.encode(&Sha256::digest(text)))
    }
}

/// The grades of 付表.
fn usual_grades() -> Vec<Grade> {
    let grade = |id: &str, label: &str, sizes: &[Size]| Grade {
        id: id.into(),
        label: label.into(),
        sizes: sizes.into(),
        note: None,
    };
    vec![
        grade("A", "医療機関の規模を問わない", &[Size::Large, Size::Small]),
        grade("B", "大/中規模病院", &[Size::Large]),
        grade("C", "小規模病院、診療所", &[Size::Small]),
    ]
}

impl Control {
    /// What stands at the end of a line where a single sentence is wanted.
    pub fn asked(&self) -> &str {
        if self.question.is_empty() {
            self.statement.as_deref().unwrap_or(&self.practice)
        } else {
            &self.question
        }
    }
}
