//! What columns mean by what stands in them: the finer of two columns of undertakings names the rows, a column of people beside
//! them says who leads them; an amount that is the sum of those before it is the whole, and of three amounts of which the last is
//! the difference the first was set before and the second is set now.

use std::collections::HashSet;

use quarry_ingest::Scalar;

use super::column_lexicon::{
    ASIDE, FROM, KEPT_BY, LEADS, OF_ALLOTMENT, OF_KEEPER, OF_PARTNER, OF_PARTS, OF_SPENDING, OF_WHOLE, SITS,
    UNTIL, WITHIN,
};
use super::headers::{self, Meaning};
use super::tables::NOTHING;
use crate::extraction::EntityType::{self, Law, Organization, Person, Product, Work};
use crate::rules::{self, names, titles};
use crate::table_grid::{Grid, squeeze};

/// A column with its meaning and its headers.
pub(super) type Column = (Option<Meaning>, Vec<String>);

/// Most rows that are looked at.
const MOST_ROWS: u32 = 120;

/// What the cells of a column are.
struct Profile {
    filled: usize,
    distinct: usize,
    people: usize,
    /// Of the people, those written in Latin letters.
    latin: usize,
    bodies: usize,
    works: usize,
    laws: usize,
    products: usize,
    places: usize,
    dates: usize,
    years: usize,
    /// Whether the names are written in Latin letters.
    latin_names: bool,
    /// The amounts, by row; none where a row has none.
    numbers: Vec<Option<f64>>,
}

impl Profile {
    /// Whether most cells are of a kind.
    const fn mostly(&self, count: usize) -> bool {
        self.filled >= 2 && count * 10 >= self.filled * 7
    }

    fn count(&self, kind: EntityType) -> usize {
        match kind {
            Person => self.people,
            Organization => self.bodies,
            Work => self.works,
            Law => self.laws,
            Product => self.products,
            _ => 0,
        }
    }

    /// Whether each row has a value of its own.
    const fn is_key(&self) -> bool {
        self.filled >= 2 && self.distinct * 10 >= self.filled * 9
    }

    fn is_numeric(&self) -> bool {
        let count = self.numbers.iter().flatten().count();
        count >= 2 && count * 10 >= self.filled * 8
    }
}

/// The name in a cell: without the bracketed short form behind it.
pub(super) fn plain_name(text: &str) -> &str {
    let text = text.trim();
    let open = text.rfind(['(', '（']).filter(|at| *at > 2);
    match open {
        Some(at) if text.ends_with([')', '）']) => text.get(..at).unwrap_or(text).trim_end(),
        _ => text,
    }
}

/// Whether a cell names one person, a title before the name or behind it left aside.
pub(super) fn names_a_person(text: &str) -> bool {
    let text = plain_name(text);
    if names::is_person_name(text) {
        return true;
    }
    if let Some((name, title)) = text.split_once([',', '，'])
        && names::is_person_name(name.trim())
        && title.chars().count() < 40
    {
        return true;
    }
    let behind = titles::at_start(text).and_then(|end| text.get(end..));
    if behind.is_some_and(|rest| names::is_person_name(rest.trim())) {
        return true;
    }
    let before = titles::at_end(text).and_then(|length| text.get(..text.len().saturating_sub(length)));
    before.is_some_and(|rest| names::is_person_name(rest.trim()))
}

fn is_place(text: &str) -> bool {
    let count = text.chars().count();
    (2..=6).contains(&count) && text.ends_with(['縣', '市', '鎮', '鄉', '區', '시', '군', '구', '읍'])
}

fn is_year(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let rest: String = text
        .chars()
        .filter(|c| !c.is_ascii_digit() && !c.is_whitespace())
        .collect();
    let whole = digits.len() == 4 && (digits.starts_with('1') || digits.starts_with("20"));
    match rest.as_str() {
        "" => whole,
        "年" | "년" => whole || (1..=3).contains(&digits.len()),
        "民國年" => (1..=3).contains(&digits.len()),
        _ => false,
    }
}

