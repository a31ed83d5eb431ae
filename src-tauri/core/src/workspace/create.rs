//! Making a workspace: built whole under another name, then renamed, so that half a workspace never exists.

use std::cell::RefCell;
use std::fs;

use uuid::Uuid;

use super::anchor::Anchor;
use super::change::WorkspaceChange;
use super::device::Device;
use super::keys::{DataKey, Kdf, KeyFile, Owner, Password, RecoveryCode, Tuning, login_hash};
use super::layout::Layout;
use super::lock::WriterLock;
use super::model::Settings;
use super::session::{Place, Session};
use super::{files, migrate, store};
use crate::error::IoContext;
use crate::facility::{FacilityChange, FacilityProfile};
use crate::ledger::{self, Change};
use crate::people::{PeopleChange, Profile, Role, Roles, check_password};
use crate::{Error, Result};

pub struct NewWorkspace {
    pub facility: FacilityProfile,
    pub login: String,
    pub director: Profile,
    pub password: Password,
    pub tuning: Tuning,
    pub sample: bool,
}

pub struct Created {
    pub session: Session,
    /// Shown once.
    pub recovery_code: RecoveryCode,
}

pub fn create(place: &Place, new: &NewWorkspace) -> Result<Created> {
    let root = &place.layout.root;
    if root.exists() {
        return Err(Error::AlreadyExists { path: crate::error::display(root) });
    }
    check_password(&new.password, &new.login)?;
    let parent = root.parent().filter(|p| !p.as_os_str().is_empty());
    if let Some(parent) = parent {
        fs::create_dir_all(parent).doing("create", parent)?;
    }
    let building = Layout::new(root.with_extension("tenken-part"));
    if building.root.exists() {
        // A creation that was cut off; nobody has ever signed in to it.
        fs::remove_dir_all(&building.root).doing("remove", &building.root)?;
    }
    let built = build(place, &building, new);
    let (recovery_code, person, head) = match built {
        Ok(built) => built,
        Err(error) => {
            let _ = fs::remove_dir_all(&building.root);
            return Err(error);
        }
    };
    fs::rename(&building.root, root).doing("create", root)?;
    files::sync_folder_of(root)?;
    let session = open_new(place, new, person, head)?;
    Ok(Created { session, recovery_code })
}

type Built = (RecoveryCode, (Uuid, DataKey, KeyFile), ledger::Head);

fn build(place: &Place, layout: &Layout, new: &NewWorkspace) -> Result<Built> {
    for folder in [&layout.root, &layout.evidence(), &layout.backups()] {
        fs::create_dir_all(folder).doing("create", folder)?;
    }
    let now = place.clock.now();
    let device = Device::this(&place.home)?;
    let (workspace, person) = (Uuid::now_v7(), Uuid::now_v7());
    let data_key = DataKey::generate()?;
    let kdf = Kdf::tuned(new.tuning)?;
    let mut keys = KeyFile::new(workspace);
    let owner = Owner::Person { id: person, login_hash: login_hash(&workspace, &new.login) };
    keys.put(owner, kdf, &new.password.bytes(), &data_key)?;
    let recovery_code = RecoveryCode::generate()?;
    // The code is random through and through: the floor is more than enough for it.
    keys.put(Owner::Recovery, Kdf::FLOOR, recovery_code.bytes(), &data_key)?;
    keys.write(&layout.keys(), &data_key)?;

    let mut db = store::create(&layout.ledger(), &data_key)?;
    migrate::run(&mut db)?;
    let changes = [
        Change::Workspace(WorkspaceChange::Create {
            id: workspace,
            sample: new.sample,
            settings: Settings::default(),
            keys_serial: keys.serial,
        }),
        Change::Facility(FacilityChange::Set { base: 0, profile: new.facility.clone(), back_to: None }),
        Change::People(PeopleChange::Add {
            id: person,
            login: new.login.trim().into(),
            profile: new.director.clone(),
            roles: Roles::of(&[Role::Director]),
            keys_serial: keys.serial,
        }),
        Change::Workspace(WorkspaceChange::SignIn { failed_before: 0 }),
    ];
    let head = ledger::record_first(&mut db, person, now, &device.label(), &changes)?;
    store::checkpoint(&db)?;
    db.close().map_err(|(_, error)| Error::db("closing the ledger")(error))?;
    files::sync_folder_of(&layout.ledger())?;
    Ok((recovery_code, (person, data_key, keys), head))
}

fn open_new(
    place: &Place,
    new: &NewWorkspace,
    (person, data_key, keys): (Uuid, DataKey, KeyFile),
    head: ledger::Head,
) -> Result<Session> {
    let now = place.clock.now();
    let device = Device::this(&place.home)?;
    let lock = WriterLock::take(&place.layout, new.login.trim(), &device.label(), now)?;
    let db = store::open(&place.layout.ledger(), &data_key)?;
    let (mut anchor, _) = Anchor::open(&place.home.anchor(&keys.workspace))?;
    anchor.set(&head)?;
    Ok(Session {
        db,
        data_key,
        keys,
        head: Some(head),
        anchor,
        device,
        clock: place.clock.clone(),
        layout: place.layout.clone(),
        home: place.home.clone(),
        person,
        last_deed: now,
        notices: Vec::new(),
        put: RefCell::default(),
        _lock: lock,
    })
}
