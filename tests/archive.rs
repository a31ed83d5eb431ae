//! Every paper's PDF held against what PDF/A-2b (ISO 19005-2) asks of a file, clause by clause, as far as it concerns what
//! we write. The numbers are the standard's clauses.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;

use lopdf::content::Content;
use lopdf::{Dictionary, Document as Pdf, Object};
use serde_json::json;
use tenken_paper::block::Document;
use tenken_paper::layout::lay_out;

/// One of every block there is, with a photograph of each kind and a link.
fn everything() -> Document {
    let text = "見本クリニックの髙橋・﨑山・𠮷田・辻\u{E0100}は、ABC 123 を確認しました。";
    let blocks = json!([
        { "block": "title", "text": "すべての部品", "subtitle": text },
        { "block": "heading", "text": "一", "level": 1 },
        { "block": "heading", "text": "一の一", "level": 2 },
        { "block": "paragraph", "text": text, "link": "https://example.jp/" },
        { "block": "fields", "rows": [{ "fields": [{ "label": "氏名", "value": text, "seal": true }] }] },
        { "block": "table", "columns": [{ "heading": "題" }], "rows": [{ "cells": [text] }, { "kind": "group", "cells": ["組"] }, { "kind": "total", "cells": ["計"] }] },
        { "block": "sign_off", "boxes": [{ "title": "承認" }] },
        { "block": "figure", "figure": "photo", "image": "a.jpg", "width": 60 },
        { "block": "figure", "figure": "photo", "image": "b.png", "width": 60 },
        { "block": "figure", "figure": "ring", "center": "50%", "parts": [{ "label": "〇", "value": 1, "tone": "good" }, { "label": "×", "value": 1, "tone": "bad" }] },
        { "block": "figure", "figure": "heat_map", "rows": [{ "label": text, "squares": [{ "mark": "〇", "tone": "good" }] }] },
        { "block": "figure", "figure": "bars", "bars": [{ "label": "一", "value": 3 }] },
        { "block": "figure", "figure": "chart", "boxes": [{ "id": "a", "title": "甲", "column": 0 }, { "id": "b", "title": "乙", "column": 1 }], "arrows": [{ "from": "a", "to": "b", "dashed": true }] },
        { "block": "page_break", "orientation": "landscape" },
        { "block": "note", "text": text },
        { "block": "attachments", "items": [{ "name": "規程.pdf", "fingerprint": "0123" }] },
        { "block": "heading", "text": "二", "level": 1 },
    ]);
    let mut document: Document =
        serde_json::from_value(json!({ "title": "PDF/A <&> の確認", "author": "見本クリニック", "made_at": "2026-11-20T09:00:00.000Z", "blocks": blocks })).unwrap();
    let picture =
        image::RgbaImage::from_fn(900, 600, |x, y| image::Rgba([(x % 255) as u8, (y % 255) as u8, 90, 200]));
    for (name, format) in [("a.jpg", image::ImageFormat::Jpeg), ("b.png", image::ImageFormat::Png)] {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let whole = image::DynamicImage::ImageRgba8(picture.clone());
        let whole = if name == "a.jpg" { image::DynamicImage::ImageRgb8(whole.to_rgb8()) } else { whole };
        whole.write_to(&mut bytes, format).unwrap();
        document.images.insert(name.into(), bytes.into_inner());
    }
    document
}

fn written() -> Vec<u8> {
    let document = everything();
    tenken_paper::pdf::write(&document, &lay_out(&document).unwrap()).unwrap()
}

fn dictionaries(pdf: &Pdf) -> impl Iterator<Item = &Dictionary> {
    pdf.objects.values().filter_map(|object| match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    })
}

fn named<'d>(pdf: &'d Pdf, kind: &str) -> Vec<&'d Dictionary> {
    dictionaries(pdf).filter(|d| d.has_type(kind.as_bytes())).collect()
}

#[test]
fn the_file_itself() {
    let bytes = written();
    // 6.1.2: header, and a comment of four bytes above 127.
    assert!(bytes.starts_with(b"%PDF-1.7\n%"));
    assert!(bytes[10..14].iter().all(|&b| b > 127), "{:?}", &bytes[9..16]);
    // 6.1.3: an identity, no encryption; nothing after the end but a line's end.
    let pdf = Pdf::load_mem(&bytes).unwrap();
    let id = pdf.trailer.get(b"ID").unwrap().as_array().unwrap();
    assert_eq!((id.len(), id[0].as_str().unwrap().len()), (2, 16));
    assert!(!pdf.trailer.has(b"Encrypt"));
    assert!(bytes.trim_ascii_end().ends_with(b"%%EOF"));
    // 6.1.7: lengths are true, no files outside, no LZW.
    for object in pdf.objects.values() {
        let Object::Stream(stream) = object else { continue };
        assert_eq!(
            stream.dict.get(b"Length").unwrap().as_i64().unwrap(),
            i64::try_from(stream.content.len()).unwrap()
        );
        for key in [&b"F"[..], b"FFilter", b"FDecodeParms"] {
            assert!(!stream.dict.has(key));
        }
        let filters = stream.filters().unwrap_or_default();
        assert!(filters.iter().all(|f| matches!(*f, b"FlateDecode" | b"DCTDecode")), "{filters:?}");
    }
    // 6.1.13: limits.
    for dictionary in dictionaries(&pdf) {
        assert!(dictionary.iter().all(|(key, _)| key.len() <= 127));
    }
    assert!(pdf.objects.len() < 8_388_607);
}