fn number(cell: &quarry_ingest::Cell) -> Option<f64> {
    match cell.value.as_ref().map(|v| &v.scalar) {
        Some(Scalar::Number(n)) => Some(*n),
        Some(_) => None,
        None => {
            let plain: String = cell
                .text
                .trim()
                .chars()
                .filter(|c| *c != ',' && *c != '+')
                .map(|c| if c == '−' { '-' } else { c })
                .collect();
            plain.parse().ok()
        }
    }
}

fn profile(grid: &Grid, column: u32) -> Profile {
    let mut seen: HashSet<String> = HashSet::new();
    let mut found = Profile {
        filled: 0,
        distinct: 0,
        people: 0,
        latin: 0,
        bodies: 0,
        works: 0,
        laws: 0,
        products: 0,
        places: 0,
        dates: 0,
        years: 0,
        latin_names: false,
        numbers: Vec::new(),
    };
    for row in (grid.header_rows()..grid.rows()).take(MOST_ROWS as usize) {
        let cell = grid.at(row, column);
        let text = cell.map(|c| squeeze(&c.text)).unwrap_or_default();
        let total = (0..grid.columns().min(4))
            .any(|c| grid.at(row, c).is_some_and(|c| headers::is_total_label(&c.text)));
        if grid.is_title_row(row) || total {
            continue;
        }
        found.numbers.push(cell.and_then(number));
        if text.is_empty() || NOTHING.contains(&text.as_str()) {
            continue;
        }
        found.filled += 1;
        found.distinct += usize::from(seen.insert(text.clone()));
        let name = plain_name(&text);
        found.latin_names |= name.starts_with(|c: char| c.is_ascii_alphabetic());
        let called = rules::standing::is_called_a_body(name).then_some(Organization);
        match rules::classify(&text)
            .or_else(|| rules::classify(name))
            .or(called)
        {
            Some(Organization) => found.bodies += 1,
            Some(Work) => found.works += 1,
            Some(Law) => found.laws += 1,
            Some(Product) => found.products += 1,
            _ if is_year(&text) => found.years += 1,
            _ if rules::parse_date(&text).is_some() => found.dates += 1,
            _ if is_place(&text) => found.places += 1,
            _ if names_a_person(&text) => {
                found.people += 1;
                found.latin += usize::from(text.is_ascii());
            }
            _ => {}
        }
    }
    found
}

/// Whether one of the signs stands in one of the headers.
fn has(path: &[String], signs: &[&str]) -> bool {
    path.iter().any(|header| {
        let lower = header.to_lowercase();
        signs.iter().any(|sign| lower.contains(sign))
    })
}

/// Settles what the columns mean, given what their headers say; gives the column of the rows' subjects and what they are.
pub(super) fn settle(
    grid: &Grid,
    columns: &mut [Column],
    subject: Option<(u32, EntityType)>,
) -> Option<(u32, EntityType)> {
    let profiles: Vec<Profile> = (0_u32..)
        .zip(columns.iter())
        .map(|(column, _)| profile(grid, column))
        .collect();
    let subject = subject_by_cells(columns, &profiles, subject);
    let (at, kind) = subject?;
    let mut said: HashSet<&'static str> = HashSet::new();
    for (column, (meaning, path)) in (0_u32..).zip(columns.iter_mut()) {
        if column == at {
            continue;
        }
        let about = |m: Meaning| match m {
            Meaning::Says(predicates, _) => predicates.iter().find(|(k, _)| *k == kind).map(|(_, p)| *p),
            _ => None,
        };
        match *meaning {
            Some(Meaning::Name(Organization)) => *meaning = Some(Meaning::Body),
            Some(Meaning::Name(Person)) => *meaning = Some(LEADS),
            Some(Meaning::Name(Work)) if kind == Work => *meaning = Some(WITHIN),
            Some(m @ Meaning::Says(..)) if about(m).is_none() => {
                *meaning = path.last().and_then(|leaf| headers::meaning_for(leaf, kind));
            }
            Some(Meaning::SomeName) => *meaning = None,
            _ => {}
        }
        if let Some(predicate) = meaning.and_then(about) {
            said.insert(predicate);
        }
    }
    for (column, ((meaning, path), seen)) in (0_u32..).zip(columns.iter_mut().zip(&profiles)) {
        if column != at
            && meaning.is_none()
            && !has(path, ASIDE)
            && (seen.latin == 0 || profiles.get(at as usize).is_some_and(|p| p.latin_names))
            && let Some((predicate, inferred)) = by_cells(kind, seen, path)
            && (predicate == "budget" || said.insert(predicate))
        {
            *meaning = Some(inferred);
        }
    }
    if kind == Work && !said.contains("executedBy") {
        carried_out(columns, &profiles, at);
    }
    dates_in_order(kind, columns, &profiles, &said);
    Some((at, kind))
}

