//! Making a package: the manifest, then every part, in one go and under another name until it is whole.

use std::fs::{self, File};
use std::io::{BufWriter, Cursor, Read, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::format::{Entry, Head, MAGIC, Manifest, VERSION, root};
use super::seal::seal;
use super::sign::Key;
use crate::error::IoContext;
use crate::progress::Progress;
use crate::workspace::{Password, Tuning, sync_folder_of};
use crate::{Error, Result};

type Open<'a> = Box<dyn Fn() -> Result<Box<dyn Read + 'a>> + 'a>;

/// What goes in: its length and hash are known before its bytes are read.
pub struct Part<'a> {
    pub entry: Entry,
    pub open: Open<'a>,
}

impl Part<'_> {
    pub fn of_bytes(name: &str, bytes: Vec<u8>) -> Self {
        let entry = Entry {
            name: name.into(),
            bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            sha256: data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes)),
        };
        Self { entry, open: Box::new(move || Ok(Box::new(Cursor::new(bytes.clone())))) }
    }
}

/// A package as it lies there.
#[derive(Debug, Clone)]
pub struct Written {
    pub bytes: u64,
    pub fingerprint: String,
}

/// Signed where a key is given, sealed where a passphrase is.
pub fn write(
    path: &Path,
    head: Head,
    parts: &[Part<'_>],
    key: Option<&Key>,
    passphrase: Option<(&Password, Tuning)>,
    progress: &Progress<'_>,
) -> Result<Written> {
    let part = path.with_extension("part");
    let written = (|| {
        let file = File::create(&part).doing("write", &part)?;
        let mut out = BufWriter::with_capacity(1 << 20, file);
        let fingerprint;
        match passphrase {
            Some((passphrase, tuning)) => {
                let mut sealed = seal(&mut out, passphrase, tuning)?;
                fingerprint = whole(&mut sealed, (head, key), parts, path, progress)?;
                sealed.finish().doing("write", path)?;
            }
            None => fingerprint = whole(&mut out, (head, key), parts, path, progress)?,
        }
        let file = out.into_inner().map_err(|e| Error::io("write", path, e.error()))?;
        file.sync_all().doing("write", path)?;
        fs::rename(&part, path).doing("replace", path)?;
        sync_folder_of(path)?;
        Ok(Written { bytes: fs::metadata(path).doing("read", path)?.len(), fingerprint })
    })();
    if written.is_err() {
        // The first failure is what is told; half a file must not be taken for one.
        let _ = fs::remove_file(&part);
    }
    written
}

fn whole(
    out: &mut impl Write,
    (mut head, key): (Head, Option<&Key>),
    parts: &[Part<'_>],
    path: &Path,
    progress: &Progress<'_>,
) -> Result<String> {
    let entries: Vec<Entry> = parts.iter().map(|part| part.entry.clone()).collect();
    let total = i64::try_from(entries.iter().map(|one| one.bytes).sum::<u64>()).unwrap_or(i64::MAX);
    head.signer = key.map(Key::public);
    let manifest = Manifest { version: VERSION, head, root: root(&entries), parts: entries };
    if let Some(fault) = manifest.fault() {
        return Err(Error::internal(format!("package: {fault}")));
    }
    let text = serde_json_canonicalizer::to_vec(&manifest).map_err(|e| Error::internal(e.to_string()))?;
    let length = u32::try_from(text.len()).map_err(|e| Error::internal(e.to_string()))?;
    let signature = key.map(|key| key.sign(&text).to_vec()).unwrap_or_default();
    let signed = u8::try_from(signature.len()).map_err(|e| Error::internal(e.to_string()))?;
    for bytes in [MAGIC.as_slice(), &length.to_be_bytes(), &text, &[signed], &signature] {
        out.write_all(bytes).doing("write", path)?;
    }
    let mut done = 0_i64;
    let mut buffer = vec![0; 256 << 10];
    for part in parts {
        let mut from = (part.open)()?;
        let (mut hash, mut length) = (Sha256::new(), 0_u64);
        loop {
            let read = from.read(&mut buffer).doing("read", path)?;
            let Some(piece) = buffer.get(..read).filter(|piece| !piece.is_empty()) else { break };
            hash.update(piece);
            out.write_all(piece).doing("write", path)?;
            length += u64::try_from(read).unwrap_or(0);
            done += i64::try_from(read).unwrap_or(0);
            progress.step(done, total)?;
        }
        // A part that is not what the manifest says would be refused where it arrives.
        if length != part.entry.bytes || data_encoding::HEXLOWER.encode(&hash.finalize()) != part.entry.sha256
        {
            return Err(Error::Damaged { path: part.entry.name.clone(), detail: "sha256".into() });
        }
    }
    Ok(Manifest::fingerprint(&text))
}
