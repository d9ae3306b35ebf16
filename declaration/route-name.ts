import { pathSlug } from "./path.ts";
import type { PathPattern } from "./settings.ts";

/**
 * The name a route has when none is written, such as `app-login` or `apex-home`. It depends on the route alone: a
 * route added elsewhere never renames it.
 */
export function routeName(label: string, path: PathPattern): string {
  return `${label}-${pathSlug(path)}`;
}
