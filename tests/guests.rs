//! Catalogues of strangers: what comes in, what goes out and comes back the same, and what is refused in time.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::print_stdout)] // figures for tests/README.md

use std::fs;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{Format, Workbook};
use serde_json::{Value, json};
use tenken_core::catalogue::{Scope, Shelf, load};
use tenken_tests::{Clinic, bare, drafted, files, nowhere, preview, refusal, root, shift_jis};

fn exported(clinic: &Clinic, what: &str, format: &str) -> Vec<PathBuf> {
    let folder = clinic.dir.path().join("out");
    let folder = folder.to_str().unwrap();
    let output = bare(clinic, &["catalogue", "export", what, "--format", format, "--folder", folder]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(PathBuf::from).collect()
}

#[test]
fn every_catalogue_comes_back_the_same_from_every_format() {
    let clinic = nowhere();
    for loaded in Shelf::bundled().unwrap().catalogues() {
        let id = loaded.catalogue.head.id.as_str();
        for format in ["toml", "xlsx", "csv", "oscal", "pack"] {
            let file = exported(&clinic, id, format).remove(0);
            let draft = preview(&clinic, &file, &[]);
            let back = drafted(&draft);
            assert!(back == *loaded.catalogue, "{id} as {format} came back otherwise");
            assert_eq!(back.content_hash().unwrap(), loaded.hash);
        }
    }
}

#[test]
fn oscal_is_valid_and_its_profiles_hold_what_each_grade_sees() {
    let clinic = nowhere();
    let schema = |name: &str| -> jsonschema::Validator {
        let text =
            fs::read_to_string(root().join(format!("tests/fixtures/oscal/{name}.schema.json"))).unwrap();
        jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap()
    };
    let (catalog, profile) = (schema("catalog"), schema("profile"));
    let mut guests: Vec<String> =
        Shelf::bundled().unwrap().catalogues().iter().map(|l| l.catalogue.head.id.clone()).collect();
    // Nested sections, controls under controls, ids that OSCAL does not allow.
    let nested = clinic.dir.path().join("nested.toml");
    fs::write(&nested, NESTED).unwrap();
    guests.push(nested.to_str().unwrap().to_owned());
    for id in guests {
        for file in exported(&clinic, &id, "oscal") {
            let value: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
            let schema = if value.get("profile").is_some() { &profile } else { &catalog };
            let wrong: Vec<String> =
                schema.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).take(5).collect();
            assert!(wrong.is_empty(), "{}: {wrong:#?}", file.display());
        }
    }
    let resolved = clinic.dir.path().join("out/fuhyo-5.1.resolved-C.json");
    assert_eq!(drafted(&preview(&clinic, &resolved, &[])).control_count(), 81);
    let large = clinic.dir.path().join("out/fuhyo-5.1.resolved-B.json");
    assert_eq!(drafted(&preview(&clinic, &large, &[])).control_count(), 87);
    let back = preview(&clinic, &clinic.dir.path().join("out/nested.catalog.json"), &[]);
    let back = drafted(&back);
    assert!(back == load::catalogue("nested.toml", NESTED).unwrap(), "nested came back otherwise");
}

const NESTED: &str = r#"
[catalogue]
id = "nested"
title = "Nested"
version = "1"
language = "en"
scale = "conformance"

[[grades]]
id = "low"
label = "Low"

[[sections]]
id = "1"
title = "One"

[[sections.controls]]
id = "1.1 a:b"
practice = "Two\nlines"
grade = ["low"]
technical = ["first\nsecond", "third"]

[[sections.controls]]
id = "1.2"
practice = "Below"
parent = "1.1 a:b"

[[sections]]
id = "1/2"
parent = "1"
title = "Inside"
text = "What it is about"

[[sections.controls]]
id = "x"
practice = "=1+1"
asks = [{ text = "Is it?", choices = ["yes", "no"] }]
"#;

