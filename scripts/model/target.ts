import { type Config, KUBERNETES } from "../config.ts";

/**
 * What nobody knows of the Kubernetes that is asked for, because what is known here is of another; a sentence each.
 * @param params the parameters of the rules, by the name of their file
 */
export function notOfTarget({ versions: { kubernetes } }: Pick<Config, "versions">, params: Readonly<Record<string, unknown>>): string[] {
  const { known } = params["api_versions"] as { known: string };
  const minor = (version: string) => Number(version.split(".")[1]);
  return [
    ...(kubernetes === KUBERNETES ? [] : [`fields that came or went between Kubernetes ${kubernetes}, the target, and ${KUBERNETES}, of which the models are`]),
    ...(minor(kubernetes) <= minor(known) ? [] : [`API versions after Kubernetes ${known}, the last that the table of them knows`]),
  ];
}
