use tenken_paper::*;
fn main() {
    let json: serde_json::Value =
        serde_json::from_slice(&std::fs::read(std::env::args().nth(1).unwrap()).unwrap()).unwrap();
    let document: block::Document = serde_json::from_value(json).unwrap();
    let t = std::time::Instant::now();
    let laid = layout::lay_out(&document).unwrap();
    eprintln!("layout {:?} pages {} missing {:?}", t.elapsed(), laid.pages.len(), laid.missing);
    let t = std::time::Instant::now();
    std::fs::write("/tmp/try.pdf", pdf::write(&document, &laid).unwrap()).unwrap();
    eprintln!("pdf {:?}", t.elapsed());
    std::fs::write("/tmp/try.html", html::write(&document, &laid).unwrap()).unwrap();
    std::fs::write("/tmp/try.xlsx", sheet::write(&document).unwrap()).unwrap();
}
