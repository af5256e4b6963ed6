//! Configurations, and what is done to each, step by step.
//!
//! They keep to what Groovy's own reader can do: no units, one profile, no plugins, no includes.
//! A step is options to set, and options to take out, which begin with `-`. Each step goes on
//! with what the one before left, and changes something.

/// A configuration and its steps.
pub(super) struct Text {
    pub(super) name: &'static str,
    pub(super) content: &'static str,
    /// The profile of the run; `standard` without one.
    pub(super) profile: Option<&'static str>,
    /// Settings of which Wavepass says that only a run can tell them.
    pub(super) unknown: &'static [&'static str],
    pub(super) steps: &'static [&'static [&'static str]],
}

const fn text(
    name: &'static str,
    content: &'static str,
    steps: &'static [&'static [&'static str]],
) -> Text {
    Text {
        name,
        content,
        profile: None,
        unknown: &[],
        steps,
    }
}

pub(super) const TEXTS: [Text; 20] = [
    text(
        "nothing",
        "",
        &[
            &["wave.enabled=true"],
            &["wave.strategy=conda,container", "wave.freeze=true"],
            &["wave.build.repository=quay.io/lab/built"],
            &["-wave.freeze", "docker.enabled=true", "tower.workspaceId=42"],
            &["wave.build.repository=ghcr.io/lab/it's $1 \\ built", "-wave.strategy"],
        ],
    ),
    text(
        "blocks",
        r"// How the lab runs things
manifest { name = 'lab/flow' }

wave {
    enabled = false
    strategy = 'container'
    build {
        repository = 'quay.io/lab/wave'
        conda { basePackages = 'conda-forge::procps-ng' }
    }
}

docker {
    enabled    = true
    runOptions = '-u $(id -u):$(id -g)'
}
",
        &[
            &["wave.enabled=true"],
            &["wave.build.cacheRepository=quay.io/lab/cache", "wave.freeze=true"],
            &["wave.build.repository=ghcr.io/lab/wave", "-wave.strategy"],
            &["docker.enabled=false", "podman.enabled=true"],
            &["-docker.runOptions", "wave.build.conda.mambaImage=mambaorg/micromamba:2.0"],
        ],
    ),
    text(
        "dotted",
        "process.executor = 'slurm'
wave.enabled = true
wave.build.repository='registry.gitlab.com/lab/wave'
tower . enabled = true
tower.workspaceId = 1234567890
conda.channels = ['conda-forge', 'bioconda']
",
        &[
            &["wave.enabled=false", "wave.mirror=true"],
            &["tower.workspaceId=7", "conda.channels=[bioconda,conda-forge,defaults]"],
            &["-wave.build.repository", "-wave.mirror"],
            &["wave.retryPolicy.maxAttempts=3", "wave.retryPolicy.jitter=0.5"],
        ],
    ),
    text(
        "opened-again",
        "wave { enabled = true }
docker.enabled = true
wave {
    freeze = true
    scan.mode = 'async'
}
wave.scan.allowedLevels = 'low,medium'
docker { registry = 'quay.io' }
",
        &[
            &["wave.scan.mode=required"],
            &["wave.scan.allowedLevels=low", "docker.registry=ghcr.io"],
            &["wave.enabled=false", "wave.endpoint=https://wave.example.org"],
            &["-wave.scan.mode", "-wave.scan.allowedLevels", "-wave.freeze"],
        ],
    ),
    text(
        "set-more-than-once",
        "wave.enabled = true
wave.enabled = false
wave { strategy = 'conda' }
wave.strategy = 'container'
fusion.enabled = true
wave { enabled = true }
fusion { enabled = false }
",
        &[
            &["wave.enabled=false"],
            &["wave.strategy=dockerfile", "fusion.enabled=true"],
            &["-wave.strategy", "-fusion.enabled"],
        ],
    ),
    text(
        "maps",
        "fusion = [enabled: true, tags: '[.command.*](nextflow.io/metadata=true)']
wave = [enabled: true, 'strategy': ['conda', 'container'], build: [repository: 'quay.io/lab/m']]
env { WAVE_MODE = 'quiet' }
",
        &[
            &["wave.enabled=false"],
            &["fusion.enabled=false", "wave.strategy=[container]"],
            &["wave.freeze=true"],
        ],
    ),
    text(
        "one-line",
        "wave { enabled = true; strategy = 'conda'; build.repository = 'quay.io/lab/o' }; docker.enabled = true
singularity { enabled = false }
",
        &[
            &["wave.freeze=true"],
            &["wave.strategy=container", "docker.enabled=false", "singularity.enabled=true"],
            &["singularity.autoMounts=true", "-wave.freeze"],
        ],
    ),
    text(
        "windows-lines",
        "wave {\r\n\tenabled = false\r\n\tstrategy = 'conda'\r\n}\r\n\r\ntower {\r\n\tenabled = true\r\n}\r\n// the end",
        &[
            &["wave.enabled=true", "wave.freeze=true"],
            &["tower.workspaceId=99", "podman.enabled=true"],
            &["-wave.strategy", "-tower.workspaceId"],
        ],
    ),
    text(
        "strings",
        r#"def shown = 'x'
wave.endpoint = "https://wave.example.org"
wave.build.repository = 'quay.io/lab/it\'s-\u00e9'
docker.runOptions = "--label a=\"b\" --env HOME=\$HOME // no comment"
docker.registry = 'quay.io/* no comment either */'
singularity.runOptions = '''--bind a
--bind 'b' \
--bind c'''
apptainer.runOptions = """wave { enabled = true }
"quoted" }"""
podman.runOptions = /--pid\d+ {/
charliecloud.runOptions = $/--a $$ /b/ {/$
conda.cacheDir = 'a' + '/b'
"#,
        &[
            &["wave.enabled=true"],
            &["wave.build.repository=quay.io/lab/'\"${x}\\", "docker.registry=quay.io"],
            &["docker.runOptions=-u $USER:\"${y}\" \\n", "wave.endpoint=http://$HOME"],
            &["apptainer.runOptions=--nv", "singularity.runOptions=-e"],
            &["-podman.runOptions", "-charliecloud.runOptions", "-docker.runOptions"],
        ],
    ),
    text(
        "escapes",
        r#"docker.runOptions = 'tab\t nl\n q\' d\" b\\ s\s b\b f\f r\r dollar\$ octal\0\101\47\377 u\u00e9'
docker.registry = "tab\t nl\n q\' d\" b\\ s\s b\b f\f r\r dollar\$ octal\400 u\u00e9"
podman.runOptions = /a\/b $ \d+\\ ${1}/
apptainer.runOptions = $/a\/b $$ $/ \d+ ${1}/$
singularity.runOptions = '''\
joined \
and \'''not\''' ended
'''
"#,
        &[
            &["docker.runOptions=\\t", "docker.registry=\"q\" 'q' \\\\ $x ${x}"],
            &["podman.runOptions=/\\//", "apptainer.runOptions=/$ $/"],
            &["singularity.runOptions='''", "wave.enabled=true"],
        ],
    ),
    text(
        "numbers-and-operators",
        "wave.retryPolicy.maxAttempts = 017
wave.retryPolicy.jitter = 1.50
wave.retryPolicy.multiplier = 2e3
wave.build.compression.level = 0b101
docker.numbers = [0xFFL, 1_000_000, -5, +7, 10g, 1.5f, 5i]
docker.words = 'a' + 1 + true
podman.enabled = !true || 1 == 1
podman.registry = null ?: 'z'
podman.runOptions = true ? 'y' : 'n'
docker.quotient = 7 / 2
conda.channels = ['a'] + ['b', \"c${1 + 1}\", [1, []]]
singularity.cacheDir = null
",
        &[
            &["wave.retryPolicy.maxAttempts=6", "wave.retryPolicy.jitter=0.75"],
            &["podman.enabled=false", "wave.build.compression.level=9"],
            &["-podman.registry", "-singularity.cacheDir", "conda.channels=[a]"],
        ],
    ),
    Text {
        unknown: &["tower.accessToken"],
        ..text(
            "computed",
            "params.registry = 'quay.io'
def lab = 'genomics'
wave.enabled = true
wave.build.repository = \"quay.io/${lab}/wave\"
docker.registry = params.registry
tower.accessToken = System.getenv('WAVEPASS_NO_SUCH_TOKEN')
tower.workspaceId = 3
",
            &[
                &["wave.enabled=false", "tower.workspaceId=4"],
                &["wave.freeze=true", "docker.enabled=true"],
                &["-tower.workspaceId"],
            ],
        )
    },
    text(
        "closures",
        "process {
    cpus = { 2 * task.attempt }
    memory = { wave.enabled = false; task.attempt > 1 ? '8 GB' : '4 GB' }
    publishDir = [path: { \"${params.outdir}/${task.process}\" }, mode: 'copy']
    errorStrategy = { task.exitStatus in [137, 140] ? 'retry' : 'finish' }
    container = 'quay.io/lab/base:1'
}
wave { enabled = true }
",
        &[
            &["wave.strategy=conda"],
            &["process.container=ghcr.io/lab/base:2", "wave.enabled=false"],
            &["-wave.strategy", "docker.enabled=true"],
        ],
    ),
    text(
        "selectors",
        "process {
    container = 'ubuntu:24.04'
    withName: 'ALIGN|SORT' {
        container = 'quay.io/lab/align:3'
        cpus = 8
    }
    withLabel: big {
        container = 'quay.io/lab/big:1'
        ext.args = '--wave.enabled=true'
    }
}
wave.enabled = false
",
        &[
            &["wave.enabled=true"],
            &["process.container=debian:12"],
            &["wave.build.repository=quay.io/lab/s", "wave.freeze=true"],
        ],
    ),
    text(
        "standard-profile",
        "wave.enabled = true
profiles {
    standard { docker.enabled = true }
    cluster {
        singularity.enabled = true
        wave.enabled = false
    }
}
",
        &[
            &["wave.strategy=conda"],
            &["wave.enabled=false", "tower.workspaceId=5"],
            &["wave.enabled=true", "-wave.strategy"],
        ],
    ),
    Text {
        profile: Some("cluster"),
        ..text(
            "chosen-profile",
            "params { outdir = 'results' }
docker { enabled = false }
wave { strategy = 'container' }
profiles {
    standard {
        docker.enabled = true
    }
    'cluster' {
        process.executor = 'slurm'
        singularity {
            enabled = true
            autoMounts = true
        }
    }
    cloud { fusion.enabled = true }
}
",
            &[
                &["wave.enabled=true"],
                &["wave.strategy=conda", "docker.registry=quay.io"],
                &["tower.enabled=true", "-docker.enabled"],
            ],
        )
    },
    text(
        "comments",
        "/* wave { enabled = true } */
wave { // on for everybody
    // enabled = false
    enabled = /* not yet */ false // soon
    /* strategy = 'conda'
     */
}
/** docker.enabled = true */
tower { /* nothing
 yet */ enabled = false } // tower",
        &[
            &["wave.enabled=true", "tower.enabled=true"],
            &["wave.strategy=container"],
            &["docker.enabled=true"],
            &["-wave.strategy", "-docker.enabled"],
        ],
    ),
    text(
        "many-lines",
        "wave {
    strategy = [
        'conda', // first
        'container',
    ]
    enabled =
        true
    build.conda.commands = ['RUN a',
        'RUN b']
}
docker.runOptions = '-a ' +
    '-b'
conda.channels = [
]
wave.retryPolicy.maxAttempts = 0x5
"
        ,
        &[
            &["wave.enabled=false"],
            &["wave.strategy=[dockerfile]", "docker.runOptions=-c"],
            &["wave.build.conda.commands=RUN c", "conda.channels=[bioconda]"],
            &["-wave.strategy", "-docker.runOptions"],
        ],
    ),
    Text {
        unknown: &["docker.enabled", "podman.enabled"],
        ..text(
            "conditions",
            "if (System.getenv('WAVEPASS_NO_SUCH_ENGINE')) {
    docker.enabled = true
} else {
    podman.enabled = true
}
wave.enabled = false
",
            &[
                &["wave.enabled=true"],
                &["tower.workspaceId=8", "wave.freeze=true"],
                &["-wave.freeze"],
            ],
        )
    },
    text(
        "quoted-names",
        "azure.registry.'userName' = 'lab'
azure.registry.server = 'labimages.azurecr.io'
docker.'enabled' = true
wave.\"freeze\" = true
",
        &[
            &["wave.enabled=true", "docker.enabled=false"],
            &["azure.registry.userName=lab2", "wave.freeze=false"],
            &["-azure.registry.server", "-wave.freeze"],
        ],
    ),
];
