//! The tabular papers of the document sets that answers are measured on (`tests/fixtures/asked`): workbooks, HWPX
//! reports and a PDF. The plain papers and the questions beside them are written by hand.

mod clinic;

use std::fs;
use std::io;
use std::path::Path;

use crate::hwp::{Block, Cell, Report, Style, Table};
use crate::samples::xlsx::{self, Sheet, Value};

/// Writes the documents into the folder `dir` of each set.
///
/// # Errors
/// Where one cannot be put together or written.
pub fn write(dir: &Path) -> io::Result<()> {
    for (path, bytes) in documents()? {
        let path = dir.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, bytes)?;
    }
    Ok(())
}

/// Every document with its path below the folder of the sets.
///
/// # Errors
/// Where one cannot be put together.
pub fn documents() -> io::Result<Vec<(&'static str, Vec<u8>)>> {
    Ok(vec![
        ("harbour/documents/works-budget.xlsx", works_budget()?),
        ("harbour/documents/landings.hwpx", landings().to_hwpx()?),
        ("garden/documents/glasshouses.xlsx", glasshouses()?),
        ("garden/documents/seed-bank.hwpx", seed_bank().to_hwpx()?),
        ("clinic/documents/stations.xlsx", clinic::stations()?),
        ("clinic/documents/springs.hwpx", clinic::springs().to_hwpx()?),
        ("clinic/documents/ambulance-trust.pdf", clinic::ambulance_trust()?),
    ])
}

/// Budget and outturn under years, in groups with subtotals and a total; a second sheet of staff.
fn works_budget() -> io::Result<Vec<u8>> {
    use Value::{Number, Text};
    let budget = Sheet {
        name: "工程經費",
        rows: vec![
            (1, vec![('A', Text("濤嶼港務局工程經費表"))]),
            (2, vec![('E', Text("單位：新臺幣千元"))]),
            (
                3,
                vec![
                    ('A', Text("工程名稱")),
                    ('B', Text("承攬廠商")),
                    ('C', Text("113年度")),
                    ('E', Text("114年度")),
                ],
            ),
            (
                4,
                vec![
                    ('C', Text("預算數")),
                    ('D', Text("決算數")),
                    ('E', Text("預算數")),
                ],
            ),
            (5, vec![('A', Text("一、航道類"))]),
            (
                6,
                work("北航道浚深工程", "鯨躍疏浚公司", [42_000, 39_850, 51_500]),
            ),
            (
                7,
                work("南防波堤修復工程", "磐石營造公司", [18_600, 18_120, 9_400]),
            ),
            (8, total("小計", [60_600, 57_970, 60_900])),
            (9, vec![('A', Text("二、設施類"))]),
            (
                10,
                work("漁港碼頭照明工程", "晴川電機公司", [3_750, 3_690, 4_200]),
            ),
            (
                11,
                work("岸電設備建置工程", "晴川電機公司", [27_300, 21_045, 33_000]),
            ),
            (12, total("小計", [31_050, 24_735, 37_200])),
            (13, total("合計", [91_650, 82_705, 98_100])),
        ],
        merged: vec!["A1:E1", "A3:A4", "B3:B4", "C3:D3"],
    };
    let line =
        |name, posts: f64, filled: f64| vec![('A', Text(name)), ('B', Number(posts)), ('C', Number(filled))];
    let staff = Sheet {
        name: "人力",
        rows: vec![
            (
                1,
                vec![
                    ('A', Text("單位")),
                    ('B', Text("編制人數")),
                    ('C', Text("現有人數")),
                ],
            ),
            (2, line("規劃組", 32.0, 29.0)),
            (3, line("工務組", 58.0, 55.0)),
            (4, line("航政組", 56.0, 51.0)),
            (5, line("合計", 146.0, 135.0)),
        ],
        merged: Vec::new(),
    };
    xlsx::write(&[budget, staff])
}

fn work(name: &'static str, contractor: &'static str, figures: [i32; 3]) -> Vec<(char, Value)> {
    let mut cells = vec![('A', Value::Text(name)), ('B', Value::Text(contractor))];
    cells.extend(
        ('C'..)
            .zip(figures)
            .map(|(c, f)| (c, Value::Number(f64::from(f)))),
    );
    cells
}

fn total(name: &'static str, figures: [i32; 3]) -> Vec<(char, Value)> {
    let mut cells = vec![('A', Value::Text(name))];
    cells.extend(
        ('C'..)
            .zip(figures)
            .map(|(c, f)| (c, Value::Number(f64::from(f)))),
    );
    cells
}

