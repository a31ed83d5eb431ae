//! A row of boxes: of a table, of a form. It grows with its text, and where a page ends it goes on with 「（続き）」.

use super::flow::{Flow, whole};
use super::line::{Face, Lines, Setter};
use super::page::{Colour, Mark, Shape};
use super::style::{FLOOR, FRAME, HAIR, PAD_X, PAD_Y, RULE, SOFT};
use crate::block::Align;

#[derive(Debug, Clone, Default)]
pub struct GridRow {
    pub boxes: Vec<GridBox>,
    pub least: f32,
}

#[derive(Debug, Clone)]
pub struct GridBox {
    pub x: f32,
    pub width: f32,
    pub lines: Lines,
    pub align: Align,
    /// In the middle of the box's height; otherwise at its top.
    pub middle: bool,
    pub fill: Option<Colour>,
    /// Says what the others are about: it stands again, with 「（続き）」, where the row goes on.
    pub label: bool,
    /// At the right end: where a seal goes.
    pub seal: Option<Lines>,
}

impl GridBox {
    pub fn new(setter: &mut Setter, text: &str, face: Face, x: f32, width: f32) -> Self {
        let lines = setter.fit(text, face, (width - 2.0 * PAD_X).max(4.0), PAD_X * 0.8, FLOOR);
        Self { x, width, lines, align: Align::Left, middle: true, fill: None, label: false, seal: None }
    }

    /// With a bold line above its text, of the same size.
    pub fn led(mut self, setter: &mut Setter, lead: &str) -> Self {
        if !lead.is_empty() {
            let face = Face { bold: true, ..self.lines.face };
            let mut above = setter.set(lead, face, (self.width - 2.0 * PAD_X).max(4.0), PAD_X * 0.8);
            above.lines.append(&mut self.lines.lines);
            self.lines.lines = above.lines;
        }
        self
    }

    pub fn aligned(mut self, align: Align) -> Self {
        self.align = align;
        self
    }

    pub fn filled(mut self, colour: Colour) -> Self {
        self.fill = Some(colour);
        self
    }

    pub fn labelling(mut self) -> Self {
        self.label = true;
        self
    }

    pub fn at_top(mut self) -> Self {
        self.middle = false;
        self
    }

    /// Wider by the room that a seal takes: ㊞, drawn.
    pub fn sealed(mut self, setter: &mut Setter, room: f32) -> Self {
        let face = Face { size: self.lines.face.size * 0.8, colour: SOFT, ..self.lines.face };
        self.seal = Some(setter.set("印", face, room, 0.0));
        self.width += room;
        self
    }

    fn height(&self) -> f32 {
        self.lines.height() + 2.0 * PAD_Y
    }
}

impl GridRow {
    pub fn height(&self) -> f32 {
        self.text_height().max(self.least)
    }

    fn text_height(&self) -> f32 {
        self.boxes.iter().map(GridBox::height).fold(0.0, f32::max)
    }

    /// The part that fits into a height; what is left stays here.
    fn split(&mut self, height: f32, setter: &mut Setter) -> Option<Self> {
        let fits = |b: &GridBox| whole((height - 2.0 * PAD_Y) / b.lines.face.line_height());
        let torn = |b: &GridBox| b.lines.lines.len() > fits(b);
        if self.boxes.iter().any(|b| torn(b) && fits(b) < 2) {
            return None;
        }
        let mut first = Self { boxes: Vec::new(), least: 0.0 };
        for one in &mut self.boxes {
            let many = fits(one);
            let mut part = one.clone();
            part.lines = one.lines.take(many);
            part.middle = false;
            one.middle = false;
            if one.label && one.lines.lines.is_empty() {
                let soft = Face { size: part.lines.face.size * 0.85, colour: SOFT, ..part.lines.face };
                one.lines = setter.set("（続き）", soft, one.width, 0.0);
            }
            first.boxes.push(part);
        }
        self.least = 0.0;
        Some(first)
    }

