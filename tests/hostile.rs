//! Files that mean harm, or are merely broken: refused with a sentence, in bounded memory, leaving nothing.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::print_stdout)] // figures for tests/README.md

use std::fmt::Write as _;
use std::fs;
use std::io::Write;
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use tenken_tests::{Clinic, drafted, nowhere, preview, refusal, root, shift_jis};

/// Memory that any process of a refusal may use, in kB. How long it takes is printed, not asserted.
const IN_MEMORY: i64 = 256 << 10;

fn refused_in_bounds(clinic: &Clinic, name: &str, bytes: &[u8], code: &str) {
    let path = clinic.dir.path().join(name);
    fs::write(&path, bytes).unwrap();
    let start = Instant::now();
    let answer = refusal(clinic, &path);
    let took = start.elapsed();
    assert_eq!(answer["error"]["code"], code, "{name}: {answer}");
    // The largest that any child, or child's child, has been so far.
    let most = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap().max_rss();
    assert!(most < IN_MEMORY, "{name}: {most} kB");
    println!("{name}: {took:?}, at most {} MB so far", most >> 10);
}

/// A part of a zip: pieces, each so many times. Never whole in memory here, or this process would be what is measured.
type Pieces<'a> = &'a [(&'a [u8], usize)];

fn zip_of(parts: &[(&str, Pieces<'_>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, pieces) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        for (piece, times) in *pieces {
            let many = piece.repeat((*times).min(1 << 16));
            for _ in 0..times / (1 << 16) {
                zip.write_all(&many).unwrap();
            }
            zip.write_all(&piece.repeat(times % (1 << 16))).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

fn workbook(sheet: Pieces<'_>) -> Vec<u8> {
    zip_of(&[
        ("[Content_Types].xml", &[(br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"#, 1)]),
        ("_rels/.rels", &[(br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#, 1)]),
        ("xl/workbook.xml", &[(br#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#, 1)]),
        ("xl/_rels/workbook.xml.rels", &[(br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#, 1)]),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

const OPEN: &[u8] = br#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#;
const CLOSE: &[u8] = b"</sheetData></worksheet>";

#[test]
fn hostile_files_are_refused_within_256_megabytes() {
    let clinic = nowhere();
    let cell = |at: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>実施項目</t></is></c>"#);
    // Two cells a sheet apart: a reader that makes the range between them asks for half a terabyte.
    let corners = format!("<row r=\"1\">{}</row><row r=\"1048576\">{}</row>", cell("A1"), cell("XFD1048576"));
    let corners = workbook(&[(OPEN, 1), (corners.as_bytes(), 1), (CLOSE, 1)]);
    refused_in_bounds(&clinic, "corners.xlsx", &corners, "sheet-too-big");
    // A million short rows.
    let rows: String = (1..=1_000_000).fold(String::new(), |mut rows, n| {
        write!(rows, "<row r=\"{n}\"><c r=\"A{n}\"><v>1</v></c></row>").unwrap();
        rows
    });
    let million = workbook(&[(OPEN, 1), (rows.as_bytes(), 1), (CLOSE, 1)]);
    drop(rows);
    refused_in_bounds(&clinic, "million.xlsx", &million, "sheet-too-big");
    // A cell at the far end of every row.
    let rows: String = (1..=20_000).fold(String::new(), |mut rows, n| {
        write!(rows, "<row r=\"{n}\"><c r=\"XFD{n}\"><v>1</v></c></row>").unwrap();
        rows
    });
    let far = workbook(&[(OPEN, 1), (rows.as_bytes(), 1), (CLOSE, 1)]);
    refused_in_bounds(&clinic, "far.xlsx", &far, "sheet-too-big");
    // A bomb: 600 MB of nothing in 600 kB.
    refused_in_bounds(&clinic, "bomb.xlsx", &workbook(&[(b" ", 600 << 20)]), "sheet-too-big");
    // One cell of sixty million characters.
    let (begin, end) = (br#"<row r="1"><c r="A1" t="inlineStr"><is><t>"#, b"</t></is></c></row>");
    let long = workbook(&[(OPEN, 1), (begin, 1), ("あ".as_bytes(), 60 << 20), (end, 1), (CLOSE, 1)]);
    refused_in_bounds(&clinic, "long.xlsx", &long, "sheet-too-big");
    refused_in_bounds(&clinic, "cut.xlsx", &corners[..700], "sheet-unreadable");
    refused_in_bounds(&clinic, "not.xlsx", &zip_of(&[("a.txt", &[(b"x", 1)])]), "sheet-unreadable");
    refused_in_bounds(
        &clinic,
        "old.xls",
        &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0],
        "sheet-unreadable",
    );
    // An .ods that repeats a row two thousand million times.
    let ods = br#"<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="S"><table:table-row table:number-rows-repeated="2000000000"><table:table-cell office:value-type="string" table:number-columns-repeated="1000"><text:p>x</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#;
    let manifest = br#"<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#;
    let ods = zip_of(&[
        ("mimetype", &[(b"application/vnd.oasis.opendocument.spreadsheet", 1)]),
        ("content.xml", &[(ods, 1)]),
        ("META-INF/manifest.xml", &[(manifest, 1)]),
    ]);
    refused_in_bounds(&clinic, "repeated.ods", &ods, "sheet-too-big");
    // Japanese that breaks off in the middle of a character.
    let broken = [shift_jis("番号,実施項目\n1,監査\n"), vec![0x81, 0x20, 0x0A]].concat();
    refused_in_bounds(&clinic, "noise.csv", &broken, "sheet-encoding");
    refused_in_bounds(&clinic, "nothing.csv", b"a,b\n1,2\n", "no-headings");
    let million = "1,x\n".repeat(1_000_000);
    refused_in_bounds(&clinic, "million.csv", format!("ID,実施項目\n{million}").as_bytes(), "sheet-too-big");
    // YAML that doubles itself thirty times, JSON nested ten thousand deep, an unknown kind.
    let mut yaml = String::from("a0: &a0 [x, x]\n");
    for n in 1..30 {
        writeln!(yaml, "a{n}: &a{n} [*a{0}, *a{0}]", n - 1).unwrap();
    }
    yaml.push_str("objects: { framework: { requirement_nodes: *a29 } }\n");
    refused_in_bounds(&clinic, "laughs.yaml", yaml.as_bytes(), "faulty");
    refused_in_bounds(&clinic, "deep.json", "[".repeat(10_000).as_bytes(), "faulty");
    refused_in_bounds(&clinic, "picture.png", b"\x89PNG\r\n", "unknown-format");
    // A pack that would write elsewhere, and one of a gigabyte.
    let manifest = b"[pack]\nid = \"x\"\ntitle = \"x\"\nversion = \"1\"\n";
    let manifest: (&str, Pieces<'_>) = ("pack.toml", &[(manifest, 1)]);
    let elsewhere = zip_of(&[manifest, ("catalogues/../../evil.toml", &[(b"x", 1)])]);
    refused_in_bounds(&clinic, "elsewhere.tenken-pack", &elsewhere, "faulty");
    let huge = zip_of(&[manifest, ("catalogues/x.toml", &[(b"#", 100 << 20)])]);
    refused_in_bounds(&clinic, "huge.tenken-pack", &huge, "faulty");
    // One id a hundred thousand times is slow only for a reader that looks for a free number from the start each time.
    let same = "1,同じ\n".repeat(40_000);
    let path = clinic.dir.path().join("same.csv");
    fs::write(&path, format!("ID,実施項目\n{same}")).unwrap();
    let start = Instant::now();
    assert_eq!(drafted(&preview(&clinic, &path, &[])).control_count(), 40_000);
    println!("40,000 rows of one id: {:?}", start.elapsed());
}

#[test]
fn a_file_with_a_password_says_so() {
    // An encrypted workbook is an OLE file with a stream of that name; calamine tells it by the stream.
    let clinic = nowhere();
    let path = root().join("tests/fixtures/sheets/locked.xlsx");
    assert_eq!(refusal(&clinic, &path)["error"]["code"], "sheet-locked");
}
