//! The client. It talks to the configured host and to no other.

use std::fmt;
use std::io::{BufRead, BufReader};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::check::{CheckedSentence, check};
use super::context::Context;
use crate::answer::Answer;
use crate::error::QueryError;
use crate::retrieval::SearchResult;

/// Longest line of a stream that is read, in bytes.
const MAX_LINE: u64 = 1 << 20;
/// Longest answer that is kept, in bytes.
const MAX_ANSWER: usize = 1 << 20;

/// Where the server is and what may be spent on an answer.
#[derive(Clone, PartialEq)]
pub struct GeneratorOptions {
    /// Base address, `http://127.0.0.1:8000/v1` for example; `/chat/completions` is added.
    pub base_url: String,
    /// Model name as the server knows it.
    pub model: String,
    /// Sent as `Authorization: Bearer`, where there is one.
    pub api_key: Option<String>,
    /// Tokens for the sources.
    pub context_tokens: usize,
    /// Tokens for the answer.
    pub answer_tokens: usize,
    /// Sampling temperature.
    pub temperature: f32,
    /// How long to wait for the whole answer.
    pub timeout: Duration,
}

impl fmt::Debug for GeneratorOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GeneratorOptions")
            .field("base_url", &self.base_url)
            .field("model", &self.model)
            .field("api_key", &self.api_key.as_ref().map(|_| "…"))
            .finish_non_exhaustive()
    }
}

impl GeneratorOptions {
    /// A server at `base_url` with `model`: 3,000 tokens of sources, 600 of answer, two minutes.
    pub fn new(base_url: impl Into<String>, model: impl Into<String>) -> Self {
        Self {
            base_url: base_url.into(),
            model: model.into(),
            api_key: None,
            context_tokens: 3000,
            answer_tokens: 600,
            temperature: 0.0,
            timeout: Duration::from_secs(120),
        }
    }
}

/// One chat message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// `system`, `user` or `assistant`.
    pub role: String,
    /// Text.
    pub content: String,
}

/// A client of one server.
#[derive(Debug, Clone)]
pub struct Generator {
    options: GeneratorOptions,
    host: String,
    agent: ureq::Agent,
}

impl Generator {
    /// A client. No connection is opened before the first answer. Redirects are not followed: they could lead to another
    /// host than the configured one.
    ///
    /// # Errors
    /// [`QueryError::GeneratorOptions`] where the address is none.
    pub fn new(options: GeneratorOptions) -> Result<Self, QueryError> {
        let host = options
            .base_url
            .split_once("://")
            .filter(|(scheme, _)| matches!(*scheme, "http" | "https"))
            .and_then(|(_, rest)| rest.split('/').next())
            .filter(|h| !h.is_empty() && !h.contains('@'))
            .ok_or_else(|| {
                QueryError::GeneratorOptions(format!("`{}` is not an http address", options.base_url))
            })?
            .to_owned();
        let agent = ureq::Agent::config_builder()
            .timeout_global(Some(options.timeout))
            .max_redirects(0)
            .http_status_as_error(false)
            .proxy(None)
            .build()
            .into();
        Ok(Self { options, host, agent })
    }

    /// The host that is connected to, with its port.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Writes an answer to `question` from what the engine found, handing each piece to `on_piece` as it comes, and checks
    /// it sentence by sentence.
    ///
    /// # Errors
    /// [`QueryError::Generator`] where no source fits the budget, where the server cannot be reached, and where it answers with an
    /// error or with nothing.
    pub fn answer(
        &self,
        question: &str,
        answer: &Answer,
        found: &SearchResult,
        mut on_piece: impl FnMut(&str),
    ) -> Result<(Context, String, Vec<CheckedSentence>), QueryError> {
        let context = Context::new(answer, found, self.options.context_tokens);
        if context.sources.is_empty() {
            let budget = self.options.context_tokens;
            return Err(self.failed(format!(
                "not asked, for no source fits in {budget} tokens (context_tokens)"
            )));
        }
        let written = self.stream(&context.messages(question), &mut on_piece)?;
        let checked = check(&written, &context);
        Ok((context, written, checked))
    }

