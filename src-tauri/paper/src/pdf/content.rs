//! What stands on a page, in the words of a PDF's content.

use printpdf::{
    Actions, BorderArray, Color, ColorArray, Line, LineDashPattern, LinePoint, LinkAnnotation, Op, PaintMode,
    PdfFontHandle, Point, Polygon, PolygonRing, Pt, Rect, Rgb, TextItem, TextMatrix, WindingOrder, XObjectId,
    XObjectTransform,
};

use super::faces::{self, Faces};
use crate::block::Document;
use crate::font::FaceId;
use crate::layout::{Colour, Mark, Page, Run, Shape, Step};

/// Pictures by their place in the list: names are people's, and may be anything.
pub fn picture_name(document: &Document, name: &str) -> String {
    format!("P{}", document.images.keys().position(|key| key == name).unwrap_or(0))
}

pub fn ops(document: &Document, page: &Page, faces: &Faces) -> Vec<Op> {
    let mut pen = Pen { ops: Vec::new(), height: page.height, ..Pen::default() };
    for mark in &page.marks {
        match mark {
            Mark::Text(run) => pen.text(run, faces),
            Mark::Line { from, to, width, colour, dashed } => pen.line(*from, *to, *width, *colour, *dashed),
            Mark::Shape(shape) => pen.shape(shape),
            Mark::Picture { name, x, y, width, height } => {
                pen.end_text();
                pen.ops.push(Op::SaveGraphicsState);
                let matrix = [*width, 0.0, 0.0, *height, *x, page.height - y - height];
                pen.ops.push(Op::SetTransformationMatrix { matrix: printpdf::CurTransMat::Raw(matrix) });
                let transform = XObjectTransform { no_auto_scale: true, ..XObjectTransform::default() };
                let id = XObjectId(picture_name(document, name));
                pen.ops.push(Op::UseXobject { id, transform });
                pen.ops.push(Op::RestoreGraphicsState);
            }
            Mark::Link { x, y, width, height, to } => {
                let rect = Rect {
                    x: Pt(*x),
                    y: Pt(page.height - y - height),
                    width: Pt(*width),
                    height: Pt(*height),
                    mode: None,
                    winding_order: None,
                };
                let border = Some(BorderArray::Solid([0.0, 0.0, 0.0]));
                let link = LinkAnnotation::new(
                    rect,
                    Actions::Uri(to.clone()),
                    border,
                    Some(ColorArray::default()),
                    None,
                );
                pen.ops.push(Op::LinkAnnotation { link });
            }
        }
    }
    pen.end_text();
    pen.ops
}

/// Says what changes, and only that.
#[derive(Default)]
struct Pen {
    ops: Vec<Op>,
    height: f32,
    in_text: bool,
    font: Option<(FaceId, f32)>,
    fill: Option<Colour>,
    stroke: Option<Colour>,
    width: Option<f32>,
    dashed: bool,
}

impl Pen {
    fn end_text(&mut self) {
        if std::mem::take(&mut self.in_text) {
            self.ops.push(Op::EndTextSection);
        }
    }

    fn fill(&mut self, colour: Colour) {
        if self.fill != Some(colour) {
            self.fill = Some(colour);
            self.ops.push(Op::SetFillColor { col: rgb(colour) });
        }
    }

    fn stroke(&mut self, colour: Colour, width: f32, dashed: bool) {
        if self.stroke != Some(colour) {
            self.stroke = Some(colour);
            self.ops.push(Op::SetOutlineColor { col: rgb(colour) });
        }
        if self.width != Some(width) {
            self.width = Some(width);
            self.ops.push(Op::SetOutlineThickness { pt: Pt(width) });
        }
        if self.dashed != dashed {
            self.dashed = dashed;
            let pattern = if dashed { &[3.0, 2.0][..] } else { &[] }.iter().copied().collect();
            self.ops.push(Op::SetLineDashPattern { dash: LineDashPattern { offset: 0.0, pattern } });
        }
    }

    fn text(&mut self, run: &Run, faces: &Faces) {
        if !self.in_text {
            self.in_text = true;
            self.ops.push(Op::StartTextSection);
        }
        self.fill(run.colour);
        if self.font != Some((run.face, run.size)) {
            self.font = Some((run.face, run.size));
            let font = PdfFontHandle::External(faces::id(run.face));
            self.ops.push(Op::SetFont { font, size: Pt(run.size) });
        }
        let matrix = TextMatrix::Translate(Pt(run.x), Pt(self.height - run.baseline));
        self.ops.push(Op::SetTextMatrix { matrix });
        let item = if run.special {
            let glyph = run.glyphs.first().map_or(0, |&g| faces.glyph(run.face, g));
            TextItem::GlyphIds(vec![printpdf::Codepoint::with_cid(glyph, 0.0, run.text.clone())])
        } else {
            TextItem::Text(run.text.clone())
        };
        self.ops.push(Op::ShowText { items: vec![item] });
    }

    fn line(&mut self, from: (f32, f32), to: (f32, f32), width: f32, colour: Colour, dashed: bool) {
        self.end_text();
        self.stroke(colour, width, dashed);
        let points = vec![self.point(from, false), self.point(to, false)];
        self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
    }

    fn shape(&mut self, shape: &Shape) {
        self.end_text();
        if let Some(colour) = shape.fill {
            self.fill(colour);
        }
        if let Some((colour, width)) = shape.stroke {
            self.stroke(colour, width, false);
        }
        let mode = match (shape.fill, shape.stroke) {
            (Some(_), Some(_)) => PaintMode::FillStroke,
            (Some(_), None) => PaintMode::Fill,
            (None, _) => PaintMode::Stroke,
        };
        let mut points = Vec::new();
        for step in &shape.steps {
            match *step {
                Step::Move(x, y) | Step::Line(x, y) => points.push(self.point((x, y), false)),
                Step::Curve([first, second, to]) => {
                    points.push(self.point(first, true));
                    points.push(self.point(second, true));
                    points.push(self.point(to, false));
                }
            }
        }
        let polygon =
            Polygon { rings: vec![PolygonRing { points }], mode, winding_order: WindingOrder::NonZero };
        self.ops.push(Op::DrawPolygon { polygon });
    }

    fn point(&self, (x, y): (f32, f32), bezier: bool) -> LinePoint {
        LinePoint { p: Point { x: Pt(x), y: Pt(self.height - y) }, bezier }
    }
}

fn rgb(colour: Colour) -> Color {
    Color::Rgb(Rgb { r: colour.0, g: colour.1, b: colour.2, icc_profile: None })
}
