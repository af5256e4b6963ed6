//! To be written on its branch.

use crate::vector::Vector;

/// Compares one vector.
pub(crate) fn check(vector: &mut Vector<'_>) {
    let _ = vector.json();
}
