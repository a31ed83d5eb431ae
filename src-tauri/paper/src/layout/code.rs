//! A QR code: what a telephone reads from the paper.

use qrcode::{Color, EcLevel, QrCode};

use super::flow::Flow;
use super::line::{Face, count};
use super::page::{MM, Mark, Shape};
use super::style::{INK, SOFT, TIGHT};
use crate::block::Align;
use crate::{Error, Result};

pub const SIDE: f32 = 32.0 * MM;
/// Readers want four light squares around it.
const QUIET: usize = 4;

pub fn place(flow: &mut Flow<'_>, text: &str, beside: &str) -> Result<()> {
    // A form without it keeps the room for nothing else.
    if text.is_empty() {
        return Ok(());
    }
    let broken = |e: qrcode::types::QrError| Error::Picture { name: "QR".into(), detail: e.to_string() };
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(broken)?;
    let across = code.width();
    let square = SIDE / count(across + 2 * QUIET);
    let dark: Vec<bool> = code.to_colors().into_iter().map(|colour| colour == Color::Dark).collect();
    let mut marks = Vec::new();
    for (y, row) in dark.chunks(across).enumerate() {
        // Dark squares in a row are one shape: nothing shines through between them.
        let mut x = 0;
        while x < across {
            let long = row.iter().skip(x).take_while(|dark| **dark).count();
            if long > 0 {
                let (left, top) = (square * count(x + QUIET), square * count(y + QUIET));
                let shape = Shape::rect(left, top, square * count(long), square * 1.02);
                marks.push(Mark::Shape(shape.filled(INK)));
            }
            x += long.max(1);
        }
    }
    let face = Face { size: flow.document.page.size * 0.85, bold: false, colour: SOFT, leading: TIGHT };
    let left = SIDE + 4.0 * MM;
    let width = flow.width() - left;
    let lines = flow.setter.set(beside, face, width, 0.0);
    let height = lines.height().max(SIDE);
    lines.place(left, (height - lines.height()) / 2.0, width, Align::Left, &mut marks);
    flow.piece(marks, height);
    Ok(())
}
