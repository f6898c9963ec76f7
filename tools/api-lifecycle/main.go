// Writes policies/data/api_versions.yaml: which release of Kubernetes introduced, deprecated and removed each
// version of each kind, as the Go types of the API say it themselves.
//
//	cd tools/api-lifecycle && go run . > ../../policies/data/api_versions.yaml
package main

import (
	_ "embed"
	"fmt"
	"reflect"
	"runtime/debug"
	"sort"
	"strings"

	apiextensions "k8s.io/apiextensions-apiserver/pkg/client/clientset/clientset/scheme"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/version"
	"k8s.io/client-go/kubernetes/scheme"
	aggregator "k8s.io/kube-aggregator/pkg/client/clientset_generated/clientset/scheme"
	"sigs.k8s.io/yaml"
)

// From this release on, new beta versions are served only when the API server is told to.
const betaOffSince = "1.24"

type lifecycle struct {
	Introduced  string `json:"introduced,omitempty"`
	Deprecated  string `json:"deprecated,omitempty"`
	Removed     string `json:"removed,omitempty"`
	Replacement string `json:"replacement,omitempty"`
	Off         bool   `json:"off,omitempty"`
}

type table map[string]map[string]*lifecycle

//go:embed older.yaml
var olderText []byte

func main() {
	var older struct {
		Versions table    `json:"versions"`
		Unasked  []string `json:"unasked"`
	}
	if err := yaml.UnmarshalStrict(olderText, &older); err != nil {
		panic(err)
	}
	versions := ofTypes()
	for apiVersion, kinds := range older.Versions {
		for kind, said := range kinds {
			versions.at(apiVersion, kind).add(said)
		}
	}
	for apiVersion, kinds := range versions {
		for kind, each := range kinds {
			if (each.Deprecated != "" || each.Removed != "") && each.Replacement == "" {
				each.Replacement = versions.successor(apiVersion, kind)
			}
			each.Off = isOff(apiVersion, each) && !contains(older.Unasked, apiVersion)
		}
	}
	versions.print()
}

func ofTypes() table {
	versions := table{}
	for _, known := range []*runtime.Scheme{scheme.Scheme, apiextensions.Scheme, aggregator.Scheme} {
		for gvk, goType := range known.AllKnownTypes() {
			_, isObject := goType.FieldByName("ObjectMeta")
			if !isObject || gvk.Version == runtime.APIVersionInternal {
				continue
			}
			object := reflect.New(goType).Interface()
			each := versions.at(gvk.GroupVersion().String(), gvk.Kind)
			if says, ok := object.(interface{ APILifecycleIntroduced() (int, int) }); ok {
				each.Introduced = release(says.APILifecycleIntroduced())
			}
			if says, ok := object.(interface{ APILifecycleDeprecated() (int, int) }); ok {
				each.Deprecated = release(says.APILifecycleDeprecated())
			}
			if says, ok := object.(interface{ APILifecycleRemoved() (int, int) }); ok {
				each.Removed = release(says.APILifecycleRemoved())
			}
			if says, ok := object.(interface {
				APILifecycleReplacement() schema.GroupVersionKind
			}); ok {
				gvk := says.APILifecycleReplacement()
				each.Replacement = gvk.GroupVersion().String() + " " + strings.TrimSuffix(gvk.Kind, "List")
			}
		}
	}
	return versions
}

func release(major, minor int) string { return fmt.Sprintf("%d.%d", major, minor) }

func (t table) at(apiVersion, kind string) *lifecycle {
	if t[apiVersion] == nil {
		t[apiVersion] = map[string]*lifecycle{}
	}
	if t[apiVersion][kind] == nil {
		t[apiVersion][kind] = &lifecycle{}
	}
	return t[apiVersion][kind]
}

// What the types say themselves counts.
func (l *lifecycle) add(other *lifecycle) {
	for _, field := range []struct{ own, other *string }{
		{&l.Introduced, &other.Introduced}, {&l.Deprecated, &other.Deprecated},
		{&l.Removed, &other.Removed}, {&l.Replacement, &other.Replacement},
	} {
		if *field.own == "" {
			*field.own = *field.other
		}
	}
}

// The most stable other version of a kind in its group; "" where there is none that stays longer.
func (t table) successor(apiVersion, kind string) string {
	group, own, _ := strings.Cut(apiVersion, "/")
	best := own
	for other, kinds := range t {
		otherGroup, candidate, _ := strings.Cut(other, "/")
		if otherGroup == group && kinds[kind] != nil && version.CompareKubeAwareVersionStrings(candidate, best) > 0 {
			best = candidate
		}
	}
	if best == own {
		return ""
	}
	return group + "/" + best + " " + kind
}

// Whether an API server serves a version only when it is told to.
func isOff(apiVersion string, l *lifecycle) bool {
	isNewBeta := strings.Contains(apiVersion, "beta") && version.CompareKubeAwareVersionStrings("v"+minor(l.Introduced), "v"+minor(betaOffSince)) >= 0
	return strings.Contains(apiVersion, "alpha") || isNewBeta
}

func minor(release string) string {
	_, minor, found := strings.Cut(release, ".")
	if !found {
		return "0"
	}
	return minor
}

func contains(list []string, item string) bool {
	for _, each := range list {
		if each == item {
			return true
		}
	}
	return false
}

func (t table) print() {
	info, _ := debug.ReadBuildInfo()
	module := ""
	for _, dependency := range info.Deps {
		if dependency.Path == "k8s.io/api" {
			module = dependency.Version
		}
	}
	fmt.Printf("# yaml-language-server: $schema=../../schemas/data/api_versions.json\n")
	fmt.Printf("# Made by tools/api-lifecycle from k8s.io/api %s: edit nothing here.\n", module)
	fmt.Printf("# Held against the Kubernetes version in gitops.yaml.\n")
	fmt.Printf("known: %q\nversions:\n", "1."+strings.Split(module, ".")[1])
	for _, apiVersion := range sorted(t) {
		fmt.Printf("  %s:\n", apiVersion)
		for _, kind := range sorted(t[apiVersion]) {
			each := t[apiVersion][kind]
			fields := []string{}
			for _, field := range []struct{ name, value string }{{"introduced", each.Introduced}, {"deprecated", each.Deprecated}, {"removed", each.Removed}, {"replacement", each.Replacement}} {
				if field.value != "" {
					fields = append(fields, fmt.Sprintf("%s: %q", field.name, field.value))
				}
			}
			if each.Off {
				fields = append(fields, "off: true")
			}
			fmt.Printf("    %s: {%s}\n", kind, strings.Join(fields, ", "))
		}
	}
}

func sorted[Value any](of map[string]Value) []string {
	keys := make([]string, 0, len(of))
	for key := range of {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
