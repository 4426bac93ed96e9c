//! Which of the text formats a text is in.

use regex::Regex;
use std::sync::LazyLock;

use crate::format::Format;
use crate::plain::delimiter;

static HTML: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?is)^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|div|p|h[1-6]|meta|style|article|section|ul|ol)\b").ok()
});
static MARKDOWN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?m)^#{1,6} \S|^```|^\|?\s*:?-{3,}:?\s*\||^\s*[-*+] \[[ xX]\] |\]\((?:https?://|\.{0,2}/|#)|^\s*[-*] \*\*|^> \S").ok()
});

/// Tells a text format by content; `name` decides where the content allows more than one.
#[must_use]
pub fn text_format(sample: &str, name: &str) -> Format {
    let trimmed = sample.trim_start_matches('\u{feff}').trim_start();
    if trimmed.starts_with("<HWPML") || (trimmed.starts_with("<?xml") && head(trimmed).contains("<HWPML")) {
        return Format::Hwpml;
    }
    if is_json_lines(sample) {
        return Format::Jsonl;
    }
    if is_mail(trimmed, name) {
        return Format::Mail;
    }
    if HTML.as_ref().is_some_and(|r| r.is_match(trimmed)) {
        return Format::Html;
    }
    let extension = name
        .rsplit_once('.')
        .map(|(_, e)| e.to_ascii_lowercase())
        .unwrap_or_default();
    match extension.as_str() {
        "csv" | "tsv" | "tab" => Format::Csv,
        "md" | "markdown" | "mdown" | "mkd" => Format::Markdown,
        "html" | "htm" | "xhtml" if trimmed.contains('<') => Format::Html,
        "txt" | "text" | "log" => Format::Text,
        "jsonl" | "ndjson" if trimmed.starts_with('{') => Format::Jsonl,
        _ if MARKDOWN.as_ref().is_some_and(|r| r.is_match(sample)) => Format::Markdown,
        _ if delimiter::looks_delimited(sample) => Format::Csv,
        _ => Format::Text,
    }
}

fn head(text: &str) -> &str {
    text.char_indices()
        .nth(2000)
        .map_or(text, |(at, _)| text.get(..at).unwrap_or(text))
}

/// Whether the text begins with the header of an e-mail: lines of `Name: value`, among them some that only mail programs
/// write, or a few that people write too in a file that is named as mail is.
fn is_mail(text: &str, name: &str) -> bool {
    const WRITTEN_BY_PROGRAMS: [&str; 7] = [
        "received",
        "return-path",
        "message-id",
        "mime-version",
        "delivered-to",
        "x-mailer",
        "content-transfer-encoding",
    ];
    let (mut known, mut by_programs) = (0, 0);
    for line in text.lines().take(200) {
        if line.trim().is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((field, _)) = line.split_once(':') else {
            return false;
        };
        let is_name = !field.is_empty() && field.bytes().all(|b| b.is_ascii_graphic());
        if !is_name {
            return false;
        }
        let field = field.to_ascii_lowercase();
        by_programs += usize::from(WRITTEN_BY_PROGRAMS.contains(&field.as_str()));
        known += usize::from(
            ["from", "to", "cc", "subject", "date", "sender", "content-type"].contains(&field.as_str()),
        );
    }
    let named = [".eml", ".mht", ".mhtml"]
        .iter()
        .any(|end| name.to_ascii_lowercase().ends_with(end));
    known > 0 && (by_programs > 0 || named && known > 1)
}

/// Whether the first lines are JSON objects, one each. A single object on a single line counts only with record keys.
fn is_json_lines(sample: &str) -> bool {
    let mut lines = sample.lines().filter(|l| !l.trim().is_empty());
    let Some(first) = lines.next() else {
        return false;
    };
    if !first.trim_start().starts_with('{') {
        return false;
    }
    let object = |line: &str| {
        serde_json::from_str::<serde_json::Value>(line.trim_start_matches('\u{feff}'))
            .ok()
            .and_then(|v| v.as_object().map(|o| o.contains_key("text")))
    };
    let second = lines.next();
    match (object(first), second) {
        // The only line may be cut by the end of the sample, the second as well.
        (Some(has_text), None) => has_text,
        (Some(_), Some(second)) => second.trim_start().starts_with('{'),
        (None, None) => sample.len() >= 60_000 && first.contains("\"text\""),
        (None, Some(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::text_format;
    use crate::format::Format;

    #[test]
    fn content_decides_before_the_name() {
        assert_eq!(
            text_format("<!DOCTYPE html><title>x</title>", "a.csv"),
            Format::Html
        );
        assert_eq!(
            text_format(
                "{\"id\": 1, \"text\": \"x\"}\n{\"id\": 2, \"text\": \"y\"}\n",
                "a.txt"
            ),
            Format::Jsonl
        );
        assert_eq!(text_format("# Title\n\nText\n", "README"), Format::Markdown);
        assert_eq!(text_format("a,b,c\n1,2,3\n4,5,6\n", "data"), Format::Csv);
        assert_eq!(
            text_format("Dear all,\nthe meeting is on Monday.\n", "letter"),
            Format::Text
        );
    }

    #[test]
    fn mail_is_told_by_what_only_mail_programs_write() {
        let written = "From: a@example.org\nTo: b@example.org\nSubject: x\n\nText\n";
        assert_eq!(
            text_format(&format!("MIME-Version: 1.0\n{written}"), "a"),
            Format::Mail
        );
        assert_eq!(text_format(written, "a.eml"), Format::Mail);
        assert_eq!(text_format(written, "memo.txt"), Format::Text);
        assert_eq!(
            text_format("Note: a\nMessage-ID: the key\n\nText\n", "a.md"),
            Format::Markdown
        );
    }

    #[test]
    fn the_name_decides_between_text_formats() {
        assert_eq!(text_format("one line only", "a.md"), Format::Markdown);
        assert_eq!(text_format("one line only", "a.csv"), Format::Csv);
        assert_eq!(text_format("one line only", "a.txt"), Format::Text);
    }
}
