//! Registers（台帳）: any of them from its definition in `templates/registers/`. A record is a line with fields, perhaps
//! a state; what is due and how fresh a register is follow from the records. What it leaves to others: what is proved by
//! it (`assessment`), and how it looks on paper (`document`).

mod change;
mod definition;
mod expression;
mod freshness;
mod load;
mod model;
mod proof;
mod query;
mod record;

pub use change::{MOST, RegisterChange};
pub use definition::{Choice, Cycle, Every, Field, Group, Kind, Move, Register, Rule, State};
pub use expression::Expressions;
pub use freshness::{due, freshness, spans};
pub use load::{bundled_all, find as definition, read};
pub use model::{Due, Freshness, Record, RecordFilter, RecordPage, Step, Struck, Writing};
pub use proof::{Proves, Standing, prove};
pub use query::{counts, days, find, list, since, steps};
pub use record::{check, day_of, empty, may_move, title_of};
