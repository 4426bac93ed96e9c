//! Include and exclude patterns of a source.

use regex::{Regex, RegexBuilder};

use super::{Source, SourceError};

/// Compiled patterns. `*` and `?` stay within a folder name, `**` crosses folders; a pattern without a slash holds at
/// any depth, one with a slash from the root; one that names a folder holds for everything in it. Case is ignored,
/// as it is on the shares of most offices.
#[derive(Debug, Clone, Default)]
pub struct Patterns {
    include: Vec<Regex>,
    exclude: Vec<Regex>,
}

impl Patterns {
    /// Compiles the patterns of `source`.
    ///
    /// # Errors
    /// [`SourceError::Pattern`] for one that cannot be understood.
    pub fn new(source: &Source) -> Result<Self, SourceError> {
        let compile_all =
            |patterns: &[String]| patterns.iter().map(|p| compile(p)).collect::<Result<Vec<_>, _>>();
        Ok(Self {
            include: compile_all(&source.include)?,
            exclude: compile_all(&source.exclude)?,
        })
    }

    /// Whether the file at `path` (relative, `/`-separated) is taken.
    #[must_use]
    pub fn takes(&self, path: &str) -> bool {
        !self.excludes(path) && (self.include.is_empty() || self.include.iter().any(|p| p.is_match(path)))
    }

    /// Whether the file or folder at `path` is left out; of a folder that is, nothing is looked at.
    #[must_use]
    pub fn excludes(&self, path: &str) -> bool {
        self.exclude.iter().any(|p| p.is_match(path))
    }
}

fn compile(pattern: &str) -> Result<Regex, SourceError> {
    let trimmed = pattern.trim().trim_start_matches("./").trim_end_matches('/');
    let anchored = trimmed.contains('/');
    let body = trimmed.trim_start_matches('/');
    let mut expression = String::from(if anchored { "^" } else { "^(?:.*/)?" });
    let mut rest = body;
    while let Some(next) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("**/") {
            expression.push_str("(?:.*/)?");
            rest = after;
        } else if let Some(after) = rest.strip_prefix("**") {
            expression.push_str(".*");
            rest = after;
        } else {
            match next {
                '*' => expression.push_str("[^/]*"),
                '?' => expression.push_str("[^/]"),
                other => expression.push_str(&regex::escape(other.encode_utf8(&mut [0; 4]))),
            }
            rest = rest.get(next.len_utf8()..).unwrap_or_default();
        }
    }
    expression.push_str("(?:/.*)?$");
    RegexBuilder::new(&expression)
        .case_insensitive(true)
        .dot_matches_new_line(true)
        .build()
        .map_err(|cause| SourceError::Pattern {
            pattern: pattern.to_owned(),
            cause: Box::new(cause),
        })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn takes(pattern: &str, path: &str) -> bool {
        compile(pattern).unwrap().is_match(path)
    }

    #[test]
    fn a_pattern_without_a_slash_holds_at_any_depth() {
        assert!(takes("*.pdf", "a.pdf"));
        assert!(takes("*.pdf", "2024/報告.PDF"));
        assert!(!takes("*.pdf", "a.pdf.txt"));
        assert!(takes("drafts", "x/drafts/a.txt"));
        assert!(!takes("drafts", "x/mydrafts/a.txt"));
    }

    #[test]
    fn a_pattern_with_a_slash_holds_from_the_root() {
        assert!(takes("2024/*.csv", "2024/a.csv"));
        assert!(!takes("2024/*.csv", "x/2024/a.csv"));
        assert!(!takes("2024/*.csv", "2024/x/a.csv"));
        assert!(takes("2024/**/*.csv", "2024/x/y/a.csv"));
        assert!(takes("**/drafts/**", "x/drafts/a.txt"));
        assert!(takes("/drafts/", "drafts/a.txt"));
        assert!(!takes("/drafts/", "x/drafts/a.txt"));
    }

    #[test]
    fn signs_of_regular_expressions_mean_themselves() {
        assert!(takes("a+(1).txt", "a+(1).txt"));
        assert!(!takes("a.txt", "abtxt"));
        assert!(takes("第?章.txt", "第三章.txt"));
    }
}
