//! Two houses, two windows, one stick: a checklist is frozen, signed and sent; received and returned; mended, sent again and
//! approved; and the clinic sees it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tenken_tests::browser::Window;
use tenken_tests::parcels::{self, Facility, Model};
use tenken_tests::side::{self, Side, enrol};
use tenken_tests::{LOGIN, PASSWORD, call, long};

/// A window on a folder that is there, with somebody at it.
async fn at_work(side: &Side, login: &str, (width, height): (u32, u32)) -> Window {
    let window = Window::open(&side.clinic, width, height).await;
    window.ready().await;
    window.sign_in(login, PASSWORD).await;
    window
}

/// The system's dialogs are not for tests: what a person would choose in them is chosen here.
async fn chooses(window: &Window, path: &Path) {
    let script = format!(
        "window.realFetch ??= window.fetch;
         const path = {};
         const told = (answer) => Promise.resolve(new Response(JSON.stringify(answer),
             {{ headers: {{ 'Content-Type': 'application/json', 'Tauri-Response': 'ok' }} }}));
         window.fetch = (to, ...more) => {{
             const name = decodeURIComponent(String(to));
             if (name.endsWith('plugin:dialog|save')) return told(path);
             if (name.endsWith('plugin:dialog|open')) return told([path]);
             return window.realFetch(to, ...more);
         }};
         return true",
        json!(path)
    );
    window.run(&script).await;
}

