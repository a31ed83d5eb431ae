//! Papers in the real window: the very pages, what is missing beside them, saved under a number, printed, a template
//! changed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use serde_json::json;
use tenken_tests::browser::Window;

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_is_looked_at_saved_and_printed() {
    for (width, height) in [(1280, 800), (1920, 1080)] {
        let (_clinic, window) = Window::sample(width, height).await;
        window.go("#papers").await;
        window.wait_css("section[data-page='1'] svg text").await;
        window.ready().await;
        window.shot(&format!("papers-{width}")).await;
        window.check_axe("papers").await;
        // The letters stand in the printed face, and each line is as wide as on paper.
        let apart = window
            .run(
                "return [...document.querySelectorAll(\"[data-page='1'] text[textLength]\")].map((one) => {
                   const wanted = Number(one.getAttribute('textLength'));
                   one.removeAttribute('textLength');
                   return [Math.abs(one.getComputedTextLength() - wanted) / wanted, one.textContent];
                 }).filter(([apart]) => apart > 0.12)",
            )
            .await;
        assert_eq!(apart, json!([]));
        for (paper, said) in [
            ("incident-report", "障害報告書"),
            ("completion-certificate", "修　了　証"),
            ("contact-chart", "連絡先"),
            ("operation-record", "したこと"),
        ] {
            window.go(&format!("#papers/{paper}")).await;
            window.wait_text(said).await;
            window.ready().await;
            window.shot(&format!("papers-{paper}-{width}")).await;
            window.check_axe(paper).await;
        }
        window.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paper_goes_out_under_a_number_and_a_template_is_changed() {
    let (clinic, window) = Window::sample(1280, 800).await;
    window.go("#papers/cover-letter").await;
    window.wait_css("section[data-page='1'] svg text").await;
    // Printing: the system's dialog is not for tests; what it would be given is.
    window.run("window.printed = 0; window.print = () => { window.printed += 1; };").await;
    window.click_button("印刷する").await;
    window
        .wait_until(
            "return window.printed === 1 && document.querySelectorAll('.print-pages svg').length === 1",
        )
        .await;
    window.run("window.dispatchEvent(new Event('afterprint'))").await;
    // A number, given behind the window's back, is seen in the list of what went out.
    let path = clinic.dir.path().join("送付状.pdf");
    let request = json!({ "paper": { "id": "cover-letter" }, "format": "pdf", "path": path, "issue": true });
    window.behind("document.save", &request).await;
    assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF-1.7"));
    window.go("#papers/issued").await;
    window.wait_text("送付-").await;
    window.shot("papers-issued").await;
    window.check_axe("papers-issued").await;
    // The preview follows the template; a fault is told with its line.
    window.go("#papers/cover-letter").await;
    window.wait_css("section[data-page='1'] svg text").await;
    window.click_button("ひな型を変える").await;
    window.wait_css("textarea[name=template]").await;
    let set = |from: &str, to: &str| {
        format!(
            "const area = document.querySelector('textarea[name=template]');
             area.value = area.value.replace('{from}', '{to}');
             area.dispatchEvent(new Event('input', {{ bubbles: true }}));"
        )
    };
    window.run(&set("text = \"送付状\"", "text = \"御送付のご案内\"")).await;
    window
        .wait_until(
            "return document.querySelector(\"[data-page='1']\").textContent.includes('御送付のご案内')",
        )
        .await;
    window.shot("papers-template").await;
    window.check_axe("papers-template").await;
    window.run(&set("block = \"title\"", "block = \"titel\"")).await;
    window.wait_text("行").await;
    window.wait_until("return document.body.textContent.includes('titel')").await;
    window.shot("papers-template-fault").await;
    window.run(&set("block = \"titel\"", "block = \"title\"")).await;
    window.click_button("ひな型を保存する").await;
    window.wait_until("return [...document.querySelectorAll('button')].some((one) => one.textContent.includes('のひな型に戻す'))").await;
    window.close().await;
}
