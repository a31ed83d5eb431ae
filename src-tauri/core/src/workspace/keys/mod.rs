//! One random 256-bit data key per workspace. It is sealed to a key pair per person (and one for the recovery
//! code); the private half of each pair is wrapped by Argon2id of the password. So a new data key can be
//! sealed to everybody without knowing anybody's password.

mod file;
mod kdf;
mod recovery;
mod secret;
mod slot;

pub use file::{KeyFile, Ring};
pub use kdf::{Kdf, Tuning};
pub use recovery::RecoveryCode;
pub use secret::{DataKey, Password, hex_key, random};
pub(crate) use slot::fold_login;
pub use slot::{Owner, Slot, login_hash};
