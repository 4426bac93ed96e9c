//! What calamine says of a cell, as text and value under the cell's number format.

use calamine::DataType;

use super::number_format::NumberFormat;
use super::sheet::{SheetCell, clean};
use crate::table::{Scalar, Value};

/// Sets text and value of a cell.
pub(super) fn set(cell: &mut SheetCell, data: &impl DataType, format: &NumberFormat, date1904: bool) {
    if let Some(number) = data.get_float() {
        cell.set_number(number, format, date1904);
    } else if let Some(text) = data.get_string() {
        cell.set_text(text, format);
    } else if let Some(number) = data.get_int() {
        cell.set_number(number as f64, format, date1904);
    } else if let Some(moment) = data.get_datetime() {
        let standard = || {
            NumberFormat::parse(if moment.is_duration() {
                "[h]:mm:ss"
            } else {
                "yyyy-mm-dd"
            })
        };
        if format.is_date() {
            cell.set_number(moment.as_f64(), format, date1904);
        } else {
            cell.set_number(moment.as_f64(), &standard(), date1904);
        }
    } else if let Some(value) = data.get_bool() {
        cell.set_boolean(value);
    } else if let Some(text) = data.get_datetime_iso() {
        set_iso(cell, text, format, date1904);
    } else if let Some(text) = data.get_duration_iso() {
        cell.text = clean(text);
    } else if let Some(error) = data.get_error() {
        cell.text = error.to_string();
    }
}

/// A date that is stored as ISO 8601 text, shown under its format.
fn set_iso(cell: &mut SheetCell, text: &str, format: &NumberFormat, date1904: bool) {
    cell.text = clean(text);
    let bare = text.trim().trim_end_matches('Z');
    let Ok(moment) = bare
        .parse::<jiff::civil::DateTime>()
        .or_else(|_| bare.parse::<jiff::civil::Date>().map(Into::into))
    else {
        return;
    };
    let Ok(days) = jiff::civil::date(1899, 12, 30).until(moment.date()) else {
        return;
    };
    let offset = if date1904 { 1462 } else { 0 };
    let seconds =
        f64::from(moment.hour()) * 3600.0 + f64::from(moment.minute()) * 60.0 + f64::from(moment.second());
    let serial = f64::from(days.get_days() - offset) + seconds / 86_400.0;
    if format.is_date() {
        cell.set_number(serial, format, date1904);
    }
    let scalar = if seconds == 0.0 && !text.contains('T') {
        Scalar::Date(moment.date().to_string())
    } else {
        Scalar::Datetime(moment.to_string())
    };
    cell.value = Some(Value { scalar, unit: None });
}
