//! The operator's desk（受付）: what came in, what reviewers wrote down, what was decided and by whom confirmed, what was
//! recommended, and how all facilities stand side by side.

mod change;
mod line;
mod model;
mod portfolio;
mod query;
mod roll;
mod table;

pub use change::Coming;
pub(crate) use change::{
    apply_confirm, apply_decide, apply_decline, apply_enrol, apply_receive, apply_recommend, apply_review,
    apply_settings, check_confirm, check_decide, check_decline, check_enrol, check_receive, check_recommend,
    check_review, check_settings,
};
pub use line::{Line, Lines, REGISTER as FACILITIES, written as line_written};
pub use model::{
    DeskSettings, InboxFilter, InboxShows, Layout, Proposed, Received, ReceivedRow, Recommendation,
    RecommendationRow, Review, Rolled,
};
pub use portfolio::{
    By, Cell, FacilityLine, Group, Late, Portfolio, PortfolioFilter, SectionHead, Weak, YearSum, portfolio,
};
pub use query::{
    inbox, is_received, last_of, layout_ids, one_before, one_received, practices, recommendations, settings,
    stored_of, to_answer, waiting,
};
pub use roll::roll;
pub use table::table;
