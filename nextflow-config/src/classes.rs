//! Classes that both parsers know without an import, and types where they are written.

use super::token::Span;

/// Whether a class can be named simply: those of Java's and Groovy's packages that are always
/// imported, without the ones that nobody names in a configuration.
pub(super) fn is_imported(name: &str) -> bool {
    let is_known = |all: &str| all.split_ascii_whitespace().any(|known| known == name);
    ["Exception", "Error", "Stream", "Reader", "Writer"]
        .iter()
        .any(|end| name.ends_with(end))
        || is_known(LANG)
        || is_known(UTIL)
        || is_known(OTHERS)
}

/// Whether a word starts the full name of a class.
pub(super) fn is_package(word: &str) -> bool {
    matches!(
        word,
        "java" | "javax" | "groovy" | "groovyx" | "org" | "com" | "io" | "net" | "nextflow" | "sun"
    )
}

const LANG: &str = "Appendable AutoCloseable Boolean Byte CharSequence Character Class ClassLoader \
     Cloneable Comparable Deprecated Double Enum Float Integer Iterable Long Math Module Number \
     Object Override Package Process ProcessBuilder ProcessHandle Readable Record Runnable Runtime \
     SecurityManager Short StackTraceElement StackWalker StrictMath String StringBuffer \
     StringBuilder SuppressWarnings System Thread ThreadGroup ThreadLocal Throwable Void BigDecimal \
     BigInteger";
const UTIL: &str = "AbstractCollection AbstractList AbstractMap AbstractSet ArrayDeque ArrayList \
     Arrays Base64 BitSet Calendar Collection Collections Comparator Currency Date Deque Dictionary \
     EnumMap EnumSet Enumeration Formatter GregorianCalendar HashMap HashSet Hashtable HexFormat \
     IdentityHashMap Iterator LinkedHashMap LinkedHashSet LinkedList List ListIterator Locale Map \
     NavigableMap NavigableSet Objects Observable Observer Optional OptionalDouble OptionalInt \
     OptionalLong PriorityQueue Properties Queue Random ResourceBundle Scanner ServiceLoader Set \
     SimpleTimeZone SortedMap SortedSet Stack StringJoiner StringTokenizer TimeZone Timer TimerTask \
     TreeMap TreeSet UUID Vector WeakHashMap";
const OTHERS: &str = "Closeable Console DataInput DataOutput Externalizable File FileDescriptor \
     FileFilter FilenameFilter Flushable RandomAccessFile Serializable Authenticator HttpCookie \
     HttpURLConnection Inet4Address Inet6Address InetAddress InetSocketAddress JarURLConnection \
     NetworkInterface Proxy ServerSocket Socket SocketAddress URI URL URLClassLoader URLConnection \
     URLDecoder URLEncoder Binding Closure Delegate DelegatesTo GString Grab GroovyClassLoader \
     GroovyObject GroovyShell GroovySystem IntRange Lazy MetaClass Mixin ObjectRange Range \
     Reference Script Sequence Singleton Tuple Tuple2 Tuple3 Tuple4 Writable ConfigObject \
     ConfigSlurper Eval Expando MapEntry Node NodeBuilder ObservableList ObservableMap \
     Duration MemoryUnit";

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
        for name in ["Paths", "Channel", "HOME", "Utils", "", "LocalDate"] {
            assert!(!is_imported(name), "{name}");
        }
    }
}
