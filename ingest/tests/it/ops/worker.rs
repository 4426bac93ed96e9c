#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use quarry_ingest::worker::{Crash, Pool, WorkerError, WorkerOptions, serve_with};
use quarry_ingest::{Document, ReadOptions, progress};
use tempfile::TempDir;

/// The worker: this test binary, started again for this one test, with a parser that does what the file says.
#[test]
#[ignore = "the worker process of the other tests"]
fn child() {
    serve_with(std::io::stdin(), std::io::stdout(), |name, bytes, options| {
        obey(name, bytes, options)
    })
    .unwrap();
}

fn obey(name: &str, bytes: &[u8], options: &ReadOptions) -> Vec<Document> {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let (order, argument) = text.split_once(' ').unwrap_or((&text, ""));
    match order {
        "records" => {
            let count: usize = argument.parse().unwrap();
            (0..count)
                .map(|number| document(&format!("{name}#{number}"), &"字".repeat(1000)))
                .collect()
        }
        "loop" => loop {
            thread::sleep(Duration::from_millis(5));
        },
        "slow" => {
            for _ in 0..20 {
                thread::sleep(Duration::from_millis(50));
                progress::step();
            }
            vec![document(name, "done in the end")]
        }
        "endless" => loop {
            thread::sleep(Duration::from_millis(5));
            progress::step();
        },
        "allocate" => {
            let hoard: Vec<Vec<u8>> = (0..4096_u32).map(|n| vec![n.to_le_bytes()[0]; 1 << 20]).collect();
            vec![document(name, &hoard.len().to_string())]
        }
        "abort" => std::process::abort(),
        "overflow" => vec![document(name, &descend(0).to_string())],
        "panic" => panic!("no such glyph"),
        // Dies, unless it finds the trace of an earlier try beside the file.
        "once" => {
            if fs::exists(argument).unwrap() {
                return vec![document(name, "second try")];
            }
            fs::write(argument, "").unwrap();
            std::process::abort();
        }
        "password" => vec![document(name, options.password.as_deref().unwrap_or("none"))],
        other => vec![document(name, other)],
    }
}

#[expect(unconditional_recursion, reason = "that is the point")]
fn descend(depth: u64) -> u64 {
    let frame = std::hint::black_box([depth; 64]);
    descend(depth + 1) + std::hint::black_box(frame).iter().sum::<u64>()
}

fn document(source: &str, title: &str) -> Document {
    Document {
        source: source.to_owned(),
        title: title.to_owned(),
        ..Document::default()
    }
}

fn options() -> WorkerOptions {
    let arguments = ["ops::worker::child", "--exact", "--ignored", "--nocapture"];
    WorkerOptions {
        memory_bytes: 512 << 20,
        ..WorkerOptions::new(
            std::env::current_exe().unwrap(),
            arguments.map(str::to_owned).to_vec(),
            2,
        )
    }
}

struct Bench {
    folder: TempDir,
    pool: Pool,
}

impl Bench {
    fn new(options: WorkerOptions) -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            pool: Pool::new(options),
        }
    }

    fn file(&self, name: &str, order: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, order).unwrap();
        path
    }

    fn parse(&self, order: &str) -> Result<Vec<Document>, WorkerError> {
        let name = format!("{}.txt", order.split(' ').next().unwrap_or_default());
        self.pool
            .parse(&self.file(&name, order), &name, &ReadOptions::default())
    }

    fn crash(&self, order: &str) -> Crash {
        match self.parse(order).unwrap_err() {
            WorkerError::Quarantined { crashes: 3, last, .. } => last,
            other => panic!("{order}: {other}"),
        }
    }
}

#[test]
fn documents_come_back_and_the_worker_is_used_again() {
    let bench = Bench::new(options());
    let documents = bench.parse("年度報告").unwrap();
    assert_eq!(documents.len(), 1);
    assert_eq!(documents.first().unwrap().source, "年度報告.txt");
    assert_eq!(bench.parse("second").unwrap().first().unwrap().title, "second");
    let secret = ReadOptions {
        password: Some("열쇠".to_owned()),
        ..ReadOptions::default()
    };
    let path = bench.file("p.txt", "password");
    assert_eq!(
        bench
            .pool
            .parse(&path, "p.txt", &secret)
            .unwrap()
            .first()
            .unwrap()
            .title,
        "열쇠"
    );
}

