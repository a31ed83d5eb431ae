//! What may happen to the facility's profile.

use rusqlite::params;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};
use ts_rs::TS;
use uuid::Uuid;

use super::model::{FacilityKind, FacilityProfile};
use super::query;
use crate::ledger::{Change, Domain, Scene, Tag, Text, Thing, conflict, text};
use crate::people::Right;
use crate::{Error, Result};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, IntoStaticStr, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case", prefix = "facility.")]
pub enum FacilityChange {
    /// `base` is 0 for the first profile.
    Set {
        base: i64,
        profile: FacilityProfile,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        back_to: Option<i64>,
    },
}

impl Domain for FacilityChange {
    fn thing(&self) -> Thing {
        "facility".into()
    }

    fn right(&self, _by: Uuid) -> Right {
        Right::EditFacility
    }

    fn touches(&self) -> &'static [Tag] {
        &[Tag::Facility]
    }

    fn check(&self, scene: &Scene<'_>) -> Result<()> {
        let Self::Set { base, profile, .. } = self;
        text(&profile.name, &Text { field: "facility_name", limit: 200, required: true })?;
        text(&profile.kana, &Text { field: "kana", limit: 200, required: false })?;
        text(&profile.address, &Text { field: "address", limit: 400, required: false })?;
        if !(0..=10_000).contains(&profile.beds) {
            return Err(Error::Invalid { field: "beds".into(), detail: profile.beds.to_string() });
        }
        // 医療法1条の5: a clinic has 19 beds at the most.
        if matches!(profile.kind, FacilityKind::Clinic | FacilityKind::DentalClinic) && profile.beds > 19 {
            return Err(Error::Invalid { field: "beds".into(), detail: "clinic > 19".into() });
        }
        let found = query::find(scene.db)?;
        match found {
            Some(found) if found.revision != *base => {
                Err(conflict(scene.db, self.thing(), found.revision, profile, &found.profile))
            }
            _ => Ok(()),
        }
    }

    fn apply(&self, scene: &Scene<'_>) -> Result<Option<Change>> {
        let Self::Set { base, profile, back_to } = self;
        let revision = scene.revision(*back_to);
        let before = query::find(scene.db)?;
        let kind: &str = profile.kind.into();
        scene
            .db
            .prepare_cached(
                "INSERT INTO facility (id, name, kana, kind, beds, address, revision)
                 VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (id) DO UPDATE SET name = ?1, kana = ?2, kind = ?3, beds = ?4, address = ?5,
                                                revision = ?6",
            )
            .and_then(|mut s| {
                s.execute(params![profile.name, profile.kana, kind, profile.beds, profile.address, revision])
            })
            .map_err(Error::db("changing the facility"))?;
        Ok(before.map(|f| {
            Change::Facility(Self::Set { base: revision, profile: f.profile, back_to: Some(*base) })
        }))
    }
}
