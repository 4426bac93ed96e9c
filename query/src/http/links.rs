//! Addresses of the viewer: a citation's URL opens the page at the place that it cites.

use axum::http::{HeaderMap, header};
use quarry_ingest::Locator;

/// `scheme://host` of the page as the caller sees it.
pub(super) fn base(public_url: Option<&str>, headers: &HeaderMap) -> String {
    if let Some(url) = public_url {
        return url.trim_end_matches('/').to_owned();
    }
    let host = headers
        .get(header::HOST)
        .and_then(|v| v.to_str().ok())
        .unwrap_or("127.0.0.1");
    format!("http://{host}")
}

/// The viewer's address for a place in a document.
pub(super) fn viewer(base: &str, source: &str, locator: &Locator) -> String {
    let at = serde_json::to_string(locator).unwrap_or_default();
    format!("{base}/view?source={}&at={}", encode(source), encode(&at))
}

/// Percent-encodes everything but unreserved characters (RFC 3986, section 2.3).
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 3);
    for b in text.bytes() {
        if b.is_ascii_alphanumeric() || b"-._~".contains(&b) {
            out.push(char::from(b));
        } else {
            out.push_str(&format!("%{b:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use quarry_ingest::Place;

    use super::*;

    #[test]
    fn the_viewer_is_told_source_and_place() {
        let place = Place::Sheet {
            sheet: "預算".to_owned(),
            range: "B3".to_owned(),
        };
        let url = viewer("http://h", "a b.xlsx", &place.into());
        assert!(
            url.starts_with("http://h/view?source=a%20b.xlsx&at=%7B%22sheet%22"),
            "{url}"
        );
    }
}
