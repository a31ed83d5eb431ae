//! What a file is, told by its first bytes and only then by its name; and what of it may be shown inside.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS, IntoStaticStr, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Media {
    Jpeg,
    Png,
    Webp,
    Tiff,
    Heic,
    Pdf,
    Spreadsheet,
    Text,
    Document,
    Video,
    Audio,
    Archive,
    /// Can run code, or says it is another thing than it is: kept, never shown inside.
    Code,
    Other,
}

/// Names that a double click would run, on one system or another.
const RUNS: [&str; 24] = [
    "exe", "com", "bat", "cmd", "msi", "scr", "ps1", "vbs", "js", "jse", "wsf", "hta", "lnk", "jar", "sh",
    "app", "html", "htm", "svg", "xhtml", "xlsm", "docm", "pptm", "url",
];

impl Media {
    /// `start`: the first bytes, 8 KiB if there are as many.
    pub fn of(name: &str, start: &[u8]) -> Self {
        let extension = name.rsplit_once('.').map(|(_, e)| e.to_lowercase()).unwrap_or_default();
        let told = infer::get(start).map(|kind| kind.mime_type()).unwrap_or_default();
        if RUNS.contains(&extension.as_str()) || is_program(told) || looks_like_markup(start) {
            return Self::Code;
        }
        match told {
            "image/jpeg" => Self::Jpeg,
            "image/png" => Self::Png,
            "image/webp" => Self::Webp,
            "image/tiff" => Self::Tiff,
            "image/heif" | "image/heic" | "image/heif-sequence" | "image/avif" => Self::Heic,
            "application/pdf" => Self::Pdf,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            | "application/vnd.ms-excel"
            | "application/vnd.oasis.opendocument.spreadsheet" => Self::Spreadsheet,
            told if told.contains("word")
                || told.contains("presentation")
                || told.contains("opendocument") =>
            {
                Self::Document
            }
            told if told.starts_with("video/") => Self::Video,
            told if told.starts_with("audio/") => Self::Audio,
            _ => Self::by_name(&extension, start),
        }
    }

    /// The bytes say no more than "a zip", "an OLE file" or nothing at all.
    fn by_name(extension: &str, start: &[u8]) -> Self {
        match extension {
            "heic" | "heif" => Self::Heic,
            "xlsx" | "xls" | "ods" => Self::Spreadsheet,
            "docx" | "doc" | "pptx" | "ppt" | "odt" | "rtf" => Self::Document,
            "zip" | "7z" | "rar" | "gz" | "tar" | "lzh" => Self::Archive,
            "txt" | "csv" | "tsv" | "log" | "md" if !start.contains(&0) => Self::Text,
            _ => Self::Other,
        }
    }

    /// Whether a picture of it can be made.
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Webp | Self::Tiff)
    }

    /// Whether a picture of it can be shown, drawn anew from what was read.
    pub const fn can_be_seen(self) -> bool {
        self.is_picture() || matches!(self, Self::Pdf)
    }
}

fn is_program(told: &str) -> bool {
    ["executable", "x-msdownload", "x-mach", "x-elf", "x-dex", "java", "wasm", "x-sh"]
        .iter()
        .any(|w| told.contains(w))
}

/// HTML and SVG, whatever they call themselves.
fn looks_like_markup(start: &[u8]) -> bool {
    let head: String =
        String::from_utf8_lossy(start.get(..512.min(start.len())).unwrap_or_default()).to_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    ["<!doctype html", "<html", "<svg", "<script", "<?xml"].iter().any(|tag| head.starts_with(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_tell_more_than_names() {
        assert_eq!(Media::of("契約書.pdf", b"%PDF-1.7\n"), Media::Pdf);
        assert_eq!(Media::of("写真.jpg", b"%PDF-1.7\n"), Media::Pdf);
        assert_eq!(Media::of("IMG.JPG", &[0xFF, 0xD8, 0xFF, 0xE0]), Media::Jpeg);
        assert_eq!(Media::of("メモ.txt", "点検".as_bytes()), Media::Text);
        assert_eq!(Media::of("なし", b""), Media::Other);
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
        assert_eq!(Media::of("IMG_0001.HEIC", heic), Media::Heic);
    }

    #[test]
    fn what_can_run_is_never_shown() {
        let cases: [(&str, &[u8]); 7] = [
            ("手順.html", b"<p>x"),
            ("手順.txt", b"<!DOCTYPE html><script>"),
            ("図.png", b"<svg xmlns='x'>"),
            ("setup.exe", b"MZ"),
            ("写真.jpg", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0"),
            ("表.xlsm", b"PK\x03\x04"),
            ("a.js", b"1"),
        ];
        for (name, start) in cases {
            assert_eq!(Media::of(name, start), Media::Code, "{name}");
            assert!(!Media::of(name, start).can_be_seen());
        }
    }
}