/// The column of the rows' subjects: where headers name several or none, the one whose cells are all different names.
fn subject_by_cells(
    columns: &mut [Column],
    profiles: &[Profile],
    subject: Option<(u32, EntityType)>,
) -> Option<(u32, EntityType)> {
    let place = |at: usize| u32::try_from(at).ok();
    let is_said = |m: &Option<Meaning>| matches!(m, Some(Meaning::Says(_, kind)) if matches!(kind, Person | Organization | Work | Law | Product));
    if let Some((at, Work)) = subject {
        // 專案 | 計畫, Programme | Project: the finer names the rows.
        let best = (0..columns.len())
            .filter(|i| matches!(columns.get(*i), Some((Some(Meaning::Name(Work)), _))))
            .max_by_key(|i| (profiles.get(*i).map_or(0, |p| p.distinct), usize::MAX - *i));
        if let Some(best) = best.filter(|b| place(*b) != Some(at))
            && profiles.get(best).map_or(0, |p| p.distinct)
                > profiles.get(at as usize).map_or(0, |p| p.distinct)
        {
            return Some((place(best)?, Work));
        }
        return subject;
    }
    let keyed = |kind: EntityType| {
        columns
            .iter()
            .zip(profiles)
            .position(|((m, _), p)| !is_said(m) && p.is_key() && p.mostly(p.count(kind)))
    };
    if let Some((at, Person)) = subject {
        // 이름, Full name: of laws or of bodies.
        let own = profiles.get(at as usize);
        let other = [Law, Organization, Work, Product]
            .into_iter()
            .find(|kind| own.is_some_and(|p| p.mostly(p.count(*kind))));
        if let Some(kind) = other {
            return Some((at, kind));
        }
        if let Some(work) = keyed(Work) {
            return Some((place(work)?, Work));
        }
        let of_bodies = columns.iter().any(|(m, _)| {
            matches!(m, Some(Meaning::Says(p, _)) if p.iter().any(|(k, w)| *k == Organization && matches!(*w, "locatedIn" | "foundedOn")))
        });
        let headed = || {
            columns.iter().zip(profiles).position(|((m, _), p)| {
                matches!(m, Some(Meaning::Body | Meaning::Name(Organization))) && p.is_key()
            })
        };
        if let Some(body) = keyed(Organization).or_else(headed).filter(|_| of_bodies) {
            return Some((place(body)?, Organization));
        }
        return subject;
    }
    if subject.is_some() {
        return subject;
    }
    for kind in [Work, Law, Product, Organization, Person] {
        let wanted =
            |meaning: &Option<Meaning>| !is_said(meaning) && !matches!(meaning, Some(Meaning::ShortForm));
        let at = columns.iter().zip(profiles).position(|((m, path), p)| {
            wanted(m) && !has(path, ASIDE) && p.is_key() && p.mostly(p.count(kind))
        });
        let others = columns.iter().filter(|(m, _)| m.is_some()).count();
        if let Some(at) = at
            && (kind != Person || others >= 1)
        {
            return Some((place(at)?, kind));
        }
    }
    None
}

