import type { Application } from "../../discover/applications.ts";
import type { ChartSource } from "../../discover/charts.ts";
import { buildVariables, substitute } from "../../discover/helm-options.ts";
import { readText } from "../../yaml/yaml-file.ts";

/** A parameter as the renderer takes it. */
interface Parameter {
  readonly name: string;
  readonly value: string;
}

/** What the renderer is asked to do with a chart; see ChartJob in tools/renderer/chart.go. */
export interface ChartJob {
  readonly chart: string;
  readonly dependencies?: readonly string[];
  readonly release: string;
  readonly namespace: string;
  readonly kubeVersion: string;
  readonly apiVersions: readonly string[];
  readonly values: {
    readonly files: readonly { readonly name: string; readonly text?: string; readonly inChart?: true }[];
    readonly set: readonly Parameter[];
    readonly setString: readonly Parameter[];
    readonly setFile: readonly Parameter[];
  };
  readonly skipCrds: boolean;
  readonly skipSchemaValidation: boolean;
  readonly skipTests: boolean;
}

/** The values that an Application holds itself, as the last of the files. */
export const OWN_VALUES = "the Application's own values";

/**
 * What Argo CD would tell Helm. https://argo-cd.readthedocs.io/en/stable/user-guide/helm/ and helmTemplate in Argo CD's reposerver/repository
 * @param chart the path of an archive or folder
 * @param kubernetes the version of the cluster, "major.minor"
 * @throws InputError for a value file that cannot be read
 */
export function chartJob(root: string, application: Application, source: ChartSource, chart: string, kubernetes: string): ChartJob {
  const { helm } = source;
  const variables = buildVariables(application);
  const parameters = list(helm.parameters).map(({ name, value, forceString }) => ({ name, value: substitute(String(value ?? ""), variables), forceString }));
  const own = ownValues(source);
  return {
    chart,
    release: helm.releaseName || application.name,
    namespace: helm.namespace || application.namespace || "",
    kubeVersion: helm.kubeVersion || `${kubernetes}.0`,
    apiVersions: list(helm.apiVersions),
    values: {
      files: [
        ...source.valueFiles.map((file) =>
          file.in === "chart" ? { name: file.name, inChart: true as const } : { name: file.name, text: readText(root, file.name) },
        ),
        ...(own === undefined ? [] : [{ name: OWN_VALUES, text: own }]),
      ],
      set: parameters.filter(({ forceString }) => !forceString).map(({ name, value }) => ({ name, value })),
      setString: parameters.filter(({ forceString }) => forceString).map(({ name, value }) => ({ name, value })),
      setFile: source.parameterFiles.map(({ name, file }) => ({ name, value: readText(root, file) })),
    },
    skipCrds: helm.skipCrds === true,
    skipSchemaValidation: helm.skipSchemaValidation === true,
    skipTests: helm.skipTests === true,
  };
}

/** valuesObject wins over values. */
function ownValues({ helm }: ChartSource): string | undefined {
  if (typeof helm.valuesObject === "object" && helm.valuesObject !== null) return JSON.stringify(helm.valuesObject);
  return typeof helm.values === "string" && helm.values !== "" ? helm.values : undefined;
}

/** What is not of its type has no meaning here; the model of an Application says what is wrong with it. */
function list<T>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value) ? value : [];
}
