//! Draws how everything grows with the number of passages: `docs/growth.csv`, which the bench of that name writes, as an SVG.

use std::fmt::Write as _;

/// Width and height of the plotting area of one panel, in pixels.
const PLOT: (f64, f64) = (330.0, 190.0);
/// Space around it: left, top, right, bottom.
const MARGIN: (f64, f64, f64, f64) = (62.0, 40.0, 20.0, 48.0);

/// One panel: title, unit of the vertical axis, and its lines by column with name, colour and dashes.
struct Panel {
    title: &'static str,
    unit: &'static str,
    lines: &'static [(&'static str, &'static str, &'static str, &'static str)],
    /// A value that is not to be exceeded, with what it is of.
    target: Option<(f64, &'static str)>,
}

const BLUE: &str = "#1f5fa8";
const ORANGE: &str = "#c65a11";

const PANELS: [Panel; 4] = [
    Panel {
        title: "Putting all documents in, without models",
        unit: "seconds",
        lines: &[("index_s", "time", BLUE, "")],
        target: None,
    },
    Panel {
        title: "Replacing one document, everything included",
        unit: "milliseconds",
        lines: &[
            ("replace_p50_ms", "p50", BLUE, ""),
            ("replace_p99_ms", "p99", ORANGE, "5 3"),
        ],
        target: Some((10.0, "target p50")),
    },
    Panel {
        title: "One question; the first after a commit",
        unit: "milliseconds",
        lines: &[
            ("search_p50_ms", "p50", BLUE, ""),
            ("search_p95_ms", "p95", BLUE, "5 3"),
            ("first_search_ms", "first after a commit", ORANGE, ""),
        ],
        target: Some((15.0, "target p50")),
    },
    Panel {
        title: "Memory, everything laid out",
        unit: "MiB",
        lines: &[("memory_mib", "resident", BLUE, "")],
        target: Some((2048.0, "target")),
    },
];

/// The figures by column, as the bench wrote them.
struct Figures {
    names: Vec<String>,
    rows: Vec<Vec<f64>>,
}

impl Figures {
    fn new(csv: &str) -> Result<Self, String> {
        let mut lines = csv.lines().filter(|line| !line.trim().is_empty());
        let head = lines.next().ok_or("there are no figures")?;
        let names: Vec<String> = head.split(',').map(|name| name.trim().to_owned()).collect();
        let row = |line: &str| -> Result<Vec<f64>, String> {
            let numbers: Result<Vec<f64>, _> = line.split(',').map(|n| n.trim().parse()).collect();
            let numbers = numbers.map_err(|_| format!("no figures: {line}"))?;
            let whole = numbers.len() == names.len() && numbers.iter().all(|n: &f64| n.is_finite());
            if whole {
                Ok(numbers)
            } else {
                Err(format!("not as many figures as names: {line}"))
            }
        };
        let rows = lines.map(row).collect::<Result<Vec<_>, _>>()?;
        if rows.len() < 2 {
            return Err("a line takes two sizes at least".to_owned());
        }
        Ok(Self { names, rows })
    }

    fn column(&self, name: &str) -> Result<Vec<f64>, String> {
        let at = self.names.iter().position(|n| n == name);
        let at = at.ok_or_else(|| format!("there is no column {name}"))?;
        Ok(self.rows.iter().filter_map(|row| row.get(at)).copied().collect())
    }
}

/// A logarithmic axis over whole powers of ten.
struct Axis {
    low: f64,
    high: f64,
    length: f64,
}

impl Axis {
    fn over(values: impl Iterator<Item = f64>, length: f64) -> Self {
        let (mut low, mut high) = (f64::MAX, f64::MIN);
        for value in values.filter(|v| *v > 0.0) {
            low = low.min(value.log10());
            high = high.max(value.log10());
        }
        let (low, high) = (low.floor(), high.ceil());
        Self {
            low,
            high: if high > low { high } else { low + 1.0 },
            length,
        }
    }

    fn at(&self, value: f64) -> f64 {
        let place = value.max(10f64.powf(self.low)).log10();
        (place - self.low) / (self.high - self.low) * self.length
    }

    fn ticks(&self) -> impl Iterator<Item = f64> + '_ {
        (0..=(self.high - self.low) as i32).map(|n| 10f64.powf(self.low + f64::from(n)))
    }
}

/// A power of ten, with spaces between thousands.
fn shown(value: f64) -> String {
    if value < 1.0 {
        return format!("{value}");
    }
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            text.push('\u{2009}');
        }
        text.push(digit);
    }
    text
}

/// The picture.
///
/// # Errors
/// Where the figures are not as the bench writes them.
pub fn svg(csv: &str) -> Result<String, String> {
    let figures = Figures::new(csv)?;
    let sizes = figures.column("passages")?;
    let (left, top, right, bottom) = MARGIN;
    let (wide, high) = (left + PLOT.0 + right, top + PLOT.1 + bottom);
    let mut out = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" font-family="sans-serif" font-size="12" role="img">
<title>Growth with the number of passages</title>
<rect width="100%" height="100%" fill="#ffffff"/>
"##,
        wide * 2.0,
        high * 2.0
    );
    for (number, panel) in PANELS.iter().enumerate() {
        let (x, y) = (
            (number % 2) as f64 * wide + left,
            (number / 2) as f64 * high + top,
        );
        draw(&mut out, panel, &figures, &sizes, (x, y))?;
    }
    out.push_str("</svg>\n");
    Ok(out)
}

