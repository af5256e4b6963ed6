//! The form that asks for secrets alone: to rotate them, and to add credentials elsewhere.

use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn rotating(answer: &Value, blank: BlankSecret) -> FormModel {
    let described = Described::read(&json!({ "credentials": answer }), "id-mine").unwrap();
    let rotation = SecretRotation::of(&described).unwrap();
    let change = Change {
        id: "id-mine".to_owned(),
        described,
        blank,
    };
    FormModel::rotating(change, rotation, WaveSetup::default())
}

fn registry(host: &str) -> FormModel {
    rotating(&stored("mine", host), BlankSecret::LikelyKept)
}

fn ssh() -> FormModel {
    let ssh = json!({"name": "mine", "provider": "ssh", "keys": {}});
    rotating(&ssh, BlankSecret::LikelyKept)
}

fn asked(form: &FormModel) -> Vec<&'static str> {
    form.asked()
        .iter()
        .map(|spec| spec.field.as_str())
        .collect()
}

fn answered() -> Event {
    Event::Answered {
        name: "mine".to_owned(),
        answer: Ok("id-mine".to_owned()),
    }
}

#[test]
fn a_rotation_asks_for_the_secret_alone_and_sends_it_with_what_is_stored() {
    let mut form = registry("quay.io");
    assert_eq!(asked(&form), ["password"]);
    assert!(form.kinds().is_empty() && !form.is_dirty());
    let effects = tell(&mut form, [Event::Opened, submitted()]);
    assert_eq!(
        effects,
        ["focus summary"],
        "no name is checked, and nothing sent"
    );
    assert_eq!(summary(&form).0, [Field::Password]);
    assert_eq!(codes(&due(&form, Field::Password)), [REQUIRED]);
    let [spec] = form.asked()[..] else {
        panic!("one field");
    };
    assert!(form.requires(spec) && !form.keeps_secrets());

    let effects = form.update(typed(Field::Password, SENTINEL));
    assert!(effects.is_empty() && form.is_dirty());
    let effects = form.update(submitted());
    let [Effect::Send(request)] = &effects[..] else {
        panic!("it is sent: {effects:?}");
    };
    let change = form.purpose().change().unwrap();
    let body = change.described.update(request);
    let keys = json!({"userName": "me", "password": SENTINEL, "registry": "quay.io"});
    assert_eq!(body["credentials"]["keys"], keys);
    assert_eq!(body["credentials"]["id"], "id-mine");
}

#[test]
fn what_is_saved_is_said_on_the_page_with_the_id_and_what_runs_see() {
    let mut form = registry("quay.io");
    let effects = tell(
        &mut form,
        [typed(Field::Password, SENTINEL), submitted(), answered()],
    );
    assert_eq!(effects, ["send mine", "focus saved"]);
    let said = form.saved().unwrap();
    for part in ["still id-mine", "within 60 seconds", "up to 24 hours"] {
        assert!(said.contains(part), "{said}");
    }
    assert!(!said.contains("left blank"), "{said}");
    assert!(!form.is_dirty() && form.value(Field::Password).is_empty());
}

#[test]
fn caches_are_spoken_of_for_registries_alone_and_blanks_where_there_are_any() {
    let mut form = ssh();
    assert_eq!(asked(&form), ["ssh-private-key", "ssh-passphrase"]);
    assert!(form.keeps_secrets());
    let key = "-----BEGIN RSA PRIVATE KEY-----\nRkFLRQ==\n-----END RSA PRIVATE KEY-----\n";
    let events = [
        typed(Field::Key("ssh-private-key"), key),
        submitted(),
        answered(),
    ];
    assert_eq!(tell(&mut form, events), ["send mine", "focus saved"]);
    let said = form.saved().unwrap();
    assert!(!said.contains("60 seconds"), "{said}");
    assert!(said.contains("left blank most likely stayed"), "{said}");
}

