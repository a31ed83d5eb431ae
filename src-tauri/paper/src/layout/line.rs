//! From a text to lines: ICU4X says where a line may end (strict Japanese rules), this chooses.

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};

use super::page::{Colour, Mark, Run};
use crate::Result;
use crate::block::Align;
use crate::font::{Shaped, Shaper};

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Face {
    pub size: f32,
    pub bold: bool,
    pub colour: Colour,
    /// From baseline to baseline, in ems.
    pub leading: f32,
}

impl Face {
    pub fn line_height(&self) -> f32 {
        self.size * self.leading
    }
}

/// Lines that are broken, not yet placed.
#[derive(Debug, Clone, PartialEq)]
pub struct Lines {
    pub face: Face,
    pub lines: Vec<Line>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    pub width: f32,
    /// From the line's left end, on a baseline of 0.
    pub runs: Vec<Run>,
}

impl Lines {
    pub fn height(&self) -> f32 {
        self.face.line_height() * count(self.lines.len())
    }

    /// The first lines; the others stay.
    pub fn take(&mut self, first: usize) -> Self {
        let rest = self.lines.split_off(first.min(self.lines.len()));
        Self { face: self.face, lines: std::mem::replace(&mut self.lines, rest) }
    }

    /// In a box whose top left corner is (x, y).
    pub fn place(&self, x: f32, y: f32, width: f32, align: Align, out: &mut Vec<Mark>) {
        let height = self.face.line_height();
        // The letters of our faces stand between 0.86 em above the baseline and 0.14 em below it.
        let rise = (height - self.face.size) / 2.0 + self.face.size * 0.86;
        for (i, line) in self.lines.iter().enumerate() {
            let left = match align {
                Align::Left => x,
                Align::Center => x + (width - line.width) / 2.0,
                Align::Right => x + width - line.width,
            };
            for run in &line.runs {
                let mut run = run.clone();
                run.x += left;
                run.baseline += y + height * count(i) + rise;
                out.push(Mark::Text(run));
            }
        }
    }
}

#[allow(clippy::cast_precision_loss)] // Nobody prints sixteen million lines.
pub fn count(n: usize) -> f32 {
    n as f32
}

/// Sets texts: shapes them, breaks them, remembers what it has shaped.
pub struct Setter {
    shaper: Shaper,
    segmenter: icu_segmenter::LineSegmenterBorrowed<'static>,
    shaped: Vec<Shaped>,
    breaks: Vec<usize>,
    /// A word was longer than its line, in the text that was set last.
    tore: bool,
}

impl Setter {
    pub fn new() -> Result<Self> {
        let mut options = LineBreakOptions::default();
        options.strictness = Some(LineBreakStrictness::Strict);
        let segmenter = LineSegmenter::new_for_non_complex_scripts(options);
        Ok(Self { shaper: Shaper::new()?, segmenter, shaped: Vec::new(), breaks: Vec::new(), tore: false })
    }

    pub fn missing(&self) -> Vec<(String, usize)> {
        self.shaper.missing().iter().map(|(text, count)| (text.clone(), *count)).collect()
    }

    /// `hang`: how far a 、 or 。 may stand out at the right.
    pub fn set(&mut self, text: &str, face: Face, width: f32, hang: f32) -> Lines {
        let mut lines = Vec::new();
        self.tore = false;
        if !text.is_empty() {
            for paragraph in text.split('\n') {
                self.paragraph(paragraph.trim_end_matches('\r'), face, width, hang, &mut lines);
            }
        }
        Lines { face, lines }
    }

    /// The same, smaller where a word would otherwise be torn, never below the floor.
    pub fn fit(&mut self, text: &str, face: Face, width: f32, hang: f32, floor: f32) -> Lines {
        let lines = self.set(text, face, width, hang);
        if !self.tore {
            return lines;
        }
        let word = self.longest_word(text, face.bold) * face.size;
        let size = (face.size * width / word.max(0.01)).max(floor).min(face.size);
        self.set(text, Face { size, ..face }, width, hang)
    }

    /// In ems: what may not be torn apart.
    fn longest_word(&mut self, text: &str, bold: bool) -> f32 {
        let mut longest: f32 = 0.0;
        for paragraph in text.split('\n') {
            self.look(paragraph, bold);
            let mut word = 0.0;
            let mut at = self.breaks.iter().copied().peekable();
            for (i, shaped) in self.shaped.iter().enumerate() {
                if at.next_if_eq(&shaped.start).is_some() {
                    word = 0.0;
                }
                if !is_space(paragraph, shaped) {
                    word += shaped.glyph.advance;
                    longest = longest.max(word);
                }
                let next = self.shaped.get(i + 1).map_or(paragraph.len(), |s| s.start);
                while at.next_if(|&b| b < next).is_some() {}
            }
        }
        longest
    }

