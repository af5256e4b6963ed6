//! Classes that both parsers know without an import, and types where they are written.

use super::token::Span;

/// Whether a class can be named simply: those of Java's and Groovy's packages that are always
/// imported, without the ones that nobody names in a configuration.
pub(super) fn is_imported(name: &str) -> bool {
    let is_of_a_kind = || {
        ["Exception", "Error", "Stream", "Reader", "Writer"]
            .iter()
            .any(|end| name.ends_with(end))
    };
    // Nearly every name of a configuration starts with a small letter, and no class does.
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && (is_of_a_kind() || IMPORTED.binary_search(&name).is_ok())
}

/// Whether a word starts the full name of a class.
pub(super) fn is_package(word: &str) -> bool {
    matches!(
        word,
        "java" | "javax" | "groovy" | "groovyx" | "org" | "com" | "io" | "net" | "nextflow" | "sun"
    )
}

/// By name, so that one is found at once.
const IMPORTED: &[&str] = &[
    "AbstractCollection",
    "AbstractList",
    "AbstractMap",
    "AbstractSet",
    "Appendable",
    "ArrayDeque",
    "ArrayList",
    "Arrays",
    "Authenticator",
    "AutoCloseable",
    "Base64",
    "BigDecimal",
    "BigInteger",
    "Binding",
    "BitSet",
    "Boolean",
    "Byte",
    "Calendar",
    "CharSequence",
    "Character",
    "Class",
    "ClassLoader",
    "Cloneable",
    "Closeable",
    "Closure",
    "Collection",
    "Collections",
    "Comparable",
    "Comparator",
    "ConfigObject",
    "ConfigSlurper",
    "Console",
    "Currency",
    "DataInput",
    "DataOutput",
    "Date",
    "Delegate",
    "DelegatesTo",
    "Deprecated",
    "Deque",
    "Dictionary",
    "Double",
    "Duration",
    "Enum",
    "EnumMap",
    "EnumSet",
    "Enumeration",
    "Eval",
    "Expando",
    "Externalizable",
    "File",
    "FileDescriptor",
    "FileFilter",
    "FilenameFilter",
    "Float",
    "Flushable",
    "Formatter",
    "GString",
    "Grab",
    "GregorianCalendar",
    "GroovyClassLoader",
    "GroovyObject",
    "GroovyShell",
    "GroovySystem",
    "HashMap",
    "HashSet",
    "Hashtable",
    "HexFormat",
    "HttpCookie",
    "HttpURLConnection",
    "IdentityHashMap",
    "Inet4Address",
    "Inet6Address",
    "InetAddress",
    "InetSocketAddress",
    "IntRange",
    "Integer",
    "Iterable",
    "Iterator",
    "JarURLConnection",
    "Lazy",
    "LinkedHashMap",
    "LinkedHashSet",
    "LinkedList",
    "List",
    "ListIterator",
    "Locale",
    "Long",
    "Map",
    "MapEntry",
    "Math",
    "MemoryUnit",
    "MetaClass",
    "Mixin",
    "Module",
    "NavigableMap",
    "NavigableSet",
    "NetworkInterface",
    "Node",
    "NodeBuilder",
    "Number",
    "Object",
    "ObjectRange",
    "Objects",
    "Observable",
    "ObservableList",
    "ObservableMap",
    "Observer",
    "Optional",
    "OptionalDouble",
    "OptionalInt",
    "OptionalLong",
    "Override",
    "Package",
    "PriorityQueue",
    "Process",
    "ProcessBuilder",
    "ProcessHandle",
    "Properties",
    "Proxy",
    "Queue",
    "Random",
    "RandomAccessFile",
    "Range",
    "Readable",
    "Record",
    "Reference",
    "ResourceBundle",
    "Runnable",
    "Runtime",
    "Scanner",
    "Script",
    "SecurityManager",
    "Sequence",
    "Serializable",
    "ServerSocket",
    "ServiceLoader",
    "Set",
    "Short",
    "SimpleTimeZone",
    "Singleton",
    "Socket",
    "SocketAddress",
    "SortedMap",
    "SortedSet",
    "Stack",
    "StackTraceElement",
    "StackWalker",
    "StrictMath",
    "String",
    "StringBuffer",
    "StringBuilder",
    "StringJoiner",
    "StringTokenizer",
    "SuppressWarnings",
    "System",
    "Thread",
    "ThreadGroup",
    "ThreadLocal",
    "Throwable",
    "TimeZone",
    "Timer",
    "TimerTask",
    "TreeMap",
    "TreeSet",
    "Tuple",
    "Tuple2",
    "Tuple3",
    "Tuple4",
    "URI",
    "URL",
    "URLClassLoader",
    "URLConnection",
    "URLDecoder",
    "URLEncoder",
    "UUID",
    "Vector",
    "Void",
    "WeakHashMap",
    "Writable",
];

/// Names of Java's primitive types.
pub(super) fn is_primitive(word: &str) -> bool {
    matches!(
        word,
        "boolean" | "byte" | "char" | "short" | "int" | "long" | "float" | "double"
    )
}

/// The types and the name of `catch (Type | Type name)`, from what stands before its body.
/// `None` for `finally`.
pub(super) fn catch_head(text: &str, head: Span) -> Option<(Vec<Span>, Span)> {
    let written = head.of(text);
    let open = written.find('(')? + 1;
    let close = open + written.get(open..)?.find(')')?;
    let inside = written.get(open..close)?.trim_end();
    let lead = inside.len() - inside.trim_start().len();
    let name_at = inside
        .rfind([' ', '\t', '\n'])
        .map_or(0, |at| at + 1)
        .max(lead);
    let name = Span {
        start: head.start + open + name_at,
        end: head.start + open + inside.len(),
    };
    let mut types = Vec::new();
    let mut at = open;
    for one in inside.get(..name_at)?.split('|') {
        if !one.trim().is_empty() {
            types.push(Span {
                start: head.start + at,
                end: head.start + at + one.len(),
            });
        }
        at += one.len() + 1;
    }
    Some((types, name))
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn the_head_of_a_catch_is_taken_apart() {
        for (head, types, name) in [
            (
                " catch (IOException | a.b.C e) ",
                &["IOException ", " a.b.C "][..],
                "e",
            ),
            ("catch(e)", &[], "e"),
            ("\ncatch ( Exception e ) ", &[" Exception "], "e"),
        ] {
            let whole = Span {
                start: 0,
                end: head.len(),
            };
            let found = catch_head(head, whole).map(|(found, name)| {
                let found: Vec<&str> = found.iter().map(|span| span.of(head)).collect();
                (found, name.of(head))
            });
            assert_eq!(found, Some((types.to_vec(), name)), "{head}");
        }
        assert!(catch_head(" finally ", Span { start: 0, end: 9 }).is_none());
    }

    #[test]
    fn classes_of_the_packages_that_are_always_imported_are_known() {
        for name in [
            "Math",
            "File",
            "URL",
            "Closure",
            "Duration",
            "IOException",
            "UUID",
        ] {
            assert!(is_imported(name), "{name}");
        }
        for name in [
            "Paths",
            "Channel",
            "HOME",
            "Utils",
            "",
            "LocalDate",
            "inputStream",
        ] {
            assert!(!is_imported(name), "{name}");
        }
        assert!(IMPORTED.is_sorted());
    }
}
