//! The translation lexicon: words of Chinese and Korean with the English words that they stand for.
//!
//! `lexicon.bin.gz` of a model folder is written by `extract/training/lexicon.py`, which says where the words come from. Uncompressed, after
//! eight bytes of name and version come two tables, each sorted, each word written as the number of bytes that it shares with
//! the one before it, the number of bytes that follow, and these. Numbers are LEB128.
//!
//! 1. the number of English words, then the words
//! 2. the number of Chinese and Korean words, then for each the word, a byte that says how common it is, the number of its
//!    links, and the links: the place of an English word, and a byte for its weight

use std::path::Path;

use crate::extractor::ExtractError;
use crate::packed;

/// Name of the file in the model's folder.
const FILE: &str = "lexicon.bin.gz";
/// First bytes of the file.
const MAGIC: &[u8; 8] = b"QRYLEX\0\x01";
/// Longest word, in bytes.
const LONGEST: usize = 256;
/// Most links of a word.
const MOST_LINKS: usize = 64;
/// Steps of a byte for which a weight halves, and for which the times that a word was counted double.
const STEPS: f32 = 8.0;
/// The byte of weight 1.
const ONE: f32 = 128.0;

/// A word with what it stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The word: Han or Hangul, simplified characters as traditional ones, 臺 as 台.
    pub word: String,
    /// How often it was counted in running text, roughly.
    pub count: f32,
    /// Places of English words in [`Lexicon::english`], and how much each is meant; any scale, the greater the more.
    pub links: Vec<(usize, f32)>,
}

/// Words and their translations.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lexicon {
    /// English words in lower case.
    pub english: Vec<String>,
    /// Chinese and Korean words, sorted.
    pub entries: Vec<Entry>,
}

impl Lexicon {
    /// The lexicon of a model folder; none where it has no such file.
    ///
    /// # Errors
    /// Where the file is damaged.
    pub fn open(folder: &Path) -> Result<Option<Self>, ExtractError> {
        let path = folder.join(FILE);
        let problem = |message: String| ExtractError::Model {
            path: path.clone(),
            message,
        };
        match packed::read(&path) {
            Ok(bytes) => match Self::read(&bytes) {
                Some(lexicon) => Ok(Some(lexicon)),
                None => Err(problem(
                    "damaged, or of another version: install the model folder again".to_owned(),
                )),
            },
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(problem(error.to_string())),
        }
    }

    /// Reads the bytes of the file; none where they are not such a file.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader {
            rest: bytes.strip_prefix(MAGIC)?,
            word: Vec::new(),
        };
        let mut lexicon = Self::default();
        for _ in 0..reader.number()? {
            lexicon.english.push(reader.word()?);
        }
        reader.word.clear();
        for _ in 0..reader.number()? {
            let word = reader.word()?;
            let count = (f32::from(reader.byte()?) / STEPS).exp2();
            let links = reader.number()?;
            if links > MOST_LINKS {
                return None;
            }
            let link = |_| {
                let place = reader.number().filter(|p| *p < lexicon.english.len())?;
                Some((place, ((f32::from(reader.byte()?) - ONE) / STEPS).exp2()))
            };
            let links = (0..links).map(link).collect::<Option<Vec<_>>>()?;
            lexicon.entries.push(Entry { word, count, links });
        }
        reader.rest.is_empty().then_some(lexicon)
    }
}

struct Reader<'a> {
    rest: &'a [u8],
    /// The word before.
    word: Vec<u8>,
}

impl Reader<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn word(&mut self) -> Option<String> {
        let (shared, more) = (self.number()?, self.number()?);
        if shared > self.word.len() || shared + more > LONGEST {
            return None;
        }
        let (new, rest) = self.rest.split_at_checked(more)?;
        self.word.truncate(shared);
        self.word.extend_from_slice(new);
        self.rest = rest;
        String::from_utf8(self.word.clone()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes() -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.push(2);
        bytes.extend([0, 5]);
        bytes.extend(b"ferry");
        bytes.extend([1, 2]);
        bytes.extend(b"ee");
        bytes.push(2);
        bytes.extend([0, 6]);
        bytes.extend("渡輪".bytes());
        bytes.extend([24, 1, 0, 128]);
        bytes.extend([3, 3]);
        bytes.extend("費".bytes());
        bytes.extend([0, 2, 1, 136, 0, 120]);
        bytes
    }

    #[test]
    fn words_are_read_with_their_links() {
        let lexicon = Lexicon::read(&bytes()).expect("a whole file");
        assert_eq!(lexicon.english, ["ferry", "fee"]);
        let entry = |word: &str, count, links: &[(usize, f32)]| Entry {
            word: word.to_owned(),
            count,
            links: links.to_vec(),
        };
        assert_eq!(
            lexicon.entries,
            [
                entry("渡輪", 8.0, &[(0, 1.0)]),
                entry("渡費", 1.0, &[(1, 2.0), (0, 0.5)])
            ]
        );
    }

    #[test]
    fn what_is_cut_off_or_too_long_is_refused() {
        let whole = bytes();
        for length in 0..whole.len() {
            assert_eq!(Lexicon::read(&whole[..length]), None, "{length}");
        }
        let mut longer = whole.clone();
        longer.push(0);
        assert_eq!(Lexicon::read(&longer), None);
        // a link to a word that is not there
        let mut astray = whole;
        let last = astray.len() - 2;
        astray[last] = 2;
        assert_eq!(Lexicon::read(&astray), None);
    }

    #[test]
    fn no_byte_makes_it_fail() {
        let whole = bytes();
        for at in 0..whole.len() {
            for byte in [0, 1, 0x7f, 0x80, 0xff] {
                let mut changed = whole.clone();
                changed[at] = byte;
                // a lexicon or none, and no panic and no endless reading
                let _ = Lexicon::read(&changed);
            }
        }
    }

    #[test]
    fn a_folder_without_the_file_has_none() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        assert!(matches!(Lexicon::open(&folder), Ok(None)));
    }
}
