package main

import (
	"fmt"
	"runtime/debug"

	// Nothing of it is called: Kustomize tells its version, in the managedByLabel too, by this module being linked in.
	_ "sigs.k8s.io/kustomize/kustomize/v5/commands/build"
)

// linkedVersions is a line of JSON with the releases of Kustomize and Helm that are linked in, as go.mod pins them.
func linkedVersions() string {
	versions := map[string]string{}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, module := range info.Deps {
			versions[module.Path] = module.Version[1:]
		}
	}
	return fmt.Sprintf(`{"kustomize":%q,"helm":%q}`, versions["sigs.k8s.io/kustomize/kustomize/v5"], versions["helm.sh/helm/v4"])
}