async fn look(window: &Window, places: &[(&str, &str, &str)]) {
    for (place, text, name) in places {
        window.go(place).await;
        window.wait_text(text).await;
        window.shot(name).await;
        window.check_axe(name).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_place_of_submissions() {
    for size in [(1280, 800), (1920, 1080)] {
        let (_clinic, window) = Window::sample(size.0, size.1).await;
        look(
            &window,
            &[
                ("#submissions", "提出", "submissions"),
                ("#submissions/new/conformance", "署名", "submission-new"),
                ("#submissions/new/incident", "署名", "submission-incident"),
                ("#submissions/others", "照合番号", "submission-others"),
                ("#submissions/in", "取り込", "submission-in"),
            ],
        )
        .await;
        window.close().await;
    }
}

/// An operator of forty facilities, as reviewers have it before them.
#[tokio::test(flavor = "multi_thread")]
async fn the_operators_desk_however_it_is_read() {
    let (clinic, operator) = (Side::new(), Side::new());
    let (_, path) = clinic.submit("m.tenken", None);
    let model = Model::of(&path);
    let mut all: Vec<Facility> = (0..40).map(Facility::new).collect();
    let folder = tempfile::tempdir().unwrap();
    let mut desk = operator.desk(LOGIN);
    as_operator(&mut desk);
    parcels::enrol(&mut desk, &all);
    enrol(&mut desk, &clinic.key());
    for (at, one) in all.iter_mut().enumerate().take(36) {
        model.send(one, 2025, 6, folder.path());
        model.send(one, 2026, at % 12, folder.path());
    }
    call(&mut desk, "operator.receive", json!({ "paths": [folder.path(), path] }));
    let settings = json!({ "four_eyes": true, "checklist": ["署名がそろっている", "証拠が添えられている"], "mask_below": 3,
        "expected_by": "06-30" });
    call(&mut desk, "operator.set_desk", json!({ "base": 0, "settings": settings }));
    let rows = call(&mut desk, "operator.inbox", json!({ "text": "さくら" }));
    let fingerprint = rows["rows"][0]["fingerprint"].as_str().unwrap().to_owned();
    let request = json!({ "public": all[1].key.public(), "subject": "鍵の管理", "fact": "貸出簿がない",
        "basis": "第24条第1項", "contents": "貸出簿を備える", "due": "2026-12-20" });
    call(&mut desk, "operator.recommend", request);
    desk.sign_out().unwrap();
    let review = format!("#desk/one/{fingerprint}");
    for size in [(1280, 800), (1920, 1080), (640, 400)] {
        let window = at_work(&operator, LOGIN, size).await;
        let places = [
            ("#desk", "参加機関000", "desk-inbox"),
            (review.as_str(), "照合番号", "desk-review"),
            ("#desk/facilities", "参加機関00001", "desk-facilities"),
            ("#desk/recommendations", "鍵の管理", "desk-recommendations"),
            ("#desk/portfolio", "参加機関00001", "desk-portfolio"),
            ("#desk/settings", "確かめること", "desk-settings"),
        ];
        look(&window, &places).await;
        if size.0 == 1280 {
            window.run("document.documentElement.dataset.theme = 'dark'").await;
            look(
                &window,
                &[places[1], places[4]].map(|(a, b, _)| {
                    (a, b, if a == "#desk/portfolio" { "desk-portfolio-dark" } else { "desk-review-dark" })
                }),
            )
            .await;
            window.run("localStorage.setItem('language', 'en'); delete document.documentElement.dataset.theme; location.reload()").await;
            window.wait_text("Inbox").await;
            look(
                &window,
                &[
                    ("#desk", "参加機関000", "desk-inbox-en"),
                    (review.as_str(), "F1-10", "desk-review-en"),
                    ("#desk/portfolio", "参加機関00001", "desk-portfolio-en"),
                ],
            )
            .await;
            window.run("localStorage.removeItem('language')").await;
        }
        window.close().await;
    }
}

/// Nothing there yet, and more there than anybody likes.
#[tokio::test(flavor = "multi_thread")]
async fn the_desk_empty_and_overfull() {
    let operator = Side::new();
    let mut desk = operator.desk(LOGIN);
    as_operator(&mut desk);
    desk.sign_out().unwrap();
    let window = at_work(&operator, LOGIN, (1280, 800)).await;
    let places = [
        ("#desk", "受付", "desk-empty"),
        ("#desk/facilities", "参加機関", "desk-facilities-empty"),
        ("#desk/recommendations", "勧告", "desk-recommendations-empty"),
        ("#desk/portfolio", "状況", "desk-portfolio-empty"),
    ];
    look(&window, &places).await;
    window.close().await;

    let many = if long() { 10_000 } else { 600 };
    let wordy = "医療法人社団　見本会　在宅医療と地域連携を支える総合診療所附属訪問看護ステーション併設クリニック（本院・分院・健診センターを含む）";
    let mut all: Vec<Facility> = (0..many).map(Facility::new).collect();
    for one in all.iter_mut().step_by(7) {
        one.name = format!("{wordy}{}", one.name);
    }
    let mut desk = operator.desk(LOGIN);
    parcels::stand(&operator, &mut desk, &all, &[2024, 2025, 2026]);
    desk.sign_out().unwrap();
    for size in [(1280, 800), (1920, 1080)] {
        let window = at_work(&operator, LOGIN, size).await;
        let first = format!("#desk/facilities/{}", all[0].key.public());
        let places = [
            ("#desk", "参加機関000", "desk-full"),
            ("#desk/facilities", "参加機関000", "desk-facilities-full"),
            (first.as_str(), wordy, "desk-facility-full"),
            ("#desk/portfolio", "参加機関000", "desk-portfolio-full"),
        ];
        look(&window, &places).await;
        window.close().await;
    }
}

/// A hundred proofs, and names that no line holds: chosen one by one, and looked at by a reviewer.
#[tokio::test(flavor = "multi_thread")]
async fn a_submission_with_very_many_proofs() {
    let (clinic, operator) = (Side::new(), Side::new());
    let mut desk = clinic.desk(LOGIN);
    let uses = json!([{ "control": { "assessment": clinic.assessment, "at": side::at() } }]);
    let folder = tempfile::tempdir().unwrap();
    for at in 0..100 {
        let name = format!(
            "運用管理規程および関連する手順書の第{at}版（院内掲示・職員説明会・委員会議事録・写しを含む）.txt"
        );
        let path = folder.path().join(name);
        fs::write(&path, format!("{at}")).unwrap();
        call(&mut desk, "evidence.add", json!({ "paths": [path], "uses": uses }));
    }
    let row = clinic.draft(&mut desk, None);
    let row = side::act(&mut desk, "submission.freeze", &row);
    desk.sign_out().unwrap();
    let mut desk = clinic.desk("kanri");
    let row = side::sign(&mut desk, &row);
    desk.sign_out().unwrap();
    let mut desk = clinic.desk(LOGIN);
    let row = side::sign(&mut desk, &row);
    desk.sign_out().unwrap();
    let package = folder.path().join("many.tenken");
    let window = at_work(&clinic, LOGIN, (1280, 800)).await;
    let page = format!("#submissions/one/{}", row["id"].as_str().unwrap());
    window.go(&page).await;
    window.click_link("書類").await;
    window.wait_text("提出書").await;
    window.shot("submission-papers").await;
    window.check_axe("submission-papers").await;
    window.click("button[data-step=send]").await;
    window.wait_css("dialog").await;
    window.click("[name=proofs][value=chosen]").await;
    window.wait_text("101").await;
    window.shot("submission-proofs").await;
    window.check_axe("submission-proofs").await;
    window.click("[name=seal][value=open]").await;
    chooses(&window, &package).await;
    window.click("dialog button[type=submit]").await;
    window.wait_gone("dialog").await;
    wait_for(&package).await;
    window.close().await;
    let mut desk = operator.desk(LOGIN);
    as_operator(&mut desk);
    enrol(&mut desk, &clinic.key());
    let taken = side::receive(&mut desk, &package);
    desk.sign_out().unwrap();
    let window = at_work(&operator, LOGIN, (1280, 800)).await;
    let review = format!("#desk/one/{}", taken["fingerprint"].as_str().unwrap());
    window.go(&review).await;
    window.wait_text("照合番号").await;
    window.click("[data-row='fuhyo-5.1:F1-10']").await;
    look(&window, &[(&review, "第99版", "desk-review-proofs")]).await;
    window.close().await;
}

fn as_operator(desk: &mut tenken_core::command::Desk) {
    let facility = call(desk, "facility.show", Value::Null);
    let mut profile = facility["profile"].clone();
    profile["name"] = json!("見本市医師会");
    profile["kind"] = json!("service_operator");
    call(desk, "facility.set", json!({ "base": facility["revision"], "profile": profile }));
}

/// The card of one house, read in the other's window.
async fn knows(window: &Window, place: &str, card: &Path) {
    if !place.is_empty() {
        window.go(place).await;
    }
    chooses(window, card).await;
    window.click_text("名刺を読む").await;
    window.wait_css("input[name=compared]").await;
    window.click("input[name=compared]").await;
    window.click_button("この鍵を登録する").await;
    window.wait_gone("input[name=compared]").await;
}

fn card(side: &Side, stick: &Path, name: &str) -> std::path::PathBuf {
    let path = stick.join(name);
    let mut desk = side.desk(LOGIN);
    call(&mut desk, "submission.card_out", json!({ "path": path }));
    desk.sign_out().unwrap();
    path
}

async fn sign_here(window: &Window) {
    window.click("button[data-step=sign]").await;
    window.wait_css("dialog input[name=password]").await;
    window.fill("password", PASSWORD).await;
    window.click("dialog button[type=submit]").await;
    window.wait_gone("dialog").await;
}

/// The clinic knows its operator, drafts, freezes; the manager signs.
async fn send(clinic: &Side, card: &Path, package: &Path) {
    let window = at_work(clinic, LOGIN, (1280, 800)).await;
    knows(&window, "#submissions/others", card).await;
    window.shot("journey-01-known").await;
    window.go("#submissions/new/conformance").await;
    window.wait_css("input[name=to]").await;
    window.fill("to", "見本市医師会").await;
    window.click_button("下書きを作る").await;
    window.wait_css("button[data-step=freeze]").await;
    window.shot("journey-02-draft").await;
    window.click("button[data-step=freeze]").await;
    window.wait_css("button[data-step=sign]").await;
    window.close().await;
    let window = at_work(clinic, "kanri", (1280, 800)).await;
    window.go("#submissions").await;
    window.click_link("準拠度チェックリスト").await;
    sign_here(&window).await;
    window.shot("journey-03-signed-once").await;
    window.check_axe("journey-03-signed-once").await;
    window.close().await;
    let window = at_work(clinic, LOGIN, (1280, 800)).await;
    window.go("#submissions").await;
    window.click_link("準拠度チェックリスト").await;
    sign_here(&window).await;
    window.click("button[data-step=send]").await;
    window.wait_css("dialog").await;
    window.shot("journey-04-send").await;
    window.check_axe("journey-04-send").await;
    chooses(&window, package).await;
    window.click("dialog button[type=submit]").await;
    window.wait_gone("dialog").await;
    window.wait_text("提出-2026-1").await;
    window.shot("journey-05-sent").await;
    window.close().await;
    assert!(package.exists());
}

/// The operator receives it, looks at a row, says what is missing and returns it.
async fn give_back(operator: &Side, card: &Path, package: &Path, back: &Path) {
    let window = at_work(operator, LOGIN, (1280, 800)).await;
    window.go("#desk/facilities").await;
    window.click_text("参加機関を登録する").await;
    knows(&window, "", card).await;
    window.go("#desk").await;
    chooses(&window, package).await;
    window.click_text("ファイルを受け取る").await;
    window.wait_text("さくら診療所").await;
    window.shot("journey-06-inbox").await;
    window.click("[data-received]").await;
    window.wait_css("textarea[name=comment]").await;
    window.fill("comment", "掲示の写真を添えてください。").await;
    window.fill("letter", "1件、写真をお願いします。").await;
    window.shot("journey-07-review").await;
    window.check_axe("journey-07-review").await;
    window.click("button[data-verdict=returned]").await;
    window.wait_css("[role=alertdialog]").await;
    window.shot("journey-08-decide").await;
    window.click("[role=alertdialog] button[type=submit]").await;
    window.wait_text("判断を書き出す").await;
    chooses(&window, back).await;
    window.click_text("判断を書き出す").await;
    window.shot("journey-09-decided").await;
    wait_for(back).await;
    window.close().await;
}

/// The clinic takes it in, sees what was said, mends it and hands it in again.
async fn mend(clinic: &Side, back: &Path, package: &Path) {
    let window = at_work(clinic, LOGIN, (1280, 800)).await;
    window.go("#submissions/in").await;
    chooses(&window, back).await;
    window.click_text("ファイルを選ぶ").await;
    window.wait_text("1件、写真をお願いします。").await;
    window.wait_text("掲示の写真を添えてください。").await;
    window.shot("journey-10-returned").await;
    window.check_axe("journey-10-returned").await;
    window.click_text("直して出し直す").await;
    window.wait_css("input[name=to]").await;
    // The mending itself: the answer has a note more.
    let shown = window.behind("assessment.list", &Value::Null).await;
    let id = shown[0]["id"].clone();
    let at = side::at();
    let answers = window.behind("assessment.show", &json!({ "id": id })).await;
    let base = answers["answers"].as_array().unwrap().iter().find(|one| one["at"] == at).unwrap()["revision"]
        .clone();
    let items = json!([{ "at": at, "base": base, "answer": { "value": "conforms", "note": "受付に掲示（写真あり）" } }]);
    let answered = window.behind("assessment.answer", &json!({ "id": id, "items": items })).await;
    assert!(answered["failed"].is_null(), "{answered}");
    window.click_button("下書きを作る").await;
    window.wait_css("button[data-step=freeze]").await;
    window.click("button[data-step=freeze]").await;
    window.wait_css("button[data-step=sign]").await;
    window.close().await;
    let mut desk = clinic.desk("kanri");
    let row = call(&mut desk, "submission.list", Value::Null)[0].clone();
    side::sign(&mut desk, &row);
    desk.sign_out().unwrap();
    let window = at_work(clinic, LOGIN, (1280, 800)).await;
    let place = format!("#submissions/one/{}", row["id"].as_str().unwrap());
    window.go(&place).await;
    sign_here(&window).await;
    window.click_link("前回との違い").await;
    window.wait_text("写真あり").await;
    window.shot("journey-11-differences").await;
    window.click("button[data-step=send]").await;
    window.wait_css("dialog").await;
    chooses(&window, package).await;
    window.click("dialog button[type=submit]").await;
    window.wait_gone("dialog").await;
    window.close().await;
}

/// The operator sees what is different, and approves.
async fn approve(operator: &Side, package: &Path, back: &Path) {
    let window = at_work(operator, LOGIN, (1280, 800)).await;
    window.go("#desk").await;
    chooses(&window, package).await;
    window.click_text("ファイルを受け取る").await;
    window.wait_text("再提出").await;
    window.shot("journey-12-again").await;
    window.click("[data-received]").await;
    window.wait_css("button[data-verdict=approved]").await;
    window.shot("journey-13-review-again").await;
    window.click("button[data-verdict=approved]").await;
    window.click("[role=alertdialog] button[type=submit]").await;
    window.wait_text("判断を書き出す").await;
    chooses(&window, back).await;
    window.click_text("判断を書き出す").await;
    wait_for(back).await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checklist_goes_to_the_operator_and_comes_back() {
    let (clinic, operator) = (Side::new(), Side::new());
    let mut desk = operator.desk(LOGIN);
    as_operator(&mut desk);
    desk.sign_out().unwrap();
    let stick = tempfile::tempdir().unwrap();
    let clinic_card = card(&clinic, stick.path(), "クリニック.tenken");
    let operator_card = card(&operator, stick.path(), "医師会.tenken");
    let (first, second) = (stick.path().join("1.tenken"), stick.path().join("2.tenken"));
    let (back, approved) = (stick.path().join("判断1.tenken"), stick.path().join("判断2.tenken"));

    send(&clinic, &operator_card, &first).await;
    give_back(&operator, &clinic_card, &first, &back).await;
    mend(&clinic, &back, &second).await;
    approve(&operator, &second, &approved).await;
    let window = at_work(&clinic, LOGIN, (1280, 800)).await;
    window.go("#submissions/in").await;
    chooses(&window, &approved).await;
    window.click_text("ファイルを選ぶ").await;
    window.wait_text("承認").await;
    window.go("#submissions").await;
    window.wait_text("提出-2026-2").await;
    window.shot("journey-14-approved").await;
    window.close().await;
    let mut desk = clinic.desk(LOGIN);
    assert_eq!(call(&mut desk, "submission.list", Value::Null)[0]["state"], "approved");
    assert_eq!(call(&mut desk, "ledger.verify", Value::Null)["problems"], json!([]));
}

async fn wait_for(path: &Path) {
    for _ in 0..200 {
        if path.exists() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{} was not written", path.display());
}