#[test]
fn an_odd_registry_stays_as_it_is_stored_while_its_secret_is_rotated() {
    let mut form = registry("https://quay.io");
    let effects = tell(
        &mut form,
        [
            left(Field::Registry),
            typed(Field::Password, SENTINEL),
            submitted(),
        ],
    );
    assert_eq!(form.value(Field::Registry), "https://quay.io");
    // It is never used, which somebody has to insist on.
    assert_eq!(effects, ["focus summary"]);
    assert!(form.judge(NOW).never_works);
    let effects = tell(&mut form, [Event::Insisted(true), submitted()]);
    assert_eq!(effects, ["send mine"]);
}

#[test]
fn a_secret_is_judged_as_in_the_form() {
    let mut form = registry("quay.io");
    tell(
        &mut form,
        [typed(Field::Password, "<password>"), left(Field::Password)],
    );
    assert!(due(&form, Field::Password).iter().any(Finding::is_error));
    let mut form = registry("quay.io");
    tell(
        &mut form,
        [typed(Field::Password, "secret "), left(Field::Password)],
    );
    let found = codes(&due(&form, Field::Password));
    assert!(found.contains(&SURROUNDING_WHITE_SPACE), "{found:?}");
}

/// A text is given, and read as the later part of the page does.
fn paste(form: &mut FormModel, text: &str) -> Vec<String> {
    let [Effect::Read(Reading { version, .. })] = form.update(Event::Pasted(text.into()))[..]
    else {
        panic!("it is read");
    };
    let read = login::read(text).ok_or(NotRead::Unknown);
    let fits = login::fits(text);
    tell(
        form,
        [
            Event::PastedRead { version, read },
            Event::FitsRead { version, fits },
        ],
    )
}

#[test]
fn of_a_pasted_login_for_the_stored_registry_the_secret_alone_is_filled_in() {
    let mut form = registry("quay.io");
    let effects = paste(&mut form, "docker login quay.io -u me -p s3cret");
    assert_eq!(effects[1..], ["focus paste-found"], "{effects:?}");
    assert_eq!(form.value(Field::Password), "");
    assert_eq!(form.not_taken(), [""; 0]);
    let effects = tell(&mut form, [Event::FillPressed { now: NOW }]);
    assert!(
        effects[0].starts_with("say Filled 1 field from"),
        "{effects:?}"
    );
    assert_eq!(effects[1..], ["focus password"]);
    assert_eq!(form.value(Field::Password), "s3cret");
    assert_eq!(form.value(Field::UserName), "me");
    assert_eq!(form.value(Field::Registry), "quay.io");
}

#[test]
fn a_login_for_another_registry_or_user_is_told_and_not_taken() {
    for (text, told) in [
        (
            "docker login ghcr.io -u me -p s3cret",
            "A login for ghcr.io",
        ),
        ("docker login quay.io -u you -p s3cret", "The login of you"),
    ] {
        let mut form = registry("quay.io");
        let effects = paste(&mut form, text);
        assert_eq!(effects.len(), 1, "{effects:?}");
        assert!(
            effects[0].starts_with(&format!("say {told}")),
            "{effects:?}"
        );
        assert!(form.not_taken()[0].starts_with(told));
        assert!(form.offer().is_none() && form.fits().is_empty());
        assert_eq!(form.paste_shown(), Shown::Nothing);
        assert!(!form.is_dirty());
        // The next text is judged for itself.
        paste(&mut form, "docker login quay.io -u me -p s3cret");
        assert_eq!(form.not_taken(), [""; 0]);
    }
}

#[test]
fn of_several_logins_those_of_the_stored_credentials_are_offered() {
    let mut form = registry("quay.io");
    let netrc = "machine ghcr.io login me password one\nmachine quay.io login me password two\n";
    paste(&mut form, netrc);
    assert_eq!(form.offer().unwrap().pasted.entries.len(), 1);
    assert_eq!(form.not_taken().len(), 1);
    tell(&mut form, [Event::FillPressed { now: NOW }]);
    assert_eq!(form.value(Field::Password), "two");
}

