package main

import (
	"fmt"
	"slices"
	"strings"

	"helm.sh/helm/v4/pkg/chart/common"
	chart "helm.sh/helm/v4/pkg/chart/v2"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	"helm.sh/helm/v4/pkg/strvals"
)

// Values are the values of an Application, in the order in which they override one another.
type Values struct {
	// Files are value files with their texts, the values or valuesObject of the Application last.
	Files     []Text      `json:"files,omitempty"`
	Set       []Parameter `json:"set,omitempty"`
	SetString []Parameter `json:"setString,omitempty"`
	SetFile   []Parameter `json:"setFile,omitempty"`
}

// Text is a file that was read already, or that is in the chart.
type Text struct {
	Name    string `json:"name"`
	Text    string `json:"text,omitempty"`
	InChart bool   `json:"inChart,omitempty"`
}

// Parameter is one value by its path. The value of a file parameter is the text of the file.
type Parameter struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// merge is MergeValues of helm.sh/helm/v4/pkg/cli/values, on texts instead of paths.
func (v Values) merge(of *chart.Chart) (map[string]any, error) {
	merged := map[string]any{}
	for _, file := range v.Files {
		if file.InChart {
			index := slices.IndexFunc(of.Raw, func(raw *common.File) bool { return raw.Name == file.Name })
			if index < 0 {
				return nil, fmt.Errorf("the chart has no file %s", file.Name)
			}
			file.Text = string(of.Raw[index].Data)
		}
		values, err := loader.LoadValues(strings.NewReader(file.Text))
		if err != nil {
			return nil, fmt.Errorf("failed to parse %s: %w", file.Name, err)
		}
		merged = loader.MergeMaps(merged, values)
	}
	for _, parameter := range v.Set {
		if err := strvals.ParseInto(parameter.Name+"="+escapeCommas(parameter.Value), merged); err != nil {
			return nil, fmt.Errorf("failed parsing --set data: %w", err)
		}
	}
	for _, parameter := range v.SetString {
		if err := strvals.ParseIntoString(parameter.Name+"="+escapeCommas(parameter.Value), merged); err != nil {
			return nil, fmt.Errorf("failed parsing --set-string data: %w", err)
		}
	}
	for _, parameter := range v.SetFile {
		text := func([]rune) (any, error) { return parameter.Value, nil }
		if err := strvals.ParseIntoFile(parameter.Name+"=file", merged, text); err != nil {
			return nil, fmt.Errorf("failed parsing --set-file data: %w", err)
		}
	}
	return merged, nil
}

// escapeCommas is what Argo CD does to a parameter's value: a comma is part of it, but for a list in braces.
// cleanSetParameters in https://github.com/argoproj/argo-cd/blob/v3.5.1/util/helm/cmd.go
func escapeCommas(value string) string {
	if strings.HasPrefix(value, "{") && strings.HasSuffix(value, "}") {
		return value
	}
	var escaped strings.Builder
	var previous rune
	for _, each := range value {
		if each == ',' && previous != '\\' {
			escaped.WriteRune('\\')
		}
		escaped.WriteRune(each)
		previous = each
	}
	return escaped.String()
}
