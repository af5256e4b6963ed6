//! Configurations that are long in one way each: what takes time in proportion to its square is
//! found by the one shape that has much of it.

use std::fmt::{self, Write};

/// A way in which a text may be long.
#[derive(Clone, Copy)]
pub struct Shape {
    /// What there is much of.
    pub name: &'static str,
    write: fn(&mut String, usize) -> fmt::Result,
}

impl Shape {
    /// A text with so many of it.
    #[must_use]
    pub fn text(&self, count: usize) -> String {
        let mut text = String::new();
        // Writing to a String cannot fail.
        let _ = (self.write)(&mut text, count);
        text
    }
}

/// One line or piece of text for each number.
fn each(
    text: &mut String,
    count: usize,
    piece: impl Fn(&mut String, usize) -> fmt::Result,
) -> fmt::Result {
    (0..count).try_for_each(|n| piece(text, n))
}

/// The pieces between a head and a tail.
fn around(
    text: &mut String,
    (head, tail): (&str, &str),
    count: usize,
    piece: impl Fn(&mut String, usize) -> fmt::Result,
) -> fmt::Result {
    text.push_str(head);
    each(text, count, piece)?;
    text.push_str(tail);
    Ok(())
}

macro_rules! shapes {
    ($($name:literal: |$text:ident, $count:ident| $body:expr;)*) => {
        /// All shapes. They are called after what there is much of.
        pub const SHAPES: &[Shape] =
            &[$(Shape { name: $name, write: |$text, $count| $body }),*];
    };
}

