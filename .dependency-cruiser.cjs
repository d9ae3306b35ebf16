// The arrows between the rooms point down only; a room may use those below it, never one above.
const rooms = {
  declaration: [],
  edge: ["declaration"],
  clouds: ["edge", "declaration"],
  components: ["clouds", "edge", "declaration"],
  infra: ["components", "clouds", "edge", "declaration"],
  rehearsal: ["infra", "components", "clouds", "edge", "declaration"],
  launch: ["rehearsal", "infra", "components", "clouds", "edge", "declaration"],
};
const pure = "^(declaration|edge|clouds)/";

module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    ...Object.entries(rooms).map(([room, below]) => ({
      name: `${room}-points-down`,
      severity: "error",
      from: { path: `^${room}/` },
      to: {
        path: `^(${Object.keys(rooms)
          .filter((other) => other !== room && !below.includes(other))
          .join("|")}|tests|bench)/`,
      },
    })),
    {
      name: "pure-rooms-know-no-pulumi",
      severity: "error",
      from: { path: pure },
      to: { path: "node_modules/@pulumi/|node_modules/@grpc/" },
    },
    {
      name: "pure-rooms-do-no-input-or-output",
      severity: "error",
      from: { path: pure, pathNot: "/(generate|tables)[^/]*\\.ts$" },
      to: { path: "^(node:)?(fs|net|http|https|child_process|dns|tls|process)(/|$)", dependencyTypes: ["core"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".js", ".cjs", ".mjs", ".json"] },
  },
};
