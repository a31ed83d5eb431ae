//! Headers and footers, when it is known how many pages there are.

use super::flow::Flow;
use super::line::Face;
use super::page::MM;
use super::style::{SOFT, TIGHT};
use crate::block::{Align, Band};

pub fn add(flow: &mut Flow<'_>) {
    let document = flow.document;
    let pages = flow.laid.pages.len();
    let margins = document.page.margins;
    let [top, right, bottom, left] = margins.map(|mm| mm.clamp(8.0, 60.0) * MM);
    for at in 0..pages {
        let Some(page) = flow.laid.pages.get(at) else { continue };
        let (width, height) = (page.width - left - right, page.height);
        for (band, y, goes_down) in
            [(&document.header, top * 0.5, false), (&document.footer, height - bottom * 0.62, true)]
        {
            let marks = one(flow, band, (left, y, width), (at + 1, pages), goes_down);
            if let Some(page) = flow.laid.pages.get_mut(at) {
                page.marks.extend(marks);
            }
        }
    }
}

/// Each of the three texts has its third of the width; a long one goes on in a second line, away from the body.
fn one(
    flow: &mut Flow<'_>,
    band: &Band,
    (x, y, width): (f32, f32, f32),
    (page, pages): (usize, usize),
    down: bool,
) -> Vec<super::Mark> {
    let face = Face { size: 7.5, bold: false, colour: SOFT, leading: TIGHT };
    let mut marks = Vec::new();
    for (text, align) in
        [(&band.left, Align::Left), (&band.center, Align::Center), (&band.right, Align::Right)]
    {
        let text = text.replace("{page}", &page.to_string()).replace("{pages}", &pages.to_string());
        let share = if align == Align::Center { width * 0.16 } else { width * 0.41 };
        let left = match align {
            Align::Left => x,
            Align::Center => x + width * 0.42,
            Align::Right => x + width - share,
        };
        let mut lines = flow.setter.set(&text, face, share, 0.0);
        lines.lines.truncate(2);
        let y = if down { y } else { y - lines.height() };
        lines.place(left, y, share, align, &mut marks);
    }
    marks
}
