//! What is done with the figures of what a question names.

use super::super::found::{Evidence, Found};
use super::super::records::Tabled;
use super::super::tables::Kind;
use super::column::{Head, Measure};
use super::figure::{Datum, Ledger, Place, Sought};
use super::name::{Named, is_short_for};
use super::shorter::same_thing;
use super::stage::Stage;
use super::{Case, Rolled};
use crate::question::{Asked, Relation};
use crate::text::{Language, name_key};

/// Most cells that an answer cites.
const MOST_CELLS: usize = 24;
/// Quarters of a year.
const QUARTERS: usize = 4;

impl Ledger<'_> {
    /// Whether a name may be set beside others: rows are called so, or statements are made about it.
    pub(super) fn is_side(&self, named: &Named) -> bool {
        const TOLD: [Relation; 5] = [
            Relation::Founded,
            Relation::Promulgated,
            Relation::Head,
            Relation::Budget,
            Relation::End,
        ];
        let told = |thing: u32| {
            let root = self.index().things.root(thing);
            TOLD.iter().any(|r| self.index().about(root, *r).next().is_some())
        };
        !named.rows.is_empty() || named.thing.is_some_and(told)
    }

    /// What a thing is called in full, in the question's language where it has a name in it.
    fn full_name(&self, named: &Named, language: Language) -> String {
        let Some(thing) = named.thing.or_else(|| self.index().things.named(&named.text)) else {
            return named.text.clone();
        };
        self.name_of(thing, language)
    }

    fn name_of(&self, thing: u32, language: Language) -> String {
        let things = &self.index().things;
        let preferred = things.name(thing);
        if Language::of(preferred) == language {
            return preferred.to_owned();
        }
        let own = things.names(thing).iter().filter(|n| Language::of(n) == language);
        own.max_by_key(|n| n.chars().count())
            .map_or(preferred, String::as_str)
            .to_owned()
    }

    /// Who carries out a work: by statements, else by the rows of the work.
    fn body_of(&self, named: &Named) -> Option<(Named, Evidence)> {
        let things = &self.index().things;
        let span = (named.start, named.end);
        let stated = named
            .thing
            .or_else(|| things.named(&named.text))
            .and_then(|thing| {
                let facts = self
                    .index()
                    .about(things.root(thing), Relation::ExecutedBy)
                    .map(|(_, f)| f);
                let facts: Vec<_> = facts
                    .filter(|f| f.object.thing.is_some() && f.passage.is_some())
                    .collect();
                let first = facts.first()?;
                let one = facts
                    .iter()
                    .all(|f| same_thing(things, f.object.thing, first.object.thing));
                one.then_some((first.object.thing?, Evidence::of(first)))
            });
        let found = stated.or_else(|| {
            let cells = named
                .rows
                .iter()
                .filter_map(|(view, row)| self.body_cell(*view, *row));
            let cells: Vec<(u32, Evidence)> = cells.collect();
            let first = cells.first()?.clone();
            cells
                .iter()
                .all(|c| same_thing(things, Some(c.0), Some(first.0)))
                .then_some(first)
        });
        let (body, evidence) = found?;
        let name = things.name(body).to_owned();
        Some((self.rolls.named(name, Some(body), span), evidence))
    }

    /// The body in a row of a work, under a header that says who does it.
    fn body_cell(&self, view: usize, row: usize) -> Option<(u32, Evidence)> {
        const DOES: &[&str] = &[
            "deliver",
            "done by",
            "body",
            "house",
            "carried",
            "implement",
            "execut",
            "organisation",
            "hands of",
            "承辦",
            "承作",
            "承攬",
            "執行",
            "擔綱",
            "機構",
            "單位",
            "수행",
            "담당",
            "맡은 곳",
            "전담",
            "시행",
            "기관",
        ];
        const PEOPLE: &[&str] = &[
            "lead",
            "person",
            "scientist",
            "head",
            "人",
            "者",
            "책임",
            "사람",
            "연구자",
        ];
        let table = self.rolls.views().get(view)?;
        let work = self.rolls.work(view);
        let column = table.columns.iter().enumerate().position(|(c, column)| {
            let path = crate::text::fold(&column.path.join(" "));
            let leaf = crate::text::fold(column.path.last().map_or("", String::as_str));
            let person = PEOPLE.iter().any(|w| leaf.contains(w));
            c != work && column.kind == Kind::Text && !person && DOES.iter().any(|w| path.contains(w))
        })?;
        let cell = table.rows.get(row)?.cells.get(column)?.as_ref()?;
        let thing = cell.thing.or_else(|| self.index().things.named(&cell.text))?;
        Some((thing, super::super::records::cite(table, row, cell)))
    }
}

