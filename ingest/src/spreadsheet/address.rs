//! Cell addresses in A1 form.

/// `A1` for row 0 and column 0.
#[must_use]
pub fn cell(row: u32, column: u32) -> String {
    format!("{}{}", letters(column), u64::from(row) + 1)
}

/// `A1:B2`, or `A1` for one cell; rows and columns from 0, both ends included.
#[must_use]
pub fn range(first_row: u32, first_column: u32, last_row: u32, last_column: u32) -> String {
    if first_row == last_row && first_column == last_column {
        return cell(first_row, first_column);
    }
    format!(
        "{}:{}",
        cell(first_row, first_column),
        cell(last_row, last_column)
    )
}

/// Row and column, from 0, of an address such as `B7` or `$B$7`; none where it is no address.
#[must_use]
pub fn parse(text: &str) -> Option<(u32, u32)> {
    let mut column: u32 = 0;
    let mut row: u32 = 0;
    for byte in text.trim().bytes() {
        match byte {
            b'$' => {}
            b'A'..=b'Z' | b'a'..=b'z' if row == 0 => {
                column = column
                    .checked_mul(26)?
                    .checked_add(u32::from(byte.to_ascii_uppercase() - b'A') + 1)?;
            }
            b'0'..=b'9' if column > 0 => row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?,
            _ => return None,
        }
    }
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// The column's letters: `A` for 0, `AA` for 26.
fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::{cell, parse, range};

    #[test]
    fn addresses_go_both_ways() {
        for (row, column, text) in [
            (0, 0, "A1"),
            (6, 1, "B7"),
            (9, 25, "Z10"),
            (0, 26, "AA1"),
            (1_048_575, 16_383, "XFD1048576"),
        ] {
            assert_eq!(cell(row, column), text);
            assert_eq!(parse(text), Some((row, column)));
        }
        assert_eq!(range(2, 1, 19, 5), "B3:F20");
        assert_eq!(range(2, 1, 2, 1), "B3");
        assert_eq!(parse("$C$4"), Some((3, 2)));
        for bad in ["", "7", "B", "B0", "B-1", "1B", "ZZZZZZZZ1"] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}
