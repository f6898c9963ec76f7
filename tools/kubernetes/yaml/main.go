// Program yaml reads a JSON list of YAML documents and answers what sigs.k8s.io/yaml makes of each: {"json": …} or {"error": "…"}.
package main

import (
	"encoding/json"
	"log"
	"os"

	"sigs.k8s.io/yaml"
)

type answer struct {
	JSON  json.RawMessage `json:"json,omitempty"`
	Error string          `json:"error,omitempty"`
}

func main() {
	var documents []string
	if err := json.NewDecoder(os.Stdin).Decode(&documents); err != nil {
		log.Fatal(err)
	}
	answers := make([]answer, len(documents))
	for i, document := range documents {
		converted, err := yaml.YAMLToJSON([]byte(document))
		if err != nil {
			answers[i] = answer{Error: err.Error()}
			continue
		}
		answers[i] = answer{JSON: converted}
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		log.Fatal(err)
	}
}
