//! Measuring what the extractor finds against texts whose entities and statements are known.
//!
//! [`labelled`] reads public sets of labelled sentences, [`gold`] the project's own annotated paragraphs and tables,
//! [`facts`] public sets of facts in sentences,
//! [`negatives`] sentences in which things are merely named together; [`scores`] and [`fact_scores`] count. Nothing here is used at run time.

pub mod fact_scores;
pub mod facts;
pub mod gold;
pub mod labelled;
pub mod negatives;
pub mod scores;
