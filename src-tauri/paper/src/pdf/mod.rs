//! Pages as a PDF/A-2b file. printpdf writes the pages; what an archive needs beside them is added to its document before
//! it is saved. The same pages give the same bytes.

mod archive;
mod content;
mod faces;
mod picture;

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Object, dictionary};
use printpdf::{PdfDocument, PdfPage, PdfSaveOptions, Pt, XObjectId};

use crate::block::Document;
use crate::layout::{Laid, Mark};
use crate::{Error, Result};

/// One laid-out paper as a file.
pub fn write(document: &Document, laid: &Laid) -> Result<Vec<u8>> {
    let faces = faces::Faces::of(laid)?;
    let mut pdf = PdfDocument::new(&document.title);
    faces.add_to(&mut pdf);
    for page in &laid.pages {
        for mark in &page.marks {
            if let Mark::Picture { name, width, .. } = mark {
                let id = XObjectId(content::picture_name(document, name));
                if let std::collections::btree_map::Entry::Vacant(e) = pdf.resources.xobjects.map.entry(id) {
                    e.insert(picture::embed(document, name, *width)?);
                }
            }
        }
        let ops = content::ops(document, page, &faces);
        let size = (printpdf::Mm::from(Pt(page.width)), printpdf::Mm::from(Pt(page.height)));
        pdf.pages.push(PdfPage::new(size.0, size.1, ops));
    }
    let mut warnings = Vec::new();
    let options =
        PdfSaveOptions { subset_fonts: false, image_optimization: None, ..PdfSaveOptions::default() };
    let mut file = pdf.to_lopdf_document(&options, &mut warnings);
    archive::complete(&mut file, document, laid)?;
    pack(&mut file)?;
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).map_err(|e| fail(&e))?;
    Ok(bytes)
}

/// lopdf packs as tightly as it can, which takes four times as long for a hundredth of the size.
fn pack(file: &mut lopdf::Document) -> Result<()> {
    for object in file.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        if !stream.allows_compression || stream.dict.has(b"Filter") {
            continue;
        }
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::new(6));
        packed.write_all(&stream.content).map_err(|e| fail(&e))?;
        let packed = packed.finish().map_err(|e| fail(&e))?;
        if packed.len() < stream.content.len() {
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(packed);
        }
    }
    Ok(())
}

fn fail(error: &dyn std::fmt::Display) -> Error {
    Error::Pdf { detail: error.to_string() }
}

/// Text as PDF keeps it outside of pages.
fn text(value: &str) -> Object {
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(value.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, lopdf::StringFormat::Hexadecimal)
}

/// Bookmarks as a tree: sections under the paper's title.
fn outline(file: &mut lopdf::Document, laid: &Laid) -> Option<lopdf::ObjectId> {
    if laid.bookmarks.is_empty() {
        return None;
    }
    let pages: Vec<lopdf::ObjectId> = file.page_iter().collect();
    let root = file.new_object_id();
    let ids: Vec<_> = laid.bookmarks.iter().map(|_| file.new_object_id()).collect();
    // The one above each: the last before it of a lower level.
    let above = |i: usize| {
        let level = laid.bookmarks.get(i).map_or(1, |b| b.level);
        (0..i).rev().find(|&j| laid.bookmarks.get(j).is_some_and(|b| b.level < level))
    };
    let parents: Vec<Option<usize>> = (0..ids.len()).map(above).collect();
    let children = |parent: Option<usize>| -> Vec<lopdf::ObjectId> {
        parents.iter().zip(&ids).filter(|(p, _)| **p == parent).map(|(_, id)| *id).collect()
    };
    for (i, bookmark) in laid.bookmarks.iter().enumerate() {
        let (Some(&id), Some(&parent)) = (ids.get(i), parents.get(i)) else { continue };
        let siblings = children(parent);
        let at = siblings.iter().position(|s| *s == id).unwrap_or(0);
        let mut item = dictionary! {
            "Title" => text(&bookmark.text),
            "Parent" => parent.and_then(|p| ids.get(p)).copied().unwrap_or(root),
        };
        if let (Some(page), Some(size)) = (pages.get(bookmark.page), laid.pages.get(bookmark.page)) {
            let top = size.height - bookmark.y + 4.0;
            item.set(
                "Dest",
                vec![(*page).into(), "XYZ".into(), Object::Null, Object::Real(top), Object::Null],
            );
        }
        if let Some(previous) = at.checked_sub(1).and_then(|at| siblings.get(at)) {
            item.set("Prev", *previous);
        }
        if let Some(next) = siblings.get(at + 1) {
            item.set("Next", *next);
        }
        let below = children(Some(i));
        if let (Some(first), Some(last)) = (below.first(), below.last()) {
            item.set("First", *first);
            item.set("Last", *last);
            item.set("Count", i64::try_from(below.len()).unwrap_or(0));
        }
        file.set_object(id, item);
    }
    let top = children(None);
    let (first, last) = (top.first()?, top.last()?);
    let count = i64::try_from(ids.len()).unwrap_or(0);
    file.set_object(
        root,
        dictionary! { "Type" => "Outlines", "First" => *first, "Last" => *last, "Count" => count },
    );
    Some(root)
}
