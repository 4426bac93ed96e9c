//! What is done with the cells of a frame, and what comes of it.

use super::super::found::Evidence;
use super::super::records::{cite, figure, written};
use super::super::tables::{Kind, Value};
use super::cues::Way;
use super::frame::{Frame, years_asked};
use super::sheet::Sheet;
use super::sought::{Mask, Sought};

/// Longest list, and most cells that an answer cites.
const LONGEST_LIST: usize = 14;

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    Look,
    List,
    Count,
    Sum,
    Mean,
    /// The row of the greatest or least value.
    Extreme,
    /// That value.
    Value,
    /// The column of the greatest or least value.
    Across,
    Gap,
    /// The one of several that has the greater or lesser value.
    Pick,
    Whether,
    /// Whether a row stands as the question says.
    Status,
}

impl Act {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Look => "look",
            Self::List => "list",
            Self::Count => "count",
            Self::Sum => "sum",
            Self::Mean => "mean",
            Self::Extreme => "extreme",
            Self::Value => "value",
            Self::Across => "across",
            Self::Gap => "gap",
            Self::Pick => "pick",
            Self::Whether => "whether",
            Self::Status => "status",
        }
    }
}

/// What comes of an act.
#[derive(Debug, Clone)]
pub(super) struct Outcome {
    pub(super) act: Act,
    pub(super) text: String,
    pub(super) evidence: Vec<Evidence>,
    /// Columns whose figures were used.
    pub(super) columns: Vec<usize>,
    /// The column that the answer stands in, where it is another.
    pub(super) label: Option<usize>,
}

/// Everything that may be done with the cells of `column` in a frame.
pub(super) fn outcomes(sought: &Sought<'_>, sheet: &Sheet<'_>, frame: &Frame, column: usize) -> Vec<Outcome> {
    let mut out = Vec::new();
    let cells: Vec<(usize, &Value)> = frame
        .rows
        .iter()
        .filter_map(|r| Some((*r, sheet.value(*r, column)?)))
        .collect();
    if cells.is_empty() {
        return out;
    }
    out.extend(look(sought, sheet, column, &cells));
    out.extend(status(sought, sheet, frame, column, &cells));
    let figures: Vec<(usize, &Value, f64)> = cells
        .iter()
        .filter_map(|(r, v)| Some((*r, *v, v.number?)))
        .collect();
    if figures.len() * 10 < frame.rows.len() * 6 || sheet.kind(column) == Kind::Text {
        return out;
    }
    if sheet.kind(column) == Kind::Number && figures.len() >= 2 {
        let percent = figures.iter().any(|f| f.1.percent);
        let sum: f64 = figures.iter().map(|f| f.2).sum();
        if !percent && sought.cues.sum {
            out.extend(computed(sought, sheet, column, &figures, Act::Sum, sum));
        }
        if sought.cues.average {
            let mean = sum / f64::from(u32::try_from(figures.len()).unwrap_or(1));
            out.extend(computed(sought, sheet, column, &figures, Act::Mean, mean));
        }
    }
    if figures.len() >= 2 {
        if let Some(way) = sought.cues.extreme.filter(|_| !frame.several) {
            out.extend(extremes(
                sought,
                sheet,
                column,
                frame,
                &figures,
                way,
                Act::Extreme,
            ));
        }
        if let Some(way) = sought
            .cues
            .compare
            .or(sought.cues.extreme)
            .filter(|_| frame.several)
        {
            out.extend(extremes(sought, sheet, column, frame, &figures, way, Act::Pick));
        }
    }
    if let [a, b] = figures.as_slice()
        && sheet.kind(column) == Kind::Number
    {
        if sought.cues.difference || sought.cues.compare.is_some() {
            out.extend(computed(
                sought,
                sheet,
                column,
                &figures,
                Act::Gap,
                (a.2 - b.2).abs(),
            ));
        }
        if sought.cues.whether
            && let Some(way) = sought.cues.compare
        {
            out.push(whether(sought, sheet, column, &figures, frame, way));
        }
    }
    out
}

