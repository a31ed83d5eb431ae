//! Evidence from outside: what comes in, what lies on the disk, who sees it, and what a backup brings back.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_precision_loss
)]
#![allow(clippy::print_stdout)] // figures for tests/README.md

use std::fs;
use std::io::Cursor;
use std::path::PathBuf;

use exif::{In, Tag};
use image::{ImageFormat, RgbImage};
use serde_json::{Value, json};
use tenken_core::command::Progress;
use tenken_tests::evidence::{add, clean, pdf, photograph, put, shown, stored};
use tenken_tests::{Clinic, Dice, PASSWORD, call, files, refused};

/// Through the shell: it is the program that looks at files.
#[test]
fn a_photograph_loses_its_position_keeps_its_day_and_stands_upright() {
    let clinic = Clinic::new();
    let original = photograph();
    assert!(has_position(&original));
    let path = put(&clinic, "入退室 写真.jpg", &original);
    clinic.json(&["evidence", "add", path.to_str().unwrap()]);
    let found = clinic.json(&["evidence", "list"]);
    let (details, file) = (&found[0]["details"], &found[0]["files"][0]);
    assert_eq!(details["title"], "入退室 写真");
    assert_eq!(details["kind"], "photo");
    assert_eq!(details["speaks_for"], "2026-11-03");
    assert_eq!(file["original_sha256"], sha256(&original), "what it was is known");
    assert_eq!(file["thumbnail"], true);
    let out = clinic.dir.path().join("out");
    fs::create_dir(&out).unwrap();
    clinic.json(&["evidence", "export", "入退室 写真", "--folder", out.to_str().unwrap()]);
    let written = fs::read(out.join("入退室 写真.jpg")).unwrap();
    assert!(!has_position(&written));
    let exif = exif::Reader::new().read_from_container(&mut Cursor::new(&written)).unwrap();
    let day = exif.get_field(Tag::DateTimeOriginal, In::PRIMARY).unwrap();
    assert_eq!(day.display_value().to_string(), "2026-11-03 10:20:30");
    // The picture itself is the same, pixel by pixel.
    let pixels = |bytes: &[u8]| image::load_from_memory(bytes).unwrap().to_rgb8();
    assert_eq!(pixels(&original), pixels(&written));
    let small = picture(&clinic, &found[0], "small");
    let small = image::load_from_memory(&small).unwrap();
    assert_eq!((small.width(), small.height()), (240, 320), "turned upright");
    // Whoever wants it keeps it.
    let kept = put(&clinic, "残す.jpg", &original);
    clinic.json(&["evidence", "add", "--keep-position", kept.to_str().unwrap()]);
    let found = clinic.json(&["evidence", "list", "--search", "残す"]);
    assert_eq!(found[0]["files"][0]["sha256"], sha256(&original));
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(bytes))
}

fn has_position(jpeg: &[u8]) -> bool {
    let exif = exif::Reader::new().read_from_container(&mut Cursor::new(jpeg)).unwrap();
    exif.fields().any(|field| field.tag.context() == exif::Context::Gps)
}

/// The picture of a proof's first file, as the shell's program draws it.
fn picture(clinic: &Clinic, proof: &Value, size: &str) -> Vec<u8> {
    let mut desk = clinic.open();
    let request = json!({ "id": proof["id"], "sha256": proof["files"][0]["sha256"], "size": size });
    desk.carry("evidence.picture", request, &[], &Progress::none()).unwrap().1
}

#[test]
fn words_in_files_are_found_again() {
    let clinic = Clinic::new();
    let paper = put(&clinic, "規程.pdf", &pdf("個人情報の取扱い規程 第３条"));
    let table = put(&clinic, "台帳.csv", &tenken_tests::shift_jis("機器,場所\nルーター,受付\n"));
    let args = ["evidence", "add", paper.to_str().unwrap(), table.to_str().unwrap()];
    clinic.json(&args);
    let search = |text: &str| -> Vec<Value> {
        let found = clinic.json(&["evidence", "list", "--search", text]);
        found.as_array().unwrap().iter().map(|one| one["details"]["title"].clone()).collect()
    };
    assert_eq!(search("取扱い規程"), ["規程"]);
    assert_eq!(search("第3条"), ["規程"], "half and full width are one");
    assert_eq!(search("るーたー"), ["台帳"]);
    assert_eq!(search("どこにもない"), [] as [&str; 0]);
    let found = clinic.json(&["evidence", "list", "--search", "規程"]);
    assert_eq!(found[0]["files"][0]["pages"], 1);
    assert_eq!(found[0]["files"][0]["thumbnail"], true);
}

