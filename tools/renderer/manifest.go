package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	release "helm.sh/helm/v4/pkg/release/v1"
	"k8s.io/apimachinery/pkg/util/yaml"
)

// TemplateObject is one object that a chart renders to, and the template it came from: "chart/templates/deployment.yaml".
type TemplateObject struct {
	Manifest json.RawMessage `json:"manifest"`
	Template string          `json:"template"`
}

func isTest(hook *release.Hook) bool {
	return slices.Contains(hook.Events, release.HookTest)
}

const sourceComment = "# Source: "

// splitManifest reads the objects out of what `helm template` prints, as Argo CD does.
func splitManifest(text string) ([]TemplateObject, error) {
	documents := yaml.NewYAMLReader(bufio.NewReader(strings.NewReader(text)))
	objects := []TemplateObject{}
	template := ""
	for {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			return objects, nil
		}
		if err != nil {
			return nil, err
		}
		// A file of several documents is named above the first.
		text := bytes.TrimSpace(bytes.TrimPrefix(document, []byte("---\n")))
		if first, _, _ := bytes.Cut(text, []byte("\n")); bytes.HasPrefix(first, []byte(sourceComment)) {
			template = string(bytes.TrimSpace(first[len(sourceComment):]))
		}
		manifest, err := yaml.ToJSON(document)
		if err != nil {
			return nil, fmt.Errorf("YAML parse error on %s: %w", template, err)
		}
		if manifest = bytes.TrimSpace(manifest); len(manifest) == 0 || string(manifest) == "null" {
			continue
		}
		if manifest[0] != '{' {
			return nil, fmt.Errorf("%s renders to something that is no object: %s", template, shorten(string(manifest)))
		}
		objects = append(objects, TemplateObject{Manifest: manifest, Template: template})
	}
}

func shorten(text string) string {
	if len(text) > 80 {
		return text[:80] + " …"
	}
	return text
}
