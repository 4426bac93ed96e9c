//! stub
use std::collections::HashMap;
use quarry_ingest::Document;
use crate::analysis::Analysis;
use crate::entities::{Entities, Placed};
use crate::extraction::EntityType;
use crate::rules::Found;
use crate::unit::Unit;
pub(crate) struct Described {}
pub(crate) fn describe(_document: &Document) -> Vec<Described> { Vec::new() }
pub(crate) fn name_cells(_units: &[Unit], _tables: &[Described], _found: &mut [Vec<Found>]) {}
pub(crate) fn short_forms(_document: &Document, _tables: &[Described]) -> Vec<(EntityType, String, String)> { Vec::new() }
pub(crate) fn row_subjects(_document: &Document, _tables: &[Described], _analysis: &Analysis, _placed: &[Vec<Placed>], _entities: &Entities) -> HashMap<usize, HashMap<u32, String>> { HashMap::new() }