#[test]
fn the_same_bytes_lie_once_and_nothing_lies_in_clear() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let secret = "患者一覧 さくらの秘密の言葉".repeat(40);
    let first = put(&clinic, "一.txt", secret.as_bytes());
    let second = put(&clinic, "二.txt", secret.as_bytes());
    let one = add(&mut desk, &[&first]);
    let before = stored(&clinic);
    let two = add(&mut desk, &[&second]);
    assert_eq!(stored(&clinic), before, "kept once");
    assert_eq!(one["files"][0]["sha256"], two["files"][0]["sha256"]);
    assert_ne!(one["id"], two["id"]);
    desk.sign_out().unwrap();
    let needle = "秘密の言葉".as_bytes();
    for path in files(&clinic.path()) {
        let bytes = fs::read(&path).unwrap();
        assert!(!bytes.windows(needle.len()).any(|w| w == needle), "{}", path.display());
        let name = path.to_string_lossy().into_owned();
        assert!(!name.contains("一.txt") && !name.contains(&sha256(secret.as_bytes())), "{name}");
    }
}

#[test]
fn every_length_comes_out_as_it_went_in() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let mut dice = Dice::new(4);
    let piece = 64 << 10;
    for length in [0, 1, piece - 1, piece, piece + 1, 2 * piece, 16 * piece, 16 * piece + 1, 33 * piece + 7] {
        let bytes: Vec<u8> = (0..length).map(|_| u8::try_from(dice.roll(256)).unwrap()).collect();
        let path = put(&clinic, "x.bin", &bytes);
        let proof = add(&mut desk, &[&path]);
        let out = clinic.dir.path().join("out.bin");
        let request = json!({ "id": proof["id"], "sha256": proof["files"][0]["sha256"], "path": out });
        call(&mut desk, "evidence.export", request);
        assert!(fs::read(&out).unwrap() == bytes, "{length}");
    }
    clean(&mut desk);
}

#[test]
fn what_was_altered_cut_swapped_or_lost_is_named() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let mut names = Vec::new();
    for n in 0..5_u8 {
        let path = put(&clinic, &format!("証拠{n}.bin"), &vec![n + 1; 200_000]);
        add(&mut desk, &[&path]);
        names.push(format!("証拠{n}.bin"));
    }
    clean(&mut desk);
    let lie = stored(&clinic);
    let mut bytes = fs::read(&lie[0]).unwrap();
    bytes[100_000] ^= 1;
    fs::write(&lie[0], &bytes).unwrap();
    let bytes = fs::read(&lie[1]).unwrap();
    // Cut at the end of a piece: what is left is sealed well, only not as the last.
    fs::write(&lie[1], &bytes[..18 + 2 * ((64 << 10) + 16)]).unwrap();
    let (a, b) = (fs::read(&lie[2]).unwrap(), fs::read(&lie[3]).unwrap());
    fs::write(&lie[2], b).unwrap();
    fs::write(&lie[3], a).unwrap();
    fs::remove_file(&lie[4]).unwrap();
    let checked = call(&mut desk, "evidence.check", json!({}));
    let mut found: Vec<(String, String)> = checked["bad"]
        .as_array()
        .unwrap()
        .iter()
        .map(|bad| (bad["name"].as_str().unwrap().to_owned(), bad["why"].as_str().unwrap().to_owned()))
        .collect();
    found.sort();
    assert_eq!(found.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>(), names);
    assert_eq!(found.iter().filter(|(_, why)| why == "missing").count(), 1);
    // What is bad is not handed out, not even in part.
    let all = call(&mut desk, "evidence.list", json!({}));
    for proof in all.as_array().unwrap() {
        let out = clinic.dir.path().join("out.bin");
        let request = json!({ "id": proof["id"], "sha256": proof["files"][0]["sha256"], "path": out });
        refused(&mut desk, "evidence.export", request);
        assert!(!out.exists() && !out.with_extension("part").exists());
    }
}

