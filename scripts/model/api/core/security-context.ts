import type { Field } from "../field.ts";
import { dnsSubdomain } from "../formats.ts";
import { all, type Check, each, fields, present, rule } from "../rule.ts";
import { formatted, linuxId, listed, oneOf } from "../values.ts";
import { descendingPath } from "./paths.ts";

const ids: Check = rule(
  "user-and-group-ids",
  "core ValidateSecurityContext, validatePodSpecSecurityContext",
  "Use user and group ids between 0 and 2147483647.",
  fields({ runAsUser: linuxId, runAsGroup: linuxId, fsGroup: linuxId, supplementalGroups: each(linuxId) }),
);

const PROFILE_TYPES = ["Localhost", "RuntimeDefault", "Unconfined"];

const seccompProfile: Check = rule(
  "seccomp-profile",
  "core validateSeccompProfileField",
  "Use type RuntimeDefault, or Localhost together with localhostProfile.",
  present((field) => {
    const [type, profile] = [field.at("type"), field.at("localhostProfile")];
    if (type.text === "") type.required("type is required when seccompProfile is set");
    else oneOf(...PROFILE_TYPES)(type);
    if (type.text === "Localhost") {
      if (!profile.present) profile.required("must be set when seccomp type is Localhost");
      else profile.invalidEach(descendingPath(profile.text));
    } else if (profile.present) profile.invalid("can only be set when seccomp type is Localhost", field.value);
  }),
);

const appArmorProfile: Check = rule(
  "apparmor-profile",
  "core ValidateAppArmorProfileField",
  "Use type RuntimeDefault, or Localhost together with localhostProfile.",
  present((field) => {
    const [type, profile] = [field.at("type"), field.at("localhostProfile")];
    if (type.text === "") type.required("type is required when appArmorProfile is set");
    else if (!PROFILE_TYPES.includes(type.text)) type.unsupported(PROFILE_TYPES);
    else if (type.text !== "Localhost") {
      if (profile.present) profile.invalid("can only be set when AppArmor type is Localhost");
    } else if (profile.text.trim() !== profile.text) profile.invalid("must not be padded with whitespace");
    else if (profile.text === "") profile.required("must be set when AppArmor type is Localhost");
    if (type.text === "Localhost" && profile.text.length > 4095) profile.tooLong(4095);
  }),
);

const windowsOptions: Check = rule(
  "windows-options",
  "core validateWindowsSecurityContextOptions",
  "Use a DNS name for the GMSA credential spec, and a user name of the form [domain\\]user.",
  fields({
    gmsaCredentialSpecName: formatted(dnsSubdomain),
    gmsaCredentialSpec: present((field) => {
      if (field.text === "") field.invalid("gmsaCredentialSpec cannot be an empty string");
      else if (field.text.length > 64 * 1024) field.invalid("gmsaCredentialSpec size must be under 64 KiB");
    }),
    runAsUserName: present((field) => {
      const parts = field.text.split("\\");
      const user = parts.at(-1) ?? "";
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
      if (/[\u0000-\u001f\u007f]/.test(field.text)) field.invalid("runAsUserName cannot contain control characters");
      else if (field.text === "") field.invalid("runAsUserName cannot be an empty string");
      else if (parts.length > 2) field.invalid("runAsUserName cannot contain more than one backslash");
      else if (user === "") field.invalid("runAsUserName's User cannot be empty");
      else if (user.length > 104) field.invalid("runAsUserName's User length must not be longer than 104 characters");
      else if (/["/:;|=,+*?<>@[\]]/.test(user)) {
        field.invalid("runAsUserName's User cannot contain the following characters: \"/\\:;|=,+*?<>@[]");
      }
    }),
  }),
);

const procMount: Check<[hostUsers: boolean]> = rule(
  "proc-mount",
  "core ValidateSecurityContext",
  "Leave procMount out, which means Default; Unmasked is for pods with hostUsers: false.",
  (mount, hostUsers) => {
    oneOf("Default", "Unmasked")(mount);
    if (hostUsers && mount.text === "Unmasked") mount.invalid("`hostUsers` must be false to use `Unmasked`");
  },
);

const privilege: Check = rule(
  "privilege",
  "core ValidateSecurityContext",
  "A privileged container, or one with CAP_SYS_ADMIN, can always escalate: drop the privilege, or allowPrivilegeEscalation: false.",
  (field) => {
    if (field.at("allowPrivilegeEscalation").value !== false) return;
    if (field.at("privileged").true) {
      field.invalid("cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
    }
    if (field.under("capabilities", "add").texts.includes("CAP_SYS_ADMIN")) {
      field.invalid("cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
    }
  },
);

const profiles: Check = all(ids, fields({ seccompProfile, appArmorProfile, windowsOptions }));

/** The security context of a container. */
export const containerSecurity: Check<[hostUsers: boolean]> = present((field, hostUsers) => {
  procMount(field.at("procMount"), hostUsers);
  privilege(field);
  profiles(field);
});

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
