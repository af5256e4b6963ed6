//! What needs attention first, on both sides of each rule.

use proptest::prelude::*;
use serde_json::{Value, json};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;
use crate::platform::reader::Listed;
use crate::registry::match_rule::MatchRule;
use crate::wave::audit::{Row, audit};

/// 2026-11-30T12:00:00Z
const NOW: i64 = 1_796_040_000;

const AZURE_TOKEN: &str = "00000000-0000-0000-0000-000000000000";
const ECR: &str = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

fn read(rows: &[Value]) -> Vec<CredentialsSummary> {
    let answer = json!({ CredentialsSummary::LIST: rows });
    let listed = Listed::read(&answer, CredentialsSummary::LIST, CredentialsSummary::read);
    listed.unwrap().rows
}

fn verdicts(rows: &[CredentialsSummary], setup: &WaveSetup) -> Vec<Verdict> {
    let stored: Vec<_> = rows.iter().map(StoredCredential::from).collect();
    let audit = audit(&stored, setup);
    audit.rows.iter().map(Row::verdict).collect()
}

fn ranked_by(rule: Option<MatchRule>, rows: &[Value]) -> Ranking {
    let setup = WaveSetup {
        rule,
        ..WaveSetup::default()
    };
    let rows = read(rows);
    rank(&rows, &verdicts(&rows, &setup), &setup, NOW)
}

fn ranked(rows: &[Value]) -> Ranking {
    ranked_by(None, rows)
}

fn causes(rows: &[Value]) -> Vec<Cause> {
    ranked(rows).lines.iter().map(|line| line.cause).collect()
}

/// What is said of the only one that needs attention.
fn only(rows: &[Value]) -> Line {
    let mut ranking = ranked(rows);
    assert_eq!(ranking.lines.len(), 1, "{ranking:?}");
    ranking.lines.remove(0)
}

/// A row of a registry with more fields.
fn registry(name: &str, host: &str, user: &str, more: Value) -> Value {
    let mut row = json!({
        "id": name, "name": name, "provider": "container-reg",
        "keys": {"registry": host, "userName": user},
    });
    let fields = row.as_object_mut().unwrap();
    if let Value::Object(more) = more {
        fields.extend(more);
    }
    row
}

fn until(name: &str, day: &str) -> Value {
    let more = json!({ "description": format!("Robot [expires {day}]") });
    registry(name, &format!("{name}.example.com"), "robot", more)
}

fn cloud(more: Value) -> Value {
    let mut row =
        json!({"id": "c", "name": "cloud", "provider": "aws", "keys": {"accessKey": "A"}});
    let fields = row.as_object_mut().unwrap();
    if let Value::Object(more) = more {
        fields.extend(more);
    }
    row
}

#[test]
fn what_is_good_or_not_known_is_not_spoken_of() {
    for row in [
        registry("a", "quay.io", "robot", json!({})),
        registry("a", "", "robot", json!({"lastUsed": null})),
        // No day, and what is none.
        registry("a", "quay.io", "robot", json!({"description": "ends soon"})),
        registry(
            "a",
            "quay.io",
            "robot",
            json!({"description": "[expires soon]"}),
        ),
        registry(
            "a",
            "quay.io",
            "robot",
            json!({"status": "AVAILABLE", "lastValidated": null}),
        ),
        cloud(json!({"status": "AVAILABLE", "lastValidated": "2026-09-15T10:00:00Z"})),
        cloud(json!({"status": null, "deleted": null})),
        // Which registry it is for is not told.
        json!({"id": "a", "name": "a", "provider": "container-reg"}),
    ] {
        let ranking = ranked(std::slice::from_ref(&row));
        assert_eq!(ranking, Ranking::default(), "{row}");
    }
}

#[test]
fn a_day_is_spoken_of_once_it_is_near_and_by_what_is_written_down_alone() {
    for (day, cause) in [
        ("2026-11-29", Some(Cause::Expired)),
        ("2020-01-01", Some(Cause::Expired)),
        ("2026-11-30", Some(Cause::EndsSoon)),
        ("2026-12-01", Some(Cause::EndsSoon)),
        ("2026-12-30", Some(Cause::EndsSoon)),
        ("2026-12-31", None),
        ("2099-01-01", None),
    ] {
        let found = causes(&[until("a", day)]);
        assert_eq!(found, cause.into_iter().collect::<Vec<_>>(), "{day}");
    }
    let line = only(&[until("a", "2026-11-27")]);
    assert_eq!(
        line.message,
        "Expired 3 days ago, by the day that is written down. Pulls with it most likely fail."
    );
    assert_eq!(line.way, Way::Renew);
    let line = only(&[cloud(json!({"description": "[expires 2026-12-01]"}))]);
    assert_eq!(
        line.message,
        "Expires tomorrow, by the day that is written down. Runs that need it most likely fail \
         after that."
    );
}

