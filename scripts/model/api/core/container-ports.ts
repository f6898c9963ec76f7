import { portName } from "../formats.ts";
import { type Check, rule } from "../rule.ts";
import { oneOf, portNumber } from "../values.ts";

export const ports: Check = rule(
  "container-ports",
  "core validateContainerPorts",
  "Use port numbers from 1 to 65535, and names of at most 15 lower case letters, digits and '-', each once.",
  (field) => {
    const names = new Set<string>();
    for (const port of field.items) {
      const [name, number, host] = [port.at("name"), port.at("containerPort"), port.at("hostPort")];
      const wrong = name.text === "" ? [] : portName(name.text);
      name.invalidEach(wrong);
      if (wrong.length === 0 && name.text !== "") {
        if (names.has(name.text)) name.duplicate();
        names.add(name.text);
      }
      if ((number.number ?? 0) === 0) number.required();
      else portNumber(number);
      if (host.number !== 0) portNumber(host);
      oneOf("SCTP", "TCP", "UDP")(port.at("protocol"));
    }
  },
);

/** Ports of the node that containers take. Source: core AccumulateUniqueHostPorts. */
export const hostPorts: Check = rule("host-ports", "core checkHostPortConflicts", "Take each port of the node once, or leave hostPort out.", (containers) => {
  const taken = new Set<string>();
  for (const port of containers.items.flatMap((container) => container.at("ports").items)) {
    const host = port.at("hostPort");
    if (!host.number) continue;
    const key = `${port.at("protocol").text || "TCP"}/${port.at("hostIP").text}/${host.number}`;
    if (taken.has(key)) host.duplicate(key);
    taken.add(key);
  }
});
