//! The same blocks as a workbook: what is said before and after the tables on one sheet, each large table on its own, so
//! that it can be sorted, filtered and filled in.

mod grid;

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook,
    Worksheet, XlsxError,
};

use crate::block::{Align, Cell, ColumnKind, Document, Orientation, Row, RowKind, Table, Tone};
use crate::{Error, Result};

impl From<XlsxError> for Error {
    fn from(error: XlsxError) -> Self {
        Self::Workbook { detail: error.to_string() }
    }
}

pub fn write(document: &Document) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    let mut properties = DocProperties::new()
        .set_title(&document.title)
        .set_author(&document.author)
        .set_subject(&document.subject);
    // Its own making would be now, and the same content would give other bytes.
    if let Some(at) = made(document) {
        properties = properties.set_creation_datetime(&at);
    }
    book.set_properties(&properties);
    let mut names = Names::default();
    let first = book.add_worksheet();
    set_up(first, document, &names.fresh(&document.title))?;
    grid::write(first, document)?;
    for table in document.blocks.iter().filter_map(own_sheet) {
        let sheet = book.add_worksheet();
        set_up(sheet, document, &names.fresh(&table.sheet))?;
        whole_sheet(sheet, table, document)?;
    }
    Ok(book.save_to_buffer()?)
}

fn made(document: &Document) -> Option<ExcelDateTime> {
    ExcelDateTime::parse_from_str(document.made_at.get(..19)?).ok()
}

/// A table that asks for a sheet of its own.
pub(crate) fn own_sheet(block: &crate::block::Block) -> Option<&Table> {
    match block {
        crate::block::Block::Table(table) if !table.sheet.is_empty() => Some(table),
        _ => None,
    }
}

/// Names that Excel takes: 31 letters, none of `[]:*?/\`, no two alike.
#[derive(Default)]
struct Names(std::collections::BTreeSet<String>);

impl Names {
    fn fresh(&mut self, wanted: &str) -> String {
        let clean: String = wanted
            .chars()
            .map(|c| if "[]:*?/\\'".contains(c) || c.is_control() { ' ' } else { c })
            .take(28)
            .collect();
        let clean = if clean.trim().is_empty() { "文書".to_owned() } else { clean.trim().to_owned() };
        let mut name = clean.clone();
        let mut n = 2;
        while !self.0.insert(name.to_lowercase()) {
            name = format!("{clean}{n}");
            n += 1;
        }
        name
    }
}

fn set_up(sheet: &mut Worksheet, document: &Document, name: &str) -> Result<()> {
    sheet.set_name(name)?;
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    if document.page.orientation == Orientation::Landscape {
        sheet.set_landscape();
    }
    let [top, right, bottom, left] = document.page.margins.map(|mm| f64::from(mm) / 25.4);
    sheet.set_margins(left, right, top, bottom, top * 0.4, bottom * 0.4);
    // An & begins a field in a header: doubled, it stands for itself.
    let clean = |text: &str| {
        text.replace('&', "&&")
            .replace("{pages}", "&N")
            .replace("{page}", "&P")
            .chars()
            .take(80)
            .collect::<String>()
    };
    let band = &document.footer;
    let footer = format!("&L{}&C{}&R{}", clean(&band.left), clean(&band.center), clean(&band.right));
    if footer.chars().count() < 255 {
        sheet.set_footer(footer);
    }
    Ok(())
}

fn whole_sheet(sheet: &mut Worksheet, table: &Table, document: &Document) -> Result<()> {
    let size = f64::from(if table.size > 0.0 { table.size } else { document.page.size - 1.0 });
    for (column, width) in (0u16..).zip(widths(table)) {
        sheet.set_column_width(column, width)?;
    }
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(0xEF_F1_F0))
        .set_border(FormatBorder::Thin)
        .set_font_size(size);
    for (at, column) in (0u16..).zip(&table.columns) {
        sheet.write_string_with_format(0, at, &column.heading, &head)?;
    }
    let last = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(0);
    let mut line = 1;
    for row in &table.rows {
        write_row(sheet, table, row, line, last, size)?;
        line += 1;
    }
    for _ in table.rows.len()..table.at_least.min(500) {
        write_row(sheet, table, &Row::default(), line, last, size)?;
        line += 1;
    }
    let end = line.saturating_sub(1);
    for (at, column) in (0u16..).zip(&table.columns).filter(|(_, column)| !column.options.is_empty()) {
        let only = DataValidation::new().allow_list_strings(&column.options)?.ignore_blank(true);
        sheet.add_data_validation(1, at, end.max(1), at, &only)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_print_area(0, 0, end, last)?;
    // Groups lie across the columns; a filter over them would hide what they head.
    if table.rows.iter().all(|row| row.kind == RowKind::Body) {
        sheet.autofilter(0, 0, end, last)?;
    }
    Ok(())
}

