//! The program under test: running a command, keeping a server, an index of the samples that tests share.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// The admin key of every server here.
pub(crate) const KEY: &str = "a key for tests";

/// The binary.
pub(crate) fn quarry() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quarry"));
    command.env_remove("QUARRY_DATA").env("QUARRY_ADMIN_KEY", KEY);
    command
}

/// Root of the checkout.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Folder of the sample documents.
pub(crate) fn samples() -> PathBuf {
    root().join("samples/documents")
}

/// Runs a command and gives what it printed.
pub(crate) fn run(command: &mut Command) -> Output {
    command.stdin(Stdio::null()).output().unwrap()
}

/// Stdout of a command that has to end with exit code 0.
pub(crate) fn stdout(command: &mut Command) -> String {
    let output = run(command);
    assert!(
        output.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// Reads the papers of a folder into a data folder.
pub(crate) fn ingest(papers: &Path, data: &Path) {
    stdout(quarry().arg("ingest").arg(papers).arg("--data").arg(data));
}

/// A data folder in which papers are indexed, each a file name and its text.
pub(crate) fn index_of<'a>(papers: impl IntoIterator<Item = (&'a str, &'a str)>) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in papers {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let data = tempfile::tempdir().unwrap();
    ingest(folder.path(), data.path());
    data
}

/// A data folder in which the samples are indexed; made once, read by many, never written to.
pub(crate) fn indexed() -> &'static Path {
    static INDEXED: OnceLock<TempDir> = OnceLock::new();
    INDEXED
        .get_or_init(|| {
            let folder = tempfile::tempdir().unwrap();
            ingest(&samples(), folder.path());
            folder
        })
        .path()
}

/// A running server on a data folder of its own; killed when dropped.
pub(crate) struct Server {
    child: Child,
    /// `http://host:port`.
    pub(crate) url: String,
    data: TempDir,
}

impl Server {
    /// A server over an index of the samples, with `prepare` applied to its data folder before it starts.
    pub(crate) fn start(prepare: impl FnOnce(&Path)) -> Self {
        let data = tempfile::tempdir().unwrap();
        stdout(
            quarry()
                .arg("ingest")
                .arg(samples())
                .arg("--data")
                .arg(data.path()),
        );
        prepare(data.path());
        let log = data.path().join("serve.log");
        let mut child = quarry()
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(std::fs::File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            let said = std::fs::read_to_string(&log).unwrap();
            if let Some(url) = said.lines().find_map(|l| l.strip_prefix("serving on ")) {
                return Self {
                    child,
                    url: url.to_owned(),
                    data,
                };
            }
            assert!(
                child.try_wait().unwrap().is_none() && Instant::now() < deadline,
                "no server: {said}"
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The data folder that it holds.
    pub(crate) fn data(&self) -> &Path {
        self.data.path()
    }

    /// An address below the server.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The folder of test tools that `make test` fills; tests that need one of them say loudly when it is absent.
pub(crate) fn tools(part: &str) -> Option<PathBuf> {
    let tools = std::env::var_os("QUARRY_TEST_TOOLS").map_or_else(|| root().join(".tools"), PathBuf::from);
    if tools.join(part).is_dir() {
        return Some(tools);
    }
    eprintln!(
        "SKIPPED: {} is missing; `make test` brings it",
        tools.join(part).display()
    );
    None
}
