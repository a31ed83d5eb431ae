//! A trainer's day in the real window: plan a session, fill its roster, mark who was there, see who is missing, print the
//! list, and find it all in the calendar.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use serde_json::json;
use tenken_tests::browser::Window;

#[tokio::test(flavor = "multi_thread")]
async fn a_trainers_day_in_the_window() {
    let (_clinic, window) = Window::sample(1280, 800).await;
    window.go("#training").await;
    window.wait_text("第1回 院内研修の補講").await;
    window.shot("training").await;
    window.check_axe("training").await;
    window.go("#training/missing").await;
    window.wait_text("点検 九兵衛").await;
    window.shot("training-missing").await;
    window.check_axe("training-missing").await;
    window.go("#training/people").await;
    window.wait_text("渡邊 十和").await;
    window.shot("training-people").await;
    window.check_axe("training-people").await;
    window.go("#training/courses").await;
    window.wait_text("非常時・障害時の訓練").await;
    window.shot("training-courses").await;
    window.check_axe("training-courses").await;

    // The make-up session that is to come: its roster is marked.
    let sessions =
        window.behind("training.sessions", &json!({ "from": "2020-01-01", "to": "2999-12-31" })).await;
    let all = sessions["answer"].as_array().or(sessions.as_array()).cloned().unwrap();
    let makeup = all.iter().find(|one| one["session"]["title"] == "第1回 院内研修の補講").unwrap();
    let id = makeup["id"].as_str().unwrap().to_owned();
    window.go(&format!("#training/session/{id}")).await;
    window.wait_text("点検 九兵衛").await;
    window.shot("training-session").await;
    window.check_axe("training-session").await;
    window.go(&format!("#training/room/{id}")).await;
    window.wait_text("見本 八重").await;
    window.shot("training-room").await;
    window.click_text("見本 八重").await;
    window.shot("training-room-signed").await;
    let shown = window.behind("training.session", &json!({ "id": id })).await;
    assert!(shown.to_string().contains("signed_in"), "{shown}");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_with_a_day_is_in_the_calendar() {
    for (width, height) in [(1280, 800), (1920, 1080)] {
        let (_clinic, window) = Window::sample(width, height).await;
        window.go("#calendar").await;
        window.wait_text("媒体の所在確認").await;
        window.shot("calendar").await;
        window.check_axe("calendar").await;
        window.run("document.documentElement.dataset.theme = 'dark'").await;
        window.shot("calendar-dark").await;
        window.check_axe("calendar in dark").await;
        window.run("delete document.documentElement.dataset.theme").await;
        window.go("#training").await;
        window.wait_text("第1回 院内研修の補講").await;
        window.shot("training").await;
        window.close().await;
    }
}
