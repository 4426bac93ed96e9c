//! What tells a good reading of a table from a bad one. No feature knows a word of any collection; what each counts is learned.

use super::super::bag::years_in;
use super::super::printed::Printed;
use super::super::tables::Kind;
use super::act::{Act, Outcome};
use super::cues::months_in;
use super::frame::{Frame, Time};
use super::sheet::Sheet;
use super::sought::{Mask, Sought};

/// A reading's features by name; those that are nought are left out.
pub(super) type Features = Vec<(&'static str, f32)>;

/// Describes one reading; `world` is what the tables together explain of the question, `given` what another table has explained
/// of it already.
pub(super) fn features(
    sought: &Sought<'_>,
    sheet: &Sheet<'_>,
    frame: &Frame,
    outcome: &Outcome,
    world: Mask,
    given: Mask,
) -> (Features, Mask) {
    let mut out: Features = vec![("bias", 1.0), (outcome.act.name(), 1.0)];
    let mut add = |name: &'static str, value: f32| {
        if value != 0.0 {
            out.push((name, value));
        }
    };
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    let all = explained(sought, sheet, frame, outcome, (world, given), &mut add);
    for (name, value) in cues(sought, outcome.act) {
        add(name, value);
    }
    kinds(sought, sheet, outcome, &mut add);
    times(sought, sheet, frame, outcome, &mut add);
    let limits = !sought.request.limits.is_empty();
    add("bounds_used", flag(frame.bounded.is_some()));
    add("bounds_left", flag(limits && frame.bounded.is_none()));
    if let Some(head) = frame.bounded.and_then(|c| sheet.heads.get(c)) {
        add("bounds_headed", flag(head.mask != 0));
        add("bounds_money", flag(head.money && sought.cues.money));
    }
    let open = given == 0
        && frame.mask == 0
        && frame.bounded.is_none()
        && frame.year != Time::Rows
        && frame.month != Time::Rows;
    match outcome.act {
        Act::Look => add("look_unchosen", flag(open)),
        Act::List => add("list_unchosen", flag(open)),
        Act::Count => add("count_unchosen", flag(open)),
        _ => {}
    }
    if outcome.act == Act::Look {
        add("look_many", flag(frame.rows.len() > 1));
    }
    if matches!(outcome.act, Act::List | Act::Look) {
        add(
            "list_bounded",
            flag(frame.bounded.is_some() && outcome.columns.first().copied() == frame.bounded),
        );
    }
    if outcome.act == Act::List {
        add("list_two", flag(frame.rows.len() == 2));
        add("list_long", flag(frame.rows.len() > 6));
    }
    let echo = match outcome.act {
        Act::Pick => "echo_pick",
        Act::Look | Act::List => "echo_look",
        _ => "echo",
    };
    add(echo, flag(sought.has(&outcome.text)));
    let coded = outcome.text.is_ascii()
        && outcome.text.contains(|c: char| c.is_ascii_digit())
        && outcome.text.contains(|c: char| c.is_ascii_uppercase())
        && !outcome.text.contains(' ');
    add("coded", flag(coded));
    add("foreign", flag(sheet.foreign));
    let named = frame.mask & sheet.all_rows != 0;
    add("foreign_unnamed", flag(sheet.foreign && !named));
    if let Some(head) = frame
        .column
        .filter(|_| !frame.several)
        .and_then(|c| sheet.heads.get(c))
    {
        add("column_head", sought.share(head.mask & !frame.mask));
    }
    add("exact", flag(frame.exact));
    if sought.cues.period {
        let said = !months_in(&outcome.text).is_empty() || !years_in(&outcome.text).is_empty();
        add("period_said", flag(said && outcome.act != Act::Look));
        add("period_unsaid", flag(!said));
        add("period_across", flag(said && outcome.act == Act::Across));
    }
    add(
        "long",
        flag(outcome.text.chars().count() > 40 && outcome.act == Act::Look),
    );
    add("several", flag(frame.several && outcome.act != Act::Pick));
    (out, all)
}

