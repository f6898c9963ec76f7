import type { Application } from "./applications.ts";

/** What an Application says about how a chart is rendered. https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/ */
export interface HelmOptions {
  readonly releaseName?: string;
  readonly namespace?: string;
  readonly kubeVersion?: string;
  readonly apiVersions?: readonly string[];
  readonly valueFiles?: readonly string[];
  readonly ignoreMissingValueFiles?: boolean;
  readonly values?: string;
  readonly valuesObject?: Readonly<Record<string, unknown>>;
  readonly parameters?: readonly { readonly name: string; readonly value: string; readonly forceString?: boolean }[];
  readonly fileParameters?: readonly { readonly name: string; readonly path: string }[];
  readonly skipCrds?: boolean;
  readonly skipSchemaValidation?: boolean;
  readonly skipTests?: boolean;
}

/** The variables that Argo CD sets, as far as they are known before a sync. https://argo-cd.readthedocs.io/en/stable/user-guide/build-environment/ */
export function buildVariables(application: Application): Readonly<Record<string, string | undefined>> {
  return { ARGOCD_APP_NAME: application.name, ARGOCD_APP_NAMESPACE: application.namespace };
}

/** Puts the values of variables into a text: "$NAME", "${NAME}"; "$$" is a dollar sign. What is not known stays. */
export function substitute(text: string, variables: Readonly<Record<string, string | undefined>>): string {
  return text.replace(/\$(?:\$|(\w+)|\{(\w+)\})/g, (whole, plain?: string, braced?: string) => {
    if (whole === "$$") return "$";
    return variables[(plain ?? braced) as string] ?? whole;
  });
}
