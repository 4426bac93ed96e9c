//! Mentions to entities: one for each thing that a document speaks of, under the fullest name that it uses.

use std::collections::HashMap;
use std::ops::Range;

use quarry_ingest::Scalar;
use unicode_normalization::UnicodeNormalization;

use crate::extraction::{Entity, EntityType, Mention, TypedValue};
use crate::rules::{self, Found};
use crate::script;
use crate::unit::Unit;

/// A name as it is compared: NFKC, lower case, 臺 as 台, without white space inside Chinese and Korean, without marks.
pub(crate) fn normal_form(name: &str) -> String {
    let folded: String = name
        .nfkc()
        .flat_map(char::to_lowercase)
        .map(|c| if c == '臺' { '台' } else { c })
        .collect();
    let cjk = folded.chars().any(|c| script::is_han(c) || script::is_hangul(c));
    let words = folded.trim_matches(|c: char| !c.is_alphanumeric() && c != ')' && c != '(');
    let words = words.strip_prefix("the ").unwrap_or(words);
    let mut plain = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !plain.is_empty() && !cjk {
            plain.push(' ');
        }
        plain.extend(
            word.chars()
                .filter(|c| !matches!(c, '「' | '」' | '《' | '》' | '“' | '”' | '‘' | '’' | '"')),
        );
    }
    for mark in ["주식회사", "(주)", "(株)"] {
        if let Some(rest) = plain.strip_prefix(mark).or_else(|| plain.strip_suffix(mark)) {
            plain = rest.to_owned();
        }
    }
    plain
}

/// The entities of a document while they are put together.
#[derive(Debug, Default)]
pub(crate) struct Entities {
    /// Key of each entity, to its index.
    index: HashMap<(EntityType, String), usize>,
    /// Short form to the key of the full name.
    stands_for: HashMap<(EntityType, String), (EntityType, String)>,
    entities: Vec<Entity>,
}

impl Entities {
    /// Says that `alias` names the same thing as `name`.
    pub(crate) fn add_alias(&mut self, kind: EntityType, name: &str, alias: &str) {
        let (full, short) = ((kind, normal_form(name)), (kind, normal_form(alias)));
        let full = self.stands_for.get(&full).cloned().unwrap_or(full);
        if full != short && !short.1.is_empty() {
            self.stands_for.entry(short).or_insert(full);
        }
    }

    /// Adds a mention; gives the index of the entity that it names.
    pub(crate) fn add(&mut self, unit: &Unit, found: &Found) -> Option<usize> {
        let text = unit.text.get(found.range.clone())?;
        let own = (found.kind, key(text, found.value.as_ref()));
        if own.1.is_empty() {
            return None;
        }
        let through_alias = self.stands_for.get(&own).cloned();
        let lookup = through_alias.clone().unwrap_or_else(|| own.clone());
        let at = *self.index.entry(lookup).or_insert_with(|| {
            self.entities.push(Entity {
                id: format!("e{}", self.entities.len() + 1),
                kind: found.kind,
                name: text.to_owned(),
                government: false,
                aliases: Vec::new(),
                value: found.value.clone(),
                mentions: Vec::new(),
            });
            self.entities.len() - 1
        });
        let entity = self.entities.get_mut(at)?;
        if through_alias.is_some() {
            add_name(&mut entity.aliases, text);
        } else if found.kind.is_named() && entity.name != text {
            // The full name comes before a short form met earlier; among full forms the longest stands.
            let better = entity.aliases.contains(&entity.name) || text.len() > entity.name.len();
            if better {
                let old = std::mem::replace(&mut entity.name, text.to_owned());
                entity.aliases.retain(|a| a != text);
                add_name(&mut entity.aliases, &old);
            } else {
                add_name(&mut entity.aliases, text);
            }
        }
        entity.mentions.push(Mention {
            text: text.to_owned(),
            span: unit.span(found.range.clone()),
            confidence: found.confidence,
        });
        Some(at)
    }

    /// Adds another name as an entity of its own, so that a statement can have it as its object.
    pub(crate) fn add_other_name(
        &mut self,
        unit: &Unit,
        kind: EntityType,
        range: Range<usize>,
        confidence: f32,
    ) -> Option<usize> {
        let text = unit.text.get(range.clone())?.to_owned();
        if let Some(at) = self
            .entities
            .iter()
            .position(|e| e.kind == kind && e.name == text)
        {
            return Some(at);
        }
        self.entities.push(Entity {
            id: format!("e{}", self.entities.len() + 1),
            kind,
            name: text.clone(),
            government: false,
            aliases: Vec::new(),
            value: None,
            mentions: vec![Mention {
                text,
                span: unit.span(range),
                confidence,
            }],
        });
        Some(self.entities.len() - 1)
    }

    /// The entity at an index.
    pub(crate) fn get(&self, at: usize) -> Option<&Entity> {
        self.entities.get(at)
    }

    /// Ends the work: public bodies are marked, and names that differ in spacing only are dropped from the aliases.
    pub(crate) fn finish(mut self) -> Vec<Entity> {
        for entity in &mut self.entities {
            if entity.kind == EntityType::Organization {
                entity.government = rules::is_public_body(&entity.name);
            }
            let own = normal_form(&entity.name);
            entity.aliases.retain(|a| normal_form(a) != own);
        }
        self.entities
    }
}

fn add_name(names: &mut Vec<String>, name: &str) {
    if !names.iter().any(|n| n == name) {
        names.push(name.to_owned());
    }
}

/// Things with a value are the same where their values are.
fn key(text: &str, value: Option<&TypedValue>) -> String {
    match value {
        Some(value) => {
            let scalar = match &value.scalar {
                Scalar::Number(n) => format!("n{n}"),
                Scalar::Percent(n) => format!("p{n}"),
                Scalar::Date(s) | Scalar::Datetime(s) | Scalar::Text(s) => s.clone(),
                Scalar::Boolean(b) => b.to_string(),
            };
            format!("{scalar} {}", value.unit.as_deref().unwrap_or(""))
        }
        None => normal_form(text),
    }
}

/// Where one mention of an entity stands: its unit, bytes and entity.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    pub(crate) range: Range<usize>,
    pub(crate) kind: EntityType,
    pub(crate) entity: usize,
}

#[cfg(test)]
mod tests {
    use super::normal_form;

    #[test]
    fn names_that_differ_in_form_only_are_equal() {
        assert_eq!(normal_form("臺北市政府"), normal_form("台北市政府"));
        assert_eq!(normal_form("㈜푸른바다"), normal_form("주식회사 푸른바다"));
        assert_eq!(
            normal_form("The Coastal  Institute"),
            normal_form("coastal institute")
        );
        assert_eq!(normal_form("「海岸計畫」"), normal_form("海岸計畫"));
        assert_ne!(normal_form("海岸計畫（第二期）"), normal_form("海岸計畫"));
    }
}
