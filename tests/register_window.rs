//! A register in the real window: the empty one helps, a record is written, what does not fit is told, and ホーム and 点検
//! know of it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fmt::Write as _;

use serde_json::json;
use tenken_tests::browser::Window;

#[tokio::test(flavor = "multi_thread")]
async fn a_register_is_kept() {
    for (width, height) in [(1280, 800), (1920, 1080)] {
        let (_clinic, window) = Window::sample(width, height).await;
        for day in 1..=40 {
            let request = json!({ "register": "backup", "items": [{ "fields": {
                "kind": "daily", "done_at": format!("2026-10-{:02}T02:00", day % 31 + 1), "target": "電子カルテ",
                "result": if day == 7 { "warning" } else { "good" }, "result_detail": if day == 7 { "容量の警告" } else { "" },
                "worker": "記録 次郎",
            } }] });
            window.behind("register.write", &request).await;
        }
        window.go("#registers/backup").await;
        window.wait_css("[data-record]").await;
        window.ready().await;
        window.shot(&format!("registers-{width}")).await;
        window.check_axe("registers").await;
        window.run("document.querySelector(\"[data-record]\").click()").await;
        window.wait_css("[name='target']").await;
        window.shot(&format!("registers-record-{width}")).await;
        window.check_axe("registers-record").await;
        // The empty one says what belongs there; the form has the source's own fields.
        window.go("#registers/member_facility").await;
        window.wait_text("最初の記録を加える").await;
        window.shot(&format!("registers-empty-{width}")).await;
        window.check_axe("registers-empty").await;
        window.go("#registers/member_facility/new").await;
        window.wait_css("[name='facility_name']").await;
        window.shot(&format!("registers-new-{width}")).await;
        window.check_axe("registers-new").await;
        // What is missing is told, and what was typed stays.
        window.type_into("[name='facility_name']", "見本診療所").await;
        window.click_button("保存する").await;
        window.wait_text("申請日を入れてください").await;
        assert_eq!(
            window.run("return document.querySelector(\"[name='facility_name']\").value").await,
            "見本診療所"
        );
        window.close().await;
    }
}

/// The cell of a row under a heading.
async fn cell(window: &Window, row: usize, heading: &str) -> String {
    let column = window
        .run(&format!(
            "const heads = [...document.querySelectorAll('[role=grid] thead th')]; \
             return heads.findIndex((one) => one.textContent.trim() === {})",
            json!(heading)
        ))
        .await;
    format!("[data-row='{row}'] [data-col='{column}']")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_comes_in_and_five_thousand_rows_are_a_table() {
    // The overfull table is looked at where there is most room, the panel where there is least.
    let (_clinic, window) = Window::sample(1920, 1080).await;
    // A list that was copied out of a spreadsheet: one line new, one that says something else, one that cannot be read.
    window.go("#registers/portable_media/take-in").await;
    let list = "管理番号\t媒体の種類\t申請日\t備考\nUSB-101\tUSBメモリ\tR8.11.20\t検査室\nUSB-102\tフロッピー\tR8.11.20\t\nM-02\tUSBメモリ\t令和8年11月1日\t\n";
    window
        .run(&format!(
            "const area = document.querySelector(\"[name='sheet-pasted']\"); area.value = {}; \
             area.dispatchEvent(new Event('input', {{ bubbles: true }})); return true",
            json!(list)
        ))
        .await;
    window.click_button("貼り付けた内容を読む").await;
    window.wait_text("取り込めない理由").await;
    window.shot("registers-take-in").await;
    window.check_axe("registers-take-in").await;
    window.run("document.documentElement.dataset.theme = 'dark'").await;
    window.shot("registers-take-in-dark").await;
    window.check_axe("registers-take-in in dark").await;
    window.run("delete document.documentElement.dataset.theme").await;
    window.run("document.querySelector(\"[name='without-faulty']\")?.click()").await;
    window.click_button("1 件を取り込む").await;
    window.wait_text("1 件を加え").await;
    window.shot("registers-taken-in").await;

    // Overfull: five thousand visits with long names.
    let mut text = String::from("入室日時\t氏名\t所属\t目的\t備考\n");
    for n in 0..5_000 {
        let long = if n % 7 == 0 {
            "、立ち会いと作業後の確認、持ち込んだ機器の検査、設定の控えの保管までを含む"
        } else {
            ""
        };
        writeln!(text, "2026/{:02}/{:02} 9:{:02}\t来訪者 {n}\t見本保守株式会社 医療情報システム事業部 第{}課\tサーバの点検{long}\t", n % 12 + 1, n % 28 + 1, n % 60, n % 9).unwrap();
    }
    let request = json!({ "sheet": { "register": "entry_log", "text": text } });
    let taken = window.behind("register.take_in", &request).await;
    assert_eq!(taken["answer"]["added"].as_i64().or(taken["added"].as_i64()), Some(5_000), "{taken}");
    window.go("#registers/entry_log").await;
    window.wait_css("[data-record]").await;
    window.ready().await;
    window.shot("registers-overfull").await;
    // Far down it is the same table; the heading stays.
    window
        .run("const table = document.querySelector('[role=grid]').closest('.scroll') ?? document.querySelector('[role=grid]').parentElement; table.scrollTop = table.scrollHeight / 2; return true")
        .await;
    window.wait_css("[data-record]").await;
    window.shot("registers-overfull-middle").await;
    window.check_axe("registers-overfull").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cells_are_typed_pasted_and_taken_back() {
    let (_clinic, window) = Window::sample(1280, 800).await;
    window.go("#registers/key_loan").await;
    window.wait_css("[data-record]").await;
    window.ready().await;
    window.shot("registers-grid").await;
    let first = cell(&window, 0, "作業の内容").await;
    window.click(&first).await;
    window.keys("点検のため\u{E007}").await;
    window.wait_text("点検のため").await;
    window.shot("registers-grid-typed").await;
    // A block of two over two.
    window.click(&first).await;
    window
        .run("const data = new DataTransfer(); data.setData('text/plain', '甲の作業\\n乙の作業'); \
              document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); return true")
        .await;
    window.wait_text("2 セルを書き換えます").await;
    window.shot("registers-grid-paste").await;
    window.check_axe("registers-grid-paste").await;
    window.click_button("書き込む").await;
    window.wait_text("乙の作業").await;
    window.behind("ledger.undo", &json!({})).await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_register_is_arranged_and_a_record_stands_on_its_paper() {
    let (_clinic, window) = Window::sample(1280, 800).await;
    window.shot("home-with-registers").await;
    window.go("#registers/backup/arrange").await;
    window.wait_text("項目").await;
    window.shot("registers-arrange").await;
    window.check_axe("registers-arrange").await;
    window.go("#registers/new").await;
    window.wait_text("台帳").await;
    window.shot("registers-own").await;
    window.check_axe("registers-own").await;
    window.go("#registers/take_out").await;
    window.wait_css("[data-record]").await;
    window.run("document.querySelector(\"[data-record]\").click()").await;
    window.wait_text("様式を印刷する").await;
    window.shot("registers-record-whole").await;
    window.check_axe("registers-record-whole").await;
    window.close().await;
}
