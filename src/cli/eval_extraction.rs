//! `quarry eval extraction`: entities and statements against labelled sets and the project's own gold.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use quarry_extract::evaluation::gold::{Gold, GoldScores, Part};
use quarry_extract::evaluation::labelled::{self, Labelled};
use quarry_extract::evaluation::negatives;
use quarry_extract::evaluation::scores::{EntityScores, Stretch, Tally, stretches};
use quarry_extract::{Calibration, Clues, EntityType, Example, Extractor, KnownNames};
use serde_json::json;

use super::{Outcome, eval_relations};
use crate::invocation::Invocation;
use crate::output;

/// Measure entities and statements against labelled sets and the project's own gold
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folder with the labelled sets, uner_zh_gsd, klue and uner_en_ewt, or a tar.xz that holds them
    #[arg(long, value_name = "DIR|TAR.XZ", required_unless_present_any = ["gold", "relations"])]
    sets: Option<PathBuf>,
    /// Folder with the sets of facts, knowledgenet and boostcamp_ko_re, or a tar.xz that holds them
    #[arg(long, value_name = "DIR|TAR.XZ")]
    relations: Option<PathBuf>,
    /// Folder with the project's own gold
    #[arg(long, value_name = "DIR")]
    gold: Option<PathBuf>,
    /// Fit the confidences of names on the sets' development parts, and on that half of the gold, and write the table
    #[arg(long, value_name = "FILE", requires = "sets")]
    calibrate: Option<PathBuf>,
    /// Fit on Korean and English development parts too, for weights that were not trained on them
    #[arg(long, requires = "calibrate")]
    unseen: bool,
    /// Also measure what a file of the names unseen in training adds
    #[arg(long, requires = "sets")]
    names_gain: bool,
    /// Name every error in the half of the gold that is for developing
    #[arg(long)]
    notes: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// A public set: its name, language, file below the folder, and reader.
type Set = (
    &'static str,
    &'static str,
    &'static str,
    fn(&str) -> Vec<Labelled>,
);

const SETS: [Set; 3] = [
    (
        "UNER Chinese-GSD test",
        "zh-Hant",
        "uner_zh_gsd/zh_gsd-ud-test.iob2",
        labelled::universal,
    ),
    (
        "KLUE-NER held-out fifth",
        "ko",
        "klue/klue-ner-v1.1_dev.tsv",
        labelled::klue,
    ),
    (
        "UNER English-EWT test",
        "en",
        "uner_en_ewt/en_ewt-ud-test.iob2",
        labelled::universal,
    ),
];

/// A set as measured twice: the model alone, and with rules.
struct Row {
    name: String,
    language: &'static str,
    sentences: usize,
    model: EntityScores,
    ruled: EntityScores,
    /// The same on the sentences that no confidence was fitted on.
    unseen: [EntityScores; 2],
}

pub(super) fn run(args: &Args, invocation: &Invocation) -> Result<Outcome> {
    let extractor = invocation.extractor()?;
    let mut report = serde_json::Map::new();
    if let Some(sets) = &args.sets {
        let folder = Unpacked::new(sets)?;
        if let Some(out) = &args.calibrate {
            return calibrate(args, &folder.path, invocation, out);
        }
        let rows = public_sets(&folder.path, &extractor)?;
        report.insert("sets".to_owned(), rows.iter().map(row_json).collect());
        if !args.json {
            print_rows(&rows)?;
        }
        if args.names_gain {
            let gains = names_gain(&folder.path, invocation)?;
            report.insert("names_gain".to_owned(), gains.iter().map(gain_json).collect());
            if !args.json {
                print_gains(&gains)?;
            }
        }
    }
    if let Some(sets) = &args.relations {
        let folder = Unpacked::new(sets)?;
        let rows = eval_relations::measured(&folder.path, &extractor)?;
        report.insert(
            "relations".to_owned(),
            rows.iter().map(eval_relations::Row::json).collect(),
        );
        if !args.json {
            eval_relations::print(&rows)?;
        }
    }
    if let Some(folder) = &args.gold {
        let gold = own_gold(folder, &extractor, args.notes)?;
        report.insert("gold".to_owned(), gold.iter().map(GoldRow::json).collect());
        if !args.json {
            print_gold(&gold)?;
        }
    }
    if args.json {
        output::json(&report)?;
    }
    Ok(Outcome::Done)
}

