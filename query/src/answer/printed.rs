//! How a paper prints its figures: what stands before and after the digits, and how much one of them counts.

use quarry_ingest::table::unit::Unit;

use super::values::grouped_to;

/// The unit of figures, as printed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Printed {
    before: String,
    after: String,
    /// What a printed figure is multiplied by: 1000 under `千元`.
    pub(super) scale: f64,
}

/// Decimals of a whole number of base units in a greater unit.
const MOST_DECIMALS: usize = 6;

/// Signs of currencies that stand before the digits without a blank.
const SIGNS: [char; 5] = ['$', '€', '£', '¥', '₩'];
/// What stands before a unit in a caption and says nothing of it.
const LEADS: [&str; 6] = [
    "all figures are in ",
    "all figures in ",
    "amounts in ",
    "figures in ",
    "expressed in ",
    "in ",
];

impl Printed {
    /// The unit that a table states; none where it is no more than a count.
    pub(super) fn of(unit: &Unit) -> Option<Self> {
        if unit.percent {
            return Some(Self::after("%", 0.01));
        }
        let written = bare(&unit.printed);
        let written = written.split(", except").next().unwrap_or(written).trim();
        let lower = written.to_ascii_lowercase();
        let lead = LEADS
            .iter()
            .find(|l| lower.starts_with(*l))
            .map_or(0, |l| l.len());
        let written = written.get(lead..)?.trim();
        if written.is_empty()
            || matches!(
                written.to_ascii_lowercase().as_str(),
                "number" | "count" | "units"
            )
        {
            return None;
        }
        if !written.is_ascii() && !written.contains(SIGNS) {
            // The money of the country needs no name: `新臺幣千元` is printed as `12千元`.
            let short = ["新臺幣", "新台幣", "臺幣", "台幣"]
                .iter()
                .find_map(|c| written.strip_prefix(c))
                .filter(|rest| rest.ends_with('元'));
            return Some(Self::after(short.unwrap_or(written).trim(), unit.multiplier));
        }
        Some(Self {
            scale: unit.multiplier,
            ..latin(written)
        })
    }

    /// A unit without a multiplier, as it stands beside or over the figures.
    pub(super) fn plain(unit: &str) -> Self {
        if unit.is_ascii() && !unit.starts_with('%') {
            Self::after(&format!(" {unit}"), 1.0)
        } else {
            Self::after(unit, 1.0)
        }
    }

    /// The unit in which one figure is written, whose value is `number`; none where it has several numbers.
    pub(super) fn of_figure(text: &str, number: f64) -> Option<Self> {
        let start = text.find(|c: char| c.is_ascii_digit())?;
        let rest = text.get(start..)?;
        let length = rest
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.')))
            .unwrap_or(rest.len());
        let (digits, after) = rest.split_at_checked(length)?;
        let digits = digits.trim_end_matches(['.', ',']);
        if after.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let written: f64 = digits.replace(',', "").parse().ok()?;
        let scale = number.abs() / written;
        let steps = scale.log10();
        let whole = scale.is_finite() && scale > 0.0 && (steps - steps.round()).abs() < 1e-6;
        let before = text
            .get(..start)?
            .trim_end_matches(['-', '−', '△', '▲', '▽', '+', '('])
            .to_owned();
        whole.then(|| Self {
            before,
            after: after.trim_end_matches([')', '）']).to_owned(),
            scale: 10_f64.powi(round(steps)),
        })
    }

    fn after(after: &str, scale: f64) -> Self {
        Self {
            before: String::new(),
            after: after.to_owned(),
            scale,
        }
    }

    /// What follows the digits, by itself.
    pub(super) fn name(&self) -> &str {
        self.after.trim()
    }

    /// The digits of a cell with the unit around them.
    pub(super) fn around(&self, digits: &str) -> String {
        let digits = digits.trim();
        let loss = digits
            .strip_prefix(['(', '（'])
            .and_then(|d| d.strip_suffix([')', '）']));
        let digits = loss.map_or_else(|| digits.to_owned(), |d| format!("-{d}"));
        format!("{}{digits}{}", self.before, self.after)
    }

    /// A computed number, in base units, in this unit: a whole one to its last unit, which a sum of millions may need.
    pub(super) fn write(&self, number: f64) -> String {
        let whole = (number - number.round()).abs() < 1e-6;
        let decimals = if whole && self.scale > 1.0 {
            MOST_DECIMALS
        } else {
            2
        };
        let digits = grouped_to(number / self.scale, decimals);
        format!("{}{digits}{}", self.before, self.after)
    }
}

