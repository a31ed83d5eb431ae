//! The operator's desk: facilities by their cards, packages sealed to a key, what reviewers write down, two who must agree,
//! recommendations with their reports, a folder that both sides see, and all facilities side by side.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;

use serde_json::{Value, json};
use tenken_core::command::{Desk, Progress};
use tenken_core::package::{Package, Unseal};
use tenken_tests::parcels::{self, Facility, Model};
use tenken_tests::side::{ROW, Side, act, at, enrol, receive, sign};
use tenken_tests::{LOGIN, call, refused, root};

fn inbox(desk: &mut Desk) -> Value {
    call(desk, "operator.inbox", Value::Null)["rows"][0].clone()
}

#[test]
fn what_is_sealed_to_a_key_only_its_receiver_opens() {
    let (clinic, operator) = (Side::new(), Side::new());
    // The operator's card is read, compared and enrolled; then it can be sealed to.
    let mut desk = operator.desk(LOGIN);
    let card = operator.clinic.dir.path().join("名刺.tenken");
    call(&mut desk, "submission.card_out", json!({ "path": card }));
    desk.sign_out().unwrap();
    let mut desk = clinic.desk(LOGIN);
    let read = call(&mut desk, "operator.read_card", json!({ "path": card }));
    assert_eq!((&read["known"], &read["revision"]), (&Value::Null, &json!(0)));
    let key = &read["card"];
    let wrong = json!({ "public": key["public"], "enrolled": { "name": "x", "sealing": "age1nonsense" } });
    assert_eq!(refused(&mut desk, "operator.enrol", wrong), "invalid");
    let enrolled = json!({ "name": key["facility"], "sealing": key["sealing"] });
    call(&mut desk, "operator.enrol", json!({ "public": key["public"], "enrolled": enrolled }));
    desk.sign_out().unwrap();
    let (sent, open) = clinic.submit("open.tenken", None);
    let mut desk = clinic.desk(LOGIN);
    let sealed = clinic.clinic.dir.path().join("sealed.tenken");
    let sealing = json!({ "receiver": key["public"] });
    let request = json!({ "id": sent["row"]["id"], "path": sealed, "sealing": sealing });
    let copy = call(&mut desk, "submission.copy_out", request);
    // It is the same package inside its seal.
    assert_eq!(copy["fingerprint"], sent["fingerprint"]);
    let plain = clinic.clinic.dir.path().join("again.tenken");
    call(&mut desk, "submission.copy_out", json!({ "id": sent["row"]["id"], "path": plain }));
    assert_eq!(fs::read(&plain).unwrap(), fs::read(&open).unwrap());
    assert_eq!(refused(&mut desk, "package.verify", json!({ "path": sealed })), "sealed-to-another");
    desk.sign_out().unwrap();
    let mut desk = operator.desk(LOGIN);
    enrol(&mut desk, &clinic.key());
    assert_eq!(receive(&mut desk, &card)["refused"]["code"], "other-package");
    assert_eq!(receive(&mut desk, &sealed)["refused"], Value::Null);
    assert_eq!(inbox(&mut desk)["fingerprint"], sent["fingerprint"]);
    // What lies there is the package as it was signed; its papers are at hand.
    let shown = call(&mut desk, "operator.review", json!({ "fingerprint": sent["fingerprint"] }));
    let names: Vec<&str> =
        shown["parts"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"papers/submission-sheet.pdf"), "{names:?}");
    let out = operator.clinic.dir.path().join("sheet.pdf");
    let request =
        json!({ "fingerprint": sent["fingerprint"], "name": "papers/submission-sheet.pdf", "path": out });
    call(&mut desk, "operator.part_out", request);
    assert!(fs::read(&out).unwrap().starts_with(b"%PDF"));
    assert_eq!(call(&mut desk, "evidence.check", Value::Null)["bad"], json!([]));
}

