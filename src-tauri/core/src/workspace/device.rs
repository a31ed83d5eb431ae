//! Which computer this is. Its name stands in every entry of the operation record.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::files;
use super::layout::Home;
use crate::error::IoContext;
use crate::{Error, Result};

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Device {
    pub id: Uuid,
    pub name: String,
}

impl Device {
    /// Made at first use. A damaged file is made anew: the id tells computers apart, it protects nothing.
    pub fn this(home: &Home) -> Result<Self> {
        let path = home.device();
        if let Some(device) = std::fs::read(&path).ok().and_then(|b| serde_json::from_slice(&b).ok()) {
            return Ok(device);
        }
        std::fs::create_dir_all(&home.root).doing("create", &home.root)?;
        let device = Self { id: Uuid::new_v4(), name: host_name() };
        let bytes = serde_json::to_vec_pretty(&device).map_err(|e| Error::internal(e.to_string()))?;
        files::write_atomically(&path, &bytes)?;
        Ok(device)
    }

    /// `診察室PC (1f3a)`
    pub fn label(&self) -> String {
        let id: String = self.id.simple().to_string().chars().take(4).collect();
        format!("{} ({id})", self.name)
    }
}

fn host_name() -> String {
    ["COMPUTERNAME", "HOSTNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok())
        .or_else(|| std::fs::read_to_string("/etc/hostname").ok())
        .map(|name| name.trim().chars().filter(|c| !c.is_control()).take(60).collect::<String>())
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "PC".into())
}
