//! Inside the child: bytes to cells, never more than the limits. Whatever goes wrong here costs nobody but the child.

use std::io::{Cursor, Read};

use calamine::{Data, DataRef, Dimensions, HeaderRow, Ods, Reader, Xls, Xlsx};
use serde::{Deserialize, Serialize};

use super::model::{
    Book, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, MOST_TEXT, Merge, Refusal, cell_name, put,
};
use super::text;

type Outcome<T> = Result<T, Refusal>;

/// Unpacked, all parts together.
const MOST_UNPACKED: u64 = 256 << 20;
/// Deflate makes nothing more than this many times smaller, so that a small file needs no measuring.
const MOST_DEFLATED: u64 = 1032;

/// What is handed over, as soon as it is read: the other side takes it in while the next is being read.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Sheet(String),
    /// The next rows of the sheet that was named last.
    Rows(Vec<Vec<String>>),
    Merges(Vec<Merge>),
    Refused(Refusal),
    End,
}

pub fn book(bytes: Vec<u8>, send: &mut dyn FnMut(Part)) -> Outcome<()> {
    let mut filling =
        Filling { send, sheets: 0, name: String::new(), rows: Vec::new(), sent: 0, text: 0, cells: 0 };
    match bytes.get(..4) {
        Some(b"PK\x03\x04") => packed(bytes, &mut filling),
        Some([0xD0, 0xCF, 0x11, 0xE0]) if is_encrypted(&bytes) => Err(Refusal::Locked),
        Some([0xD0, 0xCF, 0x11, 0xE0]) => xls(bytes, &mut filling),
        _ => filling.whole(text::book(&bytes)?),
    }
}

/// An .xlsx with a password is no zip but an OLE file with a stream of this name.
fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// An .xlsx or .ods, after its real size has been measured: what a zip says of itself is not believed.
fn packed(bytes: Vec<u8>, filling: &mut Filling<'_>) -> Outcome<()> {
    let broken = |e: zip::result::ZipError| Refusal::Unreadable(e.to_string());
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).map_err(broken)?;
    if archive.len() > 10_000 {
        return Err(Refusal::TooBig(format!("{} parts", archive.len())));
    }
    let is_ods = archive.index_for_name("content.xml").is_some();
    if bytes.len() as u64 > MOST_UNPACKED / MOST_DEFLATED {
        measure(&mut archive)?;
    }
    drop(archive);
    if is_ods { ods(bytes, filling) } else { xlsx(&bytes, filling) }
}

