//! What can go wrong here. Whoever prints says it in the person's language.

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A figure names a picture that is not there, or that cannot be read.
    #[error("picture {name}: {detail}")]
    Picture { name: String, detail: String },
    #[error("typeface: {detail}")]
    Typeface { detail: String },
    #[error("workbook: {detail}")]
    Workbook { detail: String },
    #[error("pdf: {detail}")]
    Pdf { detail: String },
}

pub type Result<T> = std::result::Result<T, Error>;
