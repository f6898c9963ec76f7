import type { Suite } from "../suite.ts";

export const service: Suite = {
  object: {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "web" },
    spec: { selector: { app: "web" }, ports: [{ name: "http", port: 80, targetPort: "http" }] },
  },
  accepts: {
    "no ports where it is headless": { "/spec/clusterIP": "None", "/spec/ports": undefined },
    "a name that begins with a digit": { "/metadata/name": "1web" },
    "an external name": { "/spec": { type: "ExternalName", externalName: "db.example.com." } },
    "one port for two protocols": { "/spec/ports/-": { name: "quic", port: 80, protocol: "UDP" } },
    "a node port": { "/spec/type": "NodePort", "/spec/ports/0/nodePort": 30080 },
    "client affinity": { "/spec/sessionAffinity": "ClientIP" },
  },
  rejects: [
    ["name", { "/metadata/name": "web.main" }, 'metadata.name: Invalid value: "web.main": must not contain dots'],
    ["service-ports", { "/spec/ports": [] }, "spec.ports: Required value"],
    ["service-ports", { "/spec/ports/0/port": 70000 }, "spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive"],
    ["service-ports", { "/spec/ports/-": { port: 81 } }, "spec.ports[1].name: Required value"],
    ["service-ports", { "/spec/ports/-": { name: "http", port: 81 } }, 'spec.ports[1].name: Duplicate value: "http"'],
    ["service-ports", { "/spec/ports/-": { name: "too", port: 80 } }, 'spec.ports[1]: Duplicate value: {"port":80,"protocol":"TCP"}'],
    ["service-ports", { "/spec/ports/0/targetPort": "http_main" }, 'spec.ports[0].targetPort: Invalid value: "http_main": must contain only alpha-numeric'],
    ["service-node-ports", { "/spec/ports/0/nodePort": 30080 }, "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"],
    [
      "service-node-ports",
      { "/spec/type": "NodePort", "/spec/ports/0/nodePort": 80 },
      "spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767",
    ],
    [
      "service-type",
      { "/spec/type": "Internal" },
      'spec.type: Unsupported value: "Internal": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
    ],
    ["service-type", { "/spec/type": "ExternalName" }, "spec.externalName: Required value"],
    ["service-type", { "/spec/loadBalancerClass": "example.com/lb" }, "spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'"],
    [
      "service-type",
      { "/spec/type": "LoadBalancer", "/spec/loadBalancerClass": "a b" },
      'spec.loadBalancerClass: Invalid value: "a b": name part must consist of',
    ],
    ["service-addresses", { "/spec/clusterIP": "10.0.0.999" }, 'spec.clusterIP: Invalid value: "10.0.0.999": must be a valid IP address'],
    ["service-addresses", { "/spec/externalIPs": ["127.0.0.1"] }, 'spec.externalIPs[0]: Invalid value: "127.0.0.1": may not be in the loopback range'],
    ["service-addresses", { "/spec/ipFamilies": ["IPv4", "IPv4"] }, 'spec.ipFamilies[1]: Duplicate value: "IPv4"'],
    [
      "service-traffic",
      { "/spec/externalTrafficPolicy": "Local" },
      'spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services',
    ],
    [
      "service-traffic",
      { "/spec/internalTrafficPolicy": "Near" },
      'spec.internalTrafficPolicy: Unsupported value: "Near": supported values: "Cluster", "Local"',
    ],
    [
      "service-session-affinity",
      { "/spec/sessionAffinity": "Client" },
      'spec.sessionAffinity: Unsupported value: "Client": supported values: "ClientIP", "None"',
    ],
    ["labels", { "/spec/selector/app": "a b" }, 'spec.selector.app: Invalid value: "a b": a valid label must be'],
  ],
};

export const ingress: Suite = {
  object: {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name: "web" },
    spec: {
      ingressClassName: "nginx",
      tls: [{ hosts: ["web.example.com"], secretName: "web-tls" }],
      rules: [{ host: "web.example.com", http: { paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "web", port: { number: 80 } } } }] } }],
    },
  },
  accepts: {
    "a wildcard host": { "/spec/rules/0/host": "*.example.com" },
    "any path for the controller to read": {
      "/spec/rules/0/http/paths/0": { path: "/a//b", pathType: "ImplementationSpecific", backend: { service: { name: "web", port: { name: "http" } } } },
    },
    "only a default": { "/spec/rules": undefined, "/spec/defaultBackend": { service: { name: "web", port: { number: 80 } } } },
  },
  rejects: [
    ["ingress-rule", { "/spec/rules/0/host": "10.0.0.1" }, 'spec.rules[0].host: Invalid value: "10.0.0.1": must be a DNS name, not an IP address'],
    [
      "ingress-rule",
      { "/spec/rules/0/host": "a.*.example.com" },
      'spec.rules[0].host: Invalid value: "a.*.example.com": a wildcard DNS-1123 subdomain must start',
    ],
    ["ingress-rule", { "/spec/rules": undefined }, "spec: Invalid value: null: either `defaultBackend` or `rules` must be specified"],
    ["ingress-path", { "/spec/rules/0/http/paths/0/pathType": undefined }, "spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified"],
    ["ingress-path", { "/spec/rules/0/http/paths/0/path": "api" }, 'spec.rules[0].http.paths[0].path: Invalid value: "api": must be an absolute path'],
    ["ingress-path", { "/spec/rules/0/http/paths/0/path": "/a//b" }, "spec.rules[0].http.paths[0].path: Invalid value: \"/a//b\": must not contain '//'"],
    ["ingress-path", { "/spec/rules/0/http/paths/0/pathType": "Regex" }, 'spec.rules[0].http.paths[0].pathType: Unsupported value: "Regex"'],
    [
      "ingress-backend",
      { "/spec/rules/0/http/paths/0/backend/service/port": {} },
      "spec.rules[0].http.paths[0].backend: Required value: port name or number is required",
    ],
    [
      "ingress-backend",
      { "/spec/rules/0/http/paths/0/backend": {} },
      'spec.rules[0].http.paths[0].backend: Invalid value: "": resource or service backend is required',
    ],
    [
      "ingress-backend",
      { "/spec/rules/0/http/paths/0/backend/service/port/name": "http" },
      'spec.rules[0].http.paths[0].backend: Invalid value: "": cannot set both port name & port number',
    ],
    ["ingress-tls", { "/spec/tls/0/hosts/0": "Web" }, 'spec.tls[0].hosts[0]: Invalid value: "Web": a lowercase RFC 1123 subdomain'],
    [
      "ingress-class-annotation",
      { "/metadata/annotations": { "kubernetes.io/ingress.class": "other" } },
      'metadata.annotations[kubernetes.io/ingress.class]: Invalid value: "other": must match `ingressClassName`',
    ],
  ],
};