/// A sheet as ministries make them: a title, headings over two rows, merged cells, full-width grades, a stray total.
fn ministry_sheet(path: &Path) {
    let mut book = Workbook::new();
    let plain = Format::new();
    let cover = book.add_worksheet();
    cover.set_name("表紙").unwrap();
    cover.write_string(0, 0, "ガイドライン 付表").unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name("付表１").unwrap();
    sheet.write_string(0, 0, "付表１ 一般管理における運用管理の実施項目例").unwrap();
    sheet.merge_range(2, 0, 3, 0, "管理事項\n番号", &plain).unwrap();
    sheet.merge_range(2, 1, 3, 1, "運用管理項目", &plain).unwrap();
    sheet.merge_range(2, 2, 3, 2, "実施項目", &plain).unwrap();
    sheet.merge_range(2, 3, 3, 3, "対象", &plain).unwrap();
    sheet.merge_range(2, 4, 2, 5, "対策", &plain).unwrap();
    sheet.write_string(3, 4, "技術的対策").unwrap();
    sheet.write_string(3, 5, "運用的対策").unwrap();
    sheet.merge_range(2, 6, 3, 6, "担当メモ", &plain).unwrap();
    sheet.merge_range(4, 0, 5, 0, "①", &plain).unwrap();
    sheet.merge_range(4, 1, 5, 1, "総則", &plain).unwrap();
    for (row, name, grade, technical) in
        [(4, "理念", "Ａ", ""), (5, "対象情報", "Ｂ・Ｃ", "・暗号化\n・鍵の管理"), (7, "廃棄", "A", "消去")]
    {
        sheet.write_string(row, 2, name).unwrap();
        sheet.write_string(row, 3, grade).unwrap();
        sheet.write_string(row, 4, technical).unwrap();
        sheet.write_string(row, 5, "規程を定める").unwrap();
    }
    sheet.write_string(7, 0, "②").unwrap();
    sheet.write_string(7, 1, "運用").unwrap();
    sheet.write_string(8, 5, "計3項目").unwrap();
    book.save(path).unwrap();
}

