import { digest } from "../cache.ts";
import type { Finding } from "../finding.ts";

/** What makes a finding the same one tomorrow, though lines were added above it: the rule, the object and the place in it. */
export function fingerprint({ rule, environment, object, path, source, message }: Finding): string {
  return digest([rule, environment ?? "", JSON.stringify(object ?? source?.file ?? ""), path ?? message]);
}
