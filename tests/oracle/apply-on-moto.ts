import { makeStack } from "../clouds/aws/stack.ts";
import { applyOnMoto, whyNoMoto } from "./moto.ts";
import { recordProgram } from "./record-program.ts";
import { whyNoProvider } from "./terraform.ts";

/** `node tests/oracle/apply-on-moto.ts [stack]`: one of every type, or what the program makes for a stack. */
const [, , stack] = process.argv;
const missing = whyNoProvider() ?? whyNoMoto();
if (missing) console.log(`skipped: ${missing}`);
else {
  const { changes, types, leftOut } = await applyOnMoto(
    stack ? await recordProgram(stack) : { made: makeStack().made, region: "eu-central-1" },
  );
  console.log(`${types[0]} of ${types[1]} types applied on moto`);
  for (const line of leftOut) console.log(`left out: ${line}`);
  console.log(changes === "" ? "second plan: no changes" : changes);
  process.exitCode = changes === "" ? 0 : 1;
}
