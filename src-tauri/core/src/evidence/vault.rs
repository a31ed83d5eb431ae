//! The encrypted files of `evidence/`. A file is written under a name of its own key beside the others, made durable,
//! and only then called by the keyed hash of its content: half of one never appears. Format: [`MARK`], then the content
//! in pieces of 64 KiB, each sealed with ChaCha20-Poly1305 as a STREAM, so that nothing can be cut, swapped or put on.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc;

use chacha20poly1305::aead::KeyInit;
use chacha20poly1305::aead::stream::{DecryptorBE32, EncryptorBE32};
use chacha20poly1305::{ChaCha20Poly1305, Key};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::model::Stored;
use super::query;
use crate::error::IoContext;
use crate::progress::Progress;
use crate::workspace::keys::random;
use crate::workspace::{Layout, Session, sync_folder_of};
use crate::{Error, Result};

const MARK: &[u8] = b"TENKEN EVIDENCE 1\n";
const PIECE: usize = 64 << 10;
const TAG: usize = 16;
/// What goes from the reading to the writing thread at once.
const HANDFUL: usize = 1 << 20;
/// A key seals one file only, so its nonces may begin at zero.
const NONCE: [u8; 7] = [0; 7];

/// Writes a content into the vault. `known` answers what is stored already under a hash: then nothing is kept twice.
pub fn put(
    session: &Session,
    mut from: impl Read,
    total: i64,
    progress: &Progress<'_>,
    known: impl FnOnce(&str) -> Result<Option<Stored>>,
) -> Result<Stored> {
    let layout = session.layout();
    let folder = layout.evidence();
    fs::create_dir_all(&folder).doing("create", &folder)?;
    let temp = folder.join(format!("{PART}{}", uuid::Uuid::now_v7().simple()));
    let key = Zeroizing::new(random::<32>()?);
    let written = write(&temp, &key, &mut from, total, progress);
    let placed = written.and_then(|(sha256, bytes)| {
        if let Some(there) = known(&sha256)?
            && fs::metadata(path_of(layout, &there)).is_ok_and(|m| m.len() == sealed_length(there.bytes))
        {
            fs::remove_file(&temp).doing("remove", &temp)?;
            return Ok(there);
        }
        let name = name_of(session, &sha256)?;
        let stored = Stored { sha256, bytes, name, key: data_encoding::BASE64.encode(key.as_ref()) };
        let place = path_of(layout, &stored);
        let shelf = place.parent().unwrap_or(&folder);
        if !shelf.is_dir() {
            fs::create_dir_all(shelf).doing("create", shelf)?;
            sync_folder_of(shelf)?;
        }
        fs::rename(&temp, &place).doing("create", &place)?;
        sync_folder_of(&place)?;
        Ok(stored)
    });
    if placed.is_err() {
        // Nobody knows of it yet; what cannot be removed now is swept at the next opening.
        let _ = fs::remove_file(&temp);
    }
    placed
}

const PART: &str = ".part-";

/// Takes away what an interrupted writing left, and what an interrupted shredding did not.
pub fn sweep(session: &Session) -> Result<()> {
    let layout = session.layout();
    for stored in query::to_remove(session.db())? {
        // Already gone is what it should be; in use elsewhere it is tried again at the next opening.
        let _ = fs::remove_file(path_of(layout, &stored));
    }
    sweep_parts(layout);
    // A shelf that was made just before a power cut is there for good before anything more is laid on it.
    let folder = layout.evidence();
    if folder.is_dir() { sync_folder_of(&folder.join("-")) } else { Ok(()) }
}

/// Takes away the bytes of what was shredded.
pub fn remove(layout: &Layout, stored: &Stored) -> Result<()> {
    let path = path_of(layout, stored);
    match fs::remove_file(&path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(Error::io("remove", &path, &e)),
        _ => Ok(()),
    }
}