#[test]
fn a_state_of_platforms_is_spoken_of_by_what_it_means() {
    for (more, cause, way) in [
        (json!({"status": "INVALID"}), Cause::Invalid, Way::Details),
        (
            json!({"status": "INVALID", "message": "Pre-flight: refused"}),
            Cause::Invalid,
            Way::Details,
        ),
        (json!({"status": "NEW"}), Cause::OtherState, Way::Details),
        (json!({"deleted": true}), Cause::Deleted, Way::AddAgain),
        (
            json!({"deleted": true, "status": "INVALID"}),
            Cause::Deleted,
            Way::AddAgain,
        ),
    ] {
        let line = only(&[cloud(more.clone())]);
        assert_eq!((line.cause, &line.way), (cause, &way), "{more}");
    }
    // Whether something needs it nobody knows here.
    let line = only(&[cloud(json!({"status": "INVALID"}))]);
    assert!(line.message.contains("most likely"), "{}", line.message);
}

#[test]
fn a_host_that_never_matches_is_mended_by_the_one_that_was_meant_where_that_is_sure() {
    for (host, way) in [
        ("https://quay.io", Way::Host("quay.io".into())),
        ("quay.io/", Way::Host("quay.io".into())),
        ("nexus", Way::Change(0)),
        ("*.azurecr.io", Way::Change(0)),
    ] {
        let line = only(&[registry("a", host, "robot", json!({}))]);
        assert_eq!((line.cause, line.way), (Cause::NeverMatches, way), "{host}");
    }
    let line = only(&[registry("a", "QUAY.IO", "robot", json!({}))]);
    assert_eq!(line.cause, Cause::UnusualHost);
    assert_eq!(line.way, Way::Host("quay.io".into()));
}

#[test]
fn a_path_is_spoken_of_by_what_is_known_of_the_wave() {
    let rows = [registry("a", "ghcr.io/acme", "robot", json!({}))];
    for (rule, found) in [
        (None, Some((Cause::DependsOnWave, Way::SayWhichWave))),
        (
            Some(MatchRule::ExactHost),
            Some((Cause::NeverMatches, Way::Host("ghcr.io".into()))),
        ),
        (Some(MatchRule::LongestPath), None),
    ] {
        let line = ranked_by(rule, &rows).lines.pop();
        assert_eq!(line.map(|line| (line.cause, line.way)), found, "{rule:?}");
    }
}

#[test]
fn of_two_with_one_registry_it_is_said_whether_they_are_the_same() {
    let used = |user: &str, more: Value| registry("used", "quay.io", user, more);
    for (first, user, cause, end) in [
        (
            used("robot", json!({})),
            "robot",
            Cause::Shadowed,
            "What Wave uses is changed in used.",
        ),
        (
            used("robot", json!({})),
            "other",
            Cause::ShadowedUnlike,
            "Pulls use the user name robot, not other.",
        ),
        // Case makes another name.
        (
            used("Robot", json!({})),
            "robot",
            Cause::ShadowedUnlike,
            "Pulls use the user name Robot, not robot.",
        ),
        // The same, and the one that is used is over.
        (
            used("robot", json!({"description": "[expires 2026-11-29]"})),
            "robot",
            Cause::ShadowedUnlike,
            "used has expired by the day that is written down, so pulls most likely fail.",
        ),
        // It is near its end, and works.
        (
            used("robot", json!({"description": "[expires 2026-12-02]"})),
            "robot",
            Cause::Shadowed,
            "What Wave uses is changed in used.",
        ),
    ] {
        let ranking = ranked(&[first, registry("b", "quay.io", user, json!({}))]);
        let line = ranking.lines.iter().find(|line| line.named == [1]).unwrap();
        assert_eq!((line.cause, &line.way), (cause, &Way::Change(0)), "{user}");
        assert!(line.message.ends_with(end), "{}", line.message);
    }
    // A user name that is not told is no other one.
    let mut untold = registry("b", "quay.io", "", json!({}));
    untold["keys"] = json!({"registry": "quay.io", "userName": null});
    let found = causes(&[used("robot", json!({})), untold]);
    assert_eq!(found, [Cause::Shadowed]);
    // Other registries have nothing to do with each other.
    let found = causes(&[
        used("robot", json!({})),
        registry("b", "ghcr.io", "x", json!({})),
    ]);
    assert_eq!(found, []);
}

