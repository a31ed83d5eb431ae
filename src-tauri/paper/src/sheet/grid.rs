//! The first sheet: everything but the large tables, from top to bottom, on a grid of twelve columns.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet};

use super::own_sheet;
use crate::Result;
use crate::block::{Align, Block, Document, Figure, RowKind, Table};

const COLUMNS: u16 = 12;

struct Pen<'s> {
    sheet: &'s mut Worksheet,
    line: u32,
    size: f64,
}

pub fn write(sheet: &mut Worksheet, document: &Document) -> Result<()> {
    for column in 0..COLUMNS {
        sheet.set_column_width(column, 7.6)?;
    }
    let mut pen = Pen { sheet, line: 0, size: f64::from(document.page.size) };
    for block in &document.blocks {
        pen.block(block)?;
    }
    let end = pen.line.max(1) - 1;
    sheet.set_print_area(0, 0, end, COLUMNS - 1)?;
    Ok(())
}

impl Pen<'_> {
    fn plain(&self) -> Format {
        Format::new().set_text_wrap().set_align(FormatAlign::VerticalCenter).set_font_size(self.size)
    }

    fn boxed(&self) -> Format {
        self.plain().set_border(FormatBorder::Thin)
    }

    /// A text over some of the columns, as high as its lines need.
    fn put(&mut self, from: u16, to: u16, text: &str, format: &Format) -> Result<()> {
        let text = super::within(text);
        if from == to {
            self.sheet.write_string_with_format(self.line, from, text, format)?;
        } else {
            self.sheet.merge_range(self.line, from, self.line, to, &text, format)?;
        }
        Ok(())
    }

    fn next(&mut self, highest: usize) -> Result<()> {
        let lines = u32::try_from(highest.clamp(1, 25)).unwrap_or(1);
        self.sheet.set_row_height(self.line, self.size * 1.75 * f64::from(lines))?;
        self.line += 1;
        Ok(())
    }

    fn wide(&mut self, text: &str, format: &Format) -> Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        self.put(0, COLUMNS - 1, text, format)?;
        self.next(lines(text, COLUMNS))
    }

    fn block(&mut self, block: &Block) -> Result<()> {
        if let Some(table) = own_sheet(block) {
            let text = if table.caption.is_empty() { &table.sheet } else { &table.caption };
            return self.wide(&format!("{text}（シート「{}」）", table.sheet), &self.plain().set_italic());
        }
        match block {
            Block::Title { text, subtitle } => {
                let large =
                    self.plain().set_bold().set_align(FormatAlign::Center).set_font_size(self.size * 1.7);
                self.put(0, COLUMNS - 1, text, &large)?;
                self.next(2)?;
                self.wide(subtitle, &self.plain().set_align(FormatAlign::Center))
            }
            Block::Heading { text, .. } => {
                self.line += 1;
                self.wide(text, &self.plain().set_bold().set_font_size(self.size * 1.15))
            }
            Block::Paragraph(paragraph) => {
                let align = match paragraph.align {
                    Align::Left => FormatAlign::Left,
                    Align::Center => FormatAlign::Center,
                    Align::Right => FormatAlign::Right,
                };
                let format = if paragraph.boxed > 0.0 { self.boxed() } else { self.plain() };
                let format = format.set_align(align);
                let format = if paragraph.bold { format.set_bold() } else { format };
                self.wide(&paragraph.text, &format)
            }
            Block::Note { text } => self.wide(text, &self.boxed().set_font_size(self.size * 0.85)),
            Block::Fields(fields) => {
                for row in &fields.rows {
                    self.fields(&row.fields)?;
                }
                self.line += 1;
                Ok(())
            }
            Block::Table(table) => self.table(table),
            Block::SignOff(sign) => {
                self.wide(&sign.caption, &self.plain())?;
                let format = self.boxed();
                for one in &sign.boxes {
                    self.put(0, 3, &one.title, &format)?;
                    self.put(4, 8, &one.name, &format)?;
                    self.put(9, COLUMNS - 1, &one.date, &format)?;
                    self.next(2)?;
                }
                self.line += 1;
                Ok(())
            }
            Block::Attachments { items, heading, none } => {
                self.wide(heading, &self.plain().set_bold())?;
                if items.is_empty() {
                    self.wide(none, &self.plain())?;
                }
                let format = self.boxed();
                for (i, item) in items.iter().enumerate() {
                    self.put(0, 0, &(i + 1).to_string(), &format)?;
                    self.put(1, 5, &item.name, &format)?;
                    self.put(6, 9, &item.detail, &format)?;
                    self.put(10, COLUMNS - 1, &item.fingerprint, &format)?;
                    self.next(lines(&item.name, 5).max(lines(&item.detail, 4)))?;
                }
                self.line += 1;
                Ok(())
            }
            Block::Figure(figure) => self.figure(figure),
            Block::Space { .. } | Block::PageBreak { .. } => {
                self.line += 1;
                Ok(())
            }
        }
    }

    fn fields(&mut self, fields: &[crate::block::Field]) -> Result<()> {
        let many = u16::try_from(fields.len().clamp(1, 4)).unwrap_or(1);
        let pair = COLUMNS / many;
        let label = if many == 1 { 3 } else { (pair / 2).max(1) };
        let tinted = self.boxed().set_background_color(Color::RGB(0xEF_F1_F0));
        let format = self.boxed();
        let mut highest = 1;
        for (i, field) in (0u16..many).zip(fields) {
            let from = i * pair;
            let text = crate::layout::field_text(field);
            self.put(from, from + label - 1, &field.label, &tinted)?;
            self.put(from + label, from + pair - 1, &text, &format)?;
            highest = highest.max(lines(&text, pair - label)).max(lines(&field.label, label));
        }
        self.next(highest)
    }

    /// A small table within the text: its columns share the sheet's twelve.
    fn table(&mut self, table: &Table) -> Result<()> {
        self.wide(&table.caption, &self.plain().set_bold())?;
        let spans = spans(table);
        let head = self.boxed().set_bold().set_background_color(Color::RGB(0xEF_F1_F0));
        if table.columns.iter().any(|column| !column.heading.is_empty()) {
            let texts: Vec<&str> = table.columns.iter().map(|column| column.heading.as_str()).collect();
            self.row(&texts, &spans, &head)?;
        }
        for row in &table.rows {
            let texts: Vec<String> = row.cells.iter().map(super::in_one).collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            match row.kind {
                RowKind::Group => self.wide(&texts.join("　"), &head.clone())?,
                RowKind::Total => self.row(&texts, &spans, &head)?,
                RowKind::Body => self.row(&texts, &spans, &self.boxed())?,
            }
        }
        if table.rows.is_empty() {
            self.wide(&table.none, &self.boxed())?;
        }
        for _ in table.rows.len()..table.at_least.min(500) {
            self.row(&[], &spans, &self.boxed())?;
        }
        self.line += 1;
        Ok(())
    }

    fn row(&mut self, texts: &[&str], spans: &[(u16, u16)], format: &Format) -> Result<()> {
        let mut highest = 1;
        for (i, (from, to)) in spans.iter().enumerate() {
            let text = texts.get(i).copied().unwrap_or_default();
            self.put(*from, *to, text, format)?;
            highest = highest.max(lines(text, to - from + 1));
        }
        self.next(highest)
    }

    /// A figure's numbers; its picture is on the paper.
    fn figure(&mut self, figure: &Figure) -> Result<()> {
        let format = self.plain();
        match figure {
            Figure::Photo { caption, .. } => self.wide(caption, &format),
            Figure::Ring { center, under, parts, caption } => {
                self.wide(&format!("{center}　{under}"), &format.clone().set_bold())?;
                for part in parts {
                    self.wide(&part.label, &format)?;
                }
                self.wide(caption, &format)
            }
            Figure::HeatMap { rows, caption } => {
                for row in rows {
                    let marks: Vec<&str> = row.squares.iter().map(|square| square.mark.as_str()).collect();
                    self.put(0, 4, &row.label, &format)?;
                    self.put(5, COLUMNS - 1, &marks.join(" "), &format)?;
                    self.next(lines(&row.label, 5))?;
                }
                self.wide(caption, &format)
            }
            Figure::Bars { bars, unit, caption } => {
                for bar in bars {
                    self.wide(&format!("{}　{}{unit}", bar.label, bar.value), &format)?;
                }
                self.wide(caption, &format)
            }
            Figure::Code { text, beside, caption } => {
                [beside, text, caption].into_iter().try_for_each(|line| self.wide(line, &format))
            }
            Figure::Chart { boxes, arrows, caption } => {
                let name = |id: &str| {
                    boxes.iter().find(|b| b.id == id).map(|b| b.title.as_str()).unwrap_or_default()
                };
                for one in boxes {
                    self.wide(&format!("{}　{}", one.title, one.text.replace('\n', "　")), &self.boxed())?;
                }
                for arrow in arrows.iter().filter(|arrow| !arrow.plain) {
                    let text = format!("{} → {}　{}", name(&arrow.from), name(&arrow.to), arrow.label);
                    self.wide(&text, &format)?;
                }
                self.wide(caption, &format)
            }
        }
    }
}

/// From which of the twelve columns to which, for each column of a table; a table of more than twelve takes one each.
fn spans(table: &Table) -> Vec<(u16, u16)> {
    let widths = super::widths(table);
    let whole: f64 = widths.iter().sum();
    let many = u16::try_from(widths.len()).unwrap_or(COLUMNS);
    let mut spans = Vec::new();
    let (mut from, mut sum) = (0u16, 0.0);
    for (i, width) in (0u16..).zip(&widths) {
        sum += width;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // At most twelve.
        let end = (sum / whole * f64::from(COLUMNS)).round() as u16;
        // At least one for it, and one for each that follows.
        let most = COLUMNS.saturating_sub(many - i - 1).max(from + 1);
        let end = end.clamp(from + 1, most);
        spans.push((from, end - 1));
        from = end;
    }
    spans
}

/// How many lines a text takes over so many columns: seven letters each, a kanji counts two.
fn lines(text: &str, columns: u16) -> usize {
    let room = usize::from(columns) * 8;
    let wide = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    text.lines().map(|line| wide(line).div_ceil(room).max(1)).sum::<usize>().max(1)
}
