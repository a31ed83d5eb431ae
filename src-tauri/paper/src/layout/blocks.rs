//! One block after the other. A heading looks at what follows it, so that it never stands alone at the foot of a page.

use super::flow::Flow;
use super::grid::{Grid, GridBox, GridRow};
use super::line::Face;
use super::page::{MM, Mark};
use super::style::{ACCENT, FLOOR, GAP, INK, LEADING, TIGHT, TINT, ink};
use super::{fields, figure, sign, table};
use crate::Result;
use crate::block::{Align, Attachment, Block, Cell, Column, Paragraph, Row, Table};

pub fn all(flow: &mut Flow<'_>, blocks: &[Block]) -> Result<()> {
    for (i, block) in blocks.iter().enumerate() {
        let after = blocks.get(i + 1..).unwrap_or_default();
        one(flow, block, after)?;
    }
    Ok(())
}

fn one(flow: &mut Flow<'_>, block: &Block, after: &[Block]) -> Result<()> {
    match block {
        Block::Title { text, subtitle } => title(flow, text, subtitle),
        Block::Heading { text, level } => heading(flow, text, *level, after),
        Block::Paragraph(paragraph) => self::paragraph(flow, paragraph),
        Block::Fields(fields) => fields::place(flow, fields),
        Block::Table(table) => table::place(flow, table),
        Block::SignOff(sign) => sign::place(flow, sign),
        Block::Figure(figure) => figure::place(flow, figure)?,
        Block::Note { text } => note(flow, text),
        Block::Attachments { items, heading, none } => attachments(flow, items, heading, none),
        Block::Space { height } => {
            let height = height.clamp(0.0, 250.0) * MM;
            flow.y = (flow.y + height).min(flow.bottom());
        }
        Block::PageBreak { orientation } => flow.break_page(*orientation),
    }
    Ok(())
}

/// How much of a block must stand under its heading, at least; an estimate is enough.
fn least(flow: &mut Flow<'_>, blocks: &[Block]) -> f32 {
    let size = flow.document.page.size;
    match blocks.first() {
        Some(Block::Heading { .. }) => size * 3.6 + least(flow, blocks.get(1..).unwrap_or_default()),
        Some(Block::Table(table)) => table::least(flow, table),
        Some(Block::Fields(fields)) => fields::least(flow, fields),
        Some(Block::Figure(figure)) => figure::least(figure),
        Some(Block::SignOff(_)) => 34.0 * MM,
        Some(Block::PageBreak { .. }) | None => 0.0,
        Some(_) => size * LEADING * 2.4,
    }
}

fn body(flow: &Flow<'_>) -> Face {
    Face { size: flow.document.page.size.clamp(FLOOR, 24.0), bold: false, colour: INK, leading: LEADING }
}

fn title(flow: &mut Flow<'_>, text: &str, subtitle: &str) {
    let face = Face { size: body(flow).size * 1.8, bold: true, leading: 1.35, ..body(flow) };
    let width = flow.width();
    flow.gap(GAP);
    let lines = flow.setter.fit(text, face, width, 0.0, FLOOR);
    flow.bookmark(text, 1);
    flow.lines(lines, 0.0, width, Align::Center);
    if !subtitle.is_empty() {
        let face = Face { size: body(flow).size * 1.05, colour: super::style::SOFT, ..body(flow) };
        let lines = flow.setter.set(subtitle, face, width, 0.0);
        flow.lines(lines, 0.0, width, Align::Center);
    }
    flow.gap(GAP * 1.6);
}

