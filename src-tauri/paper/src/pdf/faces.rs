//! The faces that a paper uses, cut down to the glyphs that it shows.

use std::collections::{BTreeMap, BTreeSet};

use printpdf::{FontId, ParsedFont, PdfDocument, PdfFont};
use subsetter::GlyphRemapper;
use ttf_parser::GlyphId;

use super::fail;
use crate::Result;
use crate::font::FaceId;
use crate::layout::{Laid, Mark};

pub struct Faces(BTreeMap<FaceId, Cut>);

struct Cut {
    font: ParsedFont,
    remap: GlyphRemapper,
}

impl Faces {
    pub fn of(laid: &Laid) -> Result<Self> {
        // Per face: which glyph shows which character, and the variants that no character finds.
        let mut used: BTreeMap<FaceId, (BTreeMap<char, u16>, BTreeSet<u16>)> = BTreeMap::new();
        for mark in laid.pages.iter().flat_map(|page| &page.marks) {
            let Mark::Text(run) = mark else { continue };
            let (plain, special) = used.entry(run.face).or_default();
            if run.special {
                special.extend(&run.glyphs);
            } else {
                plain.extend(run.text.chars().zip(run.glyphs.iter().copied()));
            }
        }
        let cut = |(face, (plain, special))| Ok((face, Cut::new(face, &plain, &special)?));
        used.into_iter().map(cut).collect::<Result<_>>().map(Self)
    }

    pub fn add_to(&self, pdf: &mut PdfDocument) {
        for (face, cut) in &self.0 {
            pdf.resources.fonts.map.insert(id(*face), PdfFont::new(cut.font.clone()));
        }
    }

    /// The number of a glyph in the face as it is embedded.
    pub fn glyph(&self, face: FaceId, glyph: u16) -> u16 {
        self.0.get(&face).and_then(|cut| cut.remap.get(glyph)).unwrap_or(0)
    }
}

pub fn id(face: FaceId) -> FontId {
    FontId(
        match face {
            FaceId::Regular => "R",
            FaceId::Bold => "B",
            FaceId::Fallback => "S",
            FaceId::FallbackBold => "T",
        }
        .to_owned(),
    )
}

impl Cut {
    fn new(id: FaceId, plain: &BTreeMap<char, u16>, special: &BTreeSet<u16>) -> Result<Self> {
        let face = id.face()?;
        let all: BTreeSet<u16> = plain.values().chain(special).copied().collect();
        let remap = GlyphRemapper::new_from_glyphs_sorted(&all.iter().copied().collect::<Vec<_>>());
        let program = subsetter::subset(id.bytes(), 0, &remap).map_err(|e| fail(&e))?;
        let new = |glyph: u16| remap.get(glyph).unwrap_or(0);
        let widths = all.iter().map(|&g| (new(g), face.glyph_hor_advance(GlyphId(g)).unwrap_or(0)));
        let metrics = printpdf::FontMetrics { ascent: face.ascender(), descent: face.descender() };
        let characters = plain.iter().map(|(c, g)| (u32::from(*c), new(*g))).collect();
        // The six letters that say that a face is cut down.
        let name = format!("TENKEN+{}", id.name());
        let mut font = ParsedFont::with_glyph_data(
            program,
            0,
            Some(name),
            characters,
            widths.collect(),
            face.units_per_em(),
            metrics,
        );
        let bounds = face.global_bounding_box();
        font.pdf_font_metrics.x_min = bounds.x_min;
        font.pdf_font_metrics.y_min = bounds.y_min;
        font.pdf_font_metrics.x_max = bounds.x_max;
        font.pdf_font_metrics.y_max = bounds.y_max;
        font.pdf_font_metrics.us_weight_class = face.weight().to_number();
        Ok(Self { font, remap })
    }
}
