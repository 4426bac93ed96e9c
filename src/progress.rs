//! How a run is shown: a bar on a terminal, a line a file otherwise. All of it on stderr.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};

use crate::output;
use crate::pipeline::{FileOutcome, Progress};

/// Shows a run on stderr.
#[derive(Debug)]
pub(crate) struct Shown {
    bar: Option<ProgressBar>,
}

impl Shown {
    /// A bar where stderr is a terminal, lines otherwise.
    pub(crate) fn new() -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::no_length();
            let style =
                ProgressStyle::with_template("{bar:32} {pos}/{len} files  {elapsed}  eta {eta}  {wide_msg}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar
        });
        Self { bar }
    }

    fn say(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| output::complain(text)),
            None => output::complain(text),
        }
    }
}

impl Progress for Shown {
    fn planned(&self, files: u64) {
        if let Some(bar) = &self.bar {
            bar.set_length(files);
        }
    }

    fn file(&self, path: &str, outcome: &FileOutcome, documents: usize) {
        let shown = match outcome {
            FileOutcome::Added => "added",
            FileOutcome::Changed => "changed",
            FileOutcome::Removed => "removed",
            FileOutcome::Refused(_) => "refused",
            FileOutcome::Failed(_) => "failed",
            FileOutcome::Quarantined(_) => "quarantined",
        };
        match outcome {
            FileOutcome::Refused(reason) | FileOutcome::Failed(reason) | FileOutcome::Quarantined(reason) => {
                self.say(&format!("{shown:11} {path}: {reason}"));
            }
            _ if self.bar.is_some() => {}
            _ if documents > 1 => self.say(&format!("{shown:11} {path} ({documents} documents)")),
            _ => self.say(&format!("{shown:11} {path}")),
        }
        if let Some(bar) = &self.bar {
            bar.inc(1);
            bar.set_message(path.to_owned());
        }
    }

    fn finished(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// Shows nothing; the nightly run logs its report instead.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Silent;

impl Progress for Silent {
    fn planned(&self, _files: u64) {}
    fn file(&self, _path: &str, _outcome: &FileOutcome, _documents: usize) {}
    fn finished(&self) {}
}
