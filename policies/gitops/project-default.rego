# METADATA
# title: No Application is in project default
# description: |
#   The default project lets an Application deploy anything anywhere; its limits are whoever edited it last.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/projects/#the-default-project
# custom:
#   severity: error
#   help: >-
#     Give the Application a project of its own that names its repository, its namespace and its cluster-scoped
#     kinds.
package rules.gitops["project-default"]

import data.lib.argocd
import data.lib.finding

findings contains found if {
	some application in argocd.applications
	object.get(application.spec, "project", "default") in {"default", ""}
	found := finding.at(application, "/spec/project", sprintf("Application \"%s\" is in project default", [application.metadata.name]))
}
