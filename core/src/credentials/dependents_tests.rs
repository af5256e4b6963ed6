use proptest::prelude::*;
use serde_json::json;

use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const ID: &str = "4kTq0XwZr8LmPb2VnYc6Ha";

const CLOUD: Subject<'static> = Subject {
    id: ID,
    is_registry: false,
};

const REGISTRY: Subject<'static> = Subject {
    id: ID,
    is_registry: true,
};

fn lookup(rows: &Value, subject: Subject<'_>) -> Lookup {
    let list = ComputeEnvEntry::read_list(&json!({ "computeEnvs": rows })).unwrap();
    Dependents::of_list(&list, subject)
}

/// What is known when every description is this one.
fn known(rows: &Value, subject: Subject<'_>, described: Option<&Value>) -> Dependents {
    let lookup = lookup(rows, subject);
    let answers: Vec<_> = lookup
        .open()
        .into_iter()
        .map(|id| (id, described.and_then(|it| Mention::read(it, ID))))
        .collect();
    lookup.complete(&answers)
}

fn uses(found: &Dependents) -> Vec<(&str, Use)> {
    let all = found.used_by.iter();
    all.map(|it| (it.name.as_str(), it.how)).collect()
}

#[test]
fn a_row_that_names_the_credentials_uses_them_and_one_that_names_others_does_not() {
    let rows = json!([
        {"id": "a", "name": "mine", "platform": "aws-batch", "credentialsId": ID,
         "waveEnabled": true, "status": "AVAILABLE"},
        {"id": "b", "name": "other", "platform": "aws-batch", "credentialsId": "x"},
        {"id": "c", "name": "gone", "platform": "aws-batch", "credentialsId": ID,
         "status": "DELETED"},
        {"id": "d", "name": "going", "platform": "k8s-platform", "credentialsId": ID,
         "waveEnabled": null, "status": "DELETING"},
    ]);
    let found = known(&rows, CLOUD, None);
    assert_eq!(
        uses(&found),
        [("mine", Use::SignsIn), ("going", Use::SignsIn)]
    );
    assert_eq!(found.used_by[0].wave, Some(true));
    assert_eq!(found.used_by[1].wave, None);
    assert_eq!(found.sentence(), "2 compute environments use them:");
    assert_eq!(found.gap(), None);
    assert_eq!(lookup(&rows, CLOUD).open(), ["d"]);
}

#[test]
fn what_is_known_of_one_is_said_beside_its_name_and_what_is_not_is_left_out() {
    let rows = json!([
        {"id": "a", "name": "a", "platform": "aws-batch", "credentialsId": ID,
         "waveEnabled": true, "status": "AVAILABLE"},
        {"id": "b", "name": "b", "credentialsId": ID, "waveEnabled": false, "status": "INVALID"},
        {"id": "c", "name": "c", "credentialsId": ID},
    ]);
    let found = known(&rows, CLOUD, None);
    let said: Vec<_> = found.used_by.iter().map(Dependent::about).collect();
    assert_eq!(
        said,
        [
            "(aws-batch, signs in with them, Wave on)",
            "(signs in with them, Wave off, INVALID)",
            "(signs in with them)",
        ]
    );
}

#[test]
fn a_row_that_says_nothing_of_credentials_is_asked_for() {
    let rows = json!([
        {"id": "a", "name": "old", "platform": "aws-batch"},
        {"id": "b", "name": "told", "platform": "aws-batch", "credentialsId": "x"},
        {"name": "without an id", "platform": "aws-batch"},
    ]);
    assert_eq!(lookup(&rows, CLOUD).open(), ["a"]);
    let with =
        |id: &str| json!({"computeEnv": {"credentialsId": id, "config": {"waveEnabled": false}}});
    let found = known(&rows, CLOUD, Some(&with(ID)));
    assert_eq!(uses(&found), [("old", Use::SignsIn)]);
    assert_eq!(found.used_by[0].wave, Some(false));
    let found = known(&rows, CLOUD, Some(&with("x")));
    assert_eq!(uses(&found), []);
    assert_eq!(
        found.gap().as_deref(),
        Some("It is not known of without an id, which could not be looked at.")
    );
    assert_eq!(
        found.sentence(),
        "2 compute environments here do not use them."
    );
}

