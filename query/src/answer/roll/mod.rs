//! Questions over the rolls of works, bodies and laws that papers keep: several things set beside each other, groups of rows added up,
//! counted or ordered, one figure in its versions.
//!
//! [`cue`] tells what is to be done, [`stage`] which version is meant, [`name`] which rows and groups the question names ([`shorter`]
//! by less than their names), [`column`] what columns measure, [`figure`] finds one figure, [`time`] days; [`same`] tells what two
//! things share. Nothing is weighed here: what the question
//! names has to be found as a whole, in one kind and one version, or nothing is said.

mod act;
mod column;
mod count;
mod cue;
mod figure;
mod name;
mod pattern;
mod same;
mod shorter;
mod stage;
mod time;

use self::act::{extreme, gap, look, pick, sum};
use self::column::{Head, heads};
use self::count::count;
use self::cue::{Act, Wanted};
use self::figure::Ledger;
use self::name::{Named, work_column};
use super::facts::FactIndex;
use super::records::Tabled;
use super::tables::View;
use crate::question::{Analysis, Request, Task};
use crate::text::{Language, Script, tokenise};

/// Most tables that are looked at.
const MOST_TABLES: usize = 600;

/// What the tables are, whatever is asked: found once a state of the knowledge.
#[derive(Debug)]
pub(super) struct Layout {
    /// The column that names the rows of each table.
    works: Vec<usize>,
    /// What the columns of each measure.
    heads: Vec<Vec<Head>>,
}

impl Layout {
    pub(super) fn of(views: &[View]) -> Self {
        Self {
            works: views.iter().map(work_column).collect(),
            heads: views.iter().map(heads).collect(),
        }
    }
}

/// A question with what it names and wants.
struct Case<'a> {
    request: &'a Request,
    ledger: Ledger<'a>,
    names: Vec<Named>,
    wanted: Wanted,
}

/// What rolls say.
pub(super) struct Rolled {
    pub(super) tabled: Tabled,
    /// Whether it is of the version that is asked for, whatever another paper says.
    pub(super) settled: bool,
}

impl From<Tabled> for Rolled {
    fn from(tabled: Tabled) -> Self {
        Self {
            tabled,
            settled: true,
        }
    }
}

/// Words that close the names of works and say nothing alone.
const NOUNS: [&str; 12] = [
    "project",
    "programme",
    "program",
    "trial",
    "pilot",
    "scheme",
    "study",
    "fund",
    "plan",
    "initiative",
    "phase",
    "stage",
];

/// Whether a question has a name of three or more capitals of which the known names, at `spans`, leave a telling word out.
fn names_another(text: &str, spans: &[(usize, usize)]) -> bool {
    let tokens = tokenise(text);
    let runs = tokens.chunk_by(|a, b| {
        let between = text.get(a.end..b.start);
        a.capital && b.capital && b.script == Script::Word && between == Some(" ")
    });
    runs.filter(|run| run.len() >= 3).any(|run| {
        run.iter().any(|t| {
            let known = spans.iter().any(|s| s.0 <= t.start && t.end <= s.1);
            !known && !NOUNS.contains(&t.text.as_str())
        })
    })
}

/// The answer that rolls give; none where they do not carry the whole question.
pub(super) fn ask(request: &Request, analysis: &Analysis, index: &FactIndex) -> Option<Rolled> {
    let tables = index.tables.views.len();
    if tables > MOST_TABLES {
        return None;
    }
    let ledger = Ledger::of(index);
    let names = ledger.rolls.names(request, analysis);
    // A name that nothing is known by leaves nothing to say.
    let known = |unknown: &str| {
        let base = unknown.split(['(', '（']).next().unwrap_or_default().trim();
        let at = request.text.find(base);
        at.is_some_and(|at| names.iter().any(|n| n.start <= at && n.end > at + base.len()))
    };
    if !analysis.unknown.iter().all(|u| known(u)) {
        return None;
    }
    let spans: Vec<(usize, usize)> = names.iter().map(|n| (n.start, n.end)).collect();
    let sides = names.iter().filter(|n| ledger.is_side(n)).count();
    let wanted = Wanted::of(request, &spans, sides);
    if wanted.asks_part_of_year() {
        return None;
    }
    if wanted.act != Act::Count && names_another(&request.text, &spans) {
        return None;
    }
    let case = Case {
        request,
        ledger,
        names,
        wanted,
    };
    if let Some(tabled) = same::same(&case) {
        return Some(tabled.into());
    }
    // Yes or no is asked of one figure, not the figure.
    let closed = case.request.task == Task::Whether && case.request.language != Language::English;
    if closed && !matches!(case.wanted.act, Act::Pick { .. })
        || case.request.text.trim_end().ends_with("嗎？")
    {
        return None;
    }
    let tabled = match case.wanted.act {
        Act::Look => return look(&case).or_else(|| time::day(&case).map(Rolled::from)),
        Act::Pick { greatest } => pick(&case, greatest),
        Act::Extreme { greatest } => extreme(&case, greatest),
        Act::Sum => sum(&case),
        Act::Count => count(&case),
        Act::Gap => gap(&case),
    };
    tabled.map(Rolled::from)
}
