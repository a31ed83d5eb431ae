//! What makes a PDF fit for the archive (PDF/A-2b, ISO 19005-2), where printpdf leaves it out: version, metadata, colours
//! that mean something, identities that do not change from one printing to the next.

use lopdf::{Dictionary, Object, Stream, dictionary};
use sha2::{Digest, Sha256};

use super::{fail, outline, text};
use crate::Result;
use crate::block::Document;
use crate::layout::Laid;

const PRODUCER: &str = concat!("Tenken ", env!("CARGO_PKG_VERSION"));

pub fn complete(file: &mut lopdf::Document, document: &Document, laid: &Laid) -> Result<()> {
    "1.7".clone_into(&mut file.version);
    // Four bytes above 127 after the first line: what moves files must take it for bytes, not text.
    file.binary_mark = vec![0xE2, 0xE3, 0xCF, 0xD3];
    for object in file.objects.values_mut() {
        if let Object::Dictionary(dictionary) = object {
            tidy(dictionary);
        }
    }
    let profile = profile(file)?;
    let metadata = metadata(document);
    let metadata =
        Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, metadata.into_bytes());
    // An archive's metadata must be readable without unpacking.
    let metadata = file.add_object(metadata.with_compression(false));
    let outlines = outline(file, laid);
    let catalog = file.catalog_mut().map_err(|e| fail(&e))?;
    catalog.set("Metadata", metadata);
    catalog.set(
        "OutputIntents",
        vec![Object::Dictionary(dictionary! {
            "Type" => "OutputIntent",
            "S" => "GTS_PDFA1",
            "OutputConditionIdentifier" => Object::string_literal("sRGB IEC61966-2.1"),
            "Info" => Object::string_literal("sRGB IEC61966-2.1"),
            "DestOutputProfile" => profile,
        })],
    );
    catalog.set("Lang", Object::string_literal("ja-JP"));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("PageMode", if outlines.is_some() { "UseOutlines" } else { "UseNone" });
    if let Some(outlines) = outlines {
        catalog.set("Outlines", outlines);
    }
    let stamp = stamp(&document.made_at);
    let info = file.add_object(dictionary! {
        "Title" => text(&document.title),
        "Author" => text(&document.author),
        "Subject" => text(&document.subject),
        "Creator" => text(PRODUCER),
        "Producer" => text(PRODUCER),
        "CreationDate" => Object::string_literal(stamp.clone()),
        "ModDate" => Object::string_literal(stamp),
    });
    file.trailer.set("Info", info);
    // What printpdf said of the same, with today's clock in it.
    file.prune_objects();
    let id = Object::String(identity(file), lopdf::StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![id.clone(), id]);
    Ok(())
}

/// Annotations are printed, as the archive wants it; empty lists of them are left out.
fn tidy(dictionary: &mut Dictionary) {
    let Ok(Object::Array(links)) = dictionary.get_mut(b"Annots") else { return };
    if links.is_empty() {
        dictionary.remove(b"Annots");
        return;
    }
    for link in links {
        if let Object::Dictionary(link) = link {
            link.set("F", 4);
        }
    }
}

fn profile(file: &mut lopdf::Document) -> Result<lopdf::ObjectId> {
    let profile = moxcms::ColorProfile::new_srgb();
    let mut bytes = profile.encode().map_err(|e| fail(&format!("{e:?}")))?;
    // Its making is written as now, and the same content would give other bytes.
    if let Some(made) = bytes.get_mut(24..36) {
        made.copy_from_slice(&[0x07, 0xEA, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0]);
    }
    Ok(file.add_object(Stream::new(dictionary! { "N" => 3, "Alternate" => "DeviceRGB" }, bytes)))
}

/// `D:20261120090000Z`
fn stamp(made_at: &str) -> String {
    let digits: String = made_at.chars().take(19).filter(char::is_ascii_digit).collect();
    format!("D:{digits}Z")
}

fn metadata(document: &Document) -> String {
    let escape = |value: &str| {
        let clean: String = value.chars().filter(|c| !c.is_control()).collect();
        clean.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
    };
    let (title, author, subject) =
        (escape(&document.title), escape(&document.author), escape(&document.subject));
    let at = document.made_at.get(..19).map(|at| format!("{at}Z")).unwrap_or_default();
    format!(
        r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
   <dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
   <xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>
   <xmp:CreateDate>{at}</xmp:CreateDate>
   <xmp:ModifyDate>{at}</xmp:ModifyDate>
   <xmp:MetadataDate>{at}</xmp:MetadataDate>
   <pdf:Producer>{PRODUCER}</pdf:Producer>
   <pdfaid:part>2</pdfaid:part>
   <pdfaid:conformance>B</pdfaid:conformance>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"#,
        bom = '\u{FEFF}',
    )
}

/// The same content has the same identity.
fn identity(file: &lopdf::Document) -> Vec<u8> {
    let mut hash = Sha256::new();
    for ((number, _), object) in &file.objects {
        hash.update(number.to_be_bytes());
        if let Object::Stream(stream) = object {
            hash.update(&stream.content);
        }
    }
    hash.finalize().into_iter().take(16).collect()
}