#[test]
fn a_description_that_could_not_be_had_leaves_it_unknown() {
    let rows = json!([{"id": "a", "name": "old"}, {"id": "b", "name": "older"}]);
    for answer in [None, Some(json!({"message": "no"})), Some(json!([]))] {
        let found = known(&rows, CLOUD, answer.as_ref());
        assert!(!found.are_there());
        assert_eq!(
            found.sentence(),
            "No compute environment here is known to use them."
        );
        let gap = found.gap().unwrap();
        assert!(gap.contains("not known of old and older"), "{gap}");
    }
}

#[test]
fn a_registry_is_looked_for_in_the_configs_that_may_name_one() {
    let rows = json!([
        {"id": "a", "name": "azure", "platform": "azure-batch", "credentialsId": "x"},
        {"id": "b", "name": "cloud", "platform": "azure-cloud", "credentialsId": "x"},
        {"id": "c", "name": "aws", "platform": "aws-batch", "credentialsId": "x"},
        {"id": "d", "name": "untold", "credentialsId": "x"},
    ]);
    assert_eq!(lookup(&rows, REGISTRY).open(), ["a", "b", "d"]);
    assert_eq!(lookup(&rows, CLOUD).open(), [""; 0]);
}

#[test]
fn a_config_names_a_registry_for_its_pool_or_somewhere_else() {
    for (config, how) in [
        (
            json!({"forge": {"containerRegIds": ["x", ID]}}),
            Some(Use::Pulls),
        ),
        (json!({"containerRegIds": [ID]}), Some(Use::Pulls)),
        (json!({"ofTomorrow": {"registry": ID}}), Some(Use::Names)),
        (json!({"forge": {"containerRegIds": ["x"]}}), None),
        (json!({"forge": {"containerRegIds": null}}), None),
        (json!({"nextflowConfig": format!("// {ID}")}), None),
        (json!({ID: true}), None),
        (json!({}), None),
        (json!(null), None),
    ] {
        let answer = json!({"computeEnv": {"credentialsId": "x", "config": config}});
        assert_eq!(Mention::read(&answer, ID).unwrap().how, how, "{answer}");
    }
}

#[test]
fn older_lists_say_nothing_of_wave_and_the_description_does() {
    let rows = json!([{"id": "a", "name": "mine", "platform": "aws-batch", "credentialsId": ID}]);
    let answer = json!({"computeEnv": {"credentialsId": ID, "config": {"waveEnabled": true}}});
    assert_eq!(
        known(&rows, CLOUD, Some(&answer)).used_by[0].wave,
        Some(true)
    );
    // It is no gap: that they are used is known.
    let found = known(&rows, CLOUD, None);
    assert_eq!((found.used_by[0].wave, found.gap()), (None, None));
}

#[test]
fn how_many_use_them_is_said_as_it_is_known() {
    let row = |n: usize| json!({"id": n.to_string(), "name": n.to_string(), "credentialsId": "x"});
    let say = |rows: Vec<Value>| known(&json!(rows), CLOUD, None).sentence();
    assert_eq!(
        say(vec![]),
        "There are no compute environments here that you can see."
    );
    assert_eq!(
        say(vec![row(1)]),
        "The one compute environment here does not use them."
    );
    let three = say(vec![row(1), row(2), row(3)]);
    assert_eq!(three, "None of the 3 compute environments here uses them.");
    let some = say(vec![row(1), json!({"id": "b", "name": "b"})]);
    assert_eq!(some, "1 compute environment here does not use them.");
    let unreadable = known(&json!([7]), CLOUD, None);
    assert_eq!(
        unreadable.sentence(),
        "No compute environment here is known to use them."
    );
    assert_eq!(
        unreadable.gap().as_deref(),
        Some("1 entry could not be read.")
    );
}

