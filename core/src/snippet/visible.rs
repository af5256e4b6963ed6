//! Which characters may stand in a snippet as they are.
//!
//! This module may not know a language. Start at [`is_visible`].

/// Whether a character can be seen, and pasted without doing anything. Control characters act
/// on the terminal that they are pasted into, and invisible ones or those that turn the
/// direction of writing hide what a snippet does: each language has another way to write them.
pub(super) fn is_visible(c: char) -> bool {
    !(c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{61c}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{fffe}'..='\u{ffff}'
        ))
}

/// The four or more hexadecimal digits of a character.
pub(super) fn hex(c: char) -> String {
    format!("{:04X}", u32::from(c))
}
