//! A long list, read page by page until it is whole.
//!
//! Totals are only a hint: they may be null or wrong, and a server may ignore the offset. Start
//! at [`Pages::next`].

use std::collections::BTreeSet;

use serde_json::Value;

use super::{PAGE_MAX, PipelineEntry};
use crate::platform::reader::{Fields, Listed};
use crate::platform::request_error::RequestError;

/// How many rows are loaded at most: nobody chooses from more, and Platform can search.
pub const MOST: usize = 300;

/// How many pages are asked for at most: enough for [`MOST`] rows of a server that gives twenty at
/// a time.
const MOST_PAGES: usize = 100;

/// The pages that have come.
#[derive(Debug, Default)]
pub struct Pages {
    listed: Listed<PipelineEntry>,
    ids: BTreeSet<i64>,
    received: usize,
    taken: usize,
    total: Option<usize>,
    is_done: bool,
}

/// The pipelines of a scope, as far as they were loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// How many of the list are not here; `Some(None)` where that is not known.
    pub out: Option<Option<usize>>,
    /// Why the rest could not be loaded.
    pub why: Option<RequestError>,
}

impl Pages {
    /// Where the next page begins; none when there is nothing more to ask for.
    pub fn next(&self) -> Option<usize> {
        let goes_on = !self.is_done && self.received < MOST && self.taken < MOST_PAGES;
        goes_on.then_some(self.received)
    }

    /// Takes in the page that was asked for. None when it is no page.
    #[must_use]
    pub fn take(&mut self, answer: &Value) -> Option<()> {
        let page = Listed::read(answer, "pipelines", PipelineEntry::read)?;
        let received = page.rows.len() + page.unreadable;
        let is_full = received >= PAGE_MAX;
        let is_known = |row: &PipelineEntry| self.ids.contains(&row.pipeline_id);
        let brings_news = !page.rows.iter().all(is_known);
        // Who sends the same rows again ignores the offset; of rows that cannot be read only a
        // full page looks like one that was not sent before.
        if self.taken > 0 && !brings_news && !(is_full && page.rows.is_empty()) {
            self.is_done = true;
            return Some(());
        }
        self.taken += 1;
        let total = Fields::of(answer).and_then(|answer| answer.number("totalSize"));
        // A total below what is here is none.
        self.received += received;
        self.total = total
            .and_then(|total| usize::try_from(total).ok())
            .filter(|total| *total >= self.received);
        for row in page.rows {
            if self.ids.insert(row.pipeline_id) {
                self.listed.rows.push(row);
            }
        }
        self.listed.unreadable += page.unreadable;
        let is_short = match self.total {
            Some(total) => total > self.received,
            None => is_full,
        };
        self.is_done = received == 0 || !(is_short || is_full);
        Some(())
    }

    /// What was loaded, and what was not; `why` when a page failed.
    pub fn finish(self, why: Option<RequestError>) -> (Listed<PipelineEntry>, Left) {
        let more = self
            .total
            .and_then(|total| total.checked_sub(self.received));
        let out = match more {
            Some(0) => None,
            Some(more) => Some(Some(more)),
            None if self.is_done => None,
            None => Some(None),
        };
        (self.listed, Left { out, why })
    }
}

