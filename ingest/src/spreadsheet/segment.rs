//! Where the tables of a sheet are: connected groups of cells.
//!
//! Cells that touch at a side belong together; so do cells joined by a merged area or by empty cells of a
//! drawn grid. Groups whose rectangles overlap are one, and a group is continued below one empty row where its columns go on
//! with the same kinds of cell. What the workbook itself calls a table is one, whatever touches it.

use std::collections::BTreeMap;

use super::sheet::{Area, Sheet, SheetCell};

/// More groups than this are not compared pair by pair.
const MOST_GROUPS: usize = 4000;

/// Merged areas are followed over this many rows in all.
const MOST_MERGED_ROWS: usize = 2_000_000;

/// The rectangles of the groups, by row, then column.
pub(super) fn areas(sheet: &Sheet) -> Vec<Area> {
    let runs = Runs::of(sheet);
    let mut areas = runs.groups(sheet);
    unite_overlapping(&mut areas);
    let lists = sheet.lists.iter().map(|list| list.area);
    let filled = lists.filter(|list| {
        sheet
            .cells
            .iter()
            .any(|c| c.holds_something() && list.holds(c.row, c.column))
    });
    // What still overlaps one after the cells of the list were taken out belongs to it after all.
    for mut list in filled.collect::<Vec<_>>() {
        while let Some(at) = areas.iter().position(|area| area.meets(list)) {
            list.grow(areas.swap_remove(at));
        }
        areas.push(list);
    }
    areas.sort_by_key(|a| (a.top, a.left));
    areas
}

/// Runs of occupied columns, row by row.
struct Runs {
    rows: Vec<(u32, Vec<(u32, u32)>)>,
}

impl Runs {
    fn of(sheet: &Sheet) -> Self {
        let mut rows: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
        let (mut last_row, mut last_column) = (0, 0);
        for cell in &sheet.cells {
            if cell.holds_something() {
                last_row = last_row.max(cell.row);
                last_column = last_column.max(cell.column);
            }
        }
        // Frames beyond the last cell that holds something frame nothing.
        for cell in sheet
            .cells
            .iter()
            .filter(|c| {
                c.row <= last_row && c.column <= last_column && (c.holds_something() || sheet.is_closed(c))
            })
            .filter(|c| !sheet.is_listed(c.row, c.column))
        {
            rows.entry(cell.row).or_default().push((cell.column, cell.column));
        }
        let mut budget = MOST_MERGED_ROWS;
        for merge in &sheet.merges {
            let anchored = sheet
                .cells
                .binary_search_by_key(&(merge.top, merge.left), |c| c.place());
            if anchored
                .ok()
                .and_then(|i| sheet.cells.get(i))
                .is_none_or(|c| !c.holds_something())
                || sheet.is_listed(merge.top, merge.left)
            {
                continue;
            }
            for row in merge.top..=merge.bottom.min(last_row.max(merge.top)) {
                budget = budget.saturating_sub(1);
                if budget == 0 {
                    break;
                }
                rows.entry(row)
                    .or_default()
                    .push((merge.left, merge.right.min(last_column.max(merge.left))));
            }
        }
        let rows = rows
            .into_iter()
            .map(|(row, mut runs)| {
                runs.sort_unstable();
                let mut joined: Vec<(u32, u32)> = Vec::new();
                for run in runs {
                    match joined.last_mut() {
                        Some(last) if run.0 <= last.1.saturating_add(1) => last.1 = last.1.max(run.1),
                        _ => joined.push(run),
                    }
                }
                (row, joined)
            })
            .collect();
        Self { rows }
    }

    /// The rectangle of what each connected group of runs holds.
    fn groups(&self, sheet: &Sheet) -> Vec<Area> {
        let mut starts = Vec::new();
        let mut count = 0;
        for (_, runs) in &self.rows {
            starts.push(count);
            count += runs.len();
        }
        let mut parents: Vec<usize> = (0..count).collect();
        for (index, pair) in self.rows.windows(2).enumerate() {
            let [(upper_row, upper), (lower_row, lower)] = pair else {
                continue;
            };
            if upper_row.saturating_add(1) != *lower_row {
                continue;
            }
            let (Some(first), Some(second)) = (starts.get(index), starts.get(index + 1)) else {
                continue;
            };
            let (mut a, mut b) = (0, 0);
            while let (Some(above), Some(below)) = (upper.get(a), lower.get(b)) {
                if above.0 <= below.1 && below.0 <= above.1 {
                    join(&mut parents, first + a, second + b);
                }
                if above.1 < below.1 { a += 1 } else { b += 1 }
            }
        }
        let mut areas: BTreeMap<usize, Area> = BTreeMap::new();
        let free = |c: &&SheetCell| c.holds_something() && !sheet.is_listed(c.row, c.column);
        for cell in sheet.cells.iter().filter(free) {
            let Ok(index) = self.rows.binary_search_by_key(&cell.row, |r| r.0) else {
                continue;
            };
            let (Some((_, runs)), Some(start)) = (self.rows.get(index), starts.get(index)) else {
                continue;
            };
            let run = runs.partition_point(|r| r.0 <= cell.column).saturating_sub(1);
            let root = find(&mut parents, start + run);
            let here = Area::of(cell.row, cell.column);
            areas.entry(root).and_modify(|a| a.grow(here)).or_insert(here);
        }
        areas.into_values().collect()
    }
}

fn find(parents: &mut [usize], of: usize) -> usize {
    let mut root = of;
    while let Some(&parent) = parents.get(root) {
        if parent == root {
            break;
        }
        root = parent;
    }
    let mut at = of;
    while let Some(parent) = parents.get_mut(at) {
        let next = *parent;
        *parent = root;
        if next == root || next == at {
            break;
        }
        at = next;
    }
    root
}

fn join(parents: &mut [usize], a: usize, b: usize) {
    let (a, b) = (find(parents, a), find(parents, b));
    // The earlier run stays the root, so that groups keep the order of the sheet.
    if let Some(parent) = parents.get_mut(a.max(b)) {
        *parent = a.min(b);
    }
}

fn unite_overlapping(areas: &mut Vec<Area>) {
    if areas.len() > MOST_GROUPS {
        return;
    }
    let mut changed = true;
    while changed {
        changed = false;
        let mut at = 0;
        while at < areas.len() {
            let mut other = at + 1;
            while other < areas.len() {
                let (Some(&a), Some(&b)) = (areas.get(at), areas.get(other)) else {
                    break;
                };
                if a.meets(b) {
                    areas.swap_remove(other);
                    if let Some(area) = areas.get_mut(at) {
                        area.grow(b);
                    }
                    changed = true;
                } else {
                    other += 1;
                }
            }
            at += 1;
        }
    }
}
