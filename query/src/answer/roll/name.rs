//! What a question names, as the rows of tables know it: works by their names, by the first word of them and by their stage, and
//! what groups of rows are called.

use super::super::facts::FactIndex;
use super::super::tables::{Kind, Value, View};
use super::Layout;
use super::shorter::short_names;
use crate::question::{Analysis, Request};
use crate::text::name_key;

/// Longest code of a row, such as `KB-12`.
const LONGEST_CODE: usize = 12;
/// Share of the cells of a column that tell its rows apart.
const DISTINCT: f32 = 0.9;

/// A name in the question.
#[derive(Debug, Clone)]
pub(super) struct Named {
    /// As the papers write it where the question has less of it.
    pub(super) text: String,
    pub(super) key: String,
    /// Of every name that it goes by.
    keys: Vec<String>,
    pub(super) thing: Option<u32>,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Tables and rows that it is the name of.
    pub(super) rows: Vec<(usize, usize)>,
    /// Whether rows are grouped under it, or have it in another column.
    pub(super) groups: bool,
}

/// The tables of the index, with the column that names the rows of each.
pub(super) struct Rolls<'a> {
    pub(super) index: &'a FactIndex,
    layout: &'a Layout,
}

impl<'a> Rolls<'a> {
    pub(super) fn of(index: &'a FactIndex) -> Self {
        Self {
            index,
            layout: index.rolls(),
        }
    }

    pub(super) const fn layout(&self) -> &'a Layout {
        self.layout
    }

    pub(super) fn views(&self) -> &'a [View] {
        &self.index.tables.views
    }

    /// The column that names the rows of a table.
    pub(super) fn work(&self, view: usize) -> usize {
        self.layout.works.get(view).copied().unwrap_or_default()
    }

    /// Every row that has a name of its own, with the cell of the name.
    pub(super) fn entries(&self) -> impl Iterator<Item = (usize, usize, &'a Value)> + '_ {
        self.views().iter().enumerate().flat_map(|(number, view)| {
            let work = self.work(number);
            let rows = view.rows.iter().enumerate().filter(|(_, row)| !row.total);
            rows.filter_map(move |(r, row)| Some((number, r, row.cells.get(work)?.as_ref()?)))
        })
    }

    /// Rows by the name of a thing.
    fn rows_of(&self, key: &str, thing: Option<u32>) -> Vec<(usize, usize)> {
        self.entries()
            .filter(|(_, _, cell)| self.is_named(cell, key, thing))
            .map(|(view, row, _)| (view, row))
            .collect()
    }

    fn is_named(&self, cell: &Value, key: &str, thing: Option<u32>) -> bool {
        let same = cell.thing.map(|t| self.index.things.root(t));
        cell.key == key
            || thing.is_some()
                && same == thing.map(|t| self.index.things.root(t))
                && is_short_for(&cell.key, key)
            || cell.text.contains(['(', '（']) && plain_key(&cell.text) == key
    }

    /// Whether a title or a cell calls what the name calls: `key` is that of `text`, `thing` what is called exactly so.
    fn is_scope(&self, (text, key): (&str, &str), thing: Option<u32>, named: &Named) -> bool {
        let root = |thing: u32| self.index.things.root(thing);
        named.keys.iter().any(|own| own == key)
            || thing.is_some() && thing.map(root) == named.thing.map(root) && is_short_for(key, &named.key)
            || !has_bracket(text) && (shortened(key, &named.key) || shortened(&named.key, key))
    }

    /// Whether a row stands under the name, or has it beside its own.
    pub(super) fn is_within(&self, view: usize, row: usize, named: &Named) -> bool {
        let work = self.work(view);
        let Some(line) = self.views().get(view).and_then(|v| v.rows.get(row)) else {
            return false;
        };
        let under = line.group.as_deref().is_some_and(|group| {
            let known = self.index.things.named(group);
            self.is_scope((group, &name_key(group)), known, named)
        });
        under
            || line.cells.iter().enumerate().any(|(c, cell)| {
                let cell = cell.as_ref().filter(|v| c != work && v.number.is_none());
                cell.is_some_and(|v| self.is_scope((&v.text, &v.key), v.thing, named))
            })
    }

    /// Whether what stands over a table has the name, or what it is short for.
    pub(super) fn is_over(&self, view: usize, named: &Named) -> bool {
        let Some(view) = self.views().get(view) else {
            return false;
        };
        let long = |text: &str| text.chars().count() >= 4 && view.over.contains(text);
        let other = named.thing.map_or(&[][..], |t| self.index.things.names(t));
        long(&named.text)
            || other
                .iter()
                .any(|n| long(n) && is_short_for(&name_key(n), &named.key))
            || ["計畫", "方案", "專案"].iter().any(|noun| {
                let core = named.text.strip_suffix(noun).filter(|c| c.chars().count() >= 2);
                core.and_then(|core| view.over.split_once(core))
                    .is_some_and(|(_, rest)| rest.chars().take(6).collect::<String>().contains(noun))
            })
    }

    /// How many rows stand under a name.
    pub(super) fn members(&self, named: &Named) -> usize {
        let rows = |number: usize, view: &View| {
            (0..view.rows.len())
                .filter(|r| self.is_within(number, *r, named))
                .count()
        };
        self.views()
            .iter()
            .enumerate()
            .map(|(n, v)| rows(n, v))
            .max()
            .unwrap_or_default()
    }

    /// A name with what rows have it.
    pub(super) fn named(&self, text: String, thing: Option<u32>, (start, end): (usize, usize)) -> Named {
        let key = plain_key(&text);
        let rows = self.rows_of(&key, thing);
        let other = thing.map_or(&[][..], |t| self.index.things.names(t));
        let mut keys: Vec<String> = other.iter().map(|n| name_key(n)).collect();
        keys.retain(|other| is_short_for(other, &key));
        keys.push(key.clone());
        let mut named = Named {
            text,
            key,
            keys,
            thing,
            start,
            end,
            rows,
            groups: false,
        };
        named.groups = self
            .views()
            .iter()
            .enumerate()
            .any(|(number, view)| (0..view.rows.len()).any(|row| self.is_within(number, row, &named)));
        named
    }

    /// The names of a question, left to right.
    pub(super) fn names(&self, request: &Request, analysis: &Analysis) -> Vec<Named> {
        let mut out: Vec<Named> = request
            .names
            .iter()
            .map(|n| self.named(n.text.clone(), n.thing, (n.start, n.end)))
            .collect();
        out.extend(short_names(self, request, analysis, &out));
        out.sort_by_key(|n| (n.start, n.rows.len()));
        out
    }
}

