//! The paper as it fills: where the next thing goes, and when a page is full.

use super::line::{Lines, Setter};
use super::page::{Bookmark, Laid, MM, Mark, Page};
use crate::Result;
use crate::block::{Align, Document, Orientation};

const A4: (f32, f32) = (210.0 * MM, 297.0 * MM);

pub struct Flow<'d> {
    pub document: &'d Document,
    pub setter: Setter,
    pub laid: Laid,
    /// Where the next thing goes, from the top of the page.
    pub y: f32,
    orientation: Orientation,
}

impl<'d> Flow<'d> {
    pub fn new(document: &'d Document) -> Result<Self> {
        let mut flow = Self {
            document,
            setter: Setter::new()?,
            laid: Laid::default(),
            y: 0.0,
            orientation: document.page.orientation,
        };
        flow.turn_page();
        Ok(flow)
    }

    fn margin(&self, side: usize) -> f32 {
        self.document.page.margins.get(side).map_or(0.0, |mm| mm.clamp(8.0, 60.0) * MM)
    }

    fn paper(&self) -> (f32, f32) {
        match self.orientation {
            Orientation::Portrait => A4,
            Orientation::Landscape => (A4.1, A4.0),
        }
    }

    pub fn left(&self) -> f32 {
        self.margin(3)
    }

    pub fn width(&self) -> f32 {
        self.paper().0 - self.margin(3) - self.margin(1)
    }

    pub fn top(&self) -> f32 {
        self.margin(0)
    }

    pub fn bottom(&self) -> f32 {
        self.paper().1 - self.margin(2)
    }

    /// Height of an empty page.
    pub fn page_height(&self) -> f32 {
        self.bottom() - self.top()
    }

    pub fn room(&self) -> f32 {
        self.bottom() - self.y
    }

    pub fn at_top(&self) -> bool {
        self.y <= self.top() + 0.01
    }

    pub fn turn_page(&mut self) {
        let (width, height) = self.paper();
        self.laid.pages.push(Page { width, height, marks: Vec::new() });
        self.y = self.top();
    }

    /// A new page, which may lie the other way. An empty one is turned, not left behind.
    pub fn break_page(&mut self, orientation: Option<Orientation>) {
        if self.at_top() && self.page().marks.is_empty() {
            self.laid.pages.pop();
        }
        self.orientation = orientation.unwrap_or(self.orientation);
        self.turn_page();
    }

    /// A new page where less than this is left; what is higher than a page begins where it is.
    pub fn ensure(&mut self, height: f32) {
        if height > self.room() && !self.at_top() && height <= self.page_height() {
            self.turn_page();
        }
    }

    /// Empty height; none at the top of a page.
    pub fn gap(&mut self, height: f32) {
        if !self.at_top() {
            self.y = (self.y + height).min(self.bottom());
        }
    }

    fn page(&mut self) -> &mut Page {
        if self.laid.pages.is_empty() {
            self.turn_page();
        }
        let last = self.laid.pages.len() - 1;
        // There is always one: see above.
        #[allow(clippy::indexing_slicing)]
        &mut self.laid.pages[last]
    }

    pub fn marks(&mut self) -> &mut Vec<Mark> {
        &mut self.page().marks
    }

    pub fn bookmark(&mut self, text: &str, level: u8) {
        let page = self.laid.pages.len().saturating_sub(1);
        self.laid.bookmarks.push(Bookmark { text: text.to_owned(), level, page, y: self.y });
    }

    /// Marks drawn around (0, 0), of one height: on this page or, where they do not fit, on the next.
    pub fn piece(&mut self, mut marks: Vec<Mark>, height: f32) {
        self.ensure(height);
        let (x, y) = (self.left(), self.y);
        for mark in &mut marks {
            mark.shift(x, y);
        }
        self.marks().append(&mut marks);
        self.y += height;
    }

    /// Lines over as many pages as they need: never one alone at the foot of a page or at its top.
    pub fn lines(&mut self, mut lines: Lines, indent: f32, width: f32, align: Align) {
        let height = lines.face.line_height();
        while !lines.lines.is_empty() {
            let fit = whole(self.room() / height);
            let many = lines.lines.len();
            let take = if fit >= many {
                many
            } else if fit >= 2 && many - fit == 1 {
                fit - 1
            } else {
                fit
            };
            if (take < 2 && take < many) && !self.at_top() {
                self.turn_page();
                continue;
            }
            let part = lines.take(take.max(1));
            let (x, y) = (self.left() + indent, self.y);
            part.place(x, y, width, align, self.marks());
            self.y += part.height();
            if !lines.lines.is_empty() {
                self.turn_page();
            }
        }
    }
}

/// How many whole ones.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub fn whole(n: f32) -> usize {
    if n.is_finite() && n > 0.0 { (n + 0.001) as usize } else { 0 }
}