#[test]
fn its_papers_carry_the_mark_of_what_is_said_and_oscal_says_the_same() {
    let clinic = Side::new();
    let mut desk = clinic.desk(LOGIN);
    let rows = json!([{ "at": { "catalogue": "fuhyo-5.1", "control": "F1-11" }, "base": 0,
        "answer": { "value": "partly", "plan": "掲示を増やす", "planned_date": "2026-12-20" } },
        { "at": { "catalogue": "fuhyo-5.1", "control": "F1-12" }, "base": 0,
        "answer": { "value": "not_applicable", "reason": "行っていない" } }]);
    call(&mut desk, "assessment.answer", json!({ "id": clinic.assessment, "items": rows }));
    desk.sign_out().unwrap();
    let (sent, path) = clinic.submit("a.tenken", None);
    let mut anybody = tenken_tests::nowhere().desk();
    let told = call(&mut anybody, "package.verify", json!({ "path": path }));
    let mut desk = clinic.desk(LOGIN);
    let shown = call(&mut desk, "submission.show", json!({ "id": sent["row"]["id"] }));
    assert_eq!(shown["facts"], told["facts_spoken"]);
    let package = Package::open(&path, Unseal::default(), &Progress::none()).unwrap();
    for paper in ["submission-sheet", "conformance-checklist"] {
        let pdf = package.bytes(&format!("papers/{paper}.pdf")).unwrap();
        let text = text_of(&pdf);
        let mark = told["facts_spoken"].as_str().unwrap();
        assert!(text.contains(mark), "{paper}: {mark} is not on {text}");
    }
    // The code on the sheet says the same to a telephone.
    let sheet = package.bytes("papers/submission-sheet.pdf").unwrap();
    let code = format!("TENKEN:1:{}:{}", told["facts"].as_str().unwrap(), told["signer"].as_str().unwrap());
    let page = tenken_core::evidence::page_as_png(sheet, 200.0).unwrap();
    let picture = image::load_from_memory(&page).unwrap().to_luma8();
    let (wide, high) = (picture.width() as usize, picture.height() as usize);
    #[allow(clippy::cast_possible_truncation)] // A page at 200 dots an inch.
    let grey = |x: usize, y: usize| picture.get_pixel(x as u32, y as u32).0[0];
    let mut seen = rqrr::PreparedImage::prepare_from_greyscale(wide, high, grey);
    let said = seen.detect_grids().first().expect("a code").decode().unwrap().1;
    assert_eq!(said, code);

    for (file, schema) in [
        ("assessment-plan", "assessment-plan"),
        ("assessment-results", "assessment-results"),
        ("plan-of-action-and-milestones", "poam"),
    ] {
        let schema = root().join(format!("tests/fixtures/oscal/{schema}.schema.json"));
        let schema: Value = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
        let schema = jsonschema::validator_for(&schema).unwrap();
        let value: Value = package.json(&format!("oscal/{file}.json")).unwrap();
        let wrong: Vec<String> =
            schema.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).take(5).collect();
        assert!(wrong.is_empty(), "{file}: {wrong:#?}");
    }
    let results: Value = package.json("oscal/assessment-results.json").unwrap();
    let findings = results["assessment-results"]["results"][0]["findings"].as_array().unwrap();
    let of = |control: &str| {
        findings.iter().find(|one| one["target"]["target-id"] == control).unwrap()["props"][1]["value"]
            .clone()
    };
    assert_eq!(findings.len(), 81);
    assert_eq!(
        [of(ROW), of("F1-11"), of("F1-12"), of("F1-13")],
        ["conforms", "partly", "not_applicable", "open"]
    );
    let plan: Value = package.json("oscal/plan-of-action-and-milestones.json").unwrap();
    let risk = &plan["plan-of-action-and-milestones"]["risks"][0];
    assert_eq!(risk["deadline"], "2026-12-20T00:00:00+09:00");
}

/// Every character of a PDF, by its own tables.
fn text_of(pdf: &[u8]) -> String {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    pages.iter().map(|page| document.extract_text(&[*page]).unwrap()).collect()
}

