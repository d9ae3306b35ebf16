import { type Properties, Refusal } from "../cloud.ts";
import type { Model } from "./model.ts";
import { exclusive, length, not, oneOf, pattern } from "./rules.ts";
import { isList, mapsAt, textOf, textsAt } from "./values.ts";

const provider = "aws provider acm/certificate.go";
const acm = "botocore acm service model";

/** ACM's quota of names on a certificate, before an increase is asked for (AWS ACM quotas). */
const NAMES_PER_CERTIFICATE = 10;

/** A host name, with at most one wildcard at the left (ACM RequestCertificate, DomainName). */
const hostName = /^(\*\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])$/;

function namesOf(inputs: Properties): readonly string[] {
  const first = textOf(inputs, "domainName");
  return [...new Set([...(first === undefined ? [] : [first]), ...textsAt(inputs, "subjectAlternativeNames[]")])];
}

const certificate: Model = {
  defaults: { keyAlgorithm: "RSA_2048" },
  rules: [
    exclusive(["domainName", "privateKey"], provider, true),
    not("domainName", /\.$/, "may not end with a dot", provider),
    not("subjectAlternativeNames[]", /\.$/, "may not end with a dot", provider),
    length("subjectAlternativeNames[]", 1, 253, provider),
    length("domainName", 1, 253, provider),
    oneOf("validationMethod", ["DNS", "EMAIL", "NONE"], provider),
    oneOf(
      "keyAlgorithm",
      ["RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"],
      provider,
    ),
    pattern("domainName", hostName, "a host name", acm, "ValidationException"),
    pattern("subjectAlternativeNames[]", hostName, "a host name", acm, "ValidationException"),
  ],
  refuse: ({ inputs }) => {
    const names = namesOf(inputs);
    const first = textOf(inputs, "domainName") ?? "";
    if (first.length > 64)
      throw new Refusal(
        "ValidationException",
        `domainName has ${first.length} characters, at most 64 fit`,
        acm,
        "domainName",
      );
    if (names.length > NAMES_PER_CERTIFICATE) {
      const why = `${names.length} names are above the quota of ${NAMES_PER_CERTIFICATE} a certificate`;
      throw new Refusal("LimitExceededException", why, "AWS ACM quotas", "subjectAlternativeNames");
    }
  },
  make: ({ world, subject, inputs }) => {
    const digits = world.hex(subject.urn, 32);
    const arn = world.arn("acm", `certificate/${digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")}`);
    const names = namesOf(inputs);
    return {
      id: arn,
      outputs: {
        arn,
        status: "PENDING_VALIDATION",
        type: "AMAZON_ISSUED",
        subjectAlternativeNames: names,
        // The apex and its wildcard are proven by the same record.
        domainValidationOptions: names.map((domainName) => {
          const bare = domainName.replace(/^\*\./, "");
          const mark = world.hex(`${subject.urn} ${bare}`, 32);
          return {
            domainName,
            resourceRecordName: `_${mark}.${bare}.`,
            resourceRecordType: "CNAME",
            resourceRecordValue: `_${mark.split("").toReversed().join("")}.acm-validations.aws.`,
          };
        }),
        notAfter: "",
        notBefore: "",
        pendingRenewal: false,
        renewalEligibility: "INELIGIBLE",
        renewalSummaries: [],
        validationEmails: [],
      },
    };
  },
};

function bare(name: string): string {
  return name.replace(/\.$/, "").toLowerCase();
}

/**
 * Waiting until a certificate is issued. Whether the records exist at the DNS provider isn't looked at here: that's
 * another cloud. What is looked at: that they are the ones this certificate asks for.
 */
const certificateValidation: Model = {
  references: [
    {
      path: "certificateArn",
      to: "aws:acm/certificate:Certificate",
      missing: "ResourceNotFoundException",
      source: acm,
    },
  ],
  refuse: ({ world, inputs }) => {
    const found = world.find("aws:acm/certificate:Certificate", "id", inputs.certificateArn);
    const given = inputs.validationRecordFqdns;
    if (!found || !isList(given)) return;
    const asked = new Set(
      mapsAt(found.state, "domainValidationOptions[]").map(({ value }) => bare(String(value.resourceRecordName))),
    );
    const known = given.flatMap((name) => (typeof name === "string" ? [bare(name)] : []));
    if (known.length < given.length) return;
    const missing = [...asked].filter((name) => !known.includes(name));
    if (missing.length === 0) return;
    const why = `missing ${found.id} DNS validation record: ${missing.join(", ")}`;
    throw new Refusal(
      "MissingValidationRecord",
      why,
      "aws provider acm/certificate_validation.go",
      "validationRecordFqdns",
    );
  },
  make: ({ world, inputs }) => {
    const found = world.find("aws:acm/certificate:Certificate", "id", inputs.certificateArn);
    if (found)
      found.state = {
        ...found.state,
        status: "ISSUED",
        notBefore: "2026-01-01T00:00:00Z",
        notAfter: "2027-01-31T00:00:00Z",
        renewalEligibility: "ELIGIBLE",
      };
    return { id: "2026-01-01 00:00:00 +0000 UTC", outputs: {} };
  },
  key: (state) => String(state.certificateArn),
};

/** Certificates. */
export const CERTIFICATES = {
  "aws:acm/certificate:Certificate": certificate,
  "aws:acm/certificateValidation:CertificateValidation": certificateValidation,
} as const;