#[test]
fn a_ministrys_spreadsheet_comes_in_as_it_is_read_by_eye() {
    let clinic = nowhere();
    let path = clinic.dir.path().join("付表.xlsx");
    ministry_sheet(&path);
    let draft = preview(&clinic, &path, &[]);
    let catalogue = drafted(&draft);
    let rows: Vec<(String, String, String, Vec<String>)> = catalogue
        .rows()
        .map(|(s, c)| (s.title.clone(), c.section_number.clone(), c.practice.clone(), c.grade.clone()))
        .collect();
    let row = |title: &str, number: &str, name: &str, grade: &[&str]| {
        (title.into(), number.into(), name.into(), grade.iter().map(ToString::to_string).collect())
    };
    assert_eq!(
        rows,
        [
            row("総則", "①", "理念", &["A"]),
            row("総則", "①", "対象情報", &["B", "C"]),
            row("運用", "②", "廃棄", &["A"])
        ]
    );
    let second = catalogue.controls().nth(1).unwrap();
    assert_eq!(second.technical, ["暗号化", "鍵の管理"]);
    assert_eq!(second.grade_mark.as_deref(), Some("Ｂ・Ｃ"));
    let notes: Vec<(&str, &str)> = draft["notes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|n| (n["place"].as_str().unwrap(), n["what"]["code"].as_str().unwrap()))
        .collect();
    assert!(notes.contains(&("G", "column-not-understood")), "{notes:?}");
    assert!(notes.contains(&("9", "row-without-name")), "{notes:?}");
    // A column chosen by hand.
    let draft = preview(&clinic, &path, &["--column", "note=G", "--id", "my-own", "--title", "自分の表"]);
    assert_eq!(draft["catalogues"][0]["catalogue"]["id"], "my-own");
    assert!(!draft["notes"].to_string().contains("column-not-understood"));
    // What people see, not only what machines see.
    let said = bare(&clinic, &["catalogue", "import", "--preview", path.to_str().unwrap()]);
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    assert!(said.contains("列「担当メモ」は何の列か分からないので取り込みません。"), "{said}");
    assert!(said.contains("運用管理項目"), "{said}");
}

#[test]
fn csv_in_any_usual_encoding_and_without_ids() {
    let clinic = nowhere();
    let text =
        "大項目,チェック項目,レベル,証跡\n体制,責任者を定めている,必須,規程\n,年に一度見直す,推奨,議事録\n";
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let shift_jis: Vec<u8> = shift_jis(text);
    for (name, bytes) in
        [("utf8.csv", text.as_bytes().to_vec()), ("utf16.csv", utf16), ("sjis.csv", shift_jis)]
    {
        let path = clinic.dir.path().join(name);
        fs::write(&path, bytes).unwrap();
        let draft = preview(&clinic, &path, &[]);
        let catalogue = drafted(&draft);
        let rows: Vec<&str> = catalogue.controls().map(|c| c.practice.as_str()).collect();
        assert_eq!(rows, ["責任者を定めている", "年に一度見直す"], "{name}");
        assert!(catalogue.controls().all(|c| c.domain == "体制"), "{name}");
        let grades: Vec<&str> = catalogue.grades.iter().map(|g| g.id.as_str()).collect();
        assert_eq!(grades, ["必須", "推奨"]);
    }
}

const LIBRARY: &str = r"
urn: urn:x:risk:library:demo
locale: en
ref_id: demo
name: Demo library
description: d
version: 3
publication_date: 2025-01-02
provider: Somebody
objects:
  framework:
    urn: urn:x:risk:framework:demo-1
    ref_id: demo-1
    name: Demo
    description: d
    translations:
      ja: { name: デモ }
    implementation_groups_definition:
      - { ref_id: L1, name: Level 1, description: first }
    requirement_nodes:
      - { urn: 'urn:x:risk:req_node:demo-1:a', assessable: false, depth: 1, ref_id: A, name: Access }
      - urn: urn:x:risk:req_node:demo-1:a.1
        parent_urn: urn:x:risk:req_node:demo-1:a
        assessable: true
        depth: 2
        ref_id: A.1
        description: |
          Users are known.
          All of them.
        typical_evidence: list of users
        implementation_groups: [L1, L9]
        translations:
          ja: { description: 利用者を把握している。 }
        questions:
          urn:q:1:
            type: unique_choice
            text: Are they?
            choices: [{ urn: c1, value: 'Yes' }, { urn: c2, value: 'No' }]
      - urn: urn:x:risk:req_node:demo-1:a.1.1
        parent_urn: urn:x:risk:req_node:demo-1:a.1
        assessable: true
        depth: 3
        name: Admins too
  requirement_mapping_sets:
    - urn: urn:x:risk:req_mapping_set:m
      source_framework_urn: urn:x:risk:framework:demo-1
      target_framework_urn: urn:x:risk:framework:other
      requirement_mappings:
        - { source_requirement_urn: 'urn:x:risk:req_node:demo-1:a.1', target_requirement_urn: 'urn:x:risk:req_node:other:z', relationship: subset }
  risk_matrix: []
";

#[test]
fn libraries_of_ciso_assistant_come_in_with_grades_choices_and_mappings() {
    let clinic = nowhere();
    let path = clinic.dir.path().join("demo.yaml");
    fs::write(&path, LIBRARY).unwrap();
    let draft = preview(&clinic, &path, &["--translation", "en"]);
    let catalogue = drafted(&draft);
    assert_eq!((catalogue.head.id.as_str(), catalogue.head.version.as_str()), ("demo-1", "3"));
    let first = catalogue.find("a.1").unwrap();
    assert_eq!(
        (first.practice.as_str(), &first.grade[..]),
        ("Users are known.", &["L1".into(), "L9".to_owned()][..])
    );
    assert_eq!(first.proof, ["list of users"]);
    assert_eq!(first.asks[0].choices, ["Yes", "No"]);
    assert_eq!(catalogue.find("a.1.1").unwrap().parent.as_deref(), Some("a.1"));
    assert_eq!(draft["mappings"][0]["pairs"][0], json!({ "from": "a.1", "to": "z", "kind": "part_of" }));
    let notes = draft["notes"].to_string();
    assert!(notes.contains("risk_matrix") && notes.contains("L9"), "{notes}");
    // By itself the Japanese translation is taken, where there is one.
    let draft = preview(&clinic, &path, &[]);
    assert_eq!(draft["catalogues"][0]["catalogue"]["title"], "デモ");
    assert_eq!(draft["catalogues"][0]["sections"][0]["controls"][0]["statement"], "利用者を把握している。");
    let scope = Scope { grades: Some(["L1".to_owned()].into()), ..Scope::default() };
    assert_eq!(scope.rows(&catalogue).len(), 2);
    // The same library as a workbook.
    let book = clinic.dir.path().join("demo.xlsx");
    ciso_book(&book);
    let draft = preview(&clinic, &book, &[]);
    assert_eq!(draft["kind"], "ciso_assistant");
    let sheet = drafted(&draft);
    assert_eq!(sheet.find("a.1").unwrap().asks[0].choices, ["Yes", "No"]);
    assert_eq!(sheet.find("a.1").unwrap().grade, ["L1"]);
    assert_eq!(sheet.sections[0].title, "Access");
}

fn ciso_book(path: &Path) {
    let mut book = Workbook::new();
    let mut add = |name: &str, rows: &[&[&str]]| {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        for (r, row) in (0u32..).zip(rows) {
            for (c, text) in (0u16..).zip(row.iter()) {
                sheet.write_string(r, c, *text).unwrap();
            }
        }
    };
    add("library_meta", &[&["type", "library"], &["name", "Demo"], &["version", "3"], &["locale", "en"]]);
    add(
        "r_meta",
        &[
            &["type", "framework"],
            &["urn", "urn:x:risk:framework:demo-1"],
            &["name", "Demo"],
            &["implementation_groups_definition", "g"],
            &["answers_definition", "a"],
        ],
    );
    add(
        "r_content",
        &[
            &[
                "assessable",
                "depth",
                "ref_id",
                "name",
                "description",
                "implementation_groups",
                "questions",
                "answer",
            ],
            &["", "1", "A", "Access", "", "", "", ""],
            &["x", "2", "A.1", "", "Users are known.", "L1", "Are they?", "Q1"],
        ],
    );
    add("g_meta", &[&["type", "implementation_groups"], &["name", "g"]]);
    add("g_content", &[&["ref_id", "name"], &["L1", "Level 1"]]);
    add("a_meta", &[&["type", "answers"], &["name", "a"]]);
    add("a_content", &[&["id", "question_type", "question_choices"], &["Q1", "unique_choice", "Yes\nNo"]]);
    book.save(path).unwrap();
}

/// A catalog as NIST writes them: parameters in the text, items with labels, an enhancement, one control withdrawn.
const CATALOG: &str = r#"{ "catalog": { "uuid": "1", "metadata": { "title": "Controls of Somebody", "version": "5",
  "last-modified": "2024-01-01T00:00:00Z", "oscal-version": "1.1.2" }, "groups": [ { "id": "ac", "class": "family",
  "title": "Access Control", "controls": [
    { "id": "ac-1", "title": "Policy", "params": [ { "id": "ac-1_prm_1", "label": "personnel or roles" } ],
      "props": [ { "name": "label", "value": "AC-1" }, { "name": "label", "class": "zero-padded", "value": "AC-01" } ],
      "parts": [ { "name": "statement", "parts": [
          { "name": "item", "props": [ { "name": "label", "value": "a." } ], "prose": "Tell {{ insert: param, ac-1_prm_1 }}." },
          { "name": "item", "props": [ { "name": "label", "value": "b." } ], "prose": "Review." } ] },
        { "name": "guidance", "prose": "Why it matters." },
        { "name": "assessment-method", "parts": [ { "name": "assessment-objects", "prose": "Access control policy\n\nInterviews" } ] } ],
      "controls": [ { "id": "ac-1.1", "title": "Automation", "props": [ { "name": "label", "value": "AC-1(1)" } ] } ] },
    { "id": "ac-2", "title": "Gone", "props": [ { "name": "status", "value": "withdrawn" } ] } ] } ] } }"#;

