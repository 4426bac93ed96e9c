//! Values beside the words that label them: `所長為甲`, `원장은 갑이고`, `由副局長甲主持`, `位於乙市`.

use super::span::Sentence;
use crate::question::Request;

/// Words between a label and its value.
const COPULAS: &[&str] = &[
    "為", "是", "由", "係", "：", ":", "은", "는", "이", "가", "，", "｜", "|", "=", "即", "暫由", "現為",
];

/// Endings after a Korean value.
const AFTER_VALUE: &[&str] = &[
    "이었으며",
    "이었고",
    "이었다",
    "이라고",
    "입니다",
    "이라는",
    "이고",
    "이며",
    "이다",
    "으로서",
    "으로",
    "였다",
    "이자",
    "에게",
    "에서",
    "까지",
    "부터",
    "라고",
    "이",
    "가",
    "은",
    "는",
    "을",
    "를",
    "의",
    "에",
    "로",
    "와",
    "과",
    "며",
    "고",
    "다",
    "씨",
];

impl Sentence<'_> {
    /// The runs of Han or Hangul beside words of the request that label them: `所長為卓以恆`, `원장은 문가온이고`, `由甲主持`.
    pub(super) fn labelled(&self, request: &Request, least: usize, most: usize) -> Vec<(f32, usize, usize)> {
        let mut out = Vec::new();
        for (start, end, weight) in &self.anchors {
            let runs = [self.run_after(*end), self.run_before(*start)];
            for (from, to) in runs.into_iter().flatten() {
                let run = self.text.get(from..to).unwrap_or_default();
                if (least..=most).contains(&run.chars().count()) && self.fresh(request, run) {
                    out.push((1.0 / weight.max(0.2), from, to));
                }
            }
        }
        out
    }

    /// The figure right after what is asked for by its noun: `a discount of 40 per cent`.
    pub(super) fn figure_of(&self, request: &Request) -> Option<String> {
        let heads = request.words.iter().filter(|w| w.head && w.weight >= 1.0);
        let ends: Vec<usize> = heads
            .filter_map(|w| {
                self.tokens
                    .iter()
                    .find(|t| w.grams.contains(&crate::text::root(&t.text)))
                    .map(|t| t.end)
            })
            .collect();
        super::values::amounts(self.text).into_iter().find_map(|amount| {
            let near = ends.iter().any(|end| {
                let gap = self.text.get(*end..amount.start);
                gap.is_some_and(|g| g.chars().count() <= 12 && !g.contains([',', '.', ';']))
            });
            let rest = self
                .text
                .get(amount.start + amount.text.len()..)
                .unwrap_or_default();
            let percent = [" per cent", " percent", "%"]
                .iter()
                .find(|p| rest.starts_with(**p));
            (near && (amount.has_unit || percent.is_some()))
                .then(|| format!("{}{}", amount.text, percent.copied().unwrap_or_default()))
        })
    }

    /// The value after a label that ends at `end`.
    pub(super) fn run_after(&self, end: usize) -> Option<(usize, usize)> {
        let whole = self.text.get(end..)?;
        let mut rest = whole.trim_start();
        let mut said = false;
        for _ in 0..2 {
            let Some(stripped) = COPULAS.iter().find_map(|c| rest.strip_prefix(c)) else {
                break;
            };
            rest = stripped.trim_start();
            said = true;
        }
        let first = rest.chars().next()?;
        let run: String = rest
            .chars()
            .take_while(|c| c.is_alphanumeric() && !c.is_ascii())
            .collect();
        if run.is_empty() || !first.is_alphabetic() || !said && whole.starts_with(|c: char| c.is_whitespace())
        {
            return None;
        }
        let from = end + (whole.len() - rest.len());
        Some((from, from + without_ending(&run).len()))
    }

    /// Who does what a verb that begins at `start` says: `由副局長甲主持` gives `甲`.
    fn run_before(&self, start: usize) -> Option<(usize, usize)> {
        let before = self.text.get(..start)?;
        let from = before.rfind('由')? + '由'.len_utf8();
        let doer = self.text.get(from..start)?;
        if doer.is_empty() || !doer.chars().all(char::is_alphabetic) || doer.chars().count() > 24 {
            return None;
        }
        let title = doer.rfind(['長', '任', '員', '師', '官', '授']).filter(|at| {
            // A name of two characters and more follows the title.
            doer.get(*at..).is_some_and(|r| r.chars().count() >= 3)
        });
        let skip = title.map_or(0, |at| at + '長'.len_utf8());
        Some((from + skip, start))
    }

    /// Where something stands: after `位於`, before `에 있`, after `in`.
    pub(super) fn place(&self, request: &Request) -> Option<String> {
        for lead in ["位於", "位在", "設於", "設在", "座落於", "址設"] {
            if let Some(at) = self.text.find(lead) {
                let run: String = self
                    .text
                    .get(at + lead.len()..)?
                    .chars()
                    .take_while(|c| c.is_alphanumeric())
                    .take(12)
                    .collect();
                if run.chars().count() >= 2 && self.fresh(request, &run) {
                    return Some(run);
                }
            }
        }
        for tail in ["에 있", "에 위치", "에 소재", "에 자리"] {
            if let Some(at) = self.text.find(tail) {
                let word = self.text.get(..at)?.rsplit(|c: char| c.is_whitespace()).next()?;
                if word.chars().count() >= 2 && self.fresh(request, word) {
                    return Some(word.to_owned());
                }
            }
        }
        for label in ["소재지는", "소재지는 ", "위치는", "所在地為", "地點為", "地點在"]
        {
            if let Some(at) = self.text.find(label) {
                let run: String = self
                    .text
                    .get(at + label.len()..)?
                    .trim_start()
                    .chars()
                    .take_while(|c| c.is_alphanumeric())
                    .collect();
                let run = without_ending(&run).to_owned();
                if run.chars().count() >= 2 && self.fresh(request, &run) {
                    return Some(run);
                }
            }
        }
        None
    }
}

/// A Korean name, which has four syllables at most, without the ending that a model left on it.
pub(super) fn without_ending_of_name(name: &str) -> &str {
    if let Some(bare) = name.strip_suffix('임').filter(|n| n.chars().count() == 3) {
        return bare;
    }
    if name.chars().count() > 4 && !name.contains(' ') {
        without_ending(name)
    } else {
        name
    }
}

fn without_ending(run: &str) -> &str {
    let hangul = run
        .chars()
        .next()
        .is_some_and(|c| ('\u{ac00}'..='\u{d7a3}').contains(&c));
    if !hangul {
        return run;
    }
    for ending in AFTER_VALUE {
        if let Some(rest) = run.strip_suffix(ending)
            && rest.chars().count() >= 2
        {
            return rest;
        }
    }
    run
}

/// A firm without its department, where a question asks which firm: `洋杉股份有限公司研發部` is 洋杉股份有限公司.
pub(super) fn firm_alone<'t>(question: &str, text: &'t str) -> &'t str {
    let asks = ["哪一家", "哪家", "哪一間公司", "哪間公司"];
    let form = "有限公司";
    match text.find(form).map(|at| at + form.len()) {
        Some(end)
            if asks.iter().any(|a| question.contains(a)) && text.ends_with(['部', '處', '組', '課']) =>
        {
            text.get(..end).unwrap_or(text)
        }
        _ => text,
    }
}
