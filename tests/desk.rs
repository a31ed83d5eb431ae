//! The desk in the real window: ホーム, 点検 with its proofs, 証拠, the search box; what is brought in is there again.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss
)]
#![allow(clippy::print_stdout)] // figures for tests/README.md

use serde_json::json;
use tenken_tests::browser::Window;
use tenken_tests::evidence::{large_catalogue, pdf, photograph, put};
use tenken_tests::{Clinic, LOGIN, PASSWORD, call};

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_shows_where_it_stands() {
    for (width, height) in [(1280, 800), (1920, 1080)] {
        let (_clinic, window) = Window::sample(width, height).await;
        window.ready().await;
        window.shot(&format!("home-{width}")).await;
        window.check_axe("home").await;
        window.click("nav a[href='#check']").await;
        window.wait_text("あと ").await;
        window.keys("jjjj").await;
        window.wait_css("aside h2").await;
        window.shot(&format!("check-{width}")).await;
        window.check_axe("check").await;
        window.click("nav a[href='#evidence']").await;
        window.wait_text("電子カルテ保守契約書").await;
        window.click("[data-proof]").await;
        window.wait_css("aside dl").await;
        window.shot(&format!("evidence-{width}")).await;
        window.check_axe("evidence").await;
        for (place, said) in [
            ("#catalogues", "運用管理規程"),
            ("#settings/facility", "診療所・小規模な病院"),
            ("#settings/people", "点検 花子"),
            ("#settings/keys", "自動ロック"),
            ("#settings/backup", "ほかのディスクへ"),
            ("#settings/reading", "文字の大きさ"),
        ] {
            window.go(place).await;
            window.wait_text(said).await;
            let name = place.trim_start_matches('#').replace('/', "-");
            window.shot(&format!("{name}-{width}")).await;
            window.check_axe(&name).await;
        }
        window.choose("日付の書き方", "wareki").await;
        for place in ["#home", "#evidence", "#record"] {
            window.go(place).await;
            window.wait_text("令和").await;
            window.shot(&format!("{}-wareki-{width}", place.trim_start_matches('#'))).await;
        }
        window.close().await;
    }
}

/// A clinic of its own with an assessment begun, open in a window at 点検.
async fn checking(clinic: &Clinic, catalogue: &str) -> Window {
    let mut desk = clinic.open();
    call(&mut desk, "assessment.start", json!({ "catalogues": [catalogue] }));
    desk.sign_out().unwrap();
    let window = sign_in(clinic, LOGIN).await;
    window.go("#check").await;
    window
}

