import { type Check, rule } from "../rule.ts";

const POD_FIELDS = ["hostUsers", "shareProcessNamespace"];
/** For these, false is the same as nothing. */
const POD_SWITCHES = ["hostPID", "hostIPC"];
const POD_SECURITY = [
  ...["appArmorProfile", "seLinuxOptions", "seccompProfile", "fsGroup", "fsGroupChangePolicy", "sysctls", "runAsUser", "runAsGroup"],
  ...["supplementalGroups", "supplementalGroupsPolicy", "seLinuxChangePolicy"],
];
const CONTAINER_SECURITY = [
  ...["appArmorProfile", "seLinuxOptions", "seccompProfile", "capabilities", "readOnlyRootFilesystem", "privileged"],
  ...["allowPrivilegeEscalation", "procMount", "runAsUser", "runAsGroup"],
];

/** What a pod with spec.os.name windows may not ask for. */
export const windowsPod: Check = rule("windows-pod", "core validateWindows", "Leave out what only Linux has, or set spec.os.name to linux.", (spec) => {
  const containers = [...spec.at("initContainers").items, ...spec.at("containers").items].map((container) => container.at("securityContext"));
  const set = [
    ...POD_FIELDS.map((key) => spec.at(key)),
    ...POD_SWITCHES.map((key) => spec.at(key)).filter((field) => field.true),
    ...POD_SECURITY.map((key) => spec.at("securityContext").at(key)),
    ...containers.flatMap((security) => CONTAINER_SECURITY.map((key) => security.at(key))),
  ];
  for (const field of set) if (field.present) field.forbidden("cannot be set for a windows pod");
  if (spec.at("resources").present) spec.at("resources").forbidden("may not be set for a windows pod");
});
