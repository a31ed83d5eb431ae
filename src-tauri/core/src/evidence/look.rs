//! Looking at a file without letting it do anything: in a child process, a picture is decoded and drawn anew, a page of
//! a PDF is painted, its text is read out. Only what was drawn ever reaches the window.

use std::ffi::OsString;
use std::io::{BufRead, Cursor, Read, Write};
use std::time::Duration;

use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{BezPath, Rect};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::{DynamicImage, ImageReader, Limits as ImageLimits, RgbImage};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};
use ts_rs::TS;

use super::kind::Media;
use super::model::Stored;
use super::{photo, vault};
use crate::Result;
use crate::child::{self, Limits, Told};
use crate::workspace::Layout;

/// The hidden first argument of both programs.
pub const LOOK_ARGUMENT: &str = "look-at-file";

/// The child's address space, program included.
const MEMORY: u64 = 1536 << 20;
const TIME: Duration = Duration::from_secs(20);
const LONGEST_ANSWER: u64 = 64 << 20;
/// Longer files are kept without a picture.
pub const LONGEST_FILE: i64 = 128 << 20;
/// What a decoder may ask for, and how wide or high a picture may be.
const MOST_ALLOC: u64 = 640 << 20;
const MOST_EDGE: u32 = 20_000;
/// Of a PDF's text this much is kept, from so many pages.
const MOST_TEXT: usize = 200_000;
const MOST_PAGES: usize = 300;

/// How large a picture of it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS, IntoStaticStr, EnumString,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[ts(rename = "PictureSize")]
pub enum Size {
    #[default]
    Small,
    Large,
}

impl Size {
    const fn edge(self) -> u32 {
        match self {
            Self::Small => 320,
            Self::Large => 1600,
        }
    }
}

/// What was seen of a file.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Seen {
    pub pages: Option<u32>,
    pub text: String,
    length: usize,
    /// JPEG.
    #[serde(skip)]
    pub picture: Vec<u8>,
}

/// Nothing where nothing can be seen: too large, of no such kind, or not what it says it is.
pub fn look(media: Media, bytes: Vec<u8>, size: Size, page: u32) -> Result<Option<Seen>> {
    let (media, size): (&str, &str) = (media.into(), size.into());
    let page = page.to_string();
    let arguments = [LOOK_ARGUMENT.as_ref(), media.as_ref(), size.as_ref(), page.as_ref()];
    let limits = Limits { time: TIME, answer: LONGEST_ANSWER };
    let (heard, _) = child::ask(&arguments, Some(bytes), &limits, hear)?;
    Ok(heard.flatten())
}

fn hear(mut from: Told) -> Option<Seen> {
    let mut line = Vec::new();
    from.read_until(b'\n', &mut line).ok()?;
    let mut seen: Seen = serde_json::from_slice(&line).ok()?;
    from.read_to_end(&mut seen.picture).ok()?;
    (seen.picture.len() == seen.length).then_some(seen)
}

/// A picture of a stored file, made when somebody looks.
pub fn picture(
    layout: &Layout,
    media: Media,
    stored: &Stored,
    size: Size,
    page: u32,
) -> Result<Option<Vec<u8>>> {
    if !media.can_be_seen() || stored.bytes > LONGEST_FILE {
        return Ok(None);
    }
    let bytes = vault::read(layout, stored, LONGEST_FILE)?;
    Ok(look(media, bytes, size, page)?.map(|seen| seen.picture))
}

/// What the child does: look, tell, and be done. A file that makes it fail makes it say nothing.
pub fn serve(mut arguments: impl Iterator<Item = OsString>) {
    child::live_within(MEMORY);
    let mut next = || arguments.next().and_then(|text| text.into_string().ok());
    let (media, size, page) = (next(), next(), next().and_then(|text| text.parse().ok()).unwrap_or(1));
    let size = size.and_then(|text| text.parse().ok()).unwrap_or_default();
    let mut bytes = Vec::new();
    if std::io::stdin().read_to_end(&mut bytes).is_err() {
        return;
    }
    let seen = match media.as_deref() {
        Some("pdf") => pdf(bytes, size, page),
        _ => decoded(&bytes, size).map(|picture| Seen { picture, ..Seen::default() }),
    };
    let Some(mut seen) = seen else { return };
    seen.length = seen.picture.len();
    let mut out = std::io::stdout().lock();
    // If nobody listens any more there is nobody to tell.
    let _ = serde_json::to_writer(&mut out, &seen);
    let _ = out.write_all(b"\n").and_then(|()| out.write_all(&seen.picture)).and_then(|()| out.flush());
}

