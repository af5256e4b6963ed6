//! Files of comma-separated values, for the programs that read such files.

use csv::WriterBuilder;

/// What makes a program for tables take a text for a formula, which can send away what stands in
/// other cells: <https://owasp.org/www-community/attacks/CSV_Injection>.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The text of a file with these rows, which all have as many cells.
pub(crate) fn written<R>(rows: impl Iterator<Item = R>) -> String
where
    R: IntoIterator<Item = String>,
{
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    for row in rows {
        // Writing into memory does not fail.
        let _ = writer.write_record(row.into_iter().map(harmless));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// A text that no program for tables takes for a formula.
fn harmless(text: String) -> String {
    if text.starts_with(FORMULA) {
        format!("'{text}")
    } else {
        text
    }
}
