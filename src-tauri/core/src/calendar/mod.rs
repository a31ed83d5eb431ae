//! Time as the regulations count it: the one clock, days in Japan, how near they are, what they are called, and which
//! are holidays. Nothing else in the core asks the system what time it is.

mod clock;
mod due;
mod holiday;
mod ics;
mod japanese;
mod reading;
mod recurrence;

pub use clock::{Clock, Day, ManualClock, Stamp, SystemClock};
pub use due::When;
pub use ics::{Date, ics};
pub use japanese::fiscal_year_name;
pub use reading::{read_day, read_day_and_time, read_time};
pub use recurrence::Recurrence;
