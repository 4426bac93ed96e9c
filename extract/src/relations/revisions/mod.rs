//! What took the place of what: ends and starts that were moved, people and firms that were replaced, seats that were moved,
//! budgets that were set anew, and notices that put right what was wrong. The new value is revised, the old one superseded.
//!
//! [`forms`] knows how that is said, [`roles`] of which property, [`open`] where the values are names that nothing else has found. Where no word tells the property nothing is said.

mod forms;
pub(crate) mod names;
pub(super) mod open;
mod roles;

use std::ops::Range;
use std::sync::LazyLock;

use quarry_ingest::Scalar;
use regex::Regex;

use self::roles::{Around, Role};
use super::pattern::{Language, MarkedSentence, Slot};
use super::sentences::{LONGEST_SENTENCE, is_denied, is_supposed, with_references};
use super::statements::{Statement, Statements};
use crate::aliases;
use crate::extraction::EntityType;
use crate::rules::{Found, compiled};
use crate::script;
use crate::sentence::sentences;
use crate::unit::Unit;

/// Confidence of a statement whose subject its sentence names, and of one whose subject was named before.
const NAMED: f32 = 0.9;
const NAMED_BEFORE: f32 = 0.82;

/// Confidence of what is only proposed, or is to come on a day that is not said: a candidate.
const PROPOSED: f32 = 0.45;

/// How many sentences back the subject may have been named.
const REACH: usize = 3;

/// A place where a sentence tells a change.
struct Site {
    new: usize,
    old: Option<usize>,
    /// The words that tell it, and what stands between them and the values.
    verb: String,
    between: String,
    corrects: bool,
    /// Bytes of the marked sentence: where the match begins, where the new value and where it ends.
    begins: usize,
    at: usize,
    ends: usize,
    /// Only proposed, or to come.
    proposed: bool,
    to_come: bool,
}

/// What a change says: for what is already said of its values otherwise.
struct Said {
    unit: usize,
    sentence: Range<usize>,
    subject: usize,
    predicate: &'static str,
    values: [Option<usize>; 2],
}

/// Adds what the sentences of every unit say was changed or put right, and drops what patterns made of the same values.
pub(super) fn add(statements: &mut Statements) {
    let analysis = statements.analysis;
    let mut said: Vec<Said> = Vec::new();
    for (index, (unit, found)) in analysis.units.iter().zip(&analysis.found).enumerate() {
        if !forms::may_tell(&unit.text) {
            continue;
        }
        let mentions = with_references(found, analysis.references.get(index));
        let spans: Vec<(EntityType, Range<usize>)> =
            mentions.iter().map(|m| (m.kind, m.range.clone())).collect();
        let definitions = aliases::definitions(&unit.text, &mentions);
        for range in sentences(&unit.text) {
            let text = unit.text.get(range.clone()).unwrap_or_default();
            if range.len() > LONGEST_SENTENCE || !forms::may_tell(text) {
                continue;
            }
            let marked = MarkedSentence::new(&unit.text, range.clone(), &spans, &definitions);
            let reading = Reading {
                index,
                unit,
                mentions: &mentions,
                marked: &marked,
            };
            for site in reading.sites() {
                reading.state(&site, statements, &mut said);
            }
        }
    }
    let claimed = |s: &Statement| {
        !s.source.starts_with("revision")
            && !s.qualifiers.iter().any(|(name, _)| name == "version")
            && said.iter().any(|change| {
                let here = change.unit == s.unit
                    && change.sentence.start < s.evidence.end
                    && s.evidence.start < change.sentence.end;
                let date = |predicate: &str| matches!(predicate, "startDate" | "endDate" | "foundedOn");
                let alike = s.predicate == change.predicate && s.subject == change.subject
                    || date(s.predicate) && date(change.predicate);
                here && alike && change.values.contains(&Some(s.object))
            })
    };
    statements.drop_where(claimed);
}

/// One sentence with its mentions.
struct Reading<'a> {
    index: usize,
    unit: &'a Unit,
    mentions: &'a [Found],
    marked: &'a MarkedSentence,
}

static PROPOSED_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(concat!(
        r"(?:擬|建議|申請|研議|請求|爭取|提議|洽商|考慮|希望|可能)[^，。；]{0,6}$|",
        r"(?i:\b(?:propos\w+|ask(?:s|ed|ing)?|request(?:s|ed|ing)|recommend\w*|wants?|wish\w*|hopes?|appl(?:y|ies|ied)|may|might|could|would|consider\w*|",
        r"discuss\w*|suggest\w*|seeks?|sought)\b[^,;]{0,48}$)"
    ))
});
static GRANTED: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"核准|同意|核定|通過|決議|奉准|(?i:\bapproved\b|\bagreed\b|\bgranted\b|\bdecided\b)")
});
static PROPOSED_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^[^.]{0,14}(?:요청|건의|검토|신청|제안|희망|추진하고자|논의)|^[^。，]{0,4}之?(?:建議|提議|申請)",
    )
});
static TO_COME: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"[將擬][^，。；]{0,14}$|預計[^，。；]{0,14}$|(?i:\b(?:will|is to|are to|set to|due to|plans? to)\b[^,;]{0,30}$)",
    )
});
static TO_COME_AFTER: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"^[가-힣]{0,4}(?:할|될|길|칠) (?:예정|계획|것)|^[가-힣]{0,3} ?예정"));

