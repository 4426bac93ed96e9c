//! The things that statements speak of, each with every name that it goes by.

use std::collections::HashMap;
use std::sync::Arc;

use quarry_extract::EntityType;
use quarry_graph::EntityRecord;

use crate::question::Range;
use crate::text::{NameTrie, name_key};

/// Things with their names. Two entities become one thing here where one is named as the other's alias and nothing else
/// claims that alias; the graph's own merges are left as they are.
#[derive(Debug, Default)]
pub struct Things {
    /// Names of each thing, the preferred one first.
    names: Vec<Vec<String>>,
    kinds: Vec<Option<EntityType>>,
    /// Union-find parent.
    parent: Vec<u32>,
    by_iri: HashMap<String, u32>,
    by_key: HashMap<String, u32>,
    trie: NameTrie,
}

/// The meeting that minutes are of: `Minutes of the third meeting`, `第二次會議紀錄`, `제3차 회의록`; none of other names.
fn meeting_of(name: &str) -> Option<&str> {
    let lower = name
        .get(..32.min(name.len()))
        .unwrap_or(name)
        .to_ascii_lowercase();
    let opening = [
        "minutes of the ",
        "minutes from the ",
        "minutes of ",
        "draft minutes of the ",
    ];
    if let Some(opening) = opening.iter().find(|o| lower.starts_with(**o)) {
        return name.get(opening.len()..);
    }
    let ends = ["紀錄", "記錄", " 회의록", "록"];
    let meeting = ends.iter().find_map(|end| name.strip_suffix(end))?;
    (meeting.ends_with(['會', '議', '의', '회']) && meeting.chars().count() >= 4).then_some(meeting)
}

impl Things {
    /// The things of `entities`.
    #[must_use]
    pub fn of(entities: &[EntityRecord]) -> Self {
        Self::on(NameTrie::default(), entities)
    }

    /// The same with the paths of names that `trie`, which has none yet, stands on.
    pub(super) fn on(trie: NameTrie, entities: &[EntityRecord]) -> Self {
        let mut things = Self {
            trie,
            ..Self::default()
        };
        for entity in entities.iter().filter(|e| e.kind.is_named()) {
            let id = things.add(&entity.name, Some(entity.kind));
            things.by_iri.insert(entity.iri.clone(), id);
        }
        let mut claims: HashMap<String, Vec<u32>> = HashMap::new();
        for entity in entities.iter().filter(|e| e.kind.is_named()) {
            let Some(&id) = things.by_iri.get(&entity.iri) else {
                continue;
            };
            let meeting = (entity.kind == EntityType::Event).then(|| meeting_of(&entity.name));
            let aliases = entity.aliases.iter().map(String::as_str);
            for alias in aliases.chain(meeting.flatten()) {
                let key = name_key(alias);
                if key.chars().count() >= 2 {
                    claims.entry(key).or_default().push(id);
                    if let Some(names) = things.names.get_mut(index(id)) {
                        names.push(alias.to_owned());
                    }
                }
            }
        }
        let mut claims: Vec<(String, Vec<u32>)> = claims.into_iter().collect();
        claims.sort_unstable();
        for (key, claimants) in claims {
            things.claim(key, &claimants);
        }
        things
    }

    /// Joins the claimants of an alias with the thing of that name, unless different things claim it.
    fn claim(&mut self, key: String, claimants: &[u32]) {
        let Some(&first) = claimants.first() else { return };
        let root = self.root(first);
        if claimants.iter().any(|&c| self.root(c) != root) {
            return;
        }
        match self.by_key.get(&key) {
            Some(&named) => self.join(root, named),
            None => {
                self.by_key.insert(key, root);
            }
        }
    }

    /// The thing of that name, made where there is none.
    pub fn add(&mut self, name: &str, kind: Option<EntityType>) -> u32 {
        let key = name_key(name);
        if let Some(&id) = self.by_key.get(&key) {
            let id = self.root(id);
            if let Some(slot) = self.kinds.get_mut(index(id))
                && slot.is_none()
            {
                *slot = kind;
            }
            return id;
        }
        let id = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(vec![name.to_owned()]);
        self.kinds.push(kind);
        self.parent.push(id);
        self.by_key.insert(key, id);
        id
    }

