//! `kill -9` at any moment of an ingestion or a removal, again and again on one data folder: what was reported stays, no document
//! is half there, graph and indexes agree, and the next run makes of it what an undisturbed one makes.
//!
//! `QUARRY_TEST_KILLS=1000` makes an evening of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::program::{indexed, quarry, samples, stdout};

/// How often the program is killed; more with the variable.
const KILLS: usize = 24;
const KILLS_VARIABLE: &str = "QUARRY_TEST_KILLS";
/// Kills between two looks at everything.
const BETWEEN_LOOKS: usize = 12;

/// Files in the folder, and texts that each may have.
const FILES: usize = 8;
const VERSIONS: usize = 5;

/// Lines of the documents' graphs. The ontology's own has blank nodes, which no two stores name alike.
fn facts(data: &Path) -> Vec<String> {
    let printed = stdout(
        quarry()
            .args(["export", "--format", "nquads", "--data"])
            .arg(data),
    );
    let of_documents = printed
        .lines()
        .filter(|l| l.ends_with("> .") && l.contains(" <urn:quarry:document:"));
    let mut lines: Vec<String> = of_documents.map(str::to_owned).collect();
    lines.sort();
    lines
}

/// The graph of each document, by its source.
type Graphs = BTreeMap<String, BTreeSet<String>>;

fn graphs(data: &Path) -> Graphs {
    const SOURCE: &str = " <urn:quarry:ontology#source> \"";
    let mut by_graph: BTreeMap<String, (Option<String>, BTreeSet<String>)> = BTreeMap::new();
    for line in facts(data) {
        let graph = line.rsplit(' ').nth(1).unwrap().to_owned();
        let (source, lines) = by_graph.entry(graph).or_default();
        if let Some((_, rest)) = line.split_once(SOURCE) {
            *source = rest.split('"').next().map(str::to_owned);
        }
        lines.insert(line);
    }
    let named = |(source, lines): (Option<String>, BTreeSet<String>)| (source.unwrap(), lines);
    by_graph.into_values().map(named).collect()
}

fn ingest(folder: &Path, data: &Path) -> Command {
    let mut command = quarry();
    command
        .args(["ingest", "--allow-mass-removal", "--data"])
        .arg(data)
        .arg(folder)
        .env("QUARRY_INGEST_SETTLE_SECONDS", "0")
        .env("QUARRY_INGEST_WORKERS", "1")
        .env("QUARRY_MODELS_THREADS", "1");
    command
}

/// Numbers without pattern (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % n as u64) as usize
    }
}

fn name(file: usize) -> &'static str {
    [
        "a.md", "b.txt", "c.csv", "d.jsonl", "e.html", "f.md", "g.txt", "h.csv",
    ][file]
}

/// What the file says in a version. Files share their people and offices, so that one document's graph is not another's.
fn text(file: usize, version: usize) -> String {
    let office = ["Umber Harbour Office", "潮汐觀測局", "한빛기록원"][(file + version) % 3];
    let person = ["Ada Quillon", "林語安", "양건규"][version % 3];
    let head = format!(
        "{office} was founded in 19{file}{version}. {person} leads {office}. The survey of number {file} version {version}."
    );
    match name(file).rsplit('.').next().unwrap() {
        "csv" => {
            let rows: Vec<String> = (0..20 + 7 * version)
                .map(|r| format!("{office} {r},{},{person}", r * 10 + version))
                .collect();
            format!("office,survey,lead\n{}\n", rows.join("\n"))
        }
        "jsonl" => (0..2 + version)
            .map(|r| {
                serde_json::json!({ "id": format!("r{r}"), "title": format!("survey {r}"), "text": head })
                    .to_string()
                    + "\n"
            })
            .collect(),
        "html" => format!("<html><body><h1>{office}</h1><p>{head}</p></body></html>"),
        _ if version == 4 && file == 1 => {
            // Long and without repetition, so that the content goes into a file of its own.
            let noise: String = (0u64..1200)
                .map(|i| format!("{:x} ", (i + file as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)))
                .collect();
            format!("{head}\n\n{noise}\n")
        }
        _ => format!("{head}\n\nThe survey goes on at {office}.\n"),
    }
}

/// The papers and what may be known of them.
struct World {
    folder: TempDir,
    data: PathBuf,
    scratch: TempDir,
    numbers: Numbers,
    /// Graphs of each file's documents, by version.
    known: BTreeMap<(usize, usize), Graphs>,
    /// What each file may be in the index: the last that is certain, and what was tried since.
    possible: Vec<BTreeSet<Option<usize>>>,
    /// What each file is on disk.
    present: Vec<Option<usize>>,
}

