//! What leaves for another workspace and comes in from one: one file, its manifest first, every part with its hash, sealed
//! with a passphrase where it is carried by hand. It is verified whole before anybody reads a part of it. The bytes are
//! described in `FORMAT.md`. What it leaves to others: what its parts mean (`audit`).

mod format;
mod read;
mod seal;
mod sign;
mod write;

pub use format::{Chain, Entry, Head, MAGIC, Manifest, Standing, VERSION};
pub use read::{Glimpse, Package};
pub use seal::{Seal, SealingKey, Unseal, is_receiver};
pub use sign::{Key, is_signed, spoken};
pub use write::{Packing, Part, Written, copy_out, write};
