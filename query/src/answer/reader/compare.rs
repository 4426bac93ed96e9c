//! Two columns of a table side by side: what went over what was set for it, what is missing of it, what grew.

use super::super::records::figure;
use super::super::tables::{Kind, Value};
use super::Reading;
use super::act::Act;
use super::grid::{LONGEST_LIST, Read};
use crate::question::{Asked, notion_of};

impl Read<'_> {
    /// What was set and what came of it, or the earlier and the later year, as columns.
    fn pair(&self) -> Option<(usize, usize)> {
        let notions = [
            ("establishment", "filled"),
            ("budget", "outturn"),
            ("capacity", "filled"),
        ];
        let years = &self.wish.request.years;
        let digits: Vec<usize> = (0..self.wish.terms.len())
            .filter(|t| {
                self.wish
                    .terms
                    .get(*t)
                    .is_some_and(|t| t.word.text.starts_with(|c: char| c.is_ascii_digit()))
            })
            .collect();
        let fits = |c: usize| {
            let has = |t: &usize| {
                self.heads
                    .get(c)
                    .and_then(|h| h.get(*t))
                    .is_some_and(|v| *v > 0.0)
            };
            let years_of = self.view.columns.get(c).map(|c| &c.bag.years);
            digits
                .iter()
                .all(|t| has(t) || self.over.get(*t).is_some_and(|o| *o > 0.0))
                && years_of.is_some_and(|y| {
                    years.is_empty() || y.is_empty() || years.iter().any(|(w, _)| y.contains(w))
                })
        };
        let numbers: Vec<usize> = self
            .view
            .columns
            .iter()
            .enumerate()
            .filter(|(_, c)| c.kind == Kind::Number)
            .map(|(n, _)| n)
            .collect();
        let folded = crate::text::fold(&self.wish.request.text);
        let by_year = [
            "than the year",
            "than the previous",
            "than last",
            "a year earlier",
            "前一年",
            "上年",
            "去年",
            "전년",
            "줄어",
            "늘어",
            "감소",
            "증가",
        ]
        .iter()
        .any(|w| folded.contains(w));
        if !by_year {
            for (set, came) in notions {
                let of = |notion: &str| {
                    let wanted = notion_of(notion)?;
                    numbers.iter().copied().filter(|c| fits(*c)).find(|c| {
                        self.view
                            .columns
                            .get(*c)
                            .is_some_and(|c| c.bag.has_notion(wanted))
                    })
                };
                if let (Some(a), Some(b)) = (of(set), of(came))
                    && a != b
                {
                    return Some((a, b));
                }
            }
            return None;
        }
        // The year that is asked for, and the one before it in the table.
        let later = numbers
            .iter()
            .copied()
            .filter(|c| fits(*c))
            .filter(|c| {
                self.view.columns.get(*c).is_some_and(|c| {
                    !c.bag.years.is_empty() || c.path.iter().any(|p| p.contains(|x: char| x.is_ascii_digit()))
                })
            })
            .max_by(|a, b| self.own(*a).total_cmp(&self.own(*b)).then(a.cmp(b)))?;
        let year = |c: usize| {
            self.view
                .columns
                .get(c)
                .and_then(|c| c.bag.years.iter().max().copied())
        };
        let earlier = numbers
            .iter()
            .copied()
            .filter(|c| *c != later && year(*c) < year(later) && year(*c).is_some())
            .max_by_key(|c| year(*c))?;
        Some((earlier, later))
    }

    pub(super) fn passed(&self) -> Option<Reading> {
        let over = self.wish.act == Act::Over;
        let (set, came) = self.pair()?;
        let passed: Vec<(usize, &Value)> = self
            .rows
            .iter()
            .filter_map(|r| {
                let a = self.view.cell(*r, set)?.number?;
                let value = self.view.cell(*r, came)?;
                let b = value.number?;
                (if over { b > a } else { b < a }).then_some((*r, value))
            })
            .collect();
        let label = self.view.label;
        let labels: Vec<(usize, &Value)> = passed
            .iter()
            .filter_map(|(r, _)| self.view.cell(*r, label).map(|v| (*r, v)))
            .collect();
        let texts = self.texts(&labels, label);
        if texts.is_empty() || texts.len() > LONGEST_LIST {
            return None;
        }
        let text = if matches!(self.wish.asked, Asked::Number) {
            texts.len().to_string()
        } else {
            texts.join(self.wish.request.language.list_mark())
        };
        self.reading(text, &passed, came)
    }

    pub(super) fn gap(&self) -> Option<Reading> {
        let (set, came) = self.pair()?;
        // What is missing of a unit that stands nowhere is not what is missing of all.
        let carried = self.carried(Some(came));
        let unsaid = self.wish.terms.iter().zip(&carried);
        if unsaid.into_iter().any(|(t, c)| t.word.weight >= 0.5 && *c <= 0.0) {
            return None;
        }
        let (mut missing, mut cells) = (0.0, Vec::new());
        for r in &self.rows {
            if let (Some(a), Some(b)) = (self.view.cell(*r, set), self.view.cell(*r, came)) {
                missing += a.number? - b.number?;
                cells.push((*r, b));
            }
        }
        let (_, like) = cells.first()?;
        if missing <= 0.0 {
            return None;
        }
        let text = figure(missing, like, self.view, self.wish.request.language);
        self.reading(text, &cells, came)
    }
}