#[test]
fn a_backup_on_another_disk_takes_only_what_is_new_and_brings_everything_back() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let usb = clinic.dir.path().join("usb");
    fs::create_dir(&usb).unwrap();
    let photo = put(&clinic, "写真.jpg", &photograph());
    add(&mut desk, &[&photo]);
    let first = call(&mut desk, "backup.to_disk", json!({ "folder": usb }));
    assert!(first["copied"].as_i64().unwrap() >= 1 && first["bad"] == json!([]));
    let paper = put(&clinic, "規程.txt", "規程".as_bytes());
    let proof = add(&mut desk, &[&paper]);
    let second = call(&mut desk, "backup.to_disk", json!({ "folder": usb }));
    assert_eq!(second["there"], first["copied"], "what lay there already is not copied again");
    let log = call(&mut desk, "ledger.log", json!({ "kind": "evidence" }));
    desk.sign_out().unwrap();
    // The computer burns: a new one, a new place, nothing but the usb.
    fs::remove_dir_all(clinic.path()).unwrap();
    fs::remove_dir_all(clinic.home()).unwrap();
    let mut desk = clinic.desk();
    let found = call(&mut desk, "backup.on_disk", json!({ "folder": usb }));
    let mut request = clinic.door(tenken_tests::LOGIN, PASSWORD);
    request["folder"] = found[0]["folder"].clone();
    request["name"] = found[0]["info"]["name"].clone();
    let done = call(&mut desk, "backup.from_disk", request);
    assert_eq!(done["bad"], json!([]));
    clean(&mut desk);
    assert_eq!(call(&mut desk, "ledger.log", json!({ "kind": "evidence" }))["total"], log["total"]);
    let out = clinic.dir.path().join("out.txt");
    let request = json!({ "id": proof["id"], "sha256": proof["files"][0]["sha256"], "path": out });
    call(&mut desk, "evidence.export", request);
    assert_eq!(fs::read(&out).unwrap(), "規程".as_bytes());
}

#[test]
fn a_disk_of_another_clinic_is_refused_and_one_that_lost_a_file_is_told() {
    let (clinic, other) = (Clinic::new(), Clinic::new());
    let usb = clinic.dir.path().join("usb");
    fs::create_dir(&usb).unwrap();
    let mut desk = other.open();
    call(&mut desk, "backup.to_disk", json!({ "folder": usb }));
    let mut desk = clinic.open();
    assert_eq!(refused(&mut desk, "backup.to_disk", json!({ "folder": usb })), "not-a-backup");
    let inside = clinic.path().join("backups");
    assert_eq!(refused(&mut desk, "backup.to_disk", json!({ "folder": inside })), "invalid");
    assert_eq!(refused(&mut desk, "backup.to_disk", json!({ "folder": "/nowhere/at/all" })), "not-found");
    // A file that this workspace has lost is not silently left out of the backup.
    let paper = put(&clinic, "規程.txt", "規程".as_bytes());
    add(&mut desk, &[&paper]);
    fs::remove_file(&stored(&clinic)[0]).unwrap();
    let second = clinic.dir.path().join("usb2");
    fs::create_dir(&second).unwrap();
    let done = call(&mut desk, "backup.to_disk", json!({ "folder": second }));
    assert_eq!(done["bad"][0]["why"], "missing");
}

