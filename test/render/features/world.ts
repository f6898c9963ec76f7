/** Files of a folder by their names; the folder that is built is "top". */
export type Feature = Readonly<Record<string, string>>;

/** A small base that most features change. */
export const BASE: Feature = {
  "base/kustomization.yaml": "resources: [deployment.yaml, service.yaml, config-map.yaml]\n",
  "base/deployment.yaml": `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: registry.example.com/web:1.0.0
          env: [{name: ONE, value: "1"}, {name: TWO, value: "2"}]
          envFrom: [{configMapRef: {name: settings}}]
          ports: [{containerPort: 8080, protocol: TCP}]
        - {name: side, image: nginx}
`,
  "base/service.yaml": `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
`,
  "base/config-map.yaml": `apiVersion: v1
kind: ConfigMap
metadata: {name: plain}
data: {mode: plain, yes: "yes", number: "1", text: "a: b\\nc: d\\n"}
`,
};

/** The base under an overlay of these fields. */
export function overlay(fields: string, files: Feature = {}): Feature {
  return { ...BASE, "top/kustomization.yaml": `resources: [../base]\n${fields}`, ...files };
}

/** A folder that is built alone. */
export function alone(fields: string, files: Feature = {}): Feature {
  return { "top/kustomization.yaml": fields, ...files };
}
