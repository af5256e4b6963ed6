use proptest::prelude::*;

use super::*;
#[cfg(not(target_arch = "wasm32"))]
use crate::linear_time_tests::assert_linear;
use crate::placeholder::Placeholder;
use crate::registry::user_name_spelling::plain;
use crate::secret::Secret;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const GUID: &str = "00000000-0000-0000-0000-000000000000";
const ECR: &str = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
const ID: &str = "AKIAIOSFODNN7EXAMPLE";
const KEY: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

/// What an entry offers, as (registry, user name, password); empty for nothing.
fn login(entry: &Entry) -> (&str, &str, &str) {
    (
        entry.registry.get().map_or("", String::as_str),
        entry.user_name.get().map_or("", String::as_str),
        entry.password.get().map_or("", Secret::expose),
    )
}

#[track_caller]
fn pasted(text: &str, format: Format) -> Pasted {
    let pasted = read(text).unwrap_or_else(|| panic!("not recognised: {text}"));
    assert_eq!(pasted.format, format, "{text}");
    pasted
}

#[track_caller]
fn one(text: &str, format: Format) -> Entry {
    let mut pasted = pasted(text, format);
    assert_eq!(pasted.entries.len(), 1, "{text}");
    pasted.entries.remove(0)
}

#[test]
fn every_spelling_of_a_docker_login_is_read() {
    for text in [
        "docker login -u user1 -p s3cret quay.io",
        "docker login --username user1 --password s3cret quay.io",
        "docker login --username=user1 --password=s3cret quay.io",
        "docker login -uuser1 -ps3cret quay.io",
        "docker login -u=user1 -p=s3cret quay.io",
        "docker login quay.io -u user1 -p s3cret",
        "docker login https://quay.io/v2/ -u 'user1' -p \"s3cret\"",
        "docker login \\\n  -u user1 \\\n  -p s3cret \\\n  quay.io",
        "$ docker login \\\n> -u user1 -p s3cret quay.io",
        "docker login ^\r\n -u user1 -p s3cret quay.io",
        "docker login `\r\n -u user1 -p s3cret quay.io",
        "# docker login -u user1 -p s3cret quay.io",
        "me@host:~$ sudo -E docker login -u user1 -p s3cret quay.io # note",
        "PS C:\\> docker.exe login -u user1 -p s3cret quay.io",
        "DOCKER_CONFIG=/tmp/x docker login -u user1 -p s3cret quay.io",
        "docker --config /tmp/x login -u user1 -p s3cret -e none quay.io",
        "/usr/bin/docker -D login -u user1 -p s3cret quay.io && docker pull quay.io/a/b",
        "cd /tmp; docker login -u user1 -p s3cret quay.io >/dev/null 2>&1",
        "echo s3cret | docker login -u user1 --password-stdin quay.io",
        "echo -n 's3cret' | docker login quay.io --username user1 --password-stdin",
        "printf '%s' s3cret | docker login -u user1 --password-stdin quay.io",
        "printf 's3cret\\n' | docker login -u user1 --password-stdin quay.io",
        "docker login -u user1 --password-stdin quay.io <<< s3cret",
        "docker login -u user1 --password-stdin quay.io <<<'s3cret'",
        "'s3cret' | docker login -u user1 --password-stdin quay.io",
        "export PW=s3cret\necho $PW | docker login -u user1 --password-stdin quay.io",
        "podman login --tls-verify=false -u user1 -p s3cret quay.io",
        "nerdctl login -u user1 -p s3cret quay.io",
        "buildah login --authfile a.json -u user1 -p s3cret quay.io",
        "skopeo login quay.io -u user1 -p s3cret",
        "helm registry login quay.io --username user1 --password s3cret",
        "oras login -u user1 -p s3cret quay.io",
        "crane auth login quay.io -u user1 -p s3cret",
        "apptainer registry login --username user1 --password s3cret oras://quay.io",
        "singularity remote login -u user1 -p s3cret docker://quay.io",
    ] {
        let entry = one(text, Format::DockerLogin);
        assert_eq!(login(&entry), ("quay.io", "user1", "s3cret"), "{text}");
        assert_eq!(entry.findings(None), [], "{text}");
    }
}

#[test]
fn a_login_without_a_server_is_at_docker_hub() {
    for text in [
        "docker login -u user1 -p s3cret",
        "docker login -u user1 -p s3cret https://index.docker.io/v1/",
        "docker login -u user1 -p s3cret registry-1.docker.io",
    ] {
        let entry = one(text, Format::DockerLogin);
        assert_eq!(login(&entry), ("docker.io", "user1", "s3cret"), "{text}");
    }
}

