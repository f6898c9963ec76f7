// A device plugin that offers graphics cards which are not there, so that scheduling, quota and sharing of them are exercised.
// It stands in for NVIDIA's: the name of the resource, what time slicing makes of it and which requests it refuses are read
// from that one's configuration. Containers get the environment that NVIDIA's gives them, and no device.
//
//	device-plugin -gpus 1 [-config FILE]
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"net"
	"os"
	"path"
	"slices"
	"strings"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	api "k8s.io/kubelet/pkg/apis/deviceplugin/v1beta1"
	"sigs.k8s.io/yaml"
)

// Of https://github.com/NVIDIA/k8s-device-plugin#configuration-option-details
type configuration struct {
	Sharing struct {
		TimeSlicing struct {
			FailRequestsGreaterThanOne bool
			Resources                  []struct {
				Name     string
				Replicas int
			}
		}
	}
}

type plugin struct {
	api.UnimplementedDevicePluginServer
	devices []*api.Device
	// Whether a container may have one device at most, because two would be slices of one card.
	one bool
}

const resource = "nvidia.com/gpu"

func main() {
	gpus := flag.Int("gpus", 1, "how many cards there are")
	file := flag.String("config", "", "NVIDIA's configuration file")
	flag.Parse()
	server, err := newPlugin(*gpus, *file)
	if err == nil {
		err = serve(server)
	}
	log.Fatal(err)
}

func newPlugin(gpus int, file string) (*plugin, error) {
	var config configuration
	if file != "" {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if err := yaml.Unmarshal(text, &config); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	shares := 1
	for _, each := range config.Sharing.TimeSlicing.Resources {
		if each.Name == resource {
			shares = each.Replicas
		}
	}
	made := &plugin{one: shares > 1 && config.Sharing.TimeSlicing.FailRequestsGreaterThanOne}
	for gpu := range gpus {
		for share := range shares {
			made.devices = append(made.devices, &api.Device{ID: fmt.Sprintf("GPU-%d::%d", gpu, share), Health: api.Healthy})
		}
	}
	return made, nil
}

// Serves at a socket of kubelet's folder and tells kubelet of it.
func serve(server *plugin) error {
	socket := path.Join(api.DevicePluginPath, "stand-in.sock")
	_ = os.Remove(socket)
	listener, err := net.Listen("unix", socket)
	if err != nil {
		return err
	}
	serving := grpc.NewServer()
	api.RegisterDevicePluginServer(serving, server)
	failed := make(chan error, 1)
	go func() { failed <- serving.Serve(listener) }()
	kubelet, err := grpc.NewClient("unix://"+api.KubeletSocket, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	defer kubelet.Close()
	request := &api.RegisterRequest{Version: api.Version, Endpoint: path.Base(socket), ResourceName: resource}
	if _, err := api.NewRegistrationClient(kubelet).Register(context.Background(), request); err != nil {
		return err
	}
	log.Printf("offers %d of %s", len(server.devices), resource)
	return <-failed
}

func (p *plugin) GetDevicePluginOptions(context.Context, *api.Empty) (*api.DevicePluginOptions, error) {
	return &api.DevicePluginOptions{}, nil
}

// Nothing about the cards ever changes: one list, for as long as kubelet listens.
func (p *plugin) ListAndWatch(_ *api.Empty, stream api.DevicePlugin_ListAndWatchServer) error {
	if err := stream.Send(&api.ListAndWatchResponse{Devices: p.devices}); err != nil {
		return err
	}
	<-stream.Context().Done()
	return nil
}

func (p *plugin) Allocate(_ context.Context, request *api.AllocateRequest) (*api.AllocateResponse, error) {
	answer := &api.AllocateResponse{}
	for _, container := range request.ContainerRequests {
		if p.one && len(container.DevicesIds) > 1 {
			return nil, fmt.Errorf("request for '%s: %d' too large: maximum request size for shared resources is 1", resource, len(container.DevicesIds))
		}
		cards := map[string]string{"NVIDIA_VISIBLE_DEVICES": cardsOf(container.DevicesIds)}
		answer.ContainerResponses = append(answer.ContainerResponses, &api.ContainerAllocateResponse{Envs: cards})
	}
	return answer, nil
}

// The cards that slices are of.
func cardsOf(ids []string) string {
	var cards []string
	for _, id := range ids {
		card, _, _ := strings.Cut(id, "::")
		if !slices.Contains(cards, card) {
			cards = append(cards, card)
		}
	}
	return strings.Join(cards, ",")
}
