//! The head of the ledger, remembered outside the workspace. SQLCipher alone does not notice yesterday's folder
//! put back, or a damaged WAL that swallows commits; this does.
//!
//! Two fixed records written in turn, in place and without waiting for the disk: after a power cut the older one
//! still stands, and it is still true, because a head is written only after its commit is durable.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::Result;
use crate::error::IoContext;
use crate::ledger::Head;

const RECORD: usize = 20 + 1 + 20 + 1 + 64 + 1 + 64 + 1;

#[derive(Debug)]
pub struct Anchor {
    path: PathBuf,
    file: File,
    turn: u64,
}

impl Anchor {
    /// Opens the record and answers the head it holds, if it holds one.
    pub fn open(path: &Path) -> Result<(Self, Option<Head>)> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).doing("create", folder)?;
        }
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(path)
            .doing("open", path)?;
        let mut bytes = Vec::new();
        Read::by_ref(&mut file).take(4 * RECORD as u64).read_to_end(&mut bytes).doing("read", path)?;
        let newest = bytes.chunks(RECORD).filter_map(parse).max_by_key(|(turn, _)| *turn);
        let turn = newest.as_ref().map_or(0, |(turn, _)| *turn);
        Ok((Self { path: path.to_path_buf(), file, turn }, newest.map(|(_, head)| head)))
    }

    pub fn set(&mut self, head: &Head) -> Result<()> {
        let turn = self.turn + 1;
        let body = format!("{turn:020} {:020} {}", head.seq, data_encoding::HEXLOWER.encode(&head.hash));
        let sum = data_encoding::HEXLOWER.encode(&Sha256::digest(&body));
        let place = SeekFrom::Start((turn % 2) * RECORD as u64);
        self.file.seek(place).doing("write", &self.path)?;
        self.file.write_all(format!("{body} {sum}\n").as_bytes()).doing("write", &self.path)?;
        self.turn = turn;
        Ok(())
    }

    pub fn sync(&self) -> Result<()> {
        self.file.sync_data().doing("write", &self.path)
    }
}

fn parse(record: &[u8]) -> Option<(u64, Head)> {
    let text = std::str::from_utf8(record).ok()?.strip_suffix('\n')?;
    let (body, sum) = text.rsplit_once(' ')?;
    if sum != data_encoding::HEXLOWER.encode(&Sha256::digest(body)) {
        return None;
    }
    let mut parts = body.split(' ');
    let turn = parts.next()?.parse().ok()?;
    let seq = parts.next()?.parse().ok()?;
    let hash = data_encoding::HEXLOWER.decode(parts.next()?.as_bytes()).ok()?.try_into().ok()?;
    Some((turn, Head { seq, hash }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_whole_record_is_the_one() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("heads/one");
        let (mut anchor, none) = Anchor::open(&path).unwrap();
        assert!(none.is_none());
        for seq in [5, 6, 7, 3] {
            anchor.set(&Head { seq, hash: [u8::try_from(seq).unwrap(); 32] }).unwrap();
        }
        assert_eq!(Anchor::open(&path).unwrap().1.unwrap().seq, 3, "after a restore the head may be lower");
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[30] ^= 1; // the record written last
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(Anchor::open(&path).unwrap().1.unwrap().seq, 7, "torn: the one before still stands");
    }
}