fn round(steps: f64) -> i32 {
    // Between a thousandth and a trillion.
    (-3..=13)
        .find(|s| (f64::from(*s) - steps).abs() < 0.5)
        .unwrap_or_default()
}

/// A unit in Latin letters: the currency before the figure, multipliers and measures after it.
fn latin(written: &str) -> Printed {
    let spaced = |words: &[&str]| -> String {
        words
            .iter()
            .filter(|w| **w != "of")
            .map(|w| match *w {
                "thousands" | "000" | "'000" | "000s" => " thousand".to_owned(),
                "millions" => " million".to_owned(),
                "billions" => " billion".to_owned(),
                word => format!(" {word}"),
            })
            .collect()
    };
    let mut words: Vec<&str> = written.split_whitespace().collect();
    let is_code = |w: &&str| w.len() == 3 && w.chars().all(|c| c.is_ascii_uppercase());
    if let Some(at) = words.iter().position(is_code) {
        let code = words.remove(at);
        return Printed {
            before: format!("{code} "),
            after: spaced(&words),
            scale: 1.0,
        };
    }
    if let Some(at) = words.iter().position(|w| w.contains(SIGNS)) {
        let word = words.remove(at);
        // `US$m`, `£000`, `€bn`.
        let end = word
            .char_indices()
            .rev()
            .find(|(_, c)| SIGNS.contains(c))
            .map_or(word.len(), |(i, c)| i + c.len_utf8());
        let (sign, letters) = word.split_at_checked(end).unwrap_or((word, ""));
        let more = match letters {
            "m" | "mm" | "mn" => " million",
            "bn" | "b" => " billion",
            "k" | "000" | "'000" | "000s" => " thousand",
            "tn" => " trillion",
            _ => "",
        };
        return Printed {
            before: sign.to_owned(),
            after: format!("{more}{}", spaced(&words)),
            scale: 1.0,
        };
    }
    Printed {
        before: String::new(),
        after: spaced(&words),
        scale: 1.0,
    }
}

/// A unit without its label and brackets.
fn bare(printed: &str) -> &str {
    printed
        .rsplit([':', '：', '︰'])
        .next()
        .unwrap_or(printed)
        .trim_matches(|c: char| c.is_whitespace() || "()（）[]【】〔〕".contains(c))
}

#[cfg(test)]
mod tests {
    use quarry_ingest::table::unit::Locale;

    use super::*;

    fn written(unit: &str, digits: &str) -> String {
        let locale = Locale {
            yuan: "TWD",
            dollar: "USD",
        };
        let unit = Unit::find(unit, locale).or_else(|| Unit::parse(unit, locale));
        unit.as_ref()
            .and_then(Printed::of)
            .map(|p| p.around(digits))
            .unwrap_or_default()
    }

    #[test]
    fn figures_are_written_as_their_paper_has_them() {
        for (unit, digits, text) in [
            ("單位：新臺幣千元", "410", "410千元"),
            ("單位：億元", "13", "13億元"),
            ("(單位：公尺)", "95", "95公尺"),
            ("(단위: 조원)", "△1.9", "△1.9조원"),
            ("(단위: 백만원)", "(1,234)", "-1,234백만원"),
            ("Unit: USD thousand", "22,801", "USD 22,801 thousand"),
            ("Grants by region (EUR million)", "12.5", "EUR 12.5 million"),
            ("thousand euros", "690", "690 thousand euros"),
            ("in millions of USD", "4", "USD 4 million"),
            ("£000", "12", "£12 thousand"),
            ("US$m", "3.5", "US$3.5 million"),
            ("NT$ thousand", "80", "NT$80 thousand"),
            ("km", "7", "7 km"),
            ("%", "35.5", "35.5%"),
        ] {
            assert_eq!(written(unit, digits), text, "{unit}");
        }
    }

    #[test]
    fn computed_numbers_stand_in_the_unit_of_a_figure() {
        let sum = |text: &str, number: f64, sum: f64| Printed::of_figure(text, number).map(|p| p.write(sum));
        assert_eq!(
            sum("44,279千元", 44_279_000.0, 90_000_000.0).as_deref(),
            Some("90,000千元")
        );
        assert_eq!(
            sum("USD 22.8 million", 22.8e6, 30.1e6).as_deref(),
            Some("USD 30.1 million")
        );
        assert_eq!(sum("-1.9조원", -1.9e12, 2.5e12).as_deref(), Some("2.5조원"));
        assert_eq!(sum("12명", 12.0, 30.0).as_deref(), Some("30명"));
        assert_eq!(sum("3億5,000萬元", 3.5e8, 4e8), None);
    }
}
