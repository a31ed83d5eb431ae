//! What may happen to papers: one is issued under a number; a template is changed, or Tenken's own taken again.

use rusqlite::params;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};
use ts_rs::TS;
use uuid::Uuid;

use super::{number, query, template};
use crate::ledger::{Change, Domain, Scene, Tag, Text, Thing, conflict, text};
use crate::people::Right;
use crate::{Error, Result};

/// No template of a paper is longer.
const LONGEST: usize = 200_000;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, IntoStaticStr, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", prefix = "document.")]
pub enum DocumentChange {
    /// A number, once given, is never given again and never taken back: it stands on paper.
    Issue {
        id: Uuid,
        template: String,
        title: String,
        fiscal_year: i32,
        seq: i64,
        number: String,
        /// Of the file.
        sha256: String,
        pages: i64,
    },
    /// `base` is 0 for the first change of a template.
    SetTemplate {
        template: String,
        base: i64,
        text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
    },
    DropTemplate {
        template: String,
        base: i64,
    },
}

impl Domain for DocumentChange {
    fn thing(&self) -> Thing {
        match self {
            Self::Issue { id, .. } => format!("paper:{id}"),
            Self::SetTemplate { template, .. } | Self::DropTemplate { template, .. } => {
                format!("paper_template:{template}")
            }
        }
    }

    fn right(&self, _by: Uuid) -> Right {
        match self {
            Self::Issue { .. } => Right::IssuePapers,
            Self::SetTemplate { .. } | Self::DropTemplate { .. } => Right::EditTemplates,
        }
    }

    fn touches(&self) -> &'static [Tag] {
        &[Tag::Papers]
    }

    fn check(&self, scene: &Scene<'_>) -> Result<()> {
        match self {
            Self::Issue { template, title, fiscal_year, seq, number, .. } => {
                text(title, &Text { field: "title", limit: 400, required: true })?;
                text(number, &Text { field: "number", limit: 100, required: true })?;
                if number::next(scene.db, template, *fiscal_year)? != *seq || taken(scene, number)? {
                    return Err(Error::NumberTaken { number: number.clone() });
                }
                Ok(())
            }
            Self::SetTemplate { template, base, text, .. } => {
                if text.len() > LONGEST {
                    let length = i64::try_from(text.len()).unwrap_or(i64::MAX);
                    return Err(Error::TooLong { field: "text".into(), length, limit: 200_000 });
                }
                let read = template::read(template, text)?;
                template::require_id(template, text, &read, template)?;
                if template::bundled_all().all(|(id, _)| id != template) {
                    return Err(Error::NoSuchThing { thing: template.clone() });
                }
                self.require_base(scene, template, *base, text)
            }
            Self::DropTemplate { template, base } => self.require_base(scene, template, *base, ""),
        }
    }

    fn apply(&self, scene: &Scene<'_>) -> Result<Option<Change>> {
        match self {
            Self::Issue { id, template, title, fiscal_year, seq, number, sha256, pages } => {
                scene
                    .db
                    .prepare_cached(
                        "INSERT INTO paper (id, template, title, fiscal_year, seq, number, sha256, pages, issued, issued_by)
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                    )
                    .and_then(|mut s| {
                        s.execute(params![
                            id.to_string(),
                            template,
                            title,
                            fiscal_year,
                            seq,
                            number,
                            sha256,
                            pages,
                            scene.at.to_string(),
                            scene.by.to_string()
                        ])
                    })
                    .map_err(Error::db("issuing a paper"))?;
                Ok(None)
            }
            Self::SetTemplate { template, base, text, back_to } => {
                let revision = scene.revision(*back_to);
                let before = query::own(scene.db, template)?;
                scene
                    .db
                    .prepare_cached(
                        "INSERT INTO paper_template (template, text, revision) VALUES (?1, ?2, ?3)
                         ON CONFLICT (template) DO UPDATE SET text = ?2, revision = ?3",
                    )
                    .and_then(|mut s| s.execute(params![template, text, revision]))
                    .map_err(Error::db("changing a template"))?;
                let template = template.clone();
                Ok(Some(Change::Document(match before {
                    Some(before) => Self::SetTemplate {
                        template,
                        base: revision,
                        text: before.text,
                        back_to: Some(*base),
                    },
                    None => Self::DropTemplate { template, base: revision },
                })))
            }
            Self::DropTemplate { template, base } => {
                let before = query::own(scene.db, template)?;
                scene
                    .db
                    .prepare_cached("DELETE FROM paper_template WHERE template = ?1")
                    .and_then(|mut s| s.execute([template]))
                    .map_err(Error::db("dropping a template"))?;
                let again = |before: super::OwnTemplate| {
                    let (template, text) = (template.clone(), before.text);
                    Change::Document(Self::SetTemplate { template, base: 0, text, back_to: Some(*base) })
                };
                Ok(before.map(again))
            }
        }
    }
}

impl DocumentChange {
    fn require_base(&self, scene: &Scene<'_>, template: &str, base: i64, yours: &str) -> Result<()> {
        match query::own(scene.db, template)? {
            Some(found) if found.revision != base => {
                Err(conflict(scene.db, self.thing(), found.revision, &yours, &found.text))
            }
            None if base != 0 => Err(Error::NoSuchThing { thing: self.thing() }),
            _ => Ok(()),
        }
    }
}

fn taken(scene: &Scene<'_>, number: &str) -> Result<bool> {
    scene
        .db
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM paper WHERE number = ?1)")
        .and_then(|mut s| s.query_row([number], |r| r.get(0)))
        .map_err(Error::db("looking for a document number"))
}
