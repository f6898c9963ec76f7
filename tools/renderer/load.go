package main

import (
	"errors"
	"fmt"

	"helm.sh/helm/v4/pkg/action"
	anychart "helm.sh/helm/v4/pkg/chart"
	"helm.sh/helm/v4/pkg/chart/loader"
	chart "helm.sh/helm/v4/pkg/chart/v2"
)

// loadChart reads a chart and says, as Helm does, what keeps it from being installed.
func loadChart(job ChartJob) (*chart.Chart, error) {
	read, err := loader.Load(job.Chart)
	if err != nil {
		return nil, err
	}
	loaded, ok := read.(*chart.Chart)
	if !ok {
		return nil, errors.New("invalid chart apiVersion")
	}
	for _, path := range job.Dependencies {
		dependency, err := loader.Load(path)
		if err != nil {
			return nil, err
		}
		if v2, ok := dependency.(*chart.Chart); ok {
			loaded.AddDependency(v2)
		}
	}
	if kind := loaded.Metadata.Type; kind != "" && kind != "application" {
		return nil, fmt.Errorf("%s charts are not installable", kind)
	}
	requested := make([]anychart.Dependency, 0, len(loaded.Metadata.Dependencies))
	for _, dependency := range loaded.Metadata.Dependencies {
		requested = append(requested, dependency)
	}
	if err := action.CheckDependencies(loaded, requested); err != nil {
		return nil, fmt.Errorf("an error occurred while checking for chart dependencies. You may need to run 'helm dependency build' to fetch missing dependencies: %w", err)
	}
	return loaded, nil
}
