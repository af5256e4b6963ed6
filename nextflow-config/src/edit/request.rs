//! What an edit is asked for, checked as far as that needs no text.

use super::error::{EditError, EditErrorKind};
use super::literal;
use super::path::{BadPath, SettingPath};
use super::path_tree::PathTree;
use crate::change::Change;
use crate::value::Value;

/// A change that can be written: its path is one of a setting, its value has a literal.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) path: SettingPath,
    /// What it shall be; `None` takes it out.
    pub(super) value: Option<Value>,
}

impl Request {
    /// Refuses what cannot be written, and changes of which one is within another.
    pub(super) fn all(changes: &[Change]) -> Result<Vec<Self>, EditError> {
        let mut all = Vec::with_capacity(changes.len());
        let mut refused = None;
        for change in changes {
            match Self::of(change) {
                Ok(request) => all.push(request),
                Err(error) => {
                    refused = Some(error);
                    break;
                }
            }
        }
        let twice = tree(&all).nested().and_then(|number| all.get(number));
        if let Some(request) = twice {
            let path = request.path.as_str();
            return Err(EditError::new(path, EditErrorKind::ChangedTwice));
        }
        refused.map_or(Ok(all), Err)
    }

    fn of(change: &Change) -> Result<Self, EditError> {
        let path = SettingPath::parse(&change.path).map_err(|bad| {
            let kind = match bad {
                BadPath::Malformed => EditErrorKind::NotAPath,
                BadPath::NoScope => EditErrorKind::NoScope,
            };
            EditError::new(&change.path, kind)
        })?;
        if let Some(value) = &change.to {
            literal::check(value)
                .map_err(|bad| EditError::new(&change.path, EditErrorKind::Value(bad)))?;
        }
        Ok(Self {
            path,
            value: change.to.clone(),
        })
    }
}

/// The paths of requests; that of a request has its number.
pub(super) fn tree(requests: &[Request]) -> PathTree<'_> {
    PathTree::of(requests.iter().map(|request| &request.path))
}
