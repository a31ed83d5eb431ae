//! Opening a package: every byte is verified before anything of it is believed.

use std::fs::File;
use std::io::{BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::format::{Entry, Head, LONGEST_MANIFEST, MAGIC, Manifest, VERSION};
use super::seal::{SealingKey, Unseal, unseal};
use super::sign;
use crate::error::{IoContext, display};
use crate::evidence::{self, Stored};
use crate::progress::Progress;
use crate::workspace::{Layout, Password};
use crate::{Error, Result};

/// Shorter ones are read from the disk once and held.
const HELD: u64 = 16 << 20;

/// Where its bytes come from, as often as they are wanted.
enum Source {
    Held(Vec<u8>),
    File { passphrase: Option<Password>, key: Option<SealingKey> },
    Kept(Layout, Stored),
}

impl Source {
    fn open<'a>(&'a self, path: &Path) -> Result<Box<dyn Read + 'a>> {
        match self {
            Self::Held(bytes) => Ok(Box::new(Cursor::new(bytes))),
            Self::File { passphrase, key } => {
                from_disk(path, Unseal { passphrase: passphrase.as_ref(), key: key.as_ref() })
            }
            Self::Kept(layout, stored) => Ok(Box::new(evidence::open(layout, stored)?)),
        }
    }
}

fn from_disk(path: &Path, with: Unseal<'_>) -> Result<Box<dyn Read>> {
    let file = File::open(path).doing("read", path)?;
    unseal(BufReader::with_capacity(256 << 10, file), path, with)
}

/// A package whose every part is what its manifest says.
pub struct Package {
    path: PathBuf,
    source: Source,
    pub manifest: Manifest,
    /// Of the manifest: what it is known by.
    pub fingerprint: String,
}

/// What a package says of itself; of its parts nothing was looked at yet.
pub struct Glimpse {
    pub head: Head,
    pub fingerprint: String,
}

impl Glimpse {
    pub fn of(path: &Path, with: Unseal<'_>) -> Result<Self> {
        let (manifest, fingerprint) = begin(&mut from_disk(path, with)?, path)?;
        Ok(Self { head: manifest.head, fingerprint })
    }
}

impl Package {
    pub fn open(path: &Path, with: Unseal<'_>, progress: &Progress<'_>) -> Result<Self> {
        let long = std::fs::metadata(path).doing("read", path)?.len() > HELD;
        let source = if long {
            Source::File { passphrase: with.passphrase.cloned(), key: with.key.cloned() }
        } else {
            let mut bytes = Vec::new();
            let read = from_disk(path, with)?.take(HELD).read_to_end(&mut bytes);
            read.map_err(|e| altered(path, &e.to_string()))?;
            Source::Held(bytes)
        };
        Self::verified(path, source, progress)
    }

    /// One that lies among the files of this folder, as it was signed.
    pub fn of_kept(layout: &Layout, stored: Stored, progress: &Progress<'_>) -> Result<Self> {
        let path = PathBuf::from(&stored.name);
        Self::verified(&path, Source::Kept(layout.clone(), stored), progress)
    }

    fn verified(path: &Path, source: Source, progress: &Progress<'_>) -> Result<Self> {
        let mut from = source.open(path)?;
        let (manifest, fingerprint) = begin(&mut from, path)?;
        let total =
            i64::try_from(manifest.parts.iter().map(|one| one.bytes).sum::<u64>()).unwrap_or(i64::MAX);
        let mut done = 0_i64;
        for part in &manifest.parts {
            let mut hash = Sha256::new();
            each_piece(&mut from, part, path, |piece| {
                hash.update(piece);
                done += i64::try_from(piece.len()).unwrap_or(0);
                progress.step(done, total)
            })?;
            if data_encoding::HEXLOWER.encode(&hash.finalize()) != part.sha256 {
                return Err(altered(path, &part.name));
            }
        }
        // Nothing follows the last part; reading on also proves that a sealed file is whole.
        let mut rest = [0];
        if from.read(&mut rest).map_err(|e| altered(path, &e.to_string()))? != 0 {
            return Err(altered(path, "…"));
        }
        drop(from);
        Ok(Self { path: path.to_owned(), source, manifest, fingerprint })
    }