/// Headers that may mean who sees to an undertaking or who carries it out.
const EITHER: &[&str] = &[
    "담당기관",
    "전담기관",
    "leadbody",
    "leadagency",
    "leadorganisation",
    "leadorganization",
    "主責單位",
    "主辦單位",
    "coordinator",
    "coordinatedby",
];

/// Beside undertakings of which each has a body of its own and no other column says who carries them out, that body does.
fn carried_out(columns: &mut [Column], profiles: &[Profile], subject: u32) {
    let kept: Vec<usize> = (0..columns.len())
        .filter(|i| u32::try_from(*i).is_ok_and(|c| c != subject))
        .filter(|i| {
            columns.get(*i).is_some_and(|(m, path)| {
                let managed = matches!(m, Some(Meaning::Says(p, _)) if p.iter().any(|(k, w)| *k == Work && *w == "managedBy"));
                managed && path.last().is_some_and(|leaf| EITHER.contains(&headers::plain(leaf).as_str()))
            })
        })
        .collect();
    if let [one] = kept.as_slice()
        && profiles.get(*one).is_some_and(|p| p.distinct >= 2)
    {
        set(columns, *one, Some(Meaning::Body));
    }
}

/// What a column says of subjects of a kind, by its cells.
fn by_cells(kind: EntityType, seen: &Profile, path: &[String]) -> Option<(&'static str, Meaning)> {
    match kind {
        Work if seen.mostly(seen.people) => Some(("principalInvestigator", LEADS)),
        Organization if seen.mostly(seen.people) => Some(("headedBy", LEADS)),
        Work if seen.mostly(seen.bodies) && has(path, OF_PARTNER) => Some((
            "partnerOrganization",
            Meaning::Says(&[(Work, "partnerOrganization")], Organization),
        )),
        Work if seen.mostly(seen.bodies) && has(path, OF_KEEPER) => Some(("managedBy", KEPT_BY)),
        Work if seen.mostly(seen.bodies) => Some(("executedBy", Meaning::Body)),
        Work if seen.mostly(seen.works) && seen.distinct < seen.filled => Some(("partOf", WITHIN)),
        Law if seen.mostly(seen.bodies) => Some(("competentAuthority", KEPT_BY)),
        Person if seen.mostly(seen.bodies) => Some(("affiliatedWith", Meaning::Body)),
        Organization if seen.mostly(seen.places) => Some(("locatedIn", SITS)),
        _ => None,
    }
}

/// Two columns of days beside undertakings, the second never before the first: from when to when.
fn dates_in_order(
    kind: EntityType,
    columns: &mut [Column],
    profiles: &[Profile],
    said: &HashSet<&'static str>,
) {
    if kind != Work || said.contains("startDate") || said.contains("endDate") {
        return;
    }
    let days: Vec<usize> = (0..columns.len())
        .filter(|i| {
            let whole = profiles.get(*i).is_some_and(|p| p.mostly(p.dates));
            let free = columns
                .get(*i)
                .is_some_and(|(m, path)| m.is_none() && !has(path, OF_PARTS) && !has(path, ASIDE));
            whole && free
        })
        .collect();
    if let [first, second] = days.as_slice()
        && second - first == 1
    {
        for (at, meaning) in [(*first, FROM), (*second, UNTIL)] {
            if let Some((m, _)) = columns.get_mut(at) {
                *m = Some(meaning);
            }
        }
    }
}

