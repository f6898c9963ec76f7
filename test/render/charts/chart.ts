import { gzipSync } from "node:zlib";

/** The files of a chart, by their path in its folder. */
export type ChartFiles = Readonly<Record<string, string>>;

/** A chart of ours that uses most of what charts use: helpers, conditions, hooks, a definition, a schema, files, capabilities. */
export const WEB: ChartFiles = {
  "Chart.yaml": "apiVersion: v2\nname: web\nversion: 1.2.3\nappVersion: 4.5.6\n",
  "values.yaml": `replicas: 1
image: {repository: registry.example.com/web, tag: ""}
resources: {}
securityContext: {runAsNonRoot: true}
service: {enabled: true, port: 80}
texts: {}
`,
  "values-ha.yaml": "replicas: 3\n",
  "values.schema.json": JSON.stringify({ type: "object", properties: { replicas: { type: "integer" }, onlyInSchema: { type: "string" } } }),
  "files/greeting.txt": "hello\n",
  "crds/widgets.yaml": `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  names: {kind: Widget, plural: widgets}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}
`,
  "templates/_helpers.tpl": '{{- define "web.name" -}}{{ .Release.Name }}-web{{- end -}}\n',
  "templates/NOTES.txt": "Installed {{ .Release.Name }}.\n",
  "templates/deployment.yaml": `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "web.name" . }}
  namespace: {{ .Release.Namespace }}
  labels: {app: {{ .Release.Name }}, chart: "{{ .Chart.Name }}-{{ .Chart.Version }}"}
spec:
  replicas: {{ .Values.replicas }}
  selector: {matchLabels: {app: {{ .Release.Name }}}}
  template:
    metadata: {labels: {app: {{ .Release.Name }}}}
    spec:
      securityContext: {{- toYaml .Values.securityContext | nindent 8 }}
      containers:
        - name: web
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
          resources: {{- toYaml .Values.resources | nindent 12 }}
`,
  "templates/service.yaml": `{{- if .Values.service.enabled }}
apiVersion: v1
kind: Service
metadata: {name: {{ include "web.name" . }}}
spec:
  selector: {app: {{ .Release.Name }}}
  ports: [{port: {{ .Values.service.port }}}]
{{- end }}
`,
  "templates/config.yaml": `apiVersion: v1
kind: ConfigMap
metadata: {name: {{ .Release.Name }}-texts}
data:
  greeting: {{ .Files.Get "files/greeting.txt" | quote }}
  kubernetes: {{ .Capabilities.KubeVersion.Version | quote }}
  monitored: {{ .Capabilities.APIVersions.Has "monitoring.coreos.com/v1" | quote }}
{{- range $name, $text := .Values.texts }}
  {{ $name }}: {{ tpl $text $ | quote }}
{{- end }}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: {{ .Release.Name }}-second}
`,
  "templates/hooks.yaml": `apiVersion: batch/v1
kind: Job
metadata: {name: before, annotations: {helm.sh/hook: pre-install}}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}
---
apiVersion: v1
kind: Pod
metadata: {name: trial, annotations: {helm.sh/hook: test}}
spec: {containers: [{name: a, image: b}]}
`,
};

/** The archive of a chart, as `helm package` makes it. */
export function archive(name: string, files: ChartFiles): Buffer {
  return gzipSync(tar(Object.entries(files).map(([path, text]) => [`${name}/${path}`, text])));
}

/** A tar archive. https://www.gnu.org/software/tar/manual/html_node/Standard.html */
export function tar(entries: readonly (readonly [path: string, text: string])[]): Buffer {
  const blocks = entries.flatMap(([path, text]) => {
    const content = Buffer.from(text);
    return [header(path, content.length), content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function header(path: string, size: number): Buffer {
  const block = Buffer.alloc(512);
  const octal = (value: number, width: number) => value.toString(8).padStart(width - 1, "0");
  block.write(path, 0);
  block.write(octal(0o644, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  block.write(octal(0, 12), 136);
  block.write("        0", 148);
  block.write("ustar\u000000", 257);
  block.write(
    `${octal(
      block.reduce((sum, byte) => sum + byte, 0),
      7,
    )}\u0000 `,
    148,
  );
  return block;
}