/// A name without what stands behind it in brackets in other letters, such as its translation.
pub(super) fn plain_key(text: &str) -> String {
    if let Some(at) = text.find(['(', '（'])
        && let Some((before, inner)) = text.split_at_checked(at)
    {
        let latin = |t: &str| t.chars().filter(char::is_ascii_alphabetic).count() * 2 > t.chars().count();
        if !before.trim().is_empty() && latin(inner) && !latin(before) {
            return name_key(before);
        }
    }
    name_key(text)
}

/// Whether the name of key `long` begins as `short` does and both end in the same noun: `碧波計畫` of `碧波近海調查計畫`, `Blue Dune`
/// of `Blue Dune Survey Programme`.
fn shortened(long: &str, short: &str) -> bool {
    if short.chars().count() < 2 || long.len() <= short.len() {
        return false;
    }
    if short.is_ascii() {
        // One word alone may be said of anything: only programmes go by one.
        const ENDS: [&str; 6] = ["programme", "program", "scheme", "initiative", "fund", "plan"];
        // `Dune Programme` of `Dune Survey Programme`.
        let last = ENDS.iter().find(|e| short.ends_with(**e) && long.ends_with(**e));
        let begun = last.and_then(|e| short.strip_suffix(e)).map(str::trim_end);
        if begun.is_some_and(|b| b.len() > 2 && long.strip_prefix(b).is_some_and(|r| r.starts_with(' '))) {
            return true;
        }
        let of_programme = short.contains(' ') || ENDS.iter().any(|e| long.ends_with(e));
        let rest = long.strip_prefix(short).filter(|_| of_programme);
        return rest.is_some_and(|r| r.starts_with(' ') && !r.contains(|c: char| c.is_ascii_digit()))
            && short.split(' ').all(|w| w.len() > 2);
    }
    const NOUNS: [&str; 10] = [
        "總計畫",
        "計畫",
        "專案",
        "方案",
        "總合事業",
        "사업",
        "기획",
        "프로그램",
        "과제군",
        "工程",
    ];
    let noun = NOUNS.iter().find(|n| short.ends_with(**n));
    let cut = noun.and_then(|n| Some((long.strip_suffix(n)?, short.strip_suffix(n)?)));
    // From the middle of a name only what is far shorter is taken: `歸港計畫` of `平安歸港中程計畫`.
    cut.is_some_and(|(long, short)| {
        let (all, some) = (long.chars().count(), short.chars().count());
        let within = noun != Some(&"工程") && all >= some + 3 && long.contains(short);
        some >= 2 && (long.starts_with(short) || within)
    })
}

