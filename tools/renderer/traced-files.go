package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/konfig"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/yaml"
)

// tracedFiles is the disk, but for one file: the kustomization that is built also asks Kustomize to say where each object came from.
// https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/buildmetadata/
type tracedFiles struct {
	filesys.FileSystem
	dir         string
	replacement []byte
	untraced    bool
	// seesAnnotations says that a file was read that may look at the annotations of objects, or that the kustomization wants them kept.
	seesAnnotations bool
}

var trace = []string{types.OriginAnnotations, types.TransformerAnnotations}

// ReadFile reads as the disk does.
func (f *tracedFiles) ReadFile(path string) ([]byte, error) {
	content, err := f.FileSystem.ReadFile(path)
	if err != nil {
		return nil, err
	}
	built := filepath.Dir(path) == f.dir && slices.Contains(konfig.RecognizedKustomizationFileNames(), filepath.Base(path))
	if built && f.replacement != nil {
		content = f.replacement
	}
	if bytes.Contains(content, []byte("metadata/annotations")) || bytes.Contains(content, []byte("metadata.annotations")) {
		f.seesAnnotations = true
	}
	if !built || f.untraced {
		return content, nil
	}
	return f.traced(content), nil
}

// traced adds the trace to a kustomization; what is none stays as it is, for Kustomize to say so.
func (f *tracedFiles) traced(content []byte) []byte {
	var fields map[string]json.RawMessage
	converted, err := yaml.YAMLToJSON(content)
	if err != nil || json.Unmarshal(converted, &fields) != nil || fields == nil {
		return content
	}
	key := "buildMetadata"
	for name := range fields {
		if strings.EqualFold(name, key) {
			key = name
		}
	}
	var options []string
	if given, ok := fields[key]; ok && json.Unmarshal(given, &options) != nil {
		return content
	}
	for _, option := range trace {
		if slices.Contains(options, option) {
			f.seesAnnotations = true
		} else {
			options = append(options, option)
		}
	}
	fields[key], _ = json.Marshal(options)
	with, err := json.Marshal(fields)
	if err != nil {
		return content
	}
	return with
}
