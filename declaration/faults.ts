/**
 * Errors a user can mend. Each says what is wrong, why, and what to write or run instead; a command prints it
 * without a stack trace and exits with its code.
 */
export class UserError extends Error {
  /** A stable word for machines and the documentation, for example `unknown-stack`. */
  readonly code: string;
  /** What to write or run instead. */
  readonly fix: string;
  /** What `launch` exits with; 2 is settings or usage. */
  readonly exitCode: number;

  constructor(code: string, message: string, fix: string, exitCode = 1) {
    super(message);
    this.name = "UserError";
    this.code = code;
    this.fix = fix;
    this.exitCode = exitCode;
  }
}

/** One wrong setting. */
export interface Fault {
  /** Where it stands, for example `launch:routes[2].kind`. */
  readonly key: string;
  /** The value as written, in JSON; absent where the setting is missing. */
  readonly value?: string;
  /** Why it is wrong. */
  readonly why: string;
  /** What to write instead. */
  readonly write: string;
}

/** All faults of a stack's settings at once; nothing was planned or written. */
export class SettingsError extends UserError {
  readonly faults: readonly Fault[];

  constructor(source: string, faults: readonly Fault[]) {
    super(
      "settings",
      `${source}: ${faults.length === 1 ? "1 setting is" : `${faults.length} settings are`} wrong`,
      "Change the settings named above.",
      2,
    );
    this.name = "SettingsError";
    this.faults = faults;
  }
}

/** Prints faults for a person: one block each, in the order of the file. */
export function describeFaults(faults: readonly Fault[]): string {
  return faults
    .map(
      (fault) =>
        `${fault.key}${fault.value === undefined ? "" : ` = ${fault.value}`}\n  why    ${fault.why}\n  write  ${fault.write}`,
    )
    .join("\n");
}
