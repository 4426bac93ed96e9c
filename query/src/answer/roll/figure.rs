//! One figure or day of one named thing: the cell or the statement that gives the version that is asked for.

use super::super::facts::{Fact, FactIndex, Standing};
use super::super::found::Evidence;
use super::super::printed::Printed;
use super::super::records::{cite, figure, written};
use super::super::tables::{Value, View};
use super::super::values::{dates, money, ordinal};
use super::column::{Head, Measure};
use super::name::{Named, Rolls};
use super::stage::Stage;
use crate::question::Relation;
use crate::text::Language;

/// What is looked up of a thing.
#[derive(Debug, Clone)]
pub(super) struct Sought {
    pub(super) measure: Measure,
    pub(super) stage: Stage,
    pub(super) year: Option<i32>,
    /// The header of the part of it that is asked for; none for the whole.
    pub(super) part: Option<String>,
}

/// Where a figure stands.
#[derive(Debug, Clone)]
pub(super) enum Origin<'a> {
    Cell {
        view: &'a View,
        row: usize,
        column: usize,
        value: &'a Value,
    },
    Statement(&'a Fact),
}

/// A figure, or a day by its order.
#[derive(Debug, Clone)]
pub(super) struct Datum<'a> {
    pub(super) number: f64,
    pub(super) origin: Origin<'a>,
    /// Whether it is of the very version that is asked for.
    pub(super) exact: bool,
}

impl Datum<'_> {
    pub(super) fn evidence(&self) -> Evidence {
        match &self.origin {
            Origin::Cell { view, row, value, .. } => cite(view, *row, value),
            Origin::Statement(fact) => Evidence::of(fact),
        }
    }

    /// As the paper writes it.
    pub(super) fn shown(&self, language: Language) -> String {
        match &self.origin {
            Origin::Cell {
                view, column, value, ..
            } => written(value, view, *column, language),
            Origin::Statement(fact) => fact.object.text.trim().to_owned(),
        }
    }

    /// Another number in the manner of this one.
    pub(super) fn write(&self, number: f64, language: Language) -> String {
        match &self.origin {
            Origin::Cell { view, value, .. } => figure(number, value, view, language),
            Origin::Statement(fact) => {
                let text = fact.object.text.trim();
                let unit =
                    Printed::of_figure(text, self.number).filter(|_| text.contains(char::is_alphabetic));
                let currency = fact.object.value.as_ref().and_then(|v| v.unit.as_deref());
                unit.map_or_else(|| money(number, currency, language), |u| u.write(number))
            }
        }
    }

    pub(super) fn source(&self) -> &str {
        match &self.origin {
            Origin::Cell { view, .. } => &view.source,
            Origin::Statement(fact) => &fact.source,
        }
    }
}

/// The tables with what their columns measure.
pub(super) struct Ledger<'a> {
    pub(super) rolls: Rolls<'a>,
}

/// A column that gives what is sought, and how near it comes to the version.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) view: usize,
    pub(super) column: usize,
    /// The lower the nearer.
    pub(super) rank: u8,
}

impl<'a> Ledger<'a> {
    pub(super) fn of(index: &'a FactIndex) -> Self {
        Self {
            rolls: Rolls::of(index),
        }
    }