    fn look(&mut self, paragraph: &str, bold: bool) {
        self.shaper.shape(paragraph, bold, &mut self.shaped);
        self.breaks.clear();
        self.breaks.extend(self.segmenter.segment_str(paragraph));
    }

    fn paragraph(&mut self, text: &str, face: Face, width: f32, hang: f32, out: &mut Vec<Line>) {
        self.look(text, face.bold);
        if self.shaped.is_empty() {
            out.push(Line::default());
            return;
        }
        let mut breaks = self.breaks.iter().copied().peekable();
        // Where this line begins; the last place where it may end; how wide it is by now.
        let (mut start, mut last, mut wide) = (0, 0, 0.0);
        let mut i = 0;
        while let Some(shaped) = self.shaped.get(i) {
            while breaks.next_if(|&b| b < shaped.start).is_some() {}
            if i > start && breaks.peek() == Some(&shaped.start) {
                last = i;
            }
            let advance = shaped.glyph.advance * face.size;
            let room = if hangs(text, shaped) { width + hang } else { width };
            if wide + advance > room + 0.01 && i > start && !is_space(text, shaped) {
                self.tore |= last <= start;
                let end = if last > start { last } else { torn(text, &self.shaped, start, i) };
                out.push(line(text, self.shaped.get(start..end).unwrap_or_default(), face));
                start = end;
                last = end;
                wide = self
                    .shaped
                    .get(start..i)
                    .unwrap_or_default()
                    .iter()
                    .map(|s| s.glyph.advance * face.size)
                    .sum();
                continue;
            }
            wide += advance;
            i += 1;
        }
        out.push(line(text, self.shaped.get(start..).unwrap_or_default(), face));
    }
}

fn is_space(text: &str, shaped: &Shaped) -> bool {
    text.get(shaped.start..shaped.end).is_some_and(|c| c == " " || c == "\u{3000}")
}

fn hangs(text: &str, shaped: &Shaped) -> bool {
    text.get(shaped.start..shaped.end).is_some_and(|c| matches!(c, "、" | "。" | "，" | "．"))
}

/// A word longer than the line is torn, but so that nothing begins a line that may not.
fn torn(text: &str, shaped: &[Shaped], start: usize, limit: usize) -> usize {
    let may_begin = |i: usize| {
        let cluster = shaped.get(i).and_then(|s| text.get(s.start..s.end));
        cluster.and_then(|c| c.chars().next()).is_none_or(|c| !never_begins(c))
    };
    let best = (start + 1..=limit).rev().find(|&i| may_begin(i));
    best.unwrap_or(limit)
}

/// 行頭禁則文字
pub fn never_begins(c: char) -> bool {
    "、。，．・：；？！゛゜ヽヾゝゞ々ー）〕］｝〉》」』】〙〗〟’”｠»ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ〜～‐–,.:;?!)]}"
        .contains(c)
}

fn line(text: &str, shaped: &[Shaped], face: Face) -> Line {
    // Spaces at the end take no room, but stay in the text: whoever copies it gets all of it.
    let ink = shaped.iter().rposition(|s| !is_space(text, s)).map_or(0, |last| last + 1);
    let mut runs: Vec<Run> = Vec::new();
    let (mut x, mut width) = (0.0, 0.0);
    for (i, s) in shaped.iter().enumerate() {
        let advance = s.glyph.advance * face.size;
        match runs.last_mut() {
            Some(run) if run.face == s.glyph.face && !run.special && !s.special => {
                run.text.push(s.shown);
                run.glyphs.push(s.glyph.id);
                run.width += advance;
            }
            _ => runs.push(Run {
                x,
                baseline: 0.0,
                width: advance,
                size: face.size,
                face: s.glyph.face,
                colour: face.colour,
                text: if s.special {
                    text.get(s.start..s.end).unwrap_or_default().to_owned()
                } else {
                    s.shown.to_string()
                },
                glyphs: vec![s.glyph.id],
                special: s.special,
            }),
        }
        x += advance;
        if i < ink {
            width = x;
        }
    }
    Line { width, runs }
}