    /// Its bytes without the seal: what was signed, and nothing else.
    pub fn whole(&self) -> Result<Box<dyn Read + '_>> {
        self.source.open(&self.path)
    }

    /// Each of its parts that is wanted, one after the other, as bytes.
    pub fn each(
        &self,
        wanted: impl Fn(&Entry) -> bool,
        mut take: impl FnMut(&Entry, &[u8]) -> Result<()>,
    ) -> Result<()> {
        let mut from = self.whole()?;
        let (manifest, fingerprint) = begin(&mut from, &self.path)?;
        // The file was changed since it was verified.
        if fingerprint != self.fingerprint {
            return Err(altered(&self.path, "manifest"));
        }
        for part in &manifest.parts {
            let keep = wanted(part);
            let mut bytes = Vec::new();
            each_piece(&mut from, part, &self.path, |piece| {
                if keep {
                    bytes.extend_from_slice(piece);
                }
                Ok(())
            })?;
            if keep {
                if data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes)) != part.sha256 {
                    return Err(altered(&self.path, &part.name));
                }
                take(part, &bytes)?;
            }
        }
        Ok(())
    }

    /// One part as it is.
    pub fn bytes(&self, name: &str) -> Result<Vec<u8>> {
        let mut found = None;
        self.each(
            |part| part.name == name,
            |_, bytes| {
                found = Some(bytes.to_vec());
                Ok(())
            },
        )?;
        found.ok_or_else(|| altered(&self.path, name))
    }

    /// One part as JSON.
    pub fn json<T: serde::de::DeserializeOwned>(&self, name: &str) -> Result<T> {
        serde_json::from_slice(&self.bytes(name)?).map_err(|e| altered(&self.path, &format!("{name}: {e}")))
    }
}

fn altered(path: &Path, part: &str) -> Error {
    Error::PackageAltered { path: display(path), part: part.into() }
}

/// The manifest and its fingerprint; what follows in `from` are the parts.
fn begin(from: &mut impl Read, path: &Path) -> Result<(Manifest, String)> {
    let mut magic = [0; 16];
    let mut length = [0; 4];
    let begun = from.read_exact(&mut magic).and_then(|()| from.read_exact(&mut length));
    if begun.is_err() || &magic != MAGIC {
        return Err(Error::NotAPackage { path: display(path) });
    }
    let length = u32::from_be_bytes(length);
    if length > LONGEST_MANIFEST {
        return Err(altered(path, "manifest"));
    }
    let mut text = vec![0; usize::try_from(length).unwrap_or(0)];
    from.read_exact(&mut text).map_err(|_| altered(path, "manifest"))?;
    let version =
        |text: &[u8]| serde_json::from_slice::<serde_json::Value>(text).ok()?.get("version")?.as_u64();
    if let Some(found) = version(&text).filter(|found| *found > u64::from(VERSION)) {
        return Err(Error::PackageNewer {
            path: display(path),
            found: i64::try_from(found).unwrap_or(i64::MAX),
        });
    }
    let manifest: Manifest =
        serde_json::from_slice(&text).map_err(|e| altered(path, &format!("manifest: {e}")))?;
    // One content has one form: nothing is hidden in spaces or doubled keys.
    let again = serde_json_canonicalizer::to_vec(&manifest).map_err(|e| Error::internal(e.to_string()))?;
    if again != text {
        return Err(altered(path, "manifest"));
    }
    let mut signed = [0];
    from.read_exact(&mut signed).map_err(|_| altered(path, "signature"))?;
    let mut signature = vec![0; usize::from(signed[0])];
    from.read_exact(&mut signature).map_err(|_| altered(path, "signature"))?;
    // Whoever is named signed it, and nobody is named without a signature.
    let sound = match &manifest.head.signer {
        Some(key) => signature.len() == sign::LENGTH && sign::is_signed(key, &text, &signature),
        None => signature.is_empty(),
    };
    if !sound {
        return Err(altered(path, "signature"));
    }
    match manifest.fault() {
        Some(fault) => Err(altered(path, &fault)),
        None => Ok((manifest, Manifest::fingerprint(&text))),
    }
}

