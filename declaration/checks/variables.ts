import type { Finding, Path } from "../finding.ts";
import { holdsSecret, looksSecret } from "../secrecy.ts";
import type { Check, Facts } from "./check.ts";

/** Variables that the stack itself gives to every service. */
const RESERVED: readonly string[] = ["DATABASE_URL", "PORT"];

/** Each variable has one source, and no secret stands in the open. */
export const checkVariables: Check = (facts) => [...environment(facts), ...secrets(facts)];

function environment({ settings }: Facts): Finding[] {
  return Object.entries(settings["launch:services"] ?? {}).flatMap(([service, written]) =>
    Object.entries(written?.environment ?? {}).flatMap(([name, value]) =>
      variable(["launch:services", service, "environment", name], name, value),
    ),
  );
}

function variable(path: Path, name: string, value: string | undefined): Finding[] {
  if (RESERVED.includes(name)) {
    return [{ path, why: "The stack sets this variable itself.", write: "nothing here", hidden: true }];
  }
  if (!looksSecret(name) && !holdsSecret(value ?? "")) return [];
  return [
    {
      path,
      why: "It looks like a secret, and this file, the state and every plan would hold it in clear.",
      write: `{ name: ${name}, from: external } in launch:secrets, and remove it here`,
      hidden: true,
    },
  ];
}

function secrets({ settings }: Facts): Finding[] {
  const written = settings["launch:secrets"] ?? [];
  return written.flatMap((secret, index) => {
    const name = secret?.name;
    if (name === undefined) return [];
    const path: Path = ["launch:secrets", index, "name"];
    if (RESERVED.includes(name)) {
      return [
        { path, why: "The stack gives this variable to every service itself.", write: "another name, or remove it" },
      ];
    }
    const first = written.findIndex((other) => other?.name === name);
    if (first < index) {
      return [
        {
          path,
          why: `launch:secrets[${first}] has this name already.`,
          write: "another name, or remove one of the two",
        },
      ];
    }
    const clash = Object.entries(settings["launch:services"] ?? {}).find(([, service]) =>
      Object.hasOwn(service?.environment ?? {}, name),
    );
    // Where the plain variable is itself refused as a secret, moving it here is the mending.
    if (clash === undefined || looksSecret(name) || holdsSecret(clash[1]?.environment?.[name] ?? "")) return [];
    return [
      {
        path,
        why: `Service ${clash[0]} has a plain variable of this name.`,
        write: "remove the plain one, or rename one of the two",
      },
    ];
  });
}