fn draw(
    out: &mut String,
    panel: &Panel,
    figures: &Figures,
    sizes: &[f64],
    (x, y): (f64, f64),
) -> Result<(), String> {
    let columns: Vec<Vec<f64>> = panel
        .lines
        .iter()
        .map(|(column, ..)| figures.column(column))
        .collect::<Result<_, _>>()?;
    let all = columns.iter().flatten().copied().chain(panel.target.map(|t| t.0));
    let (across, up) = (Axis::over(sizes.iter().copied(), PLOT.0), Axis::over(all, PLOT.1));
    let place = |size: f64, value: f64| (x + across.at(size), y + PLOT.1 - up.at(value));
    let mut add = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    add(format!(
        r##"<text x="{x}" y="{}" font-size="14" font-weight="bold">{}</text>"##,
        y - 20.0,
        panel.title
    ));
    for tick in up.ticks() {
        let (_, at) = place(1.0, tick);
        add(format!(
            r##"<line x1="{x}" x2="{}" y1="{at:.1}" y2="{at:.1}" stroke="#dddddd"/><text x="{}" y="{:.1}" text-anchor="end">{}</text>"##,
            x + PLOT.0,
            x - 6.0,
            at + 4.0,
            shown(tick)
        ));
    }
    for tick in across.ticks() {
        let (at, _) = place(tick, 1.0);
        add(format!(
            r##"<line x1="{at:.1}" x2="{at:.1}" y1="{y}" y2="{}" stroke="#dddddd"/><text x="{at:.1}" y="{}" text-anchor="middle">{}</text>"##,
            y + PLOT.1,
            y + PLOT.1 + 16.0,
            shown(tick)
        ));
    }
    add(format!(
        r##"<text x="{}" y="{}" text-anchor="middle">passages</text><text x="{}" y="{}" text-anchor="middle" transform="rotate(-90 {} {})">{}</text>"##,
        x + PLOT.0 / 2.0,
        y + PLOT.1 + 34.0,
        x - 46.0,
        y + PLOT.1 / 2.0,
        x - 46.0,
        y + PLOT.1 / 2.0,
        panel.unit
    ));
    if let Some((value, name)) = panel.target {
        let (_, at) = place(1.0, value);
        add(format!(
            r##"<line x1="{x}" x2="{}" y1="{at:.1}" y2="{at:.1}" stroke="#888888" stroke-dasharray="2 3"/><text x="{}" y="{:.1}" fill="#666666">{name}</text>"##,
            x + PLOT.0,
            x + 4.0,
            at - 4.0
        ));
    }
    for (number, ((_, name, colour, dashes), values)) in panel.lines.iter().zip(&columns).enumerate() {
        let mut points = String::new();
        for (size, value) in sizes.iter().zip(values) {
            let (at, height) = place(*size, *value);
            let _ = write!(points, "{at:.1},{height:.1} ");
            add(format!(
                r##"<circle cx="{at:.1}" cy="{height:.1}" r="3" fill="{colour}"/>"##
            ));
        }
        add(format!(
            r##"<polyline points="{}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"/>"##,
            points.trim_end()
        ));
        let key = x + [0.0, 56.0, 112.0][number.min(2)];
        let line = y - 6.0;
        add(format!(
            r##"<line x1="{key}" x2="{}" y1="{}" y2="{}" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"/><text x="{}" y="{line}" font-size="11">{name}</text>"##,
            key + 18.0,
            line - 4.0,
            line - 4.0,
            key + 22.0,
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSV: &str = "passages,edges,index_s,replace_p50_ms,replace_p99_ms,first_search_ms,search_p50_ms,search_p95_ms,memory_mib
1000,10000,1.5,2.1,9.0,40,0.5,1.2,90
100000,1000000,150,8.0,40.0,4000,2.5,4.0,1900
";

    #[test]
    fn every_figure_is_a_point_and_every_axis_has_its_unit() {
        let picture = svg(CSV).expect("draws");
        assert_eq!(picture.matches("<circle").count(), 2 * (1 + 2 + 3 + 1));
        for part in [
            "passages",
            "seconds",
            "milliseconds",
            "MiB",
            "100\u{2009}000",
            "p99",
            "target",
        ] {
            assert!(picture.contains(part), "{part}");
        }
        // A hundred times as many seconds are two powers of ten: from the floor of 1.5 (10^0) to 150.
        let axis = Axis::over([1.5, 150.0].into_iter(), 300.0);
        assert!((axis.at(10.0) - 100.0).abs() < 1e-9 && (axis.at(1000.0) - 300.0).abs() < 1e-9);
    }

    #[test]
    fn figures_that_are_not_whole_are_refused() {
        assert!(svg("").is_err());
        assert!(svg("passages\n1000\n").is_err());
        assert!(svg(&CSV.replace("1.5", "soon")).is_err());
        assert!(svg(&CSV.replace("memory_mib", "memory")).is_err());
    }
}
