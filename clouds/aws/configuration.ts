import { type Accounts, type Properties, Refusal, UNKNOWN, UnmodelledError, type Value } from "../cloud.ts";
import { isList, isProperties } from "./values.ts";

/** What of the provider's configuration changes what resources look like. */
export interface Configuration {
  readonly defaultTags: Properties;
}

/** Pulumi hands nested provider settings over as JSON text. */
function parsed(value: Value | undefined): Value | undefined {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  // Whatever JSON.parse gives is a value.
  return JSON.parse(value) as Value;
}

/**
 * Reads the provider's configuration.
 * @throws Refusal for a missing region or a wrong account, UnmodelledError for a region that isn't simulated.
 */
export function readConfiguration(properties: Properties, accounts: Accounts): Configuration {
  const { region } = properties;
  const { accountId } = accounts.aws;
  if (region === undefined || region === "") {
    throw new Refusal(
      "MissingRegion",
      "the provider has no region: set aws:region",
      "aws provider, configure",
      "region",
    );
  }
  if (region !== UNKNOWN && region !== accounts.aws.region) {
    throw new UnmodelledError(`AWS region ${String(region)} (the simulated account is in ${accounts.aws.region})`);
  }
  const allowed = parsed(properties.allowedAccountIds);
  const forbidden = parsed(properties.forbiddenAccountIds);
  if (
    (isList(allowed) && !allowed.map(String).includes(accountId)) ||
    (isList(forbidden) && forbidden.map(String).includes(accountId))
  ) {
    throw new Refusal(
      "AccountNotAllowed",
      `AWS account ID not allowed: ${accountId}`,
      "aws-sdk-go-base, VerifyAccountIDAllowed",
      isList(allowed) ? "allowedAccountIds" : "forbiddenAccountIds",
    );
  }
  const defaults = parsed(properties.defaultTags);
  const tags = isProperties(defaults) ? defaults.tags : undefined;
  return { defaultTags: isProperties(tags) ? tags : {} };
}
