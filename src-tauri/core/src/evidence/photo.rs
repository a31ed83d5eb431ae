//! What a photograph says of itself: when it was taken, how it is turned, and where. The where is taken out.

use std::io::Cursor;

use exif::{Context, Exif, Field, In, Reader, Tag, Value};
use img_parts::jpeg::{Jpeg, markers};
use img_parts::png::Png;
use img_parts::webp::WebP;
use img_parts::{Bytes, ImageEXIF};

use super::kind::Media;
use crate::calendar::Day;

/// What may stay: how it is turned, when and with what it was taken. Everything else goes, makers' notes too.
const KEPT: [Tag; 9] = [
    Tag::Orientation,
    Tag::DateTime,
    Tag::DateTimeOriginal,
    Tag::DateTimeDigitized,
    Tag::OffsetTime,
    Tag::OffsetTimeOriginal,
    Tag::OffsetTimeDigitized,
    Tag::Make,
    Tag::Model,
];

const XMP_IN_JPEG: &[u8] = b"http://ns.adobe.com/";

pub fn exif(bytes: &[u8]) -> Option<Exif> {
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    let found = reader.read_from_container(&mut Cursor::new(bytes));
    found.or_else(|error| error.distill_partial_result(|_| {})).ok()
}

/// The day it was taken.
pub fn taken(exif: &Exif) -> Option<Day> {
    let field = exif.get_field(Tag::DateTimeOriginal, In::PRIMARY)?;
    let Value::Ascii(texts) = &field.value else { return None };
    let at = exif::DateTime::from_ascii(texts.first()?).ok()?;
    let day = chrono::NaiveDate::from_ymd_opt(i32::from(at.year), u32::from(at.month), u32::from(at.day))?;
    Some(Day(day))
}

/// Whether it says where it was taken.
pub fn has_position(exif: &Exif) -> bool {
    exif.fields().any(|field| field.tag.context() == Context::Gps)
}

/// How it must be turned to stand upright: 1 to 8.
pub fn orientation(exif: &Exif) -> u32 {
    exif.get_field(Tag::Orientation, In::PRIMARY).and_then(|field| field.value.get_uint(0)).unwrap_or(1)
}

/// The picture without its position; nothing where it has none, or where it can't be taken out of this kind of file.
pub fn without_position(media: Media, bytes: &[u8]) -> Option<Vec<u8>> {
    let found = exif(bytes);
    let positioned = found.as_ref().is_some_and(has_position);
    let kept = found.as_ref().and_then(rewritten).map(Bytes::from);
    let source = Bytes::copy_from_slice(bytes);
    let mut out = Vec::with_capacity(bytes.len());
    match media {
        Media::Jpeg => {
            let mut jpeg = Jpeg::from_bytes(source).ok()?;
            let is_xmp = |contents: &Bytes| contents.starts_with(XMP_IN_JPEG);
            let xmp = jpeg.segments().iter().any(|s| s.marker() == markers::APP1 && is_xmp(s.contents()));
            if !positioned && !xmp {
                return None;
            }
            jpeg.segments_mut().retain(|s| s.marker() != markers::APP1 || !is_xmp(s.contents()));
            jpeg.set_exif(kept);
            jpeg.encoder().write_to(&mut out).ok()?;
        }
        Media::Png => {
            let mut png = Png::from_bytes(source).ok()?;
            let xmp = png.chunks_by_type(*b"iTXt").any(|c| c.contents().starts_with(b"XML:com.adobe.xmp"));
            if !positioned && !xmp {
                return None;
            }
            png.chunks_mut()
                .retain(|c| c.kind() != *b"iTXt" || !c.contents().starts_with(b"XML:com.adobe.xmp"));
            png.set_exif(kept);
            png.encoder().write_to(&mut out).ok()?;
        }
        Media::Webp => {
            let mut webp = WebP::from_bytes(source).ok()?;
            let xmp = webp.has_chunk(*b"XMP ");
            if !positioned && !xmp {
                return None;
            }
            webp.remove_chunks_by_id(*b"XMP ");
            webp.set_exif(kept);
            webp.encoder().write_to(&mut out).ok()?;
        }
        _ => return None,
    }
    Some(out)
}

fn rewritten(exif: &Exif) -> Option<Vec<u8>> {
    let fields: Vec<&Field> =
        exif.fields().filter(|f| f.ifd_num == In::PRIMARY && KEPT.contains(&f.tag)).collect();
    if fields.is_empty() {
        return None;
    }
    let mut writer = exif::experimental::Writer::new();
    for field in fields {
        writer.push_field(field);
    }
    let mut out = Cursor::new(Vec::new());
    writer.write(&mut out, false).ok()?;
    Some(out.into_inner())
}
