//! A glyph's outline as an SVG path: for the preview, where a browser would choose another form of a name's kanji.

use std::fmt::Write;

use ttf_parser::{GlyphId, OutlineBuilder};

use super::FaceId;
use crate::Result;

struct Path {
    data: String,
    scale: f32,
}

impl Path {
    fn push(&mut self, step: char, points: &[f32]) {
        self.data.push(step);
        for (i, at) in points.iter().enumerate() {
            // SVG counts downwards.
            let sign = if i % 2 == 0 { self.scale } else { -self.scale };
            let _ = write!(self.data, "{:.2} ", at * sign);
        }
    }
}

impl OutlineBuilder for Path {
    fn move_to(&mut self, x: f32, y: f32) {
        self.push('M', &[x, y]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.push('L', &[x, y]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.push('Q', &[x1, y1, x, y]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.push('C', &[x1, y1, x2, y2, x, y]);
    }

    fn close(&mut self) {
        self.data.push('Z');
    }
}

/// Around the origin of the glyph's baseline, at a size in points.
pub fn outline(face: FaceId, glyph: u16, size: f32) -> Result<String> {
    let face = face.face()?;
    let mut path = Path { data: String::new(), scale: size / f32::from(face.units_per_em()) };
    face.outline_glyph(GlyphId(glyph), &mut path);
    Ok(path.data)
}
