package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"helm.sh/helm/v4/pkg/action"
	chart "helm.sh/helm/v4/pkg/chart/v2"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	"helm.sh/helm/v4/pkg/cli"
	"helm.sh/helm/v4/pkg/registry"
)

// PullJob loads the archive of a chart from where an Application says it is: an HTTP repository, or an OCI registry.
type PullJob struct {
	// Repository is as in an Application: "https://charts.example.com", or "registry.example.com/charts" with or without oci://.
	Repository string `json:"repository"`
	Chart      string `json:"chart"`
	// Version is a version, or a range of them.
	Version string `json:"version"`
	// Folder is where the archive goes, named by its digest.
	Folder string `json:"folder"`
	// PlainHTTP speaks to an OCI registry without TLS.
	PlainHTTP bool `json:"plainHttp,omitempty"`
}

// PulledChart is an archive that was loaded.
type PulledChart struct {
	Version string `json:"version"`
	// Digest is the archive's own: "sha256:" and 64 digits.
	Digest string `json:"digest"`
}

func pullChart(job PullJob) (*PulledChart, error) {
	scratch, err := os.MkdirTemp(job.Folder, ".pull-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(scratch) }()
	archive, err := pull(job, scratch)
	if err != nil {
		return nil, err
	}
	content, err := os.ReadFile(archive)
	if err != nil {
		return nil, err
	}
	metadata, err := metadataOf(archive)
	if err != nil {
		return nil, err
	}
	if metadata.Name != job.Chart[strings.LastIndex(job.Chart, "/")+1:] {
		return nil, fmt.Errorf("the archive holds the chart %q", metadata.Name)
	}
	sum := sha256.Sum256(content)
	digest := hex.EncodeToString(sum[:])
	if err := os.Rename(archive, filepath.Join(job.Folder, digest+".tgz")); err != nil {
		return nil, err
	}
	return &PulledChart{Version: metadata.Version, Digest: "sha256:" + digest}, nil
}

// pull is `helm pull` into an empty folder; the path of what it brought.
func pull(job PullJob, scratch string) (string, error) {
	settings := cli.New()
	settings.RepositoryConfig = filepath.Join(scratch, "repositories.yaml")
	settings.RepositoryCache = filepath.Join(scratch, "repository")
	settings.ContentCache = filepath.Join(scratch, "content")
	options := []registry.ClientOption{registry.ClientOptCredentialsFile(settings.RegistryConfig), registry.ClientOptEnableCache(true)}
	if job.PlainHTTP {
		options = append(options, registry.ClientOptPlainHTTP())
	}
	client, err := registry.NewClient(options...)
	if err != nil {
		return "", err
	}
	configuration := action.NewConfiguration()
	configuration.RegistryClient = client
	run := action.NewPull(action.WithConfig(configuration))
	run.Settings, run.Version, run.PlainHTTP = settings, job.Version, job.PlainHTTP
	run.DestDir = filepath.Join(scratch, "archive")
	if err := os.Mkdir(run.DestDir, 0o755); err != nil {
		return "", err
	}
	reference := job.Chart
	if strings.HasPrefix(job.Repository, "http://") || strings.HasPrefix(job.Repository, "https://") {
		run.RepoURL = job.Repository
	} else {
		reference = "oci://" + strings.TrimSuffix(strings.TrimPrefix(job.Repository, "oci://"), "/") + "/" + job.Chart
	}
	if _, err := run.Run(reference); err != nil {
		return "", err
	}
	archives, err := filepath.Glob(filepath.Join(run.DestDir, "*.tgz"))
	if err != nil || len(archives) != 1 {
		return "", errors.Join(errors.New("what was loaded is no archive of a chart"), err)
	}
	return archives[0], nil
}

func metadataOf(archive string) (*chart.Metadata, error) {
	loaded, err := loader.Load(archive)
	if err != nil {
		return nil, err
	}
	return loaded.Metadata, nil
}
