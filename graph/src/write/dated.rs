//! The day that a paper gives itself in its head: `Date: 8 June 2024`, a line that is a date and nothing else, 編製日期 beside a
//! cell. It stands before what the program that wrote the file noted, which is often the day of a copy, or no day at all.

use quarry_extract::{EntityType, Extraction, Mention};
use quarry_ingest::{Block, Document, Scalar};

use crate::rdf::literal;

/// Blocks in which a paper's own date is looked for.
const HEAD: usize = 14;

/// Blocks in which a date that stands alone is the paper's.
const TITLE: usize = 8;

/// What stands before the date of a paper, without white space, lower case.
const LABELS: &[&str] = &[
    "date",
    "dated",
    "issued",
    "issuedon",
    "issuedate",
    "dateofissue",
    "published",
    "publishedon",
    "publicationdate",
    "dateofpublication",
    "release",
    "released",
    "releasedate",
    "reportdate",
    "dateofreport",
    "dateofthereport",
    "prepared",
    "preparedon",
    "datedprepared",
    "meetingdate",
    "dateofmeeting",
    "posted",
    "updated",
    "lastupdated",
    "日期",
    "時間",
    "發布日期",
    "發佈日期",
    "公布日期",
    "公告日期",
    "發文日期",
    "發稿日期",
    "編製日期",
    "編制日期",
    "製表日期",
    "填表日期",
    "會議日期",
    "會議時間",
    "開會時間",
    "開會日期",
    "報告日期",
    "撰寫日期",
    "提出日期",
    "印製日期",
    "出版日期",
    "更新日期",
    "일자",
    "날짜",
    "일시",
    "작성일",
    "작성일자",
    "작성일시",
    "발표일",
    "발표일자",
    "보도일",
    "보도일자",
    "보도일시",
    "보도시점",
    "배포일",
    "배포일자",
    "배포일시",
    "공고일",
    "공고일자",
    "등록일",
    "게시일",
    "회의일",
    "회의일자",
    "회의일시",
    "개최일시",
    "보고일",
    "보고일자",
    "제출일",
    "발행일",
    "발행일자",
    "수정일",
];

/// Days that programs note which know none: the beginnings of their calendars.
const NO_DAYS: &[&str] = &[
    "1601-01-01",
    "1899-12-30",
    "1899-12-31",
    "1900-01-01",
    "1904-01-01",
    "1970-01-01",
    "1980-01-01",
    "2000-01-01",
];

/// The date of a document, as ISO 8601 writes it: what its author noted, else what stands in its head, else what the program
/// that wrote the file noted; none where nothing tells.
pub(super) fn date_of(document: &Document, extraction: &Extraction) -> Option<String> {
    let noted = |names: &[&str]| {
        let texts = names.iter().filter_map(|name| document.metadata.get(*name));
        texts
            .filter_map(|text| literal::written_date(text))
            .find(|day| !NO_DAYS.contains(&day.as_str()))
    };
    noted(&["date", "issued", "published"])
        .or_else(|| in_head(document, extraction))
        .or_else(|| noted(&["modified", "created"]))
}

fn in_head(document: &Document, extraction: &Extraction) -> Option<String> {
    let days = days(extraction);
    let head = document
        .blocks
        .iter()
        .filter(|block| block.table.is_some() || !block.text.trim().is_empty());
    let mut before = String::new();
    for (place, block) in head.take(HEAD).enumerate() {
        let found = if block.table.is_some() {
            in_table(block, &days)
        } else {
            in_text(block, &days, place < TITLE || is_label(&before))
        };
        if found.is_some() {
            return found;
        }
        block.text.clone_into(&mut before);
    }
    None
}

/// The mentions of whole days.
fn days(extraction: &Extraction) -> Vec<(&Mention, &str)> {
    let dates = extraction.entities.iter().filter(|e| e.kind == EntityType::Date);
    dates
        .filter_map(|entity| {
            let (Scalar::Date(day) | Scalar::Datetime(day)) = &entity.value.as_ref()?.scalar else {
                return None;
            };
            Some((entity, day.get(..10)?))
        })
        .flat_map(|(entity, day)| entity.mentions.iter().map(move |mention| (mention, day)))
        .collect()
}