/// Whether any sheet merges cells. To ask for them is to read the whole sheet once more, and most have none.
fn has_merges(bytes: &[u8]) -> zip::result::ZipResult<bool> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))?;
    let wanted = memchr::memmem::Finder::new("mergeCell");
    for n in 0..archive.len() {
        let part = archive.by_index(n)?;
        if part.name()?.starts_with("xl/worksheets/") {
            let mut text = Vec::new();
            part.take(MOST_UNPACKED).read_to_end(&mut text)?;
            if wanted.find(&text).is_some() {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Unpacks every part into nothing, and counts.
fn measure(archive: &mut zip::ZipArchive<Cursor<&Vec<u8>>>) -> Outcome<()> {
    let broken = |e: zip::result::ZipError| Refusal::Unreadable(e.to_string());
    let mut left = MOST_UNPACKED;
    for n in 0..archive.len() {
        let mut part = archive.by_index(n).map_err(broken)?.take(left + 1);
        let unpacked =
            std::io::copy(&mut part, &mut std::io::sink()).map_err(|e| Refusal::Unreadable(e.to_string()))?;
        left = left
            .checked_sub(unpacked)
            .ok_or_else(|| Refusal::TooBig(format!("> {} MB", MOST_UNPACKED >> 20)))?;
    }
    Ok(())
}

fn xlsx(bytes: &[u8], filling: &mut Filling<'_>) -> Outcome<()> {
    std::thread::scope(|scope| {
        let merges = scope.spawn(|| has_merges(bytes).unwrap_or(true));
        xlsx_cells(bytes, filling, || merges.join().unwrap_or(true))
    })
}

fn xlsx_cells(bytes: &[u8], filling: &mut Filling<'_>, merges: impl FnOnce() -> bool) -> Outcome<()> {
    let broken = |e: calamine::XlsxError| match e {
        calamine::XlsxError::Password => Refusal::Locked,
        e => Refusal::Unreadable(e.to_string()),
    };
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let mut asked = Some(merges);
    let mut merges = false;
    for name in workbook.sheet_names() {
        filling.open(&name)?;
        // Cell by cell: asking for the whole range would make every empty cell between the first and the last.
        let mut cells = match workbook.worksheet_cells_reader(&name) {
            Ok(cells) => cells,
            // A chart sheet has no cells.
            Err(calamine::XlsxError::WorksheetNotFound(_) | calamine::XlsxError::NotAWorksheet(_)) => {
                continue;
            }
            Err(e) => return Err(broken(e)),
        };
        while let Some(cell) = cells.next_cell().map_err(broken)? {
            let text = match cell.get_value() {
                DataRef::SharedString(text) => tidy(text),
                DataRef::String(text) => tidy(text),
                other => shown(&Data::from(other.clone())),
            };
            filling.cell(cell.get_position(), text)?;
        }
        drop(cells);
        if let Some(ask) = asked.take() {
            merges = ask();
        }
        let found =
            if merges { workbook.merge_cells_by_sheet_name(&name).unwrap_or_default() } else { Vec::new() };
        filling.close(found.iter().filter_map(merge).collect());
    }
    Ok(())
}

fn xls(bytes: Vec<u8>, filling: &mut Filling<'_>) -> Outcome<()> {
    let broken = |e: calamine::XlsError| match e {
        calamine::XlsError::Password => Refusal::Locked,
        e => Refusal::Unreadable(e.to_string()),
    };
    let mut workbook = Xls::new(Cursor::new(bytes)).map_err(broken)?;
    for name in workbook.sheet_names() {
        let range = workbook.with_header_row(HeaderRow::Row(0)).worksheet_range(&name).map_err(broken)?;
        let merges = workbook.merge_cells_by_sheet_name(&name).unwrap_or_default();
        filling.range(&name, &range, merges.iter().filter_map(merge).collect())?;
    }
    Ok(())
}

fn ods(bytes: Vec<u8>, filling: &mut Filling<'_>) -> Outcome<()> {
    let broken = |e: calamine::OdsError| match e {
        calamine::OdsError::Password => Refusal::Locked,
        calamine::OdsError::CellLimitExceeded { requested, .. } => {
            Refusal::TooBig(format!("{requested} cells"))
        }
        e => Refusal::Unreadable(e.to_string()),
    };
    let mut workbook = Ods::new(Cursor::new(bytes)).map_err(broken)?;
    for name in workbook.sheet_names() {
        let range = workbook.with_header_row(HeaderRow::Row(0)).worksheet_range(&name).map_err(broken)?;
        filling.range(&name, &range, Vec::new())?;
    }
    Ok(())
}

/// A book on its way out, with what it has used of the limits.
struct Filling<'a> {
    send: &'a mut dyn FnMut(Part),
    sheets: usize,
    name: String,
    /// Rows that have not been handed over yet; the last may still grow.
    rows: Vec<Vec<String>>,
    sent: usize,
    text: usize,
    cells: usize,
}

/// Rows handed over at a time.
const BATCH: usize = 512;

impl Filling<'_> {
    fn open(&mut self, name: &str) -> Outcome<()> {
        self.sheets += 1;
        if self.sheets > MOST_SHEETS {
            return Err(Refusal::TooBig(format!("{MOST_SHEETS}+ sheets")));
        }
        name.clone_into(&mut self.name);
        self.sent = 0;
        (self.send)(Part::Sheet(name.to_owned()));
        Ok(())
    }

    fn close(&mut self, merges: Vec<Merge>) {
        (self.send)(Part::Rows(std::mem::take(&mut self.rows)));
        if !merges.is_empty() {
            (self.send)(Part::Merges(merges));
        }
    }

    fn cell(&mut self, (row, column): (u32, u32), text: String) -> Outcome<()> {
        if text.is_empty() {
            return Ok(());
        }
        let (row, column) = (row as usize, column as usize);
        let at = || format!("{}!{}", self.name, cell_name(row, column));
        self.text += text.len();
        if row >= MOST_ROWS || column >= MOST_COLUMNS || self.text > MOST_TEXT {
            return Err(Refusal::TooBig(at()));
        }
        let here = row.checked_sub(self.sent).ok_or_else(|| Refusal::Unreadable(at()))?;
        if self.rows.len() <= here {
            if self.rows.len() > BATCH {
                let last = self.rows.len() - 1;
                let grown = self.rows.split_off(last);
                (self.send)(Part::Rows(std::mem::replace(&mut self.rows, grown)));
                self.sent += last;
            }
            self.rows.resize(row - self.sent + 1, Vec::new());
        }
        if let Some(cells) = self.rows.get_mut(row - self.sent) {
            self.cells += put(cells, column, text);
        }
        if self.cells > MOST_CELLS {
            return Err(Refusal::TooBig(format!("{}!{}", self.name, cell_name(row, column))));
        }
        Ok(())
    }

    fn range(&mut self, name: &str, range: &calamine::Range<Data>, merges: Vec<Merge>) -> Outcome<()> {
        self.open(name)?;
        let (top, left) = range.start().unwrap_or((0, 0));
        for (row, column, value) in range.used_cells() {
            let at =
                |offset: usize, start: u32| u32::try_from(offset).unwrap_or(u32::MAX).saturating_add(start);
            self.cell((at(row, top), at(column, left)), shown(value))?;
        }
        self.close(merges);
        Ok(())
    }

    fn whole(&mut self, book: Book) -> Outcome<()> {
        for sheet in book.sheets {
            self.open(&sheet.name)?;
            self.rows = sheet.rows;
            self.close(sheet.merges);
        }
        Ok(())
    }
}

fn merge(of: &Dimensions) -> Option<Merge> {
    let one_cell = of.start == of.end;
    let (top, left) = (of.start.0 as usize, of.start.1 as usize);
    let (bottom, right) = (of.end.0 as usize, of.end.1 as usize);
    (!one_cell && top <= bottom && left <= right).then_some(Merge { top, left, bottom, right })
}

/// What a person sees in the cell. A whole number has no decimal point; a date is a day.
fn shown(value: &Data) -> String {
    match value {
        Data::Empty | Data::Error(_) => String::new(),
        Data::String(text) => tidy(text),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(truth) => truth.to_string(),
        Data::DateTime(at) => at.as_datetime().map_or_else(|| at.as_f64().to_string(), shown_date),
        Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
    }
}

fn shown_date(at: chrono::NaiveDateTime) -> String {
    let midnight = at.time() == chrono::NaiveTime::MIN;
    at.format(if midnight { "%Y-%m-%d" } else { "%Y-%m-%d %H:%M" }).to_string()
}

/// Excel writes line ends as `_x000D_` or CR LF; people mean a line end.
fn tidy(text: &str) -> String {
    if text.contains('\r') || text.contains("_x000D_") {
        return text.replace("_x000D_", "").replace("\r\n", "\n").replace('\r', "\n");
    }
    text.to_owned()
}
