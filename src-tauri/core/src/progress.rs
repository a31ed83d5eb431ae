//! How far a long piece of work is, and whether the person still wants it.

use crate::{Error, Result};

type Callback<'a> = dyn Fn(i64, i64) -> bool + 'a;

pub struct Progress<'a>(Option<&'a Callback<'a>>);

impl<'a> Progress<'a> {
    pub const fn none() -> Self {
        Self(None)
    }

    /// `callback(done, total)` answers whether to go on.
    pub const fn to(callback: &'a Callback<'a>) -> Self {
        Self(Some(callback))
    }

    pub fn step(&self, done: i64, total: i64) -> Result<()> {
        match self.0 {
            Some(callback) if !callback(done, total) => Err(Error::Cancelled),
            _ => Ok(()),
        }
    }
}
