//! Time as the regulations count it: the one clock, and days in Japan.
//! Nothing else in the core asks the system what time it is.

mod clock;
mod due;

pub use clock::{Clock, Day, ManualClock, Stamp, SystemClock};
pub use due::When;
