//! Paper against Typst and `WeasyPrint` on the same content in the same run; whether a thousand pages cost a thousand times
//! one; how many facilities' checklists a second. `./dev bench --bench paper`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::cast_precision_loss
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};
use tenken_core::command::Desk;
use tenken_core::document::{self, Ask};
use tenken_core::people::{Role, Roles};
use tenken_paper::block::{Align, Block, Cell, Document, Figure, RowKind, Table};
use tenken_tests::papers::checklist;
use tenken_tests::{Clinic, call, root};

fn main() {
    let clinic = Clinic { dir: tempfile::tempdir().unwrap() };
    let (text, data) = hospital(&clinic);
    let document = filled(&text, &data);
    println!("a hospital's full checklist: {} rows of notes, {} pages", notes(&data), pages(&document));

    let ours = best(7, || write(&filled(&text, &data)));
    println!("fill, lay out and write: {ours:?}");
    let only = best(7, || write(&document));
    let laid = best(7, || pages(&document));
    println!("of it, laying out: {laid:?}");
    let rivals = rivals(&document, clinic.dir.path());
    for (name, theirs) in &rivals {
        println!(
            "{name}: {theirs:?}, {:.0}× ours from blocks to file ({only:?}), {:.0}× with filling",
            theirs.as_secs_f64() / only.as_secs_f64(),
            theirs.as_secs_f64() / ours.as_secs_f64()
        );
    }

    let (short, long) = (repeated(&document, 4), repeated(&document, 40));
    let (few, many) = (pages(&short), pages(&long));
    let (quick, slow) = (best(3, || write(&short)), best(3, || write(&long)));
    let each = |time: Duration, pages: usize| time.as_secs_f64() / pages as f64;
    println!(
        "{many} pages: {slow:?}; a page costs {:.2}× what it costs among {few}",
        each(slow, many) / each(quick, few)
    );

    let facilities = 1000;
    let started = Instant::now();
    for n in 0..facilities {
        let mut data = data.clone();
        data["facility"]["name"] = json!(format!("第{n}病院"));
        assert!(write(&filled(&text, &data)) > 50_000);
    }
    let took = started.elapsed();
    println!(
        "{facilities} facilities' checklists: {took:?}, {:.0} a second",
        f64::from(facilities) / took.as_secs_f64()
    );
}

/// A hospital that has answered everything, with 200 letters beside each answer: the template, and what it is filled with.
fn hospital(clinic: &Clinic) -> (String, Value) {
    let mut desk = clinic.desk();
    let request = json!({
        "path": clinic.path(), "login": "yamada", "password": "Abc-12345",
        "facility": { "name": "見本総合病院", "kind": "hospital", "beds": 400 }, "director": { "name": "山田 花子" },
    });
    call(&mut desk, "workspace.create", request);
    let started =
        call(&mut desk, "assessment.start", json!({ "catalogues": ["fuhyo-5.1"], "fiscal_year": 2026 }));
    let shown = call(&mut desk, "assessment.show", json!({ "id": started["id"] }));
    let note = "規程を改め、全職員に周知した。記録は事務室に保管し、年に一度見直している。".repeat(6);
    let note: String = note.chars().take(200).collect();
    let items: Vec<Value> = shown["catalogues"][0]["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let at = json!({ "catalogue": "fuhyo-5.1", "control": row });
            json!({ "at": at, "base": 0, "answer": { "value": "conforms", "note": note } })
        })
        .collect();
    call(&mut desk, "assessment.answer", json!({ "id": started["id"], "items": items }));
    let (text, _) = document::find(None, "conformance-checklist").unwrap();
    let data = data(&desk, &text);
    (text, data)
}

fn data(desk: &Desk, text: &str) -> Value {
    let session = desk.session().unwrap();
    let template = document::read("conformance-checklist.toml", text).unwrap();
    document::data(
        &template,
        &Ask {
            db: session.db(),
            person: session.person(),
            roles: &Roles::of(&[Role::Director]),
            today: "2026-11-20".parse().unwrap(),
            assessment: Some(checklist(session.db())),
            choices: &BTreeMap::new(),
            values: &Map::new(),
            records: &[],
            register: None,
            training: None,
            audit: None,
            handed: None,
            frozen: None,
            sample: false,
            number: "点検-2026-001",
            issued_on: "2026-11-20",
        },
    )
    .unwrap()
}

fn notes(data: &Value) -> usize {
    let sections = data["catalogues"][0]["sections"].as_array().unwrap();
    sections.iter().map(|section| section["controls"].as_array().unwrap().len()).sum()
}

fn filled(text: &str, data: &Value) -> Document {
    document::fill("conformance-checklist.toml", text, data).unwrap()
}

