//! Numbers for Prometheus.

use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

/// The type of the text, as Prometheus asks for it.
pub(crate) const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Numbers about the requests since the start.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Labels, Counter>,
    seconds: Family<Route, Histogram>,
    failures: Family<Failed, Counter>,
    under_way: Gauge,
}

/// What is told apart among requests: nothing that grows with what people do.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub(crate) struct Labels {
    pub(crate) method: String,
    /// The route as it is declared; "page" of everything that is the app's.
    pub(crate) route: String,
    pub(crate) status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Failed {
    failure: String,
}

/// Up to half a minute, with the three milliseconds that a gateway may add.
fn durations() -> Histogram {
    Histogram::new([0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0])
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("wavepass");
        let requests = Family::default();
        registry.register("requests", "Requests that were answered", requests.clone());
        let seconds = Family::new_with_constructor(durations as fn() -> Histogram);
        registry.register_with_unit(
            "request_duration",
            "Time until the answer, that of Platform included",
            Unit::Seconds,
            seconds.clone(),
        );
        let failures = Family::default();
        registry.register("failures", "Requests that failed, by how", failures.clone());
        let under_way = Gauge::default();
        registry.register(
            "requests_under_way",
            "Requests without an answer yet",
            under_way.clone(),
        );
        let version = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "The program", version);
        Self {
            registry,
            requests,
            seconds,
            failures,
            under_way,
        }
    }
}

impl Metrics {
    /// A request came in.
    pub(super) fn begin(&self) {
        self.under_way.inc();
    }

    /// Its answer goes out.
    pub(super) fn end(&self, labels: &Labels, failure: Option<&str>, took: Duration) {
        self.under_way.dec();
        let route = Route {
            route: labels.route.clone(),
        };
        self.seconds
            .get_or_create(&route)
            .observe(took.as_secs_f64());
        self.requests.get_or_create(labels).inc();
        if let Some(failure) = failure {
            let failure = failure.to_owned();
            self.failures.get_or_create(&Failed { failure }).inc();
        }
    }

    /// All of them, as text.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a String cannot fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}
