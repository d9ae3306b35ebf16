import { cpusWithMemory, FARGATE_MEMORY, nearestNumber, printMemories } from "../fargate.ts";
import type { Finding, Path } from "../finding.ts";
import { nearestWord } from "../nearest.ts";
import { type Check, type Facts, hostHas, serviceNames, usableHosts } from "./check.ts";

type WrittenService = NonNullable<NonNullable<Facts["settings"]["launch:services"]>[string]>;

/** Each service runs on a pair that Fargate has, scales upwards, and is served by a host. */
export const checkServices: Check = (facts) =>
  Object.entries(facts.settings["launch:services"] ?? {}).flatMap(([name, service]) => {
    const path: Path = ["launch:services", name];
    if (service === undefined) return [];
    return [...unserved(name, path, facts), ...pair(service, path), ...tasks(service, path)];
  });

function pair({ cpuUnits, memoryMiB }: WrittenService, path: Path): Finding[] {
  if (cpuUnits === undefined || memoryMiB === undefined) return [];
  const memories = FARGATE_MEMORY.get(cpuUnits) ?? [];
  if (memories.includes(memoryMiB)) return [];
  const [cpu] = cpusWithMemory(memoryMiB, cpuUnits);
  return [
    {
      path: [...path, "memoryMiB"],
      why: `Fargate has no task of ${cpuUnits} CPU units with ${memoryMiB} MiB: with ${cpuUnits} it has ${printMemories(memories)}.`,
      write: `${nearestNumber(memoryMiB, memories)}${cpu === undefined ? "" : `, or cpuUnits: ${cpu} with ${memoryMiB}`}`,
    },
  ];
}

function tasks({ tasks }: WrittenService, path: Path): Finding[] {
  if (tasks?.minimum === undefined || tasks.maximum === undefined || tasks.minimum <= tasks.maximum) return [];
  return [
    {
      path: [...path, "tasks", "maximum"],
      why: `At most ${tasks.maximum} tasks are fewer than the ${tasks.minimum} that always run.`,
      write: `${tasks.minimum} or more`,
    },
  ];
}

function unserved(name: string, path: Path, facts: Facts): Finding[] {
  const hosts = usableHosts(facts);
  const entries = facts.settings["launch:hosts"];
  const names = serviceNames(facts) ?? [];
  // A host that can't be read, or that names no service there is, may have meant this one.
  const unclear = hosts.some(({ index, service }) => service === undefined && hostHas(facts, index, "service"));
  const meant = hosts.some(
    ({ service }) => service !== undefined && !names.includes(service) && nearestWord(service, names) === name,
  );
  if (entries === undefined || entries.length > hosts.length || unclear || meant) return [];
  if (hosts.some(({ service }) => service === name)) return [];
  return [
    {
      path,
      why: "No host is served by it, and a load balancer refuses a service that nothing leads to.",
      write: `{ name: …, service: ${name} } in launch:hosts, or remove the service`,
    },
  ];
}
