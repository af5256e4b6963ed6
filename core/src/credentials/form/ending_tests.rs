use proptest::prelude::*;

use super::super::{CredentialsForm, ValidationContext};
use super::*;
use crate::credentials::description::SECRET_TELLS_ITS_END;
use crate::credentials::{Field, Kind};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// A certificate of version 3 that ends on 31 January 2027 at noon, in UTC.
const V3: &str = "-----BEGIN CERTIFICATE-----\n\
    MIIBXzCCAQSgAwIBAgIUAZNhD2xszyHLpAG0VHVo3TmInngwCgYIKoZIzj0EAwIw\n\
    GDEWMBQGA1UEAwwNd2F2ZXBhc3MtdGVzdDAeFw0yNjExMDEwMDAwMDBaFw0yNzAx\n\
    MzExMjAwMDBaMBgxFjAUBgNVBAMMDXdhdmVwYXNzLXRlc3QwWTATBgcqhkjOPQIB\n\
    BggqhkjOPQMBBwNCAATC/1kAA5dHtuiYKeqwqgvAtr4o5i9FilUh/CcOZnI9W/r0\n\
    BaUMike6l6gsB+FOWM32wQVGSUVVfpSAIc9mkyFDoywwKjAJBgNVHRMEAjAAMB0G\n\
    A1UdDgQWBBTzgrjSUNuAMEAQhnoeiGXoxwBc1jAKBggqhkjOPQQDAgNJADBGAiEA\n\
    y/xPzezsPHNhWpbu738nB+AfRGAeP2WDDJJDHM+ZIosCIQCTaTmkf02mpOwLEJm1\n\
    xUqbYmTgcioSnJelxtYZVS49Cw==\n\
    -----END CERTIFICATE-----\n";

/// The same, of version 1.
const V1: &str = "-----BEGIN CERTIFICATE-----\n\
    MIIBKzCB0QIUI2Mnyzan3JNDNPec/d2diswWV1gwCgYIKoZIzj0EAwIwGDEWMBQG\n\
    A1UEAwwNd2F2ZXBhc3MtdGVzdDAeFw0yNjExMDEwMDAwMDBaFw0yNzAxMzExMjAw\n\
    MDBaMBgxFjAUBgNVBAMMDXdhdmVwYXNzLXRlc3QwWTATBgcqhkjOPQIBBggqhkjO\n\
    PQMBBwNCAATC/1kAA5dHtuiYKeqwqgvAtr4o5i9FilUh/CcOZnI9W/r0BaUMike6\n\
    l6gsB+FOWM32wQVGSUVVfpSAIc9mkyFDMAoGCCqGSM49BAMCA0kAMEYCIQCGfTTE\n\
    TdVoh5q+p6mnct1NDrTVMiFtg1HW+Q5pcxMVKwIhAPF8c73LIa5fWYITl4BhxId+\n\
    XW1rD7dDv2vmz4UskHjb\n\
    -----END CERTIFICATE-----\n";

/// One that ends in 2060, which is written in another form.
const FAR: &str = "-----BEGIN CERTIFICATE-----\n\
    MIIBLDCB0wIUd5ZpcyS5sLjsz5u91PA+kcC7ROUwCgYIKoZIzj0EAwIwGDEWMBQG\n\
    A1UEAwwNd2F2ZXBhc3MtdGVzdDAgFw0yNjExMDEwMDAwMDBaGA8yMDYwMDEzMTEy\n\
    MDAwMFowGDEWMBQGA1UEAwwNd2F2ZXBhc3MtdGVzdDBZMBMGByqGSM49AgEGCCqG\n\
    SM49AwEHA0IABML/WQADl0e26Jgp6rCqC8C2vijmL0WKVSH8Jw5mcj1b+vQFpQyK\n\
    R7qXqCwH4U5YzfbBBUZJRVV+lIAhz2aTIUMwCgYIKoZIzj0EAwIDSAAwRQIgZTOh\n\
    zs4ED0GiP7FC27JS4QVe+Bnc5JIF0Udnuq/z+s4CIQCRr5McUHabYp6FqKYshJgd\n\
    xrhPknKJRv9AxO8VXJvMzQ==\n\
    -----END CERTIFICATE-----\n";

/// One without an end of its own.
const ENDLESS: &str = "-----BEGIN CERTIFICATE-----\n\
    MIIBKzCB0wIUQh1EkcOKnXIhW6o0prFO5bpQ8EQwCgYIKoZIzj0EAwIwGDEWMBQG\n\
    A1UEAwwNd2F2ZXBhc3MtdGVzdDAgFw0yNjExMDEwMDAwMDBaGA85OTk5MTIzMTIz\n\
    NTk1OVowGDEWMBQGA1UEAwwNd2F2ZXBhc3MtdGVzdDBZMBMGByqGSM49AgEGCCqG\n\
    SM49AwEHA0IABML/WQADl0e26Jgp6rCqC8C2vijmL0WKVSH8Jw5mcj1b+vQFpQyK\n\
    R7qXqCwH4U5YzfbBBUZJRVV+lIAhz2aTIUMwCgYIKoZIzj0EAwIDRwAwRAIgX0Ti\n\
    zPx8e7tUZVbjgl4wWnVEeTdshqvcSCOZMCG6MuECIGKqOxgwzIAxVpAywWm8J9os\n\
    2ZCXF+VfVPHucnTXYFwk\n\
    -----END CERTIFICATE-----\n";

