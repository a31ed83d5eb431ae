//! The tables as a workbook that is pleasant to read: headings stay in sight, cells wrap, nothing is a formula.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use crate::catalogue::table::{Grid, Tables};
use crate::{Error, Result};

/// Excel's own limit of a cell.
const LONGEST_CELL: usize = 32_767;

pub fn write(tables: &Tables) -> Result<Vec<u8>> {
    let broken = |e: XlsxError| Error::internal(e.to_string());
    let mut workbook = Workbook::new();
    for grid in &tables.0 {
        sheet(&mut workbook, grid).map_err(broken)?;
    }
    workbook.save_to_buffer().map_err(broken)
}

fn sheet(workbook: &mut Workbook, grid: &Grid) -> Result<(), XlsxError> {
    let cell = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_border(FormatBorder::Hair);
    let heading = cell.clone().set_bold().set_background_color("#E6EEF2");
    let sheet = workbook.add_worksheet();
    sheet.set_name(&grid.name)?;
    let numbered = grid.rows.iter().enumerate();
    for (row, cells) in numbered {
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        for (column, text) in cells.iter().enumerate() {
            let column = u16::try_from(column).unwrap_or(u16::MAX);
            if text.chars().count() > LONGEST_CELL {
                return Err(XlsxError::MaxStringLengthExceeded);
            }
            sheet.write_string_with_format(row, column, text, if row == 0 { &heading } else { &cell })?;
        }
    }
    for (column, width) in grid.widths().into_iter().enumerate() {
        sheet.set_column_width(u16::try_from(column).unwrap_or(u16::MAX), width)?;
    }
    sheet.set_freeze_panes(1, 2)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}