fn of_file(graphs: &Graphs, file: usize) -> Graphs {
    let belongs = |source: &str| source.split('#').next() == Some(name(file));
    graphs
        .iter()
        .filter(|(source, _)| belongs(source))
        .map(|(source, lines)| (source.clone(), lines.clone()))
        .collect()
}

impl World {
    fn new() -> Self {
        let scratch = tempfile::tempdir().unwrap();
        let (folder, data) = (tempfile::tempdir().unwrap(), scratch.path().join("data"));
        let mut known = BTreeMap::new();
        for version in 0..VERSIONS {
            let (papers, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
            for file in 0..FILES {
                fs::write(papers.path().join(name(file)), text(file, version)).unwrap();
            }
            stdout(&mut ingest(papers.path(), data.path()));
            let all = graphs(data.path());
            for file in 0..FILES {
                let graphs = of_file(&all, file);
                assert!(!graphs.is_empty(), "{} gives no document", name(file));
                known.insert((file, version), graphs);
            }
        }
        let mut this = Self {
            folder,
            data,
            scratch,
            numbers: Numbers(0x5EED),
            known,
            possible: vec![BTreeSet::from([None]); FILES],
            present: vec![None; FILES],
        };
        // How a folder comes to be is the other test's.
        this.write(0, Some(0));
        stdout(&mut ingest(this.folder.path(), &this.data));
        this.possible[0] = BTreeSet::from([Some(0)]);
        this
    }

    fn write(&mut self, file: usize, version: Option<usize>) {
        let path = self.folder.path().join(name(file));
        match version {
            Some(version) => fs::write(path, text(file, version)).unwrap(),
            None => {
                let _ = fs::remove_file(path);
            }
        }
        self.present[file] = version;
    }

    /// Changes some of the papers, and gives the command that is to follow.
    fn step(&mut self) -> Command {
        if self.numbers.below(6) == 0 {
            let mut command = quarry();
            command.arg("remove");
            for source in graphs(&self.data).into_keys() {
                let file = (0..FILES)
                    .find(|f| source.split('#').next() == Some(name(*f)))
                    .unwrap();
                if self.numbers.below(3) == 0 {
                    // Of several records some may go.
                    self.possible[file].extend([None]);
                    command.arg(source);
                }
            }
            if command.get_args().count() > 1 {
                command.arg("--data").arg(&self.data);
                return command;
            }
        }
        for _ in 0..1 + self.numbers.below(4) {
            let file = self.numbers.below(FILES);
            let version = self.numbers.below(VERSIONS);
            let stays = self.numbers.below(4) > 0;
            self.write(file, stays.then_some(version));
        }
        if self.present.iter().all(Option::is_none) {
            // A source that is empty is refused, and rightly.
            self.write(0, Some(0));
        }
        for (possible, present) in self.possible.iter_mut().zip(&self.present) {
            possible.insert(*present);
        }
        ingest(self.folder.path(), &self.data)
    }

    /// Runs the command and kills it at a moment that nobody chose; false where it was faster.
    fn kill(&mut self, mut command: Command) -> bool {
        let said = self.scratch.path().join("said");
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(&said).unwrap())
            .spawn()
            .unwrap();
        // Every other time the clock begins to run when the store is written to: most of a run is spent before that.
        let written = |data: &Path| -> u64 {
            let logs = fs::read_dir(data.join("graph")).into_iter().flatten().flatten();
            logs.filter(|f| f.path().extension().is_some_and(|e| e == "log"))
                .filter_map(|f| Some(f.metadata().ok()?.len()))
                .sum()
        };
        if self.numbers.below(2) == 0 {
            let (before, begun) = (written(&self.data), Instant::now());
            // The first write says that the run begins.
            let more = |n: u64| n > before + 400;
            while !more(written(&self.data)) && begun.elapsed() < Duration::from_millis(1500) {
                if child.try_wait().unwrap().is_some() {
                    break;
                }
                std::thread::sleep(Duration::from_micros(500));
            }
            std::thread::sleep(Duration::from_micros(self.numbers.below(60_000) as u64));
        } else {
            std::thread::sleep(Duration::from_millis(self.numbers.below(900) as u64));
        }
        let _ = child.kill();
        let killed = child.wait().unwrap().signal() == Some(9);
        self.hold_to(&fs::read_to_string(&said).unwrap());
        killed
    }

    /// What was reported is certain.
    fn hold_to(&mut self, said: &str) {
        for line in said.lines() {
            let mut words = line.split_whitespace();
            let (Some(how), Some(file)) = (words.next(), words.next()) else {
                continue;
            };
            let Some(file) = (0..FILES).find(|f| name(*f) == file) else {
                continue;
            };
            match how {
                "added" | "changed" => self.possible[file] = BTreeSet::from([self.present[file]]),
                "removed" => self.possible[file] = BTreeSet::from([None]),
                _ => {}
            }
        }
    }

