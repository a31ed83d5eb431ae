//! What a page says: blocks, filled from `templates/documents/*.toml` by the domains' queries. How they are laid out is
//! `tenken-paper`'s business.
//!
//! A template is data. Its texts are minijinja templates over what its source answers; what repeats, and under which
//! condition something stands there, is said beside it (`each`, `when`, `items`).

mod change;
mod data;
mod fill;
mod filters;
mod model;
mod number;
mod query;
mod template;

pub use change::DocumentChange;
pub use data::{Ask, Audited, Handed, Listed, Pinned, Taught, blank, data, sample};
pub use fill::fill;
pub use model::{Choice, IssuedPaper, OwnTemplate, Source, Template, Variant};
pub use number::{next, of_pattern};
pub use query::{issued, own, own_all};
pub use template::{bundled_all, find, name_of, read, require_id};
