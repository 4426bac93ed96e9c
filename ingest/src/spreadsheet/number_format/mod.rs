//! Number formats of spreadsheets (ECMA-376 part 1, 18.8.30 and 18.8.31): what the program displays for a stored number.
//!
//! A format code has up to four sections (positive, negative, zero, text). [`parse`](mod@parse) takes it apart, [`number`]
//! renders figures, fractions and exponents, [`calendar`] dates, times and durations.

pub mod calendar;
mod number;
mod parse;

pub use number::general;

use parse::{Section, Token};

use crate::table::{Scalar, Value};

/// A format code, taken apart.
#[derive(Debug, Clone)]
pub struct NumberFormat {
    sections: Vec<Section>,
}

impl Default for NumberFormat {
    fn default() -> Self {
        Self::parse("General")
    }
}

impl NumberFormat {
    /// Takes a format code apart. Anything is accepted; what means nothing stands for itself.
    #[must_use]
    pub fn parse(code: &str) -> Self {
        Self {
            sections: parse::sections(code),
        }
    }

    /// The format code of a built-in number format, in the form of the English locale; none for custom formats.
    #[must_use]
    pub fn built_in(id: u32) -> Option<&'static str> {
        Some(match id {
            0 => "General",
            1 => "0",
            2 => "0.00",
            3 => "#,##0",
            4 => "#,##0.00",
            5 => "$#,##0_);($#,##0)",
            6 => "$#,##0_);[Red]($#,##0)",
            7 => "$#,##0.00_);($#,##0.00)",
            8 => "$#,##0.00_);[Red]($#,##0.00)",
            9 => "0%",
            10 => "0.00%",
            11 => "0.00E+00",
            12 => "# ?/?",
            13 => "# ??/??",
            14 => "m/d/yyyy",
            15 => "d-mmm-yy",
            16 => "d-mmm",
            17 => "mmm-yy",
            18 => "h:mm AM/PM",
            19 => "h:mm:ss AM/PM",
            20 => "h:mm",
            21 => "h:mm:ss",
            22 => "m/d/yyyy h:mm",
            37 => "#,##0_);(#,##0)",
            38 => "#,##0_);[Red](#,##0)",
            39 => "#,##0.00_);(#,##0.00)",
            40 => "#,##0.00_);[Red](#,##0.00)",
            41 => "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)",
            42 => "_($* #,##0_);_($* (#,##0);_($* \"-\"_);_(@_)",
            43 => "_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)",
            44 => "_($* #,##0.00_);_($* (#,##0.00);_($* \"-\"??_);_(@_)",
            45 => "mm:ss",
            46 => "[h]:mm:ss",
            47 => "mm:ss.0",
            48 => "##0.0E+0",
            49 => "@",
            // The formats of East Asian locales: which locale is not written in the file.
            27..=31 | 36 | 50..=54 | 57 | 58 => "yyyy-mm-dd",
            32..=35 | 55 | 56 => "hh:mm:ss",
            _ => return None,
        })
    }

    /// What is displayed for a number; `date1904` says which day serial number 0 is.
    #[must_use]
    pub fn render(&self, value: f64, date1904: bool) -> String {
        let Some((section, shown)) = self.section_for(value) else {
            return general(value);
        };
        if section.is_date() {
            return calendar::render(section, value, date1904).unwrap_or_else(|| general(value));
        }
        number::render(section, shown)
    }

    /// What is displayed for a text.
    #[must_use]
    pub fn render_text(&self, text: &str) -> String {
        let own = self
            .sections
            .get(3)
            .or_else(|| self.sections.last().filter(|s| s.has(&Token::Text)));
        let Some(section) = own.filter(|s| !s.tokens.is_empty()) else {
            return text.to_owned();
        };
        let mut out = String::new();
        for token in &section.tokens {
            match token {
                Token::Text => out.push_str(text),
                Token::General => out.push_str(text),
                Token::Literal(literal) => out.push_str(literal),
                Token::Blank => out.push(' '),
                _ => {}
            }
        }
        out
    }

    /// The typed value of a number under this format: a date where the format shows one, a share where it shows per cent.
    /// Times of day and durations have no type of their own.
    #[must_use]
    pub fn value(&self, number: f64, date1904: bool) -> Option<Value> {
        let plain = |scalar| Some(Value { scalar, unit: None });
        let Some((section, _)) = self.section_for(number) else {
            return plain(Scalar::Number(number));
        };
        if section.is_date() {
            return calendar::value(section, number, date1904).and_then(plain);
        }
        if section.has(&Token::Percent) {
            return plain(Scalar::Percent(number));
        }
        Some(Value {
            scalar: Scalar::Number(number),
            unit: section.currency().map(str::to_owned),
        })
    }

    /// Whether positive numbers are shown as dates or times.
    #[must_use]
    pub fn is_date(&self) -> bool {
        self.sections.first().is_some_and(Section::is_date)
    }

    /// The section that shows a number, and the number that it shows: a section of its own shows a negative without sign.
    fn section_for(&self, value: f64) -> Option<(&Section, f64)> {
        if let [only] = self.sections.as_slice()
            && only.condition.is_none()
        {
            return Some((only, value));
        }
        let numeric: Vec<&Section> = self.sections.iter().take(3).collect();
        if numeric.iter().any(|s| s.condition.is_some()) {
            let fits = numeric
                .iter()
                .position(|s| s.condition.is_some_and(|c| c.holds(value)));
            let index = fits.or_else(|| numeric.iter().position(|s| s.condition.is_none()))?;
            let shown = if index > 0 && value < 0.0 { -value } else { value };
            return numeric.get(index).map(|s| (*s, shown));
        }
        match (numeric.as_slice(), value) {
            ([only], v) => Some((only, v)),
            ([positive, ..], v) if v > 0.0 => Some((positive, v)),
            ([_, negative, ..], v) if v < 0.0 => Some((negative, -v)),
            ([_, _, zero], v) if v == 0.0 => Some((zero, v)),
            ([first, ..], v) => Some((first, v)),
            ([], _) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::NumberFormat;
    use crate::table::Scalar;

    fn shown(code: &str, value: f64) -> String {
        NumberFormat::parse(code).render(value, false)
    }

    #[test]
    fn figures() {
        assert_eq!(shown("#,##0", 1_234_567.0), "1,234,567");
        assert_eq!(shown("#,##0", -123_456.0), "-123,456");
        assert_eq!(shown("0", 0.0), "0");
        assert_eq!(shown("#", 0.0), "");
        assert_eq!(shown("#,##0.00", -1234.567), "-1,234.57");
        assert_eq!(shown("0.0%", 0.333_516), "33.4%");
        assert_eq!(shown("0", 2.5), "3");
        assert_eq!(shown("0.00", 1.005), "1.01");
        assert_eq!(shown("00000", 42.0), "00042");
        assert_eq!(shown("#.##", 0.5), ".5");
        assert_eq!(shown("#,##0,", 12_500_000.0), "12,500");
        assert_eq!(shown("0.0,,\"M\"", 12_500_000.0), "12.5M");
        assert_eq!(shown("0.00E+00", 12345.0), "1.23E+04");
        assert_eq!(shown("##0.0E+0", 12345.0), "12.3E+3");
        assert_eq!(shown("# ?/?", 2.75), "2 3/4");
        assert_eq!(shown("000-0000", 1_234_567.0), "123-4567");
    }

    #[test]
    fn sections_signs_and_literals() {
        assert_eq!(shown("#,##0_);(#,##0)", -1234.0), "(1,234)");
        assert_eq!(shown("#,##0;[Red]△#,##0", -12.0), "△12");
        assert_eq!(shown("0;-0;\"nil\"", 0.0), "nil");
        assert_eq!(shown("[$NT$-404]#,##0", 1200.0), "NT$1,200");
        assert_eq!(shown("[$₩-412]#,##0", 1200.0), "₩1,200");
        assert_eq!(shown("\"약 \"#,##0\"원\"", 5000.0), "약 5,000원");
        assert_eq!(shown("[>=100]\"big\";[<0]\"neg\";0", 150.0), "big");
        assert_eq!(shown(";;;", 5.0), "");
    }

    #[test]
    fn dates_and_times() {
        assert_eq!(shown("yyyy-mm-dd", 45250.0), "2023-11-20");
        assert_eq!(shown("m/d/yy h:mm AM/PM", 45250.75), "11/20/23 6:00 PM");
        assert_eq!(shown("d-mmm-yyyy", 1.0), "1-Jan-1900");
        assert_eq!(shown("yyyy-mm-dd", 60.0), "1900-02-29");
        assert_eq!(shown("[h]:mm", 1.5), "36:00");
        assert_eq!(shown("mm:ss.0", 0.000_734_953_7), "01:03.5");
        assert_eq!(shown("yyyy\"년\" m\"월\" d\"일\"", 45250.0), "2023년 11월 20일");
        assert_eq!(shown("[$-404]e\"年\"m\"月\"d\"日\"", 45250.0), "112年11月20日");
        assert_eq!(NumberFormat::parse("yyyy-mm-dd").render(0.0, true), "1904-01-01");
    }

    #[test]
    fn general_shows_eleven_places() {
        for (value, text) in [
            (0.0, "0"),
            (1234.5, "1234.5"),
            (0.1 + 0.2, "0.3"),
            (1.0 / 3.0, "0.333333333"),
            (12_345_678_901.0, "12345678901"),
            (123_456_789_012.0, "1.23457E+11"),
            (0.000_012_345_67, "1.23457E-05"),
            (-1.5, "-1.5"),
            (1e-4, "0.0001"),
        ] {
            assert_eq!(shown("General", value), text);
        }
    }

    #[test]
    fn formats_type_their_numbers() {
        let typed = |code: &str, v: f64| NumberFormat::parse(code).value(v, false);
        assert_eq!(typed("0%", 0.45).map(|v| v.scalar), Some(Scalar::Percent(0.45)));
        assert_eq!(
            typed("yyyy/m/d", 45250.0).map(|v| v.scalar),
            Some(Scalar::Date("2023-11-20".to_owned()))
        );
        assert_eq!(
            typed("yyyy/m/d h:mm", 45250.5).map(|v| v.scalar),
            Some(Scalar::Datetime("2023-11-20T12:00:00".to_owned()))
        );
        assert_eq!(
            typed("[$€-407]0.00", 3.0).and_then(|v| v.unit),
            Some("EUR".to_owned())
        );
        assert_eq!(typed("h:mm", 0.5), None);
    }
}
