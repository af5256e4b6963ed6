//! The smallest pieces of a configuration text and where they are.

/// A range of bytes of the text, on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

/// One piece of the text. All of them in order are the text.
///
/// A long text has hundreds of thousands of them, so they are small: a text of more than 4 GiB
/// has none for what goes beyond that, and is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    place: SmallSpan,
}

/// A [`Span`] of a text of up to 4 GiB, at half the size, for what there is much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SmallSpan {
    start: u32,
    end: u32,
}

/// What a piece of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Spaces and tabs, the only white space that Nextflow knows within a line.
    Whitespace,
    /// The end of a line: LF, CR LF or CR.
    LineBreak,
    /// A backslash and the line end that it hides.
    LineContinuation,
    /// `// …`, or `#!…` at the very start.
    LineComment,
    /// `/* … */`.
    BlockComment,
    /// `/* …` without an end: refused by both parsers.
    OpenComment,
    /// A name or keyword.
    Name,
    /// A number with its suffix.
    Number,
    /// The start of a string.
    Quote(Quote),
    /// Characters of a string, escapes included.
    Text,
    /// `$name` or `$name.name` in a string.
    Variable,
    /// `${` in a string.
    OpenInterpolation,
    /// The `}` that ends what `${` began.
    CloseInterpolation,
    /// The end of a string. A string that is never closed has none.
    EndQuote,
    /// `{`
    OpenBrace,
    /// `}`
    CloseBrace,
    /// `(`
    OpenParen,
    /// `)`
    CloseParen,
    /// `[`, also after `?`
    OpenBracket,
    /// `]`
    CloseBracket,
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// `.`
    Dot,
    /// `?.`, `*.`, `.&`, `.@`, `::` and `??.`
    OtherDot,
    /// `:`
    Colon,
    /// `=`
    Assign,
    /// `+=` and its like.
    OtherAssign,
    /// `?`
    Question,
    /// `->`
    Arrow,
    /// Any other operator.
    Operator,
    /// A character that both parsers refuse: a no-break space, a typographic quote, a lone
    /// `$` in a string, `#`.
    Unknown,
}

/// The kinds of strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quote {
    /// `'…'`
    Single,
    /// `"…"`
    Double,
    /// `'''…'''`
    TripleSingle,
    /// `"""…"""`
    TripleDouble,
    /// `/…/`
    Slashy,
    /// `$/…/$`, which only the legacy parser knows.
    DollarSlashy,
}

impl Span {
    /// The bytes from the start of one to the end of another.
    #[must_use]
    pub fn to(self, end: Self) -> Self {
        Self {
            start: self.start,
            end: end.end,
        }
    }

    /// The text of this range. Empty when the range is not one of the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether the other range lies within this one.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

impl Token {
    /// A piece of the text there. `None` when it is empty or too far from the start.
    pub(super) fn new(kind: TokenKind, span: Span) -> Option<Self> {
        let place = SmallSpan::of(span)?;
        (place.start < place.end).then_some(Self { kind, place })
    }

    /// Where it is. Never empty.
    pub fn span(self) -> Span {
        self.place.span()
    }
}

impl SmallSpan {
    /// The same place. `None` when it is too far from the start.
    fn of(span: Span) -> Option<Self> {
        Some(Self {
            start: u32::try_from(span.start).ok()?,
            end: u32::try_from(span.end).ok()?,
        })
    }

    /// The same place, or as far from the start as can be told: of a longer text only that
    /// much is read.
    pub(crate) fn within(span: Span) -> Self {
        let far = Self {
            start: u32::MAX,
            end: u32::MAX,
        };
        Self::of(span).unwrap_or(far)
    }

    pub(crate) fn span(self) -> Span {
        Span {
            start: self.start as usize,
            end: self.end as usize,
        }
    }
}

impl TokenKind {
    /// Whether it separates other pieces and says nothing itself. Line ends are not among
    /// them: they end statements.
    pub fn is_trivia(self) -> bool {
        matches!(
            self,
            Self::Whitespace | Self::LineContinuation | Self::LineComment | Self::BlockComment
        )
    }
}

impl Quote {
    /// Whether `$` means something in such a string.
    pub fn interpolates(self) -> bool {
        !matches!(self, Self::Single | Self::TripleSingle)
    }

    /// Whether the string may go over several lines.
    pub fn spans_lines(self) -> bool {
        !matches!(self, Self::Single | Self::Double)
    }

    /// What ends it.
    pub fn end(self) -> &'static str {
        match self {
            Self::Single => "'",
            Self::Double => "\"",
            Self::TripleSingle => "'''",
            Self::TripleDouble => "\"\"\"",
            Self::Slashy => "/",
            Self::DollarSlashy => "/$",
        }
    }
}
