//! The worker's side: read a request, parse, send the documents.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Resource, Rlimit, setrlimit};

use super::protocol::{GREETING, Kind, Limits, Request, read_message, write_frame};
use crate::document::{Diagnostic, Document};
use crate::progress;
use crate::read::{ReadError, ReadOptions};

/// Stack of the thread that parses, in bytes. Readers bound their depth; this leaves them room.
const STACK: usize = 64 << 20;

/// Steps closer together than this are one to the pool: a reader may make a million of them.
const SELDOM: Duration = Duration::from_millis(20);

/// Why a worker ended otherwise than by the end of its input.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The limits cannot be set.
    #[error("the limits of the worker cannot be set")]
    Limit(#[source] io::Error),
    /// The pool is gone, or its words are no requests.
    #[error("the worker has lost its pool")]
    Pipe(#[source] io::Error),
    /// The thread that parses cannot be started.
    #[error("the worker cannot start its reader")]
    Thread(#[source] io::Error),
}

/// Parses what comes in by `input`, with [`crate::parse`], until that ends. The end of the input while a file is being
/// parsed ends the process.
///
/// # Errors
/// Where the pool is gone or a limit cannot be set.
pub fn serve<R, W>(input: R, output: W) -> Result<(), ServeError>
where
    R: Read + Send + 'static,
    W: Write + Send + 'static,
{
    serve_with(input, output, crate::parse)
}

/// As [`serve`], with a parser of the caller's.
///
/// # Errors
/// As [`serve`].
pub fn serve_with<R, W>(
    mut input: R,
    output: W,
    parse: impl Fn(&str, &[u8], &ReadOptions) -> Vec<Document> + Send + 'static,
) -> Result<(), ServeError>
where
    R: Read + Send + 'static,
    W: Write + Send + 'static,
{
    let Some(limits) = read_message::<Limits>(&mut input).map_err(ServeError::Pipe)? else {
        return Ok(());
    };
    set_limits(limits).map_err(ServeError::Limit)?;
    let requests = receive(input);
    let worker = thread::Builder::new()
        .name("parse".to_owned())
        .stack_size(STACK)
        .spawn(move || Child::new(output, limits).and_then(|child| child.answer_all(&requests, &parse)))
        .map_err(ServeError::Thread)?;
    let answered = worker
        .join()
        .unwrap_or_else(|_| Err(io::Error::other("the worker panicked")));
    answered.map_err(ServeError::Pipe)
}

/// Requests as they come. When the pool is gone there is nobody to kill a reader that hangs, so the process ends then,
/// whatever it is doing.
fn receive(mut input: impl Read + Send + 'static) -> Receiver<Request> {
    let (send, requests) = channel();
    thread::spawn(move || {
        while let Ok(Some(request)) = read_message::<Request>(&mut input) {
            if send.send(request).is_err() {
                return;
            }
        }
        #[expect(clippy::exit, reason = "an orphan must not go on")]
        std::process::exit(0);
    });
    requests
}

fn set_limits(limits: Limits) -> io::Result<()> {
    let limit = |bytes| Rlimit {
        current: Some(bytes),
        maximum: Some(bytes),
    };
    setrlimit(Resource::As, limit(limits.memory_bytes))?;
    // A reader that aborts is expected; a dump of its memory, with a document in it, is not wanted.
    setrlimit(Resource::Core, limit(0))?;
    // Where the whole machine runs short, a reader is to go and not its pool. Not every system has the file.
    let _ = std::fs::write("/proc/self/oom_score_adj", "500");
    Ok(())
}

struct Child<W: Write> {
    /// Shared with the hook that reports steps.
    output: Rc<RefCell<BufWriter<W>>>,
    file_bytes: u64,
}

impl<W: Write + 'static> Child<W> {
    fn new(output: W, limits: Limits) -> io::Result<Self> {
        let mut output = BufWriter::with_capacity(1 << 16, output);
        output.write_all(GREETING)?;
        let child = Self {
            output: Rc::new(RefCell::new(output)),
            file_bytes: limits.file_bytes,
        };
        child.say(Kind::Ready, b"")?;
        Ok(child)
    }

    fn say(&self, kind: Kind, body: &[u8]) -> io::Result<()> {
        let mut output = self.output.borrow_mut();
        write_frame(&mut *output, kind, body)?;
        output.flush()
    }

    fn answer_all(
        &self,
        requests: &Receiver<Request>,
        parse: &impl Fn(&str, &[u8], &ReadOptions) -> Vec<Document>,
    ) -> io::Result<()> {
        for request in requests {
            // The first step says that the request has come.
            self.say(Kind::Step, b"")?;
            self.answer(&request, parse)?;
        }
        Ok(())
    }

    fn answer(
        &self,
        request: &Request,
        parse: &impl Fn(&str, &[u8], &ReadOptions) -> Vec<Document>,
    ) -> io::Result<()> {
        let documents = match self.load(request) {
            Ok(Loaded::Bytes(bytes)) => match self.parse_watched(request, &bytes, parse) {
                Ok(documents) => documents,
                Err(words) => return self.say(Kind::Panicked, words.as_bytes()),
            },
            Ok(Loaded::TooLarge(refused)) => vec![*refused],
            Err(error) => return self.say(Kind::Unreadable, error.to_string().as_bytes()),
        };
        for document in documents {
            self.say(Kind::Document, &serde_json::to_vec(&document)?)?;
        }
        self.say(Kind::End, b"")
    }

    fn parse_watched(
        &self,
        request: &Request,
        bytes: &[u8],
        parse: &impl Fn(&str, &[u8], &ReadOptions) -> Vec<Document>,
    ) -> Result<Vec<Document>, String> {
        let options = ReadOptions {
            password: request.password.clone(),
            // The engine is the program's to choose: it comes in with the parser that serves.
            ..ReadOptions::default()
        };
        let output = Rc::clone(&self.output);
        let mut last = Instant::now();
        let report = move || {
            if last.elapsed() < SELDOM {
                return;
            }
            last = Instant::now();
            let mut output = output.borrow_mut();
            // A broken pipe shows at the next frame that matters, and at the end of the input.
            let _ = write_frame(&mut *output, Kind::Step, b"").and_then(|()| output.flush());
        };
        let work = || progress::watch(report, || parse(&request.source_name, bytes, &options));
        catch_unwind(AssertUnwindSafe(work)).map_err(|payload| words_of(payload.as_ref()))
    }

    /// The bytes of the file, or its refusal where it is too large to be held in memory.
    fn load(&self, request: &Request) -> io::Result<Loaded> {
        let mut file = File::open(&request.path)?;
        let size = file.metadata()?.len();
        let mut bytes = Vec::new();
        let fits = size <= self.file_bytes
            && usize::try_from(size).is_ok_and(|size| bytes.try_reserve_exact(size).is_ok());
        if !fits {
            let mut hasher = blake3::Hasher::new();
            let mut piece = vec![0; 1 << 20];
            loop {
                let read = file.read(&mut piece)?;
                let Some(part) = piece.get(..read).filter(|part| !part.is_empty()) else {
                    break;
                };
                hasher.update(part);
                self.say(Kind::Step, b"")?;
            }
            let error = ReadError::Limit(format!("the file has {size} bytes"));
            return Ok(Loaded::TooLarge(Box::new(Document {
                source: request.source_name.clone(),
                blake3: hasher.finalize().to_hex().to_string(),
                title: request.source_name.clone(),
                diagnostics: vec![Diagnostic::error(error.code(), error.to_string())],
                ..Document::default()
            })));
        }
        file.take(size).read_to_end(&mut bytes)?;
        Ok(Loaded::Bytes(bytes))
    }
}

enum Loaded {
    Bytes(Vec<u8>),
    TooLarge(Box<Document>),
}

fn words_of(payload: &(dyn std::any::Any + Send)) -> String {
    let words = payload.downcast_ref::<&str>().map(|words| (*words).to_owned());
    words
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "without a word".to_owned())
}
