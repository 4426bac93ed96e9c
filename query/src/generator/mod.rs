//! A generator, where one is configured: any server that speaks the OpenAI chat completions API.
//!
//! Nothing here runs by default. With a [`Generator`] the engine's passages become a numbered context under a token budget
//! ([`Context`]), the server writes an answer from it, and every sentence of that answer is then held against the sources
//! that it cites ([`check`]); what they do not carry is marked.

mod check;
mod client;
mod compose;
mod context;

pub use check::{CheckedSentence, check};
pub use client::{Generator, GeneratorOptions, Message};
pub use compose::compose;
pub use context::{Context, Numbered, estimate_tokens};