fn look(sought: &Sought<'_>, sheet: &Sheet<'_>, column: usize, cells: &[(usize, &Value)]) -> Option<Outcome> {
    let language = sought.request.language;
    let mut texts: Vec<String> = Vec::new();
    for (_, value) in cells {
        let text = written(value, sheet.view, column, language);
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    if texts.len() > LONGEST_LIST {
        return None;
    }
    let act = if texts.len() == 1 { Act::Look } else { Act::List };
    Some(Outcome {
        act,
        text: texts.join(language.list_mark()),
        evidence: evidence(sheet, cells.iter().copied()),
        columns: vec![column],
        label: None,
    })
}

/// Words of a cell that say yes, and words that say no.
const YES: &[&str] = &[
    "yes", "y", "o", "○", "是", "有", "可", "예", "가능", "있음", "가", "✓", "true",
];
const NO: &[&str] = &[
    "no",
    "n",
    "x",
    "×",
    "否",
    "無",
    "不可",
    "아니오",
    "아니요",
    "불가",
    "불가능",
    "없음",
    "불가함",
    "false",
];

/// Whether a row stands as the question says: its cell has the question's words, or says yes or no under a header that has.
fn status(
    sought: &Sought<'_>,
    sheet: &Sheet<'_>,
    frame: &Frame,
    column: usize,
    cells: &[(usize, &Value)],
) -> Option<Outcome> {
    let [(row, value)] = cells else { return None };
    if !sought.cues.whether || frame.mask == 0 || frame.rows.len() != 1 {
        return None;
    }
    let line = sheet.lines.get(*row)?;
    let here = line.cells.iter().find(|c| c.0 == column).map_or(0, |c| c.1.mask);
    let elsewhere = line
        .cells
        .iter()
        .filter(|c| c.0 != column)
        .fold(0, |a, c| a | c.1.mask);
    let text = crate::text::fold(value.text.trim());
    let headed = sheet.heads.get(column).is_some_and(|h| h.leaf_mask != 0);
    let yes = if headed && YES.contains(&text.as_str()) {
        true
    } else if headed && NO.contains(&text.as_str()) {
        false
    } else if here & frame.mask & !elsewhere != 0 && elsewhere & frame.mask != 0 && column != sheet.label {
        true
    } else if here == 0
        && elsewhere & frame.mask != 0
        && column != sheet.label
        && said_of_another(sheet, column, line.mask)
    {
        false
    } else {
        return None;
    };
    Some(Outcome {
        act: Act::Status,
        text: sought.request.language.yes_no(yes).to_owned(),
        evidence: evidence(sheet, cells.iter().copied()),
        columns: vec![column],
        label: None,
    })
}

/// Whether the question has a value of the column that another row has.
fn said_of_another(sheet: &Sheet<'_>, column: usize, own: Mask) -> bool {
    sheet
        .lines
        .iter()
        .flat_map(|l| l.cells.iter())
        .any(|(c, cover)| *c == column && cover.share > 0.7 && cover.mask & !own != 0)
}

fn evidence<'v>(sheet: &Sheet<'_>, cells: impl Iterator<Item = (usize, &'v Value)>) -> Vec<Evidence> {
    cells
        .take(LONGEST_LIST)
        .map(|(r, v)| cite(sheet.view, r, v))
        .collect()
}

fn computed(
    sought: &Sought<'_>,
    sheet: &Sheet<'_>,
    column: usize,
    figures: &[(usize, &Value, f64)],
    act: Act,
    number: f64,
) -> Option<Outcome> {
    let like = figures.first()?.1;
    Some(Outcome {
        act,
        text: figure(number, like, sheet.view, sought.request.language),
        evidence: evidence(sheet, figures.iter().map(|f| (f.0, f.1))),
        columns: vec![column],
        label: None,
    })
}

/// The rows of the greatest or least figure, by each column that may name them, and the figure itself.
fn extremes(
    sought: &Sought<'_>,
    sheet: &Sheet<'_>,
    column: usize,
    frame: &Frame,
    figures: &[(usize, &Value, f64)],
    way: Way,
    act: Act,
) -> Vec<Outcome> {
    let dated = sheet.kind(column) == Kind::Date;
    if way.in_time != dated {
        return Vec::new();
    }
    let numbers = figures.iter().map(|f| f.2);
    let best = if way.greatest {
        numbers.fold(f64::NEG_INFINITY, f64::max)
    } else {
        numbers.fold(f64::INFINITY, f64::min)
    };
    let winners: Vec<(usize, &Value)> = figures
        .iter()
        .filter(|f| (f.2 - best).abs() < 1e-9)
        .map(|f| (f.0, f.1))
        .collect();
    if winners.len() * 2 > figures.len() && figures.len() > 2 || winners.len() == figures.len() {
        return Vec::new();
    }
    let mut out = Vec::new();
    for label in 0..sheet.view.columns.len() {
        let names = label == sheet.label || sheet.heads.get(label).is_some_and(|h| h.mask != 0);
        let one_of = act != Act::Pick || frame.column.is_none_or(|c| c == label);
        if label == column || !names || !one_of || (sheet.kind(label) == Kind::Number && label != sheet.label)
        {
            continue;
        }
        let mut texts: Vec<String> = Vec::new();
        let mut cells: Vec<(usize, &Value)> = Vec::new();
        for (row, value) in &winners {
            if let Some(name) = sheet.value(*row, label) {
                if !texts.contains(&name.text) {
                    texts.push(name.text.clone());
                }
                cells.push((*row, name));
                cells.push((*row, value));
            }
        }
        if texts.is_empty() {
            continue;
        }
        out.push(Outcome {
            act,
            text: texts.join(sought.request.language.list_mark()),
            evidence: evidence(sheet, cells.into_iter()),
            columns: vec![column],
            label: Some(label),
        });
    }
    if act == Act::Extreme
        && let Some((row, value)) = winners.first()
    {
        out.push(Outcome {
            act: Act::Value,
            text: written(value, sheet.view, column, sought.request.language),
            evidence: evidence(sheet, [(*row, *value)].into_iter()),
            columns: vec![column],
            label: None,
        });
    }
    out
}

/// Whether the row that the question names first has the greater figure; of two years, whether the later one has.
fn whether(
    sought: &Sought<'_>,
    sheet: &Sheet<'_>,
    column: usize,
    figures: &[(usize, &Value, f64)],
    frame: &Frame,
    way: Way,
) -> Outcome {
    let place = |row: usize| {
        let mask = sheet.lines.get(row).map_or(0, |l| l.mask & frame.mask);
        let year = sheet
            .lines
            .get(row)
            .and_then(|l| l.years.iter().max().copied())
            .unwrap_or_default();
        (mask.trailing_zeros(), -year)
    };
    let mut ordered: Vec<(usize, f64)> = figures.iter().map(|f| (f.0, f.2)).collect();
    ordered.sort_by_key(|f| place(f.0));
    let yes = match ordered.as_slice() {
        [(_, first), (_, second)] => first != second && (first > second) == way.greatest,
        _ => false,
    };
    Outcome {
        act: Act::Whether,
        text: sought.request.language.yes_no(yes).to_owned(),
        evidence: evidence(sheet, figures.iter().map(|f| (f.0, f.1))),
        columns: vec![column],
        label: None,
    }
}

/// How many rows there are.
pub(super) fn count(sheet: &Sheet<'_>, frame: &Frame) -> Option<Outcome> {
    let label = sheet.label;
    let cells = frame
        .rows
        .iter()
        .filter_map(|r| Some((*r, sheet.value(*r, label)?)));
    let found = evidence(sheet, cells);
    (!found.is_empty()).then(|| Outcome {
        act: Act::Count,
        text: frame.rows.len().to_string(),
        evidence: found,
        columns: Vec::new(),
        label: Some(label),
    })
}

/// What is done with the figures of several columns: added up, compared, set against each other.
pub(super) fn across(sought: &Sought<'_>, sheet: &Sheet<'_>, frame: &Frame) -> Vec<Outcome> {
    let mut out = Vec::new();
    for group in groups(sought, sheet) {
        let cells: Vec<(usize, usize, &Value, f64)> = frame
            .rows
            .iter()
            .flat_map(|r| group.iter().map(move |c| (*r, *c)))
            .filter_map(|(r, c)| {
                let value = sheet.value(r, c)?;
                Some((r, c, value, value.number?))
            })
            .collect();
        let (Some(first), Some(last)) = (cells.first(), cells.last()) else {
            continue;
        };
        let language = sought.request.language;
        let write = |n: f64| figure(n, first.2, sheet.view, language);
        let made = |act: Act, text: String| Outcome {
            act,
            text,
            evidence: evidence(sheet, cells.iter().map(|c| (c.0, c.2))),
            columns: group.clone(),
            label: None,
        };
        // Of one row alone a place that is left open leaves the sum open.
        let open = frame.rows.len() == 1 && cells.len() < group.len();
        if cells.len() >= 2 && sought.cues.sum && !open {
            out.push(made(Act::Sum, write(cells.iter().map(|c| c.3).sum())));
        }
        if frame.rows.len() != 1 {
            continue;
        }
        if let Some(way) = sought.cues.extreme.filter(|w| !w.in_time && cells.len() >= 3) {
            let best = cells.iter().max_by(|a, b| {
                let order = a.3.total_cmp(&b.3);
                if way.greatest { order } else { order.reverse() }
            });
            let header = best
                .and_then(|b| sheet.view.columns.get(b.1))
                .and_then(|c| c.path.last());
            if let Some(header) = header {
                out.push(made(Act::Across, header.clone()));
            }
        }
        if cells.len() != 2 {
            continue;
        }
        if sought.cues.difference || sought.cues.compare.is_some() {
            out.push(made(Act::Gap, write((first.3 - last.3).abs())));
        }
        if sought.cues.whether
            && let Some(way) = sought.cues.compare.or(Some(Way {
                greatest: true,
                in_time: false,
            }))
        {
            let years = |c: usize| sheet.heads.get(c).and_then(|h| h.years.iter().max().copied());
            let (earlier, later) = if years(first.1) <= years(last.1) {
                (first.3, last.3)
            } else {
                (last.3, first.3)
            };
            let yes = later != earlier && (later > earlier) == way.greatest;
            out.push(made(Act::Whether, language.yes_no(yes).to_owned()));
        }
    }
    out
}

/// Columns that belong together for this question: the months it speaks of, one measure in several years, measures that it
/// names beside each other.
fn groups(sought: &Sought<'_>, sheet: &Sheet<'_>) -> Vec<Vec<usize>> {
    let figures: Vec<usize> = (0..sheet.view.columns.len())
        .filter(|c| sheet.kind(*c) == Kind::Number && *c != sheet.label)
        .collect();
    let head = |c: &usize| sheet.heads.get(*c);
    let mut out: Vec<Vec<usize>> = Vec::new();
    let unit = |c: &usize| sheet.view.columns.get(*c).and_then(|c| c.unit.clone());
    let mut push = |group: Vec<usize>| {
        let alike = group.windows(2).all(|w| unit(&w[0]) == unit(&w[1]));
        if alike && group.len() >= 2 && !out.contains(&group) {
            out.push(group);
        }
    };
    let monthly: Vec<usize> = figures
        .iter()
        .copied()
        .filter(|c| head(c).is_some_and(|h| !h.months.is_empty()))
        .collect();
    push(monthly.clone());
    push(
        monthly
            .iter()
            .copied()
            .filter(|c| head(c).is_some_and(|h| h.months.iter().all(|m| sought.months.contains(m))))
            .collect(),
    );
    let last = figures
        .iter()
        .filter_map(head)
        .flat_map(|h| h.years.iter())
        .max()
        .copied();
    let years = years_asked(sought, last);
    let mut seen: Vec<String> = Vec::new();
    for column in &figures {
        let leaf = measure(sheet, *column);
        if seen.contains(&leaf) {
            continue;
        }
        let same: Vec<usize> = figures
            .iter()
            .copied()
            .filter(|c| measure(sheet, *c) == leaf && head(c).is_some_and(|h| !h.years.is_empty()))
            .collect();
        seen.push(leaf);
        push(same.clone());
        push(
            same.iter()
                .copied()
                .filter(|c| head(c).is_some_and(|h| h.years.iter().any(|y| years.contains(y))))
                .collect(),
        );
    }
    let mut named: Vec<usize> = figures
        .iter()
        .copied()
        .filter(|c| head(c).is_some_and(|h| h.leaf_mask != 0 && h.leaf >= 0.5 && !h.timely))
        .collect();
    push(named.clone());
    named.sort_by(|a, b| {
        let leaf = |c: &usize| head(c).map_or(0.0, |h| h.leaf);
        leaf(b).total_cmp(&leaf(a)).then(a.cmp(b))
    });
    named.truncate(2);
    named.sort_unstable();
    push(named);
    // Columns that differ in a number or a month only: quarters, months.
    for column in &figures {
        let shape = |c: &usize| -> String {
            let path = sheet
                .view
                .columns
                .get(*c)
                .map(|c| c.path.join(" "))
                .unwrap_or_default();
            path.chars()
                .filter(|c| !c.is_ascii_digit() && !"一二三四".contains(*c))
                .collect()
        };
        let own = shape(column);
        push(figures.iter().copied().filter(|c| shape(c) == own).collect());
    }
    // All columns under one title.
    for column in &figures {
        let parent = |c: &usize| {
            sheet
                .view
                .columns
                .get(*c)
                .filter(|c| c.path.len() > 1)
                .and_then(|c| c.path.first().cloned())
        };
        if let Some(title) = parent(column) {
            push(
                figures
                    .iter()
                    .copied()
                    .filter(|c| {
                        parent(c).as_deref() == Some(title.as_str()) && head(c).is_none_or(|h| !h.total)
                    })
                    .collect(),
            );
        }
    }
    out
}

/// A header without its years.
fn measure(sheet: &Sheet<'_>, column: usize) -> String {
    let path = sheet
        .view
        .columns
        .get(column)
        .map(|c| c.path.as_slice())
        .unwrap_or_default();
    let kept: Vec<&str> = path
        .iter()
        .filter(|p| super::super::bag::years_in(p).is_empty())
        .map(String::as_str)
        .collect();
    kept.join(" ")
}
