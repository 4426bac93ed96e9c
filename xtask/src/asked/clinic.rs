//! The tabular papers of the third set: a county's health office, its institute of water quality and its ambulances.

use std::io;

use super::row;
use crate::hwp::{Block, Cell, Report, Style, Table};
use crate::samples::pdf::{self, Writer};
use crate::samples::xlsx::{self, Sheet, Value};

/// Health stations with a total, their vaccinations under years; a second sheet of programmes in ten thousands.
pub(super) fn stations() -> io::Result<Vec<u8>> {
    use Value::{Number, Text};
    let station = |name, town, head, figures: [i32; 4]| {
        let mut cells = vec![('A', Text(name)), ('B', Text(town)), ('C', Text(head))];
        cells.extend(('D'..).zip(figures).map(|(c, f)| (c, Number(f64::from(f)))));
        cells
    };
    let stations = Sheet {
        name: "衛生所",
        rows: vec![
            (1, vec![('A', Text("澗川縣各衛生所概況"))]),
            (
                2,
                vec![
                    ('A', Text("衛生所")),
                    ('B', Text("所在鄉鎮市")),
                    ('C', Text("主任")),
                    ('D', Text("醫師人數")),
                    ('E', Text("護理人員")),
                    ('F', Text("疫苗接種人次")),
                ],
            ),
            (3, vec![('F', Text("112年")), ('G', Text("113年"))]),
            (
                4,
                station("青禾衛生所", "澗川市", "藍若薇", [4, 18, 21_300, 23_750]),
            ),
            (5, station("石橋衛生所", "石橋鎮", "白皓宇", [2, 9, 8_420, 7_960])),
            (6, station("鹿寮衛生所", "鹿寮鄉", "韓品蓁", [1, 6, 3_150, 3_890])),
            (
                7,
                station("南灣衛生所", "南灣鎮", "洪凱文", [3, 11, 12_600, 12_180]),
            ),
            (8, station("雲頂衛生所", "鹿寮鄉", "江采潔", [1, 4, 1_275, 1_410])),
            (
                9,
                vec![
                    ('A', Text("合計")),
                    ('D', Number(11.0)),
                    ('E', Number(48.0)),
                    ('F', Number(46_745.0)),
                    ('G', Number(49_190.0)),
                ],
            ),
        ],
        merged: vec!["A1:G1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:E3", "F2:G2"],
    };
    let programme = |name, unit, figures: [i32; 2], end| {
        vec![
            ('A', Text(name)),
            ('B', Text(unit)),
            ('C', Number(f64::from(figures[0]))),
            ('D', Number(f64::from(figures[1]))),
            ('E', Text(end)),
        ]
    };
    let programmes = Sheet {
        name: "計畫經費",
        rows: vec![
            (1, vec![('A', Text("114年度計畫經費執行情形"))]),
            (2, vec![('E', Text("單位：新臺幣萬元"))]),
            (
                3,
                vec![
                    ('A', Text("計畫名稱")),
                    ('B', Text("執行單位")),
                    ('C', Text("核定經費")),
                    ('D', Text("已支用數")),
                    ('E', Text("執行期限")),
                ],
            ),
            (
                4,
                programme("高齡友善社區計畫", "長期照護科", [1_250, 980], "114年12月31日"),
            ),
            (
                5,
                programme("校園視力保健計畫", "青禾衛生所", [430, 415], "114年6月30日"),
            ),
            (
                6,
                programme("登革熱防治計畫", "疾病管制科", [2_080, 1_640], "115年3月31日"),
            ),
            (
                7,
                programme("餐飲稽查計畫", "食品藥物科", [365, 212], "114年10月15日"),
            ),
            (
                8,
                vec![
                    ('A', Text("合計")),
                    ('C', Number(4_125.0)),
                    ('D', Number(3_247.0)),
                ],
            ),
        ],
        merged: vec!["A1:E1"],
    };
    xlsx::write(&[stations, programmes])
}

