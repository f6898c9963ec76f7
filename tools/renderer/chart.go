package main

import (
	"fmt"
	"strings"

	"helm.sh/helm/v4/pkg/action"
	"helm.sh/helm/v4/pkg/chart/common"
	chart "helm.sh/helm/v4/pkg/chart/v2"
	release "helm.sh/helm/v4/pkg/release/v1"
)

// ChartJob renders a chart as Argo CD does: `helm template --include-crds`, without a cluster.
// https://argo-cd.readthedocs.io/en/stable/user-guide/helm/ and helmTemplate in Argo CD's reposerver/repository
type ChartJob struct {
	// Chart is the absolute path of an archive, or of a folder.
	Chart string `json:"chart"`
	// Dependencies are the archives that the folder's Chart.yaml asks for and that are not in its charts folder.
	Dependencies         []string `json:"dependencies,omitempty"`
	Release              string   `json:"release"`
	Namespace            string   `json:"namespace"`
	KubeVersion          string   `json:"kubeVersion"`
	APIVersions          []string `json:"apiVersions,omitempty"`
	Values               Values   `json:"values"`
	SkipCRDs             bool     `json:"skipCrds,omitempty"`
	SkipSchemaValidation bool     `json:"skipSchemaValidation,omitempty"`
	SkipTests            bool     `json:"skipTests,omitempty"`
}

// RenderedChart is what a chart renders to.
type RenderedChart struct {
	Name       string           `json:"name"`
	Version    string           `json:"version"`
	Deprecated bool             `json:"deprecated,omitempty"`
	Objects    []TemplateObject `json:"objects"`
	// Unread are the keys of the values that nothing in the chart reads.
	Unread []UnreadKey `json:"unread,omitempty"`
	// RemoteSchema is the address that a schema of the chart refers to: the values were not held to the schemas.
	RemoteSchema string `json:"remoteSchema,omitempty"`
	// AsksAPIVersions says that the outcome may depend on which API versions the cluster has.
	AsksAPIVersions bool `json:"asksApiVersions,omitempty"`
}

func renderChart(job ChartJob) (*RenderedChart, error) {
	loaded, err := loadChart(job)
	if err != nil {
		return nil, err
	}
	values, err := job.Values.merge(loaded)
	if err != nil {
		return nil, err
	}
	remote := remoteSchema(loaded)
	job.SkipSchemaValidation = job.SkipSchemaValidation || remote != ""
	text, err := template(job, loaded, values)
	if err != nil {
		return nil, err
	}
	objects, err := splitManifest(text)
	if err != nil {
		return nil, err
	}
	rendered := &RenderedChart{
		Name: loaded.Metadata.Name, Version: loaded.Metadata.Version, Deprecated: loaded.Metadata.Deprecated,
		Objects: objects, RemoteSchema: remote,
	}
	// Rendering changes the chart and the values: what looks at them again starts with its own.
	if loaded, err = loadChart(job); err != nil {
		return nil, err
	}
	if values, err = job.Values.merge(loaded); err != nil {
		return nil, err
	}
	rendered.AsksAPIVersions = namesRead(loaded)["APIVersions"]
	rendered.Unread = unreadKeys(loaded, values, func(without map[string]any) bool {
		again, err := loadChart(job)
		if err != nil {
			return false
		}
		same, err := template(job, again, without)
		return err == nil && same == text
	})
	return rendered, nil
}

// template is what `helm template` prints.
func template(job ChartJob, loaded *chart.Chart, values map[string]any) (string, error) {
	install := action.NewInstall(action.NewConfiguration())
	install.DryRunStrategy = action.DryRunClient
	install.Replace = true
	install.ReleaseName = job.Release
	install.Namespace = job.Namespace
	install.APIVersions = common.VersionSet(job.APIVersions)
	install.IncludeCRDs = !job.SkipCRDs
	install.SkipSchemaValidation = job.SkipSchemaValidation
	if job.KubeVersion != "" {
		version, err := common.ParseKubeVersion(job.KubeVersion)
		if err != nil {
			return "", fmt.Errorf("invalid kube version '%s': %w", job.KubeVersion, err)
		}
		install.KubeVersion = version
	}
	installed, err := install.Run(loaded, values)
	if err != nil {
		return "", err
	}
	made, ok := installed.(*release.Release)
	if !ok {
		return "", fmt.Errorf("unexpected release %T", installed)
	}
	var text strings.Builder
	fmt.Fprintln(&text, strings.TrimSpace(made.Manifest))
	for _, hook := range made.Hooks {
		if job.SkipTests && isTest(hook) {
			continue
		}
		fmt.Fprintf(&text, "---\n# Source: %s\n%s\n", hook.Path, hook.Manifest)
	}
	return text.String(), nil
}
