//! The same pages for the screen: one SVG a page, every letter where the paper has it.

use std::fmt::Write;

use crate::Result;
use crate::block::Document;
use crate::font::outline;
use crate::layout::{Colour, Laid, Mark, Page, Run, Shape, Step};

/// One page as an SVG of its own.
pub fn page(document: &Document, page: &Page) -> Result<String> {
    let mut out = String::new();
    let _ = write!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {:.2} {:.2}" width="{:.2}pt" height="{:.2}pt" lang="ja" style="font-kerning:none;font-variant-ligatures:none;white-space:pre">"#,
        page.width, page.height, page.width, page.height
    );
    for mark in &page.marks {
        match mark {
            Mark::Text(run) => text(&mut out, run)?,
            Mark::Line { from, to, width, colour, dashed } => {
                let dash = if *dashed { r#" stroke-dasharray="3 2""# } else { "" };
                let _ = write!(
                    out,
                    r#"<path d="M{:.2} {:.2}L{:.2} {:.2}" stroke="{}" stroke-width="{width}"{dash}/>"#,
                    from.0,
                    from.1,
                    to.0,
                    to.1,
                    hex(*colour)
                );
            }
            Mark::Shape(shape) => self::shape(&mut out, shape),
            Mark::Picture { name, x, y, width, height } => {
                picture(&mut out, document, name, (*x, *y, *width, *height));
            }
            Mark::Link { .. } => {}
        }
    }
    out.push_str("</svg>");
    Ok(out)
}

/// All pages in one file that any browser shows and prints.
pub fn write(document: &Document, laid: &Laid) -> Result<String> {
    let mut out = String::from("<!doctype html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\"><title>");
    escape(&mut out, &document.title);
    out.push_str(
        "</title><style>@page{size:A4;margin:0}body{margin:0;background:#d9d9d6}svg{display:block;margin:6mm auto;background:#fff}\
         @media print{body{background:none}svg{margin:0;break-after:page}}</style></head><body>\n",
    );
    for page in &laid.pages {
        out.push_str(&self::page(document, page)?);
        out.push('\n');
    }
    out.push_str("</body></html>\n");
    Ok(out)
}

fn text(out: &mut String, run: &Run) -> Result<()> {
    if run.special {
        // A browser may choose another form of the kanji: its outline says which.
        let path = outline(run.face, run.glyphs.first().copied().unwrap_or(0), run.size)?;
        let _ = write!(
            out,
            r#"<path transform="translate({:.2} {:.2})" fill="{}" d="{path}"><title>"#,
            run.x,
            run.baseline,
            hex(run.colour)
        );
        escape(out, &run.text);
        out.push_str("</title></path>");
        return Ok(());
    }
    let weight = if run.face.is_bold() { r#" font-weight="700""# } else { "" };
    let length =
        if run.glyphs.len() > 1 { format!(r#" textLength="{:.2}""#, run.width) } else { String::new() };
    let _ = write!(
        out,
        r#"<text x="{:.2}" y="{:.2}" font-family="'{}'" font-size="{:.2}"{weight}{length} fill="{}">"#,
        run.x,
        run.baseline,
        run.face.family(),
        run.size,
        hex(run.colour)
    );
    escape(out, &run.text);
    out.push_str("</text>");
    Ok(())
}

fn shape(out: &mut String, shape: &Shape) {
    out.push_str("<path d=\"");
    for step in &shape.steps {
        let _ = match *step {
            Step::Move(x, y) => write!(out, "M{x:.2} {y:.2}"),
            Step::Line(x, y) => write!(out, "L{x:.2} {y:.2}"),
            Step::Curve([(x1, y1), (x2, y2), (x, y)]) => {
                write!(out, "C{x1:.2} {y1:.2} {x2:.2} {y2:.2} {x:.2} {y:.2}")
            }
        };
    }
    let fill = shape.fill.map_or_else(|| "none".to_owned(), hex);
    let _ = write!(out, r#"Z" fill="{fill}""#);
    if let Some((colour, width)) = shape.stroke {
        let _ = write!(out, r#" stroke="{}" stroke-width="{width}""#, hex(colour));
    }
    out.push_str("/>");
}

fn picture(out: &mut String, document: &Document, name: &str, (x, y, width, height): (f32, f32, f32, f32)) {
    let Some(bytes) = document.images.get(name) else { return };
    let kind = match image::guess_format(bytes) {
        Ok(format) => format.to_mime_type(),
        Err(_) => return,
    };
    let data = data_encoding::BASE64.encode(bytes);
    let _ = write!(
        out,
        r#"<image x="{x:.2}" y="{y:.2}" width="{width:.2}" height="{height:.2}" preserveAspectRatio="none" href="data:{kind};base64,{data}"/>"#
    );
}

fn hex(colour: Colour) -> String {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Between 0 and 255.
    let part = |c: f32| (c.clamp(0.0, 1.0) * 255.0).round() as u8;
    format!("#{:02x}{:02x}{:02x}", part(colour.0), part(colour.1), part(colour.2))
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
}
