//! What each source gives, row by row.

use super::*;
use crate::secret::Secret;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const GUID: &str = "00000000-0000-0000-0000-000000000000";

#[track_caller]
fn pasted(text: &str, format: Format) -> Vec<Entry> {
    let pasted = read(text).unwrap_or_else(|| panic!("not recognised: {text}"));
    assert_eq!(pasted.format, format, "{text}");
    pasted.entries
}

fn login(entry: &Entry) -> (&str, &str, &str) {
    (
        entry.registry.get().map_or("", String::as_str),
        entry.user_name.get().map_or("", String::as_str),
        entry.password.get().map_or("", Secret::expose),
    )
}

#[track_caller]
fn gives(text: &str, format: Format, expected: (&str, &str, &str)) -> Entry {
    let mut entries = pasted(text, format);
    assert_eq!(entries.len(), 1, "{text}");
    let entry = entries.remove(0);
    assert_eq!(login(&entry), expected, "{text}");
    entry
}

#[test]
fn the_last_of_two_options_counts() {
    let text = "docker login -u a --username b -p c -pd quay.io";
    gives(text, Format::DockerLogin, ("quay.io", "b", "d"));
}

#[test]
fn options_that_take_a_value_do_not_leave_it_as_the_server() {
    for text in [
        "docker -H tcp://x:2375 login -u a -p b quay.io",
        "docker --context x login -u a -p b quay.io",
        "docker --log-level debug login -u a -p b quay.io",
        "podman login --cert-dir /c --authfile f -u a -p b quay.io",
        "helm registry login --ca-file c -u a -p b quay.io",
        "oras login --registry-config f --resolve x:1:2 -u a -p b quay.io",
        "docker login -u a -p b -- quay.io",
        "docker login -Du a -p b quay.io",
    ] {
        gives(text, Format::DockerLogin, ("quay.io", "a", "b"));
    }
}

#[test]
fn a_value_that_looks_like_an_option_is_a_value() {
    let text = "docker login -u a -p -x quay.io";
    gives(text, Format::DockerLogin, ("quay.io", "a", "-x"));
    let text = "docker login -u a --password=--y quay.io";
    gives(text, Format::DockerLogin, ("quay.io", "a", "--y"));
    let text = "docker login -u a -p= quay.io";
    assert!(read(text).is_some(), "an option may end the line");
}

#[test]
fn passwords_with_characters_of_the_shell_are_read_as_the_shell_reads_them() {
    for (word, password) in [
        ("'a b'", "a b"),
        ("\"a b\"", "a b"),
        ("a\\ b", "a b"),
        ("'a\"b'", "a\"b"),
        ("\"a'b\"", "a'b"),
        ("\"a\\\"b\"", "a\"b"),
        ("'a'\\''b'", "a'b"),
        ("'$x'", "$x"),
        ("\\$x", "$x"),
        ("'a;b|c&d'", "a;b|c&d"),
        ("'#a'", "#a"),
        ("a#b", "a#b"),
        ("a:b@c/d", "a:b@c/d"),
        ("\u{e4}\u{f6}", "\u{e4}\u{f6}"),
    ] {
        let text = format!("docker login -u me -p {word} quay.io");
        gives(&text, Format::DockerLogin, ("quay.io", "me", password));
    }
}

#[test]
fn the_keys_of_a_web_login_are_no_registries() {
    let text = r#"{"auths":{"https://index.docker.io/v1/":{"auth":"bWU6eA=="},
        "https://index.docker.io/v1/access-token":{"auth":"bWU6eQ=="},
        "https://index.docker.io/v1/refresh-token":{"auth":"bWU6eg=="}}}"#;
    gives(text, Format::DockerConfig, ("docker.io", "me", "x"));
}

