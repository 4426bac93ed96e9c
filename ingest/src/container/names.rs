//! The names of members: decoded, without ways out of their container, each once.

use std::collections::HashSet;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use unicode_normalization::UnicodeNormalization;

/// Longest name, in characters.
const LONGEST: usize = 512;

/// Names as UTF-8, or in the one encoding that all of them together read best in: archives seldom say which.
pub(super) fn decode(names: &[Vec<u8>]) -> Vec<String> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    for name in names.iter().filter(|n| std::str::from_utf8(n).is_err()) {
        detector.feed(name, false);
        detector.feed(b"\n", false);
    }
    detector.feed(b"", true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let text = |name: &Vec<u8>| match std::str::from_utf8(name) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding.decode_without_bom_handling(name).0.into_owned(),
    };
    names.iter().map(text).collect()
}

/// A name as a path below its container: `/`-separated, NFC, without empty, `.` and `..` steps or control characters.
pub(super) fn path(name: &str) -> String {
    let name = name.replace('\\', "/");
    let steps = name
        .split('/')
        .map(str::trim)
        .filter(|s| !matches!(*s, "" | "." | ".."));
    let joined = steps.collect::<Vec<_>>().join("/");
    joined.nfc().filter(|c| !c.is_control()).take(LONGEST).collect()
}

/// Whether a member is of the kind that no person put there: hidden files, resource forks, thumbnails, lock files.
pub(super) fn is_by_the_way(path: &str) -> bool {
    path.split('/').any(|step| {
        step.starts_with('.')
            || step.starts_with("~$")
            || ["__MACOSX", "Thumbs.db", "desktop.ini"]
                .iter()
                .any(|known| step.eq_ignore_ascii_case(known))
    })
}

/// Gives each name once: a second `a.pdf` becomes `a (2).pdf`.
#[derive(Debug, Default)]
pub(super) struct Once(HashSet<String>);

impl Once {
    pub(super) fn name(&mut self, path: String) -> String {
        if self.0.insert(path.clone()) {
            return path;
        }
        let (stem, extension) = match path.rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() && !extension.contains('/') => {
                (stem, format!(".{extension}"))
            }
            _ => (path.as_str(), String::new()),
        };
        for number in 2_u32.. {
            let next = format!("{stem} ({number}){extension}");
            if self.0.insert(next.clone()) {
                return next;
            }
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_older_encodings_are_told_from_all_of_them() {
        for (encoding, names) in [
            (
                encoding_rs::EUC_KR,
                ["2024년 예산서.hwp", "사업계획/운영 보고서.pdf", "직원 명부.xlsx"],
            ),
            (
                encoding_rs::BIG5,
                ["預算書總表.pdf", "會議紀錄/第三次會議.docx", "職員名冊.xlsx"],
            ),
        ] {
            let raw: Vec<Vec<u8>> = names.iter().map(|n| encoding.encode(n).0.into_owned()).collect();
            assert_eq!(decode(&raw), names);
        }
        assert_eq!(decode(&["가.pdf".as_bytes().to_vec()]), ["가.pdf"]);
    }

    #[test]
    fn no_name_leads_out_of_its_container() {
        assert_eq!(path("../../etc/./passwd"), "etc/passwd");
        assert_eq!(path("C:\\a\\b.txt"), "C:/a/b.txt");
        assert_eq!(path("/a//b\u{0}.pdf"), "a/b.pdf");
    }

    #[test]
    fn a_name_comes_once() {
        let mut once = Once::default();
        let names = ["a.pdf", "a.pdf", "b", "b", "a.pdf"].map(|n| once.name(n.to_owned()));
        assert_eq!(names, ["a.pdf", "a (2).pdf", "b", "b (2)", "a (3).pdf"]);
    }
}
