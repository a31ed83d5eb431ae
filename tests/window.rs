//! The real window, driven from outside through the system's own web driver. Each test has a display, a driver and
//! a computer's folder of its own. `TENKEN_SHOTS=dir` keeps pictures of what was seen.

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
use tenken_tests::{Clinic, PASSWORD};

/// Fills in the form that makes a workspace; answers the recovery code.
async fn create(window: &Window, folder: &str, facility: &str) -> String {
    window.click_text("新しく作る").await;
    window.fill("facility", facility).await;
    window.fill("facility-kana", "さくらしんりょうじょ").await;
    window.fill("name", "山田 花子").await;
    window.fill("login", "yamada").await;
    window.fill("password", PASSWORD).await;
    window.fill("again", PASSWORD).await;
    window.fill("folder", folder).await;
    window.shot("create").await;
    window.click_button("作る").await;
    window.wait_text("紙に写しました").await;
    window.shot("code").await;
    window.check_axe("code").await;
    let code = window.text(".code").await.replace(['\n', ' '], "-");
    window.click("input[name=kept]").await;
    window.click_button("始める").await;
    window.wait_text("まだ自己点検がありません").await;
    window.ready().await;
    code
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_at_the_desk_from_first_start_to_signing_out() {
    let clinic = Clinic { dir: tempfile::tempdir().unwrap() };
    let window = Window::open(&clinic, 1280, 800).await;
    window.ready().await;
    window.shot("start-empty").await;
    window.check_axe("start").await;

    // What the core refuses is said in the form, and nothing is lost.
    window.click_text("新しく作る").await;
    window.check_axe("create").await;
    window.fill("facility", "さくら診療所").await;
    window.fill("name", "山田 花子").await;
    window.fill("login", "yamada").await;
    window.fill("password", "short").await;
    window.fill("again", "short").await;
    let folder = clinic.dir.path().display().to_string();
    window.fill("folder", &folder).await;
    window.click_button("作る").await;
    window.wait_text("このパスワードは使えません").await;
    window.shot("create-refused").await;
    window.click_button("戻る").await;

    let code = create(&window, &folder, "さくら診療所").await;
    assert_eq!(code.len(), 34, "{code}");
    window.shot("home-empty").await;
    window.check_axe("home-empty").await;
    window.go("#record").await;
    window.wait_text("山田 花子さんを利用者に加えました").await;
    window.wait_text("バックアップ「auto-").await;
    window.shot("record").await;
    window.check_axe("record").await;

    // The keyboard alone: down the list, the panel opens; Escape closes it.
    window.click("ol button").await;
    window.keys("j").await;
    window.wait_css("aside .hash").await;
    window.shot("record-detail").await;
    window.check_axe("record-detail").await;
    window.keys("\u{E00C}").await;
    window.wait_gone("aside").await;

    window.click_button("記録を確かめる").await;
    window.wait_text("異常はありません").await;
    window.shot("record-verified").await;
    window.click_button("バックアップを取る").await;
    window.wait_text("取り、開いて確かめました").await;
    window.click_button("元に戻す").await;
    window.wait_text("元に戻せる操作はありません").await;
    window.shot("record-nothing-to-undo").await;

    // Locked: a wrong password is a sentence, the right one leads back.
    window.click("button[aria-label=ロックする]").await;
    window.wait_text("ロックされています").await;
    window.shot("locked").await;
    window.check_axe("locked").await;
    window.fill("password", "wrong").await;
    window.click_button("ロックを解く").await;
    window.wait_text("利用者名かパスワードが違います").await;
    window.fill("password", PASSWORD).await;
    window.click_button("ロックを解く").await;
    window.ready().await;
    window.wait_text("パスワードの間違いが 1 回").await;
    window.click("button[aria-label=サインアウトする]").await;
    window.wait_text("どのフォルダーを開きますか").await;
    window.wait_text("さくら診療所").await;
    window.shot("start-recent").await;
    window.check_axe("start-recent").await;
    window.close().await;

    // What the window did is what the shell finds.
    let made = clinic.dir.path().join("さくら診療所.tenken");
    let verified = clinic.shell().arg("verify").env("TENKEN_WORKSPACE", made).status().unwrap();
    assert_eq!(verified.code(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_recovery_code_leads_back_in() {
    let clinic = Clinic { dir: tempfile::tempdir().unwrap() };
    let window = Window::open(&clinic, 1280, 800).await;
    window.ready().await;
    let code = create(&window, &clinic.dir.path().display().to_string(), "さくら診療所").await;
    window.click("button[aria-label=サインアウトする]").await;
    window.wait_text("どのフォルダーを開きますか").await;
    window.click(".place").await;
    window.wait_css("input[name=password]").await;
    window.shot("sign-in").await;
    window.click_button("復旧コードで入る").await;
    window.check_axe("recover").await;
    window.fill("code", &code.to_lowercase()).await;
    window.fill("password", "Neu-98765").await;
    window.shot("recover").await;
    window.click_button("パスワードを付け直して入る").await;
    window.wait_text("紙に写しました").await;
    assert_ne!(window.text(".code").await.replace(['\n', ' '], "-"), code, "the old code has been read");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_is_marked_and_everything_changes_language_light_and_size_at_once() {
    let (_clinic, window) = Window::sample(1280, 800).await;
    window.wait_text("見本（本番のデータではありません）").await;
    window.go("#settings/reading").await;
    window.choose("言語", "en").await;
    window.wait_text("Sample (not real data)").await;
    window.shot("settings-en").await;
    for (theme, background) in [("dark", "rgb(22, 26, 26)"), ("light", "rgb(245, 242, 235)")] {
        window.choose("Light or dark", theme).await;
        let found = window.run("return getComputedStyle(document.body).backgroundColor").await;
        assert_eq!(found, json!(background));
        for place in [
            "#home",
            "#check",
            "#evidence",
            "#catalogues",
            "#record",
            "#settings/people",
            "#settings/reading",
        ] {
            window.go(place).await;
            let name = place.trim_start_matches('#').replace('/', "-");
            window.shot(&format!("{name}-{theme}")).await;
            window.check_axe(&format!("{name} in {theme}")).await;
        }
    }
    window.choose("Text size", "20").await;
    assert_eq!(window.run("return getComputedStyle(document.documentElement).fontSize").await, json!("20px"));
    for place in ["#home", "#check", "#evidence", "#catalogues", "#record", "#settings/people"] {
        window.go(place).await;
        window.shot(&format!("{}-large", place.trim_start_matches('#').replace('/', "-"))).await;
        let overflow = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        assert_eq!(window.run(overflow).await, json!(0), "nothing sticks out of {place} at the largest size");
    }
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_overfull_record_stays_in_order() {
    let clinic = Clinic { dir: tempfile::tempdir().unwrap() };
    let long = "医療法人社団 髙橋・𠮷田・辻󠄀記念会 附属さくら総合クリニック 日本橋室町分院".repeat(2);
    let made = clinic.run(&["init", "--facility", &long, "--name", &"山田 花子".repeat(10), "--quick"]);
    assert!(made.status.success());
    let mut batch = clinic.batch();
    let mut out = std::io::BufReader::new(batch.stdout.take().unwrap());
    let mut base = json!(2);
    for n in 0..300 {
        let request = json!({ "base": base, "profile": { "name": format!("{long}{n}"), "address": long } });
        base =
            tenken_tests::send(&mut batch, &mut out, "facility.set", &request).unwrap()["ok"]["seq"].clone();
    }
    drop(batch.stdin.take());
    batch.wait().unwrap();
    for (width, height) in [(1280, 800), (1920, 1080)] {
        let window = Window::open(&clinic, width, height).await;
        window.ready().await;
        window.click_text("ほかのフォルダーを開く").await;
        window.fill("path", &clinic.path().display().to_string()).await;
        window.click_button("次へ").await;
        window.fill("login", "yamada").await;
        window.fill("password", PASSWORD).await;
        window.click_button("開く").await;
        window.wait_text("まだ自己点検がありません").await;
        window.shot(&format!("home-overfull-{width}")).await;
        window.go("#record").await;
        window.wait_text("全 3").await;
        window.click("ol button").await;
        window.keys("jjjj").await;
        window.wait_css("aside .hash").await;
        window.shot(&format!("record-overfull-{width}")).await;
        window.check_axe("record, overfull").await;
        let before = window.run("return document.querySelectorAll('ol > li').length").await.as_i64().unwrap();
        window.click_button("さらに読む").await;
        window.wait_until(&format!("return document.querySelectorAll('ol > li').length > {before}")).await;
        window.close().await;
    }
}

/// A stale folder is refused with its sentence, and a director may accept it knowingly.
#[tokio::test(flavor = "multi_thread")]
async fn a_folder_turned_back_is_not_opened_by_accident() {
    let clinic = Clinic::new();
    let yesterday = tempfile::tempdir().unwrap();
    tenken_tests::copy_tree(&clinic.path(), yesterday.path());
    clinic.run(&["unlock-check"]);
    tenken_tests::copy_tree(yesterday.path(), &clinic.path());
    let window = Window::open(&clinic, 1280, 800).await;
    window.ready().await;
    window.click_text("ほかのフォルダーを開く").await;
    window.fill("path", &clinic.path().display().to_string()).await;
    window.click_button("次へ").await;
    window.fill("login", "yamada").await;
    window.fill("password", PASSWORD).await;
    window.click_button("開く").await;
    window.wait_text("このパソコンが最後に見た状態").await;
    window.shot("turned-back").await;
    window.click("input[type=checkbox]").await;
    window.click_button("開く").await;
    window.wait_text("このことも記録されています").await;
    window.close().await;
}

/// The heart: a clinic answers its 付表 by keyboard alone, and finds it there again.
#[tokio::test(flavor = "multi_thread")]
async fn sixty_answers_by_keyboard_alone() {
    let clinic = Clinic { dir: tempfile::tempdir().unwrap() };
    let window = Window::open(&clinic, 1280, 800).await;
    window.ready().await;
    create(&window, &clinic.dir.path().display().to_string(), "さくら診療所").await;
    window.go("#check").await;
    window.wait_text("電子データで保存していますか").await;
    window.shot("check-empty").await;
    window.check_axe("check-empty").await;
    window.click_button("自己点検を始める").await;
    window.wait_text("あと 81 項目").await;
    window.shot("check-begun").await;
    for n in 0..60 {
        window.keys("j").await;
        window.keys(["1", "1", "2", "1", "3", "4"][n % 6]).await;
        window.wait_text(&format!("あと {} 項目", 80 - n)).await;
    }
    window.shot("check-sixty").await;
    window.check_axe("check-sixty").await;
    window.keys("u").await;
    window.wait_text("あと 22 項目").await;
    window.keys("f").await;
    window.shot("check-open-only").await;
    window.run("document.documentElement.dataset.theme = 'dark'").await;
    window.check_axe("check-dark").await;
    window.shot("check-dark").await;
    // Another place and back: all is there.
    window.go("#record").await;
    window.wait_text("に回答しました").await;
    window.go("#check").await;
    window.wait_text("あと 22 項目").await;
    window.close().await;
}