/// Whether one of two names may be short for the other, or says it in other letters: what papers call one thing may be two whose
/// names were taken for one.
pub(super) fn is_short_for(a: &str, b: &str) -> bool {
    let (short, long) = if a.chars().count() <= b.chars().count() {
        (a, b)
    } else {
        (b, a)
    };
    if short.is_ascii() != long.is_ascii() {
        return true;
    }
    let within = |letters: &str, all: &str| {
        let mut all = all.chars();
        letters.chars().all(|c| all.any(|d| d == c))
    };
    if !short.is_ascii() {
        return within(short, long);
    }
    let initials: String = long.split([' ', '-']).filter_map(|w| w.chars().next()).collect();
    let letters: String = short.chars().filter(|c| c.is_alphabetic()).collect();
    let mut words = long.split(' ');
    within(&letters, &initials) || short.split(' ').all(|w| words.any(|l| l == w))
}

fn has_bracket(text: &str) -> bool {
    text.contains(['(', '（'])
}

/// The column that names the rows: the first of texts that tells them apart and is no code.
pub(super) fn work_column(view: &View) -> usize {
    let distinct = |column: usize| {
        let mut keys: Vec<&str> = view
            .rows
            .iter()
            .filter(|r| !r.total)
            .filter_map(|r| r.cells.get(column)?.as_ref())
            .map(|v| v.key.as_str())
            .collect();
        let all = keys.len();
        let rows = view.rows.iter().filter(|r| !r.total).count();
        if all * 10 < rows * 6 || all == 0 {
            return false;
        }
        let code = |k: &&str| k.chars().count() <= LONGEST_CODE && k.chars().any(|c| c.is_ascii_digit());
        if keys.iter().filter(|k| code(k)).count() * 10 >= all * 8 {
            return false;
        }
        keys.sort_unstable();
        keys.dedup();
        crate::retrieval::share(keys.len(), all) >= DISTINCT
    };
    (0..view.columns.len())
        .find(|c| view.columns.get(*c).is_some_and(|c| c.kind == Kind::Text) && distinct(*c))
        .unwrap_or(view.label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programmes_are_known_by_the_beginning_of_their_names() {
        let shortened = |long: &str, short: &str| super::shortened(&name_key(long), &name_key(short));
        assert!(shortened("碧波近海調查計畫", "碧波計畫"));
        assert!(shortened("Blue Dune Survey Programme", "Blue Dune"));
        assert!(shortened("Blue Dune Survey Programme", "Blue Dune Programme"));
        assert!(!shortened("Blue Dune Survey Programme", "Survey Programme"));
        assert!(shortened("모래섬 해안 조사 사업", "모래섬 사업"));
        assert!(shortened("明燈守港中程計畫", "守港計畫"));
        assert!(!shortened("北航道浚深工程", "航道浚深工程"));
        assert!(!shortened("北航道浚深計畫", "航道浚深計畫"));
    }

    #[test]
    fn short_names_are_made_of_the_letters_of_long_ones() {
        for (short, long) in [
            ("srdl", "saltmarsh rail dynamics laboratory"),
            ("모연소", "모래톱연구소"),
            ("dune", "dune survey programme"),
        ] {
            assert!(is_short_for(short, long), "{short}");
        }
        assert!(!is_short_for("모래톱연구소", "갯벌사업"));
        assert!(!is_short_for("reed counting project", "otter gate trial"));
    }

    #[test]
    fn a_translation_in_brackets_is_no_part_of_a_name() {
        assert_eq!(
            plain_key("모래톱 재기 연구 (Sandbar Study)"),
            name_key("모래톱 재기 연구")
        );
        assert_ne!(plain_key("모래톱 재기 연구(후속)"), name_key("모래톱 재기 연구"));
    }
}
