import { lookup } from "../../../lookup.ts";
import type { Field } from "../field.ts";
import { labelSelector } from "../label-selector.ts";
import { all, type Check, each, fields } from "../rule.ts";
import { fileMode, requiredText } from "../values.ts";
import { downwardFile } from "./env.ts";
import { projectedPath } from "./paths.ts";

export const keyToPath: Check = fields({
  key: requiredText(),
  path: requiredText(projectedPath),
  mode: fileMode,
});

export const projected: Check = (field) => {
  const paths = new Set<string>();
  fileMode(field.at("defaultMode"));
  for (const source of field.at("sources").items) {
    const given = source.entries.filter((entry) => entry.present);
    if (given.length > 1) source.forbidden("may not specify more than 1 volume type per source");
    for (const kind of given) lookup(PROJECTIONS, kind.key)?.(kind);
    for (const path of given.flatMap(filesOf)) {
      if (paths.has(path.text)) path.invalid("conflicting duplicate paths");
      paths.add(path.text);
    }
  }
};

/** The places of the file names that a projected source makes; two tokens may share one, as the API server lets them. */
function filesOf(kind: Field): Field[] {
  if (kind.key === "clusterTrustBundle") return [kind.at("path")];
  return kind
    .at("items")
    .items.map((item) => item.at("path"))
    .filter((path) => path.text !== "");
}

const keyed: Check = fields({ name: requiredText(), items: each(keyToPath) });

const PROJECTIONS: Record<string, Check> = {
  secret: keyed,
  configMap: keyed,
  downwardAPI: fields({
    items: each(all(fields({ path: requiredText(projectedPath), mode: fileMode }), downwardFile)),
  }),
  serviceAccountToken: fields({
    expirationSeconds: (field) => {
      if ((field.number ?? 3600) < 600) field.invalid("may not specify a duration less than 10 minutes");
      if ((field.number ?? 3600) > 2 ** 32) field.invalid("may not specify a duration larger than 2^32 seconds");
    },
    path: requiredText(projectedPath),
  }),
  clusterTrustBundle: (field) => {
    const [name, signer] = [field.at("name"), field.at("signerName")];
    if (name.present && signer.present) field.invalid("only one of name and signerName may be used");
    else if (!name.present && !signer.present) field.required("either name or signerName must be specified");
    labelSelector(field.at("labelSelector"));
    requiredText(projectedPath)(field.at("path"));
  },
};
