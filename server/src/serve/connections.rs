//! Connections: how many at once, how many of one address, and how long each may do nothing.
//!
//! Who opens connections and sends nothing, or reads nothing, keeps nobody else out: each address
//! has its share of them, and each connection its times. Start at [`serve`].

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulConnection, GracefulShutdown};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Instant;
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt;

use crate::client::network;

/// The longest head of a request, in bytes. A link to the pages may carry a list of images.
const HEAD: usize = 128 * 1024;

/// What refuses a connection is logged at most this often.
const LOGGED_EVERY: Duration = Duration::from_secs(10);

/// How long to wait when no connection can be taken, as when all files are open.
const PAUSE: Duration = Duration::from_millis(200);

/// What connections may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// How many there may be at once.
    pub(super) total: usize,
    /// How many of them one address may have.
    pub(super) of_one_address: usize,
    /// How long a request's head may take, from the connection or from the last answer on.
    pub(super) head: Duration,
    /// How long an answer waits for somebody to read on.
    pub(super) write: Duration,
}

impl Limits {
    /// Half of the files that may be open at once, because a request may need another one: for
    /// Platform, a registry or the database. The soft limit is raised to the hard one, as a program
    /// may that uses no `select`.
    ///
    /// A proxy brings everybody's connections from one address.
    pub(super) fn of_this_process(is_behind_proxy: bool) -> Self {
        const MOST: u64 = 8192;
        // Where there is no such limit, or it cannot be read, a usual one is taken.
        let files = rlimit::increase_nofile_limit(MOST).unwrap_or(1024);
        let total = usize::try_from(files.min(MOST) / 2).unwrap_or(512).max(16);
        Self {
            total,
            of_one_address: if is_behind_proxy { total } else { total / 4 },
            head: Duration::from_secs(30),
            write: Duration::from_secs(30),
        }
    }
}

/// The connections that are open, by the address that they came from.
#[derive(Default)]
struct Open(Mutex<HashMap<IpAddr, usize>>);

/// One that is open; dropped, it is closed.
struct Slot {
    open: Arc<Open>,
    address: IpAddr,
}

impl Open {
    /// A slot for one more, if there is one for this address.
    fn take(self: &Arc<Self>, peer: IpAddr, limits: &Limits) -> Option<Slot> {
        let address = network(peer);
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = counts.get(&address).copied().unwrap_or_default();
        if own >= limits.of_one_address || counts.values().sum::<usize>() >= limits.total {
            return None;
        }
        counts.insert(address, own + 1);
        Some(Slot {
            open: Arc::clone(self),
            address,
        })
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut counts = self.open.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.address);
            }
        }
    }
}

/// What goes wrong again and again, told now and then with its number.
struct Told {
    count: u64,
    next: Instant,
}

impl Told {
    fn new() -> Self {
        Self {
            count: 0,
            next: Instant::now(),
        }
    }

    /// How often it happened since it was told last, when it is time to tell.
    fn happened(&mut self) -> Option<u64> {
        self.count += 1;
        let now = Instant::now();
        if now < self.next {
            return None;
        }
        self.next = now + LOGGED_EVERY;
        Some(std::mem::take(&mut self.count))
    }
}

/// Answers what comes in until `stop` is done, and then what is under way.
pub(super) async fn serve(
    listener: TcpListener,
    app: Router,
    limits: Limits,
    stop: impl Future<Output = ()>,
) {
    let open = Arc::<Open>::default();
    let under_way = GracefulShutdown::new();
    let (mut refused, mut failed) = (Told::new(), Told::new());
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        let (socket, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                if let Some(times) = failed.happened() {
                    tracing::error!(times, "a connection could not be taken: {error}");
                }
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        let Some(slot) = open.take(peer.ip(), &limits) else {
            if let Some(times) = refused.happened() {
                let client = peer.ip();
                tracing::warn!(times, %client, "too many connections: some were refused");
            }
            refuse(&socket);
            continue;
        };
        let connection = under_way.watch(connection(socket, peer, app.clone(), &limits));
        tokio::spawn(async move {
            // How a client ends its connection is its own affair; requests are logged.
            if let Err(error) = connection.await {
                tracing::debug!("a connection ended: {error}");
            }
            drop(slot);
        });
    }
    drop(listener);
    under_way.shutdown().await;
}

/// A connection that answers from now on.
fn connection(
    socket: TcpStream,
    peer: SocketAddr,
    app: Router,
    limits: &Limits,
) -> impl GracefulConnection<Error = hyper::Error> + Send + 'static {
    // The end of an answer does not wait until its beginning was received. A socket that is closed
    // already says so later.
    let _ = socket.set_nodelay(true);
    let mut socket = TimeoutStream::new(socket);
    socket.set_write_timeout(Some(limits.write));
    let app = app.map_request(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        request
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(HEAD)
        .serve_connection(
            TokioIo::new(Box::pin(socket)),
            TowerToHyperService::new(app),
        )
}

