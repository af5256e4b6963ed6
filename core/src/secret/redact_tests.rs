use proptest::prelude::*;

use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn what_looks_like_a_secret_is_hidden() {
    for (text, shown) in [
        (
            "docker login -u me -p hunter2 quay.io",
            "docker login -u me -p [hidden] quay.io",
        ),
        (
            "docker login -u me -phunter2",
            "docker login -u me -p[hidden]",
        ),
        (
            "docker login --password hunter2 quay.io",
            "docker login --password [hidden] quay.io",
        ),
        (
            "docker login --password='a b' x",
            "docker login --password='[hidden]' x",
        ),
        (
            "curl -u me:hunter2 https://x.io",
            "curl -u me:[hidden] https://x.io",
        ),
        (
            "https://me:hunter2@quay.io/v2/",
            "https://me:[hidden]@quay.io/v2/",
        ),
        (
            "https://me:hun/t@er2@quay.io/v2/",
            "https://me:[hidden]@quay.io/v2/",
        ),
        ("https://tok3n@quay.io", "https://[hidden]@quay.io"),
        ("password=hunter2", "password=[hidden]"),
        (
            "\"password\": \"hun\\\"ter2\", \"x\": 1",
            "\"password\": \"[hidden]\", \"x\": 1",
        ),
        (
            r#"{\"password\":\"hunter2\",\"x\":1}"#,
            r#"{\"password\":\"[hidden]\",\"x\":1}"#,
        ),
        (
            "<password>hunter2</password>",
            "<password>[hidden]</password>",
        ),
        (
            "tower.accessToken = 'abc'",
            "tower.accessToken = '[hidden]'",
        ),
        (
            "TOWER_ACCESS_TOKEN=abc nextflow",
            "TOWER_ACCESS_TOKEN=[hidden] nextflow",
        ),
        (
            "aws_secret_access_key = abc",
            "aws_secret_access_key = [hidden]",
        ),
        ("\"auth\": \"dTpw\"", "\"auth\": \"[hidden]\""),
        ("Authorization: Basic dTpw", "Authorization: [hidden]"),
        (
            "curl -H \"Authorization: Bearer abc\" https://x.io",
            "curl -H \"Authorization: [hidden]\" https://x.io",
        ),
        ("got Bearer abcDEF123456", "got Bearer [hidden]"),
        (
            "machine x.io login me password hunter2",
            "machine x.io login me password [hidden]",
        ),
        (
            "my key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY.",
            "my key [hidden].",
        ),
        ("id AKIAIOSFODNN7EXAMPLE", "id [hidden]"),
        ("x glpat-abcdefghij1234567890 y", "x [hidden] y"),
        (
            "-----BEGIN PRIVATE KEY-----\nMIIE\nabc\n-----END PRIVATE KEY-----\nrest",
            "-----BEGIN [hidden]-----END PRIVATE KEY-----\nrest",
        ),
    ] {
        assert_eq!(redact(text), shown, "{text}");
    }
}

#[test]
fn ordinary_messages_stay_as_they_are() {
    for text in [
        "Container image 'quay.io/org/tool:1' does not exist or access is not authorized",
        "unauthorized: authentication required, visit https://aka.ms/acr/authorization",
        "denied: Your authorization token has expired. Reauthenticate and try again.",
        "Missing credentials for container repository: docker.io/acme/x",
        "Invalid credentials for container registry",
        "The credentials 'my-creds' are invalid — check them",
        "Unauthorized - Make sure you have provided a valid access token",
        "WWW-Authenticate: Bearer realm=\"https://quay.io/v2/auth\",service=\"quay.io\"",
        "ubuntu@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "docker://quay.io:443/org/tool@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "community.wave.seqera.io/library/samtools:1.21--84c9d77c3901e90b",
        "docker login ghcr.io --password-stdin --username me",
        "echo done; docker login ghcr.io",
        "nextflow run main.nf -profile docker -params-file p.yml",
        "basic authentication is required",
        "io.seqera.wave.plugin.exception.BadResponseException at WaveClient.sendRequest",
        "/home/user/work/1a/2b3c4d5e6f7890abcdef1234567890/.command.run",
        "",
    ] {
        assert_eq!(redact(text), text);
    }
}

