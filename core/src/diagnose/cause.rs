//! The table of causes: what can have gone wrong, who says it in which words, what it means,
//! what to do, and whether any credential mends it.
//!
//! One row a cause. The messages come from the published source of Wave, Nextflow, container
//! engines and registries, and from reports of their users. This module may not look at a log.
//! Start at [`Cause`].

use super::message::Place::{Engine, Manifest, Registry};
use super::message::{Message, exact, said, symptom, waves};
use super::step::{Access, ConfigFix, Step};

/// Everything that is known of a cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CauseRow {
    /// The cause.
    pub cause: Cause,
    /// Its name: in kebab-case, for links and for programs. It never changes its meaning.
    pub name: &'static str,
    /// A heading.
    pub title: &'static str,
    /// The programs that say so.
    pub speakers: &'static str,
    /// What the message means, without a guess about what is stored.
    pub means: &'static str,
    /// Whether a credential mends it.
    pub mends: Mends,
    /// What to do; hosts and images are filled in.
    pub steps: &'static [Step],
    /// The messages, any one of which is enough.
    pub messages: &'static [Message],
}

/// Whether a credential mends a cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mends {
    /// One that is stored in Platform and used through Wave.
    Stored,
    /// Perhaps: the message is the same with a wrong name or a missing right.
    Perhaps,
    /// Only the login, role or secret of what pulls: an engine, a cluster, a node.
    Puller,
    /// None.
    Nothing,
    /// The sources do not say.
    Unknown,
}

impl Mends {
    /// Whether a credential of Platform may be offered.
    pub const fn is_offered(self) -> bool {
        matches!(self, Self::Stored | Self::Perhaps)
    }

    /// The answer in a sentence.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Stored => {
                "A credential that is stored in Platform mends it, for what goes \
                             through Wave."
            }
            Self::Perhaps => {
                "A credential mends it only if a login is what is missing; the \
                              message is the same for other reasons."
            }
            Self::Puller => {
                "No credential that Wave uses mends it: what pulls has a login, a \
                             role or a secret of its own."
            }
            Self::Nothing => "No credential mends it.",
            Self::Unknown => "Whether a credential helps is not known.",
        }
    }
}

