//! Everything that a paper says, in the order in which it is read: what an extracted text is held against, and what is
//! searched for characters that no face can show.

use super::{Block, Cell, Document, Figure, Row, Table};

impl Document {
    /// The body's texts, one after the other; headers and footers are not among them.
    pub fn texts(&self) -> Vec<&str> {
        let mut out = Vec::new();
        for block in &self.blocks {
            block.texts(&mut out);
        }
        out.retain(|text| !text.is_empty());
        out
    }
}

impl Cell {
    pub fn lead(&self) -> &str {
        match self {
            Self::Text(_) => "",
            Self::Full(full) => &full.lead,
        }
    }

    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Full(full) => &full.text,
        }
    }
}

impl Block {
    fn texts<'d>(&'d self, out: &mut Vec<&'d str>) {
        match self {
            Self::Title { text, subtitle } => out.extend([text.as_str(), subtitle]),
            Self::Heading { text, .. } | Self::Note { text } => out.push(text),
            Self::Paragraph(paragraph) => out.push(&paragraph.text),
            Self::Fields(fields) => {
                for field in fields.rows.iter().flat_map(|row| &row.fields) {
                    out.push(&field.label);
                    out.extend(field.checks.iter().map(|check| check.label.as_str()));
                    out.push(&field.value);
                    if field.seal {
                        out.push("印");
                    }
                }
            }
            Self::Table(table) => table.texts(out),
            Self::SignOff(sign) => {
                out.push(&sign.caption);
                // Side by side, at most six: first what they are called, then who signs.
                for row in sign.boxes.chunks(if sign.lines { 1 } else { 6 }) {
                    out.extend(row.iter().map(|one| one.title.as_str()));
                    for one in row {
                        out.push(&one.name);
                        if sign.lines {
                            out.push("印");
                        }
                        out.push(&one.date);
                    }
                }
            }
            Self::Figure(figure) => figure.texts(out),
            Self::Attachments { items, heading, none } => {
                out.push(heading);
                if items.is_empty() {
                    out.push(none);
                }
                for item in items {
                    out.extend([item.name.as_str(), &item.detail, &item.fingerprint]);
                }
            }
            Self::Space { .. } | Self::PageBreak { .. } => {}
        }
    }
}

impl Table {
    fn texts<'d>(&'d self, out: &mut Vec<&'d str>) {
        out.push(&self.caption);
        out.extend(self.columns.iter().map(|column| column.heading.as_str()));
        out.extend(
            self.rows.iter().flat_map(|Row { cells, .. }| cells.iter().flat_map(|c| [c.lead(), c.text()])),
        );
        if self.rows.is_empty() {
            out.push(&self.none);
        }
    }
}

impl Figure {
    fn texts<'d>(&'d self, out: &mut Vec<&'d str>) {
        match self {
            Self::Photo { caption, .. } => out.push(caption),
            Self::Ring { center, under, parts, caption } => {
                out.extend([center.as_str(), under]);
                out.extend(parts.iter().map(|part| part.label.as_str()));
                out.push(caption);
            }
            Self::HeatMap { rows, caption } => {
                for row in rows {
                    out.push(&row.label);
                    out.extend(row.squares.iter().map(|square| square.mark.as_str()));
                }
                out.push(caption);
            }
            Self::Bars { bars, unit: _, caption } => {
                out.extend(bars.iter().map(|bar| bar.label.as_str()));
                out.push(caption);
            }
            // What a QR code holds is never set in type.
            Self::Code { text: _, beside, caption } => out.extend([beside.as_str(), caption]),
            Self::Chart { boxes, arrows, caption } => {
                out.extend(boxes.iter().flat_map(|b| [b.title.as_str(), &b.text]));
                out.extend(arrows.iter().map(|arrow| arrow.label.as_str()));
                out.push(caption);
            }
        }
    }
}
