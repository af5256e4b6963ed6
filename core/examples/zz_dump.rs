//! temporary
#![allow(clippy::all, clippy::pedantic, clippy::unwrap_used, clippy::print_stdout, reason = "t")]
use nextflow_config::syntax::Lines;
use nextflow_config::options::Version;
use nextflow_config::{Document, Parser, Reading, Value, read};
use serde_json::{Value as Json, json};
use std::io::BufRead;
use wavepass_core::finding::Severity;
use wavepass_core::launch::{Context, findings, Target};
fn to(v: &Value) -> Json {
    match v {
        Value::Unknown => json!("$unknown"),
        Value::Closure => json!({"$closure": true}),
        Value::Null => Json::Null,
        Value::Bool(b) => json!(b),
        Value::Int(b) => json!(b),
        Value::Float(b) => json!(b),
        Value::Text(b) => json!(b),
        Value::List(l) => Json::Array(l.iter().map(to).collect()),
        Value::Map(l) => Json::Object(l.iter().map(|(k, v)| (k.clone(), to(v))).collect()),
        o => json!(o.to_string()),
    }
}
fn reading(text: &str, r: &Reading) -> Json {
    let lines = Lines::of(text);
    let refusal = r.refusal.as_ref().map(|it| {
        let line = lines.line(it.span.start as usize);
        let start = lines.span(line - 1, text).start as usize;
        json!({"message": it.message, "line": line, "col": text[start..(it.span.start as usize).max(start)].chars().count() + 1})
    });
    let s: serde_json::Map<String, Json> = r.settings.iter().map(|s| (s.path.clone(), to(&s.value))).collect();
    json!({"refusal": refusal, "settings": s, "empty": format!("{:?}", r.empty_scopes)})
}
fn main() {
    for line in std::io::stdin().lock().lines() {
        let q: Json = serde_json::from_str(&line.unwrap()).unwrap();
        let text = q["text"].as_str().unwrap();
        let document = Document::parse(text);
        let profiles: Vec<&str> = q["profiles"].as_array().into_iter().flatten().filter_map(|p| p.as_str()).collect();
        let context = Context { profiles: &profiles, nextflow: q["nextflow"].as_str().and_then(Version::parse), target: Target::LaunchForm, ..Context::default() };
        let lines = Lines::of(text);
        let found: Vec<Json> = findings(&document, &context).into_iter().map(|f| json!({"code": f.code(), "severity": format!("{:?}", f.finding.severity), "message": f.finding.message, "line": f.span.map(|s| lines.line(s.start as usize)), "start": f.span.map(|s| s.start as usize)})).collect();
        let fails = found.iter().any(|f| f["severity"] == "Error");
        let _ = Severity::Error;
        println!("{}", json!({"name": q["name"], "v1": reading(text, &read(&document, Parser::Legacy, &profiles)), "v2": reading(text, &read(&document, Parser::Strict, &profiles)), "findings": found, "fails": fails}));
    }
}
