//! Boxes and arrows: who tells whom, who stands under whom. Boxes stand on a grid; arrows go straight from edge to edge.

use super::flow::Flow;
use super::line::{Face, Lines};
use super::page::{MM, Mark, Shape, Step};
use super::style::{GAP, HAIR, INK, PAD_Y, SOFT, TIGHT, TINT, WHITE};
use crate::block::{Align, Arrow, ChartBox};

struct Placed {
    x: f32,
    y: f32,
    width: f32,
    height: f32,
    title: Lines,
    text: Lines,
}

impl Placed {
    fn middle(&self) -> (f32, f32) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// Where the way from the middle towards a point leaves the box.
    fn edge(&self, to: (f32, f32)) -> (f32, f32) {
        let (x, y) = self.middle();
        let (dx, dy) = (to.0 - x, to.1 - y);
        let sx = if dx.abs() > 0.01 { self.width / 2.0 / dx.abs() } else { f32::MAX };
        let sy = if dy.abs() > 0.01 { self.height / 2.0 / dy.abs() } else { f32::MAX };
        let s = sx.min(sy).min(1.0);
        (x + dx * s, y + dy * s)
    }
}

pub fn place(flow: &mut Flow<'_>, boxes: &[ChartBox], arrows: &[Arrow]) {
    let clean = |n: f32| if n.is_finite() { n.clamp(0.0, 20.0) } else { 0.0 };
    let columns = boxes.iter().map(|b| clean(b.column) + 1.0).fold(1.0, f32::max);
    let cell = flow.width() / columns;
    let size = flow.document.page.size * 0.88;
    let mut placed: Vec<Placed> =
        boxes.iter().map(|one| set(flow, one, clean(one.column), cell, size)).collect();
    // Rows are as high as their highest box needs, with room for an arrow and what it says.
    let mut rows: Vec<f32> = boxes.iter().map(|b| clean(b.row)).collect();
    rows.sort_by(f32::total_cmp);
    rows.dedup();
    let mut y = 0.0;
    for row in rows {
        let of = |i: usize| boxes.get(i).is_some_and(|b| (clean(b.row) - row).abs() < 0.001);
        let high =
            placed.iter().enumerate().filter(|(i, _)| of(*i)).map(|(_, p)| p.height).fold(0.0, f32::max);
        for (i, one) in placed.iter_mut().enumerate() {
            if of(i) {
                one.y = y + (high - one.height) / 2.0;
            }
        }
        y += high + 15.0 * MM;
    }
    let height = (y - 15.0 * MM).max(0.0);
    let mut marks = Vec::new();
    for one in &placed {
        let frame = Shape::rect(one.x, one.y, one.width, one.height).filled(WHITE).outlined(SOFT, 0.8);
        marks.push(Mark::Shape(frame));
        let head = if one.text.lines.is_empty() { one.height } else { one.title.height() + PAD_Y };
        marks.push(Mark::Shape(Shape::rect(one.x, one.y, one.width, head).filled(TINT).outlined(SOFT, HAIR)));
        let (x, width) = (one.x + 1.5 * MM, one.width - 3.0 * MM);
        one.title.place(x, one.y + (head - one.title.height()) / 2.0, width, Align::Center, &mut marks);
        one.text.place(x, one.y + head + PAD_Y / 2.0, width, Align::Center, &mut marks);
    }
    let find = |id: &str| boxes.iter().position(|b| b.id == id).and_then(|i| placed.get(i));
    for arrow in arrows {
        if let (Some(from), Some(to)) = (find(&arrow.from), find(&arrow.to)) {
            draw(flow, arrow, from, to, aside(arrow, arrows), &mut marks);
        }
    }
    // A chart higher than a page is one of more boxes than anybody can follow; it is kept, smaller.
    let most = flow.page_height();
    flow.gap(GAP * 0.5);
    flow.piece(marks, height.min(most));
}

