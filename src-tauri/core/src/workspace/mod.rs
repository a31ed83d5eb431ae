//! The encrypted folder: create, unlock, lock, back up, restore, re-key. What it leaves to others: what is
//! written inside (`ledger`), and who may do what (`people`).

mod access;
mod anchor;
mod attempts;
mod backup;
mod change;
mod create;
mod device;
mod files;
mod kept;
pub mod keys;
mod layout;
mod lock;
pub(crate) mod migrate;
mod model;
mod query;
mod recent;
mod recover;
mod rekey;
mod restore;
mod rotation;
mod session;
pub(crate) mod store;
mod unlock;

pub(crate) use access::require_password;
pub use access::{NewPerson, add_person, change_password, remove_person, resume_person, stop_person};
pub use backup::{BackupInfo, back_up, back_up_if_due, list as list_backups};
pub(crate) use backup::{folder as backup_folder, free_name, read_info, rotate, write_in};
pub use change::WorkspaceChange;
pub(crate) use change::set_keys_serial;
pub use create::{Created, NewWorkspace, create};
pub(crate) use files::{copy_durably, sync_folder_of, write_atomically};
pub(crate) use kept::{keep, kept};
pub(crate) use keys::fold_login;
pub use keys::{Password, RecoveryCode, Tuning};
pub use layout::{Home, Layout};
pub use lock::holder;
pub use model::{BackupKind, Notice, Settings, WorkspaceInfo};
pub use query::show;
pub use recent::{Recent, forget as forget_recent, list as list_recent, remember as remember_recent};
pub use recover::{Recovery, recover, renew_recovery};
pub use rekey::rekey;
pub use restore::{Restored, Restoring, restore};
pub use session::{Place, Session};
pub use unlock::{Unlocking, unlock};
