//! Painted lines to straight lines: pieces on one line are chained, lines that nearly coincide are snapped together.

use crate::pdf::content::Ruling;

/// Lines this close together are one (points): double borders, and the same border painted by both cells.
const SNAP: f32 = 2.0;
/// Lines that were snapped together lie within this distance.
const MAX_SPREAD: f32 = 3.2;
/// Gaps that are bridged along a line: dashes, and corners that do not quite meet.
const BRIDGE: f32 = 3.0;
/// Shorter lines are specks.
const MIN_LENGTH: f32 = 5.0;

/// A line along one axis: where it lies across that axis, and from where to where it runs along it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Line {
    pub(crate) at: f32,
    pub(crate) from: f32,
    pub(crate) to: f32,
}

impl Line {
    pub(crate) fn length(&self) -> f32 {
        self.to - self.from
    }
}

/// Horizontal and vertical lines of a page.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    pub(crate) horizontal: Vec<Line>,
    pub(crate) vertical: Vec<Line>,
}

/// Chains and snaps the rulings of a page.
pub(crate) fn lines(rulings: &[Ruling]) -> Lines {
    let pick = |horizontal: bool| {
        rulings
            .iter()
            .filter(|r| r.horizontal == horizontal)
            .map(|r| {
                if horizontal {
                    Line {
                        at: r.rect.y0,
                        from: r.rect.x0,
                        to: r.rect.x1,
                    }
                } else {
                    Line {
                        at: r.rect.x0,
                        from: r.rect.y0,
                        to: r.rect.y1,
                    }
                }
            })
            .collect()
    };
    Lines {
        horizontal: chained(pick(true)),
        vertical: chained(pick(false)),
    }
}

fn chained(mut lines: Vec<Line>) -> Vec<Line> {
    lines.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut found = Vec::new();
    let mut group: Vec<Line> = Vec::new();
    for line in lines {
        let near = group.last().is_none_or(|last| line.at - last.at <= SNAP)
            && group.first().is_none_or(|first| line.at - first.at <= MAX_SPREAD);
        if !near {
            chain_group(std::mem::take(&mut group), &mut found);
        }
        group.push(line);
    }
    chain_group(group, &mut found);
    found
}

fn chain_group(mut group: Vec<Line>, found: &mut Vec<Line>) {
    let weight: f32 = group.iter().map(|l| l.length().max(0.1)).sum();
    let at = group.iter().map(|l| l.at * l.length().max(0.1)).sum::<f32>() / weight.max(0.1);
    group.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut open: Option<Line> = None;
    for line in group {
        match &mut open {
            Some(last) if line.from - last.to <= BRIDGE => last.to = last.to.max(line.to),
            _ => {
                found.extend(open.filter(|l| l.length() >= MIN_LENGTH));
                open = Some(Line { at, ..line });
            }
        }
    }
    found.extend(open.filter(|l| l.length() >= MIN_LENGTH));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::geometry::Rect;

    fn horizontal(y: f32, x0: f32, x1: f32) -> Ruling {
        Ruling {
            rect: Rect::new(x0, y, x1, y),
            horizontal: true,
        }
    }

    #[test]
    fn dashes_and_double_lines_become_one_line() {
        let dashes = (0..10).map(|i| horizontal(10.0, 5.0 * i as f32, 5.0 * i as f32 + 3.0));
        let rulings: Vec<Ruling> = dashes
            .chain([horizontal(11.0, 0.0, 40.0), horizontal(30.0, 0.0, 40.0)])
            .collect();
        let lines = lines(&rulings).horizontal;
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert_eq!((lines[0].from, lines[0].to), (0.0, 48.0));
    }
}
