//! What the tests of evidence share: putting a file down, adding it, looking at it.

use std::fmt::Write;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use exif::{Field, In, Rational, Tag, Value as Exif};
use image::{ImageFormat, Rgb, RgbImage};
use img_parts::{Bytes, ImageEXIF, jpeg::Jpeg};
use serde_json::{Value, json};
use tenken_core::command::Desk;

use crate::{Clinic, call, files};

pub fn put(clinic: &Clinic, name: &str, bytes: &[u8]) -> PathBuf {
    let path = clinic.dir.path().join(name);
    fs::write(&path, bytes).unwrap();
    path
}

/// Adds files, and answers the proof of the first.
pub fn add(desk: &mut Desk, paths: &[&Path]) -> Value {
    let added = call(desk, "evidence.add", json!({ "paths": paths }));
    shown(desk, &added["ids"][0])["proof"].clone()
}

pub fn shown(desk: &mut Desk, id: &Value) -> Value {
    call(desk, "evidence.show", json!({ "id": id }))
}

pub fn stored(clinic: &Clinic) -> Vec<PathBuf> {
    let folder = clinic.path().join("evidence");
    if folder.exists() { files(&folder) } else { Vec::new() }
}

pub fn clean(desk: &mut Desk) {
    let report = call(desk, "ledger.verify", json!({}));
    assert_eq!(report["problem_count"], 0, "{report}");
    assert_eq!(call(desk, "evidence.check", json!({}))["bad"], json!([]));
}

/// A photograph taken in portrait on 2026-11-03, near Tokyo station.
pub fn photograph() -> Vec<u8> {
    let picture = RgbImage::from_fn(640, 480, |x, y| Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], 90]));
    let mut jpeg = Cursor::new(Vec::new());
    picture.write_to(&mut jpeg, ImageFormat::Jpeg).unwrap();
    let field = |tag, value| Field { tag, ifd_num: In::PRIMARY, value };
    let degrees =
        |d: u32, m: u32| Exif::Rational(vec![Rational { num: d, denom: 1 }, Rational { num: m, denom: 1 }]);
    let fields = [
        field(Tag::Orientation, Exif::Short(vec![6])),
        field(Tag::DateTimeOriginal, Exif::Ascii(vec![b"2026:11:03 10:20:30".to_vec()])),
        field(Tag::Model, Exif::Ascii(vec![b"Camera".to_vec()])),
        field(Tag::GPSLatitude, degrees(35, 40)),
        field(Tag::GPSLongitude, degrees(139, 45)),
    ];
    let mut writer = exif::experimental::Writer::new();
    for field in &fields {
        writer.push_field(field);
    }
    let mut out = Cursor::new(Vec::new());
    writer.write(&mut out, false).unwrap();
    let mut jpeg = Jpeg::from_bytes(Bytes::from(jpeg.into_inner())).unwrap();
    jpeg.set_exif(Some(out.into_inner().into()));
    let mut whole = Vec::new();
    jpeg.encoder().write_to(&mut whole).unwrap();
    whole
}

/// A PDF of one page that says `text` in a font whose glyphs are only named by a `ToUnicode` map.
pub fn pdf(text: &str) -> Vec<u8> {
    let units: Vec<String> = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    let pairs = units.iter().fold(String::new(), |made, unit| made + "<" + unit + "> <" + unit + ">\n");
    let map = format!(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n\
         1 begincodespacerange <0000> <FFFF> endcodespacerange\n{} beginbfchar\n{pairs}endbfchar\n\
         endcmap CMapName currentdict /CMap defineresource pop end end",
        units.len()
    );
    let content = format!("BT /F 18 Tf 50 700 Td <{}> Tj ET", units.concat());
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>"
            .to_owned(),
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDToGIDMap /Identity /DW 1000 \
         /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{map}\nendstream", map.len()),
    ];
    let mut out = "%PDF-1.7\n".to_owned();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(out.len());
        let _ = write!(out, "{} 0 obj\n{object}\nendobj\n", n + 1);
    }
    let start = out.len();
    let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in &places {
        let _ = writeln!(out, "{place:010} 00000 n ");
    }
    let _ = write!(out, "trailer << /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF", objects.len() + 1);
    out.into_bytes()
}

/// A catalogue of so many controls, fifty sections.
pub fn large_catalogue(clinic: &Clinic, controls: usize) -> PathBuf {
    let mut text = "[catalogue]\nid = \"large\"\ntitle = \"大きな規程集\"\nversion = \"1\"\n".to_owned();
    text.push_str("\n[[sections]]\nid = \"empty\"\nnumber = \"0\"\ntitle = \"見出しだけの章\"\n");
    for n in 0..controls {
        if n % (controls / 50) == 0 {
            let section = n / (controls / 50);
            let _ = write!(
                text,
                "\n[[sections]]\nid = \"s{section}\"\nnumber = \"{section}\"\ntitle = \"第{section}章\"\n"
            );
        }
        // What a guest leaves out must not matter.
        let (question, proof) = if n % 7 == 3 {
            (String::new(), "")
        } else {
            (format!("question = \"項目{n}を行っていますか。\"\n"), "proof = [\"記録\"]\n")
        };
        let last = if n + 1 == controls { "四千九百九十九" } else { "" };
        let _ = write!(
            text,
            "\n[[sections.controls]]\nid = \"c-{n}\"\npractice = \"項目{n}の運用を定め、記録する{last}\"\n{question}{proof}"
        );
    }
    put(clinic, "large.toml", text.as_bytes())
}