fn decoded(bytes: &[u8], size: Size) -> Option<Vec<u8>> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = ImageLimits::default();
    limits.max_alloc = Some(MOST_ALLOC);
    limits.max_image_width = Some(MOST_EDGE);
    limits.max_image_height = Some(MOST_EDGE);
    reader.limits(limits);
    let whole = reader.decode().ok()?;
    let small = whole.thumbnail(size.edge(), size.edge());
    drop(whole);
    // Turned after it was made small: a photograph is large.
    let turned = match photo::exif(bytes).map_or(1, |exif| photo::orientation(&exif)) {
        2 => small.fliph(),
        3 => small.rotate180(),
        4 => small.flipv(),
        5 => small.rotate90().fliph(),
        6 => small.rotate90(),
        7 => small.rotate270().fliph(),
        8 => small.rotate270(),
        _ => small,
    };
    jpeg(on_white(&turned))
}

/// A JPEG has no transparency: what shines through is paper.
fn on_white(picture: &DynamicImage) -> RgbImage {
    let rgba = picture.to_rgba8();
    let mix = |colour: u8, alpha: u8| {
        let (colour, alpha) = (u16::from(colour), u16::from(alpha));
        u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(255)
    };
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [r, g, b, a] = rgba.get_pixel(x, y).0;
        image::Rgb([mix(r, a), mix(g, a), mix(b, a)])
    })
}

fn jpeg(picture: RgbImage) -> Option<Vec<u8>> {
    let mut out = Cursor::new(Vec::new());
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, 84);
    picture.write_with_encoder(encoder).ok()?;
    Some(out.into_inner())
}

fn pdf(bytes: Vec<u8>, size: Size, page: u32) -> Option<Seen> {
    let pdf = Pdf::new(bytes).ok()?;
    let pages = pdf.pages();
    let wanted = usize::try_from(page).unwrap_or(1).clamp(1, pages.len().max(1)) - 1;
    let settings = InterpreterSettings::default();
    // The first look reads it all; turning the pages only paints.
    let text =
        if size == Size::Small { text_of(pages.iter().take(MOST_PAGES), &settings) } else { String::new() };
    let picture = painted(pages.get(wanted)?, &settings, size)?;
    Some(Seen { pages: u32::try_from(pages.len()).ok(), text, length: 0, picture })
}

fn painted(page: &Page<'_>, settings: &InterpreterSettings, size: Size) -> Option<Vec<u8>> {
    let (width, height) = page.render_dimensions();
    #[allow(clippy::cast_precision_loss)] // 1600
    let scale = size.edge() as f32 / width.max(height).max(1.0);
    jpeg(pixels(page, settings, scale)?)
}

/// The first page of a file that we made ourselves, so many dots an inch, as PNG.
pub fn page_as_png(file: Vec<u8>, dots: f32) -> Option<Vec<u8>> {
    let pdf = Pdf::new(file).ok()?;
    let picture = pixels(pdf.pages().first()?, &InterpreterSettings::default(), dots / 72.0)?;
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, image::ImageFormat::Png).ok()?;
    Some(out.into_inner())
}

fn pixels(page: &Page<'_>, settings: &InterpreterSettings, scale: f32) -> Option<RgbImage> {
    let paper = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let pixmap = render(page, &RenderCache::new(), settings, &RenderSettings::default(), &paper);
    let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    let rgb: Vec<u8> = pixmap.data().iter().flat_map(|p| [p.r, p.g, p.b]).collect();
    RgbImage::from_raw(width, height, rgb)
}

fn text_of<'a>(pages: impl Iterator<Item = &'a Page<'a>>, settings: &InterpreterSettings) -> String {
    let mut reading = Reading::default();
    for page in pages {
        let bounds =
            Rect::new(0.0, 0.0, f64::from(page.render_dimensions().0), f64::from(page.render_dimensions().1));
        let transform = page.initial_transform(true).to_kurbo();
        let cache = InterpreterCache::new();
        let mut context = Context::new(transform, bounds, &cache, page.xref(), settings.clone());
        interpret_page(page, &mut context, &mut reading);
        reading.text.push('\n');
        if reading.text.len() > MOST_TEXT {
            break;
        }
    }
    reading.text
}

/// A device that paints nothing and keeps what is written, line by line.
#[derive(Default)]
struct Reading {
    text: String,
    line: f64,
}

impl<'a> Device<'a> for Reading {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let at = (props.transform * glyph.transform()).translation();
            if (at.y - self.line).abs() > 3.0 && !self.text.is_empty() {
                self.text.push('\n');
            }
            self.line = at.y;
            match glyph.as_unicode() {
                Some(BfString::Char(c)) => self.text.push(c),
                Some(BfString::String(s)) => self.text.push_str(&s),
                None => {}
            }
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