/// Springs by county, what was tested under years.
pub(super) fn springs() -> Report {
    let mut report = Report::new("약수터 수질검사 보고서");
    "새벽들보건환경연구원".clone_into(&mut report.author);
    report.push(Block::styled(Style::Title, "약수터 수질검사 보고서"));
    report.push(Block::heading(1, "Ⅰ. 일반 현황"));
    report.push(Block::text(
        "새벽들보건환경연구원(Saebyeokdeul Institute of Health and Environment, 曉野保健環境研究院)은 1988년 3월 2일 개원하였으며 여울시에 소재한다. 원장은 금태윤, 검사부장은 봉서현이며, 한빛도 복지보건국에 속한다.",
    ));
    report.push(Block::heading(1, "Ⅱ. 약수터 수질 감시 사업"));
    report.push(Block::text(
        "약수터 수질 감시 사업은 「먹는물 안전 조례」를 근거로 한다. 사업 책임자는 육지안이고 사업비는 7억 8천만 원이며, 여울대학교가 공동으로 참여한다. 사업 기간은 2023년 5월 1일부터 2026년 4월 30일까지이다.",
    ));
    report.push(Block::heading(1, "Ⅲ. 검사 결과"));
    report.push(Block::styled(Style::Caption, "표 1. 약수터별 검사 결과"));
    report.push(Block::styled(Style::Right, "(단위: 건)"));
    report.push(Table::new(vec![
        vec![
            Cell::header("시군").rows(2),
            Cell::header("약수터").rows(2),
            Cell::header("검사 건수").columns(2),
            Cell::header("부적합 건수").rows(2),
            Cell::header("관리자").rows(2),
        ],
        vec![Cell::header("2023년"), Cell::header("2024년")],
        vec![
            Cell::new("여울시").rows(2),
            Cell::new("솔내약수터"),
            Cell::new("48"),
            Cell::new("52"),
            Cell::new("3"),
            Cell::new("탁유나"),
        ],
        row(&["범바위약수터", "36", "40", "7", "맹시우"]),
        vec![
            Cell::new("초롱군").rows(2),
            Cell::new("은행골약수터"),
            Cell::new("24"),
            Cell::new("30"),
            Cell::new("0"),
            Cell::new("소예린"),
        ],
        row(&["참샘약수터", "24", "18", "5", "기도현"]),
        vec![
            Cell::new("합계").columns(2),
            Cell::new("132"),
            Cell::new("140"),
            Cell::new("15"),
            Cell::new(""),
        ],
    ]));
    report.push(Block::text(
        "참샘약수터는 2024년 8월 19일부터 사용이 중지되었다가 2025년 3월 10일 다시 개방되었다.",
    ));
    report
}

/// The ambulance trust's year, with calls by base.
pub(super) fn ambulance_trust() -> io::Result<Vec<u8>> {
    let title = "Fernhollow Ambulance Trust: the year 2024";
    let mut page = Writer::new(
        title,
        "Fernhollow Ambulance Trust",
        "Fernhollow Ambulance Trust",
        false,
    );
    page.title(title);
    page.heading("1 The trust");
    page.paragraph(
        "The Fernhollow Ambulance Trust was established in 1972 and has its headquarters in Millbrook. Leonora Pask has \
         been its chief executive since May 2021, when she took over from Hugh Brannigan; Samir Ostrow is the medical \
         director. The trust runs the ambulances of the Jianchuan County Health Bureau under a contract that was signed \
         on 3 June 2022, lasts six years and is worth 9.6 million euros.",
    );
    page.heading("2 Calls");
    page.paragraph(
        "The average response time fell from 11.4 minutes in 2023 to 9.8 minutes in 2024. Nine out of ten callers were \
         satisfied. Forty-two paramedics completed the winter driving course.",
    );
    page.caption("Table 1. Emergency calls and staff by base");
    let cell = |at, span, text| pdf::Cell { at, span, text };
    let mut cells = vec![
        cell((0, 0), (2, 1), "Base"),
        cell((0, 1), (1, 2), "Emergency calls"),
        cell((1, 1), (1, 1), "2023"),
        cell((1, 2), (1, 1), "2024"),
        cell((0, 3), (2, 1), "Paramedics"),
        cell((0, 4), (2, 1), "Station manager"),
    ];
    let rows = [
        ["Millbrook", "7,450", "8,015", "22", "Joss Kemble"],
        ["Stonebridge", "3,980", "4,105", "12", "Alina Varga"],
        ["Deerhollow", "1,640", "1,720", "7", "Tom Arkwright"],
        ["South Bay", "4,040", "4,400", "15", "Mabel Quince"],
        ["Total", "17,110", "18,240", "56", ""],
    ];
    for (number, texts) in rows.iter().enumerate() {
        for (column, text) in texts.iter().enumerate() {
            cells.push(cell((number + 2, column), (1, 1), text));
        }
    }
    page.table(&[110.0, 84.0, 84.0, 84.0, 105.0], &cells);
    page.heading("3 Outlook");
    page.paragraph(
        "A second base in South Bay is planned for the spring of 2026. Until then vehicle AX-18 stays at the harbour.",
    );
    page.finish()
}
