import { dnsSubdomain } from "../formats.ts";
import { all, type Check, each, fields, present, rule } from "../rule.ts";
import { formatted, linuxId, oneOf } from "../values.ts";
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

export const profiles: Check = all(ids, fields({ seccompProfile, appArmorProfile, windowsOptions }));

/** The security context of a container. */
export const containerSecurity: Check<[hostUsers: boolean]> = present((field, hostUsers) => {
  procMount(field.at("procMount"), hostUsers);
  privilege(field);
  profiles(field);
});