    fn draw(&self, height: f32) -> Vec<Mark> {
        let mut marks = Vec::new();
        for one in &self.boxes {
            if let Some(colour) = one.fill {
                // Not over the line above, which is there already.
                let below = FRAME / 2.0;
                marks.push(Mark::Shape(Shape::rect(one.x, below, one.width, height - below).filled(colour)));
            }
        }
        for (i, one) in self.boxes.iter().enumerate() {
            let free = height - one.lines.height();
            let y = if one.middle { free / 2.0 } else { PAD_Y };
            one.lines.place(one.x + PAD_X, y, one.width - 2.0 * PAD_X, one.align, &mut marks);
            if let Some(seal) = &one.seal {
                let r = seal.face.size * 0.85;
                let (x, y) = (one.x + one.width - PAD_X - r, height / 2.0);
                marks.push(Mark::Shape(super::chart::disc(x, y, r).outlined(SOFT, HAIR)));
                seal.place(x - r, y - seal.height() / 2.0, r * 2.0, Align::Center, &mut marks);
            }
            if i > 0 {
                marks.push(rule((one.x, 0.0), (one.x, height), HAIR));
            }
        }
        let left = self.boxes.first().map_or(0.0, |b| b.x);
        let right = self.boxes.last().map_or(0.0, |b| b.x + b.width);
        marks.push(rule((left, 0.0), (left, height), FRAME));
        marks.push(rule((right, 0.0), (right, height), FRAME));
        marks.push(rule((left, height), (right, height), HAIR));
        marks
    }

    fn ends(&self) -> (f32, f32) {
        (self.boxes.first().map_or(0.0, |b| b.x), self.boxes.last().map_or(0.0, |b| b.x + b.width))
    }
}

pub fn rule(from: (f32, f32), to: (f32, f32), width: f32) -> Mark {
    let colour = if width >= FRAME { SOFT } else { RULE };
    Mark::Line { from, to, width, colour, dashed: false }
}

/// A grid as it fills pages: its frame is closed where a page ends, and its head stands again on the next.
pub struct Grid {
    pub head: Option<GridRow>,
    open: bool,
}

impl Grid {
    pub fn new(head: Option<GridRow>) -> Self {
        Self { head, open: false }
    }

    /// How much the head and the first row need: less would leave the head alone.
    pub fn least(&self, first: &GridRow) -> f32 {
        self.head.as_ref().map_or(0.0, GridRow::height) + first.height()
    }

    pub fn row(&mut self, flow: &mut Flow<'_>, mut row: GridRow, keep: f32) {
        let whole_page = flow.page_height() - self.head.as_ref().map_or(0.0, GridRow::height);
        row.least = row.least.min(whole_page * 0.98);
        let keep = keep.min(whole_page / 3.0);
        loop {
            if !self.open {
                self.begin(flow, &row, keep);
            }
            let height = row.height();
            if height + keep <= flow.room() || (height <= flow.room() && flow.at_top()) {
                flow.piece(row.draw(height), height);
                return;
            }
            // A text that is no higher than a third of a page goes to the next one whole.
            if row.text_height() > whole_page / 3.0 {
                let room = flow.room();
                if let Some(first) = row.split(room, &mut flow.setter) {
                    let height = first.height().min(room);
                    flow.piece(first.draw(height), height);
                }
            }
            self.close(flow, &row);
            flow.turn_page();
        }
    }

    fn begin(&mut self, flow: &mut Flow<'_>, row: &GridRow, keep: f32) {
        let least = self.least(row) + keep;
        let third = flow.page_height() / 3.0;
        flow.ensure(least.min(third));
        let (left, right) = row.ends();
        flow.piece(vec![rule((left, 0.0), (right, 0.0), FRAME)], 0.0);
        if let Some(head) = &self.head {
            let height = head.height();
            flow.piece(head.draw(height), height);
        }
        self.open = true;
    }

    fn close(&mut self, flow: &mut Flow<'_>, row: &GridRow) {
        let (left, right) = row.ends();
        flow.piece(vec![rule((left, 0.0), (right, 0.0), FRAME)], 0.0);
        self.open = false;
    }

    pub fn end(&mut self, flow: &mut Flow<'_>, left: f32, right: f32) {
        if self.open {
            flow.piece(vec![rule((left, 0.0), (right, 0.0), FRAME)], 0.0);
            self.open = false;
        }
    }
}