fn write_row(sheet: &mut Worksheet, table: &Table, row: &Row, line: u32, last: u16, size: f64) -> Result<()> {
    let base = Format::new()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border(FormatBorder::Thin)
        .set_font_size(size);
    if row.kind == RowKind::Group {
        let text = row.cells.iter().map(in_one).collect::<Vec<_>>().join("　");
        let format = base.set_bold().set_background_color(Color::RGB(0xDE_EA_E8));
        sheet.write_string_with_format(line, 0, text, &format)?;
        for at in 1..=last {
            sheet.write_blank(line, at, &format)?;
        }
        return Ok(());
    }
    for (at, column) in (0u16..).zip(&table.columns) {
        let cell = row.cells.get(usize::from(at));
        let mut format = base.clone().set_align(aligned(cell, column.align));
        let (bold, tone) = match cell {
            Some(Cell::Full(full)) => (full.bold, full.tone),
            _ => (false, Tone::Plain),
        };
        if bold || row.kind == RowKind::Total {
            format = format.set_bold();
        }
        if let Some(colour) = colour(tone) {
            format = format.set_font_color(colour);
        }
        let text = cell.map(in_one).unwrap_or_default();
        let number =
            (column.kind == ColumnKind::Number).then(|| text.replace(',', "").parse::<f64>().ok()).flatten();
        match number.filter(|n| n.is_finite()) {
            Some(number) => sheet.write_number_with_format(line, at, number, &format)?,
            // Written as text, always: what begins with = is not a formula.
            None => sheet.write_string_with_format(line, at, &text, &format)?,
        };
    }
    Ok(())
}

/// A cell's text with what stands above it.
pub(crate) fn in_one(cell: &Cell) -> String {
    let parts = [cell.lead(), cell.text()];
    within(&parts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n"))
}

/// No cell of a workbook holds more than 32,767 units of UTF-16: what is cut says so.
pub(crate) fn within(text: &str) -> String {
    const MOST: usize = 32_700;
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > MOST
    });
    match end {
        Some((end, _)) => format!("{}…（続きはPDFにあります）", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

fn aligned(cell: Option<&Cell>, column: Align) -> FormatAlign {
    let own = match cell {
        Some(Cell::Full(full)) => full.align,
        _ => None,
    };
    match own.unwrap_or(column) {
        Align::Left => FormatAlign::Left,
        Align::Center => FormatAlign::Center,
        Align::Right => FormatAlign::Right,
    }
}

pub(crate) fn colour(tone: Tone) -> Option<Color> {
    match tone {
        Tone::Plain => None,
        Tone::Soft => Some(Color::RGB(0x5C_5C_60)),
        Tone::Good => Some(Color::RGB(0x12_6B_38)),
        Tone::Warn => Some(Color::RGB(0x8C_54_00)),
        Tone::Bad => Some(Color::RGB(0xA8_1C_1C)),
        Tone::Accent => Some(Color::RGB(0x0A_5C_61)),
    }
}

/// In Excel's letters: 170 mm of paper are about 92 of them.
pub(crate) fn widths(table: &Table) -> Vec<f64> {
    let share = |grow: f32| f64::from(if grow > 0.0 { grow } else { 1.0 });
    let fixed: f64 = table.columns.iter().map(|c| f64::from(c.width)).sum();
    let shares: f64 = table.columns.iter().filter(|c| c.width <= 0.0).map(|c| share(c.grow)).sum();
    let left = (170.0 - fixed).max(60.0);
    let mm = |c: &crate::block::Column| {
        if c.width > 0.0 { f64::from(c.width) } else { left * share(c.grow) / shares }
    };
    table.columns.iter().map(|c| (mm(c) * 0.56).clamp(4.0, 80.0)).collect()
}
