//! Catalogues in a workspace: packs come, change and go to rest; wording is laid over; all of it in the record.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;

use serde_json::{Value, json};
use tenken_tests::{Clinic, call, refused};

/// A small checklist of an operator's own, in its second scale.
fn checklist(version: &str, practice: &str) -> String {
    format!(
        r#"
[catalogue]
id = "own"
title = "自前のチェックリスト"
version = "{version}"
scale = "yes_no_dates"

[[sections]]
id = "s1"
title = "体制"

[[sections.controls]]
id = "1"
practice = "{practice}"
question = "決めていますか。"
proof = ["規程"]
source = "1"
"#
    )
}

fn list(desk: &mut tenken_core::command::Desk) -> Vec<(String, String, bool)> {
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    let answer = call(desk, "catalogue.list", json!({}));
    let row = |c: &Value| (text(&c["id"]), text(&c["version"]), c["retired"] == true);
    answer.as_array().unwrap().iter().map(row).filter(|row| row.0 == "own").collect()
}

#[test]
fn a_pack_comes_changes_rests_and_every_step_can_be_taken_back() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let file = |version: &str| {
        let path = clinic.dir.path().join(format!("own-{version}.toml"));
        fs::write(&path, checklist(version, &format!("責任者を定める（{version}）"))).unwrap();
        json!({ "path": path })
    };
    let state = |v: &str, retired| vec![("own".to_owned(), v.to_owned(), retired)];
    let first = call(&mut desk, "catalogue.import", file("1"));
    assert_eq!(first["controls"], 1);
    assert_eq!(list(&mut desk), state("1", false));
    call(&mut desk, "catalogue.import", file("2"));
    assert_eq!(list(&mut desk), state("2", false));
    call(&mut desk, "catalogue.retire", json!({ "id": "own" }));
    assert_eq!(list(&mut desk), state("2", true));
    assert_eq!(refused(&mut desk, "catalogue.retire", json!({ "id": "own" })), "no-such-thing");
    // Retired is not searched, and still readable.
    let hits = |desk: &mut _| call(desk, "catalogue.search", json!({ "query": "責任者を定める（2）" }));
    assert!(hits(&mut desk).as_array().unwrap().iter().all(|hit| hit["catalogue"] != "own"));
    assert_eq!(
        call(&mut desk, "catalogue.show", json!({ "id": "own" }))["catalogue"]["catalogue"]["version"],
        "2"
    );
    for wanted in [state("2", false), state("1", false), vec![]] {
        call(&mut desk, "ledger.undo", json!({}));
        assert_eq!(list(&mut desk), wanted);
    }
    for wanted in [state("1", false), state("2", false), state("2", true)] {
        call(&mut desk, "ledger.redo", json!({}));
        assert_eq!(list(&mut desk), wanted);
    }
    call(&mut desk, "ledger.undo", json!({}));
    assert_eq!(hits(&mut desk)[0]["catalogue"], "own");
    let report = call(&mut desk, "ledger.verify", json!({}));
    assert_eq!(report["problem_count"], 0, "{report}");
    assert_eq!(call(&mut desk, "ledger.rebuild", json!({}))["rows"], 0);
    let log = call(&mut desk, "ledger.log", json!({ "kind": "catalogue.install" }));
    assert_eq!(log["lines"][0]["facts"]["title"], "自前のチェックリスト");
    assert!(log["lines"][0]["facts"]["files"].is_number(), "the record tells how many, not what");
}

#[test]
fn one_version_is_one_content_and_a_bad_file_leaves_nothing() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let path = clinic.dir.path().join("own.toml");
    let request = json!({ "path": path });
    fs::write(&path, checklist("1", "責任者を定める")).unwrap();
    call(&mut desk, "catalogue.import", request.clone());
    fs::write(&path, checklist("1", "ほかのこと")).unwrap();
    assert_eq!(refused(&mut desk, "catalogue.import", request.clone()), "pack-differs");
    fs::write(&path, checklist("2", "責任者を定める").replace("practice", "pratice")).unwrap();
    let before = call(&mut desk, "workspace.status", json!({}))["entries"].clone();
    assert_eq!(refused(&mut desk, "catalogue.import", request.clone()), "faulty");
    assert_eq!(call(&mut desk, "workspace.status", json!({}))["entries"], before);
    let said = clinic_says(&clinic, desk, &path);
    assert!(
        said.contains("「pratice」という項目名はありません。「practice」のことではありませんか。"),
        "{said}"
    );
    assert!(said.contains("own.toml:14:1 1 pratice:"), "{said}");
}