fn set(flow: &mut Flow<'_>, one: &ChartBox, column: f32, cell: f32, size: f32) -> Placed {
    let span = if one.span > 0.0 { one.span.min(20.0) } else { 1.0 };
    let width = (cell * span - 12.0 * MM).clamp(18.0 * MM, flow.width());
    let x = ((column + 0.5) * cell - width / 2.0).clamp(0.0, flow.width() - width);
    let face = Face { size, bold: true, colour: INK, leading: TIGHT };
    let title = flow.setter.fit(&one.title, face, width - 3.0 * MM, 0.0, 6.5);
    let text = flow.setter.fit(
        &one.text,
        Face { bold: false, size: size * 0.95, ..face },
        width - 3.0 * MM,
        0.0,
        6.5,
    );
    let inner = title.height() + PAD_Y + if one.text.is_empty() { 0.0 } else { text.height() + PAD_Y };
    Placed { x, y: 0.0, width, height: inner.max(9.0 * MM), title, text }
}

/// Two arrows between the same boxes run side by side.
fn aside(arrow: &Arrow, all: &[Arrow]) -> f32 {
    let joins = |other: &&Arrow| {
        (other.from == arrow.from && other.to == arrow.to)
            || (other.from == arrow.to && other.to == arrow.from)
    };
    let same: Vec<&Arrow> = all.iter().filter(joins).collect();
    let at = same.iter().position(|other| std::ptr::eq(*other, arrow)).unwrap_or(0);
    let flip = if same.first().is_some_and(|first| first.from == arrow.from) { 1.0 } else { -1.0 };
    (super::line::count(at) - super::line::count(same.len().saturating_sub(1)) / 2.0) * 7.0 * MM * flip
}

fn draw(flow: &mut Flow<'_>, arrow: &Arrow, from: &Placed, to: &Placed, aside: f32, marks: &mut Vec<Mark>) {
    let (a, b) = (from.middle(), to.middle());
    let length = (b.0 - a.0).hypot(b.1 - a.1).max(0.01);
    let (nx, ny) = (-(b.1 - a.1) / length * aside, (b.0 - a.0) / length * aside);
    let (mut start, mut end) = (from.edge(b), to.edge(a));
    start = (start.0 + nx, start.1 + ny);
    end = (end.0 + nx, end.1 + ny);
    marks.push(Mark::Line { from: start, to: end, width: 1.0, colour: SOFT, dashed: arrow.dashed });
    if !arrow.plain {
        marks.push(head(start, end));
        if arrow.both {
            marks.push(head(end, start));
        }
    }
    if !arrow.label.is_empty() {
        let face = Face { size: flow.document.page.size * 0.78, bold: false, colour: INK, leading: 1.25 };
        let label = flow.setter.set(&arrow.label, face, 34.0 * MM, 0.0);
        let width = label.lines.iter().map(|line| line.width).fold(0.0, f32::max) + 1.2 * MM;
        // Nearer to where it comes from where the ways of several cross.
        let at = (start.0 * 0.5 + end.0 * 0.5, start.1 * 0.5 + end.1 * 0.5);
        let x = (at.0 - width / 2.0).clamp(0.0, (flow.width() - width).max(0.0));
        let y = at.1 - label.height() / 2.0;
        marks.push(Mark::Shape(Shape::rect(x, y, width, label.height()).filled(WHITE)));
        label.place(x, y, width, Align::Center, marks);
    }
}

fn head(from: (f32, f32), to: (f32, f32)) -> Mark {
    let length = (to.0 - from.0).hypot(to.1 - from.1).max(0.01);
    let (dx, dy) = ((to.0 - from.0) / length, (to.1 - from.1) / length);
    let (long, wide) = (2.6 * MM, 1.1 * MM);
    let back = (to.0 - dx * long, to.1 - dy * long);
    let steps = vec![
        Step::Move(to.0, to.1),
        Step::Line(back.0 - dy * wide, back.1 + dx * wide),
        Step::Line(back.0 + dy * wide, back.1 - dx * wide),
    ];
    Mark::Shape(Shape { steps, fill: Some(SOFT), stroke: None })
}

pub fn disc(x: f32, y: f32, r: f32) -> Shape {
    let k = r * 0.552_284_8;
    let steps = vec![
        Step::Move(x + r, y),
        Step::Curve([(x + r, y + k), (x + k, y + r), (x, y + r)]),
        Step::Curve([(x - k, y + r), (x - r, y + k), (x - r, y)]),
        Step::Curve([(x - r, y - k), (x - k, y - r), (x, y - r)]),
        Step::Curve([(x + k, y - r), (x + r, y - k), (x + r, y)]),
    ];
    Shape { steps, fill: None, stroke: None }
}