/// Says in HTTP's words that there are too many, to who listens.
fn refuse(socket: &TcpStream) {
    const ANSWER: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\n\
        Connection: close\r\nContent-Type: text/plain\r\nContent-Length: 32\r\n\r\n\
        Too many connections. Try again.";
    // Nobody waits for who does not read.
    let _ = socket.try_write(ANSWER);
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use axum::body::Body;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpSocket;
    use tokio::sync::oneshot;
    use tokio::task::JoinHandle;

    use super::*;

    const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

    /// A server with these limits that answers "here", and at `/endless` without an end.
    async fn start(limits: Limits) -> (SocketAddr, oneshot::Sender<()>, JoinHandle<()>) {
        let endless = async || {
            let frames = std::iter::repeat_with(|| Ok::<_, std::io::Error>(vec![0_u8; 1 << 16]));
            Body::from_stream(futures_util::stream::iter(frames))
        };
        let app = Router::new()
            .route("/", get(async || "here"))
            .route("/endless", get(endless));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let stopped = async { stopped.await.unwrap_or_default() };
        (
            address,
            stop,
            tokio::spawn(serve(listener, app, limits, stopped)),
        )
    }

    const LIMITS: Limits = Limits {
        total: 8,
        of_one_address: 2,
        head: Duration::from_millis(300),
        write: Duration::from_millis(300),
    };

    async fn connect(from: [u8; 4], to: SocketAddr) -> TcpStream {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind((from, 0).into()).unwrap();
        socket.connect(to).await.unwrap()
    }

    /// What comes until the other side ends the connection.
    async fn rest(socket: &mut TcpStream) -> String {
        let mut read = Vec::new();
        // An end by force is an end, too.
        let _ = socket.read_to_end(&mut read).await;
        String::from_utf8_lossy(&read).into_owned()
    }

    #[tokio::test]
    async fn who_sends_no_whole_head_in_time_is_let_go_and_so_is_who_asks_nothing_more() {
        let (address, _stop, _) = start(LIMITS).await;
        let begun = Instant::now();
        let mut slow = connect([127, 0, 0, 2], address).await;
        slow.write_all(b"GET / HTTP/1.1\r\nHost: local")
            .await
            .unwrap();
        rest(&mut slow).await;
        let mut idle = connect([127, 0, 0, 2], address).await;
        idle.write_all(REQUEST).await.unwrap();
        assert!(rest(&mut idle).await.ends_with("here"));
        let took = begun.elapsed();
        assert!(
            took >= 2 * LIMITS.head && took < 10 * LIMITS.head,
            "{took:?}"
        );
    }

    #[tokio::test]
    async fn an_answer_that_nobody_reads_ends() {
        let (address, _stop, _) = start(Limits {
            of_one_address: 1,
            ..LIMITS
        })
        .await;
        let mut deaf = connect([127, 0, 0, 2], address).await;
        deaf.write_all(b"GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .await
            .unwrap();
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            let mut next = connect([127, 0, 0, 2], address).await;
            next.write_all(REQUEST).await.unwrap();
            if rest(&mut next).await.ends_with("here") {
                break;
            }
            assert!(Instant::now() < deadline, "its slot is never free");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    #[tokio::test]
    async fn who_has_its_share_is_refused_and_others_are_not() {
        let (address, _stop, _) = start(Limits {
            head: Duration::from_mins(1),
            ..LIMITS
        })
        .await;
        let _held = [
            connect([127, 0, 0, 2], address).await,
            connect([127, 0, 0, 2], address).await,
        ];
        let mut third = connect([127, 0, 0, 2], address).await;
        let answer = rest(&mut third).await;
        assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
        assert!(
            answer.ends_with("\r\n\r\nToo many connections. Try again."),
            "{answer}"
        );
        let mut other = connect([127, 0, 0, 3], address).await;
        other
            .write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            .await
            .unwrap();
        assert!(rest(&mut other).await.ends_with("here"));
    }

    #[tokio::test]
    async fn a_slot_is_free_again_when_its_connection_has_ended() {
        let (address, _stop, _) = start(LIMITS).await;
        for _ in 0..20 {
            let mut socket = connect([127, 0, 0, 2], address).await;
            let close = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.write_all(close).await.unwrap();
            assert!(rest(&mut socket).await.ends_with("here"));
        }
    }

    #[tokio::test]
    async fn who_waits_for_nothing_does_not_keep_the_server_from_stopping() {
        let (address, stop, done) = start(Limits {
            head: Duration::from_mins(1),
            ..LIMITS
        })
        .await;
        let mut idle = connect([127, 0, 0, 2], address).await;
        idle.write_all(REQUEST).await.unwrap();
        let mut answer = [0; 16];
        idle.read_exact(&mut answer).await.unwrap();
        stop.send(()).unwrap();
        tokio::time::timeout(Duration::from_secs(5), done)
            .await
            .expect("it stops")
            .unwrap();
    }
}
