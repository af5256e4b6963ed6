//! What a case says in words is there before it. Start at [`read`].

use serde_json::{Value, json};
use wavepass_core::pattern;

use crate::case::{Body, Case};
use crate::need::{Collection, Need, Record};
use crate::sample;

/// Adds what the words say. What they say in other words than these cannot be made, which is an
/// error.
pub(crate) fn read(words: &str, case: &Case, need: &mut Need) -> Result<(), String> {
    let words = words.trim().trim_end_matches('.');
    if words.is_empty() {
        return Ok(());
    }
    for clause in words.split([',', ';']).flat_map(|part| part.split(" and ")) {
        let clause = clause.trim();
        if !person(clause, need) && !record(clause, case, need) {
            return Err(format!("what is given cannot be made here: {clause}"));
        }
    }
    Ok(())
}

/// `user jordi`, `id 1264`, `caller has id 1264`.
fn person(clause: &str, need: &mut Need) -> bool {
    if let Some(found) =
        pattern!(r"^(?:the )?(?:user|caller)(?: is| named)? (\S+)$").captures(clause)
    {
        need.user = Some(found[1].to_owned());
        return true;
    }
    let id = pattern!(r"^(?:(?:the )?(?:user|caller) (?:has )?)?id (\d+)$").captures(clause);
    if let Some(found) = id {
        need.user_id.push(found[1].to_owned());
        return true;
    }
    // Only refusals are expected then, so that the workspace is somebody else's.
    pattern!(r"^(?:the )?(?:user|caller) (?:is not a|is no|does not take part)").is_match(clause)
        && need.foreign_workspace.is_some()
}

/// A record, or that there is none.
fn record(clause: &str, case: &Case, need: &mut Need) -> bool {
    let of = Collection::of_segment(
        case.request
            .path
            .trim_matches('/')
            .split('/')
            .next()
            .unwrap_or_default(),
    );
    let of = of.unwrap_or(Collection::Credentials);
    if pattern!(r"^(?:none|nothing|no) ?").is_match(clause) {
        return true;
    }
    if pattern!(r"^(?:one|a) credentials? (?:of|for) (?:every|each) provider$").is_match(clause) {
        let all = sample::providers().into_iter();
        let all = all.map(|provider| json!({ "provider": provider }));
        need.records
            .extend(all.map(|like| Record::new(Collection::Credentials, like)));
        return true;
    }
    if pattern!(r"^(?:the|this|that) name (?:exists|is taken|is in use)").is_match(clause) {
        if case.request.method == "POST" {
            need.is_asked_before = true;
        } else {
            let name = asked_name(case);
            need.records.push(Record::new(of, json!({ "name": name })));
        }
        return true;
    }
    if pattern!(r"^a compute environment uses it$").is_match(clause) {
        let like = json!({"credentialsId": "<id>"});
        let mut record = Record::new(Collection::ComputeEnvs, like);
        record.called.push("<compute environment>".to_owned());
        need.records.push(record);
        return true;
    }
    let some = pattern!(
        r"^(?:a|an|one|two|three) (?:(personal|deleted) )?(credentials?|tokens?|compute environments?|pipelines?)((?: that)? (?:was|were) deleted)?$"
    );
    if let Some(found) = some.captures(clause) {
        let of = match found[2].trim_end_matches('s') {
            "token" => Collection::Tokens,
            "compute environment" => Collection::ComputeEnvs,
            "pipeline" => Collection::Pipelines,
            _ => Collection::Credentials,
        };
        let count = match clause.split(' ').next() {
            Some("two") => 2,
            Some("three") => 3,
            _ => 1,
        };
        for _ in 0..count {
            let mut record = Record::new(of, Value::Null);
            let told = found.get(1).map(|it| it.as_str());
            record.is_personal = told == Some("personal");
            record.is_deleted = told == Some("deleted") || found.get(3).is_some();
            if record.is_deleted {
                record.called.push("<deleted id>".to_owned());
            }
            need.records.push(record);
        }
        return true;
    }
    let named = pattern!(
        r"^(\S+) (?:(?:(?:already )?exists|is there)(?: (only )?in (?:the (personal)|this|the) (?:context|workspace|scope))?|(?:was|is) (deleted))$"
    );
    let Some(found) = named.captures(clause) else {
        return false;
    };
    let mut record = Record::new(of, json!({ "name": &found[1] }));
    record.is_personal = found.get(2).is_some() || found.get(3).is_some();
    record.is_deleted = found.get(4).is_some();
    need.records.push(record);
    true
}

/// The name that a request is about.
fn asked_name(case: &Case) -> Value {
    let query = case.request.query.iter().find(|(name, _)| name == "name");
    let in_body = match &case.request.body {
        Body::Json(body) => body["credentials"]["name"]
            .as_str()
            .or(body["name"].as_str()),
        _ => None,
    };
    query.map(|(_, name)| name.as_str()).or(in_body).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case;

    fn needed(words: &str, method: &str) -> Result<Need, String> {
        let file = json!({"cases": [{"id": "a", "given": words, "expect": {"status": 200},
            "request": {"method": method, "path": "/credentials", "query": {"name": "n"}}}]});
        Need::of(&case::read(&file).unwrap()[0])
    }

    #[test]
    fn people_and_records_are_understood() {
        let need = needed("user jordi, id 1264", "GET").unwrap();
        assert_eq!(
            (need.user.as_deref(), need.user_id),
            (Some("jordi"), vec!["1264".to_owned()])
        );
        for (words, count, deleted, personal) in [
            ("one personal credential, none in the workspace", 1, 0, 1),
            ("docker-reg exists in this context", 1, 0, 0),
            ("docker-reg exists only in the personal context", 1, 0, 1),
            ("gone was deleted", 1, 1, 0),
            ("a credential that was deleted", 1, 1, 0),
            ("two credentials", 2, 0, 0),
            ("a compute environment uses it", 1, 0, 0),
            ("the name exists", 1, 0, 0),
        ] {
            let records = needed(words, "GET").unwrap().records;
            let is = |wanted: fn(&Record) -> bool| records.iter().filter(|it| wanted(it)).count();
            assert_eq!(
                (
                    records.len(),
                    is(|it| it.is_deleted),
                    is(|it| it.is_personal)
                ),
                (count, deleted, personal),
                "{words}"
            );
        }
        assert!(
            needed("one credential of every provider", "GET")
                .unwrap()
                .records
                .len()
                > 15
        );
        assert!(needed("the name exists", "POST").unwrap().is_asked_before);
    }

    #[test]
    fn what_is_not_understood_is_not_passed_over() {
        for words in [
            "a running workflow",
            "gone was deleted, a running workflow on it",
        ] {
            assert!(needed(words, "GET").is_err(), "{words}");
        }
    }
}