#[test]
fn what_only_the_shell_knows_stays_empty_with_the_reason() {
    for (text, reason) in [
        ("docker login -u me -p $PW ghcr.io", Reason::ShellVariable),
        (
            "docker login -u me -p \"${PW}\" ghcr.io",
            Reason::ShellVariable,
        ),
        ("docker login -u me -p %PW% ghcr.io", Reason::ShellVariable),
        (
            "echo $PW | docker login ghcr.io -u me --password-stdin",
            Reason::ShellVariable,
        ),
        (
            "docker login ghcr.io -u me --password-stdin <<< \"$PW\"",
            Reason::ShellVariable,
        ),
        (
            "docker login ghcr.io -u me -p $(cat f)",
            Reason::CommandOutput,
        ),
        (
            "docker login ghcr.io -u me -p \"`cat f`\"",
            Reason::CommandOutput,
        ),
        (
            "docker login ghcr.io -u me --password-stdin",
            Reason::StandardInput,
        ),
        (
            "docker login ghcr.io -u me --password-stdin < f",
            Reason::StandardInput,
        ),
        (
            "cat f | docker login ghcr.io -u me --password-stdin",
            Reason::StandardInput,
        ),
        (
            "pass show x | docker login ghcr.io -u me --password-stdin",
            Reason::StandardInput,
        ),
        ("docker login -u me -p <token> ghcr.io", Reason::Placeholder),
        (
            "oras login -u me --identity-token x ghcr.io",
            Reason::IdentityToken,
        ),
    ] {
        let entry = one(text, Format::DockerLogin);
        assert_eq!(login(&entry), ("ghcr.io", "me", ""), "{text}");
        assert_eq!(entry.password.reason(), Some(reason), "{text}");
        assert_eq!(entry.findings(None).len(), 1, "{text}");
    }
}

#[test]
fn a_dollar_is_kept_where_the_shell_keeps_it_and_in_user_names_of_registries() {
    for (user, read) in [
        ("'robot$library+wave'", Some("robot$library+wave")),
        ("robot\\$library+wave", Some("robot$library+wave")),
        ("'$oauthtoken'", Some("$oauthtoken")),
        ("robot$library+wave", Some("robot$library+wave")),
        ("\"robot$library+wave\"", Some("robot$library+wave")),
        ("$oauthtoken", Some("$oauthtoken")),
        ("\"$app\"", Some("$app")),
        ("$name", None),
        ("wave$name", None),
        ("robot$(id)", None),
    ] {
        let entry = one(
            &format!("docker login -u {user} -p x h.example.com"),
            Format::DockerLogin,
        );
        assert_eq!(entry.user_name.get().map(String::as_str), read, "{user}");
        assert_eq!(entry.user_name.reason().is_none(), read.is_some(), "{user}");
    }
    let entry = one("docker login -u me -p x $CI_REGISTRY", Format::DockerLogin);
    assert_eq!(entry.registry, Value::Missing(Reason::ShellVariable));
}

#[test]
fn a_prompted_password_needs_no_word() {
    let entry = one("docker login -u me quay.io", Format::DockerLogin);
    assert!(entry.password.is_absent());
    assert_eq!(entry.findings(None), []);
}

#[test]
fn several_logins_are_several_entries() {
    let text = "docker login -u a -p b quay.io\nsudo podman login -u c -p d ghcr.io; docker ps";
    let entries = pasted(text, Format::DockerLogin).entries;
    let logins: Vec<_> = entries.iter().map(login).collect();
    assert_eq!(logins, [("quay.io", "a", "b"), ("ghcr.io", "c", "d")]);
}

#[test]
fn a_login_with_an_ecr_password_gives_only_the_registry() {
    for text in [
        &format!(
            "aws ecr get-login-password --region eu-west-1 | docker login --username AWS --password-stdin {ECR}"
        ),
        &format!("docker login -u AWS -p $(aws ecr get-login-password) {ECR}"),
        &format!("docker login -u AWS -p eyJwYXlsb2FkIjoi https://{ECR}"),
        &format!(
            "(Get-ECRLoginCommand).Password | docker login --username AWS --password-stdin {ECR}"
        ),
    ] {
        let entry = one(text, Format::DockerLogin);
        assert_eq!(login(&entry), (ECR, "", ""), "{text}");
        assert_eq!(
            entry.main_reason(),
            Some(Reason::WaveNeedsAccessKey),
            "{text}"
        );
    }
    let entry = one(
        "docker login -u AWS -p x harbor.example.com",
        Format::DockerLogin,
    );
    assert_eq!(login(&entry).1, "AWS", "elsewhere it is a name like others");
}