impl Case<'_> {
    pub(super) fn sought(&self, measure: Measure) -> Sought {
        let money = measure.is_money();
        let part = money.then(|| self.ledger.part_in(&self.wanted.rest)).flatten();
        Sought {
            measure,
            stage: if measure == Measure::Spent {
                Stage::Plain
            } else {
                self.wanted.stage
            },
            year: self.wanted.years.first().copied().filter(|_| money),
            part,
        }
    }

    pub(super) fn tabled(
        &self,
        text: String,
        data: &[(String, Datum<'_>)],
        more: Vec<Evidence>,
    ) -> Option<Tabled> {
        let language = self.request.language;
        let mut evidence: Vec<Evidence> = data.iter().map(|(_, d)| d.evidence()).chain(more).collect();
        evidence.retain(|e| e.passage.is_some());
        evidence.truncate(MOST_CELLS);
        let lines: Vec<String> = data
            .iter()
            .map(|(name, d)| format!("{name}: {} ({})", d.shown(language), d.source()))
            .collect();
        (!evidence.is_empty()).then(|| Tabled {
            found: Found {
                text,
                evidence,
                explanation: lines.join("\n"),
                more: Vec::new(),
            },
            score: 2.0,
            query: None,
            by_table: true,
        })
    }

    /// The names that rows or statements are about, each once.
    pub(super) fn sides(&self) -> Vec<&Named> {
        let mut sides: Vec<&Named> = Vec::new();
        for named in self.names.iter().filter(|n| self.ledger.is_side(n)) {
            let things = &self.ledger.index().things;
            let again = |s: &&Named| {
                s.key == named.key
                    || same_thing(things, s.thing, named.thing) && is_short_for(&s.key, &named.key)
            };
            if !sides.iter().any(again) {
                sides.push(named);
            }
        }
        sides
    }

    /// The names that rows are grouped under.
    fn scopes(&self) -> Vec<&Named> {
        self.names.iter().filter(|n| self.is_scope(n)).collect()
    }

    fn is_scope(&self, named: &Named) -> bool {
        named.groups && (named.rows.is_empty() || self.ledger.rolls.members(named) > 1)
    }
}

/// The one of those that are named which has more, or less.
pub(super) fn pick(case: &Case<'_>, greatest: bool) -> Option<Tabled> {
    let ledger = &case.ledger;
    let sides = case.sides();
    let measures: Vec<Measure> = match case.wanted.measure {
        Some(measure) => vec![measure],
        None if case.wanted.in_time => vec![Measure::Founded, Measure::Issued],
        None => return None,
    };
    for measure in measures {
        let sought = case.sought(measure);
        let bodies = measure == Measure::Founded && case.wanted.by_body;
        let steps: Vec<Option<(Named, Evidence)>> = sides
            .iter()
            .map(|side| bodies.then(|| ledger.body_of(side)).flatten())
            .collect();
        let mut data: Vec<(Named, Datum<'_>)> = Vec::new();
        let mut more = Vec::new();
        let mut left = 0;
        for (side, step) in sides.iter().zip(steps) {
            let meant = match step {
                Some((body, evidence)) => {
                    more.push(evidence);
                    body
                }
                None => (*side).clone(),
            };
            match ledger.datum(&meant, &sought) {
                Some(datum) => data.push((meant, datum)),
                None if side.groups => {}
                None => left += 1,
            }
        }
        if data.len() < 2 || left > 0 {
            continue;
        }
        let best = data.iter().max_by(|a, b| {
            let order = a.1.number.total_cmp(&b.1.number);
            if greatest { order } else { order.reverse() }
        })?;
        let equal = data
            .iter()
            .filter(|d| (d.1.number - best.1.number).abs() < 1e-9)
            .count();
        if equal > 1 {
            return None;
        }
        let text = ledger.full_name(&best.0, case.request.language);
        let lines: Vec<(String, Datum<'_>)> = data.iter().map(|(n, d)| (n.text.clone(), d.clone())).collect();
        return case.tabled(text, &lines, more);
    }
    None
}

/// Rows of one table under what the question names, with a column of what is sought.
struct Group<'a> {
    place: Place,
    data: Vec<(String, Option<u32>, Datum<'a>)>,
}

/// The table that gives what is sought of every row under `scopes`, nearest to the version that is asked for.
fn group<'a>(case: &Case<'a>, sought: &Sought, scopes: &[&Named]) -> Option<Group<'a>> {
    let rolls = &case.ledger.rolls;
    let mut best: Option<Group<'a>> = None;
    for (number, view) in rolls.views().iter().enumerate() {
        let work = rolls.work(number);
        // Without a name any table might be meant: one in the question's language.
        if scopes.is_empty() && Language::of(&view.over) != case.request.language {
            continue;
        }
        let grouped = |row: usize| scopes.iter().all(|s| rolls.is_within(number, row, s));
        let headed = scopes.iter().all(|s| rolls.is_over(number, s));
        // Rows that have nothing where all others have a code sum others up.
        let coded = |r: usize| {
            view.rows
                .get(r)
                .is_some_and(|row| row.cells.first().is_some_and(Option::is_some))
        };
        let codes = (0..view.rows.len()).filter(|r| coded(*r)).count() * 10 >= view.rows.len() * 7;
        let mut rows: Vec<usize> = (0..view.rows.len())
            .filter(|r| {
                view.rows.get(*r).is_some_and(|row| !row.total) && grouped(*r) && (coded(*r) || !codes)
            })
            .collect();
        if rows.is_empty() && headed && view.rows.iter().all(|r| r.group.is_none()) {
            rows = (0..view.rows.len())
                .filter(|r| view.rows.get(*r).is_some_and(|row| !row.total))
                .collect();
        }
        for place in case.ledger.places(number, sought) {
            let data: Vec<(String, Option<u32>, Datum<'a>)> = rows
                .iter()
                .filter_map(|r| {
                    let cell = view.rows.get(*r)?.cells.get(work)?.as_ref()?;
                    Some((cell.text.clone(), cell.thing, case.ledger.cell(place, *r)?))
                })
                .collect();
            if data.len() < 2 || data.len() < rows.len() {
                continue;
            }
            let better = best.as_ref().is_none_or(|b| {
                (place.rank, usize::MAX - data.len()) < (b.place.rank, usize::MAX - b.data.len())
            });
            if better {
                best = Some(Group { place, data });
            }
        }
    }
    best
}

/// The figures of several added up.
pub(super) fn sum(case: &Case<'_>) -> Option<Tabled> {
    let language = case.request.language;
    let measure = case.wanted.measure.unwrap_or(Measure::Allotted);
    // Heads and cases are no money.
    let counted = [
        "人次", "件", "人數", "戶", "噸", "visit", "people", "cases", "tonnes", "명", "건수", "톤",
    ];
    if case.wanted.measure.is_none() && counted.iter().any(|w| case.wanted.rest.contains(w)) {
        return None;
    }
    if measure.is_time() {
        return None;
    }
    let sought = case.sought(measure);
    let works = |s: &&Named| !s.rows.is_empty() && !case.is_scope(s);
    let sides: Vec<&Named> = case.sides().into_iter().filter(works).collect();
    let scopes = case.scopes();
    if let [work] = sides.as_slice()
        && let Some(tabled) = quarters(case, work)
    {
        return Some(tabled);
    }
    let data: Vec<(String, Datum<'_>)> = if sides.len() >= 2 {
        sides
            .iter()
            .map(|side| Some((side.text.clone(), case.ledger.datum(side, &sought)?)))
            .collect::<Option<_>>()?
    } else if !scopes.is_empty() && sides.is_empty() {
        let group = group(case, &sought, &scopes)?;
        // Figures of another version are no part of this sum.
        if group.place.rank / 2 > 1 {
            return None;
        }
        group
            .data
            .into_iter()
            .map(|(name, _, datum)| (name, datum))
            .collect()
    } else {
        return None;
    };
    let total: f64 = data.iter().map(|d| d.1.number).sum();
    let text = data.first()?.1.write(total, language);
    case.tabled(text, &data, Vec::new())
}

/// The quarters of a year added up.
fn quarters(case: &Case<'_>, work: &Named) -> Option<Tabled> {
    let rest = &case.wanted.rest;
    if !["quarter", "季", "분기"].iter().any(|w| rest.contains(w)) {
        return None;
    }
    for (view, row) in &work.rows {
        let columns: Vec<usize> = (0..case.ledger.heads(*view).len())
            .filter(|c| case.ledger.heads(*view).get(*c).is_some_and(is_quarter))
            .collect();
        if columns.len() != QUARTERS {
            continue;
        }
        let data: Vec<(String, Datum<'_>)> = columns
            .iter()
            .map(|c| {
                let place = Place {
                    view: *view,
                    column: *c,
                    rank: 0,
                };
                let leaf = case.ledger.heads(*view).get(*c)?.leaf.clone();
                Some((leaf, case.ledger.cell(place, *row)?))
            })
            .collect::<Option<_>>()?;
        let total: f64 = data.iter().map(|d| d.1.number).sum();
        let text = data.first()?.1.write(total, case.request.language);
        return case.tabled(text, &data, Vec::new());
    }
    None
}

/// Whether a column is of a quarter of a year: `Q1`, `Jan–Mar`, `一至三月`, `第一季`, `1분기`.
fn is_quarter(head: &Head) -> bool {
    let leaf = &head.leaf;
    let months = ["jan", "apr", "jul", "oct"];
    let three = months.iter().any(|m| leaf.starts_with(m)) && leaf.contains(['-', '–', '—']);
    let short = leaf.chars().count() <= 6;
    let numbered = leaf.starts_with('q') && leaf.chars().nth(1).is_some_and(|c| ('1'..='4').contains(&c));
    three
        || short
            && (numbered
                || leaf.contains('季')
                || leaf.contains("분기")
                || leaf.contains('月') && leaf.contains(['至', '-', '~']))
}

/// The one of a group that has the most, or the least.
pub(super) fn extreme(case: &Case<'_>, greatest: bool) -> Option<Tabled> {
    if matches!(case.request.asked, Asked::Amount | Asked::Date | Asked::Year) {
        return None;
    }
    let measure = case.wanted.measure?;
    let scopes = case.scopes();
    if measure.is_time() || case.names.iter().any(|n| !n.rows.is_empty() && !case.is_scope(n)) {
        return None;
    }
    let sought = case.sought(measure);
    if scopes.is_empty() && measure.is_money() && sought.part.is_none() {
        return None;
    }
    let group = group(case, &sought, &scopes).filter(|g| g.place.rank / 2 <= 1)?;
    let best = group.data.iter().max_by(|a, b| {
        let order = a.2.number.total_cmp(&b.2.number);
        if greatest { order } else { order.reverse() }
    })?;
    let equal = group
        .data
        .iter()
        .filter(|d| (d.2.number - best.2.number).abs() < 1e-9)
        .count();
    if equal > 1 {
        return None;
    }
    let text = match best.1 {
        Some(thing) => case.ledger.name_of(thing, case.request.language),
        None => best.0.clone(),
    };
    let mut ordered = group.data.clone();
    ordered.sort_by_key(|d| name_key(&d.0) != name_key(&best.0));
    let lines: Vec<(String, Datum<'_>)> = ordered.into_iter().map(|(name, _, d)| (name, d)).collect();
    case.tabled(text, &lines, Vec::new())
}

/// How far two versions of one figure, or the figures of two, lie apart.
pub(super) fn gap(case: &Case<'_>) -> Option<Tabled> {
    let language = case.request.language;
    let measure = case.wanted.measure.unwrap_or(Measure::Allotted);
    let sides = case.sides();
    let pair: Vec<(String, Datum<'_>)> = match sides.as_slice() {
        [work] if measure == Measure::Allotted => {
            let at = |stage: Stage| Sought {
                stage,
                ..case.sought(measure)
            };
            [Stage::First, Stage::Revised]
                .into_iter()
                .map(|stage| Some((work.text.clone(), case.ledger.datum(work, &at(stage))?)))
                .collect::<Option<_>>()?
        }
        [_, _] if !measure.is_time() => {
            let sought = case.sought(measure);
            sides
                .iter()
                .map(|side| Some((side.text.clone(), case.ledger.datum(side, &sought)?)))
                .collect::<Option<_>>()?
        }
        _ => return None,
    };
    let [(_, a), (_, b)] = pair.as_slice() else {
        return None;
    };
    let apart = (a.number - b.number).abs();
    if apart < 1e-9 {
        return None;
    }
    let text = b.write(apart, language);
    case.tabled(text, &pair, Vec::new())
}

/// One figure in the version that is asked for.
pub(super) fn look(case: &Case<'_>) -> Option<Rolled> {
    let measure = case.wanted.measure.filter(|m| m.is_money())?;
    if !matches!(case.request.asked, Asked::Amount | Asked::Number | Asked::Any)
        || case.wanted.years.len() != 1
    {
        return None;
    }
    let sides = case.sides();
    let [work] = sides.as_slice() else { return None };
    let datum = case.ledger.datum(work, &case.sought(measure))?;
    // What another paper changed may stand in a sentence alone.
    let settled = datum.exact || case.wanted.stage == Stage::First;
    let text = datum.shown(case.request.language);
    let tabled = case.tabled(text, &[(work.text.clone(), datum)], Vec::new())?;
    Some(Rolled { tabled, settled })
}
