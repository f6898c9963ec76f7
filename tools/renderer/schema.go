package main

import (
	"encoding/json"
	"regexp"

	chart "helm.sh/helm/v4/pkg/chart/v2"
)

// known are the schemas of schemas that the validator brings with it, and references within the same file.
var known = regexp.MustCompile(`^(#|https?://json-schema\.org/(draft-0[4-7]|draft/20(19-09|20-12))/schema#?$)`)

// remoteSchema is an address outside the chart that one of its schemas refers to, or "": Helm would load it on every render.
func remoteSchema(loaded *chart.Chart) string {
	var schema any
	if json.Unmarshal(loaded.Schema, &schema) == nil {
		if found := reference(schema); found != "" {
			return found
		}
	}
	for _, dependency := range loaded.Dependencies() {
		if found := remoteSchema(dependency); found != "" {
			return found
		}
	}
	return ""
}

func reference(node any) string {
	switch node := node.(type) {
	case map[string]any:
		for key, value := range node {
			if target, ok := value.(string); ok && (key == "$ref" || key == "$dynamicRef" || key == "$schema") && !known.MatchString(target) {
				return target
			}
			if found := reference(value); found != "" {
				return found
			}
		}
	case []any:
		for _, value := range node {
			if found := reference(value); found != "" {
				return found
			}
		}
	}
	return ""
}
