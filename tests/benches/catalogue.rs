//! How fast catalogues are: ratios measured side by side in one run. `./dev bench --bench catalogue`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::cast_precision_loss)]

use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use rust_xlsxwriter::Workbook;
use tenken_core::catalogue::guest::{self, Choices};
use tenken_core::catalogue::{Catalogue, Control, Head, Index, Loaded, Section, Shelf};
use tenken_tests::{files, root};

fn best<T>(times: usize, mut run: impl FnMut() -> T) -> Duration {
    let once = |_| {
        let start = Instant::now();
        // What was made is thrown away after the clock has stopped.
        let made = black_box(run());
        let took = start.elapsed();
        drop(made);
        took
    };
    (0..times).map(once).min().unwrap()
}

fn ratio(a: Duration, b: Duration) -> f64 {
    a.as_secs_f64() / b.as_secs_f64()
}

fn main() {
    // The spreadsheet reader calls its own program back.
    if tenken_core::child::serve() {
        return;
    }
    // `-- import` runs one of them.
    let parts: [(&str, fn()); 4] =
        [("load", loading), ("search", searching), ("import", spreadsheet), ("libraries", libraries)];
    let wanted = std::env::args().skip(1).find(|a| !a.starts_with('-'));
    for (name, part) in parts {
        if wanted.as_ref().is_none_or(|wanted| name == wanted) {
            part();
        }
    }
}

fn loading() {
    let texts: Vec<String> = files(&root().join("checklists"))
        .iter()
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .filter(|path| path.parent().is_some_and(|p| p.ends_with("checklists")))
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    let parse =
        best(20, || texts.iter().map(|text| text.parse::<toml::Table>().unwrap()).collect::<Vec<_>>());
    let load = best(20, || Shelf::load_bundled().unwrap());
    println!(
        "load: five catalogues with mappings, checks and hashes {load:?}; {:.2}× parsing their bytes as TOML ({parse:?})",
        ratio(load, parse)
    );
}

/// 20,000 controls: ours, over and over, each a little different.
fn many() -> Shelf {
    let mut shelf = Shelf::default();
    let ours: Vec<&Control> =
        Shelf::bundled().unwrap().catalogues().iter().flat_map(|l| l.catalogue.controls()).collect();
    let controls = (0..20_000).map(|n| {
        let mut control = (*ours.get(n % ours.len()).unwrap()).clone();
        control.id = format!("X{n}");
        control.practice = format!("{} {n}", control.practice);
        control
    });
    let section =
        Section { id: "s".into(), title: "s".into(), controls: controls.collect(), ..Section::default() };
    let head = Head { id: "many".into(), title: "many".into(), version: "1".into(), ..Head::default() };
    let catalogue = Catalogue { head, sections: vec![section], ..Catalogue::default() };
    let hash = catalogue.content_hash().unwrap();
    shelf.put(Loaded { file: String::new(), hash, pack: None, retired: false, catalogue: catalogue.into() });
    shelf
}

fn searching() {
    let shelf = many();
    let start = Instant::now();
    let index = Index::of(&shelf).unwrap();
    println!("search: index of {} controls made in {:?}", index.len(), start.elapsed());
    let texts: Vec<String> =
        shelf.catalogues().iter().flat_map(|l| l.catalogue.controls()).map(|c| c.question.clone()).collect();
    for query in ["バックアップ", "監査", "鍵", "パスワード 最低", "ＩｏＴ", "サービス運用者 承認"]
    {
        let found = index.search(query, 20).unwrap().len();
        let search = best(10, || index.search(query, 20).unwrap());
        let scan = best(5, || {
            texts.iter().filter(|text| tenken_core::catalogue::fold(text).contains(query)).count()
        });
        println!(
            "search: {query}: first {found} in {search:?}; {:.4}× folding and reading the questions alone",
            ratio(search, scan)
        );
    }
}

fn spreadsheet() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("big.xlsx");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let columns: [(&str, &str); 12] = [
        ("ID", "R"),
        ("管理事項番号", "①"),
        ("運用管理項目", "運用管理"),
        ("実施項目", "責任者を定めて周知している"),
        ("対象", "A"),
        ("質問", "規程に定め、毎年見直して、その記録を残していますか。"),
        ("技術的対策", "利用者を識別し、認証する仕組みを備え、その記録を残す"),
        ("運用的対策", "システム管理者が定期的に確認し、その結果を記録する"),
        ("運用管理規程文例", "システム管理者は、定期的に確認し、その結果を記録する。"),
        ("証跡", "規程と議事録"),
        ("出典", "付表1 ①"),
        ("備考", "周期の定めはない"),
    ];
    for (column, (heading, text)) in (0u16..).zip(columns) {
        sheet.write_string(0, column, heading).unwrap();
        for row in 1..=5_000u32 {
            let text = match column {
                0 => format!("R{row}"),
                1 | 4 | 10 => text.to_owned(),
                2 | 9 | 11 => format!("{text} {}", row % 50),
                // A checklist's rows are worded one by one.
                _ => format!("{text}（{row}）"),
            };
            sheet.write_string(row, column, text).unwrap();
        }
    }
    book.save(&path).unwrap();
    let ours = best(5, || guest::read(&path, &Choices::default()).unwrap());
    println!("import: 5,000-row .xlsx, child process and all: {ours:?}");
    let whole = openpyxl(&path, "False");
    let streamed = openpyxl(&path, "True");
    match (whole, streamed) {
        (Some(whole), Some(streamed)) => println!(
            "import: {:.1}× as fast as openpyxl reading the same file ({whole:?}), {:.1}× as its read-only mode ({streamed:?})",
            ratio(whole, ours),
            ratio(streamed, ours)
        ),
        _ => println!("import: openpyxl is not here to compare with"),
    }
}

/// The best of three, the interpreter's own start not counted.
fn openpyxl(path: &Path, read_only: &str) -> Option<Duration> {
    let script = format!(
        "import sys,time,openpyxl\ntook=[]\nfor _ in range(3):\n t=time.perf_counter()\n \
         ws=openpyxl.load_workbook(sys.argv[1],read_only={read_only}).active\n \
         n=sum(len(r) for r in ws.iter_rows(values_only=True))\n took.append(time.perf_counter()-t)\nprint(min(took))"
    );
    let output = Command::new("python3").args(["-c", &script]).arg(path).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok().map(Duration::from_secs_f64)
}

/// `TENKEN_LIBRARIES=dir`: every library of CISO Assistant found there.
fn libraries() {
    let Some(folder) = std::env::var_os("TENKEN_LIBRARIES") else {
        println!("libraries: TENKEN_LIBRARIES names no folder");
        return;
    };
    let (mut files_read, mut controls, mut took) = (0, 0usize, Duration::ZERO);
    for path in files(Path::new(&folder)).iter().filter(|p| p.extension().is_some_and(|e| e == "yaml")) {
        let start = Instant::now();
        let Ok(draft) = guest::read(path, &Choices::default()) else {
            continue;
        };
        took += start.elapsed();
        files_read += 1;
        controls += draft.catalogues.iter().map(Catalogue::control_count).sum::<usize>();
    }
    println!(
        "libraries: {files_read} files, {controls} controls, {:?} a control",
        took / u32::try_from(controls.max(1)).unwrap()
    );
}
