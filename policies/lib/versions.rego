# METADATA
# title: Versions
# description: Compares "major.minor" with the versions that the desired state is meant for (gitops.yaml).
package lib.versions

# METADATA
# description: Whether the target Kubernetes is of this version or a later one.
is_reached(version) if not is_before(parts(input.versions.kubernetes), parts(version))

# METADATA
# description: |
#   What becomes of the API version of each object, where it is one of Kubernetes' own: introduced, deprecated, removed,
#   replacement, and off where an API server serves it only when told to.
lifecycles contains {"object": manifest, "version": version} if {
	some manifest in input.objects
	version := data.params.api_versions.versions[manifest.apiVersion][trim_suffix(manifest.kind, "List")]
}

# METADATA
# description: What to do about a version that goes, in words.
# scope: document
advice(version) := sprintf("its place takes %s", [version.replacement])

advice(version) := "nothing takes its place" if not version.replacement

is_before(a, b) if a[0] < b[0]

is_before(a, b) if {
	a[0] == b[0]
	a[1] < b[1]
}

parts(version) := [to_number(part) | some part in split(version, ".")]