async fn sign_in(clinic: &Clinic, login: &str) -> Window {
    let window = Window::open(clinic, 1280, 800).await;
    window.ready().await;
    window.click_text("ほかのフォルダーを開く").await;
    window.fill("path", &clinic.path().display().to_string()).await;
    window.click_button("次へ").await;
    window.fill("login", login).await;
    window.fill("password", PASSWORD).await;
    window.click_button("開く").await;
    window.wait_css("main[data-place=home][data-ready=true]").await;
    window
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_dropped_and_pasted_proves_the_control_and_is_there_again() {
    let clinic = Clinic::new();
    let photo = put(&clinic, "サーバ室の施錠.jpg", &photograph());
    let paper = put(&clinic, "運用管理規程.pdf", &pdf("運用管理規程 第1条 目的"));
    let window = checking(&clinic, "fuhyo-5.1").await;
    window.drop_on("[data-key='fuhyo-5.1:F1-02']", &[&photo]).await;
    window.wait_text("1").await;
    window.keys("j").await;
    window.drop_on("aside section[data-key]", &[&paper]).await;
    window.wait_css("aside [data-proof] img").await;
    let pasted = "const png = Uint8Array.from(atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC'), (c) => c.charCodeAt(0));
        const held = new DataTransfer();
        held.items.add(new File([png], '画面の写し.png', { type: 'image/png' }));
        window.dispatchEvent(new ClipboardEvent('paste', { clipboardData: held, bubbles: true, cancelable: true }));
        return true";
    window.run(pasted).await;
    window.wait_text("画面の写し").await;
    window.shot("check-with-proofs").await;
    window.check_axe("check with proofs").await;
    // Everything is there again after the page has forgotten all.
    window.run("location.reload(); return true").await;
    window.wait_css("[data-key='fuhyo-5.1:F1-01']").await;
    window.click("[data-key='fuhyo-5.1:F1-01']").await;
    window.wait_css("aside [data-proof] img").await;
    window.wait_text("画面の写し").await;
    window.go("#evidence").await;
    window.wait_text("サーバ室の施錠").await;
    window.run("[...document.querySelectorAll('[data-proof]')].find((b) => b.innerText.includes('サーバ室')).click(); return true").await;
    window.wait_css("aside img.large").await;
    window.wait_text("2026-11-03").await;
    window.wait_text("位置情報は取り除きました").await;
    window.shot("evidence-photo").await;
    window.check_axe("evidence with a photograph").await;
    // Dropped on the list itself it is a proof for later; its words are found.
    let rule = put(&clinic, "就業規則.pdf", &pdf("守秘義務を負う"));
    window.drop_on("main", &[&rule]).await;
    window.wait_text("証拠を 1 件加えました").await;
    window.run("const box = document.querySelector('input[type=search]'); box.value = '守秘義務'; box.dispatchEvent(new Event('input', { bubbles: true })); return true").await;
    window.wait_until("return document.querySelectorAll('ul [data-proof]').length === 1").await;
    window.shot("evidence-found").await;
    // Ctrl+K: a few letters, Enter, and one is there.
    let search =
        "window.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true })); return true";
    window.run(search).await;
    window.type_into("dialog input", "就業").await;
    window.wait_css("dialog [role=option][aria-selected=true]").await;
    window
        .wait_until("return [...document.querySelectorAll('dialog [role=option]')].some((one) => one.innerText.includes('就業規則'))")
        .await;
    window.shot("search").await;
    window.check_axe("search").await;
    window.keys("\u{E007}").await;
    window.wait_until("return document.querySelector('dialog') === null").await;
    window.close().await;
    let checked = clinic.json(&["evidence", "check"]);
    assert_eq!(checked["bad"], json!([]));
    assert_eq!(clinic.json(&["evidence", "list"]).as_array().unwrap().len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conflict_shows_both_and_lets_the_person_choose() {
    let clinic = Clinic::new();
    let window = checking(&clinic, "fuhyo-5.1").await;
    window.click("[data-key='fuhyo-5.1:F1-01']").await;
    let id = window.behind("assessment.list", &json!({})).await[0]["id"].clone();
    let at = json!({ "catalogue": "fuhyo-5.1", "control": "F1-01" });
    let mut base = json!(0);
    for (round, choice) in [("一", "今の内容のままにする"), ("二", "自分の回答に変える")]
    {
        let answer = json!({ "value": "partly", "plan": format!("ほかの人の対策{round}") });
        let items = json!([{ "at": at, "base": base, "answer": answer }]);
        let given = window.behind("assessment.answer", &json!({ "id": id, "items": items })).await;
        assert!(given["failed"].is_null(), "{given}");
        window.keys("1").await;
        window.wait_text("回答を変えました。どちらにするか選んでください").await;
        window.wait_text(&format!("ほかの人の対策{round}")).await;
        window.shot("check-conflict").await;
        window.check_axe("check-conflict").await;
        window.click_button(choice).await;
        window.wait_until("return !document.body.innerText.includes('どちらにするか')").await;
        // What the other wrote is in the fields, unless one's own was chosen over it.
        let plan = if round == "一" { "ほかの人の対策一" } else { "" };
        let field = "[...document.querySelectorAll('.fields label')].find((l) => l.innerText.startsWith('対策'))?.querySelector('input').value ?? ''";
        window.wait_until(&format!("return ({field}) === {}", json!(plan))).await;
        let shown = window.behind("assessment.standing", &json!({ "id": id })).await;
        base = shown["answers"][0]["revision"].clone();
    }
    window.wait_css("[data-key='fuhyo-5.1:F1-01'][data-means=conforms]").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_is_shown_and_not_let() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let person =
        json!({ "login": "mita", "profile": { "name": "見田" }, "roles": ["viewer"], "password": PASSWORD });
    call(&mut desk, "people.add", person);
    call(&mut desk, "assessment.start", json!({ "catalogues": ["fuhyo-5.1"] }));
    desk.sign_out().unwrap();
    let window = sign_in(&clinic, "mita").await;
    window.go("#check").await;
    window.keys("j1").await;
    window.wait_css(".answers button:disabled").await;
    window.wait_text("回答は、院長・運用管理責任者").await;
    window.shot("check-viewer").await;
    assert_eq!(window.run("return document.querySelector('[data-means=conforms]')").await, json!(null));
    for place in ["#evidence", "#record", "#settings/facility", "#settings/people", "#settings/backup"] {
        window.go(place).await;
        window.check_axe(place).await;
    }
    window.close().await;
}

/// What an input method composes is text, and no key of it is a command.
#[tokio::test(flavor = "multi_thread")]
async fn japanese_is_written_while_keys_stay_keys() {
    let clinic = Clinic::new();
    let window = checking(&clinic, "fuhyo-5.1").await;
    window.click("[data-key='fuhyo-5.1:F1-01']").await;
    let composing = "const list = document.querySelector('[role=listbox]');
        const key = (key, isComposing) => list.dispatchEvent(new KeyboardEvent('keydown', { key, isComposing, bubbles: true }));
        key('j', true); key('1', true);
        return document.querySelector('[role=option][aria-selected=true]').dataset.key";
    assert_eq!(window.run(composing).await, json!("fuhyo-5.1:F1-01"));
    window.keys("n").await;
    window.wait_until("return document.activeElement.id === 'check-note-field'").await;
    let text = "運用管理規程を改定し、髙橋・𠮷田・辻󠄀が承認した。jk1";
    // As an input method hands it over: the driver's keyboard knows no 𠮷 and no variation selectors.
    window.run(&format!("document.execCommand('insertText', false, {}); return true", json!(text))).await;
    window.click("[data-key='fuhyo-5.1:F1-02']").await;
    window.click("[data-key='fuhyo-5.1:F1-01']").await;
    window
        .wait_until(&format!("return document.querySelector('#check-note-field').value === {}", json!(text)))
        .await;
    window.close().await;
    let shown = clinic.json(&["assess", "show"]);
    assert_eq!(shown["answers"][0]["answer"]["note"], text);
}

/// Only what is in sight is drawn, and all of it is within reach.
#[tokio::test(flavor = "multi_thread")]
async fn five_thousand_controls_scroll_filter_and_answer() {
    let clinic = Clinic::new();
    clinic.json(&["catalogue", "import", large_catalogue(&clinic, 5_000).to_str().unwrap()]);
    let window = checking(&clinic, "large").await;
    window.wait_text("あと 5000 項目").await;
    let drawn = "return document.querySelectorAll('[role=option]').length";
    assert!(window.run(drawn).await.as_u64().unwrap() < 100);
    window.keys("\u{E010}").await;
    window.wait_css("[data-key='large:c-4999'][aria-selected=true]").await;
    window.keys("1").await;
    window.wait_text("あと 4999 項目").await;
    window.keys("\u{E011}").await;
    window.wait_css("[data-key='large:c-0'][aria-selected=true]").await;
    let scroll = "const done = arguments[arguments.length - 1];
        const list = document.querySelector('[role=listbox]');
        const frames = []; let last = performance.now();
        const step = (now) => { frames.push(now - last); last = now; list.scrollTop += 900;
            frames.length < 120 ? requestAnimationFrame(step) : done(frames.slice(1).sort((a, b) => a - b)); };
        requestAnimationFrame(step);";
    let frames = window.client.execute_async(scroll, vec![]).await.unwrap();
    println!("5,000 rows scrolled: median {} ms, 95th {} ms a frame", frames[59], frames[113]);
    window.type_into("input[type=search]", "四千九百九十九").await;
    window.wait_until("return document.querySelectorAll('[role=option]').length <= 2").await;
    window.shot("check-5000-found").await;
    window.check_axe("check with 5,000 controls").await;
    window.close().await;
}

/// Names as long as people make them, and proofs by the thousand.
#[tokio::test(flavor = "multi_thread")]
async fn overfull_evidence_stays_in_order() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let year = call(&mut desk, "assessment.start", json!({ "catalogues": ["fuhyo-5.1"] }))["id"].clone();
    let long = "医療法人社団 髙橋・吉田記念会 附属さくら総合クリニック 電子カルテ保守委託契約書および個人情報取扱いに関する覚書の写し".repeat(2);
    let at = json!({ "catalogue": "fuhyo-5.1", "control": "F1-01" });
    for n in 0..3_000 {
        let uses =
            if n % 100 == 0 { json!([{ "control": { "assessment": year, "at": at } }]) } else { json!([]) };
        let details = json!({ "title": format!("{n} {long}"), "kind": "contract", "place": long, "issuer": long, "valid_until": "2027-03-31" });
        call(&mut desk, "evidence.add", json!({ "details": details, "uses": uses }));
    }
    desk.sign_out().unwrap();
    let window = sign_in(&clinic, LOGIN).await;
    window.shot("home-overfull-proofs").await;
    window.go("#evidence").await;
    window.wait_text("3000 件").await;
    window.click("[data-proof]").await;
    window.wait_css("aside dl").await;
    window.shot("evidence-overfull").await;
    let overflow = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
    assert_eq!(window.run(overflow).await, json!(0));
    window.go("#check").await;
    window.keys("j").await;
    window.wait_css("aside li[data-proof]").await;
    window.shot("check-overfull").await;
    window.check_axe("check overfull").await;
    let inside =
        "const aside = document.querySelector('aside'); return aside.scrollWidth - aside.clientWidth";
    assert_eq!(window.run(inside).await, json!(0), "nothing sticks out of the panel");
    assert_eq!(window.run(overflow).await, json!(0));
    window.close().await;
}