#[test]
fn the_order_is_told_where_something_signs_in_with_them() {
    let signs_in =
        |n: usize| json!({"id": n.to_string(), "name": n.to_string(), "credentialsId": ID});
    let order = |rows: Vec<Value>| known(&json!(rows), CLOUD, None).order();
    assert_eq!(order(vec![]), None);
    let one = order(vec![signs_in(1)]).unwrap();
    assert!(
        one.starts_with("Delete this compute environment first"),
        "{one}"
    );
    let two = order(vec![signs_in(1), signs_in(2)]).unwrap();
    assert!(
        two.starts_with("Delete these compute environments first"),
        "{two}"
    );
    let pulls = json!({"computeEnv": {"credentialsId": "x",
        "config": {"forge": {"containerRegIds": [ID]}}}});
    let rows = json!([{"id": "a", "name": "a", "platform": "azure-batch", "credentialsId": "x"}]);
    let found = known(&rows, REGISTRY, Some(&pulls));
    assert_eq!(
        (uses(&found), found.order()),
        (vec![("a", Use::Pulls)], None)
    );
    assert!(
        found
            .blocked()
            .starts_with("No compute environment is known")
    );
}

#[test]
fn what_is_blocked_is_worded_as_likely_and_not_more_than_a_few_are_named() {
    let rows: Vec<_> = (1..=8)
        .map(|n| json!({"id": n.to_string(), "name": format!("env-{n}"), "credentialsId": ID}))
        .collect();
    let say = |count: usize| known(&json!(rows[..count]), CLOUD, None).blocked();
    assert!(say(1).contains("most likely refuses launches on env-1."));
    assert!(say(6).contains("env-5 and env-6."));
    assert!(say(8).contains("env-5 and 3 more."));
}

/// What is known of credentials of these ids together, when those are described.
fn together(rows: &Value, ids: &[&str], described: &[(&str, Value)]) -> Dependents {
    let all = ids.iter().map(|id| {
        let subject = Subject {
            id,
            is_registry: true,
        };
        let described = described.iter();
        let described: Vec<_> = described
            .map(|(env, answer)| ((*env).to_owned(), Mention::read(answer, id)))
            .collect();
        lookup(rows, subject).complete(&described)
    });
    Dependents::together(&all.collect::<Vec<_>>())
}

#[test]
fn what_uses_several_is_told_once_in_the_order_of_the_list_with_what_weighs_most() {
    let rows = json!([
        {"id": "a", "name": "azure", "platform": "azure-batch", "credentialsId": "second"},
        {"id": "b", "name": "batch", "platform": "aws-batch", "credentialsId": "first"},
        {"id": "c", "name": "other", "platform": "aws-batch", "credentialsId": "x"},
    ]);
    let pools = json!({"computeEnv": {
        "credentialsId": "second", "config": {"forge": {"containerRegIds": ["first"]}},
    }});
    let found = together(&rows, &["first", "second"], &[("a", pools)]);
    assert_eq!(
        uses(&found),
        [("azure", Use::SignsIn), ("batch", Use::SignsIn)]
    );
    assert_eq!(found.sentence(), "2 compute environments use them:");
    assert_eq!(found.gap(), None);
    assert!(
        found
            .order()
            .unwrap()
            .contains("these compute environments first")
    );
}