export const ingressClass: Suite = {
  object: { apiVersion: "networking.k8s.io/v1", kind: "IngressClass", metadata: { name: "nginx" }, spec: { controller: "example.com/nginx" } },
  accepts: {},
  rejects: [
    ["ingress-class", { "/spec/controller": "nginx" }, 'spec.controller: Invalid value: "nginx": must be a domain-prefixed path (such as "acme.io/foo")'],
    ["namespace", { "/metadata/namespace": "default" }, "metadata.namespace: Forbidden: not allowed on this type"],
  ],
};

export const networkPolicy: Suite = {
  object: {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "web" },
    spec: {
      podSelector: {},
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: "proxy" } } }], ports: [{ port: 8080, endPort: 8090 }] }],
      egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] } }] }],
    },
  },
  accepts: { "ranges of IPv6": { "/spec/egress/0/to/0/ipBlock": { cidr: "::/0", except: ["fd00::/8"] } }, everybody: { "/spec/ingress/0/from": [] } },
  rejects: [
    [
      "network-policy-ports",
      { "/spec/ingress/0/ports/0/endPort": 80 },
      "spec.ingress[0].ports[0].endPort: Invalid value: 8080: must be greater than or equal to `port`",
    ],
    [
      "network-policy-ports",
      { "/spec/ingress/0/ports/0/port": 0, "/spec/ingress/0/ports/0/endPort": undefined },
      "spec.ingress[0].ports[0].port: Invalid value: 0: must be between 1 and 65535",
    ],
    [
      "network-policy-ports",
      { "/spec/ingress/0/ports/0/port": "http" },
      "spec.ingress[0].ports[0].endPort: Invalid value: 8090: may not be specified when `port` is non-numeric",
    ],
    [
      "network-policy-peer",
      { "/spec/egress/0/to/0/ipBlock/cidr": "10.0.0.0/33" },
      'spec.egress[0].to[0].ipBlock.cidr: Invalid value: "10.0.0.0/33": must be a valid CIDR value',
    ],
    [
      "network-policy-peer",
      { "/spec/egress/0/to/0/ipBlock/except/0": "10.0.0.1/8" },
      'spec.egress[0].to[0].ipBlock.except[0]: Invalid value: "10.0.0.1/8": must not have bits set beyond the prefix length',
    ],
    [
      "network-policy-peer",
      { "/spec/egress/0/to/0/ipBlock/cidr": "192.168.0.0/16" },
      'spec.egress[0].to[0].ipBlock.except[0]: Invalid value: "10.0.0.0/8": must be a strict subset of `cidr`',
    ],
    ["network-policy-peer", { "/spec/egress/0/to/0/podSelector": {} }, "spec.egress[0].to[0]: Forbidden: may not specify both ipBlock and another peer"],
    ["network-policy-peer", { "/spec/egress/0/to/0": {} }, "spec.egress[0].to[0]: Required value: must specify a peer"],
    ["network-policy-types", { "/spec/policyTypes/0": "ingress" }, 'spec.policyTypes[0]: Unsupported value: "ingress": supported values: "Ingress", "Egress"'],
  ],
};

export const endpointSlice: Suite = {
  object: {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: { name: "web-1" },
    addressType: "IPv4",
    endpoints: [{ addresses: ["10.1.2.3"] }],
    ports: [{ name: "http", port: 80 }],
  },
  accepts: {},
  rejects: [
    ["endpoint-slice-type", { "/addressType": "IP" }, 'addressType: Unsupported value: "IP": supported values: "FQDN", "IPv4", "IPv6"'],
    ["endpoint-slice-endpoints", { "/endpoints/0/addresses": [] }, "endpoints[0].addresses: Required value: must contain at least 1 address"],
    ["endpoint-slice-endpoints", { "/endpoints/0/addresses/0": "fd00::1" }, 'endpoints[0].addresses[0]: Invalid value: "fd00::1": must be an IPv4 address'],
    ["endpoint-slice-ports", { "/ports/-": { name: "http", port: 81 } }, 'ports[1].name: Duplicate value: "http"'],
  ],
};
