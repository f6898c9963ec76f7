# METADATA
# title: Argo CD
# description: Applications, their sources and projects, and which Application deploys an object.
package lib.argocd

import data.lib.finding
import data.lib.objects

# METADATA
# description: Every Application of the environment.
applications := objects.of("argoproj.io/Application")

# METADATA
# description: |
#   Every source of every Application that Argo CD uses: {application, source, path (JSON pointer)}. Beside sources, source counts for nothing.
sources := [entry |
	some application in applications
	some path, source in sources_of(application)
	entry := {"application": application, "source": source, "path": path}
]

sources_of(application) := {finding.pointer(["spec", "sources", i]): source |
	some i, source in objects.list_of(application.spec, "sources")
} if {
	count(objects.list_of(application.spec, "sources")) > 0
} else := {"/spec/source": application.spec.source}

# METADATA
# description: Whether a source is a folder of this very repository.
is_own(source) if {
	not source.chart
	own_folder(trim(object.get(source, "path", ""), "./"))
}

own_folder(path) if {
	path != ""
	some file in input.files
	startswith(file, concat("", [path, "/"]))
}

# METADATA
# description: The addresses by which Applications name this repository.
own_urls contains entry.source.repoURL if {
	some entry in sources
	is_own(entry.source)
}

# METADATA
# description: One spelling for an address that has several.
normal_url(url) := lower(trim_suffix(trim_right(url, "/"), ".git"))

# METADATA
# description: The id of an object in input.origins.
id(manifest) := concat("/", [manifest.apiVersion, manifest.kind, objects.namespace_of(manifest), manifest.metadata.name])

# METADATA
# description: Each object with the Application that deploys it, {object, application}.
deployed := [entry |
	some manifest in input.objects
	some origin in input.origins[id(manifest)]
	some application in applications
	application.metadata.name == origin.application
	entry := {"object": manifest, "application": application}
]

# METADATA
# description: The sync wave of an object; 0 when it says none.
wave(manifest) := to_number(annotation) if {
	annotation := objects.annotations_of(manifest)["argocd.argoproj.io/sync-wave"]
	regex.match(`^-?\d+$`, annotation)
} else := 0

# METADATA
# description: The sync options that hold for an object of an Application, its own and the Application's.
options(manifest, application) := own_options(manifest) | {option |
	some option in object.get(application, ["spec", "syncPolicy", "syncOptions"], [])
}

# METADATA
# description: The sync options in an object's annotation.
own_options(manifest) := {trim_space(option) |
	some option in split(object.get(objects.annotations_of(manifest), "argocd.argoproj.io/sync-options", ""), ",")
	trim_space(option) != ""
}

# METADATA
# description: The rendered projects of an Application, one unless something is wrong.
projects_of(application) := [project |
	some project in objects.of("argoproj.io/AppProject")
	project.metadata.name == application.spec.project
]

# METADATA
# scope: document
# description: |
#   Whether a text matches a pattern of a project, in which * stands for anything. Only a pattern with several stars goes through
#   glob.match: the WASM runtime keeps what it compiles and fails when that is some hundred patterns.
matches(pattern, text) if pattern in {"*", text}

matches(pattern, text) if {
	parts := split(pattern, "*")
	count(parts) == 2
	startswith(text, parts[0])
	endswith(text, parts[1])
	count(text) >= count(pattern) - 1
}

matches(pattern, text) if {
	count(split(pattern, "*")) > 2
	glob.match(pattern, null, text)
}