#[test]
fn what_a_reviewer_writes_down_stays_and_two_must_agree() {
    let (clinic, operator) = (Side::new(), Side::new());
    let (sent, path) = clinic.submit("a.tenken", None);
    let mut desk = operator.desk(LOGIN);
    let people = call(&mut desk, "people.list", Value::Null);
    let other = people.as_array().unwrap().iter().find(|one| one["login"] == "kanri").unwrap();
    let roles = json!({ "id": other["id"], "base": other["revision"], "roles": ["operator"] });
    call(&mut desk, "people.set_roles", roles);
    let settings = json!({ "four_eyes": true, "checklist": ["署名がそろっている"], "mask_below": 5, "expected_by": "11-30" });
    call(&mut desk, "operator.set_desk", json!({ "base": 0, "settings": settings }));
    let wrong = json!({ "four_eyes": true, "checklist": [], "mask_below": 5, "expected_by": "13-40" });
    let revision = call(&mut desk, "operator.desk", Value::Null)["revision"].clone();
    assert_eq!(
        refused(&mut desk, "operator.set_desk", json!({ "base": revision, "settings": wrong })),
        "invalid"
    );
    enrol(&mut desk, &clinic.key());
    receive(&mut desk, &path);
    let row = inbox(&mut desk);
    let review = json!({ "comments": [{ "at": at(), "text": "写真がありません" }], "checked": ["署名がそろっている"],
        "note": "電話で確かめた", "letter": "" });
    let request = json!({ "fingerprint": row["fingerprint"], "base": row["revision"], "review": review });
    let row = call(&mut desk, "operator.set_review", request.clone())["row"].clone();
    assert_eq!(row["review"]["comments"][0]["text"], "写真がありません");
    // Somebody else wrote meanwhile.
    assert_eq!(refused(&mut desk, "operator.set_review", request), "conflict");
    call(&mut desk, "ledger.undo", Value::Null);
    assert_eq!(inbox(&mut desk)["review"], Value::Null);
    call(&mut desk, "ledger.redo", Value::Null);
    let row = inbox(&mut desk);
    let about = json!({ "catalogue": "fuhyo-5.1", "control": "X" });
    let strange = json!({ "fingerprint": row["fingerprint"], "base": row["revision"],
        "review": { "comments": [{ "at": about, "text": "x" }], "checked": [], "note": "", "letter": "" } });
    assert_eq!(refused(&mut desk, "operator.set_review", strange), "no-such-thing");
    let decide = json!({ "fingerprint": row["fingerprint"], "base": row["revision"], "verdict": "conditional", "letter": "年内に写真を。",
        "comments": row["review"]["comments"], "due": "2026-12-25" });
    let row = call(&mut desk, "operator.decide", decide)["row"].clone();
    assert_eq!(
        (&row["decision"], &row["proposed"]["decision"]["verdict"]),
        (&Value::Null, &json!("conditional"))
    );
    let out = operator.clinic.dir.path().join("d.tenken");
    let early = json!({ "fingerprint": row["fingerprint"], "path": out });
    assert_eq!(refused(&mut desk, "operator.decision_out", early.clone()), "required");
    // Not by whoever proposed it.
    let confirm = json!({ "fingerprint": row["fingerprint"], "base": row["revision"] });
    assert_eq!(refused(&mut desk, "operator.confirm", confirm.clone()), "own-proposal");
    desk.sign_out().unwrap();
    let mut desk = operator.desk("kanri");
    let mut declined = confirm.clone();
    declined["declined"] = json!("");
    assert_eq!(refused(&mut desk, "operator.confirm", declined.clone()), "required");
    declined["declined"] = json!("期限が短すぎる");
    let row = call(&mut desk, "operator.confirm", declined)["row"].clone();
    assert_eq!((&row["decision"], &row["proposed"]), (&Value::Null, &Value::Null));
    let decide = json!({ "fingerprint": row["fingerprint"], "base": row["revision"], "verdict": "approved" });
    call(&mut desk, "operator.decide", decide);
    desk.sign_out().unwrap();
    let mut desk = operator.desk(LOGIN);
    let row = inbox(&mut desk);
    let confirm = json!({ "fingerprint": row["fingerprint"], "base": row["revision"] });
    let row = call(&mut desk, "operator.confirm", confirm)["row"].clone();
    assert_eq!(
        (&row["decision"]["by_name"], &row["decision"]["confirmed_by"]),
        (&json!("点検 花子"), &json!("山田 花子"))
    );
    call(&mut desk, "operator.decision_out", early);
    // The letter that goes with it.
    let paper =
        json!({ "id": "decision-letter", "handed": { "decision": { "fingerprint": sent["fingerprint"] } } });
    let seen = call(&mut desk, "document.preview", json!({ "paper": paper, "from": 0, "count": 1 }));
    assert_eq!(seen["missing"], json!([]));
    assert!(seen["title"].as_str().unwrap().contains("承認"));
    assert_eq!(call(&mut desk, "ledger.verify", Value::Null)["problems"], json!([]));
}

