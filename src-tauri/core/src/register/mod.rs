//! Registers（台帳）: any of them from its definition in `templates/registers/`. A record is a line with fields, perhaps
//! a state; what is due and how fresh a register is follow from the records. What it leaves to others: what is proved by
//! it (`assessment`), and how it looks on paper (`document`).

mod change;
mod definition;
mod expression;
mod freshness;
mod headings;
mod intake;
mod links;
mod load;
mod model;
mod outlet;
mod proof;
mod query;
mod record;
mod search;
mod setup;
mod standing;
mod value;

pub use change::{MOST, RegisterChange};
pub use definition::{Choice, Cycle, Every, Field, Group, Kind, Move, Register, Rule, State};
pub use expression::{Expressions, holds};
pub use freshness::{Asked, Kept, spans};
pub use headings::{Choice as SheetChoice, Column as SheetColumn, find as find_headings};
pub use intake::{Ask as SheetAsk, Intake, SheetReading, read as take_in};
pub use links::Links;
pub use load::{bundled_all, find as bundled, read};
pub use model::{Due, Freshness, Record, RecordFilter, RecordPage, Step, Struck, Writing};
pub use outlet::{Leaving, sheet, table};
pub use proof::{Proves, Standing, prove};
pub use query::{counts, find, is_there, list, list_all, steps};
pub use record::{check, day_of, empty, fill_in, may_move, require_place, title_of};
pub use setup::{Given, OWN, OWN_FIELD, Own, Setup, definition, definitions, own};
pub use standing::{standing, unanswerable};
pub use value::{Cell, read as read_value, write as write_value};
