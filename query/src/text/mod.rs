//! Text, the same way for passages, names and questions.
//!
//! [`tokenise`] cuts text into words and single Han, Hangul or kana characters, folded so that width, case, accents and
//! simplified characters and the variants 臺/台 do not matter, each with its place in the text. Names are sequences of such tokens, which makes one
//! matcher serve every language: [`NameTrie`] finds the longest names in any text, minding Korean particles.

mod fold;
mod language;
mod names;
mod paths;
mod root;
mod rows;
mod sentence;
mod sightings;
mod terms;
mod token;

pub use fold::fold;
pub use language::Language;
pub use names::{NameMatch, NameTrie};
pub(crate) use paths::NamePaths;
pub use root::root;
pub(crate) use rows::Rows;
pub use sentence::{Sentence, sentences};
pub(crate) use sightings::{Looked, Sightings};
pub use terms::{as_character, character, characters, is_stop_word, terms};
pub(crate) use terms::{characters_of, terms_of, terms_of_each};
pub use token::{Script, Token, name_key, tokenise};
