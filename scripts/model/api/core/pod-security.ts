import type { Field } from "../field.ts";
import { type Check, rule } from "../rule.ts";
import { listed } from "../values.ts";
import { profiles } from "./security-context.ts";

const SYSCTL = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;
const SYSCTL_SAYS = "must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$";

const sysctls: Check<[spec: Field]> = rule(
  "sysctls",
  "core validateSysctls",
  "Name each kernel parameter once; those of the net and ipc namespaces cannot be set where the host's are used.",
  (field, spec) => {
    const seen = new Set<string>();
    for (const item of field.items) {
      const name = item.at("name");
      const dotted = name.text.replaceAll("/", ".");
      if (name.text === "") name.required();
      else if (name.text.length > 253 || !SYSCTL.test(name.text)) name.invalid(SYSCTL_SAYS);
      else if (seen.has(name.text)) name.duplicate();
      if (spec.at("hostNetwork").true && dotted.startsWith("net.")) {
        name.invalid("may not be specified when 'hostNetwork' is true");
      }
      if (spec.at("hostIPC").true && /^(kernel\.(shm|msg|sem)|fs\.mqueue\.)/.test(dotted)) {
        name.invalid("may not be specified when 'hostIPC' is true");
      }
      seen.add(name.text);
    }
  },
);

const podPolicies: Check = rule(
  "pod-security-context",
  "core validatePodSpecSecurityContext",
  "Use the values that the API documentation lists; a shared process namespace excludes the host's.",
  (spec) => {
    const field = spec.at("securityContext");
    listed("Always", "OnRootMismatch")(field.at("fsGroupChangePolicy"));
    listed("Merge", "Strict")(field.at("supplementalGroupsPolicy"));
    listed("MountOption", "Recursive")(field.at("seLinuxChangePolicy"));
    const shared = spec.at("shareProcessNamespace");
    if (shared.true && spec.at("hostPID").true) shared.invalid("ShareProcessNamespace and HostPID cannot both be enabled");
  },
);

/** The security context of a pod. */
export const podSecurity: Check = (spec) => {
  const field = spec.at("securityContext");
  podPolicies(spec);
  profiles(field);
  sysctls(field.at("sysctls"), spec);
};

/** What user namespaces exclude. */
export const hostUsers: Check = rule(
  "user-namespaces",
  "core validateHostUsers",
  "With hostUsers: false, leave out hostNetwork, hostPID and hostIPC.",
  (spec) => {
    if (spec.at("hostUsers").value !== false) return;
    for (const key of ["hostNetwork", "hostPID", "hostIPC"]) {
      if (spec.at(key).true) spec.at(key).forbidden("when `hostUsers` is false");
    }
  },
);
