//! Verbs about backups: in the folder itself, and on another disk.

use std::path::Path;

use serde_json::{Value, json};
use tenken_core::{Error, Result};

use crate::Ending;
use crate::args::Backup;
use crate::assess::text;
use crate::open::{self, secret_from};
use crate::show;
use crate::verbs::Shell;

impl Shell<'_> {
    pub fn backup(&self, verb: &Backup) -> Result<Ending> {
        match verb {
            Backup::Make => self.once("backup.make", Value::Null, "shell-backup-made"),
            Backup::List => {
                let mut desk = open::unlocked(self.common, self.words)?;
                let backups = Self::ask(&mut desk, "backup.list", Value::Null)?;
                desk.sign_out()?;
                self.backups(&backups, Clone::clone);
                Ok(Ending::Well)
            }
            Backup::ToDisk { disk } => self.to_disk(disk),
            Backup::OnDisk { disk } => {
                let mut desk = open::desk(false)?;
                let found = Self::ask(&mut desk, "backup.on_disk", json!({ "folder": disk }))?;
                self.backups(&found, |one| one["info"].clone());
                Ok(Ending::Well)
            }
            Backup::FromDisk { disk, name, old_password_file } => {
                self.bring_back(disk, name.as_deref(), old_password_file.as_deref())
            }
        }
    }

    fn to_disk(&self, folder: &Path) -> Result<Ending> {
        let mut desk = open::unlocked(self.common, self.words)?;
        let answer = Self::ask(&mut desk, "backup.to_disk", json!({ "folder": folder }))?;
        desk.sign_out()?;
        self.say_or_json("shell-backup-on-disk", &answer);
        Ok(self.bad_files(&answer["bad"]))
    }

    /// The newest where none is named.
    fn bring_back(
        &self,
        folder: &Path,
        name: Option<&str>,
        old_password_file: Option<&Path>,
    ) -> Result<Ending> {
        let mut desk = open::desk(false)?;
        let found = Self::ask(&mut desk, "backup.on_disk", json!({ "folder": folder }))?;
        let mut all = found.as_array().into_iter().flatten();
        let wanted = all.find(|one| name.is_none_or(|name| one["info"]["name"] == name));
        let wanted = wanted.ok_or_else(|| Error::NoSuchBackup { name: name.unwrap_or_default().into() })?;
        let mut request = self.door()?;
        request["folder"] = wanted["folder"].clone();
        request["name"] = wanted["info"]["name"].clone();
        if let Some(path) = old_password_file {
            let old = secret_from(Some(path), "TENKEN_OLD_PASSWORD", "shell-old-password", self.words)?;
            request["old_password"] = json!(old);
        }
        let answer = Self::ask(&mut desk, "backup.from_disk", request)?;
        desk.sign_out()?;
        self.say_or_json("shell-restored-from-disk", &answer);
        Ok(self.bad_files(&answer["bad"]))
    }

    fn bad_files(&self, bad: &Value) -> Ending {
        let bad: Vec<&Value> = bad.as_array().into_iter().flatten().collect();
        for one in bad.iter().filter(|_| !self.common.json) {
            let why = self.words.plain(&format!("evidence-{}", text(&one["why"])));
            show::line(&format!("{}  {}  {why}", text(&one["title"]), text(&one["name"])));
        }
        if bad.is_empty() { Ending::Well } else { Ending::ProblemFound }
    }

    fn backups(&self, backups: &Value, info: fn(&Value) -> Value) {
        if self.common.json {
            return show::json(backups);
        }
        let rows: Vec<Vec<String>> = backups
            .as_array()
            .into_iter()
            .flatten()
            .map(|one| {
                let one = info(one);
                let kind = self.words.plain(&format!("kind-{}", text(&one["kind"])));
                let made_at = one["made_at"].as_str().and_then(|at| at.parse().ok());
                let made_at = made_at.map(|at| self.words.time(at)).unwrap_or_default();
                vec![text(&one["name"]), made_at, kind, one["entries"].to_string()]
            })
            .collect();
        if rows.is_empty() {
            show::line(&self.words.plain("shell-no-backups"));
        }
        show::table(&rows);
    }
}