fn heading(flow: &mut Flow<'_>, text: &str, level: u8, after: &[Block]) {
    let scale = match level {
        0 | 1 => 1.3,
        2 => 1.12,
        _ => 1.0,
    };
    let face = Face { size: body(flow).size * scale, bold: true, leading: 1.4, ..body(flow) };
    let bar = if level <= 1 { 3.0 * MM } else { 0.0 };
    let width = flow.width() - bar;
    let lines = flow.setter.set(text, face, width, 0.0);
    let before = if level <= 1 { GAP * 1.9 } else { GAP * 1.3 };
    let need = before + lines.height() + GAP + least(flow, after).min(flow.page_height() / 3.0);
    flow.ensure(need);
    flow.gap(before);
    if level <= 2 {
        flow.bookmark(text, level.max(1));
    }
    if level <= 1 {
        let height = lines.height().min(flow.room());
        let mark = super::Shape::rect(0.0, height * 0.12, 1.3 * MM, height * 0.76).filled(ACCENT);
        let (x, y) = (flow.left(), flow.y);
        let mut mark = Mark::Shape(mark);
        mark.shift(x, y);
        flow.marks().push(mark);
    }
    flow.lines(lines, bar, width, Align::Left);
    flow.gap(GAP * 0.5);
}

fn paragraph(flow: &mut Flow<'_>, paragraph: &Paragraph) {
    let size = if paragraph.size > 0.0 { paragraph.size.clamp(FLOOR, 60.0) } else { body(flow).size };
    let leading = if size > 16.0 { 1.35 } else { LEADING };
    let face = Face { size, bold: paragraph.bold, colour: ink(paragraph.tone), leading };
    if paragraph.boxed > 0.0 {
        boxed(flow, &paragraph.text, face, paragraph.boxed * MM, paragraph.align);
        return;
    }
    let indent = (paragraph.indent.max(0.0) * MM).min(flow.width() * 0.7);
    let width = flow.width() - indent;
    let lines = flow.setter.set(&paragraph.text, face, width, 0.0);
    let (page, top) = (flow.laid.pages.len(), flow.y);
    let height = lines.height();
    flow.lines(lines, indent, width, paragraph.align);
    if let (Some(to), true) = (&paragraph.link, flow.laid.pages.len() == page) {
        let (x, to) = (flow.left() + indent, to.clone());
        flow.marks().push(Mark::Link { x, y: top, width, height, to });
    }
    flow.gap(GAP * 0.5);
}

fn boxed(flow: &mut Flow<'_>, text: &str, face: Face, height: f32, align: Align) {
    let width = flow.width();
    let one = GridBox::new(&mut flow.setter, text, face, 0.0, width).aligned(align).at_top();
    let mut grid = Grid::new(None);
    grid.row(flow, GridRow { boxes: vec![one], least: height }, 0.0);
    grid.end(flow, 0.0, width);
    flow.gap(GAP);
}

fn note(flow: &mut Flow<'_>, text: &str) {
    let face = Face { size: body(flow).size * 0.85, leading: TIGHT, ..body(flow) };
    let width = flow.width();
    let one = GridBox::new(&mut flow.setter, text, face, 0.0, width).filled(TINT);
    let mut grid = Grid::new(None);
    flow.gap(GAP * 0.4);
    grid.row(flow, GridRow { boxes: vec![one], least: 0.0 }, 0.0);
    grid.end(flow, 0.0, width);
    flow.gap(GAP);
}

fn attachments(flow: &mut Flow<'_>, items: &[Attachment], heading: &str, none: &str) {
    let bare = items.iter().all(|item| item.fingerprint.is_empty());
    let mut columns = vec![
        Column { width: 10.0, align: Align::Right, ..Column::default() },
        Column { grow: 3.0, ..Column::default() },
        Column { grow: 2.0, ..Column::default() },
    ];
    if !bare {
        columns.push(Column { width: 26.0, ..Column::default() });
    }
    let rows = items.iter().enumerate().map(|(i, item)| {
        let mut cells = vec![(i + 1).to_string(), item.name.clone(), item.detail.clone()];
        if !bare {
            cells.push(item.fingerprint.clone());
        }
        Row { cells: cells.into_iter().map(Cell::Text).collect(), ..Row::default() }
    });
    let list = Table {
        caption: heading.to_owned(),
        rows: rows.collect(),
        columns,
        none: none.to_owned(),
        ..Table::default()
    };
    table::place(flow, &list);
}