#[test]
fn a_recommendation_is_answered_with_a_report() {
    let (clinic, operator) = (Side::new(), Side::new());
    let key = clinic.key();
    let mut desk = operator.desk(LOGIN);
    enrol(&mut desk, &key);
    let request = json!({ "public": key["public"], "subject": "鍵の管理", "fact": "貸出簿がない", "basis": "第24条第1項",
        "contents": "貸出簿を備える", "due": "2026-12-20" });
    let id = call(&mut desk, "operator.recommend", request)["id"].clone();
    let path = operator.clinic.dir.path().join("勧告.tenken");
    call(&mut desk, "operator.recommendation_out", json!({ "id": id, "path": path }));
    let paper = json!({ "id": "recommendation", "handed": { "recommendation": { "id": id } } });
    call(&mut desk, "document.preview", json!({ "paper": paper, "from": 0, "count": 1 }));
    desk.sign_out().unwrap();
    let operator_key = operator.key();
    let stranger = Side::new();
    let mut desk = stranger.desk(LOGIN);
    enrol(&mut desk, &operator_key);
    assert_eq!(refused(&mut desk, "submission.take_in", json!({ "path": path })), "not-about-us");
    desk.sign_out().unwrap();
    let mut desk = clinic.desk(LOGIN);
    assert_eq!(refused(&mut desk, "submission.take_in", json!({ "path": path })), "not-enrolled");
    enrol(&mut desk, &operator_key);
    let finding = call(&mut desk, "submission.take_in", json!({ "path": path }))["finding"].clone();
    let again = call(&mut desk, "submission.take_in", json!({ "path": path }));
    assert_eq!((&again["finding"], &again["outcome"]), (&finding, &Value::Null));
    let shown = call(&mut desk, "finding.show", json!({ "id": finding }));
    assert_eq!(
        (&shown["row"]["finding"]["title"], &shown["row"]["due"]),
        (&json!("鍵の管理"), &json!("2026-12-20"))
    );
    let correction =
        json!({ "cause": "定めがなかった", "correction": "貸出簿を置いた", "done_on": "2026-11-21" });
    let request = json!({ "id": finding, "base": shown["row"]["revision"], "correction": correction });
    call(&mut desk, "finding.correct", request);
    let seats = json!([{ "title": "院長", "person": clinic.director, "name": "山田 花子" }]);
    let submission = json!({ "kind": "corrective", "title": "是正報告", "fiscal_year": 2026, "to": "見本市医師会", "finding": finding,
        "seats": seats });
    let row = call(&mut desk, "submission.draft", json!({ "submission": submission }))["row"].clone();
    let row = act(&mut desk, "submission.freeze", &row);
    let row = sign(&mut desk, &row);
    let report = clinic.clinic.dir.path().join("是正.tenken");
    let send = json!({ "id": row["id"], "base": row["revision"], "path": report });
    call(&mut desk, "submission.send", send);
    desk.sign_out().unwrap();
    let mut desk = operator.desk(LOGIN);
    receive(&mut desk, &report);
    let row = inbox(&mut desk);
    assert_eq!((&row["kind"], &row["answers"]), (&json!("corrective"), &id));
    let shown = call(&mut desk, "operator.review", json!({ "fingerprint": row["fingerprint"] }));
    assert!(shown["snapshot"]["records"][0].to_string().contains("貸出簿を置いた"));
    let open = call(&mut desk, "operator.recommendations", Value::Null)[0].clone();
    assert_eq!((&open["answered"], &open["closed"]), (&row["fingerprint"], &json!(false)));
    let approve =
        json!({ "fingerprint": row["fingerprint"], "base": row["revision"], "verdict": "approved" });
    call(&mut desk, "operator.decide", approve);
    assert_eq!(call(&mut desk, "operator.recommendations", Value::Null)[0]["closed"], true);
    assert_eq!(call(&mut desk, "ledger.verify", Value::Null)["problems"], json!([]));
}

