//! The desk in the real window: ホーム, 点検 with its proofs, 証拠, the search box; what is brought in is there again.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss
)]
#![allow(clippy::print_stdout)] // figures for tests/README.md

mod browser;

use browser::Window;
use tenken_tests::Clinic;

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_shows_where_it_stands() {
    for (width, height) in [(1280, 800), (1920, 1080)] {
        let clinic = Clinic { dir: tempfile::tempdir().unwrap() };
        let window = Window::open(&clinic, width, height).await;
        window.ready().await;
        window.click_text("見本を見る").await;
        window.wait_text("期日のあるもの").await;
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
            window.run(&format!("location.hash = '{place}'")).await;
            window.wait_text(said).await;
            window.ready().await;
            let name = place.trim_start_matches('#').replace('/', "-");
            window.shot(&format!("{name}-{width}")).await;
            window.check_axe(&name).await;
        }
        window.close().await;
    }
}
