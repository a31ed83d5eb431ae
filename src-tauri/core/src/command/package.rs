//! What anybody may ask of a package.

pub use super::submission::verify_package as verify;