#[test]
fn every_kind_that_is_a_file_here_can_be_handed_in() {
    let clinic = Side::new();
    let mut desk = clinic.desk(LOGIN);
    let kinds = call(&mut desk, "submission.kinds", Value::Null);
    let seats = json!([{ "title": "院長", "person": clinic.director, "name": "山田 花子" }]);
    let registers = call(&mut desk, "register.list", Value::Null);
    let mut tried = 0;
    for kind in kinds.as_array().unwrap().iter().filter(|kind| kind["about"] == "records") {
        let register = &kind["register"];
        let all = registers.as_array().unwrap().iter();
        let definition = all.map(|one| &one["register"]).find(|one| one["id"] == *register).unwrap();
        let mut given = serde_json::Map::new();
        for field in definition["fields"].as_array().unwrap().iter().filter(|one| one["required"] == true) {
            let value = match field["type"].as_str().unwrap() {
                "date" => json!("2026-11-20"),
                "date_time" => json!("2026-11-20T09:00"),
                "time" => json!("09:00"),
                "period" => json!("2026-11-20/2026-11-27"),
                "choice" => field["options"][0]["id"].clone(),
                "choices" => json!([field["options"][0]["id"]]),
                "number" => json!(1),
                "check" => json!(true),
                _ => json!("山田 花子"),
            };
            given.insert(field["id"].as_str().unwrap().to_owned(), value);
        }
        let request = json!({ "register": register, "items": [{ "fields": given }] });
        let record = call(&mut desk, "register.write", request)["records"][0]["id"].clone();
        let submission = json!({ "kind": kind["id"], "title": kind["name"], "fiscal_year": 2026, "to": "見本市医師会",
            "records": [record], "seats": seats });
        let mut none = submission.clone();
        none["records"] = json!([]);
        assert_eq!(refused(&mut desk, "submission.draft", json!({ "submission": none })), "required");
        let row = call(&mut desk, "submission.draft", json!({ "submission": submission }))["row"].clone();
        let row = act(&mut desk, "submission.freeze", &row);
        let shown = call(&mut desk, "submission.show", json!({ "id": row["id"] }));
        assert!(!shown["snapshot"]["records"][0]["fields"].as_array().unwrap().is_empty(), "{kind}");
        assert_eq!(shown["snapshot"]["papers"].as_array().unwrap().len(), 2, "{kind}");
        tried += 1;
    }
    assert_eq!(tried, 6);
}

