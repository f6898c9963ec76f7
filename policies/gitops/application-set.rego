# METADATA
# title: An ApplicationSet fails on what it does not know
# description: |
#   Without missingkey=error a misspelled parameter renders as "<no value>", into the name of a namespace for one. A
#   templated project lets whoever can write the generator's input choose their own permissions.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/GoTemplate/
#   - https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Security/
# custom:
#   severity: error
#   help: >-
#     Set goTemplate: true and goTemplateOptions: ["missingkey=error"], and write the project out.
package rules.gitops["application-set"]

import data.lib.finding
import data.lib.objects

findings contains found if {
	some set in objects.of("argoproj.io/ApplicationSet")
	not is_strict(set)
	found := finding.at(set, "/spec", sprintf("ApplicationSet \"%s\" does not have goTemplate: true with missingkey=error", [set.metadata.name]))
}

findings contains found if {
	some set in objects.of("argoproj.io/ApplicationSet")
	project := set.spec.template.spec.project
	contains(project, "{{")
	found := finding.at(set, "/spec/template/spec/project", sprintf("ApplicationSet \"%s\" takes its project from %s", [set.metadata.name, project]))
}

is_strict(set) if {
	set.spec.goTemplate == true
	"missingkey=error" in objects.list_of(set.spec, "goTemplateOptions")
}
