//! Pictures on paper: 200 dots an inch are enough, whatever the camera made.

use std::collections::BTreeMap;
use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject};

use crate::block::Document;
use crate::{Error, Result};

const DOTS: f32 = 200.0;

pub fn embed(document: &Document, name: &str, width: f32) -> Result<XObject> {
    let fail = |detail: String| Error::Picture { name: name.to_owned(), detail };
    let bytes = document.images.get(name).ok_or_else(|| fail("not there".into()))?;
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|e| fail(e.to_string()))?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(20_000);
    limits.max_image_height = Some(20_000);
    limits.max_alloc = Some(512 << 20);
    reader.limits(limits);
    let photograph = reader.format() == Some(ImageFormat::Jpeg);
    let mut decoder = reader.into_decoder().map_err(|e| fail(e.to_string()))?;
    let orientation = decoder.orientation().map_err(|e| fail(e.to_string()))?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|e| fail(e.to_string()))?;
    picture.apply_orientation(orientation);
    let picture = smaller(picture, width);
    let (across, down) = (picture.width(), picture.height());
    let rgb = on_white(&picture);
    let mut dict = BTreeMap::from([
        ("Type".to_owned(), DictItem::Name(b"XObject".to_vec())),
        ("Subtype".to_owned(), DictItem::Name(b"Image".to_vec())),
        ("Width".to_owned(), DictItem::Int(i64::from(across))),
        ("Height".to_owned(), DictItem::Int(i64::from(down))),
        ("ColorSpace".to_owned(), DictItem::Name(b"DeviceRGB".to_vec())),
        ("BitsPerComponent".to_owned(), DictItem::Int(8)),
    ]);
    let content = if photograph {
        dict.insert("Filter".to_owned(), DictItem::Name(b"DCTDecode".to_vec()));
        let mut out = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut out, 85);
        encoder.encode_image(&rgb).map_err(|e| fail(e.to_string()))?;
        out
    } else {
        rgb.into_raw()
    };
    let stream = ExternalStream { dict, content, compress: !photograph };
    Ok(XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None }))
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)] // Below 20,000 dots.
fn smaller(picture: DynamicImage, width: f32) -> DynamicImage {
    let most = (width / 72.0 * DOTS).max(1.0) as u32;
    if picture.width() <= most {
        return picture;
    }
    let down = (picture.height() as f32 * most as f32 / picture.width() as f32).max(1.0) as u32;
    picture.resize_exact(most, down, FilterType::CatmullRom)
}

/// Paper shows nothing through: what is transparent is white.
fn on_white(picture: &DynamicImage) -> image::RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let from = picture.to_rgba8();
    image::RgbImage::from_fn(from.width(), from.height(), |x, y| {
        let image::Rgba([r, g, b, a]) = *from.get_pixel(x, y);
        let over = |c: u8| {
            let mixed = (u16::from(c) * u16::from(a) + 255 * (255 - u16::from(a))) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        image::Rgb([over(r), over(g), over(b)])
    })
}
