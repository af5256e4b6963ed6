use proptest::prelude::*;

use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn script(text: &str) -> Script {
    Script::read(text, |word| word == "docker")
}

/// Every command as words; `?` for a word that is not literal.
fn words(text: &str) -> Vec<Vec<String>> {
    let commands = script(text).commands;
    commands
        .iter()
        .map(|command| {
            let words = command.words.iter();
            words
                .map(|word| word.text().unwrap_or("?").to_owned())
                .collect()
        })
        .collect()
}

#[test]
fn operators_outside_quotes_end_a_command() {
    for text in [
        "a b; c",
        "a b && c",
        "a b || c",
        "a b | c",
        "a b |& c",
        "a b\nc",
        "a b &\r\nc",
    ] {
        assert_eq!(words(text), [vec!["a", "b"], vec!["c"]], "{text}");
    }
    assert_eq!(
        words("a 'b; c' \"d | e\" f\\;g"),
        [["a", "b; c", "d | e", "f;g"]]
    );
}

#[test]
fn a_line_goes_on_behind_each_shells_mark() {
    for text in [
        "a \\\n b",
        "a \\\r\n  b",
        "a ^\r\n b",
        "a `\n b",
        "a \\\n> b",
    ] {
        assert_eq!(words(text), [["a", "b"]], "{text:?}");
    }
}

#[test]
fn redirections_are_no_arguments() {
    for text in [
        "a b > file",
        "a b 2>/dev/null",
        "a b 2>&1",
        "a b < file",
        "< file a b",
        "a b >>f",
    ] {
        assert_eq!(words(text), [["a", "b"]], "{text}");
    }
}

#[test]
fn comments_are_skipped_and_the_root_prompt_is_not_a_comment() {
    assert_eq!(words("# don't\na b # c\nd"), [vec!["a", "b"], vec!["d"]]);
    assert_eq!(words("# docker login"), [["docker", "login"]]);
    assert_eq!(words("# sudo docker login"), [["sudo", "docker", "login"]]);
}

#[test]
fn prompts_of_windows_are_no_redirection() {
    for text in ["PS C:\\tools> a b", "C:\\Users\\me>a b", "> a b"] {
        assert_eq!(words(text), [["a", "b"]], "{text}");
    }
}

#[test]
fn only_single_quotes_and_backslashes_keep_a_dollar() {
    for (text, literal) in [
        ("'robot$x'", Some("robot$x")),
        ("robot\\$x", Some("robot$x")),
        ("\"robot\\$x\"", Some("robot$x")),
        ("a$", Some("a$")),
        ("robot$x", None),
        ("\"robot$x\"", None),
        ("${x}", None),
        ("${{ secrets.X }}", None),
        ("$(cat f)", None),
        ("`cat f`", None),
        ("%X%", None),
        ("100%X", Some("100%X")),
        ("<token>", None),
        ("$env:X", None),
    ] {
        let script = script(text);
        assert_eq!(script.commands[0].words[0].text(), literal, "{text}");
        assert_eq!(script.commands[0].words.len(), 1, "{text}");
    }
}

#[test]
fn a_variable_that_the_text_sets_has_a_value() {
    let script = script("export A=1 B='x y'\nC=$A$B\nA=2\nz=$(cmd)\nuse $C ${A} $z $unset");
    let mut variables = Variables::default();
    script
        .commands()
        .for_each(|(command, _)| variables.learn(command));
    let last = script.commands.last().unwrap();
    let values: Vec<_> = last
        .words
        .iter()
        .map(|word| variables.value(word))
        .collect();
    let text = |text: &str| Ok(text.to_owned());
    let (output, unset) = (Err(Reason::CommandOutput), Err(Reason::ShellVariable));
    assert_eq!(
        values,
        [text("use"), text("1x y"), text("2"), output, unset]
    );
}

#[test]
fn a_text_that_repeats_its_variables_does_not_grow() {
    let mut text = format!("A={}\n", "x".repeat(60_000));
    for _ in 0..70 {
        text.push_str("A=$A$A\n");
    }
    let script = script(&text);
    let mut variables = Variables::default();
    script
        .commands()
        .for_each(|(command, _)| variables.learn(command));
    assert_eq!(variables.get("A"), Err(Reason::ShellVariable));
    assert_eq!(variables.0.len(), REMEMBERED);
}

#[test]
fn a_pipe_may_end_its_line() {
    let script = script("echo x |\n  docker login");
    let (_, source) = script.commands().nth(1).unwrap();
    assert_eq!(source.unwrap().words[0].text(), Some("echo"));
}

proptest! {
    #[test]
    fn words_are_cut_as_the_library_cuts_them(text in "[a-z'\"\\\\ ]{0,30}") {
        // The library refuses what is not closed; here it reaches to the end.
        if let Some(expected) = shlex::split(&text) {
            let words = words(&text).into_iter().next().unwrap_or_default();
            prop_assert_eq!(words, expected);
        }
    }

    #[test]
    fn what_the_library_quotes_is_read_back(value in "[^\\x00]{1,40}") {
        let quoted = shlex::try_quote(&value).unwrap();
        let text = format!("x {quoted}");
        let words = words(&text);
        prop_assert_eq!(&words[0][1], &value);
    }
}
