//! The agency's budget for 2026: a workbook with a header of two levels and a unit that stands outside the table.

use std::io;

use super::xlsx::{Sheet, Value, write};

/// The workbook.
///
/// # Errors
/// Where it cannot be put together.
pub fn xlsx() -> io::Result<Vec<u8>> {
    use Value::{Formula, Number, Text};
    let budget = Sheet {
        name: "115年度預算",
        rows: vec![
            (1, vec![('A', Text("澄渚湖沼署115年度計畫預算表"))]),
            (2, vec![('E', Text("單位：新臺幣千元"))]),
            (
                3,
                vec![
                    ('A', Text("計畫名稱")),
                    ('B', Text("114年度")),
                    ('D', Text("115年度")),
                ],
            ),
            (
                4,
                vec![
                    ('B', Text("預算數")),
                    ('C', Text("決算數")),
                    ('D', Text("原編預算")),
                    ('E', Text("其中資本門")),
                ],
            ),
            (5, programme("藍藻早期預警計畫", [12_400, 11_985, 18_600, 6_200])),
            (6, programme("蘆葦帶復育計畫", [9_750, 9_312, 8_900, 1_100])),
            (7, programme("湖底地形測繪計畫", [2_300, 2_164, 4_300, 2_050])),
            (
                8,
                vec![
                    ('A', Text("合計")),
                    ('B', Formula("SUM(B5:B7)", 24_450.0)),
                    ('C', Formula("SUM(C5:C7)", 23_461.0)),
                    ('D', Formula("SUM(D5:D7)", 31_800.0)),
                    ('E', Formula("SUM(E5:E7)", 9_350.0)),
                ],
            ),
        ],
        merged: vec!["A1:E1", "A3:A4", "B3:C3", "D3:E3"],
    };
    let staff = Sheet {
        name: "員額",
        rows: vec![
            (
                1,
                vec![
                    ('A', Text("單位")),
                    ('B', Text("編制員額")),
                    ('C', Text("現有員額")),
                ],
            ),
            (
                2,
                vec![('A', Text("水質組")), ('B', Number(24.0)), ('C', Number(22.0))],
            ),
            (
                3,
                vec![('A', Text("濕地組")), ('B', Number(18.0)), ('C', Number(17.0))],
            ),
            (
                4,
                vec![
                    ('A', Text("湖岸管理組")),
                    ('B', Number(21.0)),
                    ('C', Number(19.0)),
                ],
            ),
        ],
        merged: Vec::new(),
    };
    write(&[budget, staff])
}

fn programme(name: &'static str, figures: [i32; 4]) -> Vec<(char, Value)> {
    let numbers = ('B'..)
        .zip(figures)
        .map(|(column, figure)| (column, Value::Number(f64::from(figure))));
    std::iter::once(('A', Value::Text(name))).chain(numbers).collect()
}
