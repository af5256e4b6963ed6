//! What comes of a service that is not there, that lies, stalls, or never ends, over real sockets.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use rcgen::date_time_ymd;
use tokio::io::AsyncWriteExt;
use wavepass_core::failure::Failure;

use super::*;
use crate::testing::{Authority, Played, Step, http, self_signed};

fn upstream(url: &str, authorities: &[Certificate]) -> Upstream {
    Upstream::new("Platform", url, "--platform", "https://x", authorities).unwrap()
}

/// What comes of a request, with less patience than usual.
async fn ask(upstream: &Upstream) -> Result<Answer, NoAnswer> {
    let request = upstream.request(Method::GET, "/user-info?token=S3ntinel!");
    let request = request.bearer_auth("S3ntinel!");
    let answer = upstream.send(request.timeout(Duration::from_secs(2))).await;
    if let Err(no_answer) = &answer {
        assert!(!no_answer.message.contains("S3ntinel"), "{no_answer:?}");
        assert!(no_answer.message.starts_with(|c: char| c.is_uppercase()));
        assert!(no_answer.message.ends_with(['.', '?']), "{no_answer:?}");
    }
    answer
}

/// What `--tls-ca` takes from a file with that in it.
fn trusted(pem: &str) -> Vec<Certificate> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ca.pem");
    std::fs::write(&file, pem).unwrap();
    authorities(&file).unwrap()
}

