package main

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	gotemplate "text/template"

	"github.com/Masterminds/sprig/v3"
	"sigs.k8s.io/yaml"
)

// TemplateJob fills in the strings of a value, the keys of its maps too, once for each set of parameters, as an ApplicationSet with goTemplate does.
// https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/GoTemplate/
type TemplateJob struct {
	Template any              `json:"template"`
	Params   []map[string]any `json:"params"`
	// Options are those of text/template: "missingkey=error".
	Options []string `json:"options,omitempty"`
}

func fillTemplates(job TemplateJob) ([]any, error) {
	functions := templateFunctions()
	filled := make([]any, 0, len(job.Params))
	for _, params := range job.Params {
		value, err := fill(job.Template, params, job.Options, functions)
		if err != nil {
			return nil, err
		}
		filled = append(filled, value)
	}
	return filled, nil
}

func fill(value any, params map[string]any, options []string, functions gotemplate.FuncMap) (any, error) {
	switch value := value.(type) {
	case string:
		return fillText(value, params, options, functions)
	case []any:
		list := make([]any, 0, len(value))
		for _, each := range value {
			filled, err := fill(each, params, options, functions)
			if err != nil {
				return nil, err
			}
			list = append(list, filled)
		}
		return list, nil
	case map[string]any:
		fields := make(map[string]any, len(value))
		for key, each := range value {
			name, err := fillText(key, params, options, functions)
			if err != nil {
				return nil, err
			}
			if fields[name], err = fill(each, params, options, functions); err != nil {
				return nil, err
			}
		}
		return fields, nil
	}
	return value, nil
}

func fillText(text string, params map[string]any, options []string, functions gotemplate.FuncMap) (string, error) {
	if !strings.Contains(text, "{{") {
		return text, nil
	}
	parsed, err := gotemplate.New("").Funcs(functions).Option(options...).Parse(text)
	if err != nil {
		return "", fmt.Errorf("failed to parse template %s: %w", text, err)
	}
	var out bytes.Buffer
	if err := parsed.Execute(&out, params); err != nil {
		return "", fmt.Errorf("failed to execute go template %s: %w", text, err)
	}
	return out.String(), nil
}

// templateFunctions are sprig's but for those that look at the machine, and those of Argo CD but for slugify.
func templateFunctions() gotemplate.FuncMap {
	functions := sprig.TxtFuncMap()
	for _, name := range []string{"env", "expandenv", "getHostByName"} {
		delete(functions, name)
	}
	functions["normalize"] = normalizedName
	functions["toYaml"] = func(value any) (string, error) {
		text, err := yaml.Marshal(value)
		return strings.TrimSuffix(string(text), "\n"), err
	}
	functions["fromYaml"] = func(text string) (map[string]any, error) {
		fields := map[string]any{}
		return fields, yaml.Unmarshal([]byte(text), &fields)
	}
	functions["fromYamlArray"] = func(text string) ([]any, error) {
		list := []any{}
		return list, yaml.Unmarshal([]byte(text), &list)
	}
	return functions
}

var notInNames = regexp.MustCompile(`[^-a-z0-9.]`)

// normalizedName is SanitizeName of Argo CD's applicationset/utils.
func normalizedName(name string) string {
	name = notInNames.ReplaceAllString(strings.ToLower(name), "-")
	if len(name) > 253 {
		name = name[:253]
	}
	return strings.Trim(name, "-.")
}