#[test]
fn colours_mean_something() {
    // 6.2.2, 6.2.3: an output intent with a profile of three colours, and only device RGB beside it.
    let pdf = Pdf::load_mem(&written()).unwrap();
    let catalog = pdf.catalog().unwrap();
    let intents = catalog.get(b"OutputIntents").unwrap().as_array().unwrap();
    assert_eq!(intents.len(), 1);
    let intent = intents[0].as_dict().unwrap();
    assert_eq!(intent.get(b"S").unwrap().as_name().unwrap(), b"GTS_PDFA1");
    let profile = pdf
        .get_object(intent.get(b"DestOutputProfile").unwrap().as_reference().unwrap())
        .unwrap()
        .as_stream()
        .unwrap();
    assert_eq!(profile.dict.get(b"N").unwrap().as_i64().unwrap(), 3);
    let content = profile.decompressed_content().unwrap();
    assert_eq!(
        (&content[12..16], &content[16..20], &content[36..40]),
        (&b"mntr"[..], &b"RGB "[..], &b"acsp"[..])
    );
    for image in dictionaries(&pdf)
        .filter(|d| d.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"Image"))
    {
        assert_eq!(image.get(b"ColorSpace").unwrap().as_name().unwrap(), b"DeviceRGB");
        // 6.2.8
        for key in [&b"Alternates"[..], b"OPI", b"SMask"] {
            assert!(!image.has(key));
        }
        assert!(!image.get(b"Interpolate").is_ok_and(|i| i.as_bool().unwrap_or(true)));
    }
    // 6.2.5, 6.2.10: no transfer functions, no transparency that would need a blending space.
    for state in dictionaries(&pdf) {
        for key in [&b"TR"[..], b"HTP", b"SMask", b"Group"] {
            assert!(!state.has(key), "{}", String::from_utf8_lossy(key));
        }
    }
}

#[test]
fn pages_say_only_what_the_standard_knows() {
    // 6.2.2 (operators), 6.1.13 (nesting).
    const KNOWN: &[&str] = &[
        "q", "Q", "cm", "w", "J", "j", "M", "d", "ri", "i", "gs", "m", "l", "c", "v", "y", "h", "re", "S",
        "s", "f", "F", "f*", "B", "B*", "b", "b*", "n", "W", "W*", "BT", "ET", "Tc", "Tw", "Tz", "TL", "Tf",
        "Tr", "Ts", "Td", "TD", "Tm", "T*", "Tj", "TJ", "'", "\"", "rg", "RG", "Do",
    ];
    let pdf = Pdf::load_mem(&written()).unwrap();
    for page in pdf.page_iter() {
        let content = Content::decode(&pdf.get_page_content(page)).unwrap();
        let (mut depth, mut deepest, mut in_text) = (0_i32, 0, false);
        for operation in &content.operations {
            assert!(KNOWN.contains(&operation.operator.as_str()), "{}", operation.operator);
            match operation.operator.as_str() {
                "q" => depth += 1,
                "Q" => depth -= 1,
                "BT" | "ET" => {
                    assert_ne!(in_text, operation.operator == "BT");
                    in_text = operation.operator == "BT";
                }
                _ => {}
            }
            assert!(depth >= 0);
            deepest = deepest.max(depth);
        }
        assert!(depth == 0 && deepest <= 28 && !in_text);
    }
}