#[test]
fn a_login_that_never_works_is_spoken_of_only_where_wave_uses_it() {
    let line = only(&[registry("a", ECR, "AWS", json!({}))]);
    assert_eq!(
        (line.cause, line.way),
        (Cause::LoginNeverWorks, Way::Change(0))
    );
    assert_eq!(
        causes(&[registry("a", ECR, "AKIAIOSFODNN7EXAMPLE", json!({}))]),
        []
    );
    // Behind a good one it is never tried.
    let found = causes(&[
        registry("used", ECR, "AKIAIOSFODNN7EXAMPLE", json!({})),
        registry("a", ECR, "AWS", json!({})),
    ]);
    assert_eq!(found, [Cause::ShadowedUnlike]);
    // The one in front of a good one is.
    let found = causes(&[
        registry("used", ECR, "AWS", json!({})),
        registry("a", ECR, "AKIAIOSFODNN7EXAMPLE", json!({})),
    ]);
    assert_eq!(found, [Cause::LoginNeverWorks, Cause::ShadowedUnlike]);
}

#[test]
fn a_login_token_is_over_when_it_is_stored_for_longer_than_it_lasts() {
    let host = "myreg.azurecr.io";
    for (updated, cause) in [
        // It lasts three hours.
        (json!("2026-11-30T08:59:59Z"), Cause::TokenOver),
        (json!("2026-11-30T09:00:00Z"), Cause::ShortLived),
        (json!("2026-11-30T11:59:00Z"), Cause::ShortLived),
        // A clock that goes ahead.
        (json!("2026-12-30T11:59:00Z"), Cause::ShortLived),
        // Since when it is stored nobody knows.
        (json!(null), Cause::ShortLived),
        (json!("yesterday"), Cause::ShortLived),
    ] {
        let row = registry("a", host, AZURE_TOKEN, json!({"lastUpdated": updated}));
        assert_eq!(causes(&[row]), [cause], "{updated}");
    }
    let old = json!({"lastUpdated": "2026-11-20T12:00:00Z"});
    let line = only(&[registry("a", host, AZURE_TOKEN, old.clone())]);
    assert_eq!(
        line.message,
        "Its user name goes with a login token, which lasts 3 hours, and it was last changed 10 \
         days ago. Pulls with it most likely fail."
    );
    // How long it lasts its issuer says, and at another registry it is a name like any other.
    assert_eq!(
        causes(&[registry("a", "icr.io", "iambearer", old.clone())]),
        [Cause::ShortLived]
    );
    assert_eq!(causes(&[registry("a", "quay.io", AZURE_TOKEN, old)]), []);
}

#[test]
fn what_breaks_a_run_first_stands_first() {
    let rows = [
        registry("own", "community.wave.seqera.io", "robot", json!({})),
        registry("unusual", "QUAY.IO", "robot", json!({})),
        registry("path", "ghcr.io/acme", "robot", json!({})),
        until("soon", "2026-12-02"),
        registry("token", "icr.io", "iambearer", json!({})),
        until("over", "2026-11-02"),
        registry("used", "quay.io", "robot", json!({})),
        registry("behind", "quay.io", "other", json!({})),
        registry("never", "nexus", "robot", json!({})),
        registry("login", ECR, "AWS", json!({})),
        cloud(json!({"status": "INVALID"})),
    ];
    // Each time without the first ones.
    let mut order = Vec::new();
    for without in [0, 5, 10] {
        let places: Vec<usize> = order
            .iter()
            .flat_map(|it: &Line| it.named.clone())
            .collect();
        let rows = rows.iter().enumerate().map(|(at, row)| {
            // One that is good keeps its place.
            let host = format!("r{at}.example.com");
            let is_mended = places.contains(&at);
            let good = || registry("good", &host, "robot", json!({}));
            if is_mended { good() } else { row.clone() }
        });
        let ranking = ranked(&rows.collect::<Vec<_>>());
        assert_eq!(ranking.all, 10 - without);
        assert_eq!(ranking.rest, ranking.all - ranking.lines.len());
        order.extend(ranking.lines);
    }
    let order: Vec<_> = order.iter().map(|line| line.cause).collect();
    assert_eq!(
        order,
        [
            Cause::Invalid,
            Cause::LoginNeverWorks,
            Cause::NeverMatches,
            Cause::ShadowedUnlike,
            Cause::Expired,
            Cause::ShortLived,
            Cause::EndsSoon,
            Cause::DependsOnWave,
            Cause::UnusualHost,
            Cause::Reserved,
        ]
    );
}

