//! Format codes taken apart into sections and tokens.

/// One section of a format code.
#[derive(Debug, Clone, Default)]
pub(super) struct Section {
    pub(super) tokens: Vec<Token>,
    pub(super) condition: Option<Condition>,
    /// Windows language of `[$-404]`, from which month names and 民國 years follow.
    pub(super) language: u32,
    /// What stands before the dash in `[$NT$-404]`.
    pub(super) symbol: String,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    Slash,
    /// `E+` or `E-`: whether a plus is shown.
    Exponent(bool),
    /// Text as it stands.
    Literal(String),
    /// `_x`: a blank as wide as x.
    Blank,
    /// `@`
    Text,
    General,
    /// `yyyy`, `mm`, `d`, `h`, `ss`, `e`, `g`, `aaa`: the letter and how often it stands.
    Date(char, usize),
    /// `[h]`, `[mm]`, `[ss]`
    Elapsed(char, usize),
    /// `AM/PM`, `A/P`, `上午/下午`: what is shown before and after noon.
    Noon(String, String),
    /// `.000` after seconds.
    Fraction(usize),
}

/// `[>=100]`
#[derive(Debug, Clone, Copy)]
pub(super) struct Condition {
    operator: Operator,
    limit: f64,
}

#[derive(Debug, Clone, Copy)]
enum Operator {
    Less,
    LessEqual,
    Equal,
    NotEqual,
    GreaterEqual,
    Greater,
}

impl Condition {
    fn parse(text: &str) -> Option<Self> {
        const OPERATORS: [(&str, Operator); 6] = [
            ("<=", Operator::LessEqual),
            (">=", Operator::GreaterEqual),
            ("<>", Operator::NotEqual),
            ("<", Operator::Less),
            (">", Operator::Greater),
            ("=", Operator::Equal),
        ];
        OPERATORS.iter().find_map(|(sign, operator)| {
            let limit = text.strip_prefix(sign)?.trim().parse().ok()?;
            Some(Self {
                operator: *operator,
                limit,
            })
        })
    }

    pub(super) fn holds(self, value: f64) -> bool {
        match self.operator {
            Operator::Less => value < self.limit,
            Operator::LessEqual => value <= self.limit,
            Operator::Equal => value == self.limit,
            Operator::NotEqual => value != self.limit,
            Operator::GreaterEqual => value >= self.limit,
            Operator::Greater => value > self.limit,
        }
    }
}

impl Section {
    pub(super) fn has(&self, token: &Token) -> bool {
        self.tokens.contains(token)
    }

    pub(super) fn is_date(&self) -> bool {
        self.tokens
            .iter()
            .any(|t| matches!(t, Token::Date(..) | Token::Elapsed(..) | Token::Noon(..)))
    }

    /// The ISO 4217 code of the currency that the section shows.
    pub(super) fn currency(&self) -> Option<&'static str> {
        let literal = self.tokens.iter().find_map(|t| match t {
            Token::Literal(text) => by_symbol(text, self.language),
            _ => None,
        });
        by_symbol(&self.symbol, self.language).or(literal)
    }
}

fn by_symbol(text: &str, language: u32) -> Option<&'static str> {
    let text = text.trim();
    Some(match text {
        "" => return None,
        "NT$" | "TWD" | "NTD" | "新臺幣" | "新台幣" => "TWD",
        "US$" | "USD" => "USD",
        "₩" | "￦" | "원" | "KRW" => "KRW",
        "€" | "EUR" => "EUR",
        "£" | "GBP" => "GBP",
        "HK$" | "HKD" => "HKD",
        "RMB" | "CNY" | "人民币" | "人民幣" => "CNY",
        "JPY" | "円" => "JPY",
        "元" => "TWD",
        "¥" | "￥" => match language & 0x3ff {
            0x04 => "CNY",
            _ => "JPY",
        },
        "$" => match language {
            0x404 => "TWD",
            0xc04 => "HKD",
            _ => "USD",
        },
        _ => return None,
    })
}

/// The sections of a format code.
pub(super) fn sections(code: &str) -> Vec<Section> {
    let mut found = Vec::new();
    let mut section = Section::default();
    let chars: Vec<char> = code.chars().take(1000).collect();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        at += 1;
        match c {
            ';' => found.push(std::mem::take(&mut section)),
            '"' => {
                let start = at;
                while chars.get(at).is_some_and(|c| *c != '"') {
                    at += 1;
                }
                section.literal(chars.get(start..at).unwrap_or_default().iter().collect());
                at += 1;
            }
            '\\' | '!' => {
                section.literal(chars.get(at).map(ToString::to_string).unwrap_or_default());
                at += 1;
            }
            '_' => {
                section.tokens.push(Token::Blank);
                at += 1;
            }
            // A fill character is repeated to the width of the column, which a text has none of.
            '*' => at += 1,
            '[' => {
                let start = at;
                while chars.get(at).is_some_and(|c| *c != ']') {
                    at += 1;
                }
                section.bracket(
                    &chars
                        .get(start..at)
                        .unwrap_or_default()
                        .iter()
                        .collect::<String>(),
                );
                at += 1;
            }
            _ => at += section.token(c, chars.get(at - 1..).unwrap_or_default()) - 1,
        }
    }
    found.push(section);
    for section in &mut found {
        section.settle();
    }
    found
}