    pub(super) const fn index(&self) -> &'a FactIndex {
        self.rolls.index
    }

    pub(super) fn heads(&self, view: usize) -> &'a [Head] {
        self.rolls.layout().heads.get(view).map_or(&[], Vec::as_slice)
    }

    /// Headers of parts of sums of money that the question speaks of; the longest.
    pub(super) fn part_in(&self, rest: &str) -> Option<String> {
        let parts = self
            .rolls
            .layout()
            .heads
            .iter()
            .flatten()
            .filter(|h| h.measure.is_money() && !h.whole);
        parts
            .filter_map(|h| spoken_part(&h.leaf, rest))
            .max_by_key(String::len)
    }

    /// Columns of a table that give what is sought.
    pub(super) fn places(&self, view: usize, sought: &Sought) -> Vec<Place> {
        let heads = self.heads(view).iter().enumerate();
        heads
            .filter(|(_, head)| head.measure == sought.measure)
            .filter(|(_, head)| match (&sought.part, sought.measure.is_money()) {
                (Some(part), true) => !head.whole && head.leaf.ends_with(part.as_str()),
                (None, true) => head.whole,
                _ => true,
            })
            .filter_map(|(column, head)| {
                let of_year = match (sought.year, head.year, sought.measure.is_money()) {
                    (Some(asked), Some(year), true) => asked == year,
                    _ => true,
                };
                let rank = rank(sought.stage, head.stage)?;
                // A column of the year itself goes before one that tells none.
                let yearless = sought.year.is_some() && head.year.is_none() && sought.measure.is_money();
                of_year.then_some(Place {
                    view,
                    column,
                    rank: rank * 2 + u8::from(yearless),
                })
            })
            .collect()
    }

    pub(super) fn cell(&self, place: Place, row: usize) -> Option<Datum<'a>> {
        let view = self.rolls.views().get(place.view)?;
        let value = view.rows.get(row)?.cells.get(place.column)?.as_ref()?;
        let timely = self
            .heads(place.view)
            .get(place.column)
            .is_some_and(|h| h.measure.is_time());
        Some(Datum {
            number: if timely {
                day_of(&value.text)?
            } else {
                value.number?
            },
            origin: Origin::Cell {
                view,
                row,
                column: place.column,
                value,
            },
            exact: place.rank < 2,
        })
    }

    /// What is sought of a thing; none where the papers give none, or several that no version tells apart.
    pub(super) fn datum(&self, named: &Named, sought: &Sought) -> Option<Datum<'a>> {
        let mut cells: Vec<(u8, Datum<'a>)> = named
            .rows
            .iter()
            .flat_map(|(view, row)| {
                let places = self.places(*view, sought);
                places
                    .into_iter()
                    .filter_map(|p| Some((p.rank, self.cell(p, *row)?)))
            })
            .collect();
        cells.sort_by_key(|c| c.0);
        let stated = self.stated(named, sought);
        let best = cells.first().map(|c| c.0);
        let near = |rank: u8| rank / 2 == 0;
        if let Some(stated) = stated
            && (sought.part.is_none() && best.is_none_or(|rank| !near(rank)))
        {
            return Some(stated);
        }
        let best = best?;
        let of_rank: Vec<Datum<'a>> = cells.into_iter().filter(|c| c.0 == best).map(|c| c.1).collect();
        // A table may leave its unit unsaid: the same digits in thousands are the same figure.
        let first = of_rank
            .iter()
            .max_by(|a, b| a.number.abs().total_cmp(&b.number.abs()))?
            .clone();
        let same = |d: &Datum<'_>| {
            let scales = [1.0, 1e3, 1e4, 1e6].into_iter();
            scales
                .filter(|s| *s < 2.0 || sought.measure.is_money())
                .any(|s| (d.number * s - first.number).abs() < 0.5)
        };
        of_rank.iter().all(same).then_some(first)
    }

    /// What statements say.
    fn stated(&self, named: &Named, sought: &Sought) -> Option<Datum<'a>> {
        let relation = match sought.measure {
            Measure::Allotted => Relation::Budget,
            Measure::Spent => Relation::Spent,
            Measure::Founded => Relation::Founded,
            Measure::Issued => Relation::Promulgated,
            Measure::Start => Relation::Start,
            Measure::End => Relation::End,
            Measure::Office => Relation::TookOffice,
            _ => return None,
        };
        let thing = named.thing.or_else(|| self.index().things.named(&named.text))?;
        let wanted = match sought.stage {
            Stage::First => Standing::Superseded,
            Stage::Revised => Standing::Current,
            Stage::Plain if sought.measure.is_money() => Standing::Current,
            Stage::Plain => Standing::Plain,
        };
        let of_year = |fact: &Fact| match (sought.year, fact.year, sought.measure.is_money()) {
            (Some(asked), Some(year), true) => asked == year,
            _ => true,
        };
        let facts: Vec<&'a Fact> = self
            .index()
            .about(self.index().things.root(thing), relation)
            .map(|(_, fact)| fact)
            .filter(|fact| of_year(fact) && fact.number().is_some() && fact.passage.is_some())
            .collect();
        let of = |standing: Standing| facts.iter().filter(move |f| f.standing == standing);
        let best = of(wanted).next().or_else(|| {
            let plain = !sought.measure.is_money();
            plain
                .then(|| of(Standing::Current).chain(of(Standing::Plain)).next())
                .flatten()
        })?;
        let number = best.number()?;
        let one = of(best.standing).all(|f| f.number().is_some_and(|n| (n - number).abs() < 0.5));
        one.then_some(Datum {
            number,
            origin: Origin::Statement(best),
            exact: true,
        })
    }
}

