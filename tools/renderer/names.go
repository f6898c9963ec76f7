package main

import (
	"encoding/json"
	"strings"
	"text/template/parse"

	chart "helm.sh/helm/v4/pkg/chart/v2"
)

// namesRead are all names by which the templates and schemas of a chart and its dependencies may read a value:
// fields, texts in their code (`index .Values "name"`) and the properties of schemas. Which value they read them of is not known.
func namesRead(loaded *chart.Chart) map[string]bool {
	names := map[string]bool{}
	collect(loaded, names)
	return names
}

func collect(loaded *chart.Chart, names map[string]bool) {
	for _, file := range loaded.Templates {
		addTemplate(string(file.Data), names)
	}
	// Files and default values may be templates too: `tpl`.
	for _, file := range loaded.Files {
		addTemplate(string(file.Data), names)
	}
	addTexts(loaded.Values, names)
	var schema any
	if json.Unmarshal(loaded.Schema, &schema) == nil {
		addProperties(schema, names)
	}
	for _, dependency := range loaded.Metadata.Dependencies {
		for _, condition := range strings.FieldsFunc(dependency.Condition, func(r rune) bool { return r == ',' || r == '.' || r == ' ' }) {
			names[condition] = true
		}
		for _, tag := range dependency.Tags {
			names[tag] = true
		}
	}
	for _, dependency := range loaded.Dependencies() {
		collect(dependency, names)
	}
}

// addTemplate adds the names in a template; what does not parse reads nothing.
func addTemplate(text string, names map[string]bool) {
	if !strings.Contains(text, "{{") {
		return
	}
	tree := parse.New("names")
	tree.Mode = parse.SkipFuncCheck
	trees := map[string]*parse.Tree{}
	if _, err := tree.Parse(text, "", "", trees); err != nil {
		return
	}
	for _, each := range trees {
		addNode(each.Root, names)
	}
}

func addNode(node parse.Node, names map[string]bool) {
	add := func(idents []string) {
		for _, ident := range idents {
			names[ident] = true
		}
	}
	branch := func(pipe *parse.PipeNode, list, otherwise *parse.ListNode) {
		addNode(pipe, names)
		addNode(list, names)
		if otherwise != nil {
			addNode(otherwise, names)
		}
	}
	switch node := node.(type) {
	case *parse.ListNode:
		for _, each := range node.Nodes {
			addNode(each, names)
		}
	case *parse.ActionNode:
		addNode(node.Pipe, names)
	case *parse.TemplateNode:
		if node.Pipe != nil {
			addNode(node.Pipe, names)
		}
	case *parse.PipeNode:
		for _, command := range node.Cmds {
			for _, argument := range command.Args {
				addNode(argument, names)
			}
		}
	case *parse.IfNode:
		branch(node.Pipe, node.List, node.ElseList)
	case *parse.RangeNode:
		branch(node.Pipe, node.List, node.ElseList)
	case *parse.WithNode:
		branch(node.Pipe, node.List, node.ElseList)
	case *parse.FieldNode:
		add(node.Ident)
	case *parse.VariableNode:
		add(node.Ident)
	case *parse.ChainNode:
		add(node.Field)
		addNode(node.Node, names)
	case *parse.StringNode:
		// `get`, `index` and `dig` take names, `dig "a.b"` of other libraries take paths.
		add(strings.Split(node.Text, "."))
		names[node.Text] = true
		addTemplate(node.Text, names)
	}
}

func addTexts(value any, names map[string]bool) {
	switch value := value.(type) {
	case string:
		addTemplate(value, names)
	case map[string]any:
		for _, each := range value {
			addTexts(each, names)
		}
	case []any:
		for _, each := range value {
			addTexts(each, names)
		}
	}
}

func addProperties(node any, names map[string]bool) {
	switch node := node.(type) {
	case map[string]any:
		if properties, ok := node["properties"].(map[string]any); ok {
			for name := range properties {
				names[name] = true
			}
		}
		for _, each := range node {
			addProperties(each, names)
		}
	case []any:
		for _, each := range node {
			addProperties(each, names)
		}
	}
}
