//! The sample documents: the papers of one small agency that does not exist, the Chengzhu Lakes Authority.
//!
//! Its facts are split over the papers and the languages, so that some questions need two of them. [`write()`] makes them
//! all, byte for byte the same each time; [`fixtures`] makes the broken files that black-box tests are fed with. [`pdf`]
//! and [`xlsx`] are the small writers that the papers are written with, beside [`crate::hwp`].

pub mod annual_plan;
pub mod budget;
pub mod fixtures;
pub mod partner_institutes;
pub mod pdf;
pub mod plain;
pub mod questions;
pub mod restoration;
pub mod xlsx;

use std::fs;
use std::io;
use std::path::Path;

/// Writes the sample documents, the questions about them and the page that explains them into the folder `dir`.
///
/// # Errors
/// Where a document cannot be put together or written.
pub fn write(dir: &Path) -> io::Result<()> {
    let documents = dir.join("documents");
    fs::create_dir_all(&documents)?;
    for (name, bytes) in documents_of_the_agency()? {
        fs::write(documents.join(name), bytes)?;
    }
    fs::write(dir.join("questions.jsonl"), questions::jsonl())?;
    fs::write(dir.join("README.md"), include_str!("readme.md"))
}

/// Every document with its name.
///
/// # Errors
/// Where one cannot be put together.
pub fn documents_of_the_agency() -> io::Result<Vec<(&'static str, Vec<u8>)>> {
    Ok(vec![
        ("annual-plan-2026.pdf", annual_plan::pdf()?),
        ("partner-institutes.pdf", partner_institutes::pdf()?),
        ("restoration-partners.hwpx", restoration::partners().to_hwpx()?),
        ("reed-field-report.hwp", restoration::field_report().to_hwp5()?),
        ("budget-2026.xlsx", budget::xlsx()?),
        ("budget-revision.md", plain::BUDGET_REVISION.into()),
        ("stations.csv", plain::STATIONS.into()),
        ("notes.jsonl", plain::NOTES.into()),
    ])
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn the_committed_samples_are_those_that_are_written() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        for (name, bytes) in documents_of_the_agency().unwrap() {
            let committed = fs::read(root.join("samples/documents").join(name)).unwrap();
            assert!(committed == bytes, "{name} is another; run cargo xtask samples");
        }
        let questions = fs::read_to_string(root.join("samples/questions.jsonl")).unwrap();
        assert_eq!(questions, questions::jsonl());
    }

    #[test]
    fn the_samples_stay_small() {
        let total: usize = documents_of_the_agency()
            .unwrap()
            .iter()
            .map(|(_, bytes)| bytes.len())
            .sum();
        assert!(total < 100_000, "{total} bytes");
    }
}