/// A day or a year by its order; a bare number below 200 is a year of the Republic.
pub(super) fn day_of(text: &str) -> Option<f64> {
    if let Some(day) = dates(text).first() {
        return ordinal(&day.iso);
    }
    let year: f64 = text
        .trim()
        .trim_end_matches(['年', '년'])
        .trim_start_matches("民國")
        .trim()
        .parse()
        .ok()?;
    match year {
        y if (1000.0..2200.0).contains(&y) => Some(y * 1e4),
        y if (1.0..200.0).contains(&y) => Some((y + 1911.0) * 1e4),
        _ => None,
    }
}

/// How near a version comes to the one that is asked for; none where it is another.
const fn rank(asked: Stage, given: Stage) -> Option<u8> {
    match (asked, given) {
        (Stage::First, Stage::First) | (Stage::Plain | Stage::Revised, Stage::Revised) => Some(0),
        (_, Stage::Plain) => Some(1),
        (Stage::Plain | Stage::Revised, Stage::First) => Some(2),
        (Stage::First, Stage::Revised) => None,
    }
}

/// What of a header's end a question speaks of: `running`, `設備費`.
fn spoken_part(leaf: &str, rest: &str) -> Option<String> {
    let leaf = leaf.trim();
    if leaf.is_ascii() {
        let whole = |at: usize| {
            let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            edge(rest.get(..at).and_then(|b| b.chars().next_back()))
                && edge(rest.get(at + leaf.len()..).and_then(|r| r.chars().next()))
        };
        let said = leaf.len() >= 5 && rest.match_indices(leaf).any(|(at, _)| whole(at));
        return said.then(|| leaf.to_owned());
    }
    let said = |end: &&str| {
        end.chars().count() >= 2
            && end.ends_with(['費', '비', '款', '器', '備', '金', '금'])
            && !end.contains(|c: char| c.is_ascii_digit() || matches!(c, '年' | '度' | '년' | '도' | ' '))
            && rest.contains(*end)
            && !["經費", "사업비", "과제비", "연구비", "款項"].contains(end)
    };
    leaf.char_indices()
        .filter_map(|(at, _)| leaf.get(at..))
        .find(said)
        .map(ToOwned::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_speaks_of_parts_by_the_ends_of_headers() {
        assert_eq!(
            spoken_part("equipment", "most on equipment in 2031").as_deref(),
            Some("equipment")
        );
        assert_eq!(
            spoken_part("120決算設備費", "設備費花最多").as_deref(),
            Some("設備費")
        );
        assert_eq!(
            spoken_part("2031 집행 장비비", "장비비 집행이").as_deref(),
            Some("장비비")
        );
        assert_eq!(
            spoken_part("120年度設備費", "的120年度設備費").as_deref(),
            Some("設備費")
        );
        assert_eq!(spoken_part("running", "most on equipment"), None);
    }

    #[test]
    fn a_later_version_is_none_of_the_first() {
        assert_eq!(rank(Stage::First, Stage::Revised), None);
        assert!(rank(Stage::Plain, Stage::Revised) < rank(Stage::Plain, Stage::First));
    }
}
