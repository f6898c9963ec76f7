import { lookup } from "../../../lookup.ts";
import type { Field } from "../field.ts";
import { configMapKey } from "../formats.ts";
import { type Check, rule } from "../rule.ts";

const MOST_BYTES = 1024 * 1024;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const keys: Check = rule(
  "config-keys",
  "core ValidateConfigMap, ValidateSecret",
  "Use keys of letters, digits, '-', '_' and '.': they become names of files.",
  (map) => {
    for (const entry of map.entries) {
      for (const message of configMapKey(String(entry.key))) entry.invalid(message, entry.key);
    }
  },
);

const base64: Check = rule(
  "base64",
  "encoding/json decoding of []byte",
  "Encode the value with base64, or put it into stringData (Secret) or data (ConfigMap) as it is.",
  (map) => {
    for (const entry of map.entries) {
      if (!BASE64.test(entry.text.replace(/[\r\n]/g, ""))) entry.invalid("illegal base64 data", "<contents redacted>");
    }
  },
);

/** Bytes of the values, as they are or encoded. */
function bytes(map: Field, encoded: boolean): number {
  return map.entries.reduce((sum, { text }) => {
    if (!encoded) return sum + Buffer.byteLength(text);
    return sum + Math.floor((text.replace(/=+$/, "").length * 3) / 4);
  }, 0);
}

const size: Check<[total: number]> = rule(
  "config-size",
  "core ValidateConfigMap, ValidateSecret",
  "Keep a ConfigMap or Secret below 1 MiB: split it, or keep large files elsewhere.",
  (field, total) => {
    if (total > MOST_BYTES) field.tooLong(MOST_BYTES);
  },
);

const once: Check = rule("config-key-once", "core ValidateConfigMap", "Keep each key in one of data and binaryData.", (object) => {
  for (const entry of object.at("data").entries) {
    if (object.at("binaryData").at(String(entry.key)).present) {
      entry.invalid("duplicate of key present in binaryData", entry.key);
    }
  }
});

/** ConfigMap, v1. */
export const configMap: Check = (object) => {
  const [data, binary] = [object.at("data"), object.at("binaryData")];
  keys(data);
  keys(binary);
  base64(binary);
  once(object);
  size(data, bytes(data, false) + bytes(binary, true));
};

/** What each type of Secret must hold: the keys, or one of several keys. */
const NEEDS: Record<string, string[]> = {
  "kubernetes.io/dockercfg": [".dockercfg"],
  "kubernetes.io/dockerconfigjson": [".dockerconfigjson"],
  "kubernetes.io/ssh-auth": ["ssh-privatekey"],
  "kubernetes.io/tls": ["tls.crt", "tls.key"],
};
const SERVICE_ACCOUNT = "kubernetes.io/service-account.name";

/** The value that a key will have: stringData overwrites data. */
function effective(object: Field, key: string): string | undefined {
  const [plain, encoded] = [object.at("stringData").at(key), object.at("data").at(key)];
  if (plain.present) return plain.text;
  return encoded.present ? Buffer.from(encoded.text, "base64").toString() : undefined;
}

const contents: Check = rule("secret-type", "core ValidateSecret", "Give a Secret the keys that its type asks for, or use type Opaque.", (object) => {
  const type = object.at("type").text;
  for (const key of lookup(NEEDS, type) ?? []) {
    const value = effective(object, key);
    if (value === undefined || (type.endsWith("ssh-auth") && value === "")) object.at("data").at(key).required();
    else if (key.startsWith(".docker") && !isJsonObject(value)) {
      object.at("data").at(key).invalid("must be a JSON object", "<secret contents redacted>");
    }
  }
  const basic = ["username", "password"];
  if (type === "kubernetes.io/basic-auth" && basic.every((key) => effective(object, key) === undefined)) {
    for (const key of basic) object.at("data").at(key).required();
  }
  const account = object.under("metadata", "annotations").at(SERVICE_ACCOUNT);
  if (type === "kubernetes.io/service-account-token" && account.text === "") account.required();
});

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return value === null || (typeof value === "object" && !Array.isArray(value));
  } catch {
    return false;
  }
}

/** Secret, v1. */
export const secret: Check = (object) => {
  const [data, plain] = [object.at("data"), object.at("stringData")];
  keys(data);
  keys(plain);
  base64(data);
  contents(object);
  size(data, bytes(data, true) + bytes(plain, false));
};
