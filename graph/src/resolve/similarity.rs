//! How alike two names are written.

/// A piece of a name: two or three characters, each in 21 bits.
pub(super) type Gram = u64;

/// The pieces that a name is compared by, sorted: pairs of jamo for Hangul, pairs of characters for Han, triples of letters
/// otherwise.
pub(super) fn grams(key: &str) -> Vec<Gram> {
    let mut units: Vec<char> = Vec::with_capacity(key.len());
    let mut wide = false;
    for c in key.chars() {
        if ('가'..='힣').contains(&c) {
            wide = true;
            jamo(c, &mut units);
        } else {
            wide |= crate::name::is_cjk(c);
            units.push(c);
        }
    }
    let length = if wide { 2 } else { 3 };
    let packed = |window: &[char]| {
        window
            .iter()
            .fold(0, |gram, c| gram << 21 | Gram::from(u32::from(*c)))
    };
    let mut grams: Vec<Gram> = units.windows(length).map(packed).collect();
    grams.sort_unstable();
    grams
}

/// A syllable as its two or three letters.
fn jamo(c: char, out: &mut Vec<char>) {
    let index = (c as u32).saturating_sub(0xAC00);
    let letter = |base: u32, i: u32| char::from_u32(base + i);
    out.extend(letter(0x1100, index / 588));
    out.extend(letter(0x1161, index % 588 / 28));
    if !index.is_multiple_of(28) {
        out.extend(letter(0x11A7, index % 28));
    }
}

/// Dice's coefficient of two sorted bags of pieces, 0 to 1.
pub(super) fn dice(a: &[Gram], b: &[Gram]) -> f32 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let (mut rest, mut shared) = (b, 0usize);
    for gram in a {
        let before = rest.partition_point(|other| other < gram);
        rest = rest.get(before..).unwrap_or_default();
        if rest.first() == Some(gram) {
            shared += 1;
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    2.0 * shared as f32 / (a.len() + b.len()) as f32
}

/// Whether two Latin names differ in one long word alone, and there by a letter too many, too few, or two letters exchanged: a
/// slip of the pen. Another letter in its place makes another word (Northern and Southern), and so does one more at the end
/// (Dominica and Dominican): these are none.
pub(super) fn is_slip(a: &str, b: &str) -> bool {
    const SHORTEST: usize = 7;
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    if a.len() != b.len() {
        return false;
    }
    let mut differ = a.iter().zip(&b).filter(|(x, y)| x != y);
    let (Some((x, y)), None) = (differ.next(), differ.next()) else {
        return false;
    };
    let latin = |word: &str| word.len() >= SHORTEST && word.bytes().all(|b| b.is_ascii_lowercase());
    if !latin(x) || !latin(y) {
        return false;
    }
    let (x, y) = (x.as_bytes(), y.as_bytes());
    let same_before = x.iter().zip(y).take_while(|(p, q)| p == q).count();
    let same_after = |n: usize, m: usize| x.get(n..) == y.get(m..);
    if same_before == 0 {
        return false;
    }
    if x.len() == y.len() + 1 {
        return same_before < y.len() && same_after(same_before + 1, same_before);
    }
    if y.len() == x.len() + 1 {
        return same_before < x.len() && same_after(same_before, same_before + 1);
    }
    let exchanged =
        x.get(same_before) == y.get(same_before + 1) && x.get(same_before + 1) == y.get(same_before);
    x.len() == y.len() && exchanged && same_after(same_before + 2, same_before + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_jamo_weighs_less_than_one_syllable() {
        let alike = |a: &str, b: &str| dice(&grams(a), &grams(b));
        assert!(alike("한국데이터산업진흥원", "한국데이타산업진흥원") > 0.85);
        // six of seven and of eight pairs of letters are the same, which is just no reason to ask further
        assert!((alike("김민수", "김민석") - 0.8).abs() < 1e-6);
        assert!(alike("abc", "xyz") < f32::EPSILON);
    }

    #[test]
    fn slips_are_told_from_other_words() {
        assert!(is_slip("northwind laboratories", "northwind labratories"));
        assert!(is_slip("hamilton trust", "hamitlon trust"));
        assert!(!is_slip("northern trust", "southern trust"));
        assert!(!is_slip("port trust", "fort trust"));
        assert!(!is_slip("dominica mission", "dominican mission"));
        assert!(!is_slip("eastern northwind", "eastern northwind trust"));
    }
}