    /// Gives a thing another name, where the name is free or is another thing's only name of it.
    pub fn alias(&mut self, thing: u32, name: &str) {
        let key = name_key(name);
        if key.chars().count() < 2 {
            return;
        }
        let thing = self.root(thing);
        match self.by_key.get(&key) {
            Some(&other) => self.join(thing, other),
            None => {
                self.by_key.insert(key, thing);
                if let Some(names) = self.names.get_mut(index(thing)) {
                    names.push(name.to_owned());
                }
            }
        }
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return;
        }
        // People and public bodies of one abbreviation are two things, whatever a document calls them.
        let differ = match (self.kind(a), self.kind(b)) {
            (Some(x), Some(y)) => x != y && (x == EntityType::Person || y == EntityType::Person),
            _ => false,
        };
        if differ {
            return;
        }
        if let Some(slot) = self.parent.get_mut(index(b)) {
            *slot = a;
        }
        let moved = self
            .names
            .get_mut(index(b))
            .map(std::mem::take)
            .unwrap_or_default();
        let kind_a = self.kind(a);
        if let Some(names) = self.names.get_mut(index(a)) {
            names.extend(moved);
            // The fullest name is the preferred one; of people that would be the one with a title.
            if kind_a != Some(EntityType::Person)
                && let Some(longest) = (0..names.len()).max_by_key(|&i| (fullness(names, i), usize::MAX - i))
            {
                names.swap(0, longest);
            }
        }
        let kind = self.kinds.get(index(b)).copied().flatten();
        if let Some(slot) = self.kinds.get_mut(index(a))
            && slot.is_none()
        {
            *slot = kind;
        }
    }

    /// What a thing was joined to.
    #[must_use]
    pub fn root(&self, thing: u32) -> u32 {
        root_in(&self.parent, thing)
    }

    /// The thing of an entity's IRI.
    #[must_use]
    pub fn of_iri(&self, iri: &str) -> Option<u32> {
        self.by_iri.get(iri).map(|&id| self.root(id))
    }

    /// The thing of exactly this name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<u32> {
        self.by_key.get(&name_key(name)).map(|&id| self.root(id))
    }

    /// Ties an IRI to a thing.
    pub fn tie(&mut self, iri: &str, thing: u32) {
        self.by_iri.entry(iri.to_owned()).or_insert(thing);
    }

    /// Preferred name.
    #[must_use]
    pub fn name(&self, thing: u32) -> &str {
        self.names
            .get(index(self.root(thing)))
            .and_then(|n| n.first())
            .map_or("", String::as_str)
    }

    /// Every name.
    #[must_use]
    pub fn names(&self, thing: u32) -> &[String] {
        self.names.get(index(self.root(thing))).map_or(&[], Vec::as_slice)
    }

    /// Every thing with its names.
    pub(crate) fn each(&self) -> impl Iterator<Item = (u32, &[String])> {
        let roots = (0_u32..).zip(&self.names).filter(|(id, _)| self.root(*id) == *id);
        roots.map(|(id, names)| (id, names.as_slice()))
    }

    /// What kind of thing, where that is known.
    #[must_use]
    pub fn kind(&self, thing: u32) -> Option<EntityType> {
        self.kinds.get(index(self.root(thing))).copied().flatten()
    }

    /// Whether a thing may stand at the far end of a relation with this range; true where its kind is not known.
    #[must_use]
    pub fn fits(&self, thing: u32, range: Range) -> bool {
        let Some(kind) = self.kind(thing) else { return true };
        match range {
            Range::Person => kind == EntityType::Person,
            Range::Organization => kind == EntityType::Organization,
            Range::Place => kind == EntityType::Place,
            Range::Law => kind == EntityType::Law,
            Range::Work => matches!(kind, EntityType::Work | EntityType::Event | EntityType::Product),
            Range::Text => true,
            Range::Date | Range::Year | Range::Amount => false,
        }
    }

    /// Makes the fullest name that documents do use the preferred one of each thing; people keep theirs. `written` counts
    /// how often each name is written, by its path in the matcher.
    pub(super) fn prefer(&mut self, written: &HashMap<u32, usize>) {
        let mut most: HashMap<u32, usize> = HashMap::new();
        for (path, count) in written {
            if let Some(thing) = self.trie.of_path(*path) {
                let top = most.entry(thing).or_default();
                *top = (*top).max(*count);
            }
        }
        let paths = self.trie.paths();
        for (thing, top) in most {
            if self.kind(thing) == Some(EntityType::Person) {
                continue;
            }
            let Some(names) = self.names.get_mut(index(thing)).filter(|names| names.len() > 1) else {
                continue;
            };
            let used = |name: &String| {
                let path = paths
                    .get(name)
                    .filter(|p| self.trie.of_path(p.number) == Some(thing));
                let count = path
                    .and_then(|p| written.get(&p.number))
                    .copied()
                    .unwrap_or_default();
                count > 1 && count * 10 >= top
            };
            let best = (0..names.len())
                .filter(|&i| names.get(i).is_some_and(used))
                .max_by_key(|&i| (fullness(names, i), usize::MAX - i));
            if let Some(best) = best {
                names.swap(0, best);
            }
        }
    }

    /// Gives things other names after [`Things::seal`], as pairs of a name and another one: names that are free and that one
    /// thing alone claims.
    pub fn take_names(&mut self, given: &[(String, String)]) {
        let mut claims: HashMap<String, Vec<(&str, &str)>> = HashMap::new();
        let mut joined = false;
        for (name, other) in given {
            // Both are known already: the bracket says that they are one, unless they are of two kinds.
            if let (Some(a), Some(b)) = (self.named(name), self.named(other))
                && a != b
                && (self.kind(a).is_none() || self.kind(b).is_none() || self.kind(a) == self.kind(b))
            {
                self.join(a, b);
                joined = true;
            }
        }
        if joined {
            self.trie = NameTrie::on(Arc::clone(self.trie.paths()));
            self.seal();
        }
        for (name, other) in given.iter().filter(|(_, other)| self.named(other).is_none()) {
            claims.entry(name_key(other)).or_default().push((name, other));
        }
        let mut claims: Vec<(String, Vec<(&str, &str)>)> = claims.into_iter().collect();
        claims.sort_unstable();
        for (_, claimants) in claims {
            let Some((name, other)) = claimants.first().copied() else {
                continue;
            };
            if claimants
                .iter()
                .any(|c| name_key(c.0) != name_key(name) && self.named(c.0) != self.named(name))
            {
                continue;
            }
            let thing = self.named(name).unwrap_or_else(|| {
                let thing = self.add(name, None);
                self.trie.insert(name, thing);
                thing
            });
            self.alias(thing, other);
            let root = self.root(thing);
            self.trie.insert(other, root);
        }
    }

    /// Builds the matcher over every name; call it once all things are known.
    pub fn seal(&mut self) {
        let keys = self.by_key.iter();
        let mut names: Vec<(&str, u32)> = keys
            .map(|(key, id)| (key.as_str(), root_in(&self.parent, *id)))
            .collect();
        names.sort_unstable();
        for (name, id) in names {
            self.trie.insert(name, id);
        }
    }

    /// The matcher of every name; its numbers are those of the things.
    #[must_use]
    pub const fn trie(&self) -> &NameTrie {
        &self.trie
    }
}

