//! Users, their roles, and what each role may do. What it leaves to others: keys and signing in (`workspace`).

mod change;
mod model;
mod password;
pub mod permission;
mod query;

pub use change::PeopleChange;
pub(crate) use change::check_login;
pub use model::{Person, PersonState, Profile, Role, Roles};
pub use password::check_password;
pub use permission::Right;
pub use query::{find, list, name_of, roles_of};