fn sweep_parts(layout: &Layout) {
    let Ok(entries) = fs::read_dir(layout.evidence()) else { return };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with(PART) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Where a stored content lies, in a workspace or in a copy of one.
pub fn path_of(layout: &Layout, stored: &Stored) -> PathBuf {
    // The name is hexadecimal: it was made here, but a ledger can come from anywhere.
    let name: String = stored.name.chars().filter(char::is_ascii_hexdigit).collect();
    layout.evidence().join(name.get(..2).unwrap_or("00")).join(name)
}

/// How long the sealed file of so many bytes is.
pub fn sealed_length(bytes: i64) -> u64 {
    let bytes = u64::try_from(bytes).unwrap_or(0);
    let pieces = bytes.div_ceil(PIECE as u64).max(1);
    MARK.len() as u64 + bytes + pieces * TAG as u64
}

fn name_of(session: &Session, sha256: &str) -> Result<String> {
    let key = session.data_key.derive("evidence names")?;
    let mut mac =
        <Hmac<Sha256> as Mac>::new_from_slice(key.as_ref()).map_err(|e| Error::internal(e.to_string()))?;
    mac.update(sha256.as_bytes());
    Ok(data_encoding::HEXLOWER.encode(&mac.finalize().into_bytes()))
}

/// One thread reads and hashes, the other seals and writes.
fn write(
    to: &Path,
    key: &[u8; 32],
    from: &mut impl Read,
    total: i64,
    progress: &Progress<'_>,
) -> Result<(String, i64)> {
    let (sender, receiver) = mpsc::sync_channel::<Vec<u8>>(4);
    std::thread::scope(|scope| {
        let writer = scope.spawn(move || seal(to, key, &receiver));
        let read = digest(from, total, progress, |handful| sender.send(handful).is_ok());
        drop(sender);
        let written = writer.join().map_err(|_| Error::internal("the writing thread"))?;
        // A writer that gave up says why; the reader only noticed that nobody was listening.
        written.and(read)
    })
}

/// Hashes what comes, and hands it on.
fn digest(
    from: &mut impl Read,
    total: i64,
    progress: &Progress<'_>,
    mut hand_on: impl FnMut(Vec<u8>) -> bool,
) -> Result<(String, i64)> {
    let mut hash = Sha256::new();
    let mut bytes = 0;
    loop {
        let mut handful = Vec::with_capacity(HANDFUL);
        let read = from.by_ref().take(HANDFUL as u64).read_to_end(&mut handful);
        read.map_err(|e| Error::io("read", Path::new(""), &e))?;
        let got = i64::try_from(handful.len()).unwrap_or(0);
        if got == 0 {
            return Ok((data_encoding::HEXLOWER.encode(&hash.finalize()), bytes));
        }
        hash.update(&handful);
        bytes += got;
        progress.step(bytes, total.max(bytes))?;
        if !hand_on(handful) {
            return Err(Error::internal("nobody writes"));
        }
    }
}

fn seal(to: &Path, key: &[u8; 32], from: &mpsc::Receiver<Vec<u8>>) -> Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(to).doing("write", to)?;
    file.write_all(MARK).doing("write", to)?;
    let mut seal =
        EncryptorBE32::from_aead(ChaCha20Poly1305::new(Key::from_slice(key)), NONCE.as_slice().into());
    let mut out = Vec::with_capacity(HANDFUL + HANDFUL / PIECE * TAG);
    let mut piece = Vec::with_capacity(PIECE + TAG);
    for handful in from {
        for part in handful.chunks(PIECE) {
            // A piece is sealed when the next one is there: only the last is sealed as the last.
            if piece.len() == PIECE {
                seal.encrypt_next_in_place(b"", &mut piece).map_err(sealing)?;
                out.extend_from_slice(&piece);
                piece.clear();
            }
            let room = PIECE - piece.len();
            let (now, later) = part.split_at(room.min(part.len()));
            piece.extend_from_slice(now);
            if !later.is_empty() {
                seal.encrypt_next_in_place(b"", &mut piece).map_err(sealing)?;
                out.extend_from_slice(&piece);
                piece.clear();
                piece.extend_from_slice(later);
            }
        }
        file.write_all(&out).doing("write", to)?;
        out.clear();
    }
    seal.encrypt_last_in_place(b"", &mut piece).map_err(sealing)?;
    file.write_all(&piece).doing("write", to)?;
    file.sync_all().doing("write", to)
}

fn sealing<E>(_: E) -> Error {
    Error::internal("sealing evidence")
}

/// Reads a stored content, piece by piece; whatever was altered ends in an error, never in wrong bytes.
pub struct Opened {
    from: BufReader<File>,
    seal: Option<DecryptorBE32<ChaCha20Poly1305>>,
    piece: Vec<u8>,
    at: usize,
}