async fn failure(upstream: &Upstream) -> (Failure, String) {
    let no_answer = ask(upstream).await.err().expect("no answer");
    (no_answer.failure, no_answer.message)
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn packed(encoding: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("content-encoding: {encoding}\r\nconnection: close\r\n");
    let head = format!("HTTP/1.1 200 OK\r\n{head}\r\n");
    [head.as_bytes(), body].concat()
}

#[tokio::test]
async fn an_answer_is_read_to_its_end_and_unpacked_though_nobody_asked() {
    for bytes in [
        http("200 OK", "", "{\"user\":{}}"),
        packed("gzip", &gzip(b"{\"user\":{}}")),
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\n{\"us\r\n7\r\ner\":{}}\r\n0\r\n\r\n"
            .to_vec(),
    ] {
        let played = Played::bytes(bytes).await;
        let answer = ask(&upstream(&played.url(), &[])).await.unwrap();
        assert_eq!((answer.status, &answer.body[..]), (200, &b"{\"user\":{}}"[..]));
        let request = &played.requests()[0].to_ascii_lowercase();
        assert!(request.starts_with("get /api/user-info?"), "{request}");
        assert!(request.contains("accept-encoding: gzip\r\n"), "{request}");
    }
}

#[tokio::test]
async fn half_answers_garbage_and_endless_ones_end_with_a_clear_error() {
    let huge = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", 1_u64 << 40);
    let bomb = packed("gzip", &gzip(&vec![b' '; ANSWER_LIMIT + 1]));
    let endless = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n".to_vec();
    let cut = gzip(b"{\"user\":{}}");
    let cut = packed("gzip", &cut[..cut.len() - 5]);
    let send = |bytes: &[u8]| vec![Step::Send(bytes.to_vec())];
    for (steps, expected, words) in [
        (vec![], Failure::Garbled, "closed the connection"),
        (
            send(b"HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{\"user\":"),
            Failure::Garbled,
            "half an answer",
        ),
        (
            send(b"HTTP/1.1 200 OK\r\nconte"),
            Failure::Garbled,
            "half an answer",
        ),
        (
            send(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\n{\"us\r\n"),
            Failure::Garbled,
            "half an answer",
        ),
        (
            send(b"SSH-2.0-OpenSSH_9.2\r\n"),
            Failure::Garbled,
            "sends is no HTTP",
        ),
        // How TLS says that it was not spoken to in TLS.
        (
            send(b"\x15\x03\x01\x00\x02\x02\x46"),
            Failure::Garbled,
            "sends is no HTTP",
        ),
        (
            send(&[&b"HTTP/1.1 200 OK\r\nx: "[..], &vec![b'x'; 1 << 20]].concat()),
            Failure::Garbled,
            "too long headers",
        ),
        (send(&cut), Failure::Garbled, "damaged or cut off"),
        (
            send(&packed("br", b"{}")),
            Failure::Garbled,
            "packs it as br",
        ),
        (send(&bomb), Failure::TooLarge, "more than 16 MB"),
        (send(huge.as_bytes()), Failure::TooLarge, "more than 16 MB"),
        (
            vec![
                Step::Send(endless.clone()),
                Step::Repeat(vec![b' '; 65_536]),
            ],
            Failure::TooLarge,
            "more than 16 MB",
        ),
        (
            vec![Step::Wait(Duration::from_mins(1))],
            Failure::Timeout,
            "did not answer in time",
        ),
        (
            vec![Step::Send(endless), Step::Wait(Duration::from_mins(1))],
            Failure::Timeout,
            "did not answer in time",
        ),
    ] {
        let played = Played::steps(vec![steps]).await;
        let (failure, message) = failure(&upstream(&played.url(), &[])).await;
        assert_eq!(failure, expected, "{message}");
        assert!(message.contains(words), "{message}");
        let at = format!("localhost:{}", played.port());
        assert!(message.contains(&at), "{message}");
    }
}

#[tokio::test]
async fn nobody_there_and_a_name_without_address_are_told_apart() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = format!("http://{}/api", free.local_addr().unwrap());
    drop(free);
    for (url, expected, words) in [
        (
            nobody.as_str(),
            Failure::Unreachable,
            "nothing listens at 127.0.0.1:",
        ),
        (
            "https://platform.invalid/api",
            Failure::Dns,
            "the name platform.invalid has no address",
        ),
    ] {
        let (failure, message) = failure(&upstream(url, &[])).await;
        assert_eq!(failure, expected, "{message}");
        assert!(message.contains(words), "{message}");
        assert!(failure.nothing_was_done());
    }
}

#[tokio::test]
async fn a_redirect_is_handed_back_and_not_followed() {
    let elsewhere = Played::answer("200 OK", "", "{}").await;
    let location = format!("location: {}\r\n", elsewhere.url());
    for status in ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"] {
        let played = Played::answer(status, &location, "").await;
        let answer = ask(&upstream(&played.url(), &[])).await.unwrap();
        assert!((300..400).contains(&answer.status));
    }
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn an_authority_that_is_named_is_trusted() {
    let authority = Authority::new("ours");
    let tls = authority.tls("localhost", |_| ());
    let played = Played::with_tls(http("200 OK", "", "{}"), tls).await;
    let answer = ask(&upstream(&played.url(), &trusted(&authority.pem))).await;
    assert_eq!(answer.unwrap().status, 200);
}

#[tokio::test]
async fn a_connection_that_cannot_be_trusted_says_why_and_sends_nothing() {
    let (authority, other) = (Authority::new("ours"), Authority::new("another"));
    let trusted = trusted(&authority.pem);
    for (tls, words) in [
        (
            other.tls("localhost", |_| ()),
            "authority that this server does not trust",
        ),
        (
            authority.tls("elsewhere.test", |_| ()),
            "is for another name",
        ),
        (
            authority.tls("localhost", |params| {
                params.not_after = date_time_ymd(2020, 1, 1);
            }),
            "has expired",
        ),
        (
            authority.tls("localhost", |params| {
                params.not_before = date_time_ymd(2090, 1, 1);
            }),
            "is not valid yet",
        ),
        (
            self_signed("localhost", false).0,
            "authority that this server does not trust",
        ),
        (
            self_signed("localhost", true).0,
            "is one of an authority (CA:TRUE) and not of a server",
        ),
        (
            authority.tls_for_clients("localhost", &other),
            "asks for a certificate of its client",
        ),
    ] {
        let played = Played::with_tls(http("200 OK", "", "{}"), tls).await;
        let (failure, message) = failure(&upstream(&played.url(), &trusted)).await;
        assert_eq!(failure, Failure::Tls, "{message}");
        assert!(message.contains(words), "{message}");
        assert!(played.requests().is_empty());
    }
}

#[tokio::test]
async fn a_certificate_that_signed_itself_is_trusted_where_it_is_named() {
    for is_authority in [false, true] {
        let (tls, pem) = self_signed("localhost", is_authority);
        let played = Played::with_tls(http("200 OK", "", "{}"), tls).await;
        let answer = ask(&upstream(&played.url(), &trusted(&pem))).await;
        match answer {
            Ok(answer) => assert_eq!(answer.status, 200),
            Err(no_answer) => {
                assert!(is_authority, "{no_answer:?}");
                assert_eq!(no_answer.failure, Failure::Tls);
                let words = "is one of an authority";
                assert!(no_answer.message.contains(words), "{no_answer:?}");
            }
        }
    }
}

#[tokio::test]
async fn plain_http_behind_https_is_named() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}/api", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let _ = socket.write_all(&http("400 Bad Request", "", "")).await;
        tokio::time::sleep(Duration::from_secs(10)).await;
    });
    let (failure, message) = failure(&upstream(&url, &[])).await;
    assert_eq!(failure, Failure::Tls, "{message}");
    assert!(message.contains("is no TLS"), "{message}");
}

#[test]
fn a_file_without_certificates_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ca.pem");
    std::fs::write(&file, "S3ntinel!").unwrap();
    for path in [file.as_path(), Path::new("/nowhere/ca.pem")] {
        let error = format!("{:#}", authorities(path).err().unwrap());
        assert!(error.contains("--tls-ca"), "{error}");
        assert!(!error.contains("S3ntinel"), "{error}");
    }
}
