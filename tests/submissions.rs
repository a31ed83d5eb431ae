//! Two workspaces, two people, one stick: a checklist is frozen, signed in order and sent; the operator receives it, returns it;
//! it is mended, sent again and approved; and each can prove to the other what was said when.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;

use serde_json::{Value, json};
use tenken_core::calendar::{Clock as _, SystemClock};
use tenken_core::command::Desk;
use tenken_tests::side::{ROW, Side, act, at, enrol, receive, sign};
use tenken_tests::{LOGIN, PASSWORD, call, refused};

#[test]
fn a_checklist_travels_is_returned_mended_and_approved() {
    let (clinic, operator) = (Side::new(), Side::new());
    let (sent, path) = clinic.submit("提出1.tenken", None);
    assert_eq!((&sent["row"]["state"], &sent["row"]["number"]), (&json!("sent"), &json!("提出-2026-1")));
    // Anybody may ask whether it is what was made.
    let mut anybody = tenken_tests::nowhere().desk();
    let told = call(&mut anybody, "package.verify", json!({ "path": path }));
    assert_eq!((&told["fingerprint"], &told["chain"]), (&sent["fingerprint"], &json!(1)));
    let parts: Vec<&str> =
        told["parts"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    let papers = ["papers/submission-sheet.pdf", "papers/conformance-checklist.pdf"];
    let oscal = ["oscal/assessment-plan.json", "oscal/assessment-results.json"];
    assert_eq!((parts[0], &parts[1..3], &parts[3..5]), ("submission.json", &oscal[..], &papers[..]));
    assert!(parts[5].starts_with("files/"));

    // A stranger's is not taken; once its key is enrolled it is, and twice is once.
    let mut desk = operator.desk(LOGIN);
    assert_eq!(receive(&mut desk, &path)["refused"]["code"], "not-enrolled");
    enrol(&mut desk, &clinic.key());
    let taken = receive(&mut desk, &path);
    assert_eq!((&taken["known"], &taken["facility"]), (&json!(false), &json!("さくら診療所")));
    assert_eq!(receive(&mut desk, &path)["known"], true);
    let fingerprint = &sent["fingerprint"];
    let shown = call(&mut desk, "operator.review", json!({ "fingerprint": fingerprint }));
    let rows = shown["snapshot"]["catalogues"][0]["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 81);
    let row = rows.iter().find(|one| one["at"] == at()).unwrap();
    assert_eq!((&row["mark"], &row["proofs"][0]["title"]), (&json!("〇"), &json!("掲示")));
    // Whoever returns says why.
    let mut decision =
        json!({ "fingerprint": fingerprint, "base": shown["row"]["revision"], "verdict": "returned" });
    assert_eq!(refused(&mut desk, "operator.decide", decision.clone()), "required");
    decision["letter"] = json!("窓口の掲示の写真を添えてください。");
    decision["comments"] = json!([{ "at": at(), "text": "写真がありません" }]);
    call(&mut desk, "operator.decide", decision.clone());
    decision["base"] = call(&mut desk, "operator.inbox", Value::Null)["rows"][0]["revision"].clone();
    assert_eq!(refused(&mut desk, "operator.decide", decision), "wrong-state");
    let back = operator.clinic.dir.path().join("判断1.tenken");
    call(&mut desk, "operator.decision_out", json!({ "fingerprint": fingerprint, "path": back }));
    desk.sign_out().unwrap();
    let operator_key = operator.key();

    // The clinic believes only whom it knows; then it sees what was said, and mends it.
    let mut desk = clinic.desk(LOGIN);
    assert_eq!(refused(&mut desk, "submission.take_in", json!({ "path": back })), "not-enrolled");
    enrol(&mut desk, &operator_key);
    let row = call(&mut desk, "submission.take_in", json!({ "path": back }))["row"].clone();
    assert_eq!(row["state"], "returned");
    let last = row["steps"].as_array().unwrap().last().unwrap();
    assert_eq!(last["decision"]["comments"][0]["text"], "写真がありません");
    let shown = call(&mut desk, "assessment.show", json!({ "id": clinic.assessment }));
    let base = shown["answers"][0]["revision"].clone();
    let items = json!([{ "at": at(), "base": base, "answer": { "value": "conforms", "note": "受付に掲示（写真あり）" } }]);
    call(&mut desk, "assessment.answer", json!({ "id": clinic.assessment, "items": items }));
    desk.sign_out().unwrap();
    let (again, path) = clinic.submit("提出2.tenken", Some(&row["id"]));
    assert_eq!(again["row"]["number"], "提出-2026-2");
    let mut desk = clinic.desk(LOGIN);
    let shown = call(&mut desk, "submission.show", json!({ "id": again["row"]["id"] }));
    let changed: Vec<&Value> =
        shown["differences"].as_array().unwrap().iter().map(|one| &one["at"]["control"]).collect();
    assert_eq!(changed, [&json!(ROW)]);
    // What was sent before stays as it was.
    let first = call(&mut desk, "submission.show", json!({ "id": row["id"] }));
    let text = first["snapshot"].to_string();
    assert!(text.contains("受付に掲示") && !text.contains("写真あり"));
    desk.sign_out().unwrap();

    let mut desk = operator.desk(LOGIN);
    receive(&mut desk, &path);
    let shown = call(&mut desk, "operator.review", json!({ "fingerprint": again["fingerprint"] }));
    assert_eq!(shown["before"]["fingerprint"], *fingerprint);
    assert_eq!(shown["differences"].as_array().unwrap().len(), 1);
    let approve = json!({ "fingerprint": again["fingerprint"], "base": shown["row"]["revision"], "verdict": "approved" });
    call(&mut desk, "operator.decide", approve);
    let back = operator.clinic.dir.path().join("判断2.tenken");
    call(&mut desk, "operator.decision_out", json!({ "fingerprint": again["fingerprint"], "path": back }));
    assert_eq!(call(&mut desk, "ledger.verify", Value::Null)["problems"], json!([]));
    desk.sign_out().unwrap();
    let mut desk = clinic.desk(LOGIN);
    let row = call(&mut desk, "submission.take_in", json!({ "path": back }))["row"].clone();
    assert_eq!(row["state"], "approved");
    // The operator's signature stands for the head of the clinic's own record.
    let said = &row["steps"].as_array().unwrap().last().unwrap()["decision"];
    let snapshot = call(&mut desk, "submission.show", json!({ "id": row["id"] }))["snapshot"].clone();
    assert_eq!((&said["head"], &said["about"]), (&snapshot["head"], &again["fingerprint"]));
    // Twice is once.
    assert_eq!(call(&mut desk, "submission.take_in", json!({ "path": back }))["outcome"], Value::Null);
    assert_eq!(call(&mut desk, "ledger.verify", Value::Null)["problems"], json!([]));
}

#[test]
fn it_is_signed_in_order_with_a_password_and_not_sent_before() {
    let clinic = Side::new();
    let mut desk = clinic.desk(LOGIN);
    let row = clinic.draft(&mut desk, None);
    let row = act(&mut desk, "submission.freeze", &row);
    // The director signs last.
    let request = json!({ "id": row["id"], "base": row["revision"], "password": PASSWORD });
    assert_eq!(refused(&mut desk, "submission.sign", request), "not-your-turn");
    let path = clinic.clinic.dir.path().join("x.tenken");
    let send = json!({ "id": row["id"], "base": row["revision"], "path": path });
    assert_eq!(refused(&mut desk, "submission.send", send), "not-your-turn");
    assert!(!path.exists(), "nothing is left behind");
    desk.sign_out().unwrap();
    let mut desk = clinic.desk("kanri");
    let wrong = json!({ "id": row["id"], "base": row["revision"], "password": "Wrong-12345" });
    assert_eq!(refused(&mut desk, "submission.sign", wrong), "wrong-password");
    let row = sign(&mut desk, &row);
    assert_eq!(row["next"]["title"], "院長");
    // Back to the draft with a reason: whoever signed signs again.
    let bare = json!({ "id": row["id"], "base": row["revision"] });
    assert_eq!(refused(&mut desk, "submission.thaw", bare), "required");
    let thaw = json!({ "id": row["id"], "base": row["revision"], "reason": "備考を直す" });
    let row = call(&mut desk, "submission.thaw", thaw)["row"].clone();
    assert_eq!((&row["state"], &row["next"]), (&json!("draft"), &Value::Null));
    let row = act(&mut desk, "submission.freeze", &row);
    assert_eq!(row["next"]["title"], "運用管理責任者");
    // Formal acts are followed, never undone; nor are the papers that were made with them.
    assert_eq!(refused(&mut desk, "ledger.undo", Value::Null), "nothing-to-undo");
    let shown = call(&mut desk, "submission.show", json!({ "id": row["id"] }));
    assert_eq!(shown["row"]["state"], "frozen");
    assert!(shown["snapshot"].is_object());
}

#[test]
fn proofs_are_chosen_one_by_one_and_keep_their_names() {
    let (clinic, operator) = (Side::new(), Side::new());
    let mut desk = clinic.desk("kanri");
    let other = clinic.clinic.dir.path().join("入館記録.txt");
    fs::write(&other, "2026-11-20 09:00").unwrap();
    let uses = json!([{ "control": { "assessment": clinic.assessment, "at": at() } }]);
    call(&mut desk, "evidence.add", json!({ "paths": [other], "uses": uses }));
    let row = clinic.draft(&mut desk, None);
    let row = act(&mut desk, "submission.freeze", &row);
    let row = sign(&mut desk, &row);
    desk.sign_out().unwrap();
    let mut desk = clinic.desk(LOGIN);
    let row = sign(&mut desk, &row);
    let shown = call(&mut desk, "submission.show", json!({ "id": row["id"] }));
    let rows = shown["snapshot"]["catalogues"][0]["rows"].as_array().unwrap();
    let proofs = &rows.iter().find(|one| one["at"] == at()).unwrap()["proofs"];
    let of = |title: &str| proofs.as_array().unwrap().iter().find(|one| one["title"] == title).unwrap();
    assert_eq!(
        (&of("入館記録")["names"], &of("掲示")["names"]),
        (&json!(["入館記録.txt"]), &json!(["掲示.txt"]))
    );
    let path = clinic.clinic.dir.path().join("x.tenken");
    let mut request = json!({ "id": row["id"], "base": row["revision"], "path": path });
    // What nobody signed does not travel with it.
    request["proofs"] = json!({ "chosen": ["0".repeat(64)] });
    assert_eq!(refused(&mut desk, "submission.send", request.clone()), "no-such-thing");
    assert!(!path.exists());
    let chosen = &of("入館記録")["sha256"];
    request["proofs"] = json!({ "chosen": chosen });
    call(&mut desk, "submission.send", request);
    desk.sign_out().unwrap();
    let mut desk = operator.desk(LOGIN);
    enrol(&mut desk, &clinic.key());
    let taken = receive(&mut desk, &path);
    let shown = call(&mut desk, "operator.review", json!({ "fingerprint": taken["fingerprint"] }));
    let files: Vec<&Value> = shown["parts"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["name"].as_str().unwrap().starts_with("files/"))
        .collect();
    let [file] = files.as_slice() else { panic!("{files:?}") };
    assert_eq!((&file["sha256"], &file["title"]), (&chosen[0], &json!("入館記録.txt")));
}

#[test]
fn the_day_to_hand_it_in_is_told_until_it_is_sent() {
    let clinic = Side::new();
    let mut desk = clinic.desk("kanri");
    let row = clinic.draft(&mut desk, None);
    let mut submission = row["submission"].clone();
    let day = SystemClock.now().day().plus_days(20);
    submission["due"] = json!(day);
    let request = json!({ "id": row["id"], "base": row["revision"], "submission": submission });
    let row = call(&mut desk, "submission.draft", request)["row"].clone();
    let told = |desk: &mut Desk| -> Vec<Value> {
        let home = call(desk, "home.show", Value::Null);
        let due = home["due"].as_array().unwrap().iter().filter(|one| one["kind"] == "submission");
        due.map(|one| json!([one["about"], one["day"]])).collect()
    };
    assert_eq!(told(&mut desk), [json!(["hand_in", day])]);
    let row = act(&mut desk, "submission.freeze", &row);
    assert!(told(&mut desk).contains(&json!(["hand_in", day])));
    let row = sign(&mut desk, &row);
    desk.sign_out().unwrap();
    let mut desk = clinic.desk(LOGIN);
    let row = sign(&mut desk, &row);
    let path = clinic.clinic.dir.path().join("x.tenken");
    call(&mut desk, "submission.send", json!({ "id": row["id"], "base": row["revision"], "path": path }));
    assert_eq!(told(&mut desk), [] as [Value; 0]);
}

#[test]
fn gaps_forks_and_every_altered_byte_are_refused_by_name() {
    let (clinic, operator) = (Side::new(), Side::new());
    let (_, first) = clinic.submit("1.tenken", None);
    let twin = Side {
        clinic: clinic.clinic.twin(),
        manager: clinic.manager.clone(),
        director: clinic.director.clone(),
        assessment: clinic.assessment.clone(),
    };
    let (_, second) = clinic.submit("2.tenken", None);
    let (_, fork) = twin.submit("2b.tenken", None);
    let mut desk = operator.desk(LOGIN);
    enrol(&mut desk, &clinic.key());
    assert_eq!(receive(&mut desk, &second)["refused"]["code"], "package-gap");
    assert_eq!(receive(&mut desk, &first)["refused"], Value::Null);
    assert_eq!(receive(&mut desk, &second)["refused"], Value::Null);
    // The same place, from an old copy of the folder.
    assert_eq!(receive(&mut desk, &fork)["refused"]["code"], "package-forked");
    let whole = fs::read(&first).unwrap();
    let altered = operator.clinic.dir.path().join("altered.tenken");
    let step = if tenken_tests::long() { 1 } else { 1_009 };
    for place in (0..whole.len()).step_by(step) {
        let mut bytes = whole.clone();
        bytes[place] ^= 1;
        fs::write(&altered, bytes).unwrap();
        let code = receive(&mut desk, &altered)["refused"]["code"].clone();
        assert!(
            ["package-altered", "not-a-package", "package-newer"].contains(&code.as_str().unwrap()),
            "{place}: {code}"
        );
    }
    assert_eq!(call(&mut desk, "operator.inbox", Value::Null)["total"], 2);
    // In whatever order they come together, they are taken in theirs.
    let other = Side::new();
    let mut desk = other.desk(LOGIN);
    enrol(&mut desk, &clinic.key());
    let all = call(&mut desk, "operator.receive", json!({ "paths": [second, altered, first] }));
    let refusals = all.as_array().unwrap().iter().filter(|one| !one["refused"].is_null()).count();
    assert_eq!(refusals, 1);
    assert_eq!(call(&mut desk, "operator.inbox", Value::Null)["total"], 2);
}

#[test]
fn who_is_enrolled_stands_in_the_register() {
    let operator = Side::new();
    let mut desk = operator.desk(LOGIN);
    let key = |letter: &str| letter.repeat(64);
    let fields = json!({ "facility_name": "みなと 薬局", "applied_on": "2026-04-01" });
    let line = call(
        &mut desk,
        "register.write",
        json!({ "register": "member_facility", "items": [{ "fields": fields }] }),
    )["records"][0]
        .clone();
    let request = |name: &str, letter: &str, record: &Value| json!({ "public": key(letter), "enrolled": { "name": name, "kind": "pharmacy", "record": record } });
    let row = |desk: &mut Desk, letter: &str| {
        let all = call(desk, "operator.enrolled", Value::Null);
        all.as_array().unwrap().iter().find(|one| one["public"] == key(letter)).unwrap().clone()
    };
    // It is offered by its name however that is written, linked when somebody says so, and then offered to nobody else.
    call(&mut desk, "operator.enrol", request("みなと薬局", "a", &Value::Null));
    let found = row(&mut desk, "a");
    assert_eq!((&found["line"], &found["alike"]["id"]), (&Value::Null, &line["id"]));
    let mut tied = request("みなと薬局", "a", &line["id"]);
    tied["base"] = found["revision"].clone();
    call(&mut desk, "operator.enrol", tied);
    let found = row(&mut desk, "a");
    assert_eq!((&found["line"]["id"], &found["line"]["state"]), (&line["id"], &json!("申請中")));
    call(&mut desk, "operator.enrol", request("みなと薬局", "b", &Value::Null));
    assert_eq!(row(&mut desk, "b")["alike"], Value::Null);
    // A line is written together with the enrolment, and both or neither.
    let mut new = request("やまて病院", "c", &Value::Null);
    new["new_line"] = json!(true);
    call(&mut desk, "operator.enrol", new.clone());
    let written = row(&mut desk, "c")["line"]["id"].clone();
    let record = call(&mut desk, "register.show", json!({ "id": written }))["record"].clone();
    assert_eq!(
        (&record["title"], &record["fields"]["facility_kind"]),
        (&json!("やまて病院"), &json!("pharmacy"))
    );
    new["base"] = json!(99);
    assert_eq!(refused(&mut desk, "operator.enrol", new), "conflict");
    let page = call(&mut desk, "register.records", json!({ "register": "member_facility" }));
    assert_eq!(page["records"].as_array().unwrap().len(), 2);
    // A record of another register is no line of it; what was struck out is still shown to whom it belonged.
    assert_eq!(
        refused(&mut desk, "operator.enrol", request("x", "d", &json!(uuid::Uuid::now_v7()))),
        "no-such-thing"
    );
    let items = json!([{ "id": line["id"], "base": line["revision"] }]);
    let strike = json!({ "register": "member_facility", "items": items, "struck": true, "reason": "二重" });
    call(&mut desk, "register.strike", strike);
    assert_eq!(row(&mut desk, "a")["line"]["struck"], true);
    assert_eq!(call(&mut desk, "ledger.verify", Value::Null)["problems"], json!([]));
}
