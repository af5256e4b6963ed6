// What Groovy's own reader of configurations makes of texts.
//
// One line of JSON a text comes in: {"name", "text", "profile"}. One goes out for each, in the
// same order: {"name", "values": {path: value}, "closures": [path]}, or {"name", "error"}.
// One machine reads all of them, because starting it is what takes the time.

import groovy.json.JsonOutput
import groovy.json.JsonSlurper

/** Puts the settings of a map into `values` under their whole paths. */
void flatten(Map map, String prefix, Map values, List closures) {
    map.each { name, value ->
        String path = prefix + name
        if (value instanceof Map) {
            flatten(value, path + '.', values, closures)
        } else if (value instanceof Closure) {
            closures << path
        } else {
            values[path] = plain(value)
        }
    }
}

/** A value as JSON has it. */
def plain(value) {
    if (value instanceof List) {
        return value.collect { plain(it) }
    }
    value instanceof CharSequence ? value.toString() : value
}

def reader = new JsonSlurper()
System.in.eachLine('UTF-8') { line ->
    def asked = reader.parseText(line)
    def answer = [name: asked.name]
    try {
        def slurper = new ConfigSlurper()
        slurper.registerConditionalBlock('profiles', asked.profile)
        def values = [:]
        def closures = []
        flatten(slurper.parse(asked.text as String), '', values, closures)
        answer += [values: values, closures: closures]
    } catch (Throwable error) {
        answer.error = error.toString()
    }
    System.out.write((JsonOutput.toJson(answer) + '\n').getBytes('UTF-8'))
    System.out.flush()
}
