//! A register in the real window: the empty one helps, a record is written, what does not fit is told, and ホーム and 点検
//! know of it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use serde_json::json;
use tenken_tests::Clinic;
use tenken_tests::browser::Window;

#[tokio::test(flavor = "multi_thread")]
async fn a_register_is_kept() {
    for (width, height) in [(1280, 800), (1920, 1080)] {
        let clinic = Clinic { dir: tempfile::tempdir().unwrap() };
        let window = Window::open(&clinic, width, height).await;
        window.ready().await;
        window.click_text("見本を見る").await;
        window.wait_text("期日のあるもの").await;
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
        window.go("#registers/take_out").await;
        window.wait_text("最初の記録を加える").await;
        window.shot(&format!("registers-empty-{width}")).await;
        window.check_axe("registers-empty").await;
        window.go("#registers/take_out/new").await;
        window.wait_css("[name='contents']").await;
        window.shot(&format!("registers-new-{width}")).await;
        window.check_axe("registers-new").await;
        // What is missing is told, and what was typed stays.
        window.type_into("[name='contents']", "訪問先の予定表").await;
        window.click_button("保存する").await;
        window.wait_text("申請日").await;
        assert_eq!(
            window.run("return document.querySelector(\"[name='contents']\").value").await,
            "訪問先の予定表"
        );
        window.close().await;
    }
}
