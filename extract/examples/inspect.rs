use quarry_extract::{Extractor, ExtractorOptions};
use std::io::Write;
fn main() {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let mut models = None;
    let mut text_mode = false;
    while let Some(a) = args.first().cloned() {
        match a.as_str() {
            "--models" => {
                args.remove(0);
                models = Some(args.remove(0).into());
            }
            "--batch" => {
                args.remove(0);
                text_mode = true;
            }
            _ => break,
        }
    }
    let ex = Extractor::new(ExtractorOptions {
        models,
        runtime_library: std::env::var("QUARRY_ONNXRUNTIME").ok().map(Into::into),
        threads: 1,
    })
    .unwrap();
    eprintln!("{} {}", ex.engine(), ex.version());
    let mut out = std::io::BufWriter::new(std::io::stdout());
    let t = std::time::Instant::now();
    let mut n = 0;
    for f in args {
        if text_mode {
            for line in std::fs::read_to_string(&f).unwrap().lines() {
                let v: serde_json::Value = serde_json::from_str(line).unwrap();
                let e = ex.extract_text(v["text"].as_str().unwrap()).unwrap();
                n += 1;
                writeln!(
                    out,
                    "{}",
                    serde_json::json!({"id": v["id"], "entities": e.entities, "relations": e.relations})
                )
                .unwrap();
            }
            continue;
        }
        let bytes = std::fs::read(&f).unwrap();
        let name = f.rsplit('/').next().unwrap();
        for d in quarry_ingest::parse(name, &bytes, &Default::default()) {
            let e = ex.extract(&d).unwrap();
            n += 1;
            writeln!(out, "{}", serde_json::json!({"file": name, "entities": e.entities, "relations": e.relations, "figures": e.figures, "passages": e.passages.iter().map(|p| serde_json::json!({"t":p.text,"h":p.headings,"l":p.locator,"r":p.rows,"n":p.entities.len()})).collect::<Vec<_>>(), "document": d})).unwrap();
        }
    }
    eprintln!("{n} documents in {:?}", t.elapsed());
}
