//! Making a package: the manifest, then every part, in one go and under another name until it is whole.

use std::fs::{self, File};
use std::io::{self, BufWriter, Cursor, Read, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::format::{Entry, Head, MAGIC, Manifest, VERSION, root};
use super::seal::{Seal, seal};
use super::sign::Key;
use crate::error::IoContext;
use crate::progress::Progress;
use crate::workspace::sync_folder_of;
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

/// What a package will be: read from here it is its bytes.
pub struct Packing<'p, 'a> {
    begins: Cursor<Vec<u8>>,
    parts: std::slice::Iter<'p, Part<'a>>,
    now: Option<Reading<'p, 'a>>,
    total: i64,
    fingerprint: String,
}

struct Reading<'p, 'a> {
    entry: &'p Entry,
    from: Box<dyn Read + 'a>,
    hash: Sha256,
    length: u64,
}

impl<'p, 'a> Packing<'p, 'a> {
    /// Signed where a key is given. The same head, parts and key make the same bytes.
    pub fn new(mut head: Head, parts: &'p [Part<'a>], key: Option<&Key>) -> Result<Self> {
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
        let fingerprint = Manifest::fingerprint(&text);
        let begins =
            [MAGIC.as_slice(), &length.to_be_bytes(), text.as_slice(), &[signed], &signature].concat();
        Ok(Self { begins: Cursor::new(begins), parts: parts.iter(), now: None, total, fingerprint })
    }

    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// How many bytes its parts have.
    pub const fn total(&self) -> i64 {
        self.total
    }

    fn next_of_part(&mut self, into: &mut [u8]) -> Result<usize> {
        loop {
            let Some(now) = &mut self.now else {
                let Some(part) = self.parts.next() else { return Ok(0) };
                let from = (part.open)()?;
                self.now = Some(Reading { entry: &part.entry, from, hash: Sha256::new(), length: 0 });
                continue;
            };
            let read = now.from.read(into).map_err(|e| Error::io("read", Path::new(&now.entry.name), &e))?;
            if read > 0 {
                now.hash.update(into.get(..read).unwrap_or_default());
                now.length += u64::try_from(read).unwrap_or(0);
                return Ok(read);
            }
            // A part that is not what the manifest says would be refused where it arrives.
            let hash = data_encoding::HEXLOWER.encode(&now.hash.clone().finalize());
            if now.length != now.entry.bytes || hash != now.entry.sha256 {
                return Err(Error::Damaged { path: now.entry.name.clone(), detail: "sha256".into() });
            }
            self.now = None;
        }
    }
}

impl Read for Packing<'_, '_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self.begins.read(into)? {
            0 if !into.is_empty() => self.next_of_part(into).map_err(io::Error::other),
            read => Ok(read),
        }
    }
}

/// Writes a package, sealed where it is said to what.
pub fn write(
    path: &Path,
    head: Head,
    parts: &[Part<'_>],
    key: Option<&Key>,
    sealed: Option<Seal<'_>>,
    progress: &Progress<'_>,
) -> Result<Written> {
    let mut packing = Packing::new(head, parts, key)?;
    let (total, fingerprint) = (packing.total(), packing.fingerprint().to_owned());
    let bytes = copy_out(path, &mut packing, total, sealed, progress)?;
    Ok(Written { bytes, fingerprint })
}

/// Writes what is read, in one go and under another name until it is whole. Answers how long the file is.
pub fn copy_out(
    path: &Path,
    from: &mut impl Read,
    total: i64,
    sealed: Option<Seal<'_>>,
    progress: &Progress<'_>,
) -> Result<u64> {
    let part = path.with_extension("part");
    let written = (|| {
        let file = File::create(&part).doing("write", &part)?;
        let mut out = BufWriter::with_capacity(1 << 20, file);
        match sealed {
            Some(with) => {
                let mut sealed = seal(&mut out, with)?;
                copy(from, &mut sealed, path, total, progress)?;
                sealed.finish().doing("write", path)?;
            }
            None => copy(from, &mut out, path, total, progress)?,
        }
        let file = out.into_inner().map_err(|e| Error::io("write", path, e.error()))?;
        file.sync_all().doing("write", path)?;
        fs::rename(&part, path).doing("replace", path)?;
        sync_folder_of(path)?;
        Ok(fs::metadata(path).doing("read", path)?.len())
    })();
    if written.is_err() {
        // The first failure is what is told; half a file must not be taken for one.
        let _ = fs::remove_file(&part);
    }
    written
}

fn copy(
    from: &mut impl Read,
    out: &mut impl Write,
    path: &Path,
    total: i64,
    progress: &Progress<'_>,
) -> Result<()> {
    let mut done = 0_i64;
    let mut buffer = vec![0; 256 << 10];
    loop {
        // What went wrong in a part says so itself.
        let read = from
            .read(&mut buffer)
            .map_err(|e| e.downcast::<Error>().unwrap_or_else(|e| Error::io("read", path, &e)))?;
        let Some(piece) = buffer.get(..read).filter(|piece| !piece.is_empty()) else { return Ok(()) };
        out.write_all(piece).doing("write", path)?;
        done += i64::try_from(read).unwrap_or(0);
        progress.step(done.min(total), total)?;
    }
}
