//! A launch configuration of any size, as large ones look: much of it is parameters and
//! process selectors, with closures, interpolated strings, comments, lists and maps.

use std::fmt::Write;

/// The name of a step of the pipeline.
const TOOLS: [&str; 12] = [
    "FASTQC",
    "TRIMGALORE",
    "STAR_ALIGN",
    "SALMON_QUANT",
    "SAMTOOLS_SORT",
    "PICARD_MARKDUPLICATES",
    "DEEPVARIANT",
    "BCFTOOLS_STATS",
    "MULTIQC",
    "KRAKEN2",
    "DUPRADAR",
    "QUALIMAP_RNASEQ",
];

/// A configuration of about so many bytes that both of Nextflow's parsers take. No two of its
/// settings have one name, but for those in front.
#[must_use]
pub fn config(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 4096);
    text.push_str(HEAD);
    let mut part = 0;
    while text.len() < bytes {
        // Writing to a String cannot fail.
        let _ = write_part(&mut text, part);
        part += 1;
    }
    text.push_str(TAIL);
    text
}

const HEAD: &str = r"// Settings of the sequencing core facility.
// Ask its people before you change the resources.

wave.enabled = true
wave {
    strategy = ['conda', 'container']
    build.repository = 'registry.example.com/wave/build'
}
docker.enabled = true
tower.endpoint = 'https://platform.example.com/api'
params.name = null
params.seed = 42
params.qos = null
params.skip_qc = false
params.publish_dir_mode = 'copy'

";

const TAIL: &str = r#"
timeline {
    enabled = true
    file    = "${params.outdir_1}/timeline.html"
}
manifest {
    name            = 'facility/rnaseq'
    nextflowVersion = '!>=24.04.0'
    version         = '3.1'
}
"#;

/// A group of parameters, their processes and a profile: about 5 KB.
fn write_part(text: &mut String, part: usize) -> std::fmt::Result {
    write!(
        text,
        r#"/*
 * ------------------------------------------------------------------------
 *  Part {part}: what is run, with what, and where the results go.
 * ------------------------------------------------------------------------
 */
params {{
    // Input and output
    input_{part}               = null
    outdir_{part}              = "./results/${{params.name ?: 'run-{part}'}}"
    genome_{part}              = 'GRCh38'
    save_reference_{part}      = false
    min_reads_{part}           = 10_000
    tools_{part}               = null
    max_memory_{part}          = '128.GB'
    extra_args_{part}          = "--threads 8 --seed $params.seed"

    genomes_{part} = [
        'GRCh38': [fasta: 's3://references/h38/genome.fa', gtf: 's3://references/h38/genes.gtf', size: 3.1e9],
        'GRCm39': [fasta: 's3://references/m39/genome.fa', gtf: 's3://references/m39/genes.gtf', size: 2.7e9],
    ]
}}

process {{
"#
    )?;
    for (place, tool) in TOOLS.iter().enumerate() {
        let (cpus, memory) = (1 << (place % 5), 6 * (place + 1));
        match place % 3 {
            0 => write!(
                text,
                r#"
    withName: 'PIPELINE_{part}:.*:{tool}' {{
        cpus   = {{ check_max( {cpus} * task.attempt, 'cpus' ) }}
        memory = {{ {memory}.GB * task.attempt }}
        time   = {{ task.exitStatus == 140 ? 24.h : 8.h * task.attempt }}
        ext.args = {{ [
            '--quiet',
            params.save_reference_{part} ? "--index ${{meta.id}}.idx" : '',
            meta.single_end ? '' : '--paired',
        ].join(' ').trim() }}
        publishDir = [
            path: {{ "${{params.outdir_{part}}}/{tool}/${{meta.id}}" }},
            mode: params.publish_dir_mode,
            saveAs: {{ filename -> filename.equals('versions.yml') ? null : filename }},
        ]
    }}
"#
            )?,
            1 => write!(
                text,
                r#"
    withLabel: 'process_{tool}_{part}' {{
        // Retried with more of everything.
        errorStrategy = {{ task.exitStatus in ((130..145) + 104) ? 'retry' : 'finish' }}
        maxRetries    = 2
        cpus          = {cpus}
        memory        = {memory}.GB
        queue         = 'long-{part}'
        clusterOptions = "--account=facility --qos=${{params.qos ?: 'normal'}}"
    }}
"#
            )?,
            _ => write!(
                text,
                r#"
    withName: '{tool}_{part}' {{
        container       = "quay.io/biocontainers/tool-{place}:1.{part}--h9ee0642_0"
        containerOptions = '--shm-size=2g --user 1000:1000' // for R
        ext.prefix      = {{ "${{meta.id}}.${{meta.lane}}.sorted" }}
        ext.when        = !params.skip_qc && params.tools_{part}?.split(',')?.contains('x')
        beforeScript    = """
            module load tool/{part}
            export TMPDIR=/scratch/\$USER
            """
    }}
"#
            )?,
        }
    }
    write!(
        text,
        r#"}}

process.'withName:FINAL_{part}'.cpus = 4
env.FACILITY_{part} = 'core'

profiles {{
    cluster_{part} {{
        process.executor = 'slurm'
        process.queue    = 'batch'
        singularity {{
            enabled    = true
            autoMounts = true
            cacheDir   = "/shared/containers/{part}"
        }}
        docker.enabled = false
    }}
    test_{part} {{
        params.input_{part} = 'https://data.example.com/samples/{part}.csv'
        includeConfig 'conf/test_{part}.config'
    }}
}}

"#
    )
}