/// Which columns hold whole amounts, with the version of each that the figures themselves tell; `about` is what the table is about.
pub(super) fn amounts(
    grid: &Grid,
    columns: &mut [Column],
    subject: u32,
    about: &str,
) -> Vec<Option<&'static str>> {
    let profiles: Vec<Profile> = (0_u32..)
        .zip(columns.iter())
        .map(|(column, _)| profile(grid, column))
        .collect();
    let mut versions: Vec<Option<&'static str>> = vec![None; columns.len()];
    let numeric: Vec<usize> = (0..columns.len())
        .filter(|i| {
            let free = columns.get(*i).is_some_and(|(m, path)| {
                matches!(m, None | Some(Meaning::Budget | Meaning::Spent)) && !has(path, OF_PARTS)
            });
            u32::try_from(*i).is_ok_and(|c| c != subject)
                && free
                && profiles.get(*i).is_some_and(Profile::is_numeric)
        })
        .collect();
    let of = |at: usize| profiles.get(at).map_or(&[][..], |p| p.numbers.as_slice());
    let agree = |check: &dyn Fn(f64, f64, f64) -> bool, [a, b, c]: [usize; 3]| {
        let rows = of(a).iter().zip(of(b)).zip(of(c));
        let (mut right, mut all, mut moved) = (0, 0, 0);
        for ((x, y), z) in rows {
            if let (Some(x), Some(y)) = (x, y) {
                let z = z.unwrap_or(if x == y { 0.0 } else { f64::NAN });
                all += 1;
                right += usize::from(check(*x, *y, z));
                moved += usize::from(z != 0.0);
            }
        }
        all >= 2 && moved >= 1 && right * 10 >= all * 9
    };
    // Before, now, difference: the difference stands behind the two.
    for window in numeric.windows(3) {
        let [a, b, c] = [window[0], window[1], window[2]];
        if agree(&|x, y, z| (y - x - z).abs() < 0.51, [a, b, c]) {
            set(columns, a, Some(Meaning::Budget));
            set(columns, b, Some(Meaning::Budget));
            set(columns, c, None);
            versions[a] = Some("initial");
            versions[b] = Some("revised");
        } else if agree(&|x, y, z| (x - y - z).abs() < 0.51, [a, b, c]) && has_sign(columns, a, b) {
            // Now, before, difference.
            set(columns, a, Some(Meaning::Budget));
            set(columns, b, Some(Meaning::Budget));
            set(columns, c, None);
            versions[a] = Some("revised");
            versions[b] = Some("initial");
        }
    }
    // Parts, and the whole behind them.
    for window in numeric.windows(3) {
        let [a, b, c] = [window[0], window[1], window[2]];
        let untold = versions[a].is_none() && versions[b].is_none();
        if untold && agree(&|x, y, z| (x + y - z).abs() < 0.51, [a, b, c]) {
            let path = columns.get(c).map(|(_, p)| p.clone()).unwrap_or_default();
            let spent = has(&path, OF_SPENDING);
            let allotted = has(&path, OF_ALLOTMENT)
                || headers::speaks_of_budget(about) && path.iter().any(|h| super::rows::year_in(h).is_some());
            set(columns, a, None);
            set(columns, b, None);
            if spent {
                set(columns, c, Some(Meaning::Spent));
            } else if allotted || versions[c].is_some() {
                set(columns, c, Some(Meaning::Budget));
            }
            let told = path.last().and_then(|leaf| headers::version_of(leaf));
            versions[c] = versions[c].or(told).or(Some("whole"));
        }
    }
    for at in numeric {
        let Some((meaning, path)) = columns.get_mut(at) else {
            continue;
        };
        let last = path.last().cloned().unwrap_or_default();
        if meaning.is_none() && !headers::is_difference(&last) && path.len() == 1 && is_whole(&last) {
            if has(path, OF_SPENDING) {
                *meaning = Some(Meaning::Spent);
            } else if has(path, OF_ALLOTMENT) {
                *meaning = Some(Meaning::Budget);
            }
        }
    }
    versions
}

fn is_whole(header: &str) -> bool {
    let plain = headers::plain(header);
    OF_WHOLE.iter().any(|sign| plain.ends_with(sign))
}

fn set(columns: &mut [Column], at: usize, meaning: Option<Meaning>) {
    if let Some((m, _)) = columns.get_mut(at) {
        *m = meaning;
    }
}

/// Whether the headers of two amounts say that the first is the later one.
fn has_sign(columns: &[Column], first: usize, second: usize) -> bool {
    let said = |at: usize| {
        columns
            .get(at)
            .and_then(|(_, p)| p.last())
            .and_then(|leaf| headers::version_of(leaf))
    };
    said(first) == Some("revised") || said(second) == Some("initial")
}