pub fn open(layout: &Layout, stored: &Stored) -> Result<Opened> {
    let path = path_of(layout, stored);
    let mut from = BufReader::with_capacity(HANDFUL, File::open(&path).doing("read", &path)?);
    let mut mark = [0; MARK.len()];
    from.read_exact(&mut mark).doing("read", &path)?;
    let key = data_encoding::BASE64.decode(stored.key.as_bytes()).map(Zeroizing::new);
    let key = key.ok().filter(|key| key.len() == 32 && mark == MARK);
    let key = key.ok_or_else(|| Error::damaged(&path, "header"))?;
    let seal =
        DecryptorBE32::from_aead(ChaCha20Poly1305::new(Key::from_slice(&key)), NONCE.as_slice().into());
    Ok(Opened { from, seal: Some(seal), piece: Vec::new(), at: 0 })
}

impl Opened {
    fn next_piece(&mut self) -> io::Result<bool> {
        let Some(mut seal) = self.seal.take() else { return Ok(false) };
        let altered = |_| io::Error::new(io::ErrorKind::InvalidData, "altered");
        self.piece.clear();
        self.at = 0;
        self.from.by_ref().take((PIECE + TAG) as u64).read_to_end(&mut self.piece)?;
        let is_last = self.from.fill_buf()?.is_empty();
        if is_last {
            seal.decrypt_last_in_place(b"", &mut self.piece).map_err(altered)?;
        } else {
            seal.decrypt_next_in_place(b"", &mut self.piece).map_err(altered)?;
            self.seal = Some(seal);
        }
        Ok(true)
    }
}

impl Read for Opened {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while self.at == self.piece.len() {
            if !self.next_piece()? {
                return Ok(0);
            }
        }
        let left = self.piece.get(self.at..).unwrap_or_default();
        let count = left.len().min(to.len());
        if let (Some(to), Some(from)) = (to.get_mut(..count), left.get(..count)) {
            to.copy_from_slice(from);
        }
        self.at += count;
        Ok(count)
    }
}

/// The whole of a stored content; what is longer than `most` is not read.
pub fn read(layout: &Layout, stored: &Stored, most: i64) -> Result<Vec<u8>> {
    let path = path_of(layout, stored);
    if stored.bytes > most {
        return Err(Error::internal(format!("{} bytes", stored.bytes)));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(stored.bytes).unwrap_or(0));
    open(layout, stored)?.read_to_end(&mut bytes).doing("read", &path)?;
    Ok(bytes)
}

/// Reads it all, and whether it is still what it was.
pub fn is_whole(layout: &Layout, stored: &Stored, mut step: impl FnMut(i64) -> Result<()>) -> Result<bool> {
    let Ok(mut opened) = open(layout, stored) else { return Ok(false) };
    let mut hash = Sha256::new();
    let mut buffer = vec![0; HANDFUL];
    loop {
        match opened.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => {
                hash.update(buffer.get(..count).unwrap_or_default());
                step(i64::try_from(count).unwrap_or(0))?;
            }
            Err(_) => return Ok(false),
        }
    }
    Ok(data_encoding::HEXLOWER.encode(&hash.finalize()) == stored.sha256)
}

/// Writes a readable copy where the person asked for one; nothing half-written stays there.
pub fn export(layout: &Layout, stored: &Stored, to: &Path, progress: &Progress<'_>) -> Result<()> {
    let part = to.with_extension("part");
    let copied = (|| {
        let mut from = open(layout, stored)?;
        let mut file = File::create(&part).doing("write", &part)?;
        let mut buffer = vec![0; HANDFUL];
        let mut done = 0;
        loop {
            let count = from.read(&mut buffer).doing("read", &path_of(layout, stored))?;
            if count == 0 {
                break;
            }
            file.write_all(buffer.get(..count).unwrap_or_default()).doing("write", &part)?;
            done += i64::try_from(count).unwrap_or(0);
            progress.step(done, stored.bytes)?;
        }
        file.sync_all().doing("write", &part)?;
        fs::rename(&part, to).doing("write", to)
    })();
    if copied.is_err() {
        let _ = fs::remove_file(&part);
    }
    copied
}
