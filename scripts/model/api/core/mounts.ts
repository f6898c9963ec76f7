import type { Field } from "../field.ts";
import { all, type Check, rule } from "../rule.ts";
import { listed } from "../values.ts";
import { descendingPath, hasBackstep } from "./paths.ts";

/** The pod's volumes by name; where a name is given without its place, it is a claim (of a StatefulSet's template). */
export type Volumes = Map<string, Field | undefined>;

const mounts: Check<[volumes: Volumes]> = rule(
  "volume-mounts",
  "core ValidateVolumeMounts",
  "Mount volumes that the pod has, each at a path of its own.",
  (container, volumes) => {
    const devices = container.at("volumeDevices").items;
    const paths = new Set<string>();
    for (const mount of container.at("volumeMounts").items) {
      const [name, path] = [mount.at("name"), mount.at("mountPath")];
      if (name.text === "") name.required();
      else if (!volumes.has(name.text)) name.notFound();
      if (path.text === "") path.required();
      else if (paths.has(path.text)) path.invalid("must be unique");
      paths.add(path.text);
      if (devices.some((device) => device.at("name").text === name.text)) {
        name.invalid("must not already exist in volumeDevices");
      }
      if (devices.some((device) => device.at("devicePath").text === path.text)) {
        path.invalid("must not already exist as a path in volumeDevices");
      }
    }
  },
);

const subPaths: Check = rule(
  "volume-sub-path",
  "core ValidateVolumeMounts",
  "Use a relative path without '..' in one of subPath and subPathExpr.",
  (container) => {
    for (const mount of container.at("volumeMounts").items) {
      const [path, expression] = [mount.at("subPath"), mount.at("subPathExpr")];
      path.invalidEach(descendingPath(path.text));
      expression.invalidEach(descendingPath(expression.text));
      if (path.text && expression.text) expression.invalid("subPathExpr and subPath are mutually exclusive");
    }
  },
);

const propagation: Check = rule(
  "mount-propagation",
  "core validateMountPropagation, validateMountRecursiveReadOnly",
  "Keep Bidirectional to privileged containers, and recursiveReadOnly to read-only mounts without propagation.",
  (container) => {
    for (const mount of container.at("volumeMounts").items) {
      const [propagates, recursive] = [mount.at("mountPropagation"), mount.at("recursiveReadOnly")];
      listed("Bidirectional", "HostToContainer", "None")(propagates);
      if (propagates.text === "Bidirectional" && !container.under("securityContext", "privileged").true) {
        propagates.forbidden("Bidirectional mount propagation is available only to privileged containers");
      }
      listed("Disabled", "Enabled", "IfPossible")(recursive);
      if (recursive.text !== "Enabled" && recursive.text !== "IfPossible") continue;
      if (!mount.at("readOnly").true) recursive.forbidden("may only be specified when readOnly is true");
      if (propagates.present && propagates.text !== "None") {
        recursive.forbidden("may only be specified when mountPropagation is None or not specified");
      }
    }
  },
);

const devices: Check<[volumes: Volumes]> = rule(
  "volume-devices",
  "core ValidateVolumeDevices",
  "Use volumeDevices for claims in block mode, each device and each path once.",
  (container, volumes) => {
    const seen = new Set<string>();
    for (const device of container.at("volumeDevices").items) {
      const [name, path] = [device.at("name"), device.at("devicePath")];
      const volume = volumes.get(name.text);
      if (name.text === "") name.required();
      else if (!volumes.has(name.text)) name.notFound();
      else if (volume && !volume.at("persistentVolumeClaim").present && !volume.at("ephemeral").present) {
        name.invalid("can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
      }
      if (path.text === "") path.required();
      if (hasBackstep(path.text)) path.invalid("can not contain backsteps ('..')");
      for (const part of [name, path]) {
        if (part.text && seen.has(`${part.key} ${part.text}`)) part.invalid("must be unique");
        seen.add(`${part.key} ${part.text}`);
      }
    }
  },
);

/**
 * What a container mounts.
 * @param volumes the pod's volumes
 */
export const volumeMounts: Check<[volumes: Volumes]> = (container, volumes) => {
  mounts(container, volumes);
  devices(container, volumes);
  all(subPaths, propagation)(container);
};