#[test]
fn logins_that_stop_working_soon_are_marked() {
    for text in [
        &format!("docker login r.azurecr.io -u {GUID} -p x"),
        &format!(
            "TOKEN=$(az acr login --name r --expose-token)\ndocker login r.azurecr.io --username {GUID} --password-stdin <<< $TOKEN"
        ),
        "gcloud auth print-access-token | docker login -u oauth2accesstoken --password-stdin https://europe-docker.pkg.dev",
        "docker login ghcr.io -u x -p ghs_abc",
    ] {
        let entry = one(text, Format::DockerLogin);
        assert_eq!(entry.caution, Some(Caution::ShortLived), "{text}");
    }
}

#[test]
fn kubectl_and_tw_are_read_like_docker() {
    let text = "kubectl -n x create secret docker-registry regcred --docker-server=quay.io \
                --docker-username user1 --docker-password='s3 cret' --docker-email=a@b.c";
    assert_eq!(
        login(&one(text, Format::Kubectl)),
        ("quay.io", "user1", "s3 cret")
    );
    let text = "oc create secret docker-registry r --docker-username=u --docker-password=p";
    assert_eq!(login(&one(text, Format::Kubectl)), ("docker.io", "u", "p"));
    assert!(
        read("kubectl create secret docker-registry r --from-file=.dockerconfigjson=f").is_none()
    );
    let entry = one(
        "tw credentials add container-reg -n my -u user1 -p s3cret",
        Format::TowerCli,
    );
    assert_eq!(login(&entry), ("docker.io", "user1", "s3cret"));
    assert_eq!(entry.name.as_deref(), Some("my"));
}

#[test]
fn a_docker_configuration_gives_its_entries_in_its_own_order() {
    let text = r#"{"auths":{"quay.io":{"auth":"bXlvcmcrd2F2ZTpBOkI"},
        "https://index.docker.io/v1/":{"auth":"dXNlcjE6eA==","email":""},
        "ghcr.io":{},"a.example.com":{"username":"u","password":"p"}},
        "credsStore":"desktop","credHelpers":{"gcr.io":"gcloud","ghcr.io":"x"}}"#;
    let entries = pasted(text, Format::DockerConfig).entries;
    let logins: Vec<_> = entries.iter().map(login).collect();
    assert_eq!(
        logins,
        [
            ("quay.io", "myorg+wave", "A:B"),
            ("docker.io", "user1", "x"),
            ("ghcr.io", "", ""),
            ("a.example.com", "u", "p"),
            ("gcr.io", "", ""),
        ]
    );
    for at in [2, 4] {
        assert_eq!(entries[at].main_reason(), Some(Reason::CredentialHelper));
    }
    let entry = one(
        r#"{"auths":{},"credsStore":"osxkeychain"}"#,
        Format::DockerConfig,
    );
    assert_eq!(entry.main_reason(), Some(Reason::CredentialHelper));
    assert!(entry.registry.is_absent());
}

