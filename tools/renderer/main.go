// Command renderer is Kustomize and Helm in one process that stays warm: a job a line on standard input, an answer a line on
// standard output, both JSON. It runs no program, loads no plugin and reaches no network unless it is started with -remote.
// One process does one job at a time: kyaml keeps its OpenAPI schema in globals, so whoever wants more at once starts more processes.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

// Job is one thing to render; exactly one of its fields beside ID is there.
type Job struct {
	ID        int           `json:"id"`
	Kustomize *KustomizeJob `json:"kustomize,omitempty"`
	Chart     *ChartJob     `json:"chart,omitempty"`
	Pull      *PullJob      `json:"pull,omitempty"`
	Template  *TemplateJob  `json:"template,omitempty"`
}

// Answer is what came of a job: a result, or an error in the words of Kustomize or Helm.
type Answer struct {
	ID     int    `json:"id"`
	Result any    `json:"result,omitempty"`
	Error  string `json:"error,omitempty"`
	// Last says that the process ends after this answer.
	Last bool `json:"last,omitempty"`
}

func main() {
	versions := flag.Bool("versions", false, "print the versions of Kustomize and Helm, and exit")
	remote := flag.Bool("remote", false, "let jobs use the network, and Git for remote bases")
	memory := flag.Uint64("memory", 1024, "stop with an error when more than so many MiB are used")
	flag.Parse()
	if *versions {
		fmt.Println(linkedVersions())
		return
	}
	if !*remote {
		forbidNetwork()
	}
	replies := &replies{out: bufio.NewWriterSize(os.Stdout, 1<<16)}
	// Whatever a library prints must not get between the answers.
	os.Stdout = os.Stderr
	limitMemory(*memory<<20, replies)
	if err := serve(os.Stdin, replies, *remote); err != nil {
		fmt.Fprintln(os.Stderr, "renderer:", err)
		os.Exit(1)
	}
}

// serve answers job after job until the input ends.
func serve(in io.Reader, replies *replies, remote bool) error {
	lines := bufio.NewReaderSize(in, 1<<16)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 1 {
			var job Job
			if err := json.Unmarshal(line, &job); err != nil {
				return fmt.Errorf("not a job: %w", err)
			}
			replies.begin(job.ID)
			result, err := run(job, remote)
			// After a panic what a library holds cannot be trusted any more.
			if crashed := errors.As(err, new(crash)); replies.end(result, err, crashed) && crashed {
				os.Exit(1)
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// crash is a panic inside a library.
type crash struct{ cause any }

func (c crash) Error() string { return fmt.Sprintf("crashed: %v", c.cause) }

func run(job Job, remote bool) (result any, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			result, err = nil, crash{cause}
		}
	}()
	switch {
	case job.Kustomize != nil:
		return buildKustomization(*job.Kustomize)
	case job.Chart != nil:
		return renderChart(*job.Chart)
	case job.Template != nil:
		return fillTemplates(*job.Template)
	case job.Pull != nil && remote:
		return pullChart(*job.Pull)
	}
	return nil, errors.New("nothing to render in this job")
}
