//! A form's boxes: label beside value, several pairs in a row where the form has it so.

use super::flow::Flow;
use super::grid::{Grid, GridBox, GridRow};
use super::line::Face;
use super::page::MM;
use super::style::{GAP, INK, TIGHT, TINT};
use crate::block::{Field, FieldRow, Fields};

pub fn place(flow: &mut Flow<'_>, fields: &Fields) {
    let mut grid = Grid::new(None);
    for row in &fields.rows {
        let row = self::row(flow, fields, row);
        grid.row(flow, row, 0.0);
    }
    let width = flow.width();
    grid.end(flow, 0.0, width);
    flow.gap(GAP);
}

pub fn least(flow: &mut Flow<'_>, fields: &Fields) -> f32 {
    fields.rows.first().map_or(0.0, |first| row(flow, fields, first).height())
}

fn row(flow: &mut Flow<'_>, fields: &Fields, row: &FieldRow) -> GridRow {
    let size = flow.document.page.size;
    let face = Face { size, bold: false, colour: INK, leading: TIGHT };
    let label = Face { size: size * 0.92, ..face };
    let many = super::line::count(row.fields.len().max(1));
    let wanted = if fields.label_width > 0.0 { fields.label_width * MM } else { 34.0 * MM };
    let pair = flow.width() / many;
    let label_width = wanted.min(pair * 0.45);
    let mut boxes = Vec::new();
    for (i, field) in row.fields.iter().enumerate() {
        let x = pair * super::line::count(i);
        if !field.label.is_empty() {
            let labelled = GridBox::new(&mut flow.setter, &field.label, label, x, label_width);
            boxes.push(labelled.filled(TINT).labelling());
        }
        let taken = if field.label.is_empty() { 0.0 } else { label_width };
        let seal = if field.seal { size * 2.4 } else { 0.0 };
        let text = value(field);
        let mut value = GridBox::new(&mut flow.setter, &text, face, x + taken, pair - taken - seal);
        if field.seal {
            value = value.sealed(&mut flow.setter, seal);
        }
        value.middle = text.lines().count() < 3;
        boxes.push(value);
    }
    let least = if row.height > 0.0 { row.height * MM } else { 9.0 * MM };
    GridRow { boxes, least }
}

/// ■ and □ before what they mean, then the value.
pub fn value(field: &Field) -> String {
    let mut text = checks(field);
    if !text.is_empty() && !field.value.is_empty() {
        text.push('\n');
    }
    text.push_str(&field.value);
    text
}

fn checks(field: &Field) -> String {
    let one = |check: &crate::block::Check| format!("{}{}", if check.on { "■" } else { "□" }, check.label);
    field.checks.iter().map(one).collect::<Vec<_>>().join("　")
}
