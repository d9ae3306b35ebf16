import type { LaunchCommand } from "./command.ts";

/** A command as `launch --help` lists it; its code is loaded when it runs. */
export interface ListedCommand {
  readonly description: string;
  load(): Promise<LaunchCommand>;
}

/** All commands, in the order a launch takes them. */
export const commands: Readonly<Record<string, ListedCommand>> = {
  start: {
    description: "Plan, then rehearse: what `npm start` runs",
    load: async () => (await import("./start.ts")).startCommand,
  },
  plan: {
    description: "Show what the stack would make, offline and without an account",
    load: async () => (await import("./plan.ts")).planCommand,
  },
  rehearse: {
    description: "Play the launch on the real Pulumi engine over simulated clouds",
    load: async () => (await import("./rehearse.ts")).rehearseCommand,
  },
  preview: {
    description: "`pulumi preview`, refusing what an update should not do",
    load: async () => (await import("./preview.ts")).previewCommand,
  },
  up: {
    description: "`pulumi up` after a preview that was judged",
    load: async () => (await import("./up.ts")).upCommand,
  },
  clouds: {
    description: "Serve the simulated clouds for plain `pulumi` until Ctrl-C",
    load: async () => (await import("./clouds.ts")).cloudsCommand,
  },
  engine: {
    description: "Find the Pulumi engine, or fetch or build it",
    load: async () => (await import("./engine.ts")).engineCommand,
  },
};
