//! An auditor's day in the real window: from the plan to the closed finding that came back unfixed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use serde_json::json;
use tenken_tests::browser::Window;

async fn become_person(window: &Window, login: &str) {
    window.click("button[aria-label=サインアウトする]").await;
    window.wait_text("どのフォルダーを開きますか").await;
    window.sign_in(login, "Tenken-2026").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_place_of_audits() {
    for (width, height) in [(1280, 800), (1920, 1080)] {
        let (_clinic, window) = Window::sample(width, height).await;
        window.shot("home").await;
        for (place, text, name) in [
            ("#audit", "今年度 定期監査", "audit-year"),
            ("#audit/findings", "離席時の画面の保護", "audit-findings"),
            ("#audit/trend", "2025", "audit-trend"),
            ("#audit/series", "定期の内部監査", "audit-series"),
            ("#audit/new", "監査", "audit-new"),
            ("#calendar", "媒体の所在確認", "calendar"),
        ] {
            window.go(place).await;
            window.wait_text(text).await;
            window.shot(name).await;
            window.check_axe(name).await;
        }
        window.close().await;
    }
}

/// As an auditor has it before them: in the light and the dark, in English, and where everything is twice as large.
#[tokio::test(flavor = "multi_thread")]
async fn the_desk_of_an_audit_however_it_is_read() {
    for (width, height) in [(1280, 800), (640, 400)] {
        let (_clinic, window) = Window::sample(width, height).await;
        become_person(&window, "shiro").await;
        window.go("#audit").await;
        window.click_link("今年度 定期監査").await;
        window.wait_css("#audit-lines [data-stand=minor]").await;
        window.click("#audit-lines [data-stand=minor]").await;
        window.wait_text("施設の回答").await;
        window.shot("audit").await;
        window.run("document.documentElement.dataset.theme = 'dark'").await;
        window.shot("audit-dark").await;
        window.check_axe("audit in dark").await;
        window.run("delete document.documentElement.dataset.theme; location.hash += '/kit'").await;
        window.wait_text("合言葉").await;
        window.shot("audit-kit-out").await;
        window.check_axe("audit-kit-out").await;
        window.go("#audit/kit").await;
        window.wait_text("監査キットを取り込む").await;
        window.shot("audit-kit-in").await;
        window.check_axe("audit-kit-in").await;
        window.run("localStorage.setItem('language', 'en'); delete document.documentElement.dataset.theme; location.reload()").await;
        window.wait_text("Findings").await;
        for (place, name) in [
            ("#audit", "audit-year-en"),
            ("#audit/findings", "audit-findings-en"),
            ("#audit/new", "audit-new-en"),
            ("#training", "training-en"),
            ("#registers", "registers-en"),
            ("#calendar", "calendar-en"),
        ] {
            window.go(place).await;
            window.ready().await;
            window.shot(name).await;
            window.check_axe(name).await;
        }
        window.close().await;
    }
}

/// The next item that nobody judged, by the keyboard.
async fn judge(window: &Window, key: &str, observation: &str) {
    window.run("document.getElementById('audit-lines').focus()").await;
    window.keys(key).await;
    if !observation.is_empty() {
        window.fill("observation", observation).await;
    }
    window.click_text("保存して次へ").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_auditors_day_in_the_window() {
    let (_clinic, window) = Window::sample(1280, 800).await;
    // Morning: the director plans.
    window.go("#audit/new").await;
    window.wait_text("監査を計画する").await;
    window.fill("title", "窓口の臨時監査").await;
    window.choose("種類", "extraordinary").await;
    window.click_button("監査員を加える").await;
    window.wait_css("[data-auditor]").await;
    // One section is enough for a day.
    window.wait_css("[data-catalogue='fuhyo-5.1'] details").await;
    window.run("document.querySelector('[data-catalogue=\"fuhyo-5.1\"] details').open = true").await;
    window
        .run(
            "for (const box of document.querySelectorAll('[data-catalogue=\"fuhyo-5.1\"] input[name=section]'))
                 if (box.checked && box.value !== 'F1-3') box.click()",
        )
        .await;
    window.shot("audit-plan").await;
    window.check_axe("audit-plan").await;
    window.click_button("計画する").await;
    window.wait_text("窓口の臨時監査").await;
    window.shot("audit-planned").await;

    // The auditor begins, judges by the keyboard, writes what was found.
    become_person(&window, "shiro").await;
    window.go("#audit").await;
    window.click_link("窓口の臨時監査").await;
    window.click_button("監査を始める").await;
    window.wait_text("未判定").await;
    window.shot("audit-desk").await;
    window.check_axe("audit-desk").await;
    judge(&window, "2", "受付の端末1台が30分であった。").await;
    window.wait_text("1/").await;
    judge(&window, "1", "").await;
    window.shot("audit-judged").await;
    let id = audit_of(&window).await;
    window.click("#audit-lines [data-stand=minor]").await;
    window.click_text("指摘を書く").await;
    window.wait_text("新しい指摘").await;
    window.fill("title", "受付の端末の画面の保護").await;
    window.fill("basis", "運用管理規程 第12条").await;
    window.shot("finding-new").await;
    window.check_axe("finding-new").await;
    pick(&window, "owner", "点検 花子").await;
    window.click("aside button[type=submit], form button[type=submit]").await;
    window.wait_text("2026-3").await;
    window.go(&format!("#audit/one/{id}/report")).await;
    window.click("input[name=opinion_grade][value=fair]").await;
    window.fill("opinion", "おおむね適切に運用されている。").await;
    window.click_button("総合意見を保存する").await;
    window.wait_text("総合意見を保存しました").await;
    window.click_button("報告する").await;
    window.wait_text("報告済").await;
    window.shot("audit-report").await;
    window.check_axe("audit-report").await;

    // It is mended, comes back unfixed, is mended again and accepted.
    mend(&window, "設定を10分にした。").await;
    window.shot("finding-mended").await;
    become_person(&window, "shiro").await;
    open_finding(&window).await;
    window.click("[data-step=return]").await;
    window.fill("reason", "診察室の1台が30分のまま").await;
    window.click_button("差し戻す").await;
    window.wait_text("「差戻し」にしました").await;
    mend(&window, "4台すべてを10分にした。").await;
    become_person(&window, "shiro").await;
    open_finding(&window).await;
    window.shot("finding-answered").await;
    window.check_axe("finding-answered").await;
    window.click("[data-step=accept]").await;
    window.wait_text("「完了」にしました").await;
    window.shot("finding-closed").await;
    window.go(&format!("#audit/one/{id}/report")).await;
    window.click_button("監査を終える").await;
    window.wait_text("「完了」になりました").await;
    window.go(&format!("#papers/audit-report/audit/{id}")).await;
    window.wait_text("窓口の臨時監査").await;
    window.wait_text("窓口の臨時監査」").await;
    window.shot("audit-paper").await;
    // What happened is in the record, step by step.
    let found = window.behind("finding.list", &json!({})).await;
    let row = found
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["finding"]["title"] == "受付の端末の画面の保護")
        .unwrap()
        .clone();
    let steps: Vec<&str> =
        row["steps"].as_array().unwrap().iter().map(|one| one["step"].as_str().unwrap()).collect();
    assert_eq!(steps, ["report", "return", "report", "accept"]);
    window.close().await;
}

async fn audit_of(window: &Window) -> String {
    let listed = window.behind("audit.list", &json!({})).await;
    let rows = listed["rows"].as_array().unwrap().clone();
    let audit = rows.iter().find(|row| row["audit"]["plan"]["title"] == "窓口の臨時監査").unwrap();
    audit["audit"]["id"].as_str().unwrap().to_owned()
}

async fn open_finding(window: &Window) {
    window.go("#audit/findings").await;
    window.click_link("受付の端末の画面の保護").await;
    window.wait_text("次にできること").await;
}

/// The one who is responsible signs in, writes what was done, and reports it.
async fn mend(window: &Window, how: &str) {
    become_person(window, "hanako").await;
    open_finding(window).await;
    window.fill("cause", "入れ替えのときに確認を漏らした。").await;
    window.fill("correction", how).await;
    window
        .run(
            "const on = document.querySelector('input[name=done_on]');
             on.value = new Date().toISOString().slice(0, 10);
             on.dispatchEvent(new Event('input', { bubbles: true }))",
        )
        .await;
    window.click_button("保存する").await;
    window.wait_text("を保存しました").await;
    window.click("[data-step=report]").await;
    window.wait_text("「確認待ち」にしました").await;
}

/// Of a list, by what its option says.
async fn pick(window: &Window, name: &str, text: &str) {
    let (name, text) = (json!(name), json!(text));
    window
        .wait_until(&format!(
            "for (const list of document.querySelectorAll('select')) {{
                 const found = [...list.options].find((one) => one.textContent.includes({text}));
                 if (!found || (list.name && list.name !== {name})) continue;
                 list.value = found.value;
                 list.dispatchEvent(new Event('change', {{ bubbles: true }}));
                 return true;
             }}
             return false"
        ))
        .await;
}
