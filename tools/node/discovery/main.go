// Tells Prometheus by HTTP which targets Kubernetes has, with the labels of Prometheus' own discovery, which Debian's is built
// without. https://prometheus.io/docs/prometheus/latest/configuration/configuration/#endpoints
//
//	GET /endpoints?namespace=NAME   a target for each ready address and port of the namespace's Services
//	GET /nodes                      a target for each node's kubelet
package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"
	"regexp"
)

const account = "/var/run/secrets/kubernetes.io/serviceaccount/"

type target struct {
	Targets []string          `json:"targets"`
	Labels  map[string]string `json:"labels"`
}

type metadata struct {
	Name   string
	Labels map[string]string
}

func main() {
	authority, err := os.ReadFile(account + "ca.crt")
	if err != nil {
		log.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(authority)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}
	serve := func(path string, find func(*http.Client, url.Values) ([]target, error)) {
		http.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			found, err := find(client, r.URL.Query())
			if err != nil {
				log.Print(err)
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
			w.Header().Set("Content-Type", "application/json")
			_ = json.NewEncoder(w).Encode(found)
		})
	}
	serve("/endpoints", endpoints)
	serve("/nodes", nodes)
	log.Fatal(http.ListenAndServe("127.0.0.1:8099", nil))
}

func endpoints(client *http.Client, query url.Values) ([]target, error) {
	namespace := query.Get("namespace")
	var list struct {
		Items []struct {
			Metadata metadata
			Subsets  []struct {
				Addresses []struct {
					IP        string
					TargetRef struct{ Name string }
				}
				Ports []struct {
					Name string
					Port int
				}
			}
		}
	}
	if err := get(client, "/api/v1/namespaces/"+url.PathEscape(namespace)+"/endpoints", &list); err != nil {
		return nil, err
	}
	found := []target{}
	for _, item := range list.Items {
		for _, subset := range item.Subsets {
			for _, address := range subset.Addresses {
				for _, port := range subset.Ports {
					// The controller gives Endpoints the labels of their Service.
					labels := prefixed("__meta_kubernetes_service_label_", item.Metadata.Labels)
					labels["__meta_kubernetes_namespace"] = namespace
					labels["__meta_kubernetes_service_name"] = item.Metadata.Name
					labels["__meta_kubernetes_endpoint_port_name"] = port.Name
					labels["__meta_kubernetes_pod_name"] = address.TargetRef.Name
					found = append(found, target{[]string{fmt.Sprintf("%s:%d", address.IP, port.Port)}, labels})
				}
			}
		}
	}
	return found, nil
}

func nodes(client *http.Client, _ url.Values) ([]target, error) {
	var list struct {
		Items []struct {
			Metadata metadata
			Status   struct {
				Addresses []struct{ Type, Address string }
			}
		}
	}
	if err := get(client, "/api/v1/nodes", &list); err != nil {
		return nil, err
	}
	found := []target{}
	for _, item := range list.Items {
		for _, address := range item.Status.Addresses {
			if address.Type == "InternalIP" {
				found = append(found, target{[]string{address.Address + ":10250"}, map[string]string{"node": item.Metadata.Name}})
			}
		}
	}
	return found, nil
}

func get(client *http.Client, path string, into any) error {
	// A token is renewed while the pod runs.
	token, err := os.ReadFile(account + "token")
	if err != nil {
		return err
	}
	request, err := http.NewRequest(http.MethodGet, "https://kubernetes.default.svc"+path, nil)
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+string(token))
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", path, response.Status)
	}
	return json.NewDecoder(response.Body).Decode(into)
}

var unfit = regexp.MustCompile(`[^a-zA-Z0-9_]`)

func prefixed(prefix string, labels map[string]string) map[string]string {
	made := map[string]string{}
	for name, value := range labels {
		made[prefix+unfit.ReplaceAllString(name, "_")] = value
	}
	return made
}