#[test]
fn what_uses_one_of_several_is_known_to_use_them_and_the_rest_is_not_known_once() {
    let rows = json!([
        {"id": "a", "name": "mine", "platform": "azure-batch", "credentialsId": "first"},
        {"id": "b", "name": "closed", "platform": "azure-batch", "credentialsId": "x"},
        {"id": "c", "name": "closed", "platform": "azure-batch", "credentialsId": "x"},
        {"id": "d", "name": "other", "platform": "aws-batch", "credentialsId": "x"},
    ]);
    let found = together(&rows, &["first", "second"], &[]);
    assert_eq!(uses(&found), [("mine", Use::SignsIn)]);
    assert_eq!(
        found.gap().unwrap(),
        "It is not known of closed and closed, which could not be looked at."
    );
    let found = together(&rows, &["second", "third"], &[]);
    assert_eq!(
        found.sentence(),
        "1 compute environment here does not use them."
    );
    assert!(found.gap().unwrap().contains("mine, closed and closed"));
}

#[test]
fn of_several_that_nothing_uses_the_same_is_said_as_of_one() {
    let rows = json!([
        {"id": "a", "name": "a", "platform": "aws-batch", "credentialsId": "x"},
        {"id": "b", "name": "b", "platform": "aws-batch", "credentialsId": "y"},
    ]);
    let found = together(&rows, &["first", "second"], &[]);
    assert_eq!(
        found.sentence(),
        "None of the 2 compute environments here uses them."
    );
    assert_eq!((found.gap(), found.order()), (None, None));
    let one = known(&rows, REGISTRY, None);
    assert_eq!(Dependents::together(std::slice::from_ref(&one)), one);
    assert_eq!(Dependents::together(&[]), Dependents::default());
}

#[test]
fn each_is_asked_for_once_for_several_and_the_most_telling_first() {
    let rows = json!([
        {"id": "a", "name": "a", "platform": "aws-batch", "credentialsId": "first"},
        {"id": "b", "name": "b", "platform": "azure-batch", "credentialsId": "first"},
        {"id": "c", "name": "c", "platform": "aws-batch"},
        {"id": "d", "name": "d", "platform": "aws-batch", "credentialsId": "x"},
    ]);
    let of = |id, is_registry| lookup(&rows, Subject { id, is_registry });
    let all = [of("first", false), of("second", true)];
    assert_eq!(Lookup::open_together(&all), ["c", "b", "a"]);
    assert_eq!(Lookup::open_together(&all[1..]), ["b", "c"]);
    assert_eq!(Lookup::open_together(&[]), [""; 0]);
}

#[test]
fn not_more_are_asked_for_than_platform_answers_at_once() {
    let rows: Vec<_> = (0..50)
        .map(|n| json!({"id": n.to_string(), "name": format!("env-{n}")}))
        .collect();
    assert_eq!(lookup(&json!(rows), CLOUD).open().len(), LOOKED_AT_MOST);
    let answer = json!({"computeEnv": {"credentialsId": "x"}});
    let found = known(&json!(rows), CLOUD, Some(&answer));
    assert_eq!(
        found.sentence(),
        "20 compute environments here do not use them."
    );
    assert!(found.gap().unwrap().contains("and 25 more"));
}

proptest! {
    #[test]
    fn nobody_is_said_not_to_use_them_who_was_not_looked_at(
        told in prop::collection::vec(prop::sample::select(vec!["mine", "other", "untold"]), 0..9),
        answered in any::<bool>(),
    ) {
        let rows: Vec<_> = told.iter().enumerate().map(|(n, told)| {
            let credentials = match *told { "mine" => json!(ID), "other" => json!("x"), _ => json!(null) };
            json!({"id": n.to_string(), "name": n.to_string(), "credentialsId": credentials})
        }).collect();
        let answer = json!({"computeEnv": {"credentialsId": "x"}});
        let found = known(&json!(rows), CLOUD, answered.then_some(&answer));
        let count = |wanted| told.iter().filter(|it| **it == wanted).count();
        prop_assert_eq!(found.used_by.len(), count("mine"));
        let unknown = if answered { 0 } else { count("untold") };
        prop_assert_eq!(found.gap().is_some(), unknown > 0);
    }
}
