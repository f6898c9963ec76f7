package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"
)

// replies writes the answer to the job at hand, from the job itself or from whoever stops it.
type replies struct {
	mutex sync.Mutex
	out   *bufio.Writer
	id    int
	busy  bool
}

func (r *replies) begin(id int) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.id, r.busy = id, true
}

// end answers the job at hand, once; last says that the process ends then. It reports whether the answer was still owed.
func (r *replies) end(result any, err error, last bool) bool {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if !r.busy {
		return false
	}
	r.busy = false
	answer := Answer{ID: r.id, Result: result, Last: last}
	if err != nil {
		answer.Result, answer.Error = nil, err.Error()
	}
	encoder := json.NewEncoder(r.out)
	encoder.SetEscapeHTML(false)
	if failed := encoder.Encode(answer); failed != nil {
		_ = encoder.Encode(Answer{ID: r.id, Error: failed.Error(), Last: last})
	}
	_ = r.out.Flush()
	return true
}

// limitMemory ends the process, with an answer to its job, soon after it uses more than so many bytes.
func limitMemory(bytes uint64, replies *replies) {
	debug.SetMemoryLimit(int64(bytes / 4 * 3))
	sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	go func() {
		for range time.Tick(20 * time.Millisecond) {
			metrics.Read(sample)
			if sample[0].Value.Uint64()-sample[1].Value.Uint64() > bytes {
				replies.end(nil, fmt.Errorf("needs more than the %d MiB that a render may use", bytes>>20), true)
				os.Exit(1)
			}
		}
	}()
}