#[test]
fn thousands_of_records_stream() {
    let bench = Bench::new(options());
    let documents = bench.parse("records 5000").unwrap();
    assert_eq!(documents.len(), 5000);
    assert_eq!(documents.last().unwrap().source, "records.txt#4999");
}

#[test]
fn what_kills_its_worker_three_times_is_given_up_and_the_next_file_goes_on() {
    let bench = Bench::new(options());
    assert_eq!(bench.crash("abort"), Crash::Ended("signal 6".to_owned()));
    assert!(matches!(bench.crash("allocate"), Crash::Ended(how) if how.contains("memory allocation")));
    assert!(matches!(bench.crash("overflow"), Crash::Ended(how) if how.contains("overflow")));
    assert!(matches!(bench.crash("panic"), Crash::Panicked(words) if words == "no such glyph"));
    let error = bench.parse("abort").unwrap_err();
    assert_eq!(
        error.to_string(),
        "abort.txt killed its reader 3 times: the reader ended early (signal 6)"
    );
    assert_eq!(bench.parse("well").unwrap().len(), 1);
}

#[test]
fn a_crash_that_does_not_come_again_is_forgiven() {
    let bench = Bench::new(options());
    let trace = bench.folder.path().join("trace");
    let documents = bench.parse(&format!("once {}", trace.display())).unwrap();
    assert_eq!(documents.first().unwrap().title, "second try");
}

#[test]
fn a_reader_without_progress_is_killed_and_a_slow_one_is_not() {
    let bench = Bench::new(WorkerOptions {
        stall: Duration::from_millis(400),
        ..options()
    });
    assert_eq!(bench.crash("loop"), Crash::Stalled(Duration::from_millis(400)));
    // A second in all, but a step every twentieth of one.
    assert_eq!(
        bench.parse("slow").unwrap().first().unwrap().title,
        "done in the end"
    );
}

#[test]
fn a_reader_that_never_comes_to_an_end_is_killed_though_it_makes_progress() {
    let bench = Bench::new(WorkerOptions {
        total: Duration::from_millis(500),
        ..options()
    });
    assert_eq!(bench.crash("endless"), Crash::TooLong(Duration::from_millis(500)));
}

#[test]
fn several_threads_share_a_pool() {
    let bench = Bench::new(options());
    thread::scope(|scope| {
        for thread in 0..6 {
            let bench = &bench;
            scope.spawn(move || {
                for file in 0..10 {
                    let name = format!("{thread}-{file}");
                    let path = bench.file(&name, if file == 5 { "abort" } else { &name });
                    let parsed = bench.pool.parse(&path, &name, &ReadOptions::default());
                    match parsed {
                        Ok(documents) => assert_eq!(documents.first().unwrap().title, name),
                        Err(error) => assert!(file == 5 && matches!(error, WorkerError::Quarantined { .. })),
                    }
                }
            });
        }
    });
}

#[test]
fn a_file_that_is_gone_or_too_large_kills_nothing() {
    let bench = Bench::new(WorkerOptions {
        file_bytes: 100,
        ..options()
    });
    let gone = bench.folder.path().join("gone.txt");
    let error = bench
        .pool
        .parse(&gone, "gone.txt", &ReadOptions::default())
        .unwrap_err();
    assert!(matches!(error, WorkerError::Unreadable { .. }), "{error}");

    let large = "x".repeat(101);
    let refused = bench.parse(&large).unwrap();
    let refused = refused.first().unwrap();
    assert!(refused.is_refused());
    assert_eq!(refused.diagnostics.first().unwrap().code, "limit");
    assert_eq!(
        refused.blake3,
        blake3::hash(large.as_bytes()).to_hex().to_string()
    );
}

#[test]
fn a_program_that_is_no_worker_is_told_as_such() {
    for program in ["/bin/true", "/nowhere/at/all"] {
        let bench = Bench::new(WorkerOptions {
            program: program.into(),
            arguments: Vec::new(),
            ..options()
        });
        assert!(
            matches!(bench.parse("x"), Err(WorkerError::Spawn { .. })),
            "{program}"
        );
    }
}