#[test]
fn a_folder_that_both_see_carries_everything() {
    let (clinic, operator) = (Side::new(), Side::new());
    let shared = tempfile::tempdir().unwrap();
    let (key, operator_key) = (clinic.key(), operator.key());
    let mut desk = operator.desk(LOGIN);
    let nowhere = json!({ "path": shared.path().join("none") });
    assert_eq!(refused(&mut desk, "exchange.set", nowhere), "io");
    call(&mut desk, "exchange.set", json!({ "path": shared.path() }));
    let (_, path) = clinic.submit("1.tenken", None);
    fs::copy(&path, shared.path().join("1.tenken")).unwrap();
    fs::write(shared.path().join("memo.tenken"), b"nothing").unwrap();
    // From a stranger it is told, and looked at again once the stranger is known.
    let done = call(&mut desk, "exchange.run", Value::Null);
    assert_eq!(done["received"][0]["refused"]["code"], "not-enrolled");
    enrol(&mut desk, &key);
    let done = call(&mut desk, "exchange.run", Value::Null);
    assert_eq!(
        (done["received"].as_array().unwrap().len(), &done["received"][0]["refused"]),
        (1, &Value::Null)
    );
    // That it arrived is laid there at once, and the clinic knows.
    assert_eq!(done["put"].as_array().unwrap().len(), 1);
    assert_eq!(call(&mut desk, "exchange.run", Value::Null)["received"], json!([]));
    desk.sign_out().unwrap();
    let mut desk = clinic.desk(LOGIN);
    enrol(&mut desk, &operator_key);
    call(&mut desk, "exchange.set", json!({ "path": shared.path() }));
    call(&mut desk, "exchange.run", Value::Null);
    assert_eq!(call(&mut desk, "submission.list", Value::Null)[0]["state"], "received");
    assert_eq!(call(&mut desk, "exchange.run", Value::Null)["answered"], json!([]));
    desk.sign_out().unwrap();
    let mut desk = operator.desk(LOGIN);
    let row = inbox(&mut desk);
    let decide = json!({ "fingerprint": row["fingerprint"], "base": row["revision"], "verdict": "approved" });
    call(&mut desk, "operator.decide", decide);
    let done = call(&mut desk, "exchange.run", Value::Null);
    assert_eq!(done["put"].as_array().unwrap().len(), 1);
    assert_eq!(call(&mut desk, "exchange.run", Value::Null)["put"], json!([]));
    desk.sign_out().unwrap();
    let mut desk = clinic.desk(LOGIN);
    let done = call(&mut desk, "exchange.run", Value::Null);
    assert_eq!((done["answered"].as_array().unwrap().len(), &done["received"]), (1, &json!([])));
    let all = call(&mut desk, "submission.list", Value::Null);
    assert_eq!(all[0]["state"], "approved");
    assert_eq!(call(&mut desk, "exchange.run", Value::Null)["answered"], json!([]));
}

