# METADATA
# title: Image references
# description: The parts of "registry/repository:tag@digest", with what the short forms of Docker Hub stand for.
package lib.images

# METADATA
# description: The parts {registry, repository, tag, digest}; "" for a tag or a digest that is not there.
parse(image) := {
	"registry": registry,
	"repository": repository,
	"tag": after(last, ":"),
	"digest": after(image, "@"),
} if {
	segments := split(split(image, "@")[0], "/")
	last := segments[count(segments) - 1]
	untagged := array.concat(array.slice(segments, 0, count(segments) - 1), [split(last, ":")[0]])
	registry := registry_of(segments)
	repository := concat("/", repository_of(registry, segments, untagged))
}

# The first segment is a registry when it could be a host's name.
registry_of(segments) := segments[0] if {
	count(segments) > 1
	regex.match(`[.:]|^localhost$`, segments[0])
} else := "docker.io"

repository_of("docker.io", segments, untagged) := ["library", untagged[0]] if count(segments) == 1

repository_of("docker.io", segments, untagged) := untagged if {
	count(segments) > 1
	segments[0] != "docker.io"
}

repository_of(registry, segments, untagged) := array.slice(untagged, 1, count(untagged)) if {
	count(segments) > 1
	segments[0] == registry
}

after(text, separator) := split(text, separator)[1] if {
	contains(text, separator)
} else := ""