const PROFILE: &str = r#"{ "profile": { "uuid": "2", "metadata": { "title": "Low" }, "imports": [ { "href": "catalog.json",
  "include-controls": [ { "with-ids": [ "ac-1", "zz-9" ] } ] } ] } }"#;

#[test]
fn oscal_catalogs_of_others_come_in_with_parameters_and_profiles() {
    let clinic = nowhere();
    let write = |name: &str, text: &str| {
        let path = clinic.dir.path().join(name);
        fs::write(&path, text).unwrap();
        path
    };
    let (path, profile) = (write("catalog.json", CATALOG), write("low.json", PROFILE));
    let draft = preview(&clinic, &path, &["--profile", profile.to_str().unwrap()]);
    let catalogue = drafted(&draft);
    assert_eq!(catalogue.head.id, "controls-of-somebody");
    let first = catalogue.find("ac-1").unwrap();
    assert_eq!((first.section_number.as_str(), &first.grade[..]), ("AC-1", &["low".to_owned()][..]));
    assert_eq!(first.statement.as_deref(), Some("a. Tell {{ insert: param, ac-1_prm_1 }}.\nb. Review."));
    assert_eq!(first.proof, ["Access control policy", "Interviews"]);
    assert_eq!(first.note.as_deref(), Some("Why it matters."));
    assert_eq!(catalogue.blanks[0].label, "personnel or roles");
    let inner = catalogue.find("ac-1.1").unwrap();
    assert_eq!((inner.parent.as_deref(), inner.grade.is_empty()), (Some("ac-1"), true));
    assert!(catalogue.find("ac-2").is_none());
    let notes = draft["notes"].to_string();
    assert!(notes.contains("withdrawn") && notes.contains("zz-9"), "{notes}");
}

