//! From bytes to text: byte order marks, UTF-8, UTF-16 and the legacy encodings of East Asia and Europe.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Decoded text.
#[derive(Debug, Clone)]
pub struct Decoded {
    /// The text, without byte order mark; line ends as they were.
    pub text: String,
    /// Name of the encoding, such as `UTF-8` or `Big5`.
    pub encoding: &'static str,
    /// Whether some bytes could not be decoded and stand as U+FFFD.
    pub lossy: bool,
}

/// How many bytes the encoding is guessed from.
const GUESS: usize = 1 << 20;

/// Decodes a whole file.
#[must_use]
pub fn decode(bytes: &[u8]) -> Decoded {
    let (encoding, mark) = encoding_of(bytes);
    let body = bytes.get(mark..).unwrap_or_default();
    let (text, lossy) = encoding.decode_without_bom_handling(body);
    Decoded {
        text: text.into_owned(),
        encoding: encoding.name(),
        lossy,
    }
}

/// The first 64 kB as text; none where the bytes are no text in any encoding.
#[must_use]
pub fn text_sample(bytes: &[u8]) -> Option<String> {
    let mut sample = bytes.get(..65_536).unwrap_or(bytes);
    let (encoding, mark) = encoding_of(sample);
    if encoding == UTF_8 {
        // A character cut in two by the sample's end is no fault of the file.
        let valid = match std::str::from_utf8(sample) {
            Ok(_) => sample.len(),
            Err(e) if e.error_len().is_none() => e.valid_up_to(),
            Err(_) => sample.len(),
        };
        sample = sample.get(..valid).unwrap_or(sample);
    }
    let (text, _) = encoding.decode_without_bom_handling(sample.get(mark..).unwrap_or_default());
    let (mut all, mut odd) = (0_usize, 0_usize);
    for c in text.chars() {
        all += 1;
        let control = c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0c' | '\x1b' | '\u{85}');
        odd += usize::from(control || c == '\u{fffd}' || c == '\0');
    }
    (odd * 20 <= all).then(|| text.into_owned())
}

/// The encoding, and the length of the byte order mark.
fn encoding_of(bytes: &[u8]) -> (&'static Encoding, usize) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return (encoding, mark);
    }
    let head = bytes.get(..GUESS).unwrap_or(bytes);
    if let Some(encoding) = utf16(head) {
        return (encoding, 0);
    }
    match std::str::from_utf8(head) {
        Ok(_) => return (UTF_8, 0),
        Err(e) if e.error_len().is_none() && e.valid_up_to() + 4 > head.len() => return (UTF_8, 0),
        Err(e) => {
            // One broken byte in a long UTF-8 text does not make it another encoding.
            let valid = head.get(..e.valid_up_to()).unwrap_or_default();
            if valid.iter().filter(|b| **b >= 0x80).count() > 300 {
                return (UTF_8, 0);
            }
        }
    }
    if let Some(encoding) = declared(head) {
        return (encoding, 0);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(head, true);
    (detector.guess(None, Utf8Detection::Allow), 0)
}

/// The encoding that a page of HTML or XML names for itself, where that is no Unicode one: those are told from the bytes.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..2048).unwrap_or(bytes)).to_ascii_lowercase();
    if !head.trim_start().starts_with('<') {
        return None;
    }
    let after = ["charset=", "encoding="]
        .iter()
        .find_map(|mark| head.find(mark).and_then(|at| head.get(at + mark.len()..)))?;
    let label: String = after
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
        .collect();
    Encoding::for_label(label.as_bytes()).filter(|e| ![UTF_8, UTF_16LE, UTF_16BE].contains(e))
}

/// UTF-16 without a mark: nearly every other byte is zero, as in any text with ASCII spaces, digits and line ends.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..4096).unwrap_or(bytes);
    if sample.len() < 8 {
        return None;
    }
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    if odd > half / 10 && even * 20 < odd {
        Some(UTF_16LE)
    } else if even > half / 10 && odd * 20 < even {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, text_sample};

    #[test]
    fn legacy_east_asian_encodings_are_told() {
        let chinese = "計畫編號,計畫名稱,預算數\r\n一,水庫淤積預警系統建置計畫,一千二百萬元\r\n二,遠距照護閘道推廣計畫,八百萬元\r\n";
        let (bytes, ..) = encoding_rs::BIG5.encode(chinese);
        assert_eq!(decode(&bytes).text, chinese);
        assert_eq!(decode(&bytes).encoding, "Big5");
        let korean = "사업명,예산액,집행액\r\n스마트 모니터링 구축 사업,천이백만원,팔백만원\r\n기후 적응 강화 사업,구백만원,육백만원\r\n";
        let (bytes, ..) = encoding_rs::EUC_KR.encode(korean);
        assert_eq!(decode(&bytes).text, korean);
        assert_eq!(decode(&bytes).encoding, "EUC-KR");
    }

    #[test]
    fn utf16_is_told_with_and_without_a_mark() {
        let little: Vec<u8> = "a,b\n1,2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&little).text, "a,b\n1,2\n");
        let marked: Vec<u8> = [0xfe, 0xff]
            .into_iter()
            .chain("가".encode_utf16().flat_map(u16::to_be_bytes))
            .collect();
        assert_eq!(decode(&marked).text, "가");
    }

    #[test]
    fn a_page_may_name_its_encoding() {
        let page = "<html><head><meta charset=\"euc-kr\"></head><body>예산</body></html>";
        let (bytes, ..) = encoding_rs::EUC_KR.encode(page);
        assert_eq!(decode(&bytes).text, page);
    }

    #[test]
    fn binary_data_is_no_text() {
        assert!(text_sample(&[0, 1, 2, 3, 255, 254, 0, 0, 7, 9, 200, 1]).is_none());
        assert!(text_sample("臺北市\n".as_bytes()).is_some());
    }
}
