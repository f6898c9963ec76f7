const KUBERNETES = "https://github.com/kubernetes/kubernetes/tree/HEAD/";
const LIBRARIES = `${KUBERNETES}staging/src/k8s.io/`;

/** Where the code is that rules restate, by the first word of their source. */
const PACKAGES: Readonly<Record<string, string>> = {
  apiextensions: `${LIBRARIES}apiextensions-apiserver/pkg`,
  apimachinery: `${LIBRARIES}apimachinery/pkg`,
  apiserver: `${LIBRARIES}apiserver/pkg`,
  "pod-security-admission": `${LIBRARIES}pod-security-admission`,
  "structured-merge-diff": "https://github.com/kubernetes-sigs/structured-merge-diff/tree/HEAD/typed",
  "encoding/json": "https://pkg.go.dev/encoding/json",
  "kedacore/keda": "https://github.com/kedacore/keda/tree/HEAD/apis/keda",
  "prometheus-operator": "https://github.com/prometheus-operator/prometheus-operator/tree/HEAD/pkg/admission",
  prometheus: "https://github.com/prometheus/prometheus/tree/HEAD/model/rulefmt",
  "cert-manager": "https://github.com/cert-manager/cert-manager/tree/HEAD/internal/apis/certmanager/validation",
  "external-secrets": "https://github.com/external-secrets/external-secrets/tree/HEAD/apis/externalsecrets",
};

/**
 * Where to read what a rule restates.
 * @param source "<package> <function>, <function>, <package> <function>"; a part of one word goes on with the package before.
 *   A package is one of those above, or registry/<path> in Kubernetes, or the name of an API group there
 * @returns a URL for each package, in order
 */
export function referencesOf(source: string): string[] {
  const packages = source.split(", ").flatMap((part) => (part.includes(" ") ? (part.split(" ")[0] as string) : []));
  const inKubernetes = (name: string) => `${KUBERNETES}pkg/${name.startsWith("registry/") ? name : `apis/${name}/validation`}`;
  return [...new Set(packages.map((name) => PACKAGES[name] ?? inKubernetes(name)))];
}