/// One text of each kind that must never be seen, in the form in which it occurs.
fn planted() -> impl Strategy<Value = (String, String)> {
    let secret = "[A-Za-z0-9_.!%^*+-]{6,30}";
    let token = "[A-Za-z0-9]{24,40}";
    let prefixed = (
        prop::sample::select(vec![
            "dckr_pat_",
            "dckr_oat_",
            "ghp_",
            "gho_",
            "ghu_",
            "ghs_",
            "ghr_",
            "github_pat_",
            "glpat-",
            "gldt-",
            "glcbt-",
            "glptt-",
            "nvapi-",
            "dop_v1_",
            "doo_v1_",
            "dor_v1_",
            "cmVmd",
            "AKCp",
            "ya29.",
            "sha256~",
            "LTAI",
            "AIza",
            "eyJ",
        ]),
        token,
    )
        .prop_map(|(prefix, rest)| (format!("{prefix}{rest}"), rest));
    let framed = (
        prop::sample::select(vec![
            ("password=", ""),
            ("PASSWORD: ", ""),
            ("\"password\":\"", "\""),
            ("\\\"secretKey\\\": \\\"", "\\\""),
            ("client_secret = '", "'"),
            ("accessToken=", ""),
            ("api-key: ", ""),
            ("<token>", "</token>"),
            ("\"auth\": \"", "\""),
            (" -p ", ""),
            (" -p '", "'"),
            ("docker login -p", ""),
            (" --password ", ""),
            (" --password=", ""),
            (" --token \"", "\""),
            ("Authorization: Basic ", ""),
            ("authorization: Custom ", ""),
            ("https://me:", "@quay.io/v2/"),
            ("oras://robot$x:", "@reg.example.com:5000/a/b@sha256:00"),
            ("curl -u me:", ""),
            (
                "-----BEGIN RSA PRIVATE KEY-----\n",
                "\n-----END RSA PRIVATE KEY-----",
            ),
        ]),
        secret,
    )
        .prop_map(|((before, after), secret)| (format!("{before}{secret}{after}"), secret));
    let aws = "[A-Za-z0-9]{37}".prop_map(|rest| {
        let key = format!("Aa1{rest}");
        (format!(" {key} "), key)
    });
    let acr = "[A-Za-z0-9]{42}".prop_map(|start| {
        let password = format!("{start}+ACRAabcde");
        (password.clone(), password)
    });
    prop_oneof![prefixed, framed, aws, acr]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_planted_secret_gets_through(
        before in "\\PC{0,40}|([a-z]{1,9}[ =:'\"@/]?){0,6}|(password=\"|token: '|https://a:b|-----|\\\\){0,3}",
        (text, secret) in planted(),
        after in "\\PC{0,40}|([a-z]{1,9}[ =:'\"@/]?){0,6}",
    ) {
        let pasted = format!("{before}\n{text}\n{after}");
        let shown = redact(&pasted);
        prop_assert!(!shown.contains(&secret), "{shown}");
        // On one line, with something that ends a word around it.
        let pasted = format!("{before} {text} {after}");
        let shown = redact(&pasted);
        prop_assert!(!shown.contains(&secret), "{shown}");
    }

    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let _ = redact(&text);
    }

    #[test]
    fn what_is_hidden_stays_hidden(text in "(\\PC|password=|://|-p |\n){0,60}") {
        let once = redact(&text).into_owned();
        let twice = redact(&once).into_owned();
        prop_assert_eq!(redact(&twice).into_owned(), twice);
    }
}

#[test]
fn places_are_found_again_where_secrets_were_hidden() {
    let text = "a -p hunter2 b password=swordfish c";
    let mut redactor = Redactor::new(text);
    while !redactor.advance(redactor.at + 3) {}
    let (shown, places) = redactor.finish();
    assert_eq!(shown, redact(text));
    for word in ["a -p", " b ", " c"] {
        let (before, now) = (text.find(word).unwrap(), shown.find(word).unwrap());
        assert_eq!(places.now(before), now, "{word}");
    }
    assert_eq!(places.now(text.len()), shown.len());
    assert_eq!(Places::default().now(7), 7);
}