impl Section {
    fn literal(&mut self, text: String) {
        self.tokens.push(Token::Literal(text));
    }

    /// What stands in square brackets: a colour, a condition, a currency or an elapsed time.
    fn bracket(&mut self, inner: &str) {
        if let Some(rest) = inner.strip_prefix('$') {
            let (symbol, language) = rest.rsplit_once('-').unwrap_or((rest, ""));
            self.language = u32::from_str_radix(language, 16).unwrap_or(0) & 0xffff;
            symbol.clone_into(&mut self.symbol);
            if !symbol.is_empty() {
                self.literal(symbol.to_owned());
            }
        } else if let Some(condition) = Condition::parse(inner) {
            self.condition = Some(condition);
        } else {
            let lower = inner.to_ascii_lowercase();
            if let Some(first) = lower.chars().next().filter(|c| matches!(c, 'h' | 'm' | 's'))
                && lower.chars().all(|c| c == first)
            {
                self.tokens.push(Token::Elapsed(first, lower.len()));
            }
        }
    }

    /// One token outside quotes and brackets; gives the number of characters it takes.
    fn token(&mut self, c: char, rest: &[char]) -> usize {
        let text: String = rest.iter().take(8).collect();
        let lower = text.to_ascii_lowercase();
        let run = rest
            .iter()
            .take_while(|x| x.eq_ignore_ascii_case(&c))
            .count()
            .max(1);
        if lower.starts_with("general") {
            self.tokens.push(Token::General);
            return 7;
        }
        for (mark, before, after) in [
            ("am/pm", "AM", "PM"),
            ("上午/下午", "上午", "下午"),
            ("오전/오후", "오전", "오후"),
            ("a/p", "A", "P"),
        ] {
            if lower.starts_with(mark) {
                self.tokens.push(Token::Noon(before.to_owned(), after.to_owned()));
                return mark.chars().count();
            }
        }
        match c {
            '0' | '#' | '?' => self.tokens.push(Token::Digit(c)),
            '.' => self.tokens.push(Token::Point),
            ',' => self.tokens.push(Token::Comma),
            '%' => self.tokens.push(Token::Percent),
            '/' => self.tokens.push(Token::Slash),
            '@' => self.tokens.push(Token::Text),
            'E' | 'e' if matches!(rest.get(1), Some('+' | '-')) => {
                self.tokens.push(Token::Exponent(rest.get(1) == Some(&'+')));
                return 2;
            }
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'e' | 'g' | 'G' | 'b' | 'B' => {
                self.tokens.push(Token::Date(c.to_ascii_lowercase(), run));
                return run;
            }
            'a' | 'A' if run >= 3 => {
                self.tokens.push(Token::Date('a', run));
                return run;
            }
            other => self.literal(other.to_string()),
        }
        1
    }

    /// Decides what only the neighbours tell: minutes or months, the fraction of a second, separators of a date.
    fn settle(&mut self) {
        if !self.is_date() {
            // Letters such as `e` mean a date only where a date is; alone they are text.
            return;
        }
        let mut tokens: Vec<Token> = Vec::with_capacity(self.tokens.len());
        let mut source = std::mem::take(&mut self.tokens).into_iter().peekable();
        let mut seconds = false;
        while let Some(token) = source.next() {
            let settled = match token {
                Token::Point if seconds && source.peek() == Some(&Token::Digit('0')) => {
                    let mut places = 0;
                    while source.next_if(|t| *t == Token::Digit('0')).is_some() {
                        places += 1;
                    }
                    Token::Fraction(places)
                }
                Token::Point => Token::Literal(".".to_owned()),
                Token::Comma => Token::Literal(",".to_owned()),
                Token::Slash => Token::Literal("/".to_owned()),
                Token::Digit(c) => Token::Literal(if c == '0' { "0".to_owned() } else { String::new() }),
                other => other,
            };
            match settled {
                Token::Date('s', _) | Token::Elapsed('s', _) => seconds = true,
                Token::Date(..) | Token::Elapsed(..) => seconds = false,
                _ => {}
            }
            tokens.push(settled);
        }
        // `m` is minutes after hours and before seconds; `n` stands for minutes from here on.
        let units: Vec<(usize, char)> = tokens
            .iter()
            .enumerate()
            .filter_map(|(i, t)| match t {
                Token::Date(c, _) | Token::Elapsed(c, _) => Some((i, *c)),
                _ => None,
            })
            .collect();
        for (place, (index, letter)) in units.iter().enumerate() {
            if *letter != 'm' {
                continue;
            }
            let before = place.checked_sub(1).and_then(|p| units.get(p)).map(|u| u.1);
            let after = units.get(place + 1).map(|u| u.1);
            if let Some(Token::Date(c, count)) = tokens.get_mut(*index)
                && *count <= 2
                && (before == Some('h') || after == Some('s'))
            {
                *c = 'n';
            }
        }
        self.tokens = tokens;
    }
}
