//! What can be wrong with any value, whichever field it is of.

use super::rules;

rules! {
    /// A required field is empty.
    pub REQUIRED = "required" {
        severity: Error,
        why: "Platform needs a name, a provider and what the provider signs in with, of a registry \
              a user name and a password, and an image can only be checked by its name. Without \
              the value there is nothing that could be saved or checked.",
        action: "Enter the value. If it is the password of stored credentials, enter it again \
                 when their registry changes.",
    }

    /// A value is longer than its field allows.
    pub TOO_LONG = "too-long" {
        severity: Error,
        why: "Platform's API takes names of up to 100 characters and base URLs of up to 200. Docker refuses an image whose \
              name behind the host has more than 255 characters.",
        action: "Shorten the value.",
    }

    /// There is white space before or after the value.
    pub SURROUNDING_WHITE_SPACE = "surrounding-white-space" {
        severity: Error,
        why: "User name and password are stored and sent as they are, so a registry most likely \
              refuses the login. Docker refuses such an image, and Wave either refuses it or \
              takes the white space for a part of the name.",
        action: "Remove the white space, unless it really is a part of the password.",
    }

    /// Two values contradict each other.
    pub CONTRADICTION = "contradiction" {
        severity: Error,
        why: "In an API request, keys.discriminator has to be the same as provider, and values of \
              two ways to sign in exclude each other, such as a token and a certificate. In a \
              launch configuration some options exclude each other: with freeze and mirror together, \
              for instance, Nextflow stops.",
        action: "Change one of the two so that they agree, or switch one of the options off.",
    }
}
