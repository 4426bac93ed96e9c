//! One worker process, seen from the pool.

use std::io::{self, Read};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::protocol::{Frame, Kind, Limits, Request, read_frame, read_greeting, write_message};
use super::{Crash, WorkerOptions};
use crate::document::Document;

/// Frames that may wait to be taken; a worker that is further ahead waits itself.
const AHEAD: usize = 64;
/// Last bytes of what a worker prints as errors, kept to tell how it died.
const LAST_WORDS: usize = 2048;

/// A started worker. It is killed when dropped.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    input: Option<ChildStdin>,
    frames: Receiver<Result<Frame, String>>,
    last_words: Arc<Mutex<Vec<u8>>>,
    listener: Option<JoinHandle<()>>,
    /// Files that it has parsed.
    pub(super) served: u32,
}

/// How the parsing of one file ended short of a crash.
#[derive(Debug)]
pub(super) enum Ended {
    /// All documents were given.
    Done,
    /// The file cannot be read.
    Unreadable(String),
    /// The worker was dead before it got the request; that is no fault of the file.
    NeverBegan(Crash),
}

impl Process {
    pub(super) fn start(options: &WorkerOptions) -> io::Result<Self> {
        let mut child = Command::new(&options.program)
            .args(&options.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            // An interrupt from the terminal is for the pool, which ends its workers itself.
            .process_group(0)
            .spawn()?;
        let (send, frames) = sync_channel(AHEAD);
        let last_words: Arc<Mutex<Vec<u8>>> = Arc::default();
        if let Some(output) = child.stdout.take() {
            thread::spawn(move || forward(output, &send));
        }
        let listener = child.stderr.take().map(|errors| {
            let kept = Arc::clone(&last_words);
            thread::spawn(move || keep_last_words(errors, &kept))
        });
        let mut process = Self {
            input: child.stdin.take(),
            child,
            frames,
            last_words,
            listener,
            served: 0,
        };
        let limits = Limits {
            memory_bytes: options.memory_bytes,
            file_bytes: options.file_bytes,
        };
        // A worker that dies at once is noticed with its first file.
        let _ = process.input.as_mut().map(|input| write_message(input, &limits));
        Ok(process)
    }

    /// Has `request` parsed; `take` gets the documents as they come.
    pub(super) fn parse(
        &mut self,
        request: &Request,
        options: &WorkerOptions,
        take: &mut dyn FnMut(Document),
    ) -> Result<Ended, Crash> {
        self.served = self.served.saturating_add(1);
        // What was said about earlier files explains nothing now.
        self.last_words
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
        let sent = self
            .input
            .as_mut()
            .is_some_and(|input| write_message(input, request).is_ok());
        if !sent {
            return Ok(Ended::NeverBegan(self.end()));
        }
        let mut began = false;
        let mut waited = Duration::ZERO;
        loop {
            let patience = options.stall.min(options.total.saturating_sub(waited));
            // The time that a worker takes has nothing to do with the time of day.
            let start = Instant::now();
            let received = self.frames.recv_timeout(patience);
            waited = waited.saturating_add(start.elapsed());
            let frame = match received {
                Ok(Ok(frame)) => frame,
                Ok(Err(nonsense)) => return Err(Crash::Garbled(nonsense)),
                Err(RecvTimeoutError::Timeout) if waited >= options.total => {
                    return Err(Crash::TooLong(options.total));
                }
                Err(RecvTimeoutError::Timeout) => return Err(Crash::Stalled(options.stall)),
                Err(RecvTimeoutError::Disconnected) if began => return Err(self.end()),
                Err(RecvTimeoutError::Disconnected) => return Ok(Ended::NeverBegan(self.end())),
            };
            match frame.kind {
                Kind::Ready => {}
                Kind::Step => began = true,
                Kind::Document => match serde_json::from_slice(&frame.body) {
                    Ok(document) => take(document),
                    Err(error) => return Err(Crash::Garbled(error.to_string())),
                },
                Kind::End => return Ok(Ended::Done),
                Kind::Unreadable => return Ok(Ended::Unreadable(text(&frame.body))),
                Kind::Panicked => return Err(Crash::Panicked(text(&frame.body))),
            }
        }
    }

    /// Waits for a worker whose output has ended, and tells how it died.
    fn end(&mut self) -> Crash {
        // It has closed its output; should it go on all the same, it must not keep the pool waiting.
        let _ = self.child.kill();
        let how = self.child.wait().map_or_else(|error| error.to_string(), describe);
        let _ = self.listener.take().map(JoinHandle::join);
        let words = self.last_words.lock().unwrap_or_else(PoisonError::into_inner);
        let words = text(&words);
        // The first line tells what happened; a backtrace may follow.
        let first = words
            .lines()
            .map(str::trim)
            .find(|line| !line.is_empty())
            .unwrap_or_default();
        Crash::Ended(if first.is_empty() {
            how
        } else {
            format!("{how}: {first}")
        })
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn forward(mut output: ChildStdout, send: &SyncSender<Result<Frame, String>>) {
    match read_greeting(&mut output) {
        Ok(true) => {}
        Ok(false) => return,
        Err(error) => {
            let _ = send.send(Err(error.to_string()));
            return;
        }
    }
    loop {
        let frame = match read_frame(&mut output) {
            Ok(Some(frame)) => Ok(frame),
            Ok(None) => return,
            // A frame cut short is the mark of a worker that died, not of one that talks nonsense.
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return,
            Err(error) => Err(error.to_string()),
        };
        let is_last = frame.is_err();
        if send.send(frame).is_err() || is_last {
            return;
        }
    }
}

fn keep_last_words(mut errors: ChildStderr, kept: &Mutex<Vec<u8>>) {
    let mut piece = [0; 1024];
    while let Ok(read) = errors.read(&mut piece) {
        let Some(part) = piece.get(..read).filter(|part| !part.is_empty()) else {
            return;
        };
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend_from_slice(part);
        let surplus = kept.len().saturating_sub(LAST_WORDS);
        kept.drain(..surplus);
    }
}

fn describe(status: ExitStatus) -> String {
    match (status.signal(), status.code()) {
        (Some(signal), _) => format!("signal {signal}"),
        (None, Some(code)) => format!("exit code {code}"),
        (None, None) => "no status".to_owned(),
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
