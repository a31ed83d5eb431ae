//! The nouns of a paper. Templates write exactly these, as TOML; nothing here knows what a paper is about.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One paper: what stands on it, and on what it stands.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Document {
    pub title: String,
    pub author: String,
    pub subject: String,
    /// 文書番号; empty before it is issued.
    pub number: String,
    pub version: String,
    /// `2026-11-20T09:00:00Z`: when it was made, so that the same content gives the same bytes.
    pub made_at: String,
    pub page: PageSetup,
    pub header: Band,
    pub footer: Band,
    pub blocks: Vec<Block>,
    /// Photographs and other pictures by the name that a figure calls them.
    #[serde(skip)]
    pub images: BTreeMap<String, Vec<u8>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PageSetup {
    pub orientation: Orientation,
    /// Top, right, bottom, left, in millimetres.
    pub margins: [f32; 4],
    /// Size of the body's letters, in points.
    pub size: f32,
}

impl Default for PageSetup {
    fn default() -> Self {
        Self { orientation: Orientation::Portrait, margins: [20.0, 18.0, 18.0, 18.0], size: 10.0 }
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Orientation {
    #[default]
    Portrait,
    Landscape,
}

/// What stands at the top or foot of every page. `{page}` and `{pages}` are filled in as the pages are counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Band {
    pub left: String,
    pub center: String,
    pub right: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "block", rename_all = "snake_case", deny_unknown_fields)]
pub enum Block {
    /// The paper's own name, large and centred.
    Title {
        text: String,
        #[serde(default)]
        subtitle: String,
    },
    /// `level` 1 to 3; numbered by whoever writes it. Levels 1 and 2 are bookmarks.
    Heading {
        text: String,
        #[serde(default = "one")]
        level: u8,
    },
    Paragraph(Paragraph),
    /// A grid of labels and values: a form's boxes.
    Fields(Fields),
    Table(Table),
    /// 記名・押印欄
    SignOff(SignOff),
    Figure(Figure),
    /// Small print in a quiet box.
    Note {
        text: String,
    },
    /// 添付資料: a numbered list, each with what proves that it is the same file.
    Attachments {
        items: Vec<Attachment>,
        #[serde(default)]
        heading: String,
        /// What is said where there are none.
        #[serde(default)]
        none: String,
    },
    /// Empty height, in millimetres.
    Space {
        height: f32,
    },
    PageBreak {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        orientation: Option<Orientation>,
    },
}

fn one() -> u8 {
    1
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Paragraph {
    pub text: String,
    pub align: Align,
    pub bold: bool,
    /// In points; the page's own where 0.
    pub size: f32,
    /// From the left edge, in millimetres.
    pub indent: f32,
    pub tone: Tone,
    /// Where a click leads; shown as it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// A frame around it, with room for a hand to write: at least so high, in millimetres.
    pub boxed: f32,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    #[default]
    Left,
    Center,
    Right,
}

/// Told by a mark or a word as well, always: colour alone says nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    #[default]
    Plain,
    Soft,
    Good,
    Warn,
    Bad,
    Accent,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fields {
    /// Width of a label, in millimetres; 34 where 0.
    pub label_width: f32,
    /// Each row: one field, or several side by side.
    pub rows: Vec<FieldRow>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FieldRow {
    pub fields: Vec<Field>,
    /// At least so high, in millimetres: room to write. A value grows it, never the other way round.
    pub height: f32,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Field {
    pub label: String,
    pub value: String,
    /// □CD-R ■DVD: shown before the value.
    pub checks: Vec<Check>,
    /// ㊞: room for a seal at the right.
    pub seal: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Check {
    pub label: String,
    pub on: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Table {
    pub caption: String,
    /// In a workbook this table has a sheet of its own, of this name.
    pub sheet: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// Empty rows after the last: a sheet to be filled by hand has at least so many rows in all.
    pub at_least: usize,
    /// What is said where there are no rows.
    pub none: String,
    /// Size of its letters, in points; a point less than the page's where 0.
    pub size: f32,
    /// Lowest row, in millimetres.
    pub row_height: f32,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Column {
    pub heading: String,
    /// In millimetres; where 0 it shares what is left by `grow`.
    pub width: f32,
    /// How much of what is left; 1 where 0.
    pub grow: f32,
    pub align: Align,
    pub kind: ColumnKind,
    /// In a workbook only these may be entered.
    pub options: Vec<String>,
}

/// What a workbook makes of a column's cells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    #[default]
    Text,
    Number,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Row {
    pub kind: RowKind,
    pub cells: Vec<Cell>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    #[default]
    Body,
    /// One cell over the whole width: what follows belongs to it. Never the last thing on a page.
    Group,
    Total,
}

/// A cell is mostly just its text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Cell {
    Text(String),
    Full(FullCell),
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FullCell {
    /// What stands above the text, in bold.
    pub lead: String,
    pub text: String,
    pub bold: bool,
    pub tone: Tone,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub align: Option<Align>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignOff {
    pub boxes: Vec<SignBox>,
    /// One line for each, with room to write by hand: 年月日, 役職, 氏名 ㊞. Without it: small boxes side by side, at the right.
    pub lines: bool,
    pub caption: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignBox {
    /// 担当 確認 承認
    pub title: String,
    pub name: String,
    pub date: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Attachment {
    pub name: String,
    pub detail: String,
    /// The first letters of its SHA-256.
    pub fingerprint: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "figure", rename_all = "snake_case", deny_unknown_fields)]
pub enum Figure {
    Photo {
        image: String,
        #[serde(default)]
        caption: String,
        /// In millimetres; as wide as the page allows where 0, never larger than the picture is.
        #[serde(default)]
        width: f32,
    },
    /// A ring with its share in the middle, and what its parts are beside it.
    Ring {
        center: String,
        #[serde(default)]
        under: String,
        parts: Vec<Part>,
        #[serde(default)]
        caption: String,
    },
    /// One line a row, one square an item: how a section stands, in one look.
    HeatMap {
        rows: Vec<HeatRow>,
        #[serde(default)]
        caption: String,
    },
    /// Bars side by side: one number a label.
    Bars {
        bars: Vec<Part>,
        #[serde(default)]
        unit: String,
        #[serde(default)]
        caption: String,
    },
    /// Boxes and arrows: who tells whom, who stands under whom.
    Chart {
        boxes: Vec<ChartBox>,
        #[serde(default)]
        arrows: Vec<Arrow>,
        #[serde(default)]
        caption: String,
    },
    /// A QR code, and what stands beside it.
    Code {
        text: String,
        #[serde(default)]
        beside: String,
        #[serde(default)]
        caption: String,
    },
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Part {
    pub label: String,
    pub value: f64,
    pub tone: Tone,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HeatRow {
    pub label: String,
    pub squares: Vec<Square>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Square {
    /// 〇 △ × － or nothing
    pub mark: String,
    pub tone: Tone,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChartBox {
    /// What arrows call it.
    pub id: String,
    pub title: String,
    pub text: String,
    /// Which column and row of the chart's grid its middle stands in, from 0; halves are allowed.
    pub column: f32,
    pub row: f32,
    /// How many columns wide; 1 where 0.
    pub span: f32,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Arrow {
    pub from: String,
    pub to: String,
    pub label: String,
    pub both: bool,
    /// A line without a head: belongs under.
    pub plain: bool,
    pub dashed: bool,
}
