//! Documents a second, by rules and by model, on generated text.

use divan::counter::ItemsCount;
use quarry_extract::{Extractor, ExtractorOptions};
use quarry_ingest::{Document, ReadOptions};

fn main() {
    divan::main();
}

/// A generated document of about two pages in three languages.
fn document(number: usize) -> Document {
    let body = format!(
        "# 第{number}號報告\n\n海洋事務委員會（以下簡稱「海委會」）成立於19{:02}年。「北濱沿岸監測計畫」113年度核定經費為{number},275千元。\n\n\
         해양환경연구원은 1993년에 설립되었다. 예산은 68억 4,{number:03}만 원이다.\n\n\
         The Coastal Research Institute was founded in 19{:02}. It spent USD {number}.5 million.\n\n",
        number % 100,
        number % 100
    );
    quarry_ingest::parse("generated.md", body.repeat(8).as_bytes(), &ReadOptions::default()).remove(0)
}

#[divan::bench(args = [10])]
fn by_rules(bencher: divan::Bencher, count: usize) {
    let Ok(extractor) = Extractor::new(ExtractorOptions::default()) else {
        return;
    };
    run(bencher, count, &extractor);
}

#[divan::bench(args = [10])]
fn by_model(bencher: divan::Bencher, count: usize) {
    let models = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/default");
    let runtime_library = std::env::var_os("QUARRY_ONNXRUNTIME").map(Into::into);
    let Ok(extractor) = Extractor::new(ExtractorOptions {
        models: Some(models),
        runtime_library,
        threads: 0,
        names: None,
    }) else {
        return;
    };
    run(bencher, count, &extractor);
}

fn run(bencher: divan::Bencher, count: usize, extractor: &Extractor) {
    let documents: Vec<Document> = (0..count).map(document).collect();
    bencher
        .counter(ItemsCount::new(count))
        .bench(|| documents.iter().filter_map(|d| extractor.extract(d).ok()).count());
}
