//! Words that the parsers keep for themselves.

/// Words that are no identifiers to the strict parser.
pub(super) fn is_keyword(word: &str) -> bool {
    is_reserved(word)
        || matches!(
            word,
            "as" | "def" | "instanceof" | "return" | "null" | "true" | "false"
        )
}

/// Those that may not even stand behind a dot or as the key of a map.
pub(super) fn is_reserved(word: &str) -> bool {
    matches!(
        word,
        "assert" | "catch" | "else" | "if" | "new" | "throw" | "try"
    )
}

/// Words that Groovy keeps for itself.
pub(super) fn is_groovy_keyword(word: &str) -> bool {
    matches!(
        word,
        "abstract"
            | "break"
            | "case"
            | "class"
            | "const"
            | "continue"
            | "default"
            | "do"
            | "extends"
            | "final"
            | "finally"
            | "for"
            | "goto"
            | "implements"
            | "import"
            | "interface"
            | "native"
            | "package"
            | "private"
            | "protected"
            | "public"
            | "static"
            | "super"
            | "switch"
            | "synchronized"
            | "this"
            | "throws"
            | "transient"
            | "void"
            | "volatile"
            | "while"
    )
}

/// Words that can stand for nothing. Behind a dot or in a map they are names.
pub(super) fn is_legacy_keyword(word: &str) -> bool {
    matches!(
        word,
        "abstract"
            | "assert"
            | "break"
            | "case"
            | "catch"
            | "class"
            | "const"
            | "continue"
            | "def"
            | "default"
            | "do"
            | "else"
            | "enum"
            | "extends"
            | "final"
            | "finally"
            | "for"
            | "goto"
            | "if"
            | "implements"
            | "import"
            | "instanceof"
            | "interface"
            | "native"
            | "new"
            | "package"
            | "private"
            | "protected"
            | "public"
            | "return"
            | "static"
            | "switch"
            | "synchronized"
            | "throw"
            | "throws"
            | "transient"
            | "try"
            | "volatile"
            | "while"
    )
}