fn pages(document: &Document) -> usize {
    tenken_paper::layout::lay_out(document).unwrap().pages.len()
}

fn write(document: &Document) -> usize {
    let laid = tenken_paper::layout::lay_out(document).unwrap();
    tenken_paper::pdf::write(document, &laid).unwrap().len()
}

fn repeated(document: &Document, times: usize) -> Document {
    let mut long = document.clone();
    long.blocks = (0..times).flat_map(|_| document.blocks.clone()).collect();
    long
}

fn best(times: usize, mut work: impl FnMut() -> usize) -> Duration {
    let one = |_| {
        let started = Instant::now();
        assert!(work() > 0);
        started.elapsed()
    };
    (0..times).map(one).min().unwrap()
}

/// The same blocks in their languages, compiled with the same faces; timed inside their own process, without its start.
/// A process for each time: a second compilation in the same one is answered from a cache.
fn rivals(document: &Document, folder: &Path) -> Vec<(&'static str, Duration)> {
    let Some(python) = std::env::var_os("TENKEN_RIVALS") else {
        println!(
            "TENKEN_RIVALS names no Python with typst and weasyprint: not compared (./dev bench sets it up)"
        );
        return Vec::new();
    };
    std::fs::write(folder.join("same.typ"), typst(document)).unwrap();
    std::fs::write(folder.join("same.html"), html(document)).unwrap();
    let faces = root().join("ui/node_modules/@expo-google-fonts");
    let script = r"
import sys, time
folder, faces, name = sys.argv[1:]
def typst_once():
    import typst
    return lambda: typst.compile(folder + '/same.typ', output=folder + '/typst.pdf', font_paths=[faces], ignore_system_fonts=True)
def weasy_once():
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    return lambda: weasyprint.HTML(filename=folder + '/same.html').write_pdf(folder + '/weasy.pdf', font_config=FontConfiguration())
work = typst_once() if name == 'typst' else weasy_once()
started = time.perf_counter()
work()
print(time.perf_counter() - started)
";
    let time = |name: &str| {
        let output =
            Command::new(&python).args(["-c", script]).arg(folder).arg(&faces).arg(name).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Duration::from_secs_f64(String::from_utf8_lossy(&output.stdout).trim().parse().unwrap())
    };
    let best = |name| (0..3).map(|_| time(name)).min().unwrap();
    vec![("Typst", best("typst")), ("WeasyPrint", best("weasyprint"))]
}

/// Titles, texts, forms and tables, with the same widths and sizes; figures stand as their words.
fn typst(document: &Document) -> String {
    let quoted = |text: &str| format!("#{text:?}");
    let mut out = String::from(
        "#set page(paper: \"a4\", margin: (top: 20mm, right: 18mm, bottom: 18mm, left: 18mm), footer: context [#counter(page).display(\"1 / 1\", both: true)])\n\
         #set text(font: \"BIZ UDPGothic\", size: 10pt, lang: \"ja\")\n#set table(stroke: 0.4pt)\n",
    );
    for block in &document.blocks {
        match block {
            Block::Title { text, .. } => {
                writeln!(out, "#align(center, text(18pt, weight: \"bold\")[{}])", quoted(text))
            }
            Block::Heading { text, .. } => writeln!(out, "= {}\n", quoted(text)),
            Block::Paragraph(one) => {
                let align = match one.align {
                    Align::Left => "left",
                    Align::Center => "center",
                    Align::Right => "right",
                };
                writeln!(out, "#align({align})[{}]\n", quoted(&one.text))
            }
            Block::Note { text } => writeln!(
                out,
                "#block(stroke: 0.4pt, inset: 4pt, width: 100%)[#text(8.5pt)[{}]]",
                quoted(text)
            ),
            Block::Table(table) => {
                out.push_str(&typst_table(table, quoted));
                Ok(())
            }
            Block::Fields(fields) => {
                writeln!(out, "#table(columns: (34mm, 1fr),").unwrap();
                for field in fields.rows.iter().flat_map(|row| &row.fields) {
                    writeln!(out, "[{}], [{}],", quoted(&field.label), quoted(&field.value)).unwrap();
                }
                writeln!(out, ")")
            }
            Block::Figure(figure) => writeln!(out, "{}\n", quoted(&words(figure))),
            Block::SignOff(sign) => {
                for one in &sign.boxes {
                    writeln!(out, "{}\n", quoted(&one.title)).unwrap();
                }
                Ok(())
            }
            Block::PageBreak { .. } => writeln!(out, "#pagebreak()"),
            Block::Space { .. } | Block::Attachments { .. } => Ok(()),
        }
        .unwrap();
    }
    out
}

