package main

import (
	"encoding/json"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/kustomize/kyaml/openapi"
)

// KustomizeJob builds a kustomization as `kustomize build` does without flags.
type KustomizeJob struct {
	// Dir is the absolute path of its folder.
	Dir string `json:"dir"`
	// Kustomization stands in for the kustomization file of that folder, when given.
	Kustomization json.RawMessage `json:"kustomization,omitempty"`
}

// Object is one object that Kustomize built, and where it came from in Kustomize's own words.
type Object struct {
	Manifest json.RawMessage `json:"manifest"`
	// Origin and Transformations are the YAML of the annotations that buildMetadata asks for, with paths relative to the built folder.
	Origin          string `json:"origin,omitempty"`
	Transformations string `json:"transformations,omitempty"`
}

const (
	originAnnotation          = "config.kubernetes.io/origin"
	transformationsAnnotation = "alpha.config.kubernetes.io/transformations"
)

func buildKustomization(job KustomizeJob) ([]Object, error) {
	files := &tracedFiles{FileSystem: filesys.MakeFsOnDisk(), dir: job.Dir, replacement: job.Kustomization}
	traced, err := build(files, job.Dir)
	if !files.seesAnnotations {
		if err != nil {
			return nil, err
		}
		return objectsOf(traced, traced)
	}
	// A patch that reads or replaces annotations meets those of the trace: the objects are those of a build without it.
	files.untraced = true
	plain, plainErr := build(files, job.Dir)
	if plainErr != nil {
		return nil, plainErr
	}
	if err != nil || traced.Size() != plain.Size() {
		traced = plain
	}
	return objectsOf(plain, traced)
}

// build runs Kustomize with its defaults: files below their kustomization only, no plugins, no Helm.
func build(files filesys.FileSystem, dir string) (resmap.ResMap, error) {
	options := krusty.MakeDefaultOptions()
	// The library leaves objects as they come; the program sorts them unless the kustomization says otherwise.
	options.Reorder = krusty.ReorderOptionUnspecified
	run := func() (resmap.ResMap, error) { return krusty.MakeKustomizer(options).Run(files, dir) }
	fresh := openapi.GetSchemaVersion()
	built, err := run()
	if openapi.GetSchemaVersion() == fresh {
		return built, err
	}
	// The kustomization brought a schema of its own. It was added to what earlier builds had parsed, and would stay for later ones.
	openapi.ResetOpenAPI()
	defer openapi.ResetOpenAPI()
	return run()
}

// objectsOf takes what is known of their origin from traced, which holds the same objects in the same order.
func objectsOf(built, traced resmap.ResMap) ([]Object, error) {
	objects := make([]Object, built.Size())
	for index, resource := range traced.Resources() {
		annotations := resource.GetAnnotations()
		objects[index] = Object{Origin: annotations[originAnnotation], Transformations: annotations[transformationsAnnotation]}
	}
	if built == traced {
		// As Kustomize itself does where the kustomization asks for neither.
		if err := built.RemoveOriginAnnotations(); err != nil {
			return nil, err
		}
		if err := built.RemoveTransformerAnnotations(); err != nil {
			return nil, err
		}
	}
	for index, resource := range built.Resources() {
		manifest, err := resource.MarshalJSON()
		if err != nil {
			return nil, err
		}
		objects[index].Manifest = manifest
	}
	return objects, nil
}
