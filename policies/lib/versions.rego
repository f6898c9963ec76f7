# METADATA
# title: Versions
# description: Compares "major.minor" with the versions that the desired state is meant for (gitops.yaml).
package lib.versions

# METADATA
# description: Whether the target Kubernetes is of this version or a later one.
is_reached(version) if not is_before(parts(input.versions.kubernetes), parts(version))

is_before(a, b) if a[0] < b[0]

is_before(a, b) if {
	a[0] == b[0]
	a[1] < b[1]
}

parts(version) := [to_number(part) | some part in split(version, ".")]
