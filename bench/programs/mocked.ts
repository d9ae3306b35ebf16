import { runtime } from "@pulumi/pulumi";
import { RandomId } from "@pulumi/random/randomId.js";

// As many trivial resources as the first argument says, through Pulumi's own mocks.
await runtime.setMocks(
  {
    newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs }),
    call: ({ inputs }) => inputs,
  },
  "bench",
  "bench",
  true,
);
await runtime.runInPulumiStack(async () => {
  for (let index = 0; index < Number(process.argv[2]); index++) new RandomId(`id-${index}`, { byteLength: 4 });
});
await runtime.disconnect();
