//! Figures: photographs, rings, heat maps, bars. Each says in words what it shows as well.

use std::f32::consts::{FRAC_PI_2, TAU};
use std::io::Cursor;

use image::metadata::Orientation;
use image::{ImageDecoder, ImageReader};

use super::flow::{Flow, whole};
use super::line::{Face, count};
use super::page::{MM, Mark, Shape, Step};
use super::style::{GAP, HAIR, INK, RULE, SOFT, TIGHT, WHITE, area};
use super::{chart, code};
use crate::block::{Align, Figure, HeatRow, Part, Tone};
use crate::{Error, Result};

pub fn place(flow: &mut Flow<'_>, figure: &Figure) -> Result<()> {
    let caption = match figure {
        Figure::Photo { image, caption, width } => {
            photo(flow, image, *width)?;
            caption
        }
        Figure::Ring { center, under, parts, caption } => {
            ring(flow, center, under, parts);
            caption
        }
        Figure::HeatMap { rows, caption } => {
            for row in rows {
                heat(flow, row);
            }
            caption
        }
        Figure::Bars { bars, unit, caption } => {
            for one in bars {
                bar(flow, one, unit, bars);
            }
            caption
        }
        Figure::Chart { boxes, arrows, caption } => {
            chart::place(flow, boxes, arrows);
            caption
        }
        Figure::Code { text, beside, caption } => {
            code::place(flow, text, beside)?;
            caption
        }
    };
    if !caption.is_empty() {
        let face = Face { colour: SOFT, ..small(flow) };
        let width = flow.width();
        let lines = flow.setter.set(caption, face, width, 0.0);
        flow.gap(GAP * 0.4);
        flow.lines(lines, 0.0, width, Align::Center);
    }
    flow.gap(GAP);
    Ok(())
}

pub fn least(figure: &Figure) -> f32 {
    match figure {
        Figure::Photo { .. } => 70.0 * MM,
        Figure::Ring { .. } => RING,
        Figure::HeatMap { .. } | Figure::Bars { .. } => 14.0 * MM,
        Figure::Chart { .. } => 90.0 * MM,
        Figure::Code { .. } => code::SIDE,
    }
}

fn small(flow: &Flow<'_>) -> Face {
    Face { size: flow.document.page.size * 0.85, bold: false, colour: INK, leading: TIGHT }
}

/// As wide as asked for, never larger than 150 dots an inch make of it, always on one page.
fn photo(flow: &mut Flow<'_>, name: &str, wanted: f32) -> Result<()> {
    let fail = |detail: String| Error::Picture { name: name.to_owned(), detail };
    let bytes = flow.document.images.get(name).ok_or_else(|| fail("not there".into()))?;
    let (across, down) = size_of(bytes).map_err(|e| fail(e.to_string()))?;
    #[allow(clippy::cast_precision_loss)] // Pictures are at most some ten thousand dots wide.
    let (across, down) = (across.max(1) as f32, down.max(1) as f32);
    let natural = across * 72.0 / 150.0;
    let asked = if wanted > 0.0 { wanted * MM } else { natural.max(40.0 * MM) };
    let width = asked.min(flow.width()).min(flow.page_height() * 0.7 * across / down);
    let height = width * down / across;
    let x = (flow.width() - width) / 2.0;
    flow.piece(vec![Mark::Picture { name: name.to_owned(), x, y: 0.0, width, height }], height);
    Ok(())
}

/// As it is looked at: a camera may have been held upright.
fn size_of(bytes: &[u8]) -> image::ImageResult<(u32, u32)> {
    let mut decoder = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?.into_decoder()?;
    let (across, down) = decoder.dimensions();
    Ok(match decoder.orientation()? {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => (down, across),
        _ => (across, down),
    })
}

const RING: f32 = 40.0 * MM;

fn ring(flow: &mut Flow<'_>, center: &str, under: &str, parts: &[Part]) {
    let (radius, thick) = (RING * 0.44, RING * 0.13);
    let middle = (RING * 0.5, RING * 0.5);
    let sum: f64 = parts.iter().map(|part| part.value.max(0.0)).sum();
    let mut marks = Vec::new();
    let mut from = -FRAC_PI_2;
    if sum <= 0.0 {
        marks.push(Mark::Shape(arc(middle, radius, thick, 0.0, TAU).filled(area(Tone::Plain))));
    }
    for part in parts.iter().filter(|part| part.value > 0.0 && sum > 0.0) {
        #[allow(clippy::cast_possible_truncation)] // A share of a circle.
        let sweep = (part.value / sum) as f32 * TAU;
        let shape = arc(middle, radius, thick, from, sweep);
        marks.push(Mark::Shape(shape.filled(area(part.tone)).outlined(WHITE, 0.8)));
        from += sweep;
    }
    let large = Face { size: 17.0, bold: true, colour: INK, leading: 1.2 };
    let inner = (radius - thick) * 1.8;
    let big = flow.setter.fit(center, large, inner, 0.0, 8.0);
    let below = flow.setter.fit(under, Face { colour: SOFT, ..small(flow) }, inner, 0.0, 6.5);
    let top = middle.1 - f32::midpoint(big.height(), below.height());
    big.place(middle.0 - inner / 2.0, top, inner, Align::Center, &mut marks);
    below.place(middle.0 - inner / 2.0, top + big.height(), inner, Align::Center, &mut marks);
    let face = Face { leading: 1.9, ..small(flow) };
    let left = RING + 8.0 * MM;
    let width = flow.width() - left - 6.0 * MM;
    let texts: Vec<_> = parts.iter().map(|part| flow.setter.set(&part.label, face, width, 0.0)).collect();
    let height = texts.iter().map(super::line::Lines::height).sum::<f32>();
    let whole = RING.max(height);
    let mut y = (whole - height) / 2.0;
    for (part, lines) in parts.iter().zip(&texts) {
        let size = face.size * 0.9;
        let square = Shape::rect(left, y + (face.line_height() - size) / 2.0, size, size);
        marks.push(Mark::Shape(square.filled(area(part.tone)).outlined(RULE, HAIR)));
        lines.place(left + size + 2.0 * MM, y, width, Align::Left, &mut marks);
        y += lines.height();
    }
    flow.piece(marks, whole);
}