/// Every framework file of a folder of libraries, where one is at hand: `TENKEN_LIBRARIES=dir ./dev test`.
#[test]
fn every_framework_of_a_public_library_comes_in() {
    let Some(folder) = std::env::var_os("TENKEN_LIBRARIES") else {
        println!("TENKEN_LIBRARIES names no folder: the fixture above stands alone");
        return;
    };
    let clinic = nowhere();
    let (mut frameworks, mut controls, mut mappings) = (0, 0, 0);
    for path in files(Path::new(&folder)) {
        if path.extension().is_none_or(|e| e != "yaml") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let wanted = text.lines().filter(|l| l.trim() == "requirement_nodes:").count();
        if wanted == 0 && !text.contains("requirement_mapping") {
            assert_eq!(refusal(&clinic, &path)["error"]["code"], "only-holds", "{}", path.display());
            continue;
        }
        let draft = preview(&clinic, &path, &[]);
        let found = draft["catalogues"].as_array().unwrap();
        assert_eq!(found.len(), wanted, "{}", path.display());
        frameworks += found.len();
        mappings += draft["mappings"].as_array().unwrap().len();
        let assessable = text.lines().filter(|l| l.trim() == "assessable: true").count();
        let came: usize = found
            .iter()
            .flat_map(|c| c["sections"].as_array().unwrap())
            .map(|s| s["controls"].as_array().map_or(0, Vec::len))
            .sum();
        assert_eq!(came, assessable, "{}", path.display());
        controls += came;
    }
    println!("{frameworks} frameworks, {controls} controls, {mappings} mappings");
}