macro_rules! causes {
    ($(
        $(#[doc = $doc:literal])*
        $cause:ident = $name:literal {
            title: $title:literal,
            speakers: $speakers:literal,
            means: $means:literal,
            mends: $mends:ident,
            steps: [$($step:expr),* $(,)?],
            messages: [$($message:expr),* $(,)?],
        }
    )*) => {
        /// What went wrong.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Cause {
            $($(#[doc = $doc])* $cause,)*
        }

        /// The whole table, in the order of the page about it.
        pub const CAUSES: &[CauseRow] = &[$(CauseRow {
            cause: Cause::$cause,
            name: $name,
            title: $title,
            speakers: $speakers,
            means: $means,
            mends: Mends::$mends,
            steps: &[$($step),*],
            messages: &[$($message),*],
        }),*];
    };
}

impl Cause {
    /// Its row of the table.
    pub const fn row(self) -> &'static CauseRow {
        // The table and the causes are made from the same list.
        &CAUSES[self as usize]
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// Its heading.
    pub const fn title(self) -> &'static str {
        self.row().title
    }
}

const RESOLVE: Step = Step::Resolve {
    image: String::new(),
};
const ADD: Step = Step::AddCredential {
    host: None,
    access: Access::Pull,
};
const REPLACE: Step = Step::ReplaceSecret { host: None };
const REACH: Step = Step::CheckReachability { host: None };
const TRY: Step = Step::TryLogin { host: None };

/// What stands before `denied` where a file or a folder of the node is meant.
const OF_A_FILE: &[&str] = &["permission ", "mounts "];

/// What a status alone tells.
const BARE_STATUS: &str = "A proxy in between that does not let the address through is shown \
                           with this bare word, too.";

/// What tells that a line is about a Git repository.
const OF_A_GIT_REPOSITORY: &[&str] = &["git pull", "git repository", "git clone", "git fetch"];

/// How Java tells that a connection broke off.
const BROKEN_OFF: &[&str] = &[
    "connection reset",
    "connection closed",
    "connection refused",
    "broken pipe",
    "timed out",
    "eof reached",
    "goaway",
    "no bytes",
    "closed",
];

/// What begins a line of Git, which refuses logins in the words of registries.
const OF_GIT: &[&str] = &["remote:", "fatal: auth"];

/// What Charliecloud prints in front of the status that it got.
const OF_CHARLIECLOUD: &[&str] = &["expected status"];

/// What stands before the name in the errors of pulls that Wave makes by itself.
const OF_WAVES_PULL: &[&str] = &["repository '"];

/// What tells that a line is about Wave.
const OF_WAVE: &[&str] = &["wave"];

causes! {
    /// A login was sent, and the registry refused it.
    WrongLogin = "wrong-login" {
        title: "Wrong or expired login",
        speakers: "Wave, Docker, containerd, Podman, Skopeo, Buildah, Singularity, Charliecloud, \
                   registries",
        means: "A user name and a secret were sent, and the registry refused them. With a wrong \
                login even public images are refused.",
        mends: Stored,
        steps: [RESOLVE, REPLACE, TRY, Step::Relaunch],
        messages: [
            waves("unauthorized (401)")
                .with(OF_WAVES_PULL)
                .tells("Wave says the same of a private image when it has no login for it."),
            exact("/v2/': unauthorized"),
            exact("/v2/': denied"),
            exact("/v2/: unauthorized"),
            exact("/v2/: denied"),
            exact("incorrect username or password"),
            exact("invalid username/password")
                .tells("Some registries answer like this when no login was sent, too."),
            exact("invalid username or password").without(OF_GIT),
            exact("HTTP Basic: Access denied").without(OF_GIT),
            exact("User cannot be authenticated with the token provided"),
            exact("login attempt to").with(&["status: 401", "status: 403"]),
            exact("authenticating creds for")
                .with(&["401", "403", "unauthorized", "denied", "invalid username"]),
            waves("Unable to acquire AWS")
                .with(&["authorization token"])
                .tells("Wave could not get a login for Amazon ECR with the access key or the \
                        role that it was given."),
            exact("failed to fetch oauth token").with(&["401", "incorrect"]),
            exact("The provided password or token is incorrect"),
            exact("Your authorization token has expired")
                .tells("Most likely a 12-hour password of Amazon ECR was stored: store an access \
                        key or a role instead."),
            exact("The login credentials are not valid"),
            exact("your account must log in with a Personal Access Token"),
            exact("personal access token is expired"),
            exact("Invalid credentials for container registry")
                .tells("Platform says the same when Wave cannot reach the registry."),
            said("Unexpected response acquiring token for").with(&["401", "403"]),
            said("no further authentication possible, giving up"),
            said("unhandled authentication failure"),
        ],
    }

    /// The registry did not let the image be pulled, for one of several reasons.
    NoAccess = "no-access" {
        title: "No access to the image",
        speakers: "Wave, Docker, containerd, kubelet, AWS Batch and ECS, Google Batch, Podman, \
                   Skopeo, Buildah, Singularity, Apptainer, Charliecloud",
        means: "The registry refused access to the image. It says the same to who has no login, \
                to whose login has not the right for this repository, and often for a name that \
                does not exist.",
        mends: Perhaps,
        steps: [RESOLVE, ADD, REPLACE, Step::CheckImage, REACH, Step::Relaunch],
        messages: [
            waves("does not exist or access is not authorized"),
            said("pull access denied"),
            said("may require 'docker login'"),
            said("may require authorization"),
            said("requested access to the resource is denied"),
            said("insufficient_scope"),
            said("authentication required")
                .with(&["unauthorized", "denied", "/v2/"])
                .without(&["proxy authentication required"]),
            said("access to the requested resource is not authorized"),
            said("unauthorized to access repository"),
            said("You are not authorized to access the specified resource"),
            said("unauthorized: The client does not have permission")
                .tells("Artifactory says so when the user may not read this repository, and also \
                        when nobody is logged in."),
            said("denied: access forbidden")
                .tells("GitLab says so when the token lacks read_registry or the project is not \
                        open to it, and also when nobody is logged in."),
            said("artifactregistry.repositories.downloadArtifacts")
                .with(&["denied"])
                .without(&["unauthenticated request"])
                .tells("Google Artifact Registry wants the role Artifact Registry Reader on this \
                        repository, or the repository does not exist."),
            said("You don't have the needed permissions to perform this operation"),
            said("denied: permission_denied"),
            exact("permission_denied: write_package")
                .push()
                .tells("It is about pushing: GitHub wants write:packages, and a package that lets \
                        in the repository whose job it is."),
            exact("installation not allowed to Create organization package")
                .push()
                .tells("It is about pushing: the token of the job has no write access to \
                        packages."),
            said("denied: denied"),
            said("organization SAML enforcement")
                .tells("The token has to be authorized for single sign-on of the organization."),
            exact("failed to fetch oauth token").with(&["403"]),
            said("unauthorized or not in registry"),
            said("401 Unauthorized").at(Registry),
            said("401 (Unauthorized)").at(Registry),
            said("403 Forbidden").at(Registry),
            said("403 (Forbidden)").at(Registry),
            said("error parsing HTTP 403 response body"),
            said("error parsing HTTP 401 response body"),
            said("does not exist or no pull access"),
            waves("forbidden (403)").with(OF_WAVES_PULL),
            said("but got 401:").with(OF_CHARLIECLOUD),
            said("but got 403:").with(OF_CHARLIECLOUD),
            said("unauthorized:").at(Engine),
            said(": unauthorized").at(Engine),
            said("denied:").not_behind(OF_A_FILE).at(Engine),
            said(": denied").at(Engine),
            said(": forbidden").at(Manifest).without(&["403"]).tells(BARE_STATUS),
            said("/v2/': forbidden").tells(BARE_STATUS),
            said(": unknown:").at(Manifest).with(&[
                "authentication is required",
                "authentication required",
                "login required",
                "unauthorized",
            ]),
            said("unexpected HTTP status: 401").at(Registry),
            said("unexpected HTTP status: 403").at(Registry),
            said("rpc error: code = Unauthenticated").at(Registry),
            said("rpc error: code = PermissionDenied").at(Registry),
            said("denied: Token exchange failed for project"),
            said("storage.buckets.get").with(&["denied"]).at(Registry),
        ],
    }

    /// No login was sent.
    MissingCredential = "missing-credential" {
        title: "Missing credential",
        speakers: "Wave, Docker, containerd, Charliecloud, registries",
        means: "The registry was asked without a login, or without one that may push, and wants \
                one.",
        mends: Stored,
        steps: [RESOLVE, ADD, Step::Relaunch],
        messages: [
            waves("bad request (400)").with(OF_WAVES_PULL),
            waves("Missing credentials for container repository")
                .push()
                .tells("It is about the repository that Wave builds or caches in, \
                        wave.build.repository or wave.build.cacheRepository."),
            exact("no basic auth credentials"),
            exact("failed to fetch anonymous token").with(&["401", "403", "unauthorized", "denied"]),
            exact("Unauthenticated request").with(&["artifactregistry", "denied", "unauthorized"]),
            exact("Please login to the Red Hat Registry"),
            exact("Anonymous users are only allowed read access on public repos"),
            said("authentication cancelled"),
        ],
    }

    /// Azure Container Registry refused a token.
    AcrRefused = "acr-refused" {
        title: "Azure Container Registry refuses the login",
        speakers: "Azure Container Registry, through any engine",
        means: "Azure Container Registry refused the login, or got none. A token that is \
                disabled or expired, and one whose scope map lacks content/read on this \
                repository, are refused alike.",
        mends: Stored,
        steps: [RESOLVE, ADD, Step::CheckScope, REPLACE, Step::Relaunch],
        messages: [
            exact("aka.ms/acr/authorization"),
        ],
    }

    /// The role that asks AWS lacks a right.
    AwsRoleLacksRight = "aws-role-lacks-right" {
        title: "A role of AWS lacks a right",
        speakers: "AWS Batch, ECS, ECR",
        means: "The role that is named may not do what is named. It is the role of the compute \
                environment or of the task, not a login.",
        mends: Puller,
        steps: [
            Step::Say("Give the role that is named the right that is named: for pulls these are \
                       ecr:GetAuthorizationToken, ecr:BatchCheckLayerAvailability, \
                       ecr:GetDownloadUrlForLayer and ecr:BatchGetImage."),
            Step::Say("If the repository is in another account, its own policy has to let the \
                       role in as well."),
            Step::Relaunch,
        ],
        messages: [
            exact("is not authorized to perform:").with(&["ecr", "registry", "pull"]),
            said("is not authorized to perform:")
                .with(&["arn:aws"])
                .tells("The right that is missing is not about pulling images."),
            exact("no identity-based policy allows the ecr:"),
        ],
    }

    /// The image, the tag or the repository is not there.
    NotFound = "not-found" {
        title: "No such image or tag",
        speakers: "Docker, containerd, kubelet, Podman, Skopeo, Singularity, Apptainer, \
                   registries",
        means: "The registry let the request in and has no such image, tag or digest. Some \
                registries answer like this for private repositories, too.",
        mends: Nothing,
        steps: [Step::CheckImage, Step::Relaunch],
        messages: [
            said("manifest unknown"),
            said("MANIFEST_UNKNOWN"),
            said("NAME_UNKNOWN"),
            said("name unknown").at(Registry),
            said("repository name not known to registry"),
            said("does not exist in the registry with id"),
            said("404 Not Found").at(Engine),
            said("unexpected HTTP status: 404").at(Registry),
            said("': not found").at(Manifest),
            said(": unknown:").at(Manifest).with(&["not found", "does not exist", "notfound"]),
            said("404 (Not Found)").at(Engine),
            said("but got 404:").with(OF_CHARLIECLOUD),
            said("error: not in registry:"),
            waves("' not found")
                .with(OF_WAVES_PULL)
                .without(&["fatal: repository", "://", "blob unknown"]),
            said(": not found").with(&[
                "failed to resolve re",
                "failed to resolve source",
                "failed to pull and unpack image",
            ]),
            said("rpc error: code = NotFound"),
            said("was deleted or has expired. To pull, revive via time machine"),
            said("Requested entity was not found").at(Registry),
            said("ImageNotFoundException"),
            said("RepositoryNotFoundException"),
            said("the requested image was not found"),
            said("image does not exist in the library"),
        ],
    }

    /// Docker Hub's limit of pulls.
    DockerHubLimit = "docker-hub-limit" {
        title: "Docker Hub’s limit of pulls",
        speakers: "Docker Hub, through any engine or Wave",
        means: "Docker Hub counts pulls by address without a login and by account with one, and \
                the limit is reached.",
        mends: Stored,
        steps: [RESOLVE, ADD, Step::Say("Wait, or run fewer tasks at once."), Step::Relaunch],
        messages: [
            exact("You have reached your pull rate limit").of("docker.io"),
            exact("You have reached your unauthenticated pull rate limit")
                .of("docker.io")
                .tells("No login was sent with this pull."),
            exact("docker.com/increase-rate-limit").of("docker.io"),
        ],
    }

    /// A registry's own limit.
    RegistryLimit = "registry-limit" {
        title: "A registry’s limit of requests",
        speakers: "GitHub, Amazon ECR, Google Artifact Registry, Quay and others, through any \
                   engine",
        means: "The registry is asked too often, or a quota of it is used up.",
        mends: Unknown,
        steps: [
            Step::Say("Wait and resume, run fewer tasks at once, or have the quota raised."),
            Step::Say("Use wave.freeze or a mirror in a registry near the tasks, so that each \
                       image is pulled from there."),
            Step::Relaunch,
        ],
        messages: [
            exact("Quota exceeded for quota metric").with(&["artifactregistry"]),
            exact("Data limit exceeded")
                .with(&["toomanyrequests", "too many requests", "429"])
                .of("public.ecr.aws")
                .tells("Amazon ECR Public says so. With a credential for public.ecr.aws its \
                        limit is higher."),
            exact("Rate exceeded")
                .with(&["toomanyrequests", "service: ecr", "service: amazonecr", "ecr.", "public.ecr.aws"])
                .tells("Amazon ECR says so. With a credential for public.ecr.aws the limit of \
                        ECR Public is higher; that of a private registry is a quota."),
            exact("retry-after:").with(&["/minute"]).of("ghcr.io"),
        ],
    }

    /// Wave's own limit.
    WaveLimit = "wave-limit" {
        title: "Wave’s limit of requests",
        speakers: "Wave",
        means: "Wave is asked too often: it limits pulls and builds by user, and by address for \
                requests without a token.",
        mends: Nothing,
        steps: [
            Step::Say("Run fewer tasks at once, or use wave.freeze or wave.mirror, so that \
                       images are not pulled through Wave."),
            Step::Say("If the limit is for an address, no Platform token came along: set \
                       tower.accessToken."),
            Step::Relaunch,
        ],
        messages: [
            waves("Request exceeded pull rate limit for"),
            waves("Request exceeded build rate limit for"),
            waves("Maximum request rate exceeded - Wait"),
            said("Wave invalid response").with(&["[429]"]),
        ],
    }

    /// The API of Platform throttles.
    PlatformLimit = "platform-limit" {
        title: "Platform’s limit of requests",
        speakers: "Seqera Platform",
        means: "The API of Platform is asked too often with this token.",
        mends: Nothing,
        steps: [Step::Say("Wait, and send fewer requests at once.")],
        messages: [
            exact("Maximum request rate exceeded. Wait"),
        ],
    }

    /// An API of AWS throttles.
    AwsApiLimit = "aws-api-limit" {
        title: "AWS throttles its API",
        speakers: "AWS Batch, ECS, EC2, through Nextflow",
        means: "An API of AWS is called too often, for instance to submit jobs. No registry is \
                concerned.",
        mends: Nothing,
        steps: [
            Step::Say("Submit more slowly, for instance with executor.submitRateLimit = \
                       '10/1min' or a smaller executor.queueSize."),
            Step::Relaunch,
        ],
        messages: [
            exact("TooManyRequestsException"),
            exact("ThrottlingException"),
            exact("RequestLimitExceeded"),
            exact("Rate exceeded (Service:").without(&["ecr"]),
            said("Too Many Requests (Service:"),
        ],
    }

    /// The host of a Git repository throttles.
    ScmLimit = "scm-limit" {
        title: "The Git host’s limit of requests",
        speakers: "Nextflow, GitHub, GitLab, Bitbucket",
        means: "The API of the Git host, from which the pipeline is fetched, is asked too often. \
                No registry is concerned.",
        mends: Nothing,
        steps: [
            Step::Say("Use a Git credential for the pipeline: requests with a token have a \
                       higher limit. A registry credential does not count here."),
            Step::Say("Wait until the limit is over, or pull the pipeline once and run it from \
                       there."),
        ],
        messages: [
            exact("API rate limit exceeded"),
            exact("exceeded a secondary rate limit"),
            exact("RateLimitExceededException"),
        ],
    }

    /// Somebody's limit, and the text does not tell whose.
    UnknownLimit = "unknown-limit" {
        title: "A limit of requests, and not said whose",
        speakers: "any engine",
        means: "Somebody is asked too often. The text tells neither a registry nor words that \
                only one of them uses, so it cannot be told whose limit it is.",
        mends: Unknown,
        steps: [
            Step::Say("Look for the lines before it, which name the image or the registry."),
            Step::Say("Wait and resume, or run fewer tasks at once."),
        ],
        messages: [
            said("toomanyrequests"),
            said("unexpected HTTP status: 429").at(Registry),
            said("429 Too Many Requests"),
            said("429 (Too Many Requests)"),
            said("HTTP 429"),
            said("status code: 429"),
            said("status code 429"),
            said("too many requests to registry"),
            said("registry rate limit exceeded"),
            said("too many requests (429)").with(OF_WAVES_PULL),
            said("Too Many Requests").at(Registry),
            said("RESOURCE_EXHAUSTED").at(Registry),
        ],
    }

    /// A name does not resolve.
    Dns = "dns" {
        title: "No such host",
        speakers: "any program",
        means: "The name of the host does not resolve: it is misspelled, it is known only in \
                another network, or the name server does not answer.",
        mends: Nothing,
        steps: [
            Step::CheckHostName { host: None },
            Step::Say("Check the name server of the node. Seqera’s Wave reaches only names that \
                       are public."),
            Step::Relaunch,
        ],
        messages: [
            said("no such host"),
            said("server misbehaving").with(&["lookup"]),
            said("Temporary failure in name resolution"),
            said("Could not resolve host"),
            said("Name or service not known"),
            said("nodename nor servname provided"),
            said("UnknownHostException"),
            said("Unknown host:"),
            exact("i/o timeout").with(&["dial tcp: lookup"]),
        ],
    }

    /// A connection was not made, or broke off.
    Timeout = "timeout" {
        title: "The registry was not reached",
        speakers: "any engine, AWS Fargate",
        means: "The connection was not made or broke off: a network, a proxy or a firewall is in \
                between, or the other side is overloaded.",
        mends: Nothing,
        steps: [
            REACH,
            Step::Say("Check routes, proxies and security groups of the node: on AWS a subnet \
                       needs a way to the registry, a NAT gateway or endpoints of its own."),
            Step::Relaunch,
        ],
        messages: [
            said("i/o timeout").at(Registry),
            said("context deadline exceeded").at(Registry),
            said("Client.Timeout exceeded").at(Registry),
            said("request canceled while waiting for connection").at(Registry),
            said("TLS handshake timeout"),
            said("connection timed out").at(Registry),
            said("connect timed out").at(Registry),
            said("operation timed out").at(Registry),
            said("connection refused").at(Registry),
            said("connection reset by peer").at(Registry),
            said("no route to host").at(Registry),
            said("network is unreachable").at(Registry),
            said("proxyconnect tcp"),
            said(": EOF").at(Engine),
            exact("Proxy Authentication Required")
                .tells("The proxy in between wants a login of its own: that of no registry."),
            said("/v2/': bad gateway"),
            said("/v2/': service unavailable"),
            said("/v2/': gateway timeout"),
            said("DockerTimeoutError").with(&["to pull", "pulled"]),
            exact("pull command failed: : signal: killed")
                .tells("AWS Fargate says so when ECR or Secrets Manager does not answer it."),
        ],
    }

    /// A certificate is not trusted, or there is none.
    Tls = "tls" {
        title: "The certificate is not trusted",
        speakers: "any program",
        means: "The encrypted connection could not be made: who asks does not trust the \
                certificate, or the other side speaks without encryption.",
        mends: Nothing,
        steps: [
            Step::Say("Install the certificate authority of that host where the connection is \
                       made: for a registry on the node of the engine, or at Wave for what goes \
                       through Wave. Seqera’s Wave takes public authorities only."),
            Step::Relaunch,
        ],
        messages: [
            said("x509:"),
            said("certificate signed by unknown authority"),
            said("tls: failed to verify certificate"),
            said("tls: handshake failure"),
            said("tls: first record does not look like a TLS handshake"),
            said("tls: unrecognized name"),
            said("remote error: tls:"),
            said("server gave HTTP response to HTTPS client"),
            said("PKIX path building failed"),
            said("unable to find valid certification path"),
            said("SSLHandshakeException"),
            said("certificate verify failed"),
            said("SSL certificate problem"),
            said("certificate has expired").at(Registry),
        ],
    }

    /// The registry itself failed.
    RegistryDown = "registry-down" {
        title: "The registry fails",
        speakers: "any engine",
        means: "The registry answered that it cannot answer now.",
        mends: Nothing,
        steps: [
            Step::Say("See the status page of the registry, wait, and resume."),
            Step::Relaunch,
        ],
        messages: [
            said("500 Internal Server Error").at(Registry),
            said("502 Bad Gateway").at(Registry),
            said("503 Service Unavailable").at(Registry),
            said("503 Service Temporarily Unavailable").at(Registry),
            said("504 Gateway Time").at(Registry),
            said("unexpected HTTP status: 5").at(Registry),
            said("500 (Internal Server Error)").at(Registry),
            said("502 (Bad Gateway)").at(Registry),
            said("503 (Service Unavailable)").at(Registry),
            said("504 (Gateway Time").at(Registry),
            said("but got 500:").with(OF_CHARLIECLOUD),
            said("but got 502:").with(OF_CHARLIECLOUD),
            said("but got 503:").with(OF_CHARLIECLOUD),
            said("but got 504:").with(OF_CHARLIECLOUD),
            waves("internal server error (500)").with(OF_WAVES_PULL),
            waves("bad gateway (502)").with(OF_WAVES_PULL),
            waves("service unavailable (503)").with(OF_WAVES_PULL),
            waves("gateway timeout (504)").with(OF_WAVES_PULL),
        ],
    }

    /// A disk is full.
    DiskFull = "disk-full" {
        title: "The disk is full",
        speakers: "any program on the node",
        means: "There is no room for the layers of the image or for what a task writes, on the \
                node or where the engine keeps its cache.",
        mends: Nothing,
        steps: [
            Step::Say("Use a larger disk for the nodes, or remove what is not needed any more. \
                       Singularity and Apptainer write to their cache folder and to TMPDIR."),
            Step::Relaunch,
        ],
        messages: [
            exact("no space left on device"),
            exact("disk quota exceeded"),
            exact("There is not enough space on the disk"),
            exact("ENOSPC"),
        ],
    }

    /// The image is for another architecture.
    WrongArch = "wrong-arch" {
        title: "The image is for another architecture",
        speakers: "Docker, containerd, Podman, Skopeo, Singularity, Apptainer, Charliecloud, \
                   Azure Batch, Linux",
        means: "The image is not made for the processor of the node that is to run it, for \
                instance amd64 only on arm64.",
        mends: Nothing,
        steps: [
            Step::Say("Use nodes of the architecture of the image, or an image that is made for \
                       that of the nodes; process.arch tells Wave which one to ask for."),
            Step::Relaunch,
        ],
        messages: [
            exact("no matching manifest for"),
            exact("no match for platform in manifest"),
            exact("does not contain descriptor matching platform"),
            exact("does not match the specified platform"),
            symptom("does not match the detected host platform"),
            exact("no image found in image index for architecture"),
            exact("no image found in manifest list for architecture"),
            exact("exec format error"),
            exact("requested arch unavailable"),
            exact("arch not found for image"),
            exact("does not satisfy required platform"),
            exact("cannot run on '").with(&["image targets '"]),
            exact("could not run on the host's").with(&["architecture"]),
            exact("error: image is architecture-unaware"),
            waves("Cannot find matching platform"),
            waves("Cannot find platform '").with(&["in the manifest"]),
            waves("Cannot find digest entry for platform"),
        ],
    }

    /// Nextflow gave up waiting for a pull.
    PullTimeout = "pull-timeout" {
        title: "The pull took too long",
        speakers: "Nextflow with Singularity, Apptainer, Charliecloud",
        means: "Nextflow stopped the pull because it took longer than pullTimeout. Large images \
                need longer, above all when they are converted.",
        mends: Nothing,
        steps: [
            Step::Say("Raise singularity.pullTimeout (or apptainer.pullTimeout), for instance to \
                       '2 h', or pull the image into the cache folder beforehand."),
            Step::Relaunch,
        ],
        messages: [
            exact("pullTimeout in the config").near(&["status : 143"]),
            exact("status : 143").near(&["failed to pull"]),
            exact("Unable to acquire exclusive lock after")
                .with(&[".img.lock", ".sif.lock"])
                .tells("Another run of Nextflow was pulling the same image all the while."),
        ],
    }

    /// The image is there, and its container does not start.
    ContainerStart = "container-start" {
        title: "The container does not start",
        speakers: "Docker, containerd, runc, Podman, Singularity, Apptainer, ECS, kubelet",
        means: "The image was pulled, and its container could not be started: a command is \
                missing in it, a mount or an option is wrong, or the node is overloaded.",
        mends: Nothing,
        steps: [
            Step::Say("Read the end of the line: it names what could not be started or mounted. \
                       Nextflow needs bash in the image; images with an entry point of their \
                       own may need containerOptions '--entrypoint \"\"'."),
            Step::Relaunch,
        ],
        messages: [
            said("OCI runtime create failed"),
            said("OCI runtime error"),
            said("failed to create shim task"),
            said("failed to create task for container"),
            said("unable to start container process"),
            said("starting container process caused"),
            said("CannotStartContainerError"),
            said("CannotCreateContainerError"),
            said("RunContainerError"),
            said("CreateContainerError"),
            said("CreateContainerConfigError"),
            said("container creation failed").with(&["fatal", "error"]),
            said("DockerTimeoutError").with(&["could not transition"]).without(&["pulled"]),
            said("failed: a shared library is likely missing in the image"),
            said("could not start container"),
            said("could not select device driver")
                .tells("The node has no driver or no toolkit for the GPU that is asked for."),
            said("failed to initialize logging driver"),
            said("executable file not found in $PATH")
                .with(&["exec:"])
                .without(&["docker-credential"]),
            said("' not found in $PATH").with(&["executable file"]),
            said("OCI runtime attempted to invoke"),
            said("OCI permission denied"),
            said("error while creating mount source path"),
            said("Mounts denied:")
                .with(&["docker", "is not shared"])
                .tells("The folder is not one that Docker Desktop is told to share."),
        ],
    }

    /// A build by Wave, or of an image, failed.
    BuildFailed = "build-failed" {
        title: "The build of the image failed",
        speakers: "Wave, Nextflow, BuildKit, conda",
        means: "Building the image failed: packages that do not fit each other or do not exist, \
                or a command of the container file. It says nothing about a login.",
        mends: Nothing,
        steps: [
            Step::Say("Read the log of the build: the message of Wave has its address."),
            Step::Say("Check names, versions and channels of the packages, or the commands of \
                       the container file."),
            Step::Relaunch,
        ],
        messages: [
            said("did not complete successfully").with(&["wave provisioning", "container build", "wave build"]),
            said("Container build did not complete"),
            symptom("failed to solve:"),
            symptom("executor failed running"),
            said("Could not solve for environment specs"),
            said("LibMambaUnsatisfiableError"),
            said("PackagesNotFoundError"),
            said("ResolvePackageNotFound"),
            waves("Provided container file is not allowed"),
            waves("Unexpected build failure"),
        ],
    }

    /// A copy by Wave failed.
    MirrorFailed = "mirror-failed" {
        title: "The copy of the image failed",
        speakers: "Wave, Nextflow",
        means: "Wave could not copy the image to the repository of wave.build.repository: it has \
                to read the one and to push to the other.",
        mends: Perhaps,
        steps: [
            Step::Say("Read the page that the message names: it shows what the copy said."),
            Step::Say("See that there is a credential for the registry of the image, and one \
                       that may push for that of wave.build.repository."),
            Step::Relaunch,
        ],
        messages: [
            waves("Container mirror did not complete"),
        ],
    }

    /// A security scan by Wave stands against an image.
    ScanRefused = "scan-refused" {
        title: "The security scan stands against the image",
        speakers: "Wave, Nextflow",
        means: "Wave scanned the image as wave.scan.mode asks for, and the scan found what \
                wave.scan.allowedLevels does not let pass, or could not be made.",
        mends: Nothing,
        steps: [
            Step::Say("Read the page that the message names, and take an image without these \
                       vulnerabilities; or change wave.scan.allowedLevels or wave.scan.mode."),
            Step::Relaunch,
        ],
        messages: [
            waves("Container security scan operation found"),
            waves("Container security scan did not complete"),
        ],
    }

    /// This Wave does not do what is asked of it.
    WaveServiceOff = "wave-service-off" {
        title: "This Wave does not build, copy or scan",
        speakers: "Wave",
        means: "Who runs this Wave has left the service switched off that the message names.",
        mends: Nothing,
        steps: [
            Step::Say("Do without it (wave.strategy = 'container', and no wave.freeze, \
                       wave.mirror or wave.scan.mode), or ask who runs Wave."),
        ],
        messages: [
            waves("Build service is not enabled").with(&["wave"]),
            waves("Mirror service is not enabled"),
            waves("Security scan service is not enabled"),
        ],
    }

    /// A build took too long.
    BuildTimeout = "build-timeout" {
        title: "The build of the image took too long",
        speakers: "Wave, Nextflow",
        means: "The build or the copy was not done in the time that Wave or Nextflow allows.",
        mends: Nothing,
        steps: [
            Step::Say("Resume: the build may be done by now. Nextflow waits as long as \
                       wave.build.maxDuration says."),
            Step::Say("Ask for fewer packages in one image, or build it beforehand."),
            Step::Relaunch,
        ],
        messages: [
            exact("is exceeding max allowed duration"),
            exact("build timed out"),
            exact("Container mirror timed out"),
            exact("Timeout mirror container"),
        ],
    }

    /// Wave was not reached, or failed.
    WaveUnreachable = "wave-unreachable" {
        title: "Wave does not answer",
        speakers: "Nextflow, Platform, any engine",
        means: "Wave was not reached, the connection to it broke off, or it failed by itself.",
        mends: Nothing,
        steps: [Step::CheckWaveConnection, Step::Relaunch],
        messages: [
            exact("Unable to connect Wave service"),
            exact("Wave service connection is not active"),
            said("HTTP/1.1 header parser received no bytes").near(&["wave"]),
            said("java.io.IOException")
                .with(BROKEN_OFF)
                .near(&["at io.seqera.wave.plugin"]),
            said("java.net.SocketException").near(&["at io.seqera.wave.plugin"]),
            said("connect timed out").near(&["at io.seqera.wave.plugin"]),
            said("connection refused").near(&["at io.seqera.wave.plugin"]),
            said("Wave invalid response").with(&["[500]", "[502]", "[503]", "[504]"]),
            said("timed out").with(&["waveclient", "wave service", "//wave."]),
            said("connection refused").with(&["waveclient", "wave service", "//wave."]),
            said("connection reset").with(&["waveclient", "wave service", "//wave."]),
            said("HttpTimeoutException").near(OF_WAVE),
            said("HttpConnectTimeoutException").near(OF_WAVE),
            said("java.net.ConnectException").near(OF_WAVE),
        ],
    }

    /// A layer was not there when it was fetched through Wave.
    WaveBlob = "wave-blob" {
        title: "A layer is missing behind Wave",
        speakers: "any engine that pulls through Wave",
        means: "A layer of the image could not be fetched through Wave: the build behind the \
                name has expired or failed, or the name is older than its life.",
        mends: Nothing,
        steps: [
            Step::Say("Relaunch or resume, so that Wave gives a new name. A retry with the same \
                       name most likely fails again."),
        ],
        messages: [
            exact("unknown blob").near(&["/wt/"]),
            exact("blob unknown").near(&["/wt/"]),
            exact("manifest blob unknown").near(&["/wt/"]),
            waves("Unable to find cache manifest for"),
        ],
    }

    /// A layer is not at the registry.
    MissingLayer = "missing-layer" {
        title: "A layer of the image is missing",
        speakers: "any engine",
        means: "The registry knows the image and lacks one of its layers: a push broke off, or a \
                layer was removed.",
        mends: Nothing,
        steps: [Step::Say("Push the image again, or use another tag."), Step::Relaunch],
        messages: [
            said("unknown blob"),
            said("blob unknown to registry"),
            said("BLOB_UNKNOWN"),
            said("manifest blob unknown"),
        ],
    }

    /// A layer arrived damaged.
    BrokenDownload = "broken-download" {
        title: "A layer arrived damaged",
        speakers: "containerd, Docker, Singularity, Apptainer",
        means: "A layer came incomplete or changed: the connection broke off, a proxy changed \
                it, or the disk failed.",
        mends: Nothing,
        steps: [Step::Relaunch, Step::Say("If it happens again, look at the proxy and the disk of the node.")],
        messages: [
            said("unexpected EOF").at(Registry),
            said("failed commit on ref"),
            said("filesystem layer verification failed"),
            said("failed to verify").with(&["digest", "layer"]).without(&["certificate"]),
            said("stream error: stream ID").at(Registry),
        ],
    }

    /// An image in a format that the engine does not take.
    WrongFormat = "wrong-format" {
        title: "The format of the image does not fit",
        speakers: "Singularity, Apptainer, Docker, containerd, Podman, Skopeo, Docker Hub",
        means: "The image is there, in a format that is not the one that was asked for: \
                Singularity’s own is pulled with oras://, one for Docker with docker://, and \
                old engines and old images do not know each other’s formats.",
        mends: Nothing,
        steps: [
            Step::Say("Use the address that fits the format: oras:// for an image of Singularity \
                       (SIF), docker:// or no scheme for one of Docker."),
            Step::Say("Where the image or the engine is old, build the image again or update \
                       the engine."),
            Step::Relaunch,
        ],
        messages: [
            exact("ORAS SIF image should have a single layer"),
            exact("invalid layer mediatype"),
            exact("no extractable OCI/Docker tar layers found in this image"),
            exact("vnd.sylabs.sif").with(&["unsupported", "unknown type", "unexpected", "mediatype"]),
            exact("index found, but accept header does not support"),
            exact("manifest found, but accept header does not support"),
            exact("manifest version 2, schema 1 support")
                .tells("The image is in a format of Docker that newer engines do not take any \
                        more."),
            exact("manifest.v1+prettyjws")
                .with(&["unsupported", "no longer supported", "not implemented"])
                .tells("The image is in a format of Docker that newer engines do not take any \
                        more."),
        ],
    }

    /// Two pulls use one cache at once.
    CacheInUse = "cache-in-use" {
        title: "Two pulls use one cache at once",
        speakers: "Charliecloud",
        means: "Another pull is at work in the same storage directory, which Charliecloud does \
                not allow.",
        mends: Nothing,
        steps: [
            Step::Say("Resume the run; or pull the images into charliecloud.cacheDir beforehand, \
                       or update Nextflow or Charliecloud."),
        ],
        messages: [
            exact("storage directory is already in use"),
        ],
    }

    /// The image could not be unpacked or converted on the node.
    UnpackFailed = "unpack-failed" {
        title: "The image could not be unpacked",
        speakers: "Singularity, Apptainer, Podman, Buildah",
        means: "The layers came and could not be made a file: the disk of TMPDIR or of the cache \
                is full or over its quota, or the node lacks a right or a tool.",
        mends: Nothing,
        steps: [
            Step::Say("Look at the room in TMPDIR and in the cache folder, and at the lines \
                       around this one."),
            Step::Relaunch,
        ],
        messages: [
            symptom("while creating squashfs"),
            symptom("while unpacking"),
            symptom("packer failed to pack"),
            said("potentially insufficient UIDs or GIDs")
                .tells("The account has too few subordinate user ids: see /etc/subuid and \
                        /etc/subgid."),
        ],
    }

    /// A name of Wave that Wave does not know any more.
    WaveTokenUnknown = "wave-token-unknown" {
        title: "Wave does not know this name any more",
        speakers: "Wave, through any engine",
        means: "Wave’s names of images live as long as the run, or 36 hours. Most likely this one \
                has expired; or it belongs to another Wave, or is misspelled. A retry with the \
                same name cannot work then.",
        mends: Nothing,
        steps: [Step::Say("Relaunch or resume the run, so that Wave gives a new name.")],
        messages: [
            waves("Unknown Wave container for token"),
            waves("Unknown container token"),
            waves("Missing container record for token"),
            waves("Unexpected container image request").with(&["does not match"]),
        ],
    }

    /// A frozen or mirrored image was pulled by its name at Wave.
    FrozenThroughProxy = "frozen-through-proxy" {
        title: "A frozen image is pulled through Wave",
        speakers: "Wave, through any engine",
        means: "The image was frozen or mirrored, so it is no longer served by the name at Wave: \
                it has to be pulled from where it was put.",
        mends: Puller,
        steps: [
            Step::Say("Pull the image that the message names. What pulls must be logged in at \
                       that registry itself."),
        ],
        messages: [
            waves("is a freeze/mirror image and must be pulled directly from"),
        ],
    }

    /// This Wave serves no ephemeral images.
    EphemeralOff = "ephemeral-off" {
        title: "This Wave serves frozen images only",
        speakers: "Wave",
        means: "Who runs this Wave has switched images off that live only as long as a run.",
        mends: Nothing,
        steps: [
            Step::Say("Set wave.freeze = true and wave.build.repository to a repository of your \
                       own, with a credential that may push to it; or ask who runs Wave."),
        ],
        messages: [
            waves("Ephemeral container provisioning is not enabled"),
        ],
    }

    /// A repository that Wave keeps for itself.
    RepositoryNotAllowed = "repository-not-allowed" {
        title: "The repository is not allowed",
        speakers: "Wave",
        means: "The repository to build in or to copy to belongs to Wave itself or has a reserved \
                word in its path.",
        mends: Nothing,
        steps: [Step::Say("Set wave.build.repository to another repository, of a registry of your own.")],
        messages: [
            waves("is not allowed").with(&["use of repository"]),
            waves("Mirror registry not allowed"),
        ],
    }

    /// A template of a build and what is to be built do not fit.
    TemplateMismatch = "template-mismatch" {
        title: "The build template does not fit",
        speakers: "Wave",
        means: "The template of the build cannot make this kind of image or takes another kind \
                of packages.",
        mends: Nothing,
        steps: [Step::Say("Set wave.build.template to one that fits, or leave it out.")],
        messages: [
            waves("does not support Singularity format"),
            waves("requires a Pixi lock file"),
            waves("Conda lock file is not supported by"),
            waves("Package type '").with(&["not supported by '"]),
            waves("Unexpected or missing package type"),
        ],
    }

    /// No valid token of Platform went with the request.
    NoToken = "no-token" {
        title: "Missing or wrong Platform token",
        speakers: "Wave, Nextflow",
        means: "No access token of Platform came with the request, or a wrong one, so that no \
                stored credential can be used.",
        mends: Nothing,
        steps: [Step::FixConfiguration(ConfigFix::AccessToken), Step::Relaunch],
        messages: [
            exact("Missing user access token"),
            exact("Seqera Platform access token is required"),
            exact("Make sure you have provided a valid access token"),
            exact("Verify you have provided a valid access token"),
            exact("Verify you have provided a Seqera Platform valid access token"),
            exact("Make sure you have specified the correct access token"),
            exact("Unauthorized access to Tower resource"),
            exact("Missing Seqera Platform access token"),
            exact("Missing Nextflow Tower access token"),
            exact("Missing Tower access token"),
            exact("Seqera authentication failed"),
            exact("Unable to validate Fusion license"),
            exact("Container mirroring requires an authenticated request"),
            said("Wave invalid response").with(&["[401]"]),
        ],
    }

    /// Platform and Wave do not know each other.
    NotPaired = "not-paired" {
        title: "Platform and Wave are not paired",
        speakers: "Wave",
        means: "This Platform has not been paired with this Wave, or the endpoint in the \
                configuration is not the one that was paired.",
        mends: Nothing,
        steps: [Step::AskAdministrator],
        messages: [
            waves("Missing pairing record for Tower endpoint"),
            waves("has not enabled to connect Wave").with(&["tower instance '"]),
            waves("No exchange key registered for service"),
        ],
    }

    /// A container engine is missing or does not run.
    NoEngine = "no-engine" {
        title: "No container engine",
        speakers: "the shell of a task, Docker, Nextflow",
        means: "The program that runs containers is not there where the task runs, does not run, \
                or is none that Wave knows.",
        mends: Nothing,
        steps: [
            Step::Say("Install or start the engine on the nodes, or enable the one that is \
                       there: docker.enabled, singularity.enabled, apptainer.enabled, \
                       podman.enabled."),
            Step::Relaunch,
        ],
        messages: [
            exact("docker: command not found"),
            exact("docker: not found"),
            exact("podman: command not found"),
            exact("singularity: command not found"),
            exact("apptainer: command not found"),
            exact("ch-run: command not found"),
            exact("ch-image: command not found"),
            exact("shifter: command not found"),
            exact("sarus: command not found"),
            exact("udocker: command not found"),
            exact("Cannot connect to the Docker daemon"),
            exact("trying to connect to the Docker daemon socket"),
            exact("trying to connect to the docker API at"),
            exact("Is the docker daemon running"),
            exact("error during connect:").with(&["docker"]),
            exact("Wave does not support '").with(&["container engine"]),
            exact("Missing engine in container config"),
            exact("Unknown container engine"),
            exact("Cannot run program 'docker'"),
            exact("Cannot run program 'singularity'"),
            exact("Cannot run program 'apptainer'"),
            exact("Cannot run program 'podman'"),
        ],
    }

    /// A process has no image where it needs one.
    NoContainer = "no-container" {
        title: "A process has no image",
        speakers: "Nextflow with AWS Batch, Azure Batch, Google Batch, Kubernetes, Fusion",
        means: "The process has no container, and where it runs it needs one.",
        mends: Nothing,
        steps: [
            Step::Say("Give the process a container, or process.container as a default; with \
                       Wave and the strategy conda a conda directive is enough."),
            Step::Relaunch,
        ],
        messages: [
            exact("Missing container image for process"),
            exact("No container image specified for process"),
            exact("the container image was not specified"),
            exact("provide a Docker image name or a Batch job definition name"),
            exact("Missing task container"),
            exact("Invalid container mirror operation - missing source container").tells(
                "With wave.mirror every process needs an image: a conda directive is not enough.",
            ),
            exact("Container image name is not provided"),
            exact("requires at least a image or container file or packages spec"),
            exact("Specify either 'containerImage' or 'containerFile' attribute"),
        ],
    }

    /// A value of `wave.strategy` that does not exist.
    BadStrategy = "bad-strategy" {
        title: "No such strategy",
        speakers: "Nextflow",
        means: "wave.strategy has a value that does not exist, so Nextflow stops.",
        mends: Nothing,
        steps: [
            Step::Say("Use conda, container or dockerfile for wave.strategy, with commas between \
                       them."),
        ],
        messages: [
            exact("Invalid value for 'wave.strategy'"),
        ],
    }

    /// A process says twice where its programs come from.
    ContainerAndConda = "container-and-conda" {
        title: "Container and conda at once",
        speakers: "Nextflow with Wave",
        means: "A process has both an image and a conda environment or a container file, and \
                nothing says which one counts.",
        mends: Nothing,
        steps: [
            Step::Say("Set wave.strategy to the order that is wanted, for instance \
                       'container,conda', or take one of the two out."),
        ],
        messages: [
            exact("directives that conflict each other"),
            exact("that conflict each other").with(&["declares both"]),
            exact("conflict while resolving wave container"),
        ],
    }

    /// A change to an image with a digest.
    DigestWithChanges = "digest-with-changes" {
        title: "Change to an image with a digest",
        speakers: "Wave",
        means: "The image is given by its digest, and something is to be added to it, such as \
                Fusion, which would change the digest.",
        mends: Nothing,
        steps: [Step::FixConfiguration(ConfigFix::FreezeForDigest)],
        messages: [
            waves("using a SHA256 as tag does not support").with(&["containerconfig"]),
            waves("Operation not allowed for container '").with(&["@sha256"]),
        ],
    }

    /// Azure Batch pulls by itself.
    AzureWithoutWave = "azure-without-wave" {
        title: "Azure Batch pulls without Wave",
        speakers: "Azure Batch",
        means: "Azure Batch could not pull an image by itself: without Wave it has no login but \
                that of the compute environment, and a name without a host or of another \
                architecture is refused as well.",
        mends: Perhaps,
        steps: [
            Step::FixConfiguration(ConfigFix::EnableWave),
            ADD,
            Step::CheckImage,
            Step::Relaunch,
        ],
        messages: [
            said("One or more container images specified are invalid"),
            said("ContainerInvalidImage"),
            said("ContainerPoolNotSupported"),
        ],
    }

    /// An image was taken for a file.
    SingularityPrefix = "singularity-prefix" {
        title: "Singularity takes the image for a file",
        speakers: "Singularity, Apptainer",
        means: "The name of the image came without docker:// in front, so Singularity looks for \
                a file of that name.",
        mends: Nothing,
        steps: [
            Step::Say("Update Nextflow, or switch singularity.ociAutoPull off \
                       (apptainer.ociAutoPull for Apptainer), so that Nextflow pulls the image \
                       itself."),
            Step::Relaunch,
        ],
        messages: [
            exact("could not open image").with(&["failed to retrieve path for"]),
            exact("could not open image").with(&["no such file or directory"]),
            exact("failed to determine image absolute path for"),
        ],
    }

    /// Singularity images are only built with freeze.
    SingularityNeedsFreeze = "singularity-needs-freeze" {
        title: "Singularity needs freeze",
        speakers: "Wave, Nextflow",
        means: "Wave makes images in Singularity’s own format only when they are frozen in a \
                repository.",
        mends: Nothing,
        steps: [
            Step::Say("Set wave.freeze = true and wave.build.repository to a repository of your \
                       own, or let Singularity convert Docker images: singularity.ociAutoPull = \
                       true."),
            Step::Relaunch,
        ],
        messages: [
            exact("Singularity build is only allowed enabling freeze mode"),
            exact("requires enabling 'wave' and 'freeze' settings"),
            exact("Multi-platform builds are not supported for Singularity format"),
        ],
    }

    /// A feature needs Wave, and Wave is off.
    WaveOff = "wave-off" {
        title: "Wave is switched off",
        speakers: "Nextflow",
        means: "A feature such as Fusion needs Wave, and the configuration does not enable it.",
        mends: Nothing,
        steps: [Step::Say("Set wave.enabled = true, or switch the feature off.")],
        messages: [
            exact("feature requires enabling Wave service"),
        ],
    }

    /// A configuration that Nextflow cannot read.
    ConfigParse = "config-parse" {
        title: "The configuration cannot be read",
        speakers: "Nextflow",
        means: "Nextflow could not take a part of the configuration. That comes before any image \
                is asked for.",
        mends: Nothing,
        steps: [
            Step::Say("Read the lines above: they name the file and the place. The page Launch \
                       config shows what both of Nextflow’s parsers make of a text."),
        ],
        messages: [
            exact("Config parsing failed"),
            exact("Unable to parse config"),
            exact("Unknown config attribute"),
            exact("Unknown configuration profile"),
            exact("cannot be mixed with config statements"),
            exact("Only profile blocks are allowed"),
            exact("Invalid include source"),
            said("Unexpected input:").near(&[".config"]),
            said("IllegalConfigException"),
            symptom("Unrecognized config option")
                .tells("That is a warning: Nextflow goes on without the option."),
        ],
    }

    /// A login command got an empty value.
    EmptyVariable = "empty-variable" {
        title: "A variable of the login is empty",
        speakers: "Docker, Podman, actions and jobs that log in",
        means: "The command that logs in got no user name or no secret: most likely a variable \
                or a secret of the job is not set. The registry was not even asked.",
        mends: Nothing,
        steps: [
            Step::Say("Set the variable where the job runs. Secrets are not given to jobs of \
                       forks or of unprotected branches."),
        ],
        messages: [
            exact("Cannot perform an interactive login from a non TTY device"),
            exact("Cannot perform an interactive login from a non-TTY device"),
            exact("Non-null Username Required"),
            exact("Must provide --username with --password-stdin"),
            exact("flag needs an argument: 'p' in -p"),
            exact("flag needs an argument: 'u' in -u"),
            exact("flag needs an argument: --password"),
            exact("flag needs an argument: --username"),
            exact("Username and password required"),
            exact("Username cannot be empty"),
            exact("Password cannot be empty"),
            exact("the input device is not a TTY").with(&["login"]),
            exact("getting username and password")
                .with(&["eof", "tty", "inappropriate ioctl"]),
            exact("docker login' requires at most 1 argument")
                .tells("That is so, too, when a variable with a blank in it is not in quotes."),
        ],
    }

    /// The program that keeps the logins of Docker is missing.
    CredentialHelper = "credential-helper" {
        title: "The helper that keeps the logins is missing",
        speakers: "Docker, Podman, BuildKit",
        means: "The configuration of the engine (credsStore or credHelpers in config.json) names \
                a program that keeps the logins, and that program is not there or failed. No \
                registry was asked.",
        mends: Nothing,
        steps: [
            Step::Say("Install the helper that is named where the engine runs, or take credsStore \
                       or credHelpers out of its config.json."),
        ],
        messages: [
            exact("error getting credentials - err"),
            exact("error storing credentials - err"),
            exact("docker-credential-").with(&["executable file not found", "command not found"]),
        ],
    }

    /// The host of a Git repository refuses the login.
    ScmRefused = "scm-refused" {
        title: "The Git host refuses the login",
        speakers: "Nextflow, GitHub, GitLab, Bitbucket",
        means: "The Git host, from which the pipeline is fetched, wants a login or refused the \
                one that it got. No registry is concerned.",
        mends: Nothing,
        steps: [
            Step::Say("Use a Git credential for the pipeline that may read it. A registry \
                       credential does not count here."),
        ],
        messages: [
            exact("Not authorized -- Check that the").with(&["user name and password"]),
            said("401 Unauthorized").with(OF_A_GIT_REPOSITORY),
            said("403 Forbidden").with(OF_A_GIT_REPOSITORY),
        ],
    }

    /// The registry is on a private address.
    PrivateRegistry = "private-registry" {
        title: "Registry on a private address",
        speakers: "Wave, Platform",
        means: "The registry is on a loopback or private address or has no public name. Seqera’s \
                Wave refuses such hosts.",
        mends: Nothing,
        steps: [REACH, Step::SelfHostWave],
        messages: [
            exact("Invalid registry hostname"),
            exact("Access to localhost is not allowed"),
            exact("Unable to resolve host:"),
        ],
    }

    /// Azure's registry lets only some addresses in.
    NetworkRule = "network-rule" {
        title: "The registry does not let this address in",
        speakers: "Azure Container Registry",
        means: "A network rule of the registry keeps the address out that is named, whatever the \
                login.",
        mends: Nothing,
        steps: [Step::Say("Let the address in, or put the registry and what pulls into one network.")],
        messages: [
            exact("aka.ms/acr/firewall"),
            exact("is not allowed access").with(&["client with ip"]),
        ],
    }

    /// Freeze without a repository.
    FreezeWithoutRepository = "freeze-without-repository" {
        title: "Freeze without a repository",
        speakers: "Wave",
        means: "Freeze keeps images in a repository of your own, and none is configured.",
        mends: Nothing,
        steps: [Step::FixConfiguration(ConfigFix::BuildRepository)],
        messages: [
            waves("must be specified when using freeze mode"),
        ],
    }

    /// A repository with a scheme or a tag.
    BadRepository = "bad-repository" {
        title: "Bad repository in the configuration",
        speakers: "Wave, Nextflow",
        means: "A repository in the configuration has a scheme in front, a tag behind or no path \
                behind its host.",
        mends: Nothing,
        steps: [Step::FixConfiguration(ConfigFix::PlainRepository)],
        messages: [
            exact("should not include any protocol prefix").with(&["repository"]),
            exact("should not include any tag suffix").with(&["repository"]),
            exact("Container build repository is invalid or incomplete"),
        ],
    }

    /// Settings that contradict each other.
    ConflictingModes = "conflicting-modes" {
        title: "Conflicting settings",
        speakers: "Wave, Nextflow",
        means: "Settings of the configuration contradict each other, or the target of the mirror \
                is missing or on the same host.",
        mends: Nothing,
        steps: [Step::FixConfiguration(ConfigFix::MirrorOrFreeze)],
        messages: [
            exact("'wave.mirror' and 'wave.freeze' conflicts"),
            exact("'wave.mirror' requires the use of 'wave.build.repository'"),
            exact("Source and target mirror registr"),
            exact("'mirror' and 'freeze' conflict each other"),
            exact("is required when specifying 'mirror' mode"),
            exact("Cannot enable more than one container engine"),
            exact("Both conda.useMamba and conda.useMicromamba were enabled"),
            symptom("'wave.mirror' conflicts with the use of module bundles")
                .tells("That is a warning: Wave copies the image without what modules add to it."),
        ],
    }

    /// Platform found a stored credential to be invalid.
    InvalidInPlatform = "invalid-in-platform" {
        title: "Credential invalid in Platform",
        speakers: "Seqera Platform",
        means: "Platform has checked this credential, most often that of a cloud, and found it \
                invalid, expired or deleted. It launches nothing with it.",
        mends: Stored,
        steps: [Step::Validate],
        messages: [
            exact("The credentials '").with(&["are invalid", "have been deleted"]),
            exact("Associated credentials are invalid or expired"),
            exact("Associated credentials have been deleted").tells(
                "A compute environment keeps pointing at the deleted credential: give it another \
                 one, then validate it.",
            ),
            exact("AWS credentials are invalid or expired"),
            exact("Google credentials are invalid or expired"),
            exact("Google WIF credential validation failed"),
            exact("Azure Batch credentials are invalid"),
            exact("Azure Storage credentials are invalid"),
            exact("Pre-flight:").with(&["credential", "invalid", "expired"]),
        ],
    }

    /// A name that cannot be read.
    BadImageName = "bad-image-name" {
        title: "Bad image name",
        speakers: "Wave, Docker, containerd, kubelet, Podman",
        means: "The name of the image cannot be read: there is a scheme in front, a capital, a \
                space or something else that does not belong there, or a variable was empty.",
        mends: Nothing,
        steps: [Step::CheckImage],
        messages: [
            exact("Invalid container image name"),
            exact("Invalid container repository name"),
            exact("Invalid container name - offending image"),
            exact("Invalid container scheme"),
            exact("cannot start with URL like prefix"),
            said("invalid reference format"),
            said("repository name must be lowercase"),
            said("couldn't parse image reference"),
            said("InvalidImageName"),
            said("image ref syntax"),
            waves("Invalid request path '"),
        ],
    }

    /// Podman does not know where a name without a host belongs.
    ShortName = "short-name" {
        title: "A name without a host",
        speakers: "Podman, Buildah",
        means: "The name has no host, and this engine is not told where to look for such names.",
        mends: Nothing,
        steps: [Step::Say("Write the name with its host, for instance docker.io/library/ubuntu:24.04.")],
        messages: [
            exact("did not resolve to an alias and no unqualified-search registries"),
            exact("did not resolve to an alias and no containers-registries.conf"),
            exact("short-name resolution enforced but cannot prompt"),
        ],
    }

    /// A policy does not let the image run.
    Policy = "policy" {
        title: "A policy refuses the image",
        speakers: "Podman, Skopeo, Buildah, kubelet, Apptainer",
        means: "A rule of the node or the cluster refuses the image, most often because it is \
                not signed.",
        mends: Nothing,
        steps: [Step::Say("Sign the image, or ask who keeps the rule to let it in.")],
        messages: [
            exact("is rejected by policy"),
            exact("A signature was required, but no signature exists"),
            exact("SignatureValidationFailed"),
            exact("is blocked in").with(&["registries.conf"]),
            exact("image prohibited by ECL"),
        ],
    }

    /// Kubernetes may not pull.
    PullPolicy = "pull-policy" {
        title: "Kubernetes may not pull",
        speakers: "kubelet",
        means: "The pull policy of the pod is Never, and the image is not on the node.",
        mends: Nothing,
        steps: [Step::Say("Set another pull policy, or put the image on the nodes.")],
        messages: [
            exact("ErrImageNeverPull"),
            exact("is not present with pull policy of Never"),
        ],
    }

    /// A pull secret of a cluster is missing.
    PullSecretMissing = "pull-secret-missing" {
        title: "A pull secret is missing in the cluster",
        speakers: "kubelet",
        means: "The pod names a pull secret that is not in its namespace.",
        mends: Puller,
        steps: [Step::Say("Create the secret in the namespace of the pod, or take its name out.")],
        messages: [
            exact("Unable to retrieve some image pull secrets"),
        ],
    }

    /// An address in the configuration is not one.
    BadEndpoint = "bad-endpoint" {
        title: "Bad address in the configuration",
        speakers: "Nextflow",
        means: "An address in the configuration is not written as Nextflow wants it: with \
                http:// or https:// in front and no slash at the end.",
        mends: Nothing,
        steps: [
            Step::Say("Write the address that the message names in whole, for instance \
                       https://wave.seqera.io. The variables WAVE_API_ENDPOINT and \
                       TOWER_API_ENDPOINT count where the setting is missing."),
        ],
        messages: [
            exact("Endpoint URL should start with").tells("It is about wave.endpoint."),
            exact("Wave container config URL should start with")
                .tells("It is about wave.containerConfigUrl."),
            exact("Seqera Platform endpoint URL should not end with")
                .tells("It is about tower.endpoint."),
        ],
    }

    /// A setting has a value that does not exist.
    BadSetting = "bad-setting" {
        title: "A setting has a value that does not exist",
        speakers: "Nextflow",
        means: "Nextflow does not take the value of a setting of Wave or Platform.",
        mends: Nothing,
        steps: [
            Step::Say("Correct the value that the message names. The page Launch config shows \
                       which values a setting has."),
        ],
        messages: [
            exact("Invalid value for 'wave.scan.levels'").tells(
                "It is about wave.scan.allowedLevels, which takes low, medium, high and critical.",
            ),
            exact("Invalid Seqera Platform workspace ID").tells(
                "tower.workspaceId takes the number of the workspace, not its name.",
            ),
            exact("No enum constant").with(&["io.seqera.wave"]),
        ],
    }

    /// A setting has another name by now.
    DeprecatedSetting = "deprecated-setting" {
        title: "A setting has another name by now",
        speakers: "Nextflow",
        means: "Nextflow warns that a setting has another name by now, and goes on.",
        mends: Nothing,
        steps: [Step::Say("Write the name that the message gives instead.")],
        messages: [
            symptom("has been deprecated - replace it with 'wave."),
        ],
    }

    /// Platform launches nothing in a compute environment.
    ComputeEnvInvalid = "compute-env-invalid" {
        title: "The compute environment is invalid in Platform",
        speakers: "Seqera Platform",
        means: "Platform has marked the compute environment as invalid and launches nothing in \
                it. Often its credential is invalid or was deleted.",
        mends: Unknown,
        steps: [
            Step::Say("Open the compute environment in Platform, which tells why. Validate its \
                       credential first and then the compute environment: it does not recover by \
                       itself."),
        ],
        messages: [
            exact("is in an invalid state").with(&["compute environment '"]),
        ],
    }

    /// The agent of a compute environment is not there.
    AgentOffline = "agent-offline" {
        title: "The agent is offline",
        speakers: "Seqera Platform",
        means: "The compute environment is reached through an agent on its login node, and no \
                agent is connected to Platform.",
        mends: Nothing,
        steps: [
            Step::Say("Start the agent where the compute environment has it, with the connection \
                       that its credential names, and launch again."),
        ],
        messages: [
            exact("No Tower Agent is online"),
        ],
    }

    /// Somebody may not do in Platform what they asked for.
    MissingPermission = "missing-permission" {
        title: "Platform does not allow it",
        speakers: "Seqera Platform",
        means: "The user of the token lacks the permission that the message names, in this \
                workspace.",
        mends: Nothing,
        steps: [
            Step::Say("Ask an owner or admin of the workspace for a role that has the permission, \
                       or use the token of somebody who has it."),
        ],
        messages: [
            exact("Forbidden. Missing permission(s)"),
        ],
    }

    /// Platform or Wave failed by itself.
    ServiceError = "service-error" {
        title: "Platform or Wave fails by itself",
        speakers: "Seqera Platform, Wave",
        means: "The service met an error that it did not foresee. What it was stands in its own \
                log, under the Error ID.",
        mends: Nothing,
        steps: [
            Step::Say("Try again. If it stays, give the Error ID to who runs the service."),
        ],
        messages: [
            exact("Unexpected error while processing - Error ID"),
            exact("Unable to process request - Error ID"),
        ],
    }

    /// A task failed, and not at its image.
    TaskFailed = "task-failed" {
        title: "The task failed by itself",
        speakers: "the program of a task",
        means: "The line stands in what the task itself has printed, and no container engine words \
                it like this. Most likely the container had started, so that the line is about \
                what its program does and about no pull of an image.",
        mends: Nothing,
        steps: [
            Step::Say("Read the output of the task: which address, service or file its program \
                       asks for. A registry credential does not count there."),
        ],
        messages: [],
    }

    /// Wave refused a request for another reason.
    WaveRefused = "wave-refused" {
        title: "Wave refuses the request",
        speakers: "Nextflow with Wave",
        means: "Wave answered with an error that is not in this table. Its message, if it gave \
                one, stands in the line.",
        mends: Perhaps,
        steps: [
            Step::Say("Read the message in the line. Where a build is behind the name, see the \
                       page of the build at Wave."),
        ],
        messages: [
            symptom("Wave invalid response"),
            symptom("400 Bad Request")
                .with(&["/v2/wt/"])
                .tells("Wave answers a pull like this when the build behind the name has failed, \
                        and when the registry of its source wants a login and gets none."),
        ],
    }

    /// A pull failed, and the line does not say why.
    PullFailed = "pull-failed" {
        title: "A pull failed",
        speakers: "kubelet, AWS Batch and ECS, Nextflow",
        means: "The image could not be pulled. This line does not say why: the reason stands in \
                another one.",
        mends: Perhaps,
        steps: [
            RESOLVE,
            Step::Say("Look for the reason in the lines around it, in the events of the pod or \
                       in the log of the node."),
        ],
        messages: [
            symptom("ImagePullBackOff"),
            symptom("ErrImagePull"),
            symptom("Back-off pulling image"),
            symptom("Failed to pull image"),
            symptom("CannotPullContainer"),
            symptom("CannotPullECRContainerError"),
            symptom("CannotPullImageManifestError"),
            symptom("unable to pull secrets or registry auth"),
            symptom("Failed to pull singularity image"),
            symptom("RegistryUnavailable"),
            symptom("While making image from oci registry"),
            symptom("While pulling image from oci registry"),
            symptom("While pulling from image from http"),
            symptom("While pulling library image"),
            symptom("While pulling shub image"),
            symptom("download did not succeed:"),
            symptom("status : 137")
                .near(&["failed to pull"])
                .tells("Status 137 says that something killed the pull, most often for its \
                        memory; Nextflow’s own pullTimeout gives 143."),
        ],
    }
}