#[test]
fn faces_are_inside_and_fit() {
    // 6.2.11: every face embedded, as a subset that has what is shown, with the widths that are declared.
    let pdf = Pdf::load_mem(&written()).unwrap();
    let fonts: Vec<&Dictionary> =
        named(&pdf, "Font").into_iter().filter(|f| f.has(b"DescendantFonts")).collect();
    assert!(fonts.len() >= 3, "{}", fonts.len());
    for font in fonts {
        assert_eq!(font.get(b"Encoding").unwrap().as_name().unwrap(), b"Identity-H");
        assert!(font.has(b"ToUnicode"));
        let below = font.get(b"DescendantFonts").unwrap().as_array().unwrap()[0].as_dict().unwrap();
        assert_eq!(below.get(b"Subtype").unwrap().as_name().unwrap(), b"CIDFontType2");
        assert_eq!(below.get(b"CIDToGIDMap").unwrap().as_name().unwrap(), b"Identity");
        assert_eq!(
            below.get(b"BaseFont").unwrap().as_name().unwrap(),
            font.get(b"BaseFont").unwrap().as_name().unwrap()
        );
        let descriptor =
            pdf.get_dictionary(below.get(b"FontDescriptor").unwrap().as_reference().unwrap()).unwrap();
        assert_eq!(
            descriptor.get(b"FontName").unwrap().as_name().unwrap(),
            font.get(b"BaseFont").unwrap().as_name().unwrap()
        );
        let program = pdf
            .get_object(descriptor.get(b"FontFile2").unwrap().as_reference().unwrap())
            .unwrap()
            .as_stream()
            .unwrap();
        let program = program.decompressed_content().unwrap();
        let face = ttf_parser::Face::parse(&program, 0).unwrap();
        let em = f32::from(face.units_per_em());
        let widths = below.get(b"W").unwrap().as_array().unwrap();
        let mut seen = 0;
        for pair in widths.chunks(2) {
            let first = u16::try_from(pair[0].as_i64().unwrap()).unwrap();
            for (glyph, width) in (first..).zip(pair[1].as_array().unwrap()) {
                let advance =
                    f32::from(face.glyph_hor_advance(ttf_parser::GlyphId(glyph)).unwrap()) * 1000.0 / em;
                #[allow(clippy::cast_precision_loss)]
                let declared = width.as_i64().unwrap() as f32;
                assert!((advance - declared).abs() <= 1.0, "glyph {glyph}: {advance} and {declared}");
                seen += 1;
            }
        }
        assert!(seen > 0);
        // A subset, not millions of bytes.
        assert!(program.len() < 300_000, "{}", program.len());
    }
}

#[test]
fn metadata_says_the_same_as_the_file() {
    // 6.6.2: readable without unpacking, the part and the level, the same title, author and dates.
    let pdf = Pdf::load_mem(&written()).unwrap();
    let catalog = pdf.catalog().unwrap();
    let metadata = pdf
        .get_object(catalog.get(b"Metadata").unwrap().as_reference().unwrap())
        .unwrap()
        .as_stream()
        .unwrap();
    assert!(!metadata.dict.has(b"Filter"));
    let text = String::from_utf8(metadata.content.clone()).unwrap();
    for said in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>B</pdfaid:conformance>",
        "PDF/A &lt;&amp;&gt; の確認",
        "<rdf:li>見本クリニック</rdf:li>",
        "<xmp:CreateDate>2026-11-20T09:00:00Z</xmp:CreateDate>",
    ] {
        assert!(text.contains(said), "{said}");
    }
    let info = pdf.get_dictionary(pdf.trailer.get(b"Info").unwrap().as_reference().unwrap()).unwrap();
    let said = |key: &[u8]| lopdf::decode_text_string(info.get(key).unwrap()).unwrap();
    assert_eq!(said(b"Title"), "PDF/A <&> の確認");
    assert_eq!(said(b"Author"), "見本クリニック");
    assert_eq!(said(b"CreationDate"), "D:20261120090000Z");
    assert_eq!(said(b"CreationDate"), said(b"ModDate"));
    assert_eq!(info.iter().filter(|(key, _)| *key == b"GTS_PDFXVersion").count(), 0);
}

#[test]
fn nothing_acts_by_itself() {
    // 6.3, 6.5: links are printed, show nothing else and lead to an address; no scripts, no forms, no files inside.
    let pdf = Pdf::load_mem(&written()).unwrap();
    let mut links = 0;
    for page in pdf.page_iter() {
        let Ok(all) = pdf.get_dictionary(page).unwrap().get(b"Annots") else { continue };
        for link in all.as_array().unwrap().iter().map(|link| link.as_dict().unwrap()) {
            links += 1;
            assert_eq!(link.get(b"F").unwrap().as_i64().unwrap(), 4);
            assert_eq!(
                link.get(b"A").unwrap().as_dict().unwrap().get(b"S").unwrap().as_name().unwrap(),
                b"URI"
            );
        }
    }
    assert_eq!(links, 1);
    for dictionary in dictionaries(&pdf) {
        for key in [&b"JS"[..], b"JavaScript", b"AA", b"OpenAction", b"AcroForm", b"EmbeddedFiles", b"XFA"] {
            assert!(!dictionary.has(key), "{}", String::from_utf8_lossy(key));
        }
    }
    // Bookmarks stand as a tree under the paper's sections, each on its page.
    let outlines =
        pdf.get_dictionary(pdf.catalog().unwrap().get(b"Outlines").unwrap().as_reference().unwrap()).unwrap();
    let mut titles = BTreeSet::new();
    let mut next = outlines.get(b"First").ok().cloned();
    while let Some(Object::Reference(id)) = next {
        let item = pdf.get_dictionary(id).unwrap();
        titles.insert(lopdf::decode_text_string(item.get(b"Title").unwrap()).unwrap());
        next = item.get(b"Next").ok().cloned();
    }
    assert_eq!(titles, BTreeSet::from(["すべての部品".into(), "一".into(), "二".into()]));
}

#[test]
fn the_same_content_gives_the_same_bytes_at_another_time() {
    let before = written();
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert!(before == written());
}
