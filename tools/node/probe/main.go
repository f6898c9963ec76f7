// A client and a server for asking what a network lets through.
//
//	probe listen PORT...             accepts connections at each port and closes them
//	probe dial [-for 2s] HOST:PORT…  says of each whether a connection was made, one line of JSON each, in the order given
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"net"
	"os"
	"sync"
	"time"
)

type answer struct {
	Address string `json:"address"`
	Open    bool   `json:"open"`
	Error   string `json:"error,omitempty"`
}

func main() {
	switch command := append(os.Args, "")[1]; command {
	case "listen":
		listen(os.Args[2:])
	case "dial":
		flags := flag.NewFlagSet("dial", flag.ExitOnError)
		patience := flags.Duration("for", 2*time.Second, "how long to wait for a connection")
		_ = flags.Parse(os.Args[2:])
		dial(flags.Args(), *patience)
	default:
		fmt.Fprintln(os.Stderr, "probe: listen PORT... or dial [-for 2s] HOST:PORT...")
		os.Exit(2)
	}
}

func listen(ports []string) {
	for _, port := range ports {
		listener, err := net.Listen("tcp", ":"+port)
		if err != nil {
			fmt.Fprintln(os.Stderr, "probe:", err)
			os.Exit(1)
		}
		go func() {
			for {
				if connection, err := listener.Accept(); err == nil {
					connection.Close()
				}
			}
		}()
	}
	select {}
}

func dial(addresses []string, patience time.Duration) {
	answers := make([]answer, len(addresses))
	var all sync.WaitGroup
	for index, address := range addresses {
		all.Go(func() {
			answers[index] = answer{Address: address}
			connection, err := net.DialTimeout("tcp", address, patience)
			if err != nil {
				answers[index].Error = err.Error()
				return
			}
			answers[index].Open = true
			connection.Close()
		})
	}
	all.Wait()
	output := json.NewEncoder(os.Stdout)
	for _, each := range answers {
		_ = output.Encode(each)
	}
}
