# METADATA
# title: Findings
# description: How a rule says what is wrong, and where.
package lib.finding

# METADATA
# description: |
#   A finding about one object; path is a JSON pointer into it ("" for the object as a whole).
at(object, path, message) := {"object": reference(object), "path": path, "message": message}

# METADATA
# description: A finding about the environment as a whole, with no object to point at.
everywhere(message) := {"message": message}

# METADATA
# description: Like at, with help that is better than the rule's own.
with_help(object, path, message, help) := {
	"object": reference(object),
	"path": path,
	"message": message,
	"help": help,
}

# METADATA
# scope: document
# description: What identifies an object; namespace only where there is one.
reference(manifest) := {
	"apiVersion": manifest.apiVersion,
	"kind": manifest.kind,
	"namespace": manifest.metadata.namespace,
	"name": manifest.metadata.name,
}

reference(manifest) := {
	"apiVersion": manifest.apiVersion,
	"kind": manifest.kind,
	"name": manifest.metadata.name,
} if {
	not manifest.metadata.namespace
}

# METADATA
# description: |
#   The path of a place inside a string: place is a JSON pointer into the JSON that the string at path holds,
#   or L and the number of one of its lines.
inside(path, place) := concat("#", [path, place])

# METADATA
# description: The JSON pointer (RFC 6901) of a list of field names and indices.
pointer(segments) := concat("", [concat("", ["/", escape(segment)]) | some segment in segments])

# METADATA
# scope: document
# description: One reference token of a JSON pointer.
escape(segment) := replace(replace(segment, "~", "~0"), "/", "~1") if is_string(segment)

escape(segment) := format_int(segment, 10) if is_number(segment)
