//! What announces a secret.
//!
//! The prefixes are those that the vendors give their tokens. Start at [`Marks::at`].

/// Something that announces a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// The beginning of a token.
    Prefix(Prefix),
    /// The name of a field.
    Word(Word),
    /// The scheme of an authorization.
    Scheme,
    /// The `://` of a URL.
    Url,
    /// The first line of a PEM block.
    Pem,
    /// Somebody logs in on this line.
    Login,
    /// `-p` or `-u`.
    ShortFlag,
    /// A flag whose value is a user name, a colon and a secret.
    Pair,
    /// A command that prints its arguments.
    Printed,
    /// `<<<`, behind which is what a command reads.
    HereString,
    /// The middle of an application's secret in Entra.
    Entra,
}

/// How much has to follow the beginning of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prefix {
    /// At least so many bytes that tokens have.
    Long(usize),
    /// Sixteen capitals and digits.
    KeyId,
}

/// How much of the name of a field a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// All of it: shorter than that it occurs in ordinary words.
    Whole,
    /// A part of it.
    Part,
    /// All of it, and the value goes on to the end of the line.
    Header,
    /// The end of it, with `=` behind it: ordinary texts have it everywhere else.
    Assigned,
}

/// How the letters of a mark are compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Letters {
    Exact,
    AnyCase,
}

use Letters::{AnyCase, Exact};

const LONG: Mark = Mark::Prefix(Prefix::Long(10));
const LONGER: Mark = Mark::Prefix(Prefix::Long(20));
const PART: Mark = Mark::Word(Word::Part);
const WHOLE: Mark = Mark::Word(Word::Whole);

const MARKS: [(&str, Letters, Mark); 74] = [
    ("dckr_pat_", Exact, LONG),
    ("dckr_oat_", Exact, LONG),
    ("ghp_", Exact, LONG),
    ("gho_", Exact, LONG),
    ("ghu_", Exact, LONG),
    ("ghs_", Exact, LONG),
    ("ghr_", Exact, LONG),
    ("github_pat_", Exact, LONG),
    ("glpat-", Exact, LONG),
    ("gldt-", Exact, LONG),
    ("glcbt-", Exact, LONG),
    ("glptt-", Exact, LONG),
    ("nvapi-", Exact, LONG),
    ("dop_v1_", Exact, LONG),
    ("doo_v1_", Exact, LONG),
    ("dor_v1_", Exact, LONG),
    ("ya29.", Exact, LONG),
    ("cmVmd", Exact, LONGER),
    ("AKCp", Exact, LONGER),
    ("sha256~", Exact, LONGER),
    ("LTAI", Exact, LONG),
    ("AIza", Exact, LONGER),
    ("eyJ", Exact, LONG),
    ("AKIA", Exact, Mark::Prefix(Prefix::KeyId)),
    ("ASIA", Exact, Mark::Prefix(Prefix::KeyId)),
    ("-----BEGIN ", Exact, Mark::Pem),
    ("://", Exact, Mark::Url),
    ("-p", Exact, Mark::ShortFlag),
    ("-u", Exact, Mark::ShortFlag),
    ("--user", Exact, Mark::Pair),
    ("creds", Exact, Mark::Pair),
    ("echo ", Exact, Mark::Printed),
    ("printf ", Exact, Mark::Printed),
    ("<<<", Exact, Mark::HereString),
    ("Q~", Exact, Mark::Entra),
    ("login", AnyCase, Mark::Login),
    ("bearer ", AnyCase, Mark::Scheme),
    ("basic ", AnyCase, Mark::Scheme),
    ("authorization", AnyCase, Mark::Word(Word::Header)),
    ("password", AnyCase, PART),
    ("passwd", AnyCase, PART),
    ("passphrase", AnyCase, PART),
    ("passcode", AnyCase, PART),
    ("secret", AnyCase, PART),
    ("token", AnyCase, PART),
    ("apikey", AnyCase, PART),
    ("api_key", AnyCase, PART),
    ("api-key", AnyCase, PART),
    ("api key", AnyCase, PART),
    ("accesskey", AnyCase, PART),
    ("access_key", AnyCase, PART),
    ("access-key", AnyCase, PART),
    ("access key", AnyCase, PART),
    ("accountkey", AnyCase, PART),
    ("privatekey", AnyCase, PART),
    ("private_key", AnyCase, PART),
    ("private-key", AnyCase, PART),
    ("private key", AnyCase, PART),
    ("signature", AnyCase, PART),
    ("pass", AnyCase, WHOLE),
    ("pwd", AnyCase, WHOLE),
    ("auth", AnyCase, WHOLE),
    ("sig", AnyCase, WHOLE),
    ("pw", AnyCase, WHOLE),
    ("account-key", AnyCase, PART),
    ("account_key", AnyCase, PART),
    ("storagekey", AnyCase, PART),
    ("storage-key", AnyCase, PART),
    ("storage_key", AnyCase, PART),
    ("subscription-key", AnyCase, PART),
    ("key", AnyCase, Mark::Word(Word::Assigned)),
    ("credential", AnyCase, Mark::Word(Word::Assigned)),
    ("credentials", AnyCase, Mark::Word(Word::Assigned)),
    ("cookie", AnyCase, Mark::Word(Word::Header)),
];

/// The marks, arranged by their first two bytes: one bit for each mark. Few pairs of letters
/// begin a mark, so most places of a text cost no comparison.
pub(super) struct Marks {
    by_first: [u128; 256],
    by_second: [u128; 256],
}

impl Marks {
    pub(super) fn new() -> Self {
        let mut marks = Self {
            by_first: [0; 256],
            by_second: [0; 256],
        };
        for (bit, (text, letters, _)) in MARKS.iter().enumerate() {
            for (b, table) in text
                .bytes()
                .zip([&mut marks.by_first, &mut marks.by_second])
            {
                let cases = match letters {
                    Exact => [b, b],
                    AnyCase => [b, b.to_ascii_uppercase()],
                };
                for b in cases {
                    if let Some(bits) = table.get_mut(usize::from(b)) {
                        *bits |= 1 << bit;
                    }
                }
            }
        }
        marks
    }

    /// Every mark that begins here, with the place behind it.
    pub(super) fn at<'t>(
        &self,
        bytes: &'t [u8],
        at: usize,
    ) -> impl Iterator<Item = (Mark, usize)> + use<'t> {
        let bits = |table: &[u128; 256], at: usize| {
            let b = bytes.get(at).map_or(0, |b| usize::from(*b));
            table.get(b).copied().unwrap_or_default()
        };
        let mut bits = bits(&self.by_first, at) & bits(&self.by_second, at + 1);
        std::iter::from_fn(move || {
            while bits != 0 {
                let bit = bits.trailing_zeros() as usize;
                bits &= bits - 1;
                let (text, letters, mark) = MARKS.get(bit)?;
                let end = at + text.len();
                let here = bytes.get(at..end);
                let matches = here.is_some_and(|here| match letters {
                    Exact => here == text.as_bytes(),
                    AnyCase => here.eq_ignore_ascii_case(text.as_bytes()),
                });
                if matches {
                    return Some((*mark, end));
                }
            }
            None
        })
    }
}