    /// Each document is whole, and of a version that it may have; every passage is found by its words and by its vector.
    fn look(&self) {
        let found = graphs(&self.data);
        for file in 0..FILES {
            let sources: BTreeSet<String> = of_file(&found, file).into_keys().collect();
            for source in &sources {
                let may_be = self.possible[file]
                    .iter()
                    .flatten()
                    .any(|version| self.known[&(file, *version)].get(source) == found.get(source));
                assert!(may_be, "{source} is none of {:?}", self.possible[file]);
            }
            if self.possible[file].len() == 1
                && let Some(Some(version)) = self.possible[file].first()
            {
                let whole: BTreeSet<String> = self.known[&(file, *version)].keys().cloned().collect();
                assert_eq!(sources, whole, "what was reported is gone");
            }
        }
        let wanted: BTreeSet<String> = found.into_keys().collect();
        for mode in ["passages", "vectors"] {
            assert_eq!(self.searched(&self.data, mode), wanted, "{mode}");
        }
    }

    /// The documents that a question finds which has a word of each.
    fn searched(&self, data: &Path, mode: &str) -> BTreeSet<String> {
        let printed = stdout(
            quarry()
                .args([
                    "search",
                    "survey lead founded",
                    "--json",
                    "-k",
                    "2000",
                    "--mode",
                    mode,
                    "--data",
                ])
                .arg(data),
        );
        let printed: serde_json::Value = serde_json::from_str(&printed).unwrap();
        let hits = printed["retrieved"].as_array().unwrap();
        hits.iter()
            .map(|h| h["source"].as_str().unwrap().to_owned())
            .collect()
    }

    /// One run that nobody disturbs, and the same of a folder that never knew anything else.
    fn compare(&mut self) {
        stdout(&mut ingest(self.folder.path(), &self.data));
        let fresh = tempfile::tempdir().unwrap();
        stdout(&mut ingest(self.folder.path(), fresh.path()));
        assert!(facts(&self.data) == facts(fresh.path()), "the graph is another");
        for (possible, present) in self.possible.iter_mut().zip(&self.present) {
            *possible = BTreeSet::from([*present]);
        }
        self.look();
        let answer =
            |data: &Path, arguments: &[&str]| stdout(quarry().args(arguments).arg("--data").arg(data));
        for arguments in [
            ["search", "Who leads 潮汐觀測局?", "--json"],
            ["search", "survey 한빛기록원", "--json"],
            ["export", "--format=facts", "--inferred"],
        ] {
            let sorted = |data: &Path| {
                let mut lines: Vec<String> = answer(data, &arguments).lines().map(str::to_owned).collect();
                lines.sort();
                lines
            };
            assert_eq!(sorted(&self.data), sorted(fresh.path()), "{arguments:?}");
        }
    }
}

#[test]
fn killed_again_and_again_it_is_whole() {
    let wanted = std::env::var(KILLS_VARIABLE)
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(KILLS);
    let mut world = World::new();
    let (mut kills, mut finished, mut looks) = (0, 0, 0);
    while kills < wanted {
        let command = world.step();
        let removes = command.get_args().next() == Some("remove".as_ref());
        if world.kill(command) {
            kills += 1;
        } else {
            finished += 1;
        }
        if removes || kills % 3 == 0 {
            world.look();
            looks += 1;
        }
        if kills % BETWEEN_LOOKS == 0 {
            world.compare();
        }
        if kills % 100 == 0 {
            eprintln!("{kills} kills, {finished} runs that were faster, {looks} looks");
        }
    }
    world.compare();
    eprintln!(
        "{kills} kills, {finished} runs that were faster, {looks} looks; {} documents at the end",
        graphs(&world.data).len()
    );
}

#[test]
fn a_killed_ingestion_is_made_whole_by_the_next() {
    let undisturbed = facts(indexed());
    assert!(undisturbed.len() > 100, "only {} lines", undisturbed.len());
    for milliseconds in [60, 200, 400, 700] {
        let data = tempfile::tempdir().unwrap();
        let mut child = quarry()
            .arg("ingest")
            .arg(samples())
            .arg("--data")
            .arg(data.path())
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        child.kill().unwrap(); // SIGKILL
        child.wait().unwrap();
        stdout(
            quarry()
                .arg("ingest")
                .arg(samples())
                .arg("--data")
                .arg(data.path()),
        );
        assert!(
            facts(data.path()) == undisturbed,
            "killed after {milliseconds} ms, the graph is another"
        );
        let found = stdout(
            quarry()
                .args(["search", "藍藻", "--json", "--data"])
                .arg(data.path()),
        );
        assert_eq!(
            found,
            stdout(
                quarry()
                    .args(["search", "藍藻", "--json", "--data"])
                    .arg(indexed())
            )
        );
    }
}