/// Catches by port under years, the regions merged over their ports.
fn landings() -> Report {
    let mut report = Report::new("어획 현황 보고서");
    "해솔수산연구원".clone_into(&mut report.author);
    report.push(Block::styled(Style::Title, "어획 현황 보고서"));
    report.push(Block::heading(1, "Ⅰ. 기관 개요"));
    report.push(Block::text(
        "해솔수산연구원(Haesol Fisheries Institute, 海松水產研究院)은 1996년에 설립되었으며 해솔시에 있다. 해솔수산연구원은 해양자원처의 산하 기관이다.",
    ));
    report.push(Block::text(
        "해솔수산연구원의 원장은 문가온이고, 부원장은 채이현이다.",
    ));
    report.push(Block::heading(1, "Ⅱ. 조사 사업"));
    report.push(Block::text(
        "어획 조사 사업의 책임자는 도하늘이다. 어획 조사 사업은 2024년 4월 1일에 시작하여 2026년 3월 31일에 끝난다.",
    ));
    report.push(Block::heading(1, "Ⅲ. 어획량"));
    report.push(Block::styled(Style::Caption, "표 1. 어항별 어획 현황"));
    report.push(Block::styled(Style::Right, "(단위: 톤)"));
    report.push(Table::new(vec![
        vec![
            Cell::header("권역").rows(2),
            Cell::header("어항").rows(2),
            Cell::header("주요 어종").rows(2),
            Cell::header("어획량").columns(2),
            Cell::header("어선 수(척)").rows(2),
        ],
        vec![Cell::header("2023년"), Cell::header("2024년")],
        vec![
            Cell::new("동부").rows(2),
            Cell::new("은파항"),
            Cell::new("오징어"),
            Cell::new("1,240"),
            Cell::new("1,105"),
            Cell::new("86"),
        ],
        row(&["솔섬항", "멸치", "2,310", "2,480", "143"]),
        vec![
            Cell::new("서부").rows(2),
            Cell::new("갯벌항"),
            Cell::new("꽃게"),
            Cell::new("640"),
            Cell::new("715"),
            Cell::new("52"),
        ],
        row(&["노루항", "낙지", "275", "260", "31"]),
        vec![
            Cell::new("합계").columns(3),
            Cell::new("4,465"),
            Cell::new("4,560"),
            Cell::new("312"),
        ],
    ]));
    report
}

/// Glasshouses with a total, and heating costs under years with their own unit.
fn glasshouses() -> io::Result<Vec<u8>> {
    use Value::{Number, Text};
    let house = |name, climate, figures: [i32; 4]| {
        let mut cells = vec![('A', Text(name)), ('B', Text(climate))];
        cells.extend(('C'..).zip(figures).map(|(c, f)| (c, Number(f64::from(f)))));
        cells
    };
    let sheet = Sheet {
        name: "Glasshouses",
        rows: vec![
            (1, vec![('A', Text("Glasshouses of the Nurisup Botanic Garden"))]),
            (
                2,
                vec![
                    ('A', Text("Glasshouse")),
                    ('B', Text("Climate")),
                    ('C', Text("Floor area (m2)")),
                    ('D', Text("Species")),
                    ('E', Text("Heating cost (KRW thousand)")),
                ],
            ),
            (3, vec![('E', Text("2023")), ('F', Text("2024"))]),
            (4, house("Fern House", "Temperate", [850, 312, 18_400, 17_950])),
            (5, house("Palm House", "Tropical", [2_400, 540, 61_200, 64_750])),
            (6, house("Orchid House", "Tropical", [620, 1_085, 22_300, 21_800])),
            (7, house("Desert House", "Arid", [1_130, 468, 9_600, 9_150])),
            (
                8,
                vec![
                    ('A', Text("Total")),
                    ('C', Number(5_000.0)),
                    ('D', Number(2_405.0)),
                    ('E', Number(111_500.0)),
                    ('F', Number(113_650.0)),
                ],
            ),
        ],
        merged: vec!["A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2"],
    };
    xlsx::write(&[sheet])
}

/// A project report in Chinese with seeds by family under years.
fn seed_bank() -> Report {
    let mut report = Report::new("種子庫建置計畫成果報告");
    "嵐谷植物研究所".clone_into(&mut report.author);
    report.push(Block::styled(Style::Title, "種子庫建置計畫成果報告"));
    report.push(Block::heading(1, "一、計畫概要"));
    report.push(Block::text(
        "種子庫建置計畫由嵐谷植物研究所執行，計畫主持人為佟予晴。計畫依據《植物種原保存條例》辦理，總經費為新臺幣36,800千元。",
    ));
    report.push(Block::text(
        "計畫期程自民國112年2月1日至民國114年1月31日，後經核定展延至民國114年7月31日。",
    ));
    report.push(Block::text(
        "嵐谷植物研究所位於松嶺市，隸屬森林署，所長為卓以恆。《植物種原保存條例》於民國104年12月9日公布，主管機關為森林署。",
    ));
    report.push(Block::heading(1, "二、入庫情形"));
    report.push(Block::styled(Style::Caption, "表一 各科入庫種子數量"));
    report.push(Block::styled(Style::Right, "單位：份"));
    report.push(Table::new(vec![
        vec![
            Cell::header("植物科別").rows(2),
            Cell::header("採集地").rows(2),
            Cell::header("入庫數量").columns(2),
            Cell::header("發芽率").rows(2),
        ],
        vec![Cell::header("112年"), Cell::header("113年")],
        row(&["蘭科", "松嶺市", "430", "515", "62%"]),
        row(&["樟科", "霧嶺鄉", "280", "190", "81%"]),
        row(&["薔薇科", "霧嶺鄉", "345", "402", "77%"]),
        row(&["蕨類", "溪口鎮", "150", "233", "58%"]),
        vec![
            Cell::new("合計").columns(2),
            Cell::new("1,205"),
            Cell::new("1,340"),
            Cell::new(""),
        ],
    ]));
    report
}

fn row(texts: &[&str]) -> Vec<Cell> {
    texts.iter().map(|text| Cell::new(text)).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn the_committed_papers_are_those_that_are_written() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        for (path, bytes) in documents().unwrap() {
            let committed = fs::read(root.join("tests/fixtures/asked").join(path)).unwrap();
            assert!(committed == bytes, "{path} is another; run cargo xtask samples");
        }
    }
}