#[test]
fn all_stand_side_by_side_and_small_groups_are_masked_outside() {
    let (clinic, operator) = (Side::new(), Side::new());
    let (_, path) = clinic.submit("m.tenken", None);
    let model = Model::of(&path);
    let mut all: Vec<Facility> = (0..12).map(Facility::new).collect();
    let folder = tempfile::tempdir().unwrap();
    let mut desk = operator.desk(LOGIN);
    parcels::enrol(&mut desk, &all);
    for (at, one) in all.iter_mut().enumerate().take(10) {
        model.send(one, 2025, 10, folder.path());
        model.send(one, 2026, if at < 5 { 0 } else { 5 }, folder.path());
    }
    let settings = json!({ "four_eyes": false, "checklist": [], "mask_below": 3, "expected_by": "06-30" });
    call(&mut desk, "operator.set_desk", json!({ "base": 0, "settings": settings }));
    let told = call(&mut desk, "operator.receive", json!({ "paths": [folder.path()] }));
    assert!(told.as_array().unwrap().iter().all(|one| one["refused"].is_null()), "{told}");
    let shown = call(&mut desk, "operator.portfolio", Value::Null);
    assert_eq!(
        (&shown["fiscal_year"], &shown["enrolled"], &shown["received"]),
        (&json!(2026), &json!(12), &json!(10))
    );
    assert_eq!((&shown["late"], &shown["waiting"], &shown["approved"]), (&json!(2), &json!(10), &json!(0)));
    // Of 81 rows, 17 do not hold where every fifth fails: 5 × 81 and 5 × 64 of 810.
    assert_eq!(shown["rate"], (5 * 81 + 5 * 64) * 100 / 810);
    assert_eq!(shown["years"][0]["rate"], 72 * 100 / 81);
    assert_eq!(shown["facilities"].as_array().unwrap().len(), 12);
    assert_eq!((&shown["facilities"][0]["rate"], &shown["facilities"][9]["rate"]), (&json!(100), &json!(79)));
    assert_eq!(shown["weakest"][0]["rate"], 50);
    assert_eq!(shown["weakest"].as_array().unwrap().len(), 17);
    let cells: u64 = shown["facilities"][9]["cells"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["fails"].as_u64().unwrap())
        .sum();
    assert_eq!(cells, 17);
    let weakest = call(&mut desk, "operator.portfolio", json!({ "weakest_first": true, "count": 1 }));
    assert_eq!(weakest["facilities"][0]["rate"], 79);
    let one = call(&mut desk, "operator.portfolio", json!({ "district": "地区1", "kind": "pharmacy" }));
    assert_eq!(one["enrolled"], 1);
    // Outside nobody is named. Two districts sent 2 each and are masked; the others sent 3.
    let masked = call(&mut desk, "operator.portfolio", json!({ "masked": true }));
    assert_eq!((&masked["facilities"], &masked["late_ones"]), (&json!([]), &json!([])));
    let districts: Vec<(bool, &Value)> = masked["groups"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["by"] == "district")
        .map(|one| (one["masked"] == true, &one["rate"]))
        .collect();
    assert_eq!(districts.iter().filter(|one| one.0).count(), 2);
    assert!(districts.iter().all(|one| one.0 == one.1.is_null()));
    assert!(!masked.to_string().contains("参加機関0"), "{masked}");
    // Nobody is found by narrowing it, and of too few nothing is said at all.
    let narrowed = call(&mut desk, "operator.portfolio", json!({ "masked": true, "district": "地区2" }));
    assert_eq!((&narrowed["enrolled"], &narrowed["rate"]), (&masked["enrolled"], &masked["rate"]));
    let base = call(&mut desk, "operator.desk", Value::Null)["revision"].clone();
    let settings = json!({ "four_eyes": false, "checklist": [], "mask_below": 11, "expected_by": "06-30" });
    call(&mut desk, "operator.set_desk", json!({ "base": base, "settings": settings }));
    let few = call(&mut desk, "operator.portfolio", json!({ "masked": true }));
    assert_eq!((&few["rate"], &few["weakest"]), (&Value::Null, &json!([])));
    for (name, masked) in [("a.xlsx", false), ("a.csv", false), ("b.csv", true)] {
        let out = operator.clinic.dir.path().join(name);
        let request = json!({ "filter": { "masked": masked }, "path": out });
        call(&mut desk, "operator.portfolio_out", request);
    }
    let open = fs::read_to_string(operator.clinic.dir.path().join("a.csv")).unwrap();
    assert_eq!((open.lines().count(), open.contains("参加機関00003")), (13, true));
    let closed = fs::read_to_string(operator.clinic.dir.path().join("b.csv")).unwrap();
    assert!(!closed.contains("参加機関0") && closed.contains("少数のため"));
    let paper =
        json!({ "id": "portfolio-summary", "handed": { "portfolio": { "filter": { "masked": true } } } });
    let seen = call(&mut desk, "document.preview", json!({ "paper": paper, "from": 0, "count": 3 }));
    assert_eq!(seen["missing"], json!([]));
}

#[test]
fn what_is_refused_takes_nothing_from_the_others() {
    let (clinic, operator) = (Side::new(), Side::new());
    let (_, path) = clinic.submit("m.tenken", None);
    let model = Model::of(&path);
    let mut all: Vec<Facility> = (0..12).map(Facility::new).collect();
    let folder = tempfile::tempdir().unwrap();
    let mut desk = operator.desk(LOGIN);
    parcels::enrol(&mut desk, &all);
    for (at, one) in all.iter_mut().enumerate() {
        let first = model.send(one, 2026, 0, folder.path());
        // Of most the first one has not come yet: the second is refused, with the rows that all of them share.
        if at % 4 != 0 {
            fs::remove_file(first).unwrap();
            model.send(one, 2026, 0, folder.path());
        }
    }
    let told = call(&mut desk, "operator.receive", json!({ "paths": [folder.path()] }));
    let refused =
        told.as_array().unwrap().iter().filter(|one| one["refused"]["code"] == "package-gap").count();
    assert_eq!((told.as_array().unwrap().len(), refused), (12, 9));
    let shown = call(&mut desk, "operator.portfolio", Value::Null);
    assert_eq!((&shown["received"], &shown["rate"]), (&json!(3), &json!(100)));
}
