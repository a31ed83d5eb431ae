//! Answers as people read them at a terminal.

use std::io::{self, Write};

use serde_json::{Map, Value};
use tenken_core::words::Words;

/// One line to standard output. A closed pipe (`| head`) is not a failure.
pub fn line(text: &str) {
    let _ = writeln!(io::stdout(), "{text}");
}

/// Said beside the answer: notices and progress go to standard error.
pub fn aside(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

pub fn json(value: &Value) {
    line(&value.to_string());
}

/// `say(words, "shell-done", [("seq", 3.into())])`
pub fn say<const N: usize>(words: &Words, key: &str, facts: [(&str, Value); N]) {
    let facts: Map<String, Value> = facts.into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
    line(&words.say(key, &facts));
}

/// A text after a name, broken where the terminal ends and going on below where it began. Latin words stay whole,
/// and 、。」 never begin a line.
pub fn wrapped(name: &str, text: &str) {
    let left = width(name).min(SCREEN / 2);
    let mut out = name.to_owned();
    let mut here = left;
    for piece in pieces(text) {
        let wide = width(&piece);
        if here > left && here + width(piece.trim_end()) > SCREEN {
            line(out.trim_end());
            out = " ".repeat(left);
            here = left;
        }
        out.push_str(&piece);
        here += wide;
    }
    line(out.trim_end());
}

/// What is not broken: a Latin word, or one character with the signs that follow it.
fn pieces(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for c in text.chars().map(|c| if c == '\n' { ' ' } else { c }) {
        let last = found.last_mut().filter(|piece| !piece.ends_with(' '));
        match last {
            Some(piece) if "、。，．」』）)ー, ".contains(c) => piece.push(c),
            Some(piece) if c.is_ascii() && piece.is_ascii() => piece.push(c),
            _ => found.push(c.into()),
        }
    }
    found
}

/// As wide as a terminal is at the least; papers and pipes have no width of their own.
const SCREEN: usize = 100;

/// Columns padded by how wide they look: a kana is as wide as two letters.
pub fn table(rows: &[Vec<String>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|c| rows.iter().filter_map(|r| r.get(c)).map(|cell| width(cell)).max().unwrap_or(0))
        .collect();
    for row in rows {
        let mut text = String::new();
        for (cell, wanted) in row.iter().zip(&widths) {
            text.push_str(cell);
            text.push_str(&" ".repeat(wanted.saturating_sub(width(cell)) + 2));
        }
        line(text.trim_end());
    }
}

fn width(text: &str) -> usize {
    use unicode_width::UnicodeWidthStr;
    text.width_cjk()
}