#[test]
fn two_with_one_cause_have_a_line_each_and_three_share_one() {
    let over = |at: usize| until(&format!("over{at}"), "2026-11-02");
    let ranking = ranked(&[over(0), over(1)]);
    let counts: Vec<_> = ranking.lines.iter().map(|line| line.count).collect();
    assert_eq!((counts.as_slice(), ranking.rest), (&[1, 1][..], 0));
    let many: Vec<_> = (0..7).map(over).collect();
    let ranking = ranked(&many);
    let line = &ranking.lines[0];
    assert_eq!((line.count, line.named.as_slice()), (7, &[0, 1, 2][..]));
    assert_eq!(
        (line.way.clone(), ranking.all, ranking.rest),
        (Way::LookAtAll, 7, 0)
    );
}

#[test]
fn those_that_end_first_are_named_first_and_then_those_that_were_used_last() {
    let ranking = ranked(&[
        until("later", "2026-12-20"),
        until("first", "2026-12-02"),
        until("next", "2026-12-03"),
    ]);
    let line = &ranking.lines[0];
    assert_eq!(line.named, [1, 2, 0]);
    assert!(line.message.contains("ends in 2 days"), "{}", line.message);

    let used = |name: &str, last: Value| {
        registry(
            name,
            &format!("https://{name}.example.com"),
            "robot",
            json!({"lastUsed": last}),
        )
    };
    let ranking = ranked(&[
        used("never", json!(null)),
        used("long-ago", json!("2026-01-01T00:00:00Z")),
        used("today", json!("2026-11-30T00:00:00Z")),
    ]);
    assert_eq!(ranking.lines[0].named, [2, 1, 0]);
}

#[test]
fn of_many_causes_five_have_a_line_and_the_rest_is_counted() {
    let mut rows: Vec<_> = (0..2)
        .map(|at| until(&format!("over{at}"), "2026-11-02"))
        .collect();
    rows.extend((0..2).map(|at| until(&format!("soon{at}"), "2026-12-02")));
    rows.extend((0..2).map(|at| registry(&format!("never{at}"), "nexus", "robot", json!({}))));
    rows.extend(
        (0..4).map(|at| registry(&format!("p{at}"), &format!("ghcr.io/p{at}"), "r", json!({}))),
    );
    let ranking = ranked(&rows);
    assert_eq!(ranking.lines.len(), LINES);
    assert_eq!((ranking.all, ranking.rest), (10, 5));
}

proptest! {
    #[test]
    fn each_that_needs_attention_is_counted_once_and_said_something_of(
        hosts in prop::collection::vec(
            "quay[.]io|ghcr[.]io/a|https://quay[.]io|nexus|QUAY[.]IO|myreg[.]azurecr[.]io|community[.]wave[.]seqera[.]io",
            0..9,
        ),
        users in prop::collection::vec("robot|AWS|00000000-0000-0000-0000-000000000000", 9),
        days in prop::collection::vec("|2026-11-29|2026-12-02|2099-01-01", 9),
        states in prop::collection::vec("AVAILABLE|INVALID|NEW", 9),
        deleted in prop::collection::vec(any::<bool>(), 9),
    ) {
        let rows: Vec<_> = hosts.iter().enumerate().map(|(at, host)| {
            let description = format!("[expires {}]", days[at]);
            registry("n", host, &users[at], json!({
                "description": description, "status": states[at], "deleted": deleted[at] && at == 3,
            }))
        }).collect();
        let ranking = ranked(&rows);
        let setup = WaveSetup::default();
        let rows = read(&rows);
        let verdicts = verdicts(&rows, &setup);
        let needing = rows.iter().zip(&verdicts);
        let needing = needing.filter(|(row, verdict)| row.needs_attention(**verdict, NOW)).count();
        prop_assert_eq!(ranking.all, needing);
        let told: usize = ranking.lines.iter().map(|line| line.count).sum();
        prop_assert_eq!(told + ranking.rest, needing);
        prop_assert!(ranking.lines.len() <= LINES);
        for line in &ranking.lines {
            prop_assert!(!line.message.is_empty());
            prop_assert_eq!(line.named.len(), line.count.min(NAMED));
        }
    }
}