#[test]
fn nul_bytes_around_a_password_are_dropped_as_docker_drops_them() {
    let auth = encoding::encode("user1:x\0\0");
    let text = format!(r#"{{"auths":{{"quay.io":{{"auth":"{auth}"}}}}}}"#);
    assert_eq!(
        login(&one(&text, Format::DockerConfig)),
        ("quay.io", "user1", "x")
    );
}

#[test]
fn an_auth_value_that_docker_refuses_gives_nothing() {
    for auth in ["eA==", "%%%", "/w=="] {
        let text = format!(r#"{{"auths":{{"quay.io":{{"auth":"{auth}"}}}}}}"#);
        let entry = one(&text, Format::DockerConfig);
        assert_eq!(login(&entry), ("", "", ""), "{auth}");
        assert_eq!(entry.main_reason(), Some(Reason::BadAuth), "{auth}");
    }
}

#[test]
fn an_identity_token_is_a_password_only_at_azure() {
    let auth = encoding::encode(&format!("{GUID}:"));
    let config = |host: &str| {
        format!(r#"{{"auths":{{"{host}":{{"auth":"{auth}","identitytoken":"t0ken"}}}}}}"#)
    };
    let entry = one(&config("r.azurecr.io"), Format::DockerConfig);
    assert_eq!(login(&entry), ("r.azurecr.io", GUID, "t0ken"));
    assert_eq!(entry.caution, Some(Caution::ShortLived));
    let entry = one(&config("quay.io"), Format::DockerConfig);
    assert_eq!(login(&entry).2, "");
    assert_eq!(entry.password.reason(), Some(Reason::IdentityToken));
}

#[test]
fn a_credential_helper_answers_with_a_login_or_an_identity_token() {
    let text = r#"{"ServerURL":"https://index.docker.io/v1/","Username":"user1","Secret":"x"}"#;
    let entry = one(text, Format::DockerCredentialHelper);
    assert_eq!(login(&entry), ("docker.io", "user1", "x"));
    let text = r#"{"ServerURL":"quay.io","Username":"<token>","Secret":"x"}"#;
    let entry = one(text, Format::DockerCredentialHelper);
    assert_eq!(login(&entry), ("quay.io", "", ""));
    assert_eq!(entry.main_reason(), Some(Reason::IdentityToken));
}

#[test]
fn kubernetes_secrets_are_read_as_yaml_and_as_json() {
    let config = encoding::encode(r#"{"auths":{"quay.io":{"auth":"dXNlcjE6eA=="}}}"#);
    let legacy = encoding::encode(r#"{"quay.io":{"auth":"dXNlcjE6eA=="}}"#);
    let (first, second) = config.split_at(20);
    for text in [
        &format!("kind: Secret\ndata:\n  .dockerconfigjson: {config}\nmetadata: {{name: x}}\n"),
        &format!("---\ndata:\n  \".dockerconfigjson\": \"{config}\"\n"),
        &format!("data:\n  .dockerconfigjson: >-\n    {first}\n    {second}\nkind: Secret\n"),
        &format!("data:\n  .dockerconfigjson: |\n    {first}\n    {second}\n"),
        &format!("kind: Secret\ndata:\n  .dockercfg: {legacy}\ntype: kubernetes.io/dockercfg\n"),
        &format!(r#"{{"kind":"Secret","data":{{".dockerconfigjson":"{config}"}}}}"#),
        &format!(r#"{{"kind":"List","items":[{{"data":{{".dockerconfigjson":"{config}"}}}}]}}"#),
    ] {
        let entry = one(text, Format::KubernetesSecret);
        assert_eq!(login(&entry), ("quay.io", "user1", "x"), "{text}");
    }
    let two = format!(
        "data:\n  .dockerconfigjson: {config}\n---\ndata:\n  .dockerconfigjson: {config}\n"
    );
    assert_eq!(pasted(&two, Format::KubernetesSecret).entries.len(), 2);
}

#[test]
fn an_azure_token_gives_the_password_that_works_longest() {
    let token = |first: &str, second: &str| {
        format!(
            r#"{{"credentials":{{"passwords":[
                {{"expiry":{first},"name":"password1","value":"one"}},
                {{"expiry":{second},"name":"password2","value":"two"}}],
              "username":"Tok"}},
              "id":"/subscriptions/s/providers/x/registries/MyReg/tokens/Tok"}}"#
        )
    };
    let early = "\"2026-01-01T00:00:00+00:00\"";
    let late = "\"2027-01-01T00:00:00+00:00\"";
    for (first, second, password, expires) in [
        (early, late, "two", Some("2027-01-01T00:00:00Z")),
        (late, early, "one", Some("2027-01-01T00:00:00Z")),
        (early, "null", "two", None),
        ("null", "null", "one", None),
    ] {
        let entry = one(&token(first, second), Format::AzureTokenCreate);
        assert_eq!(login(&entry), ("myreg.azurecr.io", "Tok", password));
        assert!(entry.registry.is_guess());
        let read = entry.expires.map(crate::timestamp::Timestamp::to_iso);
        assert_eq!(read.as_deref(), expires);
    }
}

#[test]
fn the_administrator_of_an_azure_registry_is_warned_about() {
    let text = r#"{"passwords":[{"name":"password","value":"one"},{"name":"password2","value":"two"}],"username":"myreg"}"#;
    let entry = one(text, Format::AzureCredentialShow);
    assert_eq!(login(&entry), ("myreg.azurecr.io", "myreg", "one"));
    assert_eq!(entry.caution, Some(Caution::AdminAccount));
    assert!(entry.registry.is_guess());
}

#[test]
fn json_behind_a_warning_or_in_quotes_is_read() {
    let text = "WARNING: The command is in preview.\n{\"appId\":\"a\",\"password\":\"b\",\"tenant\":\"c\"}\n";
    assert_eq!(
        login(&one(text, Format::AzureServicePrincipal)),
        ("", "a", "b")
    );
    let text = "DOCKER_AUTH_CONFIG='{\"auths\":{\"quay.io\":{\"auth\":\"dXNlcjE6eA==\"}}}'";
    assert_eq!(
        login(&one(text, Format::DockerConfig)),
        ("quay.io", "user1", "x")
    );
}

#[test]
fn aws_keys_are_read_from_every_place_that_holds_them() {
    let csv = format!("\u{feff}Access key ID,Secret access key\r\n{ID},{KEY}\r\n");
    let json = format!(
        r#"{{"AccessKey":{{"UserName":"w","AccessKeyId":"{ID}","SecretAccessKey":"{KEY}"}}}}"#
    );
    for (text, format) in [
        (csv, Format::AwsCsv),
        (
            format!("[x]\r\naws_access_key_id={ID}\r\naws_secret_access_key={KEY}\r\n"),
            Format::AwsIni,
        ),
        (
            format!("export AWS_ACCESS_KEY_ID={ID}\nexport AWS_SECRET_ACCESS_KEY={KEY}"),
            Format::AwsEnvironment,
        ),
        (
            format!("$Env:AWS_ACCESS_KEY_ID=\"{ID}\"\n$Env:AWS_SECRET_ACCESS_KEY = '{KEY}'"),
            Format::AwsEnvironment,
        ),
        (
            format!("SET AWS_ACCESS_KEY_ID={ID}\r\nSET AWS_SECRET_ACCESS_KEY={KEY}\r\n"),
            Format::AwsEnvironment,
        ),
        (json, Format::AwsJson),
    ] {
        let entry = one(&text, format);
        assert_eq!(login(&entry), ("", ID, KEY), "{text}");
        assert_eq!(entry.findings(None), [], "{text}");
    }
}

#[test]
fn an_aws_key_that_needs_a_session_token_is_refused() {
    let temporary = ID.replace("AKIA", "ASIA");
    for (text, format) in [
        (
            format!(
                "[default]\naws_access_key_id={ID}\naws_secret_access_key=k\naws_session_token=t"
            ),
            Format::AwsIni,
        ),
        (
            format!("[default]\naws_access_key_id={temporary}\naws_secret_access_key=k"),
            Format::AwsIni,
        ),
        (
            format!("export AWS_ACCESS_KEY_ID={ID} AWS_SECRET_ACCESS_KEY=k AWS_SESSION_TOKEN=t"),
            Format::AwsEnvironment,
        ),
        (
            format!("Access key ID,Secret access key\n{temporary},k"),
            Format::AwsCsv,
        ),
        (
            format!(
                r#"{{"Credentials":{{"AccessKeyId":"{temporary}","SecretAccessKey":"k","SessionToken":"t"}}}}"#
            ),
            Format::AwsJson,
        ),
    ] {
        let entry = one(&text, format);
        assert_eq!(login(&entry), ("", "", ""), "{text}");
        assert_eq!(entry.main_reason(), Some(Reason::TemporaryKey), "{text}");
        assert!(
            entry
                .findings(None)
                .iter()
                .all(|(_, finding)| finding.is_error())
        );
    }
}

#[test]
fn a_token_that_has_ended_is_not_called_short_lived() {
    const NOW: i64 = 1_795_330_800;
    let part = |json: &str| encoding::encode(json).trim_end_matches('=').to_owned();
    let codes = |ends: i64| {
        let claims = format!(
            r#"{{"iss":"Azure Container Registry","grant_type":"refresh_token","exp":{ends}}}"#
        );
        let token = format!("{}.{}.c2ln", part(r#"{"alg":"RS256"}"#), part(&claims));
        let text = format!(r#"{{"accessToken":"{token}","loginServer":"acmereg.azurecr.io"}}"#);
        let entry = one(&text, Format::AzureExposeToken);
        assert_eq!(entry.has_expired(NOW), ends < NOW);
        let findings = entry.findings(Some(NOW)).into_iter();
        findings
            .map(|(_, finding)| finding.code.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(codes(NOW + 3600), ["paste-short-lived"]);
    assert_eq!(codes(NOW - 60), ["secret-expired"]);
}

#[test]
fn profiles_of_an_aws_file_are_told_apart() {
    let text = "[default]\naws_access_key_id=A\naws_secret_access_key=B\n\
                [profile prod]\naws_access_key_id=C\naws_secret_access_key=D\n[empty]\n";
    let entries = pasted(text, Format::AwsIni).entries;
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[1].hints, [Hint::AwsProfile("prod".into())]);
}

#[test]
fn an_ecr_authorization_token_gives_only_the_registry() {
    let token = encoding::encode("AWS:eyJwYXlsb2FkIjoi");
    let data = format!(
        r#"{{"authorizationToken":"{token}","expiresAt":"x","proxyEndpoint":"https://{ECR}"}}"#
    );
    for text in [
        format!(r#"{{"authorizationData":[{data}]}}"#),
        format!(r#"{{"authorizationData":{data}}}"#),
    ] {
        let entry = one(&text, Format::EcrAuthorizationToken);
        assert_eq!(login(&entry), (ECR, "", ""));
        assert_eq!(entry.main_reason(), Some(Reason::WaveNeedsAccessKey));
    }
    let entry = one(&token, Format::EcrAuthorizationToken);
    assert_eq!(login(&entry), ("", "", ""));
}

#[test]
fn a_google_key_is_offered_in_base64_on_one_line() {
    let key =
        "{\n \"type\": \"service_account\",\n \"project_id\": \"p\",\n \"private_key\": \"k\"\n}";
    let encoded = encoding::encode(key);
    let (first, second) = encoded.split_at(40);
    for (text, format) in [
        (format!("\n{key}\n"), Format::GoogleServiceAccount),
        (encoded.clone(), Format::GoogleServiceAccountBase64),
        (
            format!("{first}\n{second}\n"),
            Format::GoogleServiceAccountBase64,
        ),
    ] {
        let entry = one(&text, format);
        assert_eq!(login(&entry), ("", "_json_key_base64", encoded.as_str()));
        assert_eq!(entry.hints, [Hint::GoogleProject("p".into())]);
    }
}

#[test]
fn robots_of_harbor_and_quay_are_read() {
    let text = r#"{"creation_time":"x","expires_at":1797921600,"id":1,"name":"robot$lib+wave","secret":"s"}"#;
    let entry = one(text, Format::HarborRobot);
    assert_eq!(login(&entry), ("", "robot$lib+wave", "s"));
    assert_eq!(entry.expires.unwrap().unix_millis(), 1_797_921_600_000);
    let entry = one(
        r#"{"name":"robot$x","secret":"s","expires_at":-1}"#,
        Format::HarborRobot,
    );
    assert_eq!(entry.expires, None);
    let entry = one(
        r#"{"name":"org+wave","token":"T","created":"x"}"#,
        Format::QuayRobot,
    );
    assert_eq!(login(&entry), ("", "org+wave", "T"));
    assert_eq!(entry.suggested_registries, ["quay.io"]);
}

#[test]
fn a_netrc_may_have_comments_quotes_macros_and_a_default() {
    let text = "# mine\nmachine quay.io login a password \"b \\\"c\\\"\"\n\
                machine x.example.com account z\n  login d password e\n\
                macdef init\ncd /\n\ndefault login f password g";
    let entries = pasted(text, Format::Netrc).entries;
    let logins: Vec<_> = entries.iter().map(login).collect();
    let expected = [
        ("quay.io", "a", "b \"c\""),
        ("x.example.com", "d", "e"),
        ("", "f", "g"),
    ];
    assert_eq!(logins, expected);
}

#[test]
fn headers_and_auth_values_are_split_at_the_first_colon() {
    for text in [
        "Authorization: Basic dXNlcjE6czNjOnJldA==",
        "authorization: basic dXNlcjE6czNjOnJldA==",
        "curl -H \"Authorization: Basic dXNlcjE6czNjOnJldA==\" https://quay.io/v2/",
    ] {
        assert_eq!(
            login(&one(text, Format::BasicHeader)),
            ("", "user1", "s3c:ret"),
            "{text}"
        );
    }
    let entry = one("dXNlcjE6czNjOnJldA==", Format::DockerAuthValue);
    assert_eq!(login(&entry), ("", "user1", "s3c:ret"));
    let entry = one("Authorization: Bearer abc.def", Format::BearerHeader);
    assert_eq!(login(&entry), ("", "", ""));
    assert_eq!(entry.main_reason(), Some(Reason::BearerToken));
}

#[test]
fn a_lone_token_names_its_registry_where_it_can() {
    let rest = "0123456789abcdef";
    for (prefix, format, registry, user, suggested) in [
        ("dckr_pat_", Format::DockerToken, "docker.io", "", None),
        ("dckr_oat_", Format::DockerToken, "docker.io", "", None),
        ("ghp_", Format::GitHubToken, "ghcr.io", "", None),
        (
            "glpat-",
            Format::GitLabToken,
            "",
            "",
            Some("registry.gitlab.com"),
        ),
        ("nvapi-", Format::NgcToken, "nvcr.io", "$oauthtoken", None),
        ("ya29.", Format::GoogleToken, "", "oauth2accesstoken", None),
    ] {
        let token = format!("{prefix}{rest}");
        let entry = one(&token, format);
        assert_eq!(login(&entry), (registry, user, token.as_str()));
        assert_eq!(entry.suggested_registries.first().copied(), suggested);
    }
}

#[test]
fn a_url_with_a_user_is_read_and_one_without_is_a_value() {
    for text in [
        "https://user1:p%40ss@quay.io/v2/",
        "docker://user1:p%40ss@quay.io",
        "https://user1:p%40ss@QUAY.io",
    ] {
        assert_eq!(
            login(&one(text, Format::Url)),
            ("quay.io", "user1", "p@ss"),
            "{text}"
        );
    }
    for text in [
        "https://quay.io/v2/",
        "postgres://a:b@db",
        "a:b@quay.io",
        "me@example.com",
    ] {
        assert!(read(text).is_none(), "{text}");
    }
}

#[test]
fn terraform_resources_are_read_with_either_name_of_the_user() {
    let flat = r#"
        # a comment with a "quote
        resource "seqera_container_registry_credential" "x" {
          name     = "my-creds"
          username = "robot$lib" // said so in the example
          password = "a\"b$${c}"
          registry = "https://quay.io"
        }
        variable "y" { default = "z" }"#;
    let entry = one(flat, Format::Terraform);
    assert_eq!(login(&entry), ("quay.io", "robot$lib", "a\"b${c}"));
    assert_eq!(entry.name.as_deref(), Some("my-creds"));
    let nested = r#"resource "seqera_credential" "x" {
          name = "n"
          keys = { container_registry = { user_name = "u", password = var.secret, registry = "${var.r}" } }
        }"#;
    let entry = one(nested, Format::Terraform);
    assert_eq!(login(&entry), ("", "u", ""));
    assert_eq!(entry.password.reason(), Some(Reason::TerraformExpression));
    assert_eq!(entry.registry, Value::Missing(Reason::TerraformExpression));
}

#[test]
fn ordinary_values_are_no_paste() {
    for text in [
        "",
        "  ",
        "quay.io",
        "https://quay.io",
        "myregistry.azurecr.io",
        "myorg+wave",
        "robot$library+wave",
        "s3cret",
        "correct horse battery staple",
        "machine",
        "default",
        "login: password",
        "{",
        "{}",
        "{\"a\":1}",
        "[default]",
        "a=b",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln",
        "11111111-2222-4333-8444-555555555555",
        KEY,
        ID,
        "I use docker to login every day",
        "docker login is what one types first",
    ] {
        assert!(read(text).is_none(), "{text}");
    }
}

#[test]
fn a_lone_word_pasted_into_a_field_is_its_value() {
    for text in [
        "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",
        "dXNlcjE6czNjcmV0",
        "eyJwYXlsb2FkIjoi",
        "https://quay.io",
        "s3cret",
    ] {
        for field in [Field::Registry, Field::UserName, Field::Password] {
            assert!(read_in_field(field, text).is_none(), "{text}");
        }
    }
    let text = "docker login -u a -p b quay.io";
    assert!(read_in_field(Field::Password, text).is_some());
    assert!(read_in_field(Field::Registry, "https://a:b@quay.io").is_some());
    assert!(read_in_field(Field::Name, text).is_none());
}

#[test]
fn the_summary_names_the_source() {
    let pasted = pasted("docker login -u a -p b quay.io", Format::DockerLogin);
    assert_eq!(pasted.summary(), "docker login command");
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn reading_takes_time_that_grows_with_the_text() {
    for piece in [
        "docker login -u a -p b quay.io\n",
        "docker ",
        "docker login ",
        "A=$A ",
        "export A=1\n",
        "login $(",
        "login '",
        "login <",
        "login ^\n",
        "login \\\n> ",
        "machine a login b password c\n",
        "aws_access_key_id=a\n",
        "Access key ID,\n",
        "seqera_cred \"seqera_cred\" {",
        "registry_auth{registry=\"",
        "authorization ",
        "eyJwYXlsb2Fk",
        "{\"auths\":",
        "data:\n .dockerconfigjson: [\n",
        "\".dockercfg\": ",
        ".dockercfg: - ",
        "AWS_ACCESS_KEY_ID= ",
        "https://a:b@",
        "%A%% login",
    ] {
        assert_linear(piece, |text| drop(read(text)));
    }
}

fn quoted(value: &str) -> String {
    format!("'{}'", value.replace('\'', "'\\''"))
}

/// Texts that a login may be made of: not the few that are refused as they are.
fn value() -> impl Strategy<Value = String> {
    "[^\\x00]{1,30}".prop_filter("refused or marked", |text| {
        !text.starts_with("eyJwYXlsb2Fk")
            && !text.starts_with("ASIA")
            && Placeholder::of_secret(text).is_none()
            && Placeholder::of_user_name(text).is_none()
            && plain(text).is_none()
    })
}

fn all_formats() -> impl Strategy<Value = String> {
    let secret = "S3ntinel";
    prop::sample::select(vec![
        format!("docker login -u me -p {secret} quay.io"),
        format!("echo {secret} | docker login -u me --password-stdin quay.io"),
        format!(r#"{{"auths":{{"q.io":{{"username":"me","password":"{secret}"}}}}}}"#),
        format!(r#"{{"auths":{{"q.io":{{"auth":"{secret}"}}}}}}"#),
        format!(r#"{{"auths":{{"q.azurecr.io":{{"identitytoken":"{secret}"}}}}}}"#),
        format!(r#"{{"loginServer":"r.azurecr.io","accessToken":"{secret}"}}"#),
        format!(r#"{{"username":"myreg","passwords":[{{"value":"{secret}"}}]}}"#),
        format!("machine q.io login me password {secret}"),
        format!("https://me:{secret}@quay.io"),
        format!("Authorization: Bearer {secret}"),
        format!("ghp_{secret}"),
        format!("eyJwYXlsb2Fk{secret}"),
        format!("export AWS_ACCESS_KEY_ID=A AWS_SECRET_ACCESS_KEY={secret}"),
    ])
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let _ = read(&text);
    }

    #[test]
    fn no_text_like_a_source_makes_it_panic(
        words in prop::collection::vec(prop::sample::select(vec![
            "docker", "login", "-u", "-p", "=", "'", "\"", "\\", "\n", " ", "$", "$(", ")", "${",
            "}", "{", "<<<", "<", ">", "|", "&", "#", "^", "`", "%", "machine", "password", ":",
            "resource", "\"seqera_credential\"", "data:", ".dockerconfigjson", "é", "\u{0}",
            "Authorization:", "Basic", "eyJ", ".", "https://", "@", "[", "]", "aws_access_key_id",
            "Access key ID,Secret access key", "- ", "--password-stdin", "echo", "printf",
        ]), 0..40)
    ) {
        let _ = read(&words.concat());
    }

    #[test]
    fn a_docker_login_gives_back_what_was_quoted(user in value(), password in value()) {
        let text = format!("docker login -u {} -p {} quay.io", quoted(&user), quoted(&password));
        let entry = one(&text, Format::DockerLogin);
        prop_assert_eq!(login(&entry), ("quay.io", user.as_str(), password.as_str()));
    }

    #[test]
    fn a_docker_configuration_gives_back_its_login(
        user in value().prop_filter("the end of a user name", |user| !user.contains(':')),
        password in value(),
        encoded in any::<bool>(),
    ) {
        let login_of = if encoded {
            serde_json::json!({ "auth": encoding::encode(&format!("{user}:{password}")) })
        } else {
            serde_json::json!({ "username": user, "password": password })
        };
        let text = serde_json::json!({ "auths": { "quay.io": login_of } }).to_string();
        let entry = one(&text, Format::DockerConfig);
        prop_assert_eq!(login(&entry), ("quay.io", user.as_str(), password.as_str()));
    }

    #[test]
    fn a_netrc_gives_back_what_was_quoted(user in value(), password in value()) {
        let quoted = |value: &str| {
            let value = value.replace('\\', "\\\\").replace('"', "\\\"");
            format!("\"{value}\"")
        };
        let text = format!("machine quay.io login {} password {}", quoted(&user), quoted(&password));
        let entry = one(&text, Format::Netrc);
        prop_assert_eq!(login(&entry), ("quay.io", user.as_str(), password.as_str()));
    }

    #[test]
    fn a_url_gives_back_what_was_percent_encoded(user in value(), password in value()) {
        use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
        let encoded = |value: &str| utf8_percent_encode(value, NON_ALPHANUMERIC).to_string();
        let text = format!("https://{}:{}@quay.io/", encoded(&user), encoded(&password));
        let entry = one(&text, Format::Url);
        prop_assert_eq!(login(&entry), ("quay.io", user.as_str(), password.as_str()));
    }

    #[test]
    fn no_password_shows_in_debug_output_or_findings(text in all_formats()) {
        let pasted = read(&text).unwrap();
        let debug = format!("{pasted:#?} {pasted:?}");
        prop_assert!(!debug.contains("S3ntinel"), "{}", debug);
        for entry in &pasted.entries {
            let said = format!("{:?}", entry.findings(None));
            prop_assert!(!said.contains("S3ntinel"), "{}", said);
        }
    }
}
