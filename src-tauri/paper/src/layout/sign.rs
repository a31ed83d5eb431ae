//! 記名・押印欄: small boxes side by side at the right, or a line for each who signs.

use super::flow::Flow;
use super::grid::{Grid, GridBox, GridRow};
use super::line::{Face, count};
use super::page::MM;
use super::style::{FLOOR, GAP, INK, TIGHT, TINT};
use crate::block::{Align, SignOff};

pub fn place(flow: &mut Flow<'_>, sign: &SignOff) {
    let size = flow.document.page.size;
    let face = Face { size: size * 0.9, bold: false, colour: INK, leading: TIGHT };
    if !sign.caption.is_empty() {
        let width = flow.width();
        let lines = flow.setter.set(&sign.caption, face, width, 0.0);
        flow.lines(lines, 0.0, width, Align::Left);
        flow.gap(GAP * 0.3);
    }
    if sign.lines {
        in_lines(flow, sign, face);
    } else {
        boxes(flow, sign, face);
    }
    flow.gap(GAP);
}

/// At most six side by side; more go into a second row.
fn boxes(flow: &mut Flow<'_>, sign: &SignOff, face: Face) {
    for row in sign.boxes.chunks(6) {
        let width = (24.0 * MM).min(flow.width() / count(row.len()));
        let left = flow.width() - width * count(row.len());
        let bits = |flow: &mut Flow<'_>, text: &dyn Fn(usize) -> String, face: Face, floor: f32| {
            let mut boxes = Vec::new();
            for i in 0..row.len() {
                let x = left + width * count(i);
                let mut one = GridBox::new(&mut flow.setter, &text(i), face, x, width).aligned(Align::Center);
                if one.lines.lines.len() > 2 {
                    let inner = width - 2.0 * super::style::PAD_X;
                    one.lines = flow.setter.fit(&text(i), Face { size: floor, ..face }, inner, 0.0, floor);
                }
                boxes.push(one);
            }
            boxes
        };
        let of = |i: usize| row.get(i).cloned().unwrap_or_default();
        let mut titles = bits(flow, &|i| of(i).title, Face { size: face.size * 0.95, ..face }, FLOOR);
        for one in &mut titles {
            one.fill = Some(TINT);
        }
        let below = |i: usize| {
            let one = of(i);
            [one.name, one.date].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
        };
        let below = bits(flow, &below, Face { size: face.size * 0.85, ..face }, FLOOR);
        let rows = [GridRow { boxes: titles, least: 6.5 * MM }, GridRow { boxes: below, least: 19.0 * MM }];
        flow.ensure(rows.iter().map(GridRow::height).sum());
        let mut grid = Grid::new(None);
        for row in rows {
            grid.row(flow, row, 0.0);
        }
        grid.end(flow, left, left + width * count(row.len()));
        flow.gap(GAP * 0.6);
    }
}

fn in_lines(flow: &mut Flow<'_>, sign: &SignOff, face: Face) {
    let whole = flow.width();
    let (title, date) = (whole * 0.30, whole * 0.27);
    let mut grid = Grid::new(None);
    for one in &sign.boxes {
        let name = whole - title - date;
        let blank = "　　　　年　　月　　日";
        let when = if one.date.is_empty() { blank } else { one.date.as_str() };
        let set = &mut flow.setter;
        let room = 9.0 * MM;
        let name_face = Face { size: face.size * 1.1, ..face };
        let seal = GridBox::new(set, &one.name, name_face, title, name - room).sealed(set, room);
        let boxes = vec![
            GridBox::new(set, &one.title, face, 0.0, title).filled(TINT).labelling(),
            seal,
            GridBox::new(set, when, face, title + name, date).aligned(Align::Center),
        ];
        grid.row(flow, GridRow { boxes, least: 13.0 * MM }, 0.0);
    }
    grid.end(flow, 0.0, whole);
}
