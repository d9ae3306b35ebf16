import { type Properties, UnmodelledError } from "../cloud.ts";
import type { World } from "./world.ts";

/** Answers the functions a program calls while it is planned. */
export function invoke(world: World, token: string, _args: Properties): Properties {
  if (token === "aws:index/getCallerIdentity:getCallerIdentity") {
    const arn = `arn:aws:iam::${world.accountId}:user/rehearsal`;
    return { accountId: world.accountId, arn, userId: "AIDAREHEARSAL", id: world.accountId };
  }
  if (token === "aws:index/getAvailabilityZones:getAvailabilityZones") {
    const zoneIds = world.availabilityZones.map((_zone, index) => `zone-${index + 1}`);
    return { names: world.availabilityZones, zoneIds, groupNames: [world.region], id: world.region };
  }
  if (token === "aws:index/getRegion:getRegion") return { region: world.region, id: world.region };
  throw new UnmodelledError(token);
}