/// The day behind a label in a block of text, or on a line of its own where that is enough.
fn in_text(block: &Block, days: &[(&Mention, &str)], alone_is_enough: bool) -> Option<String> {
    let mut here: Vec<&(&Mention, &str)> = days
        .iter()
        .filter(|(mention, _)| mention.span.block.as_deref() == Some(&block.id) && mention.span.row.is_none())
        .collect();
    here.sort_by_key(|(mention, _)| mention.span.start);
    let text: Vec<char> = block.text.chars().collect();
    let day = here.into_iter().find(|(mention, _)| {
        let before = text.get(..mention.span.start).unwrap_or_default();
        let before: String = before
            .rsplit(|c| *c == '\n')
            .next()
            .unwrap_or_default()
            .iter()
            .collect();
        let after = text.get(mention.span.end..).unwrap_or_default();
        let after: String = after
            .split(|c| *c == '\n')
            .next()
            .unwrap_or_default()
            .iter()
            .collect();
        let alone = before.trim().is_empty() && is_remark(&after);
        is_label(&before) || alone && alone_is_enough
    });
    day.map(|(_, day)| (*day).to_owned())
}

/// The day in a cell beside a label, or below one.
fn in_table(block: &Block, days: &[(&Mention, &str)]) -> Option<String> {
    let table = block.table.as_ref()?;
    let label_at = |row: u32, column: u32| {
        let cell = table.cells.iter().find(|cell| {
            (cell.row..cell.row + cell.row_span.max(1)).contains(&row)
                && (cell.column..cell.column + cell.column_span.max(1)).contains(&column)
        });
        cell.is_some_and(|cell| is_label(&cell.text))
    };
    let mut here = days.iter().filter_map(|(mention, day)| {
        let (row, column) = (mention.span.row?, mention.span.column?);
        (mention.span.block.as_deref() == Some(&block.id)).then_some((row, column, *day))
    });
    here.find(|(row, column, _)| column.checked_sub(1).is_some_and(|left| label_at(*row, left)))
        .map(|(_, _, day)| day.to_owned())
}

/// Whether a text is a label of a paper's date, whatever number it has in a list.
fn is_label(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let unnumbered = bare
        .split_once(['、', '.', ')', '）'])
        .filter(|(number, _)| number.chars().count() <= 3)
        .map_or(bare, |(_, rest)| rest);
    let plain: String = unnumbered
        .chars()
        .filter(|c| !c.is_whitespace() && *c != ':' && *c != '：')
        .flat_map(char::to_lowercase)
        .collect();
    LABELS.contains(&plain.as_str())
}

/// Whether what follows a date is nothing, or a day of the week or an hour in a few characters.
fn is_remark(after: &str) -> bool {
    let after = after.trim().trim_end_matches(['.', '。']);
    after.is_empty() || after.chars().count() <= 8 && after.starts_with(['(', '（', ',', '，'])
}

#[cfg(test)]
mod tests {
    use super::{is_label, is_remark};

    #[test]
    fn labels_are_known_with_their_numbers_and_marks() {
        for label in [
            "Date: ",
            "一、時間：",
            "(2) 작 성 일 :",
            "發布日期",
            "Date of report:",
            "Prepared on",
        ] {
            assert!(is_label(label), "{label}");
        }
        for other in ["", "Period:", "시행일", "founded on", "執行期間："] {
            assert!(!is_label(other), "{other}");
        }
    }

    #[test]
    fn a_weekday_leaves_a_date_alone() {
        assert!(is_remark(" (Fri.)") && is_remark("（星期二）") && is_remark(""));
        assert!(!is_remark(" to 12 June 2024") && !is_remark("에 개최하였다"));
    }
}