#[test]
fn what_cannot_be_taken_is_refused_by_name_and_nothing_is_left() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let dir = clinic.dir.path().to_owned();
    let huge = dir.join("動画.mp4");
    fs::File::create(&huge).unwrap().set_len((2 << 30) + 1).unwrap();
    let heic = put(&clinic, "IMG_0001.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic");
    for (path, code) in [
        (huge, "evidence-too-big"),
        (heic, "picture-not-supported"),
        (dir.clone(), "not-a-file"),
        (dir.join("ない.txt"), "io"),
    ] {
        assert_eq!(refused(&mut desk, "evidence.add", json!({ "paths": [path] })), code);
    }
    assert_eq!(refused(&mut desk, "evidence.add", json!({})), "required");
    let script = json!({ "details": { "title": "x", "link": "javascript:alert(1)" } });
    assert_eq!(refused(&mut desk, "evidence.add", script), "invalid");
    assert_eq!(stored(&clinic), [] as [PathBuf; 0]);
    assert_eq!(call(&mut desk, "evidence.list", json!({})), json!([]));
}

#[test]
fn pasted_bytes_come_in_and_their_name_is_only_a_name() {
    let clinic = Clinic::new();
    let mut desk = clinic.open();
    let before = files(clinic.dir.path()).len();
    for name in ["../../../外.txt", "/etc/passwd", "CON", "a\nb\0c.txt", "   "] {
        let request = json!({ "name": name });
        let (added, _) = desk.carry("evidence.paste", request, b"text", &Progress::none()).unwrap();
        let title = shown(&mut desk, &added["ids"][0])["proof"]["details"]["title"].clone();
        assert!(!title.as_str().unwrap().contains('\n'), "{title}");
    }
    assert_eq!(stored(&clinic).len(), 1, "one content under five names");
    assert!(files(clinic.dir.path()).len() <= before + 4, "nothing was written anywhere else");
    assert_eq!(refused(&mut desk, "evidence.paste", json!({ "name": "空.txt" })), "required");
}

/// Whatever a picture or a PDF does to its reader, the file is kept and the desk goes on.
#[test]
fn hostile_pictures_and_papers_cost_nobody_but_the_child() {
    let clinic = Clinic::new();
    let mut dice = Dice::new(9);
    let mut paths = Vec::new();
    let mut keep =
        |name: String, bytes: &[u8]| paths.push(put(&clinic, &name, bytes).to_string_lossy().into_owned());
    keep("爆弾.png".into(), &png_bomb(60_000, 60_000));
    keep("嘘.png".into(), b"\x89PNG\r\n\x1a\nnothing of the kind");
    let (photo, paper) = (photograph(), pdf("規程"));
    for n in 0..6 {
        for (kind, whole) in [("jpg", &photo), ("pdf", &paper)] {
            let mut bytes = whole.clone();
            for _ in 0..20 {
                let at = usize::try_from(dice.roll(bytes.len() as u64)).unwrap();
                bytes[at] = u8::try_from(dice.roll(256)).unwrap();
            }
            let cut = usize::try_from(dice.roll(bytes.len() as u64)).unwrap().max(16);
            keep(format!("乱{n}.{kind}"), &bytes);
            keep(format!("切{n}.{kind}"), &bytes[..cut]);
        }
    }
    // A page tree that is its own child.
    let circle = String::from_utf8(pdf("輪")).unwrap().replace("/Kids [3 0 R]", "/Kids [2 0 R]");
    keep("輪.pdf".into(), circle.as_bytes());
    let count = paths.len();
    let args: Vec<&str> = ["evidence", "add"].into_iter().chain(paths.iter().map(String::as_str)).collect();
    let added = clinic.json(&args);
    assert_eq!(added["ids"].as_array().unwrap().len(), count);
    let checked = clinic.json(&["evidence", "check"]);
    assert_eq!(checked["bad"], json!([]));
    let found = clinic.json(&["evidence", "list", "--search", "爆弾"]);
    assert_eq!(found[0]["files"][0]["thumbnail"], false);
}

/// A few bytes that claim to be a picture of so many pixels.
fn png_bomb(width: u32, height: u32) -> Vec<u8> {
    let mut small = Cursor::new(Vec::new());
    RgbImage::new(1, 1).write_to(&mut small, ImageFormat::Png).unwrap();
    let mut bytes = small.into_inner();
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    bytes
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |mut crc, byte| {
        crc ^= u32::from(*byte);
        (0..8).for_each(|_| crc = (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()));
        crc
    })
}
