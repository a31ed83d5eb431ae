//! Tables: widths, repeated heads, groups, totals.

use super::flow::Flow;
use super::grid::{Grid, GridBox, GridRow};
use super::line::{Face, count};
use super::page::MM;
use super::style::{FLOOR, GAP, GROUP, INK, PAD_X, SOFT, TIGHT, TINT, ink};
use crate::block::{Align, Cell, Column, FullCell, Row, RowKind, Table};

pub fn place(flow: &mut Flow<'_>, table: &Table) {
    let set = Set::new(flow, table);
    if !table.caption.is_empty() {
        let face = Face { size: set.face.size, bold: true, leading: 1.5, ..set.face };
        let width = flow.width();
        let lines = flow.setter.set(&table.caption, face, width, 0.0);
        let need = lines.height() + least(flow, table).min(flow.page_height() / 3.0);
        flow.ensure(need);
        flow.lines(lines, 0.0, width, Align::Left);
        flow.gap(GAP * 0.3);
    }
    let head = set.head(flow);
    let high = head.as_ref().is_some_and(|head| head.height() > flow.page_height() / 3.0);
    // A head as high as that stands once, as a row.
    let (mut grid, first) = if high { (Grid::new(None), head) } else { (Grid::new(head), None) };
    if let Some(first) = first {
        grid.row(flow, first, 0.0);
    }
    let mut next = table.rows.first().map(|row| set.row(flow, row));
    for (i, row) in table.rows.iter().enumerate() {
        let Some(laid) = next.take() else { break };
        next = table.rows.get(i + 1).map(|row| set.row(flow, row));
        // A group stands with the first row of what belongs to it.
        let keep = if row.kind == RowKind::Group { next.as_ref().map_or(0.0, GridRow::height) } else { 0.0 };
        grid.row(flow, laid, keep);
    }
    // Where there is nothing and nothing is said of it, an empty row shows the head.
    let at_least = if table.none.is_empty() { table.at_least.clamp(1, 500) } else { table.at_least.min(500) };
    for _ in table.rows.len()..at_least {
        let empty = set.row(flow, &Row::default());
        grid.row(flow, empty, 0.0);
    }
    if table.rows.is_empty() && !table.none.is_empty() {
        let width = set.whole();
        let face = Face { colour: SOFT, ..set.face };
        let none = GridBox::new(&mut flow.setter, &table.none, face, 0.0, width);
        grid.row(flow, GridRow { boxes: vec![none], least: set.least }, 0.0);
    }
    grid.end(flow, 0.0, set.whole());
    flow.gap(GAP);
}

/// The head and the first rows: a heading above must not stand without them.
pub fn least(flow: &mut Flow<'_>, table: &Table) -> f32 {
    let set = Set::new(flow, table);
    let head = set.head(flow).map_or(0.0, |head| head.height());
    let group = table.rows.first().is_some_and(|row| row.kind == RowKind::Group);
    let rows = table.rows.iter().take(if group { 2 } else { 1 });
    head + rows.map(|row| set.row(flow, row).height()).sum::<f32>()
}

struct Set<'t> {
    table: &'t Table,
    widths: Vec<f32>,
    face: Face,
    least: f32,
}

impl<'t> Set<'t> {
    fn new(flow: &Flow<'_>, table: &'t Table) -> Self {
        let size = if table.size > 0.0 { table.size } else { flow.document.page.size - 1.0 };
        let face = Face { size: size.clamp(6.5, 24.0), bold: false, colour: INK, leading: TIGHT };
        let least = if table.row_height > 0.0 { table.row_height * MM } else { 7.0 * MM };
        Self { table, widths: widths(&table.columns, flow.width()), face, least }
    }

    fn whole(&self) -> f32 {
        self.widths.iter().sum()
    }

    fn head(&self, flow: &mut Flow<'_>) -> Option<GridRow> {
        if self.table.columns.iter().all(|column| column.heading.is_empty()) {
            return None;
        }
        let face = Face { size: self.face.size * 0.95, bold: true, ..self.face };
        let mut x = 0.0;
        let mut boxes = Vec::new();
        for (column, width) in self.table.columns.iter().zip(&self.widths) {
            let one = GridBox::new(&mut flow.setter, &column.heading, face, x, *width);
            boxes.push(one.aligned(Align::Center).filled(TINT));
            x += width;
        }
        Some(GridRow { boxes, least: 7.5 * MM })
    }

    fn row(&self, flow: &mut Flow<'_>, row: &Row) -> GridRow {
        if row.kind == RowKind::Group {
            let text = row.cells.iter().map(Cell::text).collect::<Vec<_>>().join("　");
            let face = Face { bold: true, ..self.face };
            let one =
                GridBox::new(&mut flow.setter, &text, face, 0.0, self.whole()).filled(GROUP).labelling();
            return GridRow { boxes: vec![one], least: self.least };
        }
        let empty = Cell::Text(String::new());
        let mut x = 0.0;
        let mut boxes = Vec::new();
        for (i, (column, width)) in self.table.columns.iter().zip(&self.widths).enumerate() {
            let cell = row.cells.get(i).unwrap_or(&empty);
            let mut one = self.cell(flow, row.kind, column, cell, x, *width);
            one.label = i == 0;
            boxes.push(one);
            x += width;
        }
        // Short words stand in the middle of their boxes; beside a long text everything begins at the top.
        if boxes.iter().any(|one| one.lines.lines.len() > 3) {
            boxes = boxes.into_iter().map(GridBox::at_top).collect();
        }
        GridRow { boxes, least: self.least }
    }

    fn cell(
        &self,
        flow: &mut Flow<'_>,
        kind: RowKind,
        column: &Column,
        cell: &Cell,
        x: f32,
        width: f32,
    ) -> GridBox {
        let plain = FullCell::default();
        let full = match cell {
            Cell::Text(_) => &plain,
            Cell::Full(full) => full,
        };
        let total = kind == RowKind::Total;
        let face = Face { bold: full.bold || total, colour: ink(full.tone), ..self.face };
        let one =
            GridBox::new(&mut flow.setter, cell.text(), face, x, width).led(&mut flow.setter, &full.lead);
        let one = one.aligned(full.align.unwrap_or(column.align));
        if total { one.filled(TINT) } else { one }
    }
}

/// Fixed widths first, the rest is shared; all shrink where they ask for more than there is.
fn widths(columns: &[Column], whole: f32) -> Vec<f32> {
    let share = |column: &Column| if column.grow > 0.0 { column.grow } else { 1.0 };
    // Room for three letters: a kanji with its stop and bracket must not be torn.
    let least = (2.0 * PAD_X + 3.2 * FLOOR).min(whole / count(columns.len().max(1)));
    let fixed: f32 = columns.iter().filter(|c| c.width > 0.0).map(|c| c.width * MM).sum();
    let shares: f32 = columns.iter().filter(|c| c.width <= 0.0).map(share).sum();
    let left = (whole - fixed).max(if shares > 0.0 { whole * 0.25 } else { 0.0 });
    let mut widths: Vec<f32> = columns
        .iter()
        .map(|c| if c.width > 0.0 { c.width * MM } else { left * share(c) / shares })
        .map(|width| width.max(least))
        .collect();
    let asked: f32 = widths.iter().sum();
    if asked > whole || shares > 0.0 {
        for width in &mut widths {
            *width *= whole / asked;
        }
    }
    widths
}
