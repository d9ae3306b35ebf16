import type { Settings } from "../declaration/settings.ts";
import { cache } from "./cache.ts";
import type { CompiledEdge } from "./compiled.ts";
import { firewall } from "./firewall.ts";
import { fit } from "./fit.ts";
import { limits } from "./limits.ts";
import { redirects } from "./redirects.ts";
import { requestHeaders } from "./request-headers.ts";
import { responseHeaders } from "./response-headers.ts";
import { assemble } from "./rulebook.ts";

/** The whole edge of a stack, fitted to its plan. Throws a `UserError` that exits with 2 for what the plan wouldn't take. */
export function compileEdge(settings: Settings): CompiledEdge {
  const { rules, notes } = limits(settings);
  const phases = assemble([
    ...redirects(settings),
    ...firewall(settings),
    ...rules,
    ...requestHeaders(settings),
    ...cache(settings),
    ...responseHeaders(settings),
  ]);
  return { phases, quotas: fit(settings.cloudflare.plan, phases), notes };
}
