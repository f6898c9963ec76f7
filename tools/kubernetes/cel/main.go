// Program cel reads a JSON list of {"rule": CEL, "self": value} and answers whether kube-apiserver's CEL compiles each rule over an
// untyped self, and what it evaluates to: {"value": bool} or {"compile": "…"} or {"evaluate": "…"}.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"math"
	"os"

	"github.com/google/cel-go/cel"
	"k8s.io/apimachinery/pkg/util/version"
	"k8s.io/apiserver/pkg/cel/environment"
)

type question struct {
	Rule string `json:"rule"`
	Self any    `json:"self"`
}

type answer struct {
	Value    any    `json:"value,omitempty"`
	Compile  string `json:"compile,omitempty"`
	Evaluate string `json:"evaluate,omitempty"`
}

func main() {
	var questions []question
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		log.Fatal(err)
	}
	env, err := newEnvironment()
	if err != nil {
		log.Fatal(err)
	}
	answers := make([]answer, len(questions))
	for i, each := range questions {
		answers[i] = ask(env, each)
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		log.Fatal(err)
	}
}

func newEnvironment() (*cel.Env, error) {
	current := environment.DefaultCompatibilityVersion()
	base, err := environment.MustBaseEnvSet(current).Extend(environment.VersionedOptions{
		IntroducedVersion: version.MajorMinor(1, 0),
		EnvOptions:        []cel.EnvOption{cel.Variable("self", cel.DynType)},
	})
	if err != nil {
		return nil, err
	}
	return base.Env(environment.NewExpressions)
}

func ask(env *cel.Env, each question) answer {
	compiled, issues := env.Compile(each.Rule)
	if issues != nil && issues.Err() != nil {
		return answer{Compile: issues.Err().Error()}
	}
	program, err := env.Program(compiled)
	if err != nil {
		return answer{Compile: err.Error()}
	}
	value, _, err := program.Eval(map[string]any{"self": whole(each.Self)})
	if err != nil {
		return answer{Evaluate: err.Error()}
	}
	if value.Type() != cel.BoolType {
		return answer{Value: fmt.Sprint(value.Value())}
	}
	return answer{Value: value.Value()}
}

// whole turns the numbers of JSON without a fraction into integers, as the schema of a definition says of them.
func whole(value any) any {
	switch typed := value.(type) {
	case float64:
		if typed == math.Trunc(typed) {
			return int64(typed)
		}
	case []any:
		for i := range typed {
			typed[i] = whole(typed[i])
		}
	case map[string]any:
		for key := range typed {
			typed[key] = whole(typed[key])
		}
	}
	return value
}