/// What a thing was joined to, by the `parent` of each.
fn root_in(parent: &[u32], mut thing: u32) -> u32 {
    while let Some(&up) = parent.get(index(thing)) {
        if up == thing {
            break;
        }
        thing = up;
    }
    thing
}

/// How full a name is: the longest wins, but a name in another script only beats an abbreviation.
fn fullness(names: &[String], i: usize) -> usize {
    let Some(name) = names.get(i) else { return 0 };
    let native = names
        .first()
        .is_some_and(|first| is_latin(first) == is_latin(name));
    let length = name.chars().count();
    if native { length + 100 } else { length }
}

fn is_latin(name: &str) -> bool {
    name.chars().next().is_some_and(|c| c.is_ascii())
}

fn index(id: u32) -> usize {
    usize::try_from(id).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_known_by_their_meeting() {
        for (name, meeting) in [
            (
                "Minutes of the fourth meeting of the Dune Board",
                Some("fourth meeting of the Dune Board"),
            ),
            ("沙丘小組第二次會議紀錄", Some("沙丘小組第二次會議")),
            ("제3차 모래 실무회의 회의록", Some("제3차 모래 실무회의")),
            ("제3차 모래 실무회의록", Some("제3차 모래 실무회의")),
            ("海岸觀測紀錄", None),
            ("Ten minutes in the dunes", None),
        ] {
            assert_eq!(super::meeting_of(name), meeting);
        }
    }

    fn entity(iri: &str, kind: EntityType, name: &str, aliases: &[&str]) -> EntityRecord {
        EntityRecord {
            iri: iri.to_owned(),
            kind,
            name: name.to_owned(),
            aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
            edition: None,
        }
    }

    #[test]
    fn an_abbreviation_defined_in_one_document_joins_its_use_in_another() {
        let mut things = Things::of(&[
            entity("a", EntityType::Organization, "Ministry of Rain", &["MOR"]),
            entity("b", EntityType::Organization, "MOR", &[]),
        ]);
        things.seal();
        assert_eq!(things.of_iri("a"), things.of_iri("b"));
        assert_eq!(
            things.of_iri("b").map(|t| things.name(t)),
            Some("Ministry of Rain")
        );
    }

    #[test]
    fn an_abbreviation_that_two_bodies_claim_joins_neither() {
        let things = Things::of(&[
            entity("a", EntityType::Organization, "Ministry of Rain", &["MOR"]),
            entity("b", EntityType::Organization, "Museum of Roses", &["MOR"]),
        ]);
        assert_ne!(things.of_iri("a"), things.of_iri("b"));
    }
}