/// One that ended on 1 November 2025.
const OVER: &str = "-----BEGIN CERTIFICATE-----\n\
    MIIBKzCB0QIUfMSlCLZPRTzxRjgQSiWiGQh3N14wCgYIKoZIzj0EAwIwGDEWMBQG\n\
    A1UEAwwNd2F2ZXBhc3MtdGVzdDAeFw0yNTAxMDEwMDAwMDBaFw0yNTExMDExMjAw\n\
    MDBaMBgxFjAUBgNVBAMMDXdhdmVwYXNzLXRlc3QwWTATBgcqhkjOPQIBBggqhkjO\n\
    PQMBBwNCAATC/1kAA5dHtuiYKeqwqgvAtr4o5i9FilUh/CcOZnI9W/r0BaUMike6\n\
    l6gsB+FOWM32wQVGSUVVfpSAIc9mkyFDMAoGCCqGSM49BAMCA0kAMEYCIQDdY+eX\n\
    syllhLnRYQ/rpbxjZkiTgBBK2IrVDr1Egjva/QIhAOOp5CDLZv12JyuXGoHLPvHP\n\
    UnCAxl2KabL/a1h/spyc\n\
    -----END CERTIFICATE-----\n";

/// 31 January 2027, at noon.
const END: i64 = 1_801_396_800;
const DAY: i64 = 24 * 60 * 60;

#[test]
fn a_certificate_says_when_it_ends() {
    for (text, end) in [
        (V3.to_owned(), Some(END)),
        (V1.to_owned(), Some(END)),
        (FAR.to_owned(), Some(2_842_776_000)),
        (format!("{V3}{OVER}"), Some(END)),
        (V3.replace('\n', "\r\n"), Some(END)),
        (ENDLESS.to_owned(), None),
    ] {
        assert_eq!(end_of_certificate(&text), end, "{text}");
    }
}

#[test]
fn what_is_no_whole_certificate_says_nothing() {
    let cut = V3.replace("-----END CERTIFICATE-----", "");
    let other = V3.replace("CERTIFICATE", "CERTIFICATE REQUEST");
    let broken = V3.replacen("MII", "MIA", 1);
    for text in ["", "MIIB", &cut, &other, &broken] {
        assert_eq!(end_of_certificate(text), None, "{text}");
    }
}

fn form(kind: Kind, field: &'static str, value: &str) -> CredentialsForm {
    let mut form = CredentialsForm::of_kind(kind);
    form.set(Field::Key(field), value);
    form
}

/// What is said of the day on which the secret ends, and of the field.
fn said(form: &CredentialsForm, field: &'static str, now: i64) -> (Vec<String>, Vec<String>) {
    let context = ValidationContext {
        now: Some(now),
        ..ValidationContext::default()
    };
    let told = |field| {
        let findings = form.findings(field, &context).into_iter();
        let told = findings.map(|it| format!("{}: {}", it.code.as_str(), it.message));
        told.collect::<Vec<_>>()
    };
    (told(Field::Expires), told(Field::Key(field)))
}

/// A token that ends then.
fn token(claims: &str) -> String {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let head = part(r#"{"alg":"RS256"}"#);
    format!("{head}.{}.c2lnbmF0dXJl", part(claims))
}

#[test]
fn the_day_on_which_a_certificate_or_a_token_ends_is_proposed() {
    let service_account = token(&format!(r#"{{"iss":"kubernetes","exp":{END}}}"#));
    for (kind, field, value) in [
        (Kind::KubernetesCertificate, "k8s-certificate", V3),
        (Kind::KubernetesToken, "k8s-token", service_account.as_str()),
    ] {
        let form = form(kind, field, value);
        let (day, own) = said(&form, field, END - 90 * DAY);
        let expected = "The secret itself says that it ends on 2027-01-31.";
        assert_eq!(
            day,
            [format!("{}: {expected}", SECRET_TELLS_ITS_END.as_str())]
        );
        assert_eq!(own, [""; 0], "{kind:?}");
        let mut filled = form.clone();
        filled.set(Field::Expires, "2027-01-31");
        assert_eq!(said(&filled, field, END - 90 * DAY).0, [""; 0]);
    }
}

#[test]
fn what_has_ended_or_ends_within_a_day_is_said_of_the_value_itself() {
    let form = form(Kind::KubernetesCertificate, "k8s-certificate", V3);
    let (day, own) = said(&form, "k8s-certificate", END - 3600);
    assert_eq!(day, [""; 0]);
    assert_eq!(
        own,
        [
            "value-ends-soon: By what it says itself: It expires in 1 h, on 31 January 2027 at \
          12:00 UTC."
        ]
    );
    let (day, own) = said(&form, "k8s-certificate", END);
    assert_eq!(day, [""; 0]);
    assert!(own[0].starts_with("value-has-ended: By what it says itself: It has expired"));
}

#[test]
fn of_what_says_nothing_of_its_end_nothing_is_said() {
    for value in [
        token(r#"{"iss":"kubernetes"}"#),
        token(r#"{"exp":"soon"}"#),
        "eyJhbGciOiJSUzI1NiJ9".to_owned(),
        "plain-token".to_owned(),
    ] {
        let form = form(Kind::KubernetesToken, "k8s-token", &value);
        assert_eq!(said(&form, "k8s-token", END).0, [""; 0], "{value}");
    }
    let form = form(Kind::KubernetesCertificate, "k8s-certificate", ENDLESS);
    assert_eq!(
        said(&form, "k8s-certificate", END),
        (Vec::new(), Vec::new())
    );
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64), at in 0_usize..300, byte: u8) {
        let _ = not_after(&bytes);
        // One that is nearly a certificate.
        let mut nearly = Pem::read(V3).unwrap().bytes().unwrap();
        let at = at % nearly.len();
        nearly[at] = byte;
        let _ = not_after(&nearly);
        let _ = not_after(&nearly[..at]);
    }
}
