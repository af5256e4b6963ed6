//! The codes of edits: why one is refused, and what there is to know about one that was made.
//!
//! The messages are in [`super::error`] and [`super::explain`].

use crate::rule::rules;

rules! {
    /// A change names no setting that can be set.
    pub EDIT_PATH = "edit-path" {
        severity: Error,
        why: "A setting has a scope and a name, like wave.enabled. A scope that has settings in it \
              cannot be a value as well. The text is left as it is.",
        action: "Name the setting with its scope, with dots between them.",
    }

    /// A setting cannot be given this value.
    pub EDIT_VALUE = "edit-value" {
        severity: Error,
        why: "The value is not of the setting's kind, or cannot be written so that both parsers \
              read it in the same way. The text is left as it is.",
        action: "Give another value. To unset a setting, take it out.",
    }

    /// Two changes are about the same setting.
    pub EDIT_TWICE = "edit-twice" {
        severity: Error,
        why: "They would be made at once, and only one of them could count. The text is left as it \
              is.",
        action: "Keep one of the changes.",
    }

    /// The text has characters that have to be repaired before it is changed.
    pub EDIT_REPAIR_FIRST = "edit-repair-first" {
        severity: Error,
        why: "No parser of Nextflow takes them, so the result of a change could not be checked. \
              The text is left as it is.",
        action: "Repair the characters first, then make the change again.",
    }

    /// No parser of Nextflow takes the text, so it is not changed.
    pub EDIT_UNREADABLE = "edit-unreadable" {
        severity: Error,
        why: "The result of a change could not be checked. The text is left as it is.",
        action: "Correct the line that is named first, then make the change again.",
    }

    /// A selected profile sets what should be changed.
    pub EDIT_SET_IN_PROFILE = "edit-set-in-profile" {
        severity: Error,
        why: "For the legacy parser the profile wins over the rest of the text, so a change \
              outside of it would have no effect. Profiles are not changed here.",
        action: "Change the setting in the profile, or run without the profile.",
    }

    /// Code in the text sets what should be changed.
    pub EDIT_SET_IN_CODE = "edit-set-in-code" {
        severity: Error,
        why: "A condition, a loop or other code decides the value, and code is not changed here.",
        action: "Change the setting by hand at the line that is named.",
    }

    /// The scope of the setting has a plain value.
    pub EDIT_SCOPE_IS_VALUE = "edit-scope-is-value" {
        severity: Error,
        why: "Nothing can be set in a scope that is a plain value; a parser of Nextflow would \
              refuse the text.",
        action: "Take out the line that gives the scope its value, then make the change again.",
    }

    /// The change would change another setting as well.
    pub EDIT_CHANGES_OTHERS = "edit-changes-others" {
        severity: Error,
        why: "The other setting depends on this one or shares its place. The text is left as it \
              is, so that nothing changes unasked.",
        action: "Change both by hand.",
    }

    /// The setting cannot be changed so that both of Nextflow's parsers follow.
    pub EDIT_NOT_EFFECTIVE = "edit-not-effective" {
        severity: Error,
        why: "Every change that was tried is refused by a parser or has no effect for one of them. \
              The text is left as it is.",
        action: "Change the text by hand.",
    }

    /// Other assignments of the changed setting stay in the text.
    pub EDIT_EARLIER_STAY = "edit-earlier-stay" {
        severity: Info,
        why: "They do not count: the value that was set now is the one in effect.",
        action: "There is nothing to do. Take them out if they confuse.",
    }

    /// A computed value was replaced by a fixed one.
    pub EDIT_WAS_COMPUTED = "edit-was-computed" {
        severity: Warning,
        why: "The setting no longer follows the parameters or expressions of which it was made.",
        action: "Undo the change if the expression is still wanted.",
    }

    /// A profile that is not selected sets the changed setting too.
    pub EDIT_PROFILE_DIFFERS = "edit-profile-differs" {
        severity: Info,
        why: "With that profile the parsers may choose either value: the legacy one usually takes \
              the profile's, the strict one the later one of the text.",
        action: "For runs without the profile there is nothing to do. Otherwise change the setting \
                 in the profile as well.",
    }

    /// Only one of Nextflow's two parsers takes the text.
    pub EDIT_ONE_PARSER = "edit-one-parser" {
        severity: Info,
        why: "The change was checked with that one. The other parser refuses the text as it was.",
        action: "There is nothing to do for runs with that parser. To be safe, correct what the \
                 other one refuses.",
    }
}