    /// Sends `messages` and reads the streamed answer (server-sent events), or a plain one where the server does not stream.
    ///
    /// # Errors
    /// [`QueryError::Generator`] where the server cannot be reached or answers with an error.
    pub fn stream(&self, messages: &[Message], on_piece: &mut dyn FnMut(&str)) -> Result<String, QueryError> {
        let url = format!("{}/chat/completions", self.options.base_url.trim_end_matches('/'));
        let mut request = self.agent.post(&url).header("Accept", "text/event-stream");
        if let Some(key) = &self.options.api_key {
            request = request.header("Authorization", &format!("Bearer {key}"));
        }
        let body = json!({
            "model": self.options.model,
            "messages": messages,
            "stream": true,
            "temperature": self.options.temperature,
            "max_tokens": self.options.answer_tokens,
        });
        let response = request.send_json(&body).map_err(|e| self.failed(e.to_string()))?;
        let status = response.status();
        let mut reader = BufReader::new(response.into_body().into_reader());
        if !status.is_success() {
            let mut said = String::new();
            let _ = std::io::Read::take(&mut reader, 2000).read_line(&mut said);
            return Err(self.failed(format!("{status} {}", said.trim())));
        }
        let mut thinking = Thinking::default();
        loop {
            let mut line = Vec::new();
            let read = std::io::Read::take(&mut reader, MAX_LINE)
                .read_until(b'\n', &mut line)
                .map_err(|e| self.failed(e.to_string()))?;
            if read == 0 || thinking.written.len() > MAX_ANSWER {
                break;
            }
            let line = String::from_utf8_lossy(&line);
            let data = line.trim().strip_prefix("data:").unwrap_or(line.trim()).trim();
            if data == "[DONE]" {
                break;
            }
            let Ok(event) = serde_json::from_str::<Value>(data) else {
                continue;
            };
            if let Some(message) = event.pointer("/error/message").and_then(Value::as_str) {
                return Err(self.failed(message.to_owned()));
            }
            let piece = event
                .pointer("/choices/0/delta/content")
                .or_else(|| event.pointer("/choices/0/message/content"))
                .and_then(Value::as_str);
            if let Some(piece) = piece.and_then(|p| thinking.push(p)) {
                on_piece(&piece);
            }
        }
        let (answer, rest) = thinking.finish();
        if answer.trim().is_empty() {
            return Err(self.failed("its answer holds no text of a chat completion".to_owned()));
        }
        if !rest.is_empty() {
            on_piece(&rest);
        }
        Ok(answer)
    }

    fn failed(&self, message: String) -> QueryError {
        QueryError::Generator {
            host: self.host.clone(),
            message,
        }
    }
}

/// What some models write before their answer, between `<think>` and `</think>`, is not part of it.
#[derive(Debug, Default)]
struct Thinking {
    written: String,
    /// Bytes of the answer that were given out.
    given: usize,
}

impl Thinking {
    const OPEN: &str = "<think>";
    const CLOSE: &str = "</think>";

    /// The answer as far as it is written.
    fn answer(&self) -> &str {
        match self.written.rsplit_once(Self::CLOSE) {
            Some((_, answer)) => answer.trim_start(),
            None if self.written.trim_start().starts_with(Self::OPEN) => "",
            None => &self.written,
        }
    }

    /// Takes the next piece; gives what can be shown by now. What may yet turn out to be thinking waits.
    fn push(&mut self, piece: &str) -> Option<String> {
        self.written.push_str(piece);
        let begun = self.written.trim_start();
        if begun.len() < Self::OPEN.len() && Self::OPEN.starts_with(begun) {
            return None;
        }
        let answer = self.answer();
        let new = answer.get(self.given..).filter(|new| !new.is_empty())?.to_owned();
        self.given = answer.len();
        Some(new)
    }

    /// The whole answer, and what of it was not given out.
    fn finish(self) -> (String, String) {
        let answer = self.answer();
        (
            answer.to_owned(),
            answer.get(self.given..).unwrap_or_default().to_owned(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Thinking;

    fn shown(pieces: &[&str]) -> (String, String) {
        let mut thinking = Thinking::default();
        let mut shown: String = pieces.iter().filter_map(|piece| thinking.push(piece)).collect();
        let (answer, rest) = thinking.finish();
        shown.push_str(&rest);
        (shown, answer)
    }

    #[test]
    fn thinking_is_not_shown() {
        let (shown, answer) = shown(&["<th", "ink>It may be 3.", "</think>", "\n\nIt is ", "4 [1]."]);
        assert_eq!(
            (shown.as_str(), answer.as_str()),
            ("It is 4 [1].", "It is 4 [1].")
        );
    }

    #[test]
    fn an_answer_without_thinking_is_shown_as_it_comes() {
        let (shown, answer) = shown(&["<", "3 is what it says", " [1]."]);
        assert_eq!(
            (shown.as_str(), answer.as_str()),
            ("<3 is what it says [1].", "<3 is what it says [1].")
        );
    }
}
