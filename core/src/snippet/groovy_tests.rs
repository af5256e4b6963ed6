use proptest::prelude::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;
use nextflow_config::{Document, Semantics, read};

/// The value in effect, for both parsers.
fn in_effect(written: &str) -> Value {
    let text = format!("params.value = {written}\n");
    let document = Document::parse(&text);
    let [old, new] = [Semantics::V1, Semantics::V2].map(|semantics| {
        let reading = read(&document, semantics, &[]);
        assert_eq!(reading.refusal, None, "{text}");
        reading
            .get("params.value")
            .map(|setting| setting.value.clone())
    });
    assert_eq!(old, new, "{text}");
    old.unwrap()
}

#[test]
fn values_are_written_as_people_write_them() {
    let text = |text: &str| Value::Text(text.to_owned());
    for (held, written) in [
        (Value::Bool(true), "true"),
        (Value::Null, "null"),
        (Value::Int(123_456_789_012), "123456789012"),
        (Value::Int(-5), "-5"),
        (Value::Float(0.25), "0.25"),
        (text("quay.io/acme"), "'quay.io/acme'"),
        (text("it's $HOME ${x} \\"), r"'it\'s $HOME ${x} \\'"),
        (text("two\nlines"), r"'two\nlines'"),
        (text("\u{7}\u{202e}"), r"'\u0007\u202E'"),
        (Value::Duration(2_400_000), "40.min"),
        (Value::Duration(450), "450.ms"),
        (Value::Duration(0), "0.d"),
        (Value::Memory(8 << 30), "8.GB"),
        (Value::Memory(1536 << 20), "1536.MB"),
        (
            Value::List(vec![text("conda"), text("container")]),
            "['conda', 'container']",
        ),
        (Value::List(vec![]), "[]"),
        (
            Value::List(vec![Value::Map(vec![("a-b".into(), Value::Int(1))])]),
            "[['a-b': 1]]",
        ),
    ] {
        assert_eq!(value(&held).as_deref(), Some(written));
        assert_eq!(in_effect(written), held, "{written}");
    }
}

#[test]
fn a_map_without_entries_is_no_list() {
    assert_eq!(value(&Value::Map(vec![])).as_deref(), Some("[:]"));
}

#[test]
fn what_has_no_written_form_is_not_guessed() {
    for held in [
        Value::Unknown,
        Value::Closure,
        Value::Float(f64::NAN),
        Value::Float(f64::INFINITY),
        Value::Duration(-1),
        Value::Memory(-1),
        Value::List(vec![Value::Bool(true), Value::Unknown]),
        Value::Map(vec![("a".into(), Value::Closure)]),
    ] {
        assert_eq!(value(&held), None, "{held:?}");
    }
}

proptest! {
    #[test]
    fn any_text_is_in_effect_for_both_parsers(
        text in "([\\PC]|['\"$\\\\{}\n\r\t\u{1}\u{85}\u{2028}\u{feff}])*"
    ) {
        prop_assert_eq!(in_effect(&string(&text)), Value::Text(text));
    }

    #[test]
    fn any_amount_is_in_effect_for_both_parsers(millis in 0..i64::from(u32::MAX), bytes in 0..1_i64 << 50) {
        for held in [Value::Duration(millis), Value::Memory(bytes), Value::Int(millis - bytes)] {
            prop_assert_eq!(in_effect(&value(&held).unwrap()), held);
        }
    }
}