shapes! {
    "settings": |t, n| each(t, n, |t, n| writeln!(t, "params.x_{n} = {n}"));
    "settings of Wave": |t, n| each(t, n, |t, n| writeln!(t, "wave.build.x_{n} = {n}"));
    "settings of one name": |t, n| each(t, n, |t, n| writeln!(t, "wave.enabled = {}", n % 2 == 0));
    "settings at the top": |t, n| each(t, n, |t, n| writeln!(t, "x_{n} = 'text'"));
    "settings in a block": |t, n| around(t, ("params {\n", "}\n"), n, |t, n| writeln!(t, "  x_{n} = {n}"));
    "texts that want to be truth values": |t, n| each(t, n, |t, n| writeln!(t, "docker.x_{n}.enabled = 'true'"));
    "long paths": |t, n| each(t, n, |t, n| writeln!(t, "a.b.c.d.e.f.g.h.i.x_{n} = 1"));
    "blocks": |t, n| each(t, n, |t, n| writeln!(t, "scope_{n} {{ x = 1 }}"));
    "empty blocks": |t, n| each(t, n, |t, n| writeln!(t, "scope_{n} {{ }}"));
    "a block opened again": |t, n| each(t, n, |t, n| writeln!(t, "wave {{ x_{n} = 1 }}"));
    "a block within one opened again": |t, n| each(t, n, |t, n| writeln!(t, "wave {{ build {{ x_{n} = 1 }} }}"));
    "nested blocks": |t, n| each(t, n / 40, |t, n| writeln!(t, "{}x_{n} = 1{}", "a { ".repeat(40), " }".repeat(40)));
    "nested blocks with settings": |t, n| each(t, n / 40, |t, n| writeln!(t, "{}{}", "a {\n x = 1\n".repeat(40), format!(" b_{n} = 2\n}}").repeat(40)));
    "selectors": |t, n| around(t, ("process {\n", "}\n"), n, |t, n| writeln!(t, "  withName: 'TOOL_{n}' {{ cpus = 1 }}"));
    "labels": |t, n| around(t, ("process {\n", "}\n"), n, |t, n| writeln!(t, "  withLabel: big {{ memory = {n}.GB }}"));
    "profiles": |t, n| around(t, ("profiles {\n", "}\n"), n, |t, n| writeln!(t, "  p_{n} {{ docker.enabled = true }}"));
    "profiles that set Wave": |t, n| around(t, ("profiles {\n", "}\n"), n, |t, n| writeln!(t, "  p_{n} {{ wave.enabled = true\n wave.freeze = true }}"));
    "blocks of profiles": |t, n| each(t, n, |t, n| writeln!(t, "profiles {{ p_{n} {{ docker.enabled = true }} }}"));
    "settings in the selected profile": |t, n| around(t, ("profiles { standard {\n", "} }\n"), n, |t, n| writeln!(t, "  params.x_{n} = {n}"));
    "blocks in the selected profile": |t, n| around(t, ("profiles { standard {\n", "} }\n"), n, |t, n| writeln!(t, "  scope_{n} {{ x = 1 }}"));
    "a block opened again in the selected profile": |t, n| around(t, ("profiles { standard {\n", "} }\n"), n, |t, n| writeln!(t, "  process {{ x_{n} = 1 }}"));
    "a nested block opened again in the selected profile": |t, n| around(t, ("profiles { standard {\n", "} }\n"), n, |t, n| writeln!(t, "  wave {{ build {{ x_{n} = 1 }} }}"));
    "the selected profile again": |t, n| each(t, n, |t, n| writeln!(t, "profiles {{ standard {{ process {{ x_{n} = 1 }} }} }}"));
    "includes": |t, n| each(t, n, |t, n| writeln!(t, "includeConfig 'conf/{n}.config'"));
    "includes between settings": |t, n| each(t, n, |t, n| writeln!(t, "includeConfig \"${{params.base}}/{n}.config\"\nparams.x_{n} = {n}"));
    "plugins": |t, n| around(t, ("plugins {\n", "}\n"), n, |t, n| writeln!(t, "  id 'nf-{n}@1.0.0'"));
    "variables": |t, n| each(t, n, |t, n| writeln!(t, "def v_{n} = {n}\nparams.x_{n} = v_{n}"));
    "variables in a closure": |t, n| around(t, ("process.memory = {\n", "}\n"), n, |t, n| writeln!(t, "  def v_{n} = {n}"));
    "variables with a type": |t, n| each(t, n, |t, n| writeln!(t, "Map<String, List<Integer>> v_{n} = [:]"));
    "assignments of a variable": |t, n| around(t, ("def v = 1\n", "params.x = v\n"), n, |t, n| writeln!(t, "v = {n}"));
    "variables of blocks": |t, n| each(t, n, |t, n| writeln!(t, "params {{ def v_{n} = 1\n x_{n} = v_{n} }}"));
    "functions": |t, n| each(t, n, |t, n| writeln!(t, "def f_{n}(a) {{ return a }}\nparams.x_{n} = f_{n}({n})"));
    "imports": |t, n| each(t, n, |t, n| writeln!(t, "import a.b.Class{n}\nClass{n} v_{n} = null"));
    "conditions that hold": |t, n| each(t, n, |t, n| writeln!(t, "if (1 < 2) {{ params.x_{n} = 1 }}"));
    "conditions on parameters": |t, n| around(t, ("params.flag = false\n", ""), n, |t, n| writeln!(t, "if (params.flag) {{ params.x_{n} = 1 }} else {{ params.y_{n} = 2 }}"));
    "conditions on parameters about one setting": |t, n| around(t, ("params.flag = false\nwave.enabled = true\n", ""), n, |t, _| writeln!(t, "if (params.flag) {{ wave.enabled = false }}"));
    "conditions on parameters with a block": |t, n| around(t, ("params.flag = false\n", ""), n, |t, n| writeln!(t, "wave {{ x_{n} = 1 }}\nif (params.flag) {{ wave {{ x_{n} = 2 }} }}"));
    "conditions on the environment": |t, n| each(t, n, |t, n| writeln!(t, "if (System.getenv('X')) {{ params.x_{n} = 1 }} else {{ params.x_{n} = 2 }}"));
    "else after else": |t, n| each(t, n / 40, |t, n| writeln!(t, "{} params.x_{n} = 1", "if (params.a == 1) { params.z = 1 } else ".repeat(40)));
    "switches": |t, n| each(t, n, |t, n| writeln!(t, "switch (1) {{ case 1: params.x_{n} = 1; break\n default: params.x_{n} = 2 }}"));
    "cases": |t, n| around(t, ("params.a = 'x'\nswitch (params.a) {\n", "}\n"), n, |t, n| writeln!(t, "  case 'c_{n}': params.x_{n} = 1; break"));
    "loops": |t, n| each(t, n, |t, n| writeln!(t, "for (i in [1, 2]) {{ params.x_{n} = i }}"));
    "loops without an end": |t, n| each(t, n, |t, n| writeln!(t, "for (int i = 0; i < {n}; i++) {{ params.x_{n} = i }}"));
    "tries": |t, n| each(t, n, |t, n| writeln!(t, "try {{ includeConfig 'c_{n}.config' }} catch (Exception e) {{ params.x_{n} = 1 }}"));
    "ternaries": |t, n| each(t, n, |t, n| writeln!(t, "params.x_{n} = params.y ? 'yes' : \"no\""));
    "elvis operators": |t, n| each(t, n, |t, n| writeln!(t, "params.x_{n} = params.x_{n} ?: 3 * 4"));
    "references in a chain": |t, n| each(t, n, |t, n| writeln!(t, "params.x_{} = params.x_{n}", n + 1));
    "references to a known value": |t, n| around(t, ("params.x_0 = 'text'\n", ""), n, |t, n| writeln!(t, "params.x_{} = params.x_{n}", n + 1));
    "sums in a chain": |t, n| around(t, ("params.x_0 = 0\n", ""), n, |t, n| writeln!(t, "params.x_{} = params.x_{n} + 1", n + 1));
    "references to a long list": |t, n| {
        t.push_str("params.list = [");
        each(t, n, |t, n| write!(t, "{n}, "))?;
        t.push_str("]\n");
        each(t, n, |t, n| writeln!(t, "params.x_{n} = params.list"))
    };
    "questions about a long list": |t, n| {
        t.push_str("params.list = [");
        each(t, n, |t, n| write!(t, "'e_{n}', "))?;
        t.push_str("]\n");
        each(t, n, |t, n| writeln!(t, "params.x_{n} = 'e_{n}' in params.list"))
    };
    "comparisons of a long list": |t, n| {
        t.push_str("params.list = [");
        each(t, n, |t, n| write!(t, "{n}, "))?;
        t.push_str("]\n");
        each(t, n, |t, n| writeln!(t, "params.x_{n} = params.list == params.list"))
    };
    "copies of a long list": |t, n| {
        t.push_str("params.list = [");
        each(t, n, |t, n| write!(t, "{n}, "))?;
        t.push_str("]\n");
        each(t, n, |t, n| writeln!(t, "params.x_{n} = params.list.reverse().size() + (params.list + 1).size() + [*params.list].size()"))
    };
    "keys of a long map": |t, n| {
        t.push_str("params.map = [");
        each(t, n, |t, n| write!(t, "k_{n}: {n}, "))?;
        t.push_str("]\n");
        each(t, n, |t, n| writeln!(t, "params.x_{n} = params.map.keySet().size() == params.map.size() && params.map == params.map"))
    };
    "references to a long text": |t, n| {
        writeln!(t, "params.text = '{}'", "lorem ipsum ".repeat(n))?;
        each(t, n, |t, n| writeln!(t, "params.x_{n} = params.text"))
    };
    "a list that grows": |t, n| around(t, ("params.list = []\n", ""), n, |t, n| writeln!(t, "params.list = params.list + [{n}]"));
    "a text that grows": |t, n| around(t, ("params.text = ''\n", ""), n, |t, _| writeln!(t, "params.text = params.text + 'more'"));
    "elements": |t, n| around(t, ("params.list = [\n", "]\n"), n, |t, n| writeln!(t, "  'element {n}',"));
    "lists of lists": |t, n| around(t, ("params.list = [\n", "]\n"), n, |t, n| writeln!(t, "  [{n}, [1, 2]],"));
    "entries": |t, n| around(t, ("params.map = [\n", "]\n"), n, |t, n| writeln!(t, "  key_{n}: {n},"));
    "maps": |t, n| each(t, n, |t, n| writeln!(t, "params.map_{n} = [a: 1, 'b-c': [d: 2]]"));
    "equal maps": |t, n| around(t, ("params.map = [a: 1]\n", ""), n, |t, n| writeln!(t, "params.x_{n} = params.map == [a: 1]"));
    "lists without the same twice": |t, n| around(t, ("params.list = [\n", "].unique()\n"), n, |t, n| writeln!(t, "  'element {n}',"));
    "characters of a string": |t, n| around(t, ("params.text = '''", "'''\n"), n, |t, n| writeln!(t, "line {n} of the text"));
    "escapes": |t, n| around(t, ("params.text = '", "'\n"), n, |t, _| write!(t, "\\n\\'\\u00e9"));
    "interpolations": |t, n| each(t, n, |t, n| writeln!(t, "params.x_{n} = \"${{params.outdir}}/$params.name/{n}\""));
    "interpolations in one string": |t, n| around(t, ("params.a = 'text'\nparams.text = \"", "\"\n"), n, |t, _| write!(t, "${{params.a}}/"));
    "interpolations of a long text": |t, n| {
        writeln!(t, "params.a = '{}'", "lorem ipsum ".repeat(n))?;
        around(t, ("params.text = \"", "\"\n"), n, |t, _| write!(t, "${{params.a}}/"))
    };
    "nested interpolations": |t, n| each(t, n / 20, |t, n| writeln!(t, "params.x_{n} = {}1{}", "\"${".repeat(20), "}\"".repeat(20)));
    "slashy strings": |t, n| each(t, n, |t, n| writeln!(t, "params.x_{n} = /a\\/b{n}/"));
    "strings with dollars": |t, n| each(t, n, |t, n| writeln!(t, "params.x_{n} = $/a/b$$ {n}/$"));
    "closures": |t, n| each(t, n, |t, n| writeln!(t, "process.x_{n} = {{ task.attempt * {n}.GB }}"));
    "closures with parameters": |t, n| each(t, n, |t, n| writeln!(t, "process.x_{n} = {{ a, b -> a ? b : null }}"));
    "closures that are called": |t, n| each(t, n, |t, n| writeln!(t, "params.x_{n} = {{ 1 + 2 }}()"));
    "methods": |t, n| each(t, n, |t, n| writeln!(t, "params.x_{n} = 'a,b'.split(',').collect {{ it.trim() }}.join(' ')"));
    "methods of the unknown": |t, n| each(t, n, |t, n| writeln!(t, "params.x_{n} = System.getenv('X')?.split(',')?.collect {{ y = it }}"));
    "removals": |t, n| {
        each(t, n, |t, n| writeln!(t, "params.x_{n} = 1"))?;
        each(t, n, |t, n| writeln!(t, "params.remove('x_{n}')"))
    };
    "entries set by index": |t, n| each(t, n, |t, n| writeln!(t, "params['x_{n}'] = 1"));
    "casts": |t, n| each(t, n, |t, n| writeln!(t, "params.x_{n} = '{n}.GB' as MemoryUnit"));
    "units": |t, n| each(t, n, |t, n| writeln!(t, "params.x_{n} = {n}.GB"));
    "calls without brackets": |t, n| each(t, n, |t, n| writeln!(t, "println 'text {n}'"));
    "settings without an equals sign": |t, n| each(t, n, |t, n| writeln!(t, "wave {{ enabled true\n x_{n} = 1 }}"));
    "settings with a colon": |t, n| each(t, n, |t, n| writeln!(t, "wave {{ x_{n}: true }}"));
    "comments": |t, n| around(t, ("a = 1\n", "b = 2\n"), n, |t, n| writeln!(t, "// comment {n}"));
    "comments of settings": |t, n| each(t, n, |t, n| writeln!(t, "// comment\nparams.x_{n} = {n} // why\n"));
    "block comments": |t, n| around(t, ("a = 1\n", "b = 2\n"), n, |t, n| writeln!(t, "/* comment {n} */"));
    "comments in a list": |t, n| around(t, ("params.list = [\n", "]\n"), n, |t, n| writeln!(t, "  // comment {n}"));
    "comments in an expression": |t, n| around(t, ("params.x = 1 +\n", "2\n"), n, |t, n| writeln!(t, "  // comment {n}"));
    "empty lines": |t, n| around(t, ("a = 1\n", "b = 2\n"), n, |t, _| writeln!(t));
    "empty lines in a switch": |t, n| around(t, ("switch (1) {\n", "case 1: a = 1 }\n"), n, |t, _| writeln!(t));
    "empty lines in what is unreadable": |t, n| around(t, ("a = ) (\n", ")\n"), n, |t, _| writeln!(t));
    "semicolons": |t, n| around(t, ("a = 1;", "b = 2\n"), n, |t, _| write!(t, "\n;"));
    "joined lines": |t, n| around(t, ("a = 1 + ", "2\n"), n, |t, _| writeln!(t, "\\"));
    "spaces": |t, n| around(t, ("a = 1", "\n"), n, |t, _| write!(t, " "));
    "operators": |t, n| around(t, ("a = 1", "\n"), n, |t, n| write!(t, " + {n}"));
    "names of a path": |t, n| around(t, ("a", " = 1\n"), n, |t, n| write!(t, ".b{n}"));
    "arguments": |t, n| around(t, ("a = f(", ")\n"), n, |t, n| write!(t, "{n}, "));
    "long names": |t, n| around(t, ("params.", " = 1\n"), n, |t, _| write!(t, "name"));
    "letters beyond ASCII": |t, n| each(t, n, |t, n| writeln!(t, "params.größe_{n} = 'ü'"));
    "no-break spaces": |t, n| each(t, n, |t, n| writeln!(t, "params.x_{n}\u{a0}= {n}"));
    "typographic quotes": |t, n| each(t, n, |t, n| writeln!(t, "params.x_{n} = \u{201c}text\u{201d}"));
    "missing values": |t, n| each(t, n, |t, n| writeln!(t, "params.x_{n} = ;"));
    "statements in one line": |t, n| each(t, n, |t, n| write!(t, "a_{n} = {n} "));
    "unfinished strings": |t, n| each(t, n, |t, n| writeln!(t, "params.x_{n} = 'text"));
    "unfinished comments": |t, n| each(t, n, |t, n| writeln!(t, "/* {n}"));
    "unfinished interpolations": |t, n| each(t, n, |t, _| write!(t, "\"${{"));
    "open round brackets": |t, n| around(t, ("a = ", "\n"), n, |t, _| write!(t, "("));
    "open square brackets": |t, n| around(t, ("a = ", "\n"), n, |t, _| write!(t, "["));
    "open braces": |t, n| each(t, n, |t, _| writeln!(t, "a {{"));
    "open brackets of statements": |t, n| each(t, n, |t, n| writeln!(t, "x_{n} = [1,"));
    "closing braces": |t, n| each(t, n, |t, _| writeln!(t, "}}"));
    "closing brackets": |t, n| each(t, n, |t, _| writeln!(t, "a = 1 ) ]"));
    "opening and closing the wrong way": |t, n| each(t, n, |t, _| writeln!(t, "a = [ ( ] )"));
    "arrows": |t, n| each(t, n, |t, n| writeln!(t, "params.x_{n} = (a, b) -> a"));
    "angle brackets": |t, n| around(t, ("List", " x = 1\n"), n, |t, _| write!(t, "<List"));
    "slashes": |t, n| each(t, n, |t, n| writeln!(t, "a_{n} = /"));
    "backslashes": |t, n| around(t, ("a = '", "'\n"), n, |t, _| write!(t, "\\\\"));
    "quotes": |t, n| around(t, ("a = ", "\n"), n, |t, _| write!(t, "\""));
}
