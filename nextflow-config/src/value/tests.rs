#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;

#[test]
fn durations_and_amounts_are_written_as_nextflow_writes_them() {
    for (amount, unit, shown) in [
        (8.0, "GB", "8 GB"),
        (1.5, "TB", "1.5 TB"),
        (2048.0, "MB", "2 GB"),
        (90.0, "min", "1h 30m"),
        (1.5, "s", "1.5s"),
        (2.0, "d", "2d"),
        (450.0, "ms", "450ms"),
    ] {
        let value = Value::with_unit(amount, unit);
        assert_eq!(value.map(|value| value.to_string()).as_deref(), Some(shown));
    }
    assert_eq!(Value::with_unit(1.0, "size"), None);
}

#[test]
fn texts_with_units_are_read_as_a_whole_or_not_at_all() {
    assert_eq!(
        Value::parse_units("1h 30m", true),
        Some(Value::Duration(5_400_000))
    );
    assert_eq!(
        Value::parse_units("8 GB", false),
        Some(Value::Memory(8 << 30))
    );
    assert_eq!(Value::parse_units("8 GB", true), None);
    assert_eq!(Value::parse_units("soon", true), None);
}

#[test]
fn each_kind_of_string_has_its_own_escapes() {
    for (raw, quote, text) in [
        (r"a\$b\'", Quote::Single, "a$b'"),
        (r"\u0061\uuu0062\101", Quote::Double, "abA"),
        ("a\\\r\nb\r\nc", Quote::TripleDouble, "ab\nc"),
        (r"a\/b\d", Quote::Slashy, r"a/b\d"),
        (r"a$$b$/\", Quote::DollarSlashy, r"a$b/\"),
    ] {
        assert_eq!(unescape(raw, quote), text);
    }
}