fn typst_table(table: &Table, quoted: impl Fn(&str) -> String) -> String {
    let width = |c: &tenken_paper::block::Column| {
        if c.width > 0.0 {
            format!("{}mm", c.width)
        } else {
            format!("{}fr", if c.grow > 0.0 { c.grow } else { 1.0 })
        }
    };
    let widths: Vec<String> = table.columns.iter().map(width).collect();
    let heads: Vec<String> = table.columns.iter().map(|c| format!("[*{}*]", quoted(&c.heading))).collect();
    let mut out = format!(
        "#text(8.5pt)[#table(columns: ({},), table.header({}),\n",
        widths.join(", "),
        heads.join(", ")
    );
    for row in &table.rows {
        if row.kind == RowKind::Group {
            let text: String = row.cells.iter().map(Cell::text).collect();
            writeln!(out, "table.cell(colspan: {})[*{}*],", table.columns.len(), quoted(&text)).unwrap();
            continue;
        }
        for (i, _) in table.columns.iter().enumerate() {
            let (lead, text) = row.cells.get(i).map_or(("", ""), |cell| (cell.lead(), cell.text()));
            let lead = if lead.is_empty() { String::new() } else { format!("*{}* \\ ", quoted(lead)) };
            write!(out, "[{lead}{}], ", quoted(text)).unwrap();
        }
        out.push('\n');
    }
    out + ")]\n"
}

fn html(document: &Document) -> String {
    let faces = root().join("ui/node_modules/@expo-google-fonts/biz-udpgothic");
    let safe = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "<br>");
    let mut out = format!(
        "<!doctype html><html lang=ja><meta charset=utf-8><style>\
         @font-face {{ font-family: B; src: url('file://{0}/400Regular/BIZUDPGothic_400Regular.ttf') }}\
         @font-face {{ font-family: B; font-weight: 700; src: url('file://{0}/700Bold/BIZUDPGothic_700Bold.ttf') }}\
         @page {{ size: A4; margin: 20mm 18mm 18mm 18mm; @bottom-center {{ content: counter(page) ' / ' counter(pages) }} }}\
         body {{ font: 10pt B; line-break: strict }} table {{ border-collapse: collapse; width: 100%; font-size: 8.5pt }}\
         td, th {{ border: 0.4pt solid #888; padding: 1mm 1.7mm; vertical-align: top; text-align: left }}</style>",
        faces.display()
    );
    for block in &document.blocks {
        match block {
            Block::Title { text, .. } => write!(out, "<h1>{}</h1>", safe(text)),
            Block::Heading { text, .. } => write!(out, "<h2>{}</h2>", safe(text)),
            Block::Paragraph(one) => write!(out, "<p>{}</p>", safe(&one.text)),
            Block::Note { text } => write!(out, "<p><small>{}</small></p>", safe(text)),
            Block::Figure(figure) => write!(out, "<p>{}</p>", safe(&words(figure))),
            Block::Fields(fields) => {
                out.push_str("<table>");
                for field in fields.rows.iter().flat_map(|row| &row.fields) {
                    write!(out, "<tr><th>{}<td>{}", safe(&field.label), safe(&field.value)).unwrap();
                }
                write!(out, "</table>")
            }
            Block::Table(table) => {
                out.push_str("<table><thead><tr>");
                for column in &table.columns {
                    write!(out, "<th>{}", safe(&column.heading)).unwrap();
                }
                out.push_str("</thead>");
                for row in &table.rows {
                    out.push_str("<tr>");
                    let span = if row.kind == RowKind::Group { table.columns.len() } else { 1 };
                    for cell in &row.cells {
                        write!(out, "<td colspan={span}><b>{}</b> {}", safe(cell.lead()), safe(cell.text()))
                            .unwrap();
                    }
                }
                write!(out, "</table>")
            }
            Block::PageBreak { .. } => write!(out, "<div style='break-after: page'></div>"),
            Block::SignOff(sign) => {
                for one in &sign.boxes {
                    write!(out, "<p>{}</p>", safe(&one.title)).unwrap();
                }
                Ok(())
            }
            Block::Space { .. } | Block::Attachments { .. } => Ok(()),
        }
        .unwrap();
    }
    out
}

fn words(figure: &Figure) -> String {
    match figure {
        Figure::Ring { center, parts, .. } => {
            format!("{center} {}", parts.iter().map(|part| part.label.as_str()).collect::<Vec<_>>().join(" "))
        }
        Figure::HeatMap { rows, .. } => rows
            .iter()
            .map(|row| {
                format!("{} {}", row.label, row.squares.iter().map(|s| s.mark.as_str()).collect::<String>())
            })
            .collect::<Vec<_>>()
            .join("\n"),
        _ => String::new(),
    }
}