#[test]
fn what_is_for_another_provider_is_told_and_not_taken() {
    let key = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n";
    let mut form = registry("quay.io");
    paste(&mut form, key);
    let [told] = &form.not_taken()[..] else {
        panic!("{:?}", form.not_taken());
    };
    assert!(told.contains("SSH") && told.contains("not taken"), "{told}");
    assert_eq!(form.paste_shown(), Shown::Nothing);

    let mut form = ssh();
    paste(&mut form, key);
    assert_eq!(form.not_taken(), [""; 0]);
    let effects = tell(&mut form, [Event::FitPressed { at: 0, now: NOW }]);
    assert!(effects[0].starts_with("say Filled 1 field"), "{effects:?}");
    assert!(form.is_dirty());

    let mut form = ssh();
    paste(&mut form, "docker login quay.io -u me -p s3cret");
    assert!(form.not_taken()[0].contains("no credentials of a registry"));
    assert!(form.offer().is_none() && !form.is_dirty());
}

#[test]
fn what_nobody_can_read_is_still_said_to_be_unknown() {
    let mut form = registry("quay.io");
    paste(&mut form, "hello there");
    assert_eq!(form.paste_shown(), Shown::NotRead(NotRead::Unknown));
    assert_eq!(form.not_taken(), [""; 0]);
}

#[test]
fn a_login_that_is_pasted_into_the_password_for_another_registry_leaves_it_empty() {
    let mut form = registry("quay.io");
    let text = "docker login ghcr.io -u me -p x";
    let pasted = Event::PastedIntoField {
        field: Field::Password,
        text: text.into(),
        whole: text.into(),
    };
    let [Effect::Read(Reading { version, .. })] = form.update(pasted)[..] else {
        panic!("it is read");
    };
    let read = login::read_in_field(Field::Password, text).ok_or(NotRead::Unknown);
    tell(&mut form, [Event::PastedRead { version, read }]);
    assert_eq!(form.value(Field::Password), "");
    assert_eq!(form.value(Field::Registry), "quay.io");
    assert!(form.offer().is_none());
    assert!(form.not_taken()[0].contains("ghcr.io"));
}

#[test]
fn a_new_secret_that_is_lost_with_the_session_is_asked_for_again() {
    let mut form = registry("quay.io");
    let events = [
        typed(Field::Password, SENTINEL),
        submitted(),
        refused(failed(Failure::Unauthorized)),
        Event::SessionLost,
        Event::SessionRestored,
    ];
    let effects = tell(&mut form, events);
    assert_eq!(effects, ["send mine", "focus password"]);
    assert_eq!(form.value(Field::Password), "");
    assert_eq!(tell(&mut form, [submitted()]), ["focus summary"]);
}

#[test]
fn a_copy_asks_for_every_secret_and_hands_over_new_credentials() {
    let answer = json!({ "credentials": stored("mine", "quay.io") });
    let described = Described::read(&answer, "id-mine").unwrap();
    let mut form = FormModel::copying(described, WaveSetup::default());
    assert_eq!(asked(&form), ["password"]);
    assert!(!form.is_edit() && form.blank_secret().is_none());
    // The one that is copied is no rival of its copy elsewhere.
    let events = [
        Event::StoredListed(vec![row("mine", "quay.io")]),
        Event::Opened,
        submitted(),
    ];
    assert_eq!(tell(&mut form, events), ["focus summary"]);
    assert_eq!(summary(&form).0, [Field::Password]);
    let effects = tell(&mut form, [typed(Field::Password, SENTINEL), submitted()]);
    assert_eq!(effects, ["send mine"]);
    assert!(form.is_pending());
    tell(&mut form, [Event::HandedBack { is_done: false }]);
    assert!(!form.is_pending() && form.is_dirty());
    tell(
        &mut form,
        [submitted(), Event::HandedBack { is_done: true }],
    );
    assert!(!form.is_dirty());
    // The secret that is gone is not missed.
    assert_eq!(due(&form, Field::Password), []);
    assert_eq!(summary(&form).0, []);
}