impl Reading<'_> {
    /// Every change that the sentence tells; of those with one new value the one that has an old one too.
    fn sites(&self) -> Vec<Site> {
        let text = &self.marked.text;
        let mut sites: Vec<Site> = Vec::new();
        for language in languages(text) {
            for (form, regex) in forms::of(language) {
                for captures in regex.captures_iter(text) {
                    let (Some(whole), Some(new), Some(verb)) =
                        (captures.get(0), captures.name("new"), captures.name("v"))
                    else {
                        continue;
                    };
                    let Some(Slot::Mention(new_mention)) = self.marked.slot(&new) else {
                        continue;
                    };
                    let old = captures.name("old").and_then(|m| match self.marked.slot(&m)? {
                        Slot::Mention(index) => Some(index),
                        Slot::Words(_) => None,
                    });
                    let kind = |at: usize| self.mentions.get(at).map(|m| m.kind);
                    let alike = old.is_none_or(|old| kind(old) == kind(new_mention));
                    let fits = kind(new_mention).is_some_and(|k| roles::fits(verb.as_str(), k));
                    let period = captures.name("mid").is_some_and(|m| is_period(m.as_str()));
                    let denied = !form.corrects
                        && (is_denied(text, whole.range()) || is_supposed(text, whole.range()));
                    if !alike || !fits || period || denied {
                        continue;
                    }
                    let before = text.get(..verb.start()).unwrap_or_default();
                    let after = text.get(whole.end()..).unwrap_or_default();
                    let granted = GRANTED.is_match(text.get(..whole.end()).unwrap_or_default());
                    let site = Site {
                        new: new_mention,
                        old,
                        verb: verb.as_str().to_owned(),
                        between: captures
                            .name("mid")
                            .map(|m| m.as_str().to_owned())
                            .unwrap_or_default(),
                        corrects: form.corrects,
                        begins: whole.start(),
                        at: new.start(),
                        ends: whole.end(),
                        proposed: !granted
                            && (PROPOSED_BEFORE.is_match(before) || PROPOSED_AFTER.is_match(after)),
                        to_come: TO_COME.is_match(before) || TO_COME_AFTER.is_match(after),
                    };
                    // What was replaced by another value cannot be what replaces it.
                    let replaced = sites.iter().any(|s| s.old == Some(site.new));
                    match sites.iter_mut().find(|s| s.new == site.new) {
                        Some(known) if known.old.is_none() && site.old.is_some() => *known = site,
                        None if !replaced => sites.push(site),
                        _ => {}
                    }
                }
            }
        }
        sites
    }

    fn state(&self, site: &Site, statements: &mut Statements, said: &mut Vec<Said>) {
        let text = &self.marked.text;
        let Some(kind) = self.mentions.get(site.new).map(|m| m.kind) else {
            return;
        };
        let around = Around {
            before: text.get(..site.at).unwrap_or_default(),
            at: site.begins,
            after: text.get(site.ends..).unwrap_or_default(),
            verb: &site.verb,
            between: &site.between,
            corrects: site.corrects,
        };
        for role in roles::roles(kind, &around) {
            let Some((subject, in_sentence)) = self.subject(site, role) else {
                continue;
            };
            let place = self.mark_end(subject);
            let moved = role.predicate != "headquarteredIn" || roles::moved_itself(&around, place);
            let entity = |at: usize, statements: &Statements| {
                let range = &self.mentions.get(at)?.range;
                statements.entity_at(self.index, range)
            };
            let (Some(of), Some(new)) = (entity(subject, statements), entity(site.new, statements)) else {
                continue;
            };
            if !moved {
                continue;
            }
            let old = site.old.and_then(|old| entity(old, statements));
            let confidence = if in_sentence { NAMED } else { NAMED_BEFORE };
            let sentence = &self.marked.range;
            let mut push = |object: usize, old: bool| {
                if statements.says_version(self.index, sentence, (of, role.predicate, object)) {
                    return;
                }
                let (qualifiers, confidence) = self.qualifiers(site, kind, old, confidence);
                statements.push(Statement {
                    subject: of,
                    predicate: role.predicate,
                    object,
                    confidence,
                    unit: self.index,
                    evidence: self.marked.range.clone(),
                    source: if site.corrects {
                        "revision by correction"
                    } else {
                        "revision"
                    }
                    .to_owned(),
                    qualifiers,
                });
            };
            if let Some(old) = old {
                push(old, true);
            }
            push(new, false);
            said.push(Said {
                unit: self.index,
                sentence: self.marked.range.clone(),
                subject: of,
                predicate: role.predicate,
                values: [old, Some(new)],
            });
            return;
        }
    }

    /// What the statement on the old or the new value says beside itself, and how sure it is.
    fn qualifiers(
        &self,
        site: &Site,
        kind: EntityType,
        old: bool,
        confidence: f32,
    ) -> (Vec<(String, String)>, f32) {
        let mut qualifiers: Vec<(&str, String)> = Vec::new();
        let holder = matches!(
            kind,
            EntityType::Person | EntityType::Organization | EntityType::Place
        );
        let since = self.day_of(site).filter(|_| holder && !site.corrects);
        let to_come = holder && site.to_come && !site.corrects;
        let sure = !site.proposed && (!to_come || since.is_some());
        if let Some(year) = self.year_of(site).filter(|_| kind == EntityType::Money) {
            qualifiers.push(("year", year));
        }
        if old {
            qualifiers.push(("version", "initial".to_owned()));
            if sure {
                if to_come {
                    qualifiers.push(("status", "current".to_owned()));
                } else {
                    qualifiers.push(("status", "superseded".to_owned()));
                }
                qualifiers.extend(since.map(|day| ("until", day)));
            }
        } else {
            qualifiers.push(("version", "revised".to_owned()));
            if to_come {
                qualifiers.push(("status", "future".to_owned()));
            }
            qualifiers.extend(since.map(|day| ("since", day)));
        }
        let confidence = if sure || old { confidence } else { PROPOSED };
        let owned = qualifiers.into_iter().map(|(name, said)| (name.to_owned(), said));
        (owned.collect(), confidence)
    }

    /// The subject of a role, and whether its sentence names it: what was named last before the change, else what the change is said
    /// to be of, else what the sentences before named last.
    fn subject(&self, site: &Site, role: Role) -> Option<(usize, bool)> {
        let range = &self.marked.range;
        let begins = self.marked.place(site.begins).unwrap_or(range.start);
        let ends = self.marked.place(site.ends).unwrap_or(range.end);
        let fits = |at: &usize| {
            self.mentions.get(*at).is_some_and(|m| role.of.contains(&m.kind))
                && *at != site.new
                && Some(*at) != site.old
        };
        let all = || (0..self.mentions.len()).filter(fits);
        let start = |at: usize| self.mentions.get(at).map_or(0, |m| m.range.start);
        let inside = |at: &usize| start(*at) >= range.start && start(*at) < range.end;
        let before = all().rfind(|at| inside(at) && start(*at) < begins);
        let within = || all().find(|at| inside(at) && start(*at) >= begins && start(*at) < ends);
        let behind = || all().find(|at| inside(at) && start(*at) >= ends);
        if let Some(found) = before.or_else(within).or_else(behind) {
            return Some((found, true));
        }
        let found = all().rfind(|at| start(*at) < range.start)?;
        let between = self
            .unit
            .text
            .get(self.mentions.get(found)?.range.end..range.start)?;
        (between.len() <= 4000 && sentences(between).len() <= REACH).then_some((found, false))
    }

    /// Where the mark of a mention ends in the marked sentence.
    fn mark_end(&self, mention: usize) -> Option<usize> {
        let start = self.mentions.get(mention)?.range.start;
        let at = self
            .marked
            .text
            .char_indices()
            .find(|(at, _)| self.marked.place(*at) == Some(start))?
            .0;
        let mark: usize = self
            .marked
            .text
            .get(at..)?
            .chars()
            .take(2)
            .map(char::len_utf8)
            .sum();
        Some(at + mark)
    }

    /// The one day that the sentence names beside the values: since when the new one holds.
    fn day_of(&self, site: &Site) -> Option<String> {
        let mut days = self.dates(site).filter(|day| day.len() >= 7);
        let day = days.next()?;
        days.next().is_none().then_some(day)
    }

    /// The one year that the sentence names beside the values.
    fn year_of(&self, site: &Site) -> Option<String> {
        let mut years = self.dates(site).filter(|year| year.len() == 4);
        let year = years.next()?;
        years.next().is_none().then_some(year)
    }

    fn dates<'a>(&'a self, site: &'a Site) -> impl Iterator<Item = String> + 'a {
        let range = &self.marked.range;
        self.mentions
            .iter()
            .enumerate()
            .filter(move |(at, m)| {
                let other = *at != site.new && Some(*at) != site.old;
                other
                    && m.kind == EntityType::Date
                    && m.range.start >= range.start
                    && m.range.end <= range.end
            })
            .filter_map(|(_, m)| match &m.value.as_ref()?.scalar {
                Scalar::Date(iso) => Some(iso.clone()),
                _ => None,
            })
    }
}

/// Whether words between a verb and `from` make a period of what follows.
fn is_period(between: &str) -> bool {
    static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
        compiled(
            r"(?i)\b(?:runs?|running|ran|lasts?|lasting|open|works?|valid|operates?|held|takes place|continues?|period)\b",
        )
    });
    PERIOD.is_match(between)
}

/// The languages whose forms a sentence may have.
fn languages(text: &str) -> Vec<Language> {
    let mut languages = Vec::new();
    if script::has_hangul(text) {
        languages.push(Language::Korean);
    } else if script::has_han(text) {
        languages.push(Language::Chinese);
    }
    if text.chars().filter(|c| script::is_word_letter(*c)).count() > 12 {
        languages.push(Language::English);
    }
    languages
}
