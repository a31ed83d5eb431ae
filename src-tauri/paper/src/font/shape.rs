//! From text to glyphs. Japanese and Latin text needs no shaping beyond this: one glyph a cluster, its own width.

use std::collections::{BTreeMap, HashMap};

use ttf_parser::{Face, GlyphId};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::FaceId;
use crate::Result;

/// What stands where nobody has a glyph, as Japanese printers have it: never an empty box.
const MISSING: char = '〓';

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    pub face: FaceId,
    pub id: u16,
    /// In ems.
    pub advance: f32,
}

/// One cluster of a text: what a reader takes for one character.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shaped {
    pub start: usize,
    pub end: usize,
    pub glyph: Glyph,
    /// The character that the glyph shows.
    pub shown: char,
    /// An ideographic variant: the face's map from characters alone would not find this glyph.
    pub special: bool,
}

/// Finds glyphs, and remembers them: a paper says the same few hundred characters over and over.
pub struct Shaper {
    faces: [&'static Face<'static>; 4],
    known: [HashMap<char, Option<Glyph>>; 2],
    missing: BTreeMap<String, usize>,
}

impl Shaper {
    pub fn new() -> Result<Self> {
        let [a, b, c, d] = FaceId::ALL;
        let faces = [a.face()?, b.face()?, c.face()?, d.face()?];
        Ok(Self { faces, known: [HashMap::new(), HashMap::new()], missing: BTreeMap::new() })
    }

    /// What no face can show, each with how often it was asked for.
    pub fn missing(&self) -> &BTreeMap<String, usize> {
        &self.missing
    }

    pub fn shape(&mut self, text: &str, bold: bool, out: &mut Vec<Shaped>) {
        out.clear();
        for (start, cluster) in text.grapheme_indices(true) {
            let end = start + cluster.len();
            if let Some((glyph, shown, special)) = self.cluster(cluster, bold) {
                out.push(Shaped { start, end, glyph, shown, special });
            }
        }
    }

    fn cluster(&mut self, cluster: &str, bold: bool) -> Option<(Glyph, char, bool)> {
        let mut chars = cluster.chars();
        let first = chars.next()?;
        let Some(second) = chars.next() else {
            return self.single(first, bold);
        };
        if is_variation(second) && chars.next().is_none() {
            let plain = self.single(first, bold);
            let varied = FaceId::chain(bold).into_iter().find_map(|id| self.varied(id, first, second));
            return match (varied, plain) {
                (Some(varied), Some((glyph, ..))) if varied.id == glyph.id && varied.face == glyph.face => {
                    plain
                }
                (Some(varied), _) => Some((varied, first, true)),
                (None, plain) => plain,
            };
        }
        // か with a separate ゛ is が; what does not compose is told, whole.
        let composed: String = cluster.nfc().collect();
        let mut left = composed.chars().filter(|&c| !is_invisible(c));
        let base = left.next()?;
        if left.next().is_none() {
            return self.single(base, bold);
        }
        self.told(cluster, bold)
    }

    fn single(&mut self, c: char, bold: bool) -> Option<(Glyph, char, bool)> {
        if is_invisible(c) {
            return None;
        }
        if let Some(glyph) = self.glyph(c, bold) {
            return Some((glyph, c, false));
        }
        // A space of any width is never worth a word.
        if c.is_whitespace() {
            return self.glyph(' ', bold).map(|glyph| (glyph, ' ', false));
        }
        self.told(c.encode_utf8(&mut [0; 4]), bold)
    }

    fn told(&mut self, cluster: &str, bold: bool) -> Option<(Glyph, char, bool)> {
        *self.missing.entry(cluster.to_owned()).or_default() += 1;
        self.glyph(MISSING, bold).map(|glyph| (glyph, MISSING, false))
    }

    fn glyph(&mut self, c: char, bold: bool) -> Option<Glyph> {
        let faces = self.faces;
        let known = self.known.get_mut(usize::from(bold))?;
        *known.entry(c).or_insert_with(|| {
            FaceId::chain(bold).into_iter().find_map(|id| {
                let face = faces.get(id as usize)?;
                Some(glyph_of(id, face, face.glyph_index(c)?))
            })
        })
    }

    fn varied(&self, id: FaceId, base: char, variation: char) -> Option<Glyph> {
        let face = self.faces.get(id as usize)?;
        Some(glyph_of(id, face, face.glyph_variation_index(base, variation)?))
    }
}

#[allow(clippy::cast_precision_loss)] // Widths are below 65,536.
fn glyph_of(face: FaceId, from: &Face<'_>, glyph: GlyphId) -> Glyph {
    let width = f32::from(from.glyph_hor_advance(glyph).unwrap_or(0));
    Glyph { face, id: glyph.0, advance: width / f32::from(from.units_per_em()) }
}

fn is_variation(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Says nothing to a reader: controls, joiners, marks of direction.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || is_variation(c)
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}
