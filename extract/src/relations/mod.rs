//! What a document says of the things in it: by sentence patterns ([`sentences`]), by label lines ([`labels`]) and by the
//! structure of tables ([`tables`], [`rows`]), and by the relation model where they leave something open ([`scored`]). Two things in one sentence are no relation: a pattern's words, the types of
//! both ends and the absence of a denial make one.

mod cards;
mod chinese;
mod chinese_context;
mod chinese_lives;
mod chinese_papers;
mod chinese_plain;
mod chinese_terms;
mod column_lexicon;
mod columns;
mod english;
mod english_context;
mod english_lives;
mod english_offices;
mod english_papers;
mod english_plain;
mod english_schemes;
mod english_terms;
mod english_work;
mod header_lexicon;
mod headers;
pub(crate) use headers::{header_rows, is_total};
mod korean;
mod korean_context;
mod korean_lives;
mod korean_papers;
mod korean_plain;
mod korean_schemes;
mod korean_terms;
mod label_lexicon;
pub(crate) mod labels;
mod pattern;
mod periods;
mod posts;
pub(crate) mod revisions;
mod rows;
pub(crate) mod scored;
mod sections;
pub(crate) mod sentences;
mod statements;
mod subordinates;
pub(crate) mod tables;
mod terms;
mod topic;

use quarry_ingest::Document;

use crate::analysis::Analysis;
use crate::entities::{Entities, Placed};
use crate::extraction::{EntityType, Relation};
use scored::Said;
use statements::Statements;

/// Every relation of a document.
pub(crate) fn all(
    document: &Document,
    analysis: &Analysis,
    tables: &[tables::Described],
    placed: &[Vec<Placed>],
    entities: &mut Entities,
    said: &[Said],
) -> Vec<Relation> {
    let mut statements = Statements::new(analysis, placed, entities);
    let event = labels::reported_event(analysis, &statements);
    let body = body_in_title(analysis, &statements);
    sentences::add(&mut statements, event);
    sentences::add_other_names(&mut statements);
    revisions::add(&mut statements);
    labels::add(&mut statements, event);
    posts::add(&mut statements);
    rows::add(&mut statements, document, tables, event, body);
    cards::add(&mut statements, document, tables);
    subordinates::add(&mut statements, document, tables, body);
    scored::add(&mut statements, said);
    terms::settle(&mut statements);
    statements.say_seats_once();
    statements.finish()
}

/// Every relation of plain text.
pub(crate) fn in_text(
    analysis: &Analysis,
    placed: &[Vec<Placed>],
    entities: &mut Entities,
    said: &[Said],
) -> Vec<Relation> {
    let mut statements = Statements::new(analysis, placed, entities);
    sentences::add(&mut statements, None);
    sentences::add_other_names(&mut statements);
    revisions::add(&mut statements);
    labels::add(&mut statements, None);
    posts::add(&mut statements);
    scored::add(&mut statements, said);
    terms::settle(&mut statements);
    statements.say_seats_once();
    statements.finish()
}

/// The body that the document's first texts name: its issuer.
fn body_in_title(analysis: &Analysis, statements: &Statements) -> Option<usize> {
    (0..analysis.units.len().min(4)).find_map(|unit| statements.first_of(unit, &[EntityType::Organization]))
}