fn explained(
    sought: &Sought<'_>,
    sheet: &Sheet<'_>,
    frame: &Frame,
    outcome: &Outcome,
    (world, given): (Mask, Mask),
    add: &mut dyn FnMut(&'static str, f32),
) -> Mask {
    let answer = outcome.label.or(outcome.columns.first().copied());
    let is_answer = |c: usize| Some(c) == answer || outcome.columns.contains(&c);
    // A cell that is the answer chose no row.
    let mut rows: Mask = given;
    let mut edge: Mask = 0;
    let (mut strength, mut parts, mut weakest) = (0.0_f32, 0.0_f32, 1.0_f32);
    for r in &frame.rows {
        let Some(line) = sheet.lines.get(*r) else { continue };
        let meant = |c: usize| frame.column.is_none_or(|m| m == c);
        for (_, cover) in line.cells.iter().filter(|c| !is_answer(c.0) && meant(c.0)) {
            let mask = cover.mask & frame.mask;
            if mask != 0 {
                rows |= mask;
                edge |= cover.edge;
                let mass = sought.mass(mask);
                strength += mass * cover.share;
                weakest = weakest.min(cover.share);
                parts += mass;
            }
        }
    }
    let own = outcome
        .columns
        .iter()
        .filter_map(|c| sheet.heads.get(*c))
        .fold(0, |a, h| a | h.mask);
    let label = outcome.label.and_then(|c| sheet.heads.get(c));
    let bounded = frame
        .bounded
        .and_then(|c| sheet.heads.get(c))
        .map_or(0, |h| h.mask);
    let head = (own | label.map_or(0, |h| h.mask) | bounded) & !rows;
    // Headers of the columns that chose rows say what these rows are.
    let mut beside: Mask = 0;
    for r in frame.rows.iter().take(3) {
        let Some(line) = sheet.lines.get(*r) else { continue };
        for (c, cover) in line
            .cells
            .iter()
            .filter(|c| frame.column.is_none_or(|m| m == c.0))
        {
            if cover.mask & frame.mask != 0 {
                beside |= sheet.heads.get(*c).map_or(0, |h| h.mask);
            }
        }
    }
    let beside = beside & !(rows | head);
    let over = sheet.over & !(rows | head | beside);
    let all = rows | head | over | beside;
    let [n_rows, n_head, n_left, n_leaf, n_none, n_other] = named(outcome.act);
    add(n_rows, sought.share(rows));
    add(n_head, sought.share(head));
    if given != 0 {
        add("join", 1.0);
        add("join_given", sought.share(given));
        add("join_head", sought.share(head));
        add("join_none", if head == 0 { 1.0 } else { 0.0 });
    }
    add("rows", sought.share(rows));
    add("head", sought.share(head));
    add("over", sought.share(over));
    add("beside", sought.share(beside));
    let left = (1.0 - sought.share(all)).max(0.0);
    add("another", if edge & !all != 0 { 1.0 } else { 0.0 });
    add("left", left);
    add(n_left, left);
    add(n_other, sought.share((sheet.all_rows | sheet.all_heads) & !all));
    add("left_much", (left - 0.35).max(0.0));
    add("left_mass", left * sought.total.min(8.0) / 4.0);
    add("other_heads", sought.share(sheet.all_heads & !all));
    add("other_rows", sought.share(sheet.all_rows & !all));
    add(
        "other_tables",
        sought.share(world & !(all | sheet.all_heads | sheet.all_rows)),
    );
    add("nowhere", sought.share(!(world | all)));
    add("strength", if parts > 0.0 { strength / parts } else { 0.0 });
    add("weakest", if parts > 0.0 { weakest } else { 0.0 });
    add("rows_none", if rows == 0 { 1.0 } else { 0.0 });
    let count = f32::from(u8::try_from(outcome.columns.len()).unwrap_or(u8::MAX)).max(1.0);
    let leaf: f32 = outcome
        .columns
        .iter()
        .filter_map(|c| sheet.heads.get(*c))
        .map(|h| h.leaf)
        .sum();
    if !outcome.columns.is_empty() {
        add("leaf", leaf / count);
        add(n_leaf, leaf / count);
        let timely = outcome
            .columns
            .iter()
            .filter_map(|c| sheet.heads.get(*c))
            .any(|h| h.timely);
        let none = if own & !rows == 0 && !timely { 1.0 } else { 0.0 };
        add("leaf_none", none);
        add(n_none, none);
        let columns = || outcome.columns.iter().filter_map(|c| sheet.heads.get(*c));
        add("timely", if columns().any(|h| h.timely) { 1.0 } else { 0.0 });
        let total = if columns().any(|h| h.total) { 1.0 } else { 0.0 };
        add(if sought.cues.sum { "total_sum" } else { "total" }, total);
    }
    if let Some(label) = label {
        add("label_leaf", label.leaf);
        let at = outcome.label.unwrap_or_default();
        let hit = frame.rows.iter().any(|r| {
            sheet
                .lines
                .get(*r)
                .is_some_and(|l| l.cells.iter().any(|c| c.0 == at && c.1.mask & frame.mask != 0))
        });
        add("label_hit", if hit { 1.0 } else { 0.0 });
        let number = sheet.kind(at) == Kind::Number;
        add("label_number", if number { 1.0 } else { 0.0 });
        add(
            "label_is_label",
            if outcome.label == Some(sheet.label) {
                1.0
            } else {
                0.0
            },
        );
    }
    if outcome.act == Act::List || outcome.act == Act::Look {
        add(
            "of_label",
            if outcome.columns.first() == Some(&sheet.label) {
                1.0
            } else {
                0.0
            },
        );
    }
    all
}

/// The names of the features that each manner of acting has of its own.
const fn named(act: Act) -> [&'static str; 6] {
    match act {
        Act::Look => [
            "look_rows",
            "look_head",
            "look_left",
            "look_leaf",
            "look_none",
            "look_other",
        ],
        Act::List => [
            "list_rows",
            "list_head",
            "list_left",
            "list_leaf",
            "list_none",
            "list_other",
        ],
        Act::Count => [
            "count_rows",
            "count_head",
            "count_left",
            "count_leaf",
            "count_none",
            "count_other",
        ],
        Act::Extreme | Act::Pick | Act::Value | Act::Across => [
            "pick_rows",
            "pick_head",
            "pick_left",
            "pick_leaf",
            "pick_none",
            "pick_other",
        ],
        Act::Sum | Act::Mean | Act::Gap => [
            "sum_rows",
            "sum_head",
            "sum_left",
            "sum_leaf",
            "sum_none",
            "sum_other",
        ],
        Act::Whether | Act::Status => [
            "yes_rows",
            "yes_head",
            "yes_left",
            "yes_leaf",
            "yes_none",
            "yes_other",
        ],
    }
}

fn cues(sought: &Sought<'_>, act: Act) -> Features {
    let c = &sought.cues;
    let mut out: Features = Vec::new();
    let mut put = |cued: bool, acts: &[Act], right: &'static str, left: &'static str| {
        if cued {
            out.push((if acts.contains(&act) { right } else { left }, 1.0));
        }
    };
    put(c.sum, &[Act::Sum], "sum_cued", "sum_left");
    put(c.average, &[Act::Mean], "mean_cued", "mean_left");
    put(c.count, &[Act::Count], "count_cued", "count_left");
    put(c.list, &[Act::List], "list_cued", "list_left");
    put(
        c.extreme.is_some(),
        &[Act::Extreme, Act::Value, Act::Across],
        "extreme_cued",
        "extreme_left",
    );
    put(c.difference, &[Act::Gap], "gap_cued", "gap_left");
    put(
        c.compare.is_some(),
        &[Act::Pick, Act::Whether, Act::Gap],
        "compare_cued",
        "compare_left",
    );
    put(
        c.whether,
        &[Act::Whether, Act::Status],
        "whether_cued",
        "whether_left",
    );
    if c.figure && act == Act::Gap {
        out.push(("gap_figure", 1.0));
    }
    if c.figure && act == Act::Pick {
        out.push(("pick_figure", 1.0));
    }
    if act == Act::Count && !c.count {
        out.push(("count_uncued", 1.0));
    }
    if act == Act::List && !c.list {
        out.push(("list_uncued", 1.0));
    }
    if act == Act::Gap && !c.difference {
        out.push(("gap_uncued", 1.0));
    }
    out
}

fn kinds(sought: &Sought<'_>, sheet: &Sheet<'_>, outcome: &Outcome, add: &mut dyn FnMut(&'static str, f32)) {
    let Some(column) = outcome.label.or(outcome.columns.first().copied()) else {
        return;
    };
    let c = &sought.cues;
    if matches!(outcome.act, Act::Whether | Act::Status | Act::Count | Act::Across) {
        return;
    }
    let kind = sheet.kind(column);
    let mut put = |yes: bool, name: &'static str| add(name, if yes { 1.0 } else { 0.0 });
    let figure = c.figure && !c.who && !c.date;
    put(figure && kind == Kind::Number, "figure_number");
    put(figure && kind == Kind::Text, "figure_text");
    put(figure && kind == Kind::Date, "figure_date");
    put(c.date && kind == Kind::Date, "date_date");
    put(c.date && kind != Kind::Date, "date_other");
    put(c.who && kind == Kind::Text, "who_text");
    put(c.who && kind != Kind::Text, "who_other");
    put(c.which && !c.figure && kind == Kind::Number, "which_number");
    put(c.which && !c.figure && kind == Kind::Text, "which_text");
    put(c.which && !c.date && kind == Kind::Date, "which_date");
    let money = sheet.heads.get(column).is_some_and(|h| h.money);
    put(c.money && kind == Kind::Number && money, "money_money");
    put(c.money && kind == Kind::Number && !money, "money_other");
    put(!c.money && money && c.figure, "unasked_money");
    let percent = outcome.text.ends_with(['%', '％']);
    put(c.percent && percent, "percent_percent");
    put(!c.percent && percent, "percent_unasked");
    let counter = counter(&sought.request.text);
    let view_column = sheet.view.columns.get(column);
    let values = || {
        sheet
            .view
            .rows
            .iter()
            .filter_map(|r| r.cells.get(column)?.as_ref())
    };
    let paid = values().take(8).any(|v| v.currency.is_some());
    let unit = view_column
        .and_then(|c| c.unit.as_ref())
        .filter(|_| !paid)
        .map_or("", Printed::name);
    if let Some(counter) = counter.filter(|_| kind == Kind::Number) {
        let path = view_column.map(|c| c.path.join(" ")).unwrap_or_default();
        let fits = !unit.is_empty() && counter.starts_with(unit) || path.contains(&counter);
        put(fits, "unit_fits");
        put(!fits && !unit.is_empty(), "unit_differs");
    }
}

/// What is counted: the word after `幾`, `多少` and `몇`.
fn counter(text: &str) -> Option<String> {
    for mark in ["幾", "多少", "몇"] {
        if let Some((_, rest)) = text.split_once(mark) {
            let word: String = rest
                .trim_start()
                .chars()
                .take_while(|c| c.is_alphabetic())
                .take(if mark == "몇" { 2 } else { 1 })
                .collect();
            let word = word
                .trim_end_matches(['이', '인', '을', '를', '의', '은', '는', '에', '나', '까'])
                .to_owned();
            return (!word.is_empty()).then_some(word);
        }
    }
    None
}

fn times(
    sought: &Sought<'_>,
    sheet: &Sheet<'_>,
    frame: &Frame,
    outcome: &Outcome,
    add: &mut dyn FnMut(&'static str, f32),
) {
    let heads: Vec<_> = outcome
        .columns
        .iter()
        .filter_map(|c| sheet.heads.get(*c))
        .collect();
    let of_columns = heads.iter().any(|h| !h.years.is_empty());
    let mut put = |yes: bool, name: &'static str| add(name, if yes { 1.0 } else { 0.0 });
    put(frame.year == Time::Rows, "year_rows");
    put(frame.year == Time::Over, "year_over");
    put(frame.year == Time::Silent, "year_silent");
    put(frame.year == Time::Other, "year_other");
    put(frame.latest, "year_latest");
    if !sought.years.is_empty() && of_columns {
        put(true, "year_column");
    }
    if sought.years.is_empty() && of_columns && heads.len() == 1 {
        let newest = sheet.heads.iter().flat_map(|h| h.years.iter()).max();
        let own = heads.iter().flat_map(|h| h.years.iter()).max();
        put(newest == own, "year_newest");
        put(newest != own, "year_older");
    }
    let monthly = heads.iter().any(|h| !h.months.is_empty());
    if !sought.months.is_empty() {
        let all = heads
            .iter()
            .all(|h| !h.months.is_empty() && h.months.iter().all(|m| sought.months.contains(m)));
        put(monthly && all, "month_column");
        put(monthly && !all, "month_wrong");
        put(frame.month == Time::Rows, "month_rows");
        put(frame.month == Time::Other, "month_other");
        put(frame.month == Time::Silent && !monthly, "month_silent");
        if monthly && all && heads.len() > 1 {
            let had = heads
                .iter()
                .flat_map(|h| h.months.iter())
                .collect::<std::collections::HashSet<_>>();
            put(had.len() == sought.months.len(), "months_whole");
        }
    } else {
        put(monthly && heads.len() == 1, "month_unasked");
    }
}