impl Left {
    /// That some are missing, in a sentence; none where none are.
    pub fn sentence(&self) -> Option<String> {
        let many = match self.out? {
            Some(1) => "1 more pipeline is".to_owned(),
            Some(more) => format!("{more} more pipelines are"),
            None => "There may be more pipelines, which are".to_owned(),
        };
        let why = self.why.as_ref().map(RequestError::sentence);
        let why = why.map(|why| format!(" {why}")).unwrap_or_default();
        Some(format!("{many} not in this list.{why}"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::failure::Failure;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn page(ids: std::ops::Range<i64>, total: &Value) -> Value {
        let rows: Vec<_> = ids
            .map(|id| json!({"pipelineId": id, "name": "p"}))
            .collect();
        json!({"pipelines": rows, "totalSize": total})
    }

    /// How many are loaded, how many requests that takes, and what is said of the rest, of a
    /// server with so many that says so of its total.
    fn load(count: i64, page_size: i64, total: impl Fn(i64) -> Value) -> (usize, usize, Left) {
        let mut pages = Pages::default();
        let mut asked = 0;
        while let Some(offset) = pages.next() {
            asked += 1;
            let from = i64::try_from(offset).unwrap().min(count);
            let to = (from + page_size).min(count);
            pages.take(&page(from..to, &total(count))).unwrap();
        }
        let (listed, left) = pages.finish(None);
        (listed.rows.len(), asked, left)
    }

    #[test]
    fn a_list_is_followed_to_its_end_whatever_its_total_says() {
        for (count, page_size, total, asked) in [
            (0, 100, 0, 1),
            (7, 100, 7, 1),
            (250, 100, 250, 3),
            // A server that gives fewer at once than it was asked for.
            (50, 20, 50, 3),
            (250, 100, -1, 3),
            (250, 100, 0, 3),
        ] {
            let (loaded, requests, left) = load(count, page_size, |_| json!(total));
            assert_eq!((loaded, requests), (usize::try_from(count).unwrap(), asked));
            assert_eq!(left.sentence(), None, "{count}");
        }
        for total in [json!(null), json!("250"), json!({})] {
            let (loaded, requests, left) = load(250, 100, |_| total.clone());
            assert_eq!(
                (loaded, requests, left.sentence()),
                (250, 3, None),
                "{total}"
            );
            // The last page is full, so one more is asked for.
            assert_eq!(load(200, 100, |_| total.clone()).1, 3, "{total}");
        }
    }

    #[test]
    fn what_is_left_out_is_said() {
        let (loaded, asked, left) = load(2_500, 100, |count| json!(count));
        let said = "2200 more pipelines are not in this list.";
        assert_eq!((loaded, asked), (MOST, 3));
        assert_eq!(left.sentence().as_deref(), Some(said));
        assert_eq!(load(300, 100, |count| json!(count)).2.sentence(), None);
        let (_, _, left) = load(301, 100, |count| json!(count));
        let said = "1 more pipeline is not in this list.";
        assert_eq!(left.sentence().as_deref(), Some(said));
        let (_, _, left) = load(2_500, 100, |_| json!(null));
        let said = "There may be more pipelines, which are not in this list.";
        assert_eq!(left.sentence().as_deref(), Some(said));
    }

    #[test]
    fn a_server_that_ignores_the_offset_shows_nothing_twice() {
        let mut pages = Pages::default();
        for _ in 0..2 {
            assert!(pages.next().is_some());
            pages.take(&page(0..100, &json!(null))).unwrap();
        }
        assert_eq!(pages.next(), None);
        let (listed, left) = pages.finish(None);
        assert_eq!((listed.rows.len(), left.sentence()), (100, None));
    }

    #[test]
    fn a_total_that_is_never_reached_is_not_asked_after_for_ever() {
        let unreadable = json!({"pipelines": [{"name": "a"}, null], "totalSize": 1_707});
        let one =
            |number: usize| json!({"pipelines": [{"pipelineId": number}], "totalSize": 9_999});
        let full = json!({"pipelines": vec![json!(null); 100], "totalSize": 5_000});
        let load = |page: &dyn Fn(usize) -> Value| {
            let (mut pages, mut asked) = (Pages::default(), 0);
            while let Some(offset) = pages.next() {
                asked += 1;
                pages.take(&page(offset)).unwrap();
            }
            let (listed, left) = pages.finish(None);
            (asked, listed.unreadable, left.out)
        };
        // The same rows again, of which nothing can be said, count once.
        assert_eq!(load(&|_| unreadable.clone()), (2, 2, Some(Some(1_705))));
        assert_eq!(load(&one), (MOST_PAGES, 0, Some(Some(9_899))));
        assert_eq!(load(&|_| full.clone()), (3, MOST, Some(Some(4_700))));
    }

    #[test]
    fn a_page_that_fails_leaves_what_came_before() {
        let mut pages = Pages::default();
        pages.take(&page(0..100, &json!(250))).unwrap();
        let (listed, left) = pages.finish(Some(RequestError::new(Failure::Timeout)));
        assert_eq!(listed.rows.len(), 100);
        let said = left.sentence().unwrap();
        assert!(said.starts_with("150 more pipelines are not in this list. Platform did not"));
    }

    #[test]
    fn a_row_without_its_number_is_counted_and_the_others_can_be_chosen() {
        let mut pages = Pages::default();
        let answer = json!({"pipelines": [{"pipelineId": null, "name": "a"}, {"pipelineId": 5}],
            "totalSize": 2});
        pages.take(&answer).unwrap();
        assert_eq!(pages.next(), None);
        let (listed, left) = pages.finish(None);
        assert_eq!((listed.rows.len(), listed.unreadable), (1, 1));
        assert_eq!(left.sentence(), None);
        assert_eq!(Pages::default().take(&json!("<html>")), None);
    }
}
