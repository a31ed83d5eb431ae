//! A laid-out page: where every mark stands, in points from the top left corner.

use crate::font::FaceId;

pub const MM: f32 = 72.0 / 25.4;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Laid {
    pub pages: Vec<Page>,
    pub bookmarks: Vec<Bookmark>,
    /// What no face can show, each with how often it stands on the paper.
    pub missing: Vec<(String, usize)>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    pub width: f32,
    pub height: f32,
    /// In reading order: whoever copies the text gets it so.
    pub marks: Vec<Mark>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Bookmark {
    pub text: String,
    pub level: u8,
    /// From 0.
    pub page: usize,
    pub y: f32,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Colour(pub f32, pub f32, pub f32);

#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    Text(Run),
    Line {
        from: (f32, f32),
        to: (f32, f32),
        width: f32,
        colour: Colour,
        dashed: bool,
    },
    /// A closed shape; its corners, or the curves between them.
    Shape(Shape),
    Picture {
        name: String,
        x: f32,
        y: f32,
        width: f32,
        height: f32,
    },
    Link {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        to: String,
    },
}

/// Letters of one face and size on one baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    pub x: f32,
    pub baseline: f32,
    pub width: f32,
    pub size: f32,
    pub face: FaceId,
    pub colour: Colour,
    pub text: String,
    /// One for each character of `text`; exactly one where `special`.
    pub glyphs: Vec<u16>,
    /// A single glyph for the whole text, which the face's own map would not choose.
    pub special: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    pub steps: Vec<Step>,
    pub fill: Option<Colour>,
    pub stroke: Option<(Colour, f32)>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    Move(f32, f32),
    Line(f32, f32),
    /// Two handles, and where it leads.
    Curve([(f32, f32); 3]),
}

impl Shape {
    pub fn rect(x: f32, y: f32, width: f32, height: f32) -> Self {
        let steps = vec![
            Step::Move(x, y),
            Step::Line(x + width, y),
            Step::Line(x + width, y + height),
            Step::Line(x, y + height),
        ];
        Self { steps, fill: None, stroke: None }
    }

    #[must_use]
    pub fn filled(mut self, colour: Colour) -> Self {
        self.fill = Some(colour);
        self
    }

    #[must_use]
    pub fn outlined(mut self, colour: Colour, width: f32) -> Self {
        self.stroke = Some((colour, width));
        self
    }
}

impl Mark {
    /// The same mark, elsewhere.
    pub fn shift(&mut self, dx: f32, dy: f32) {
        match self {
            Self::Text(run) => {
                run.x += dx;
                run.baseline += dy;
            }
            Self::Line { from, to, .. } => {
                *from = (from.0 + dx, from.1 + dy);
                *to = (to.0 + dx, to.1 + dy);
            }
            Self::Shape(shape) => {
                for step in &mut shape.steps {
                    *step = match *step {
                        Step::Move(x, y) => Step::Move(x + dx, y + dy),
                        Step::Line(x, y) => Step::Line(x + dx, y + dy),
                        Step::Curve(points) => Step::Curve(points.map(|(x, y)| (x + dx, y + dy))),
                    };
                }
            }
            Self::Picture { x, y, .. } | Self::Link { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
        }
    }
}
