# METADATA
# title: Objects for the tests of rules about Argo CD
# description: Builds small environments with an Application and a project "web"; used by tests only.
package lib.argocd_fixture_test

import data.lib.argocd

# METADATA
# description: An environment of these objects.
environment(list) := {"objects": list, "files": [], "origins": {}, "versions": {"kubernetes": "1.36", "argocd": "3.5"}}

# METADATA
# description: An environment in which an Application deploys objects; others are there beside it.
deploying(application, list, others) := object.union(environment(array.concat(array.concat([application], list), others)), {"origins": {id: [origin] |
	some manifest in list
	id := argocd.id(manifest)
	origin := {"application": application.metadata.name, "tree": "apps/web"}
}})

# METADATA
# description: The Application "web".
application(spec) := named_application("web", spec)

# METADATA
# description: An Application.
named_application(name, spec) := object.union(manifest("argoproj.io/v1alpha1", "Application", {"name": name, "namespace": "argocd"}), {"spec": spec})

# METADATA
# description: The AppProject "web".
project(spec) := object.union(manifest("argoproj.io/v1alpha1", "AppProject", {"name": "web", "namespace": "argocd"}), {"spec": spec})

# METADATA
# description: Any object.
manifest(api_version, kind, metadata) := {"apiVersion": api_version, "kind": kind, "metadata": metadata}
