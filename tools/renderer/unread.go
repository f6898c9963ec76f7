package main

import (
	"cmp"
	"maps"
	"slices"

	chart "helm.sh/helm/v4/pkg/chart/v2"
)

// maxSuspects bounds the renders that the search for unread keys costs.
const maxSuspects = 20

// UnreadKey is a key of the values that nothing reads, with the keys that the chart has beside it.
type UnreadKey struct {
	Path   []string `json:"path"`
	Beside []string `json:"beside"`
}

// unreadKeys are the keys of the values that nothing reads: the chart's own values do not have them beside others, no template and no
// schema has their name, and without them the chart renders to the same.
func unreadKeys(loaded *chart.Chart, values map[string]any, rendersTheSame func(without map[string]any) bool) []UnreadKey {
	names := namesRead(loaded)
	addTexts(values, names)
	unread := []UnreadKey{}
	for _, suspect := range suspects(loaded, values, loaded.Values, names, nil) {
		if len(unread) < maxSuspects && rendersTheSame(remove(values, suspect.Path)) {
			unread = append(unread, suspect)
		}
	}
	return unread
}

func suspects(scope *chart.Chart, given, defaults map[string]any, names map[string]bool, path []string) []UnreadKey {
	found := []UnreadKey{}
	for _, key := range slices.Sorted(maps.Keys(given)) {
		here := append(slices.Clone(path), key)
		inner, isMap := given[key].(map[string]any)
		declared, has := defaults[key]
		if dependency := dependencyNamed(scope, key); dependency != nil {
			if isMap {
				own, _ := declared.(map[string]any)
				found = append(found, suspects(dependency, inner, merged(dependency.Values, own), names, here)...)
			}
			continue
		}
		if has {
			// An empty map, or no map, may hold anything.
			if known, ok := declared.(map[string]any); ok && isMap && len(known) > 0 {
				found = append(found, suspects(&chart.Chart{Metadata: &chart.Metadata{}}, inner, known, names, here)...)
			}
			continue
		}
		if key != chartGlobals && !names[key] {
			beside := slices.Collect(maps.Keys(defaults))
			for _, dependency := range scope.Metadata.Dependencies {
				beside = append(beside, cmp.Or(dependency.Alias, dependency.Name))
			}
			slices.Sort(beside)
			found = append(found, UnreadKey{Path: here, Beside: slices.Compact(beside)})
		}
	}
	return found
}

// chartGlobals are handed to every dependency.
const chartGlobals = "global"

// dependencyNamed is the dependency whose values stand under this key: its alias, or its name.
func dependencyNamed(scope *chart.Chart, key string) *chart.Chart {
	for _, dependency := range scope.Dependencies() {
		if dependency.Name() == key {
			return dependency
		}
		for _, requested := range scope.Metadata.Dependencies {
			if requested.Alias == key && requested.Name == dependency.Name() {
				return dependency
			}
		}
	}
	return nil
}

func merged(below, above map[string]any) map[string]any {
	all := maps.Clone(below)
	if all == nil {
		all = map[string]any{}
	}
	maps.Copy(all, above)
	return all
}

// remove is a copy of the values without one key.
func remove(values map[string]any, path []string) map[string]any {
	without := maps.Clone(values)
	if len(path) == 1 {
		delete(without, path[0])
	} else if inner, ok := without[path[0]].(map[string]any); ok {
		without[path[0]] = remove(inner, path[1:])
	}
	return without
}
