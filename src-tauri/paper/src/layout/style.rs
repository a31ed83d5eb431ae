//! How our papers look: one place for every size, gap and colour.

use super::page::{Colour, MM};
use crate::block::Tone;

pub const INK: Colour = Colour(0.11, 0.11, 0.12);
pub const SOFT: Colour = Colour(0.36, 0.36, 0.38);
pub const RULE: Colour = Colour(0.55, 0.55, 0.56);
pub const TINT: Colour = Colour(0.94, 0.945, 0.94);
pub const GROUP: Colour = Colour(0.87, 0.915, 0.91);
pub const ACCENT: Colour = Colour(0.04, 0.36, 0.38);
pub const WHITE: Colour = Colour(1.0, 1.0, 1.0);

pub const HAIR: f32 = 0.4;
pub const FRAME: f32 = 0.9;

/// From baseline to baseline, in ems.
pub const LEADING: f32 = 1.6;
pub const TIGHT: f32 = 1.42;

/// No letter is smaller than this, in points, whatever has to fit.
pub const FLOOR: f32 = 6.5;

/// Between a box's line and its text.
pub const PAD_X: f32 = 1.7 * MM;
pub const PAD_Y: f32 = 1.1 * MM;

pub const GAP: f32 = 2.6 * MM;

pub fn ink(tone: Tone) -> Colour {
    match tone {
        Tone::Plain => INK,
        Tone::Soft => SOFT,
        Tone::Good => Colour(0.07, 0.42, 0.22),
        Tone::Warn => Colour(0.55, 0.33, 0.0),
        Tone::Bad => Colour(0.66, 0.11, 0.11),
        Tone::Accent => ACCENT,
    }
}

/// The same tones where an area is filled: told apart in grey as well.
pub fn area(tone: Tone) -> Colour {
    match tone {
        Tone::Plain => Colour(0.95, 0.95, 0.95),
        Tone::Soft => Colour(0.82, 0.82, 0.83),
        Tone::Good => Colour(0.30, 0.62, 0.45),
        Tone::Warn => Colour(0.95, 0.77, 0.35),
        Tone::Bad => Colour(0.75, 0.25, 0.22),
        Tone::Accent => ACCENT,
    }
}