fn each_piece(
    from: &mut impl Read,
    part: &Entry,
    path: &Path,
    mut take: impl FnMut(&[u8]) -> Result<()>,
) -> Result<()> {
    let mut left = part.bytes;
    let mut buffer = vec![0; 256 << 10];
    while left > 0 {
        let most = usize::try_from(left).unwrap_or(buffer.len()).min(buffer.len());
        let room = buffer.get_mut(..most).unwrap_or_default();
        let read = from.read(room).map_err(|_| altered(path, &part.name))?;
        if read == 0 {
            return Err(altered(path, &part.name));
        }
        take(room.get(..read).unwrap_or_default())?;
        left -= u64::try_from(read).unwrap_or(left);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use uuid::Uuid;

    use super::super::{Head, Key, Part, write};
    use super::*;

    fn head() -> Head {
        let made = serde_json::from_str("\"2026-11-21T01:00:00Z\"").unwrap();
        let (kind, from) = ("audit-kit".into(), "見本クリニック".into());
        Head { kind, id: Uuid::nil(), made, from, chain: None, ledger: None, signer: None }
    }

    #[test]
    fn every_byte_counts() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.tenken");
        let parts = [Part::of_bytes("kit.json", b"{}".to_vec()), Part::of_bytes("files/ab", vec![7; 300])];
        write(&path, head(), &parts, None, None, &Progress::none()).unwrap();
        let opened = Package::open(&path, Unseal::default(), &Progress::none()).unwrap();
        assert_eq!(opened.manifest.head.from, "見本クリニック");
        let mut seen = Vec::new();
        opened
            .each(
                |part| part.name != "kit.json",
                |part, bytes| {
                    seen.push((part.name.clone(), bytes.len()));
                    Ok(())
                },
            )
            .unwrap();
        assert_eq!(seen, [("files/ab".to_owned(), 300)]);
        let whole = fs::read(&path).unwrap();
        let altered = folder.path().join("b.tenken");
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1;
            }
            fs::write(&altered, &bytes).unwrap();
            // What it says of its sender is for a signature to prove; all else is refused.
            let told = Package::open(&altered, Unseal::default(), &Progress::none())
                .is_ok_and(|one| one.manifest.parts == opened.manifest.parts);
            let of_head = one_of_head(&whole, at);
            assert_eq!(told, told && of_head, "{at}");
        }
        for end in 0..whole.len() {
            fs::write(&altered, whole.get(..end).unwrap()).unwrap();
            assert!(Package::open(&altered, Unseal::default(), &Progress::none()).is_err(), "{end}");
        }
        fs::write(&altered, [whole.as_slice(), b"x"].concat()).unwrap();
        assert!(Package::open(&altered, Unseal::default(), &Progress::none()).is_err());
    }

    /// Whether a byte lies in the manifest's head.
    fn one_of_head(whole: &[u8], at: usize) -> bool {
        let find = |text: &[u8]| whole.windows(text.len()).position(|part| part == text).unwrap();
        (find(b"\"head\"")..find(b"\"parts\"")).contains(&at)
    }

    #[test]
    fn of_a_signed_one_no_byte_may_change() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.tenken");
        let parts = [Part::of_bytes("submission.json", b"{}".to_vec())];
        let key = Key::make().unwrap();
        let written = write(&path, head(), &parts, Some(&key), None, &Progress::none()).unwrap();
        let opened = Package::open(&path, Unseal::default(), &Progress::none()).unwrap();
        assert_eq!(opened.fingerprint, written.fingerprint);
        assert_eq!(opened.manifest.head.signer, Some(key.public()));
        assert_eq!(Key::of(&key.secret()).unwrap().public(), key.public());
        let whole = fs::read(&path).unwrap();
        let altered = folder.path().join("b.tenken");
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1;
            }
            fs::write(&altered, &bytes).unwrap();
            assert!(Package::open(&altered, Unseal::default(), &Progress::none()).is_err(), "{at}");
        }
    }

    #[test]
    fn names_that_lead_elsewhere_and_newer_formats_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.tenken");
        for name in ["../x", "a//b", "", "/etc", "a b", "c:\\x"] {
            let parts = [Part::of_bytes(name, b"x".to_vec())];
            assert!(write(&path, head(), &parts, None, None, &Progress::none()).is_err(), "{name}");
        }
        let text = r#"{"head":{},"parts":[],"root":"","version":2}"#;
        let length = u32::try_from(text.len()).unwrap().to_be_bytes();
        fs::write(&path, [MAGIC.as_slice(), &length, text.as_bytes()].concat()).unwrap();
        let newer = Package::open(&path, Unseal::default(), &Progress::none()).err().unwrap();
        assert_eq!(newer.code(), "package-newer");
    }
}