fn clinic_says(clinic: &Clinic, mut desk: tenken_core::command::Desk, path: &std::path::Path) -> String {
    desk.sign_out().unwrap();
    let output = clinic.run(&["catalogue", "import", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn every_fault_is_told_at_once_with_its_line() {
    let clinic = Clinic { dir: tempfile::tempdir().unwrap() };
    let path = clinic.dir.path().join("bad.toml");
    let text = r#"[catalogue]
id = "bad one"
title = ""
version = "1"
scale = "stars"

[[profile_questions]]
id = "x"
ask = "x"

[[sections]]
id = "s"
title = "s"

[[sections.controls]]
id = "1"
practice = "a"
grade = "D"
applies_if = ["y"]

[[sections.controls]]
id = "1"
practice = "b"
parent = "nobody"
alternative = { group = "g", by = "size" }

[[sections.controls.clauses]]
text = "{{facility.name}}は{{未完"
"#;
    fs::write(&path, text).unwrap();
    let output = clinic.shell().args(["catalogue", "check", path.to_str().unwrap()]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1));
    for wanted in [
        ":2:1 bad one id: 「bad one」の形が違います",
        ":3:1 bad one title: 「title」が空です",
        ":5:1 bad one scale: 回答の形式「stars」はありません",
        ":18:1 1 grade: 「D」（grade）はどこにもありません",
        ":19:15 1 applies_if: 「y」（profile_question）はどこにもありません",
        ":22:1 1 id: 「1」が二度出てきます",
        ":24:1 1 parent: 「nobody」（control）はどこにもありません",
        ":25:1 1 alternative: 択一「g」の行が一つしかありません",
        ":28:1 1 text: 文例の空欄「facility.name」が、blanks に宣言されていません",
        ":28:1 1 text: 文例の空欄が閉じていません（未完）",
        "10 か所の誤りがあります",
    ] {
        assert!(said.contains(wanted), "{wanted} is not in:\n{said}");
    }
    let circle = text.replace("parent = \"nobody\"", "parent = \"1\"");
    fs::write(&path, circle).unwrap();
    let output = clinic.shell().args(["catalogue", "check", path.to_str().unwrap()]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("「1」の親をたどると、自分に戻ります"), "{said}");
    // Form before rules: wrong types and unknown keys, all of them too.
    fs::write(&path, "[catalogue]\nid = 1\ntitel = \"x\"\n\n[[sections]]\nid = \"s\"\ncontrols = [{ id = \"1\", aspects = [\"soft\"] }]\n")
        .unwrap();
    let output = clinic.shell().args(["catalogue", "check", path.to_str().unwrap()]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    for wanted in [
        ":2:1",
        "値の種類が違います",
        ":3:1",
        "「title」のことではありませんか",
        "「version」がありません",
        "「practice」がありません",
        "「soft」は使えません",
    ] {
        assert!(said.contains(wanted), "{wanted} is not in:\n{said}");
    }
    fs::write(&path, "[catalogue]\nid = x\ntitle = \"x\"\nversion = 1.2.3\n").unwrap();
    let output = clinic.shell().args(["catalogue", "check", path.to_str().unwrap()]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("bad.toml:2:") && said.contains("bad.toml:4:"), "{said}");
}

#[test]
fn packs_travel_as_one_file_with_what_belongs_to_them() {
    let clinic = Clinic::new();
    let folder = clinic.dir.path().join("out");
    let out = folder.to_str().unwrap();
    assert!(
        clinic.run(&["catalogue", "export", "kasama", "--format", "pack", "--folder", out]).status.success()
    );
    let file = folder.join("kasama.tenken-pack");
    let preview = clinic.json(&["catalogue", "import", "--preview", file.to_str().unwrap()]);
    assert_eq!(preview["kind"], "pack");
    assert!(!preview["mappings"].as_array().unwrap().is_empty());
    let imported = clinic.json(&["catalogue", "import", file.to_str().unwrap()]);
    assert_eq!(imported["controls"], 135);
    let listed = clinic.json(&["catalogue", "list"]);
    let kasama = listed.as_array().unwrap().iter().find(|c| c["id"] == "kasama").unwrap();
    assert_eq!(kasama["pack"], "kasama");
    assert!(kasama["mapped"]["fuhyo-5.1"].as_u64().unwrap() > 50);
    // The same file twice is one file.
    assert!(
        clinic.run(&["catalogue", "export", "kasama", "--format", "pack", "--folder", out]).status.success()
    );
    let once = fs::read(&file).unwrap();
    assert!(
        clinic.run(&["catalogue", "export", "kasama", "--format", "pack", "--folder", out]).status.success()
    );
    assert_eq!(once, fs::read(&file).unwrap());
}

#[test]
fn official_wording_lies_beside_ours_and_changes_nothing_of_ours() {
    let clinic = Clinic::new();
    let path = clinic.dir.path().join("official.csv");
    let text = "項目ID,管理事項番号,実施項目,技術的対策,運用的対策\n\
                F1-01,①,理念,,公式の文言その1\n\
                ,③,システム管理者や運用責任者の責務,,公式の文言その2\n\
                ,①,どこにもない項目,,迷子\n";
    fs::write(&path, text).unwrap();
    let before = clinic.json(&["catalogue", "show", "fuhyo-5.1"]);
    let laid = clinic.json(&["catalogue", "overlay", "fuhyo-5.1", path.to_str().unwrap()]);
    assert_eq!(laid["controls"], 2);
    assert_eq!(laid["unmatched"], json!([[4, "どこにもない項目"]]));
    let after = clinic.json(&["catalogue", "show", "fuhyo-5.1"]);
    assert_eq!(before["hash"], after["hash"]);
    assert_eq!(after["official"]["F1-01"]["operational"], "公式の文言その1");
    assert_eq!(after["official"]["F1-13"]["operational"], "公式の文言その2");
    let shown = String::from_utf8_lossy(&clinic.run(&["catalogue", "show", "fuhyo-5.1"]).stdout).into_owned();
    assert!(shown.contains("公式の文言：公式の文言その1"), "{shown}");
    assert!(clinic.run(&["undo"]).status.success());
    assert_eq!(clinic.json(&["catalogue", "show", "fuhyo-5.1"])["official"], json!({}));
    assert_eq!(clinic.run(&["verify"]).status.code(), Some(0));
}

#[test]
fn versions_are_compared_and_answers_know_what_becomes_of_them() {
    let clinic = Clinic { dir: tempfile::tempdir().unwrap() };
    let old = tenken_tests::root().join("checklists/tgp-1.1.toml");
    let new = clinic.dir.path().join("tgp-1.2.toml");
    let text = fs::read_to_string(&old).unwrap();
    let changed = text
        .replace("第1.1版", "第1.2版")
        .replace("id = \"T03-2\"", "id = \"T03-9\"")
        .replace("十分な教育・訓練を行っていますか", "毎年、十分な教育・訓練を行っていますか");
    assert_ne!(changed, text);
    fs::write(&new, changed).unwrap();
    let mut shell = clinic.shell();
    shell.env_remove("TENKEN_WORKSPACE").env_remove("TENKEN_USER");
    let answer = shell.args(["catalogue", "compare", "--json"]).args([&old, &new]).output().unwrap();
    let answer: Value = serde_json::from_slice(&answer.stdout).unwrap();
    assert_eq!(
        answer["counts"],
        json!({
            "same": 106, "added": 0, "removed": 0, "renumbered": 1, "reworded": 1, "regraded": 0
        })
    );
    let row = |id: &str| {
        let rows = answer["rows"].as_array().unwrap();
        rows.iter().find(|row| row["from"]["id"] == id).unwrap().clone()
    };
    assert_eq!((&row("T03-2")["to"]["id"], &row("T03-2")["fate"]), (&json!("T03-9"), &json!("keep")));
    assert_eq!(row("T04-1")["fate"], "review");
    assert_eq!(row("T04-1")["fields"][0]["field"], "question");
}