/// A piece of a ring, from an angle on; angles go clockwise, as the page's y goes down.
fn arc((x, y): (f32, f32), radius: f32, thick: f32, from: f32, sweep: f32) -> Shape {
    let inner = radius - thick;
    let many = whole(sweep / (TAU / 16.0)).max(1) + 1;
    let step = sweep / count(many);
    let mut steps = vec![Step::Move(x + radius * from.cos(), y + radius * from.sin())];
    curve(&mut steps, (x, y), radius, from, step, many);
    let end = from + sweep;
    steps.push(Step::Line(x + inner * end.cos(), y + inner * end.sin()));
    curve(&mut steps, (x, y), inner, end, -step, many);
    Shape { steps, fill: None, stroke: None }
}

fn curve(steps: &mut Vec<Step>, (x, y): (f32, f32), radius: f32, from: f32, step: f32, many: usize) {
    // How far a curve's handles stand out, for a circle.
    let out = 4.0 / 3.0 * (step / 4.0).tan();
    let at = |angle: f32, along: f32| {
        let (sin, cos) = angle.sin_cos();
        (x + radius * (cos - along * sin), y + radius * (sin + along * cos))
    };
    for i in 0..many {
        let (first, last) = (from + step * count(i), from + step * count(i + 1));
        steps.push(Step::Curve([at(first, out), at(last, -out), at(last, 0.0)]));
    }
}

fn heat(flow: &mut Flow<'_>, row: &HeatRow) {
    let face = small(flow);
    let label = (flow.width() * 0.38).min(70.0 * MM);
    let cell = 5.0 * MM;
    let across = whole((flow.width() - label) / cell).max(1);
    let lines = flow.setter.set(&row.label, face, label - 2.0 * MM, 0.0);
    let down = row.squares.len().div_ceil(across).max(1);
    let height = (cell * count(down)).max(lines.height()) + 1.2 * MM;
    let mut marks = Vec::new();
    lines.place(0.0, 0.0, label, Align::Left, &mut marks);
    for (i, square) in row.squares.iter().enumerate() {
        let (x, y) = (label + cell * count(i % across), cell * count(i / across));
        let side = cell - 0.7 * MM;
        marks.push(Mark::Shape(Shape::rect(x, y, side, side).filled(area(square.tone)).outlined(RULE, HAIR)));
        let dark = matches!(square.tone, Tone::Good | Tone::Bad | Tone::Accent);
        let face = Face { size: 7.0, bold: true, colour: if dark { WHITE } else { INK }, leading: 1.0 };
        let mark = flow.setter.set(&square.mark, face, side, 0.0);
        mark.place(x, y + (side - mark.height()) / 2.0, side, Align::Center, &mut marks);
    }
    flow.piece(marks, height);
}

fn bar(flow: &mut Flow<'_>, part: &Part, unit: &str, all: &[Part]) {
    let face = small(flow);
    let label = flow.width() * 0.36;
    let lines = flow.setter.set(&part.label, face, label - 3.0 * MM, 0.0);
    let most = all.iter().map(|part| part.value).fold(0.0, f64::max);
    #[allow(clippy::cast_possible_truncation)] // A share of the width.
    let share = if most > 0.0 { (part.value.max(0.0) / most) as f32 } else { 0.0 };
    let height = lines.height().max(6.0 * MM);
    let width = (flow.width() - label - 22.0 * MM) * share;
    let mut marks = Vec::new();
    lines.place(0.0, (height - lines.height()) / 2.0, label, Align::Left, &mut marks);
    marks.push(Mark::Shape(
        Shape::rect(label, height * 0.2, width.max(0.5), height * 0.6).filled(area(part.tone)),
    ));
    let number = flow.setter.set(&format!("{}{unit}", part.value), face, 20.0 * MM, 0.0);
    number.place(
        label + width + 1.5 * MM,
        (height - number.height()) / 2.0,
        20.0 * MM,
        Align::Left,
        &mut marks,
    );
    flow.piece(marks, height);
}