#[test]
fn the_auth_value_is_split_at_its_first_colon() {
    for (pair, user, password) in [
        ("me:x", "me", "x"),
        ("me:x:y:", "me", "x:y:"),
        ("robot$lib+a:x", "robot$lib+a", "x"),
        ("me:p\u{e4}ss", "me", "p\u{e4}ss"),
    ] {
        for auth in [
            encoding::encode(pair),
            encoding::encode(pair).replace('=', ""),
        ] {
            let text = format!(r#"{{"auths":{{"https://quay.io/v2/":{{"auth":"{auth}"}}}}}}"#);
            gives(&text, Format::DockerConfig, ("quay.io", user, password));
            let text = format!(r#"{{"quay.io":{{"auth":"{auth}","email":"a@b.c"}}}}"#);
            gives(
                &text,
                Format::DockerConfigLegacy,
                ("quay.io", user, password),
            );
        }
    }
}

#[test]
fn a_kubernetes_secret_may_hold_its_configuration_plain() {
    let config = r#"{"auths":{"quay.io":{"auth":"bWU6eA==","email":""}}}"#;
    let text =
        format!("apiVersion: v1\nkind: Secret\nstringData:\n  .dockerconfigjson: '{config}'\n");
    gives(&text, Format::KubernetesSecret, ("quay.io", "me", "x"));
    let text = format!("stringData:\n  .dockerconfigjson: |\n    {config}\n");
    gives(&text, Format::KubernetesSecret, ("quay.io", "me", "x"));
    for text in [
        format!("annotations:\n  .dockerconfigjson: '{config}'\n"),
        format!(".dockerconfigjson: '{config}'\n"),
        "data:\n  .dockerconfigjson: '%%%'\n".to_owned(),
        "data:\n  password: eA==\n".to_owned(),
    ] {
        let found = read(&text).map(|pasted| pasted.format);
        assert_ne!(found, Some(Format::KubernetesSecret), "{text}");
    }
}

#[test]
fn azure_answers_give_what_they_know_and_no_more() {
    let text = format!(
        r#"{{"accessToken":"t","loginServer":"R.azurecr.io","refreshToken":"u","username":"{GUID}"}}"#
    );
    let entry = gives(&text, Format::AzureExposeToken, ("r.azurecr.io", GUID, "t"));
    assert_eq!(entry.caution, Some(Caution::ShortLived));
    assert!(!entry.registry.is_guess());

    let text = r#"{"passwords":[{"creationTime":"2026-01-01T00:00:00Z","expiry":null,
        "name":"password1","value":"v"}],"username":"Tok"}"#;
    let entry = gives(text, Format::AzureTokenCredentialGenerate, ("", "Tok", "v"));
    assert_eq!(entry.caution, None, "a token is no administrator");

    let text = r#"{"appId":"a","displayName":"d","password":"p","tenant":"t"}"#;
    let entry = gives(text, Format::AzureServicePrincipal, ("", "a", "p"));
    assert!(entry.registry.is_absent());

    for text in [
        r#"{"loginServer":"r.azurecr.io"}"#,
        r#"{"accessToken":"t"}"#,
        r#"{"appId":"a"}"#,
        r#"{"username":"x","passwords":[]}"#,
        r#"{"username":"x","passwords":[{"name":"password"}]}"#,
    ] {
        assert!(read(text).is_none(), "{text}");
    }
}

#[test]
fn the_older_file_of_the_aws_console_has_five_columns() {
    let text = "User name,Password,Access key ID,Secret access key,Console login link\r\n\
                wave,,AKIAIOSFODNN7EXAMPLE,k+/y,https://123456789012.signin.aws.amazon.com/console\r\n";
    let entry = gives(text, Format::AwsCsv, ("", "AKIAIOSFODNN7EXAMPLE", "k+/y"));
    assert_eq!(entry.hints, [Hint::AwsAccount("123456789012".into())]);
    for link in ["https://acme.signin.aws.amazon.com/console", "", "x"] {
        let text = text.replace("https://123456789012.signin.aws.amazon.com/console", link);
        assert_eq!(pasted(&text, Format::AwsCsv)[0].hints, [], "{link}");
    }
}

#[test]
fn two_keys_in_a_file_are_two_entries() {
    let text = "Access key ID,Secret access key\nAKIA1,one\nAKIA2,two\n";
    let entries = pasted(text, Format::AwsCsv);
    let logins: Vec<_> = entries.iter().map(login).collect();
    assert_eq!(logins, [("", "AKIA1", "one"), ("", "AKIA2", "two")]);
}

#[test]
fn a_netrc_may_be_one_line_or_many() {
    for text in [
        "machine quay.io login me password x",
        "machine quay.io\nlogin me\npassword x",
        "machine quay.io\n\tlogin me\n\tpassword x\n",
        "machine https://quay.io/ password x login me",
    ] {
        gives(text, Format::Netrc, ("quay.io", "me", "x"));
    }
    let entries = pasted(
        "machine a.io login b password c machine d.io login e password f",
        Format::Netrc,
    );
    assert_eq!(entries.len(), 2);
}

#[test]
fn a_url_gives_its_user_and_its_password_decoded() {
    for (text, expected) in [
        ("https://me:x@quay.io", ("quay.io", "me", "x")),
        ("https://me@quay.io", ("quay.io", "me", "")),
        (
            "oras://me:a%3Ab%2Fc@quay.io:8443/x",
            ("quay.io:8443", "me", "a:b/c"),
        ),
        (
            "https://robot%24lib%2Ba:x@h.example.com",
            ("h.example.com", "robot$lib+a", "x"),
        ),
        ("http://me:a:b@quay.io?x#y", ("quay.io", "me", "a:b")),
        ("https://me:x@index.docker.io/v1/", ("docker.io", "me", "x")),
    ] {
        gives(text, Format::Url, expected);
    }
    for text in [
        "https://@quay.io",
        "https://me:x@",
        "https://me:x@quay.io more",
        "me:x@quay.io",
    ] {
        assert!(read(text).is_none(), "{text}");
    }
}