/// A folder of sets; what was unpacked is deleted afterwards.
struct Unpacked {
    path: PathBuf,
    temporary: bool,
}

impl Unpacked {
    fn new(sets: &Path) -> Result<Self> {
        if sets.is_dir() {
            return Ok(Self {
                path: sets.to_path_buf(),
                temporary: false,
            });
        }
        let path = std::env::temp_dir().join(format!("quarry-sets-{}", std::process::id()));
        fs::create_dir_all(&path).with_context(|| path.display().to_string())?;
        let unpacked = Self {
            path,
            temporary: true,
        };
        let status = std::process::Command::new("tar")
            .arg("-xJf")
            .arg(sets)
            .arg("-C")
            .arg(&unpacked.path)
            .status()
            .context("starting tar to unpack the sets")?;
        if !status.success() {
            bail!("{}: tar could not unpack it ({status})", sets.display());
        }
        Ok(unpacked)
    }
}

impl Drop for Unpacked {
    fn drop(&mut self) {
        if self.temporary {
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

/// What confidences are fitted on beside the tests' own sentences: no sentence of it is measured on, and none of the first is trained
/// on. The shipped weights have seen the others, which the recipe keeps apart by now; see `--unseen`.
const DEVELOPMENT: [(&str, &str, Reader); 3] = [
    (
        "UNER Chinese-GSD dev",
        "uner_zh_gsd/zh_gsd-ud-dev.iob2",
        labelled::universal,
    ),
    (
        "a twentieth of KLUE-NER dev",
        "klue/klue-ner-v1.1_dev.tsv",
        labelled::klue_development,
    ),
    (
        "a tenth of UNER English-EWT dev",
        "uner_en_ewt/en_ewt-ud-dev.iob2",
        labelled::english_development,
    ),
];

/// What a name of the own gold counts for beside one of the sets: it is of the kind of paper that is read, of which there are few.
const OF_PAPERS: f64 = 5.0;

/// Which sentences of a test set confidences are fitted on, every other one where no development part was kept from the shipped
/// weights; the rest tell how far off they are.
fn is_fitted(language: &str, sentence: usize) -> bool {
    language != "zh-Hant" && sentence.is_multiple_of(2)
}

/// Fits the confidences of people, bodies and places on development sets, and on the half of the own gold that is for developing.
fn calibrate(args: &Args, folder: &Path, invocation: &Invocation, out: &Path) -> Result<Outcome> {
    let extractor = invocation.new_extractor()?.without_calibration();
    let model = extractor.model().context("no model is loaded")?;
    let mut examples = Vec::new();
    let mut sources = Vec::new();
    let sets = if args.unseen { DEVELOPMENT.len() } else { 1 };
    let development = DEVELOPMENT.into_iter().take(sets).map(|set| (set, None));
    let tests = SETS.map(|(name, language, file, read)| ((name, file, read), Some(language)));
    let tests = tests
        .into_iter()
        .filter(|(_, language)| language.is_some_and(|l| is_fitted(l, 0)));
    for ((name, file, read), of_test) in development.chain(tests) {
        sources.push(match of_test {
            Some(_) => format!("every other sentence of {name}"),
            None => name.to_owned(),
        });
        let path = folder.join(file);
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let mut sentences = read(&text);
        if let Some(language) = of_test {
            let mut at = 0..;
            sentences.retain(|_| at.next().is_some_and(|at| is_fitted(language, at)));
        }
        let texts: Vec<&str> = sentences.iter().map(|s| s.text.as_str()).collect();
        for (sentence, alone) in sentences.iter().zip(extractor.clues_by_model(&texts)?) {
            add_examples(&mut examples, (1.0, &labelled::TYPES), alone, &sentence.names);
            let found = extractor.clues(None, &sentence.text)?;
            add_examples(&mut examples, (1.0, &labelled::TYPES), found, &sentence.names);
        }
    }
    if let Some(folder) = &args.gold {
        sources.push("the half of the project's own gold that is for developing".to_owned());
        for language in GOLD_LANGUAGES {
            for gold in read_gold(folder, language)? {
                if gold.part == Part::Develop {
                    let mut found = extractor.clues(Some(&gold.document()), "")?;
                    // the heading above a table repeats its caption and is not annotated
                    found.retain(|(stretch, _)| gold.text.is_some() || stretch.cell.is_some());
                    add_examples(
                        &mut examples,
                        (OF_PAPERS, &EntityType::ALL),
                        found,
                        &gold.mentions(),
                    );
                }
            }
        }
    }
    let table = Calibration::fit(&model, &sources.join(", "), &examples);
    let json = serde_json::to_string_pretty(&table)? + "\n";
    fs::write(out, json).with_context(|| out.display().to_string())?;
    output::complain(&format!(
        "fitted on {} names, wrote {}",
        examples.len(),
        out.display()
    ));
    Ok(Outcome::Done)
}

/// Adds what was found of some types, each right or wrong.
fn add_examples(
    examples: &mut Vec<Example>,
    (weight, kinds): (f64, &[EntityType]),
    found: Vec<(Stretch, Clues)>,
    truth: &[Stretch],
) {
    let core = found.into_iter().filter(|(s, _)| kinds.contains(&s.kind));
    examples.extend(core.map(|(stretch, clues)| Example {
        weight,
        clues,
        right: truth.contains(&stretch),
    }));
}

fn public_sets(folder: &Path, extractor: &Extractor) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (name, language, file, read) in SETS {
        let path = folder.join(file);
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let sentences = read(&text);
        let texts: Vec<&str> = sentences.iter().map(|s| s.text.as_str()).collect();
        let by_model = extractor.names_by_model(&texts)?;
        let mut row = Row {
            name: name.to_owned(),
            language,
            sentences: sentences.len(),
            model: EntityScores::default(),
            ruled: EntityScores::default(),
            unseen: [EntityScores::default(), EntityScores::default()],
        };
        for (at, (sentence, alone)) in sentences.iter().zip(&by_model).enumerate() {
            let ruled = stretches(&extractor.extract_text(&sentence.text)?);
            row.model.add(&sentence.names, alone, &labelled::TYPES);
            row.ruled.add(&sentence.names, &ruled, &labelled::TYPES);
            if !is_fitted(language, at) {
                row.unseen[0].add(&sentence.names, alone, &labelled::TYPES);
                row.unseen[1].add(&sentence.names, &ruled, &labelled::TYPES);
            }
        }
        rows.push(row);
    }
    Ok(rows)
}

/// A set measured on the names that its training part does not have, without and with a file of them.
struct Gain {
    language: &'static str,
    names: usize,
    without: EntityScores,
    with: EntityScores,
}

/// Reads the labelled sentences of a file.
type Reader = fn(&str) -> Vec<Labelled>;

/// The part of each set that is trained on, as its file and reader.
const TRAINING: [(&str, Reader); 3] = [
    ("uner_zh_gsd/zh_gsd-ud-train.iob2", labelled::universal),
    ("klue/klue-ner-v1.1_dev.tsv", labelled::klue_training),
    ("uner_en_ewt/en_ewt-ud-dev.iob2", labelled::universal),
];

fn names_gain(folder: &Path, invocation: &Invocation) -> Result<Vec<Gain>> {
    let mut gains = Vec::new();
    for ((_, language, file, read), (training, read_training)) in SETS.into_iter().zip(TRAINING) {
        let open = |file: &str| {
            let path = folder.join(file);
            fs::read_to_string(&path).with_context(|| path.display().to_string())
        };
        let seen: HashSet<String> = read_training(&open(training)?)
            .iter()
            .flat_map(|s| s.names.iter().map(|n| s.written(n)))
            .collect();
        let sentences = read(&open(file)?);
        let unseen = |sentence: &Labelled, stretch: &Stretch| !seen.contains(&sentence.written(stretch));
        let mut lines = BTreeSet::new();
        for sentence in &sentences {
            for name in sentence.names.iter().filter(|n| unseen(sentence, n)) {
                let quoted = sentence.written(name).replace('"', "\"\"");
                lines.insert(format!("\"{quoted}\",{}", name.kind));
            }
        }
        let names = KnownNames::parse(&Vec::from_iter(lines.iter().map(String::as_str)).join("\n"))
            .map_err(anyhow::Error::msg)?;
        let mut gain = Gain {
            language,
            names: lines.len(),
            without: EntityScores::default(),
            with: EntityScores::default(),
        };
        let plain = invocation.new_extractor()?;
        let taught = invocation.new_extractor()?.with_names(names);
        for sentence in &sentences {
            let (new, old): (Vec<Stretch>, Vec<Stretch>) =
                sentence.names.iter().partition(|n| unseen(sentence, n));
            for (extractor, scores) in [(&plain, &mut gain.without), (&taught, &mut gain.with)] {
                let mut found = stretches(&extractor.extract_text(&sentence.text)?);
                found.retain(|(s, _)| !old.contains(s));
                scores.add(&new, &found, &labelled::TYPES);
            }
        }
        gains.push(gain);
    }
    Ok(gains)
}

fn gain_json(gain: &Gain) -> serde_json::Value {
    json!({
        "language": gain.language, "names": gain.names,
        "without": tally_json(gain.without.all), "with": tally_json(gain.with.all),
    })
}

fn print_gains(gains: &[Gain]) -> Result<()> {
    output::line("| names unseen in training | names | | precision | recall | F1 |")?;
    output::line("|---|---|---|---|---|---|")?;
    for gain in gains {
        for (how, scores) in [("without a file of them", &gain.without), ("with it", &gain.with)] {
            output::line(&format!(
                "| {} | {} | {how} | {} |",
                gain.language,
                gain.names,
                figures(scores.all)
            ))?;
        }
    }
    output::line("")
}

fn print_rows(rows: &[Row]) -> Result<()> {
    output::line(
        "| set | sentences | | precision | recall | F1 | Person | Organization | Place | calibration error |",
    )?;
    output::line("|---|---|---|---|---|---|---|---|---|---|")?;
    for row in rows {
        let [model, ruled] = &row.unseen;
        let measured = [
            ("model alone", &row.model, model),
            ("with rules", &row.ruled, ruled),
        ];
        for (with, scores, unseen) in measured {
            let kind = |kind| scores.by_type.get(&kind).copied().unwrap_or_default().f1();
            output::line(&format!(
                "| {}, {} | {} | {with} | {} | {:.3} | {:.3} | {:.3} | {:.3} |",
                row.language,
                row.name,
                row.sentences,
                figures(scores.all),
                kind(EntityType::Person),
                kind(EntityType::Organization),
                kind(EntityType::Place),
                unseen.calibration.error()
            ))?;
        }
    }
    output::line("")
}

fn figures(tally: Tally) -> String {
    format!(
        "{:.3} | {:.3} | {:.3}",
        tally.precision(),
        tally.recall(),
        tally.f1()
    )
}

fn row_json(row: &Row) -> serde_json::Value {
    json!({
        "set": row.name, "language": row.language, "sentences": row.sentences,
        "model": entities_json(&row.model, &row.unseen[0]), "with_rules": entities_json(&row.ruled, &row.unseen[1]),
    })
}

fn tally_json(tally: Tally) -> serde_json::Value {
    json!({"precision": tally.precision(), "recall": tally.recall(), "f1": tally.f1(), "gold": tally.gold})
}

fn entities_json(scores: &EntityScores, calibrated: &EntityScores) -> serde_json::Value {
    let types: BTreeMap<&str, serde_json::Value> = scores
        .by_type
        .iter()
        .map(|(kind, tally)| (kind.name(), tally_json(*tally)))
        .collect();
    json!({"all": tally_json(scores.all), "by_type": types, "calibration_error": calibrated.calibration.error()})
}

/// The own gold of one language.
struct GoldRow {
    language: String,
    develop: GoldScores,
    measure: GoldScores,
    /// Sentences without a statement, and how many of them were given one.
    negatives: (usize, usize),
}

impl GoldRow {
    fn json(&self) -> serde_json::Value {
        let part = |scores: &GoldScores| {
            json!({
                "entities": entities_json(&scores.entities, &scores.entities), "triples": tally_json(scores.triples),
                "triple_calibration_error": scores.calibration.error(),
                "calibration_by_chance": {"entities": scores.entities.calibration.spread(), "triples": scores.calibration.spread()},
            })
        };
        json!({
            "language": self.language, "develop": part(&self.develop), "measure": part(&self.measure),
            "negatives": self.negatives.0, "negatives_asserted": self.negatives.1,
        })
    }
}

const GOLD_LANGUAGES: [&str; 3] = ["zh-Hant", "ko", "en"];

fn read_gold(folder: &Path, language: &str) -> Result<Vec<Gold>> {
    let path = folder.join(format!("{language}.jsonl"));
    let file = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    Gold::read(&file)
        .map_err(anyhow::Error::msg)
        .with_context(|| path.display().to_string())
}

fn own_gold(folder: &Path, extractor: &Extractor, notes: bool) -> Result<Vec<GoldRow>> {
    let mut rows = Vec::new();
    for language in GOLD_LANGUAGES {
        let texts = read_gold(folder, language)?;
        let mut row = GoldRow {
            language: language.to_owned(),
            develop: GoldScores::default(),
            measure: GoldScores::default(),
            negatives: (0, 0),
        };
        for gold in texts {
            if let Some(complaint) = gold.complaints().first() {
                bail!("{language}: {complaint}");
            }
            let extraction = extractor.extract(&gold.document())?;
            let develop = gold.part == Part::Develop;
            let scores = if develop {
                &mut row.develop
            } else {
                &mut row.measure
            };
            let wrong = scores.add(&gold, &extraction);
            if notes && develop {
                for line in wrong {
                    output::line(&line)?;
                }
            }
        }
        let path = folder.join("negatives").join(format!("{language}.txt"));
        let file = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        for sentence in negatives::sentences(&file) {
            row.negatives.0 += 1;
            if negatives::asserts(&extractor.extract_text(&sentence)?) {
                row.negatives.1 += 1;
                if notes {
                    output::line(&format!("{language} asserted: {sentence}"))?;
                }
            }
        }
        rows.push(row);
    }
    Ok(rows)
}

fn print_gold(rows: &[GoldRow]) -> Result<()> {
    output::line(
        "| own gold | half | entities: precision | recall | F1 | error | triples: precision | recall | F1 | error |",
    )?;
    output::line("|---|---|---|---|---|---|---|---|---|---|")?;
    for row in rows {
        for (half, scores) in [("develop", &row.develop), ("measure", &row.measure)] {
            output::line(&format!(
                "| {} | {half} | {} | {:.3} | {} | {:.3} |",
                row.language,
                figures(scores.entities.all),
                scores.entities.calibration.error(),
                figures(scores.triples),
                scores.calibration.error()
            ))?;
        }
    }
    output::line("")?;
    output::line(
        "| calibration, measured half | figures | error | its standard error | were all confidences right: mean | 95 % below |",
    )?;
    output::line("|---|---|---|---|---|---|")?;
    for row in rows {
        for (what, calibration) in [
            ("entities", &row.measure.entities.calibration),
            ("triples", &row.measure.calibration),
        ] {
            let spread = calibration.spread();
            output::line(&format!(
                "| {} {what} | {} | {:.3} | {:.3} | {:.3} | {:.3} |",
                row.language,
                calibration.count(),
                calibration.error(),
                spread.standard_error,
                spread.calibrated_mean,
                spread.calibrated_most
            ))?;
        }
    }
    output::line("")?;
    output::line("| named together only | sentences | given a statement |")?;
    output::line("|---|---|---|")?;
    for row in rows {
        let (all, asserted) = row.negatives;
        output::line(&format!("| {} | {all} | {asserted} |", row.language))?;
    }
    output::line("")?;
    output::line("| type, measured half, all languages | precision | recall | F1 | entities |")?;
    output::line("|---|---|---|---|---|")?;
    let mut all = EntityScores::default();
    for row in rows {
        all.merge(&row.measure.entities);
    }
    for (kind, tally) in &all.by_type {
        output::line(&format!("| {kind} | {} | {} |", figures(*tally), tally.gold))?;
    }
    Ok(())
}
