import { say } from "./output/print.ts";

/** Shows that something long goes on. */
export interface Progress {
  /** Ends it; what was shown on a terminal is wiped away. */
  stop(): void;
}

/** How often a log gets a line; a terminal is redrawn four times a second. */
const LOG_SECONDS = 30;

/** Says what goes on and for how long: one line redrawn on a terminal, a line every half minute elsewhere. */
export function showProgress(text: () => string): Progress {
  const started = performance.now();
  const isTerminal = process.stderr.isTTY === true;
  const draw = () => {
    const line = `${text()}  ${Math.round((performance.now() - started) / 1000)} s`;
    if (isTerminal) process.stderr.write(`\r\u001b[2K${line}`);
    else say(line);
  };
  const timer = setInterval(draw, isTerminal ? 250 : LOG_SECONDS * 1000);
  timer.unref();
  return {
    stop: () => {
      clearInterval(timer);
      if (isTerminal) process.stderr.write("\r\u001b[2K");
    },
  };
}