#[test]
fn every_prefix_of_a_token_names_its_source() {
    for (prefix, format, registry) in [
        ("dckr_pat_", Format::DockerToken, "docker.io"),
        ("dckr_oat_", Format::DockerToken, "docker.io"),
        ("ghp_", Format::GitHubToken, "ghcr.io"),
        ("gho_", Format::GitHubToken, "ghcr.io"),
        ("ghu_", Format::GitHubToken, "ghcr.io"),
        ("ghs_", Format::GitHubToken, "ghcr.io"),
        ("ghr_", Format::GitHubToken, "ghcr.io"),
        ("github_pat_", Format::GitHubToken, "ghcr.io"),
        ("glpat-", Format::GitLabToken, ""),
        ("gldt-", Format::GitLabToken, ""),
        ("glcbt-", Format::GitLabToken, ""),
        ("glptt-", Format::GitLabToken, ""),
        ("nvapi-", Format::NgcToken, "nvcr.io"),
        ("ya29.", Format::GoogleToken, ""),
    ] {
        let token = format!("{prefix}0a1B");
        let entry = pasted(&token, format).remove(0);
        assert_eq!(login(&entry).0, registry, "{token}");
        assert_eq!(login(&entry).2, token);
        let is_short = matches!(prefix, "ghs_" | "glcbt-" | "ya29.");
        assert_eq!(
            entry.caution == Some(Caution::ShortLived),
            is_short,
            "{prefix}"
        );
        assert!(read(prefix).is_none(), "a prefix alone is no token");
        assert!(read(&format!("{token} and more")).is_none(), "{token}");
    }
}

#[test]
fn terraform_takes_comments_and_heredocs_for_what_they_are() {
    let text = "resource \"seqera_container_registry_credential\" \"a\" {\n  # password = \"old\"\n  \
                username = \"me\"\n  password = \"x\"\n  registry = \"quay.io\"\n}\n\
                resource \"aws_s3_bucket\" \"b\" {\n  bucket = \"c\"\n}\n";
    gives(text, Format::Terraform, ("quay.io", "me", "x"));
    for text in [
        "resource \"aws_s3_bucket\" \"b\" {\n  password = \"x\"\n}",
        "variable \"password\" { default = \"x\" }",
    ] {
        assert!(read(text).is_none(), "{text}");
    }
}

#[test]
fn the_login_of_a_request_to_dockers_api_is_read_wherever_it_stands() {
    let login = r#"{"username": "me", "password": "x:y", "serveraddress": "https://registry.lab.example/v2/"}"#;
    let standard = encoding::encode(login);
    // What clients of Docker send has the alphabet of addresses.
    let url_safe = standard.replace('+', "-").replace('/', "_");
    for word in [&standard, &url_safe] {
        for text in [
            word.clone(),
            format!("X-Registry-Auth: {word}"),
            format!("x-registry-auth:{word}\r\nContent-Type: application/json"),
            format!(
                "curl -X POST -H \"X-Registry-Auth: {word}\" http://localhost:2375/images/create?fromImage=a"
            ),
        ] {
            gives(
                &text,
                Format::DockerRequest,
                ("registry.lab.example", "me", "x:y"),
            );
        }
    }
    let builds = encoding::encode(r#"{"ghcr.io":{"username":"me","password":"x"}}"#);
    gives(
        &format!("X-Registry-Config: {builds}"),
        Format::DockerConfigLegacy,
        ("ghcr.io", "me", "x"),
    );
    let token = encoding::encode(r#"{"identitytoken": "abc"}"#);
    let entry = pasted(&format!("X-Registry-Auth: {token}"), Format::DockerRequest).remove(0);
    assert_eq!(entry.password.reason(), Some(Reason::IdentityToken));
}

#[test]
fn another_object_in_base64_is_no_user_and_password() {
    for object in [r#"{"a": "b"}"#, r#"{"username": "me"}"#, "{}"] {
        let word = encoding::encode(object);
        assert!(read(&word).is_none(), "{object}");
        let found = read(&format!("X-Registry-Auth: {word}"));
        let entries = found.map(|pasted| pasted.entries).unwrap_or_default();
        assert!(
            entries.iter().all(|entry| entry.password.get().is_none()),
            "{object}"
        );
    }
    // Braces alone make no object.
    let word = encoding::encode("{me:and-a-password}");
    gives(
        &word,
        Format::DockerAuthValue,
        ("", "{me", "and-a-password}"),
    );
}

#[test]
fn the_line_of_a_kubernetes_secret_is_enough() {
    let config = encoding::encode(r#"{"auths":{"ghcr.io":{"auth":"bWU6eA=="}}}"#);
    for text in [
        format!(".dockerconfigjson: {config}"),
        format!("  .dockerconfigjson: \"{config}\"\n"),
        format!("\".dockerconfigjson\": \"{config}\""),
    ] {
        gives(&text, Format::KubernetesSecret, ("ghcr.io", "me", "x"));
    }
}
